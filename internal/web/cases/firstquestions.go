package cases

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// firstOpen gives the few questions that every agency asks, as far as nobody has asked them of the person yet: of somebody who
// came in a police file that says nothing of them, say. Whoever makes the first call asks them in it (practice, part 2.4).
func (c kase) firstOpen(r *web.Request) ([]catalogue.Instrument, error) {
	if !c.asksFirst(r) {
		return nil, nil
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]catalogue.Instrument, error) { return c.firstIn(ctx, v, r) })
}

// asksFirst tells whether the reader can ask them now.
func (c kase) asksFirst(r *web.Request) bool {
	return c.Stop == "" && c.Again == "" && c.works(r) && r.Could(assessment.ActAssess) && len(c.set.AskedAtTheDoor(c.service)) > 0
}

// firstIn is firstOpen on a snapshot that is open already.
func (c kase) firstIn(ctx context.Context, v *gate.View, r *web.Request) ([]catalogue.Instrument, error) {
	if !c.asksFirst(r) {
		return nil, nil
	}
	asked, err := assessment.Done(ctx, v, c.Case.Folder, 0)
	if err != nil {
		return nil, err
	}
	came, err := assessment.ReceivedIn(ctx, v, c.Case.Folder)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(c.set.AskedAtTheDoor(c.service), func(in catalogue.Instrument) bool {
		_, stands := assessment.Newest(came, in, "", c.Now.Date())
		return stands || slices.Contains(asked, in.Key)
	}), nil
}

// firstInput is the input of one of the first questions: apart from all others of the form.
func firstInput(in catalogue.Instrument, q catalogue.Question) string {
	return "first_" + in.Key + "_" + q.Key
}

// firstQuestions asks them behind a line, for somebody who was reached and can talk. How they know the other person is asked
// only where nobody has said it.
func (c kase) firstQuestions(list []catalogue.Instrument, a view.Answers) view.Part {
	var body view.Parts
	var open bool
	for _, in := range list {
		for _, q := range in.Questions {
			if _, known := q.FromRelation(string(c.About.Story.Relationship)); known {
				continue
			}
			name := firstInput(in, q)
			open = open || a.Get(name) != "" || a.Error(name) != ""
			body = append(body, view.Radios{Name: name, Legend: q.Text, Hint: q.Help, LegendSize: "s", Items: options(q), Small: true, Inline: true}.From(a))
		}
	}
	if len(body) == 0 {
		return nil
	}
	return view.Details{Summary: "First questions, under two minutes", Open: open,
		Body: append(view.Parts{view.Para("Nobody has asked them yet. Leave out what you do not ask.")}, body...)}
}

// firstSaid reads what was answered to them in the call.
func (c kase) firstSaid(f *web.Form) []assessment.Record {
	var list []assessment.Record
	for _, in := range c.set.AskedAtTheDoor(c.service) {
		said := assessment.Answers{}
		for _, q := range in.Questions {
			if answer := f.Text(firstInput(in, q)); answer != leftOut {
				said[q.Key] = answer
			}
			if _, ok := q.Option(said[q.Key]); said[q.Key] != "" && !ok {
				f.Fault(firstInput(in, q), c.set.Word("refer.fault.answer"))
			}
		}
		if given, asked := assessment.SaidAtTheDoor(in, string(c.About.Story.Relationship), said, c.Now.Date()); asked {
			list = append(list, assessment.Record{Instrument: in, Phase: c.phase(), Answers: given.Answers})
		}
	}
	return list
}

// afterFirst leads to what follows from the answers; false: to what follows from the call. While somebody is on the telephone
// the full questions come next only where the answers that were given say so by themselves.
func (c kase) afterFirst(said []assessment.Record, asked []casework.Asked) (done, bool) {
	for i, came := range asked {
		in, answers := said[i].Instrument, said[i].Answers
		if came.Stopped || came.Raised || assessment.Work(in, answers, catalogue.Facts{}).LeadsSurely(in) {
			return c.afterAsking(in, answers, came)
		}
	}
	return done{}, false
}
