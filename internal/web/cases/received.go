package cases

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// received writes down an assessment that another body made.
var received = form{path: "received/{instrument}", action: assessment.ActAssess,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		in, err := c.takenOver(r)
		if err != nil {
			return view.Page{}, err
		}
		bands := []view.Choice{}
		for _, b := range in.Bands {
			bands = append(bands, view.Choice{Value: b.Key, Label: b.Name})
		}
		body := view.Parts{
			view.Select{Name: "their_body", Label: "Who scored it?", LabelSize: "s", Items: choices(c.list("agencies-asked"))}.From(a),
			view.DateInput{Name: "scored_on", Legend: "When did they score it?", LegendSize: "s"}.From(a),
			view.Radios{Name: "via", Legend: "Did they give it to this service?", LegendSize: "s", Items: []view.Choice{
				{Value: string(assessment.GivenToUs), Label: "Yes", Hint: "What they answered stands, and is not asked again, for " + plural(in.Lasts, "day", "days") + " from then"},
				{Value: string(assessment.HeardOf), Label: "No, we only heard of it", Hint: "It is kept, and not gone by"}}}.From(a),
			view.TextInput{Name: "their_total", Label: "Their total, of " + number(in.Max()), LabelSize: "s", Hint: "If you have it", InputMode: "numeric", Width: 3}.From(a),
			view.Radios{Name: "their_band", Legend: "How they see the risk", Hint: "If you have it", LegendSize: "s", Items: bands, Small: true, Inline: true}.From(a),
			view.H2("Their answers"), view.Para("As far as you have them. Leave out what they did not say."),
		}
		return c.page(r, "An assessment somebody else made", c.form(r, "received/"+in.Key, "Save", append(body, questions(in, nil, nil, a)...))), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		in, err := c.takenOver(r)
		if err != nil {
			return done{}, err
		}
		f := r.Form()
		given := assessment.Given{Instrument: in, On: f.Date("scored_on"), Answers: chosen(f, in), Band: f.Text("their_band")}
		if n, ok := f.MaybeInt("their_total"); ok {
			given.Total = catalogue.Known(n)
		}
		_, err = do(r, assessment.WriteDown{Folder: c.Case.Folder, List: c.list("agencies-asked"), Body: f.Text("their_body"),
			Via: assessment.Via(f.Text("via")), Given: given}.Run)
		return done{c.at("risk") + "?form=" + in.Key, "It is written down."}, err
	},
}

// takenOver gives the instrument of the address, of which the service goes by one that another body made.
func (c kase) takenOver(r *web.Request) (catalogue.Instrument, error) {
	in, err := c.instrument(r.Path("instrument"))
	if err == nil && (in.Lasts == 0 || in.Kind != catalogue.KindMatrix) {
		err = gate.NoSuchRecord()
	}
	return in, err
}

// madeBy says who made an assessment elsewhere: the agency that handed it over, or whom a worker named. Neither: it came
// with the referral, from the police in their file, from the person in the form by which help was asked for, or the service's
// own staff asked.
func (c kase) madeBy(sender, body string) string {
	switch {
	case sender != "":
		return sender
	case body != "":
	case c.Came.Door == catalogue.DoorSelf:
		return "the person"
	case c.Came.Door == catalogue.DoorPoliceFile:
		return "the police"
	default:
		return "whoever wrote down the referral"
	}
	return text.Within(c.list("agencies-asked").Label(body))
}

// elsewhereFirst shows, on the page that asks, what another body made: its answers stand, and only what it leaves open is
// asked. What it came to is not shown while asking. One that is not gone by is named with the reason.
func (c kase) elsewhereFirst(in catalogue.Instrument, last result, today clock.Date) view.Part {
	if r, found := assessment.Newest(last.elsewhere, in, last.kept.On, today); found {
		n := len(r.Carried(in))
		words := capital(c.madeBy(r.Sender, r.Body)) + " scored this on " + r.On.Plain() + ", " + daysAgo(r.On, today) + ". " +
			plural(n, "answer stands", "answers stand") + ". "
		if left := len(in.Questions) - n; left > 0 {
			return view.InsetText{Body: view.Text(words + "Ask only " + plural(left, "question", "questions") + " that it leaves open.")}
		}
		return view.InsetText{Body: view.Text(words + "It leaves nothing open: save to go by it.")}
	}
	for _, r := range last.elsewhere {
		if why := c.notUsed(r, in, today); r.Instrument == in.Key && r.On > last.kept.On && why != "" {
			return view.InsetText{Body: view.Text(capital(c.madeBy(r.Sender, r.Body)) + " scored this on " + r.On.Plain() + ". " + why)}
		}
	}
	return nil
}

// notUsed says why an assessment of another body is not gone by; empty when it is.
func (c kase) notUsed(r assessment.Received, in catalogue.Instrument, today clock.Date) string {
	switch r.Use(in, today) {
	case assessment.TooOld:
		return "That is " + daysAgo(r.On, today) + ", and one counts for " + plural(in.Lasts, "day", "days") + ". So it is not gone by: ask the questions."
	case assessment.NotShared:
		return "They have not given it to this service, so it is not gone by: ask the questions."
	case assessment.NoAnswers:
		return "Its answers were not given to us, so the questions have to be asked."
	}
	return ""
}

func daysAgo(on, today clock.Date) string {
	if on == today {
		return "today"
	}
	return plural(on.DaysUntil(today), "day", "days") + " ago"
}

// asKnown is what a known question sends when its answer stands.
const asKnown = "as known"

// knownQuestions are the answers of another body, each to be asked again with one click.
func (c kase) knownQuestions(in catalogue.Instrument, r assessment.Received, a view.Answers) view.Parts {
	carried := r.Carried(in)
	parts := view.Parts{view.H2("Known already"), view.Para("From " + c.madeBy(r.Sender, r.Body) + ", " + r.On.Plain() + ". Ask again only where you must: " +
		c.they.they + " " + c.they.verb("has", "have") + " answered it once.")}
	for i, q := range in.Questions {
		o, known := q.Option(carried[q.Key])
		if !known {
			continue
		}
		field := view.Radios{Name: q.Key, Legend: number(i+1) + ". " + q.Text, Hint: q.Help, LegendSize: "s", Small: true, Value: asKnown,
			Items: append([]view.Choice{{Value: asKnown, Label: "Do not ask: " + text.Within(o.Label) + " stands"}}, options(q)...)}.From(a)
		why := view.TextInput{Name: "again_" + q.Key, Label: "Why do you ask again?", Hint: "You may leave it out"}.From(a)
		parts = append(parts, view.Paragraph{Body: view.Lines{view.Text(number(i+1) + ". " + q.Text), view.Strong(o.Label)}},
			view.Details{Summary: "Ask again: " + text.Within(shortOf(q)), Open: a.Typed() && field.Value != asKnown, Body: view.Parts{field, why}})
	}
	return parts
}

// shortOf names a question in few words.
func shortOf(q catalogue.Question) string {
	if q.Short != "" {
		return q.Short
	}
	return q.Text
}

// answersTo reads from a form what was answered, what stands of another body's assessment, and what of it was asked
// again. What stands is none of the answers.
func (c kase) answersTo(r *web.Request, in catalogue.Instrument) (assessment.Answers, assessment.Reuse, error) {
	f := r.Form()
	from := f.Text("received")
	if from == "" {
		return answersIn(f, in), assessment.Reuse{}, nil
	}
	answers, reuse := chosen(f, in), assessment.Reuse{Received: from, Again: map[string]string{}}
	list, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]assessment.Received, error) {
		return assessment.ReceivedIn(ctx, v, c.Case.Folder)
	})
	for _, elsewhere := range list {
		if elsewhere.ID != from {
			continue
		}
		for question := range elsewhere.Carried(in) {
			if given := f.Text(question); given == "" || given == asKnown {
				delete(answers, question)
				continue
			}
			reuse.Again[question] = f.Text("again_" + question)
		}
	}
	return answers, reuse, err
}

// elsewherePart lists what other bodies made of the person by an instrument, and leads to where one is written down.
func (s result) elsewherePart(r *web.Request, c kase) view.Part {
	if s.in.Lasts == 0 {
		return nil
	}
	rows := view.Rows{Small: true, Empty: "Nobody else’s assessment has come."}
	for _, o := range s.elsewhere {
		if o.Instrument != s.in.Key {
			continue
		}
		row := view.Row{When: full(o.On), Title: capital(c.madeBy(o.Sender, o.Body)) + s.cameTo(o)}
		row.Note = view.Text(c.notUsed(o, s.in, c.Now.Date()))
		switch {
		case o.On <= s.kept.On:
			row.Note = view.Text("The questions were asked here since.")
		case o.Use(s.in, c.Now.Date()) == assessment.Stands:
			row.Note = view.Text(plural(len(o.Carried(s.in)), "answer stands", "answers stand") + " until " + dayMonth(o.On.AddDays(s.in.Lasts-1)) + ".")
		}
		rows.Items = append(rows.Items, row)
	}
	parts := view.Parts{view.H2("Scored by others"), rows}
	if s.in.Kind == catalogue.KindMatrix && c.works(r) && r.Could(assessment.ActAssess) {
		parts = append(parts, view.Paragraph{Small: true, Body: view.Link{Text: "Write down an assessment somebody else made", Href: c.at("received", s.in.Key)}})
	}
	return parts
}

// cameTo says what another body's assessment came to, as far as it was given.
func (s result) cameTo(o assessment.Received) string {
	words := ""
	if band := s.name(o.Band); band != "" {
		words = ": " + band
	}
	if total, given := o.Total.Get(); given {
		words += ", " + number(total) + " of " + number(s.in.Max())
	}
	return words
}

// origins says of an asking which answers another body had been given before, and which were asked again all the same.
func (s result) origins(c kase) view.Part {
	if len(s.known) == 0 {
		return nil
	}
	var from assessment.Received
	list, carried := view.List{Bullets: true, Small: true}, 0
	for _, k := range s.known {
		for _, o := range s.elsewhere {
			if o.ID == k.Received {
				from = o
			}
		}
		q, found := s.in.Question(k.Question)
		if !found || k.How == assessment.Carried {
			carried++
			continue
		}
		words := "Asked again: " + text.Within(shortOf(q))
		if why := k.Why.Text(); why != "" {
			words += ". " + why
		}
		list.Items = append(list.Items, view.Text(words))
	}
	again := number(len(list.Items)) + " were"
	if len(list.Items) == 1 {
		again = "1 was"
	}
	return view.Parts{view.H2("Where the answers are from"), view.Para("Of the " + plural(len(s.known), "answer", "answers") + " known from " +
		c.madeBy(from.Sender, from.Body) + ", " + from.On.Plain() + ", " + plural(carried, "stands", "stand") + ". " + capital(again) + " asked again."), list}
}
