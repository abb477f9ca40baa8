package agree

import (
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// What the police say, as the form asks it.
const (
	same      = "same"
	different = "different"
	notYet    = "not yet"
)

// judgeForm asks for grades, the priority they come to, and what the police say. What is known is filled in.
func (o opened) judgeForm(r *web.Request, a view.Answers) view.Part {
	filled := o.in.FillIn(o.Known.Facts, o.Known.Police)
	var body view.Parts
	var last assessment.Joint
	if len(o.Versions) > 0 {
		last = o.Versions[0]
		body = append(body, view.InsetText{Body: view.Text("Filled in as on " + last.MadeAt.Date().Plain() + ". Change what has changed: the earlier one is kept.")})
	}
	before := map[string]assessment.JointGrade{}
	for _, g := range last.Grades {
		before[g.Dimension] = g
	}
	for _, q := range o.in.Questions {
		grade, hint, written := filled[q.Key].Grade, filled[q.Key].Because, ""
		if g, ok := before[q.Key]; ok {
			grade, hint, written = g.Grade, "", plainly(g.Why)
		}
		if hint != "" {
			hint = "Filled in: " + text.Within(hint) + "."
		}
		chosen, _ := q.Option(grade)
		why := view.TextInput{Name: "why_" + q.Key, Label: q.Short + ": why?", Value: written}.From(a)
		body = append(body, view.Radios{Name: q.Key, Legend: q.Text, LegendSize: "s", Hint: hint, Value: grade, Items: grades(q), Small: true, Inline: true}.From(a),
			view.Details{Summary: q.Short + ": say why (asked at medium or high)", Open: chosen.Why || why.Value != "" || why.Error != "", Body: why})
	}
	priority := o.Known.Police
	if last.Priority != "" {
		priority = last.Priority
	}
	body = append(body, view.Radios{Name: "priority", Legend: "How soon does the person have to be reached?", LegendSize: "m", Value: priority, Items: options(o.in.Priorities), Small: true, Inline: true}.From(a))
	var looked []view.Choice
	for _, c := range o.lookedAt().Codes {
		looked = append(looked, view.Choice{Value: c.Key, Label: c.Label})
	}
	body = append(body, view.Checkboxes{Name: "sources", Legend: "What was looked at?", LegendSize: "s", Values: []string{"police_row", "own_records"}, Items: looked, Small: true}.From(a))
	said := notYet
	if o.Known.Police != "" && len(o.Versions) == 0 {
		said = same
	}
	body = append(body, view.Radios{Name: "police", Legend: "What do the police say?", LegendSize: "m", Value: said, Small: true, Items: []view.Choice{
		{Value: same, Label: "They see it the same"},
		{Value: different, Label: "They see it differently", Reveal: o.differs(a)},
		{Value: notYet, Label: "They have not said: put it to them"},
	}}.From(a), o.heard(a, true))
	button := "Save and go to the next"
	if o.next == "" {
		button = "Save"
	}
	form := view.Form{Action: at(o.Referral.Reference), Key: r.Key(), Body: body, Submit: view.Button{Text: button}, Hidden: []view.Hidden{{Name: "next", Value: string(o.next)}}}
	if o.next != "" {
		form.Beside = view.Link{Text: "Skip", Href: at(o.next)}
	}
	return view.Parts{view.Keys{Next: o.nextAddress(), Previous: path}, form}
}

func (o opened) nextAddress() string {
	if o.next == "" {
		return path
	}
	return at(o.next)
}

func (o opened) lookedAt() catalogue.List {
	l, _ := o.set.List("looked-at")
	return l
}

// differs asks where the police see it differently.
func (o opened) differs(a view.Answers) view.Part {
	parts := view.Parts{view.Select{Name: "their_priority", Label: "Their priority", Items: options(o.in.Priorities)}.From(a)}
	for _, q := range o.in.Questions {
		parts = append(parts, view.Select{Name: "their_" + q.Key, Label: q.Short, Items: append([]view.Choice{{Value: same, Label: "The same"}}, grades(q)...), Value: same}.From(a),
			view.TextInput{Name: "their_why_" + q.Key, Label: q.Short + ": why do they see it differently?"}.From(a))
	}
	return parts
}

// heard asks how the police said it. Their file is a way only where they graded it there.
func (o opened) heard(a view.Answers, withFile bool) view.Part {
	items := []view.Choice{{Value: string(assessment.ByTelephone), Label: "By telephone"}, {Value: string(assessment.InPerson), Label: "In person"}}
	how := ""
	if withFile && o.Known.Police != "" {
		items = append(items, view.Choice{Value: string(assessment.ByFile), Label: "By the grade in their file"})
		how = string(assessment.ByFile)
	}
	return view.Parts{
		view.Radios{Name: "how", Legend: "How did they say it?", LegendSize: "s", Value: how, Items: items, Small: true, Inline: true}.From(a),
		view.TextInput{Name: "officer", Label: "Officer's collar number", Hint: "By telephone or in person", Width: 10}.From(a),
		view.TextInput{Name: "agreed", Label: "Time today, like 14:20", Hint: "By telephone or in person; empty: now", Width: 5}.From(a),
	}
}

func grades(q catalogue.Question) []view.Choice { return options(q.Options) }

func options(list []catalogue.Option) []view.Choice {
	items := make([]view.Choice, 0, len(list))
	for _, o := range list {
		items = append(items, view.Choice{Value: o.Key, Label: o.Label})
	}
	return items
}

// judge is POST /agree/{reference}.
func (p pages) judge(r *web.Request) (web.Reply, error) {
	o, err := p.read(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	cmd := assessment.Judge{Instrument: o.in, Grades: assessment.Answers{}, Why: map[string]string{}, Filled: o.in.FillIn(o.Known.Facts, o.Known.Police),
		Priority: f.Text("priority"), LookedAt: p.lookedAt(), Sources: f.All("sources")}
	for _, q := range o.in.Questions {
		cmd.Grades[q.Key], cmd.Why[q.Key] = f.Text(q.Key), f.Text("why_"+q.Key)
	}
	if police := f.Text("police"); police != notYet {
		sig := o.signature(f, r.Now())
		if police != different {
			sig.Priority, sig.Grades, sig.Why = cmd.Priority, nil, nil
		}
		if police != same && police != different {
			f.Fault("police", "Choose what the police say, or that they have not said")
		}
		cmd.Signed = &sig
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(p.onePage, err)
	}
	done, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), casework.AgreePriority{Referral: o.Referral.ID, Service: o.service, Judge: cmd}.Run)
	if err != nil {
		return r.FormAgain(p.onePage, err)
	}
	saying := "Agreed and recorded."
	if done.Waits {
		saying = "Recorded, and put to the police."
	}
	if o.next != "" {
		return web.SeeOther(at(o.next)).Saying(saying), nil
	}
	return web.SeeOther(path + "?service=" + o.service.Key).Saying(saying), nil
}

// signature reads what the police say from a form.
func (o opened) signature(f *web.Form, now clock.Instant) assessment.Signature {
	sig := assessment.Signature{How: assessment.How(f.Text("how")), Officer: f.Text("officer"), At: now, Priority: f.Text("their_priority"),
		Grades: assessment.Answers{}, Why: map[string]string{}}
	if hour, minute, given := f.TimeOfDay("agreed"); given {
		sig.At = now.Date().At(hour, minute)
	}
	for _, q := range o.in.Questions {
		if grade := f.Text("their_" + q.Key); grade != "" && grade != same {
			sig.Grades[q.Key], sig.Why[q.Key] = grade, f.Text("their_why_"+q.Key)
		}
	}
	return sig
}

// answerForm asks what the police say to a judgement that waits: from their own account, or by one who heard it.
func (o opened) answerForm(r *web.Request, a view.Answers) view.Part {
	j := o.Versions[0]
	legend := "What do the police say?"
	if !o.Judges {
		legend = "How do you see it?"
	}
	body := view.Parts{view.Radios{Name: "police", Legend: legend, LegendSize: "m", Small: true, Items: []view.Choice{
		{Value: same, Label: "The same"}, {Value: different, Label: "Differently", Reveal: o.differs(a)}}}.From(a)}
	parts := view.Parts{view.Para(j.Standing(o.in)), o.table(j), o.sources(j)}
	if o.Judges {
		body = append(body, o.heard(a, false))
	}
	parts = append(parts, view.Form{Action: at(o.Referral.Reference) + "/answer", Key: r.Key(), Body: body, Submit: view.Button{Text: "Save the answer"},
		Hidden: []view.Hidden{{Name: "assessment", Value: string(j.Assessment)}, {Name: "seen", Value: number(j.Version)}, {Name: "answering", Value: "yes"}}})
	if o.Judges {
		parts = append(parts, view.Paragraph{Body: view.Link{Text: "Something changed: judge again", Href: at(o.Referral.Reference) + "?again=yes"}})
	}
	return parts
}

// answer is POST /agree/{reference}/answer.
func (p pages) answer(r *web.Request) (web.Reply, error) {
	o, err := p.read(r)
	if err != nil {
		return web.Reply{}, err
	}
	if len(o.Versions) == 0 {
		return web.Reply{}, errs.New(errs.NotFound, "nobody has judged this yet")
	}
	f := r.Form()
	cmd := casework.AnswerPriority{Service: o.service, Sign: assessment.Sign{Folder: o.Referral.Folder, Assessment: o.Versions[0].Assessment,
		Version: f.Int("seen"), Instrument: o.in, Signature: o.signature(f, r.Now())}}
	switch f.Text("police") {
	case same:
		cmd.Sign.Priority, cmd.Sign.Grades = o.Versions[0].Priority, nil
	case different:
	default:
		f.Fault("police", "Choose whether it is the same")
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(p.onePage, err)
	}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return r.FormAgain(p.onePage, err)
	}
	return web.SeeOther(path).Saying("The answer is recorded."), nil
}
