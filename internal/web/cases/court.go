package cases

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

var courtWords = map[string]string{"stage": "Stage reached", "contact scheme": "Victim contact scheme", "personal statement": "Victim Personal Statement",
	"witness service": "Witness Service", "citizens advice": "Legal question to Citizens Advice", "support in court": "Company on the day",
	"outcome": "Outcome", "travel": "Travel", "debrief": "Talk afterwards"}

func courtName(kind string) string {
	if words, ok := courtWords[kind]; ok {
		return words
	}
	return capital(kind)
}

// court is GET /cases/{reference}/court: the way through court with what was offered on it, what is to
// come, and what help was given.
var court = tabOf{name: "Court", path: "court", body: func(r *web.Request, c kase) (view.Part, view.Part, view.Part) {
	list := view.TaskList{}
	for _, kind := range casework.CourtKinds {
		task := view.Task{ID: slug(kind.Key), Title: courtName(kind.Key), Status: view.Tag{Text: "Not yet", Colour: view.Grey}}
		if c.works(r) {
			task.Href = c.at("court", slug(kind.Key))
		}
		if last, ok := c.lastCourt(kind.Key); ok {
			task.Status, task.Hint = view.Tag{Text: capital(last.State)}, last.On.Plain()
			if last.State == "" {
				task.Status = view.Tag{Text: "Done"}
			}
		}
		list.Items = append(list.Items, task)
	}
	return nil, view.Parts{c.toExplain(r), view.H2("From the report to after the trial"), list, view.H2("What was recorded"),
		c.rows(casework.ItemCourt, "No hearing and no help at court is recorded.")}, view.Parts{c.record(r)}
}}

func slug(kind string) string { return strings.ReplaceAll(kind, " ", "-") }

// courtKind gives the kind that an address is about.
func courtKind(r *web.Request) (casework.CourtKind, bool) {
	for _, k := range casework.CourtKinds {
		if slug(k.Key) == r.Path("kind") {
			return k, true
		}
	}
	return casework.CourtKind{}, false
}

// lastCourt gives what was recorded last of a kind.
func (c kase) lastCourt(kind string) (casework.Item, bool) {
	for _, it := range c.Of(casework.ItemCourt) {
		if it.Code == kind {
			return it, true
		}
	}
	return casework.Item{}, false
}

// toExplain are the outcomes of which the person has not been told yet.
func (c kase) toExplain(r *web.Request) view.Part {
	var parts view.Parts
	for _, it := range c.Of(casework.ItemCourt) {
		if !it.Settled {
			parts = append(parts, view.Quiet{Body: view.Parts{view.Para(c.title(it) + ", " + it.On.Plain() + ". Explain it to " + c.they.them + " " + by(it.Due, c.Now) + "."), c.tell(r, it)}})
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return parts
}

// courtHelp records a stage, a hearing that is to come, help for someone who gives evidence, an outcome.
var courtHelp = form{path: "court/{kind}", from: "court", action: casework.ActWork,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		kind, _ := courtKind(r)
		last, found := c.lastCourt(kind.Key)
		if !found {
			return meanwhile{}, nil
		}
		return meanwhile{c.name(last), last.At, []change{{name: "How it stands", is: capital(last.State)}, {name: "Day", is: full(last.On)},
			{name: "What is to be known", is: last.Text.Text()}}}, nil
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		kind, ok := courtKind(r)
		if !ok {
			return view.Page{}, gate.NoSuchRecord()
		}
		seen, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (string, error) {
			return casework.LatestCourt(ctx, v, c.Case, kind.Key)
		})
		if err != nil {
			return view.Page{}, err
		}
		hint := ""
		if kind.ToCome {
			hint = "It may be still to come"
		}
		if slices.Contains(kind.Answers, "not wanted") && kind.ToCome {
			hint += ". For what is not wanted any more, the day it was arranged for"
		}
		return c.page(r, courtName(kind.Key), c.form(r, "court/"+slug(kind.Key), "Save", view.Parts{
			view.Radios{Name: "answer", Legend: "How does it stand?", LegendSize: "s", Items: spoken(kind.Answers...), Small: true}.From(a),
			view.DateInput{Name: "on", Legend: "On which day?", Hint: hint, LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.Textarea{Name: "note", Label: "What is to be known?", Hint: "Court, time, travel, who goes along", Rows: 3}.From(a),
		}, view.Hidden{Name: "seen", Value: seen})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		kind, _ := courtKind(r)
		_, err := do(r, casework.RecordCourt{Case: c.Case.ID, Service: c.service, Kind: kind.Key, Answer: f.Text("answer"), On: f.Date("on"), Note: f.Text("note"),
			Seen: f.Text("seen")}.Run)
		return done{c.at("court"), "It is recorded."}, err
	},
}
