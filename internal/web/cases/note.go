package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// note writes a note.
var note = form{path: "note", action: casework.ActNote,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		return c.page(r, "Add a note", c.form(r, "note", "Save note", view.Parts{
			view.Textarea{Name: "text", Label: "Note", Hint: "A note is never changed. A slip is mended by another note.", Rows: 8}.From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, casework.AddNote{Case: c.Case.ID, Text: r.Form().Text("text")}.Run)
		return done{c.at("timeline"), "The note is saved."}, err
	},
}
