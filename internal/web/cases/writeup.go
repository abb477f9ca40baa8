package cases

import (
	"slices"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// writeUp adds the note of a session that was recorded without one.
var writeUp = form{path: "write-up", action: casework.ActWork, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		which := r.Query("session")
		if which == "" {
			which = r.Form().Text("session")
		}
		sessions := c.Of(casework.ItemSession)
		at := slices.IndexFunc(sessions, func(it casework.Item) bool { return it.ID == which })
		if at < 0 {
			return view.Page{}, gate.NoSuchRecord()
		}
		s := sessions[at]
		return c.page(r, "Write up session "+number(s.Number), c.form(r, "write-up", "Save note", view.Parts{
			view.Para("It was held on " + s.On.Short() + ": " + text.Within(c.list("strands").Label(s.Code)) + "."),
			view.Textarea{Name: "note", Label: "What happened in the session?", Hint: "A note is never changed. A slip is mended by another note.", Rows: 8}.From(a),
		}, view.Hidden{Name: "session", Value: s.ID})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, casework.WriteUp{Case: c.Case.ID, Session: r.Form().Text("session"), Note: r.Form().Text("note")}.Run)
		return done{c.at("timeline"), "The session is written up."}, err
	},
}
