package cases

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/web/view"
)

// judged is what was judged together with the police by one set of questions, newest first.
type judged struct {
	in  catalogue.Instrument
	all []assessment.Joint
}

// judgedIn reads what was judged by each set of questions that the service judges by with the police, for those who are shown risk.
func (c kase) judgedIn(ctx context.Context, v *gate.View) (list []judged, err error) {
	for _, in := range c.set.Instruments() {
		if in.Kind != catalogue.KindJudgement || !c.asks(in.Key) {
			continue
		}
		may, err := v.May(ctx, c.Case.Folder, access.Risk)
		if err != nil || !may {
			return nil, err
		}
		all, err := assessment.Joints(ctx, v, c.Case.Folder, in.Key)
		if err != nil {
			return nil, err
		}
		list = append(list, judged{in, all})
	}
	return list, nil
}

// judgements show what was judged together with the police, which has no number: what both say, dimension by dimension, and what
// was said before.
func (s result) judgements(c kase) view.Part {
	var parts view.Parts
	for _, j := range s.judged {
		parts = append(parts, view.H2(j.in.Name+", judged with the police"))
		if len(j.all) == 0 {
			parts = append(parts, view.Paragraph{Body: view.Parts{view.Text("Nobody has judged it yet."), view.Link{Text: "Judge it", Href: c.agreeAt()}}})
			continue
		}
		parts = append(parts, view.Para(j.all[0].Standing(j.in)), j.table(j.all[0]))
		for _, before := range j.all[1:] {
			parts = append(parts, view.Details{Summary: "Before, on " + when(before.MadeAt, c.Now), Body: view.Parts{view.Para(before.Standing(j.in)), j.table(before)}})
		}
		parts = append(parts, view.Paragraph{Body: view.Link{Text: "Judge it again, or answer", Href: c.agreeAt()}})
	}
	return parts
}

// table puts what both sides say of each dimension beside each other.
func (j judged) table(one assessment.Joint) view.Part {
	t := view.Table{Caption: "What each says", CaptionSize: "s", Pattern: view.Stack, Columns: []view.Column{{Head: "About"}, {Head: "We say"}, {Head: "The police say"}}}
	for _, said := range one.Said(j.in) {
		theirs := said.Theirs
		switch {
		case theirs == "":
			theirs = "Not said yet"
		case said.Differs:
			theirs += ": " + said.Reason
		}
		t.Rows = append(t.Rows, []view.Part{view.Text(said.About), view.Text(said.Ours), view.Text(theirs)})
	}
	return t
}
