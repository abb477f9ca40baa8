package cases

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// openFirst is one of the few questions' forms that every agency asks, as far as it was not answered on the way in.
type openFirst struct {
	in   catalogue.Instrument
	came assessment.Received // whose answers stand; none: nobody has asked them yet
}

// firstOpen gives the few questions that every agency asks, as far as nobody has asked them of the person yet: of somebody who
// came in a police file that says nothing of them, or only of some, say. Whoever makes the first call asks them in it (practice, part 2.4).
func (c kase) firstOpen(r *web.Request) ([]openFirst, error) {
	if !c.asksFirst(r) {
		return nil, nil
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]openFirst, error) { return c.firstIn(ctx, v, r) })
}

// asksFirst tells whether the reader can ask them now.
func (c kase) asksFirst(r *web.Request) bool {
	return c.Stop == "" && c.Again == "" && c.works(r) && r.Could(assessment.ActAssess) && len(c.set.AskedAtTheDoor(c.service)) > 0
}

// firstIn is firstOpen on a snapshot that is open already.
func (c kase) firstIn(ctx context.Context, v *gate.View, r *web.Request) ([]openFirst, error) {
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
	var list []openFirst
	for _, in := range c.set.AskedAtTheDoor(c.service) {
		if slices.Contains(asked, in.Key) {
			continue
		}
		stands, _ := assessment.Newest(came, in, "", c.Now.Date())
		if open := (openFirst{in, stands}); len(c.askable(open)) > 0 {
			list = append(list, open)
		}
	}
	return list, nil
}

// askable are the questions that nobody has answered, and those that may raise the alarm: who was safe some weeks ago need not be
// now. How they know the other person is asked only where nobody has said it.
func (c kase) askable(o openFirst) []catalogue.Question {
	carried := o.came.Carried(o.in)
	return slices.DeleteFunc(slices.Clone(o.in.Questions), func(q catalogue.Question) bool {
		_, known := q.FromRelation(string(c.About.Story.Relationship))
		return known || carried[q.Key] != "" && !q.Raises()
	})
}

// firstQuestions asks them behind a line, for somebody who was reached and can talk.
func (c kase) firstQuestions(list []openFirst, a view.Answers) view.Part {
	var body view.Parts
	var open bool
	for _, o := range list {
		said := "Nobody has asked them yet."
		carried, asks := o.came.Carried(o.in), c.askable(o)
		if len(carried) > 0 {
			n := len(carried) - askedAgain(asks, carried)
			said = "What " + c.madeBy(o.came.Sender, o.came.Body) + " wrote down on " + o.came.On.Plain() + " stands, and is not asked again: " + plural(n, "answer", "answers") + "."
			if n < len(carried) {
				said += " Whether they are safe is asked each time."
			}
		}
		body = append(body, view.Para(said+" Leave out what you do not ask."))
		for _, q := range asks {
			name := assessment.DoorInput(o.in, q)
			open = open || a.Get(name) != "" || a.Error(name) != ""
			hint := q.Help
			if before, ok := q.Option(carried[q.Key]); ok {
				hint = strings.TrimSpace(hint + " On " + o.came.On.Plain() + " it was: " + before.Label + ". That may have changed.")
			}
			body = append(body, view.Radios{Name: name, Legend: q.Text, Hint: hint, LegendSize: "s", Items: options(q), Small: true, Inline: true}.From(a))
		}
	}
	if len(body) == 0 {
		return nil
	}
	return view.Details{Summary: "First questions, under two minutes", Open: open, Body: body}
}

// askedAgain counts the questions that are asked though they were answered.
func askedAgain(asks []catalogue.Question, carried assessment.Answers) (n int) {
	for _, q := range asks {
		if carried[q.Key] != "" {
			n++
		}
	}
	return n
}

// cameInput names the hidden input that says whose answers stand of one of the forms.
func cameInput(in catalogue.Instrument) string { return "first_" + in.Key }

// firstCame are the hidden inputs of those whose answers stand.
func firstCame(list []openFirst) (hidden []view.Hidden) {
	for _, o := range list {
		if o.came.ID != "" {
			hidden = append(hidden, view.Hidden{Name: cameInput(o.in), Value: o.came.ID})
		}
	}
	return hidden
}

// firstSaid reads what was answered to them in the call. What stands of what was answered on the way in goes with it.
func (c kase) firstSaid(f *web.Form) []assessment.Record {
	var list []assessment.Record
	for _, in := range c.set.AskedAtTheDoor(c.service) {
		given, asked, unread := assessment.TypedAtTheDoor(in, string(c.About.Story.Relationship), f.Text, c.Now.Date())
		for _, input := range unread {
			f.Fault(input, c.set.Word("refer.fault.answer"))
		}
		if asked {
			again := map[string]string{} // though it was known: what is said now stands
			for _, q := range in.Questions {
				if q.Raises() && given.Answers[q.Key] != "" {
					again[q.Key] = ""
				}
			}
			list = append(list, assessment.Record{Instrument: in, Phase: c.phase(), Answers: given.Answers, Reuse: assessment.Reuse{Received: f.Text(cameInput(in)), Again: again}})
		}
	}
	return list
}

// afterFirst leads to what follows from the answers; false: to what follows from the call. While somebody is on the telephone
// the full questions come next only where the answers there are say so by themselves.
func (c kase) afterFirst(said []assessment.Record, asked []casework.Asked) (done, bool) {
	for i, came := range asked {
		in := said[i].Instrument
		if came.Stopped || came.Raised || came.LeadsSurely {
			return c.afterAsking(in, came)
		}
	}
	return done{}, false
}
