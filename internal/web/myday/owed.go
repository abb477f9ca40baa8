package myday

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// owed are the things due to people: to be told what was learned for them, steps of their plans. One key says that
// they were told.
func (p pages) owed(r *web.Request, list []casework.Owed, now clock.Instant, g *green) []view.Row {
	asked, _ := p.set.List("agencies-asked")
	var rows []view.Row
	for _, o := range list {
		row := view.Row{When: due(o.Due, now), Who: caseLink(o.Initials, o.Reference), Title: o.Words("them", asked)}
		if o.Steps() {
			row.Body = view.Parts{view.Text(o.What.Text()), view.Link{Text: "See the plan", Href: casePath(o.Reference, "plan"), Unseen: " of " + o.Initials.Text()}}
		} else {
			row.WhenNote = "by " + o.Due.Clock()
			row.Do = view.ButtonForm{Action: casePath(o.Reference, "told-her"), Key: r.Key(),
				Hidden: []view.Hidden{{Name: "kind", Value: string(o.Kind)}, {Name: "item", Value: o.Row}, {Name: "from", Value: "my-day"}},
				Button: view.Button{Text: "I have told them", Unseen: ", " + o.Initials.Text(), Kind: g.kind()}}
			row.Note = view.Link{Text: "See what it was", Href: casePath(o.Reference, below(o.Kind)), Unseen: ", for " + o.Initials.Text()}
		}
		if o.Due < now {
			row.Broken, row.Tag = true, &view.Tag{Text: capital(late(o.Due, now)), Colour: view.Red}
		}
		rows = append(rows, row)
	}
	return rows
}

// below is the page of a case on which what was learned stands.
func below(kind casework.ItemKind) string {
	if kind == casework.ItemCourt {
		return "court"
	}
	return "plan"
}

// courtDay is the day of a hearing, or of a visit before the trial, which says so.
func courtDay(h casework.Hearing) string {
	if h.Visit {
		return h.On.Heading() + ": visit before the trial"
	}
	return h.On.Heading()
}

// stands says how far travel and the Witness Service are, beside a hearing.
func stands(h casework.Hearing) view.Part {
	if h.Visit {
		return nil
	}
	travel, witness := "not recorded", "not asked"
	if h.Travel != "" {
		travel = h.Travel
	}
	if h.Witness != "" {
		witness = h.Witness
	}
	return view.Small("Travel: " + travel + ". Witness Service: " + witness + ".")
}
