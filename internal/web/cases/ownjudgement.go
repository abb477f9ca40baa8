package cases

import (
	"goldenthread/internal/assessment"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// judge is a person's own judgement: another band, with the reason. Both are kept. What a second person wrote while a colleague's was
// saved does not take its place: it stands below, to be kept as a note.
func (s result) judge(r *web.Request, c kase, a view.Answers) view.Part {
	if why := s.kept.OverrideReason.Text(); why != "" {
		stands := view.InsetText{Body: view.Parts{view.Strong("Seen as " + s.name(s.kept.OverrideBand) + "."), view.Text(why)}}
		typed := a.Take("reason")
		if typed == "" {
			return stands
		}
		if band, ok := s.in.BandNamed(a.Get("band")); ok {
			typed = "Seen as " + band.Name + ": " + typed
		}
		keep := c.form(r, "note", "Keep it as a note", view.Textarea{Name: "text", Label: "What you wrote", LabelSize: "s", Rows: 3, Value: typed,
			Hint: "The judgement above was saved first. Yours can stand beside it as a note; or ask the questions again."})
		return view.Parts{stands, keep}
	}
	if !c.works(r) || !r.Could(assessment.ActAssess) {
		return nil
	}
	var items []view.Choice
	for _, b := range s.in.Bands {
		items = append(items, view.Choice{Value: b.Key, Label: b.Name})
	}
	return view.Details{Summary: "Do you see it differently? Say so, with your reason", Open: len(a.Problems) > 0, Body: view.Form{Action: c.at("override"), Key: r.Key(),
		Hidden: []view.Hidden{{Name: "assessment", Value: string(s.kept.ID)}, {Name: "seen", Value: number(s.kept.Row)}, {Name: "instrument", Value: s.in.Key}},
		Body: view.Parts{view.Radios{Name: "band", Legend: "How do you see it?", LegendSize: "s", Items: items, Small: true, Inline: true}.From(a),
			view.Textarea{Name: "reason", Label: "Why?", Rows: 3}.From(a)},
		Submit: view.Button{Text: "Keep my judgement beside the score", Kind: view.Secondary}}}
}
