package referrals

import (
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// asked gives the first questions of a form that any of the services goes by.
func (w way) asked(services []catalogue.Service) []catalogue.Instrument {
	var list []catalogue.Instrument
	for _, s := range services {
		for _, in := range w.set.AskedAtTheDoor(s) {
			if !slices.ContainsFunc(list, func(l catalogue.Instrument) bool { return l.Key == in.Key }) {
				list = append(list, in)
			}
		}
	}
	return list
}

// firstNames are the inputs of the first questions.
func (w way) firstNames() []string {
	var names []string
	for _, in := range w.asked(w.set.Services()) {
		for _, q := range in.Questions {
			names = append(names, assessment.DoorInput(in, q))
		}
	}
	return names
}

// firstQuestions asks the few questions that every agency asks. How the person knows the other party was asked above.
func (w way) firstQuestions(step int, services []catalogue.Service, a view.Answers) view.Parts {
	qs := w.firstAsked(services, a)
	if len(qs) == 0 {
		return nil
	}
	return append(view.Parts{numbered(step, w.set.Word("refer.head.first")), view.Para(w.set.Word("refer.first_hint"))}, qs.all()...)
}

func (w way) firstAsked(services []catalogue.Service, a view.Answers) (qs questions) {
	for _, in := range w.asked(services) {
		for _, q := range in.Questions {
			if q.AsksRelation() {
				continue
			}
			field := view.Radios{Name: assessment.DoorInput(in, q), Legend: q.Text, LegendSize: "s", Hint: w.firstHint(q), Small: true, Inline: true}
			for _, o := range q.Options {
				field.Items = append(field.Items, view.Choice{Value: o.Key, Label: o.Label})
			}
			field.Items = append(field.Items, view.Choice{Value: assessment.LeftOut, Label: w.leftOut()})
			qs = append(qs, question{field.Name, field.From(a)})
		}
	}
	return qs
}

// leftOut says that a question was not answered: it was not asked, or whoever asks for help would rather not say.
func (w way) leftOut() string {
	if w.door == catalogue.DoorSelf {
		return w.set.Word("help.rather_not")
	}
	return w.set.Word("refer.not_asked")
}

// firstHint helps with a question. What stands in its file is for those who work here; somebody who asks for help is told
// where an answer could mean that nobody may wait for an answer of ours.
func (w way) firstHint(q catalogue.Question) string {
	switch {
	case w.door != catalogue.DoorSelf:
		return q.Help
	case q.Raises():
		return w.set.Word("help.ask.unsafe_hint")
	}
	return ""
}

// first reads what was answered to the first questions of the chosen service.
func (w way) first(f *web.Form, cmd intake.Form, today clock.Date) []assessment.Given {
	var list []assessment.Given
	for _, in := range w.set.AskedAtTheDoor(cmd.Service) {
		given, asked, unread := assessment.TypedAtTheDoor(in, string(cmd.Relationship), f.Text, today)
		for _, input := range unread {
			f.Fault(input, w.set.Word("refer.fault.answer"))
		}
		if asked {
			list = append(list, given)
		}
	}
	return list
}

// firstSaid shows the answers to the first questions, to be looked over.
func (w way) firstSaid(list []assessment.Given) view.Part {
	var parts view.Parts
	warning := w.set.Word("refer.unsafe")
	if w.door == catalogue.DoorSelf {
		warning = w.set.Word("help.unsafe")
	}
	for _, given := range list {
		if _, _, unsafe := assessment.Unsafe(given.Instrument, given.Answers); unsafe {
			parts = append(parts, view.WarningText{Body: view.Text(warning)})
		}
		parts = append(parts, view.H2(given.Instrument.Name), answers(firstRows(given.Instrument, given.Answers, w.leftOut())...))
	}
	return parts
}

// firstRows are questions with what was answered to each; leftOut stands for those that were not.
func firstRows(in catalogue.Instrument, said assessment.Answers, leftOut string) []view.SummaryRow {
	var rows []view.SummaryRow
	for _, q := range in.Questions {
		words := leftOut
		if o, ok := q.Option(said[q.Key]); ok {
			words = o.Label
		}
		short := q.Short
		if short == "" {
			short = q.Text
		}
		rows = append(rows, view.SummaryRow{Key: short, Value: view.Text(words)})
	}
	return rows
}
