package cases

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// assess asks an instrument on one page. The running total is not shown while asking: a number in
// sight pulls the answers after it.
var assess = form{path: "assess/{instrument}", action: assessment.ActAssess,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		in, err := c.instrument(r.Path("instrument"))
		if err != nil {
			return view.Page{}, err
		}
		if c.Again != "" {
			return c.page(r, in.Name, c.notShown(r)), nil
		}
		known, err := c.knownBefore(r, in)
		if err != nil {
			return view.Page{}, err
		}
		today := c.Now.Date()
		elsewhere, stands := assessment.Newest(known.last.elsewhere, in, known.last.kept.On, today)
		body := view.Parts{c.elsewhereFirst(in, known.last, today)}
		if last := known.last; last.same { // nobody is asked the same twice
			body = append(body, view.InsetText{Body: view.Text("The answers of " + last.kept.On.Plain() + " are filled in. Read them, and change what has changed.")})
		}
		var from []view.Hidden
		body = append(body, questions(in, elsewhere.Carried(in), known.last.said, a)...)
		if stands {
			body, from = append(body, c.knownQuestions(in, elsewhere, a)...), []view.Hidden{{Name: "received", Value: elsewhere.ID}}
		}
		if len(in.Escalators) > 0 {
			body = append(body, factQuestions(a, known.facts))
		}
		page := c.page(r, in.Name, c.form(r, "assess/"+in.Key, "Save and see the result", body, from...))
		page.Lead = "Leave out what you do not know. The result then says what it may come to."
		if in.Kind == catalogue.KindTriage {
			page.Lead = in.About
		}
		page.Aside = view.Parts{view.Quiet{Heading: "What this is, and is not", Small: true, Body: view.Text(in.About + " " + in.Caveat)}}
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		in, err := c.instrument(r.Path("instrument"))
		if err != nil {
			return done{}, err
		}
		answers, reuse, err := c.answersTo(r, in)
		if err != nil {
			return done{}, err
		}
		asked, err := do(r, casework.Ask{Case: c.Case.ID, Service: c.service, Record: assessment.Record{Instrument: in, Phase: c.phase(), Answers: answers, Facts: factsOf(r.Form()), Reuse: reuse}}.Run)
		if next, follows := c.afterAsking(in, asked); follows {
			return next, err
		}
		return done{c.at("risk") + "?form=" + in.Key, "The answers are saved."}, err
	},
}

// phase is when something is asked: before the risk was looked at for the first time, or again.
func (c kase) phase() assessment.Phase {
	if c.Risk.Band != "" {
		return assessment.Review
	}
	return assessment.Before
}

// afterAsking leads to what answers ask for at once; false: to nothing.
func (c kase) afterAsking(in catalogue.Instrument, asked casework.Asked) (done, bool) {
	switch {
	case asked.Stopped:
		return done{c.at("act-now"), "It is saved. This is domestic abuse: contact stops. Say what is known of the danger now."}, true
	case asked.Raised:
		return done{c.at(), "It is saved, and the alarm is raised: the supervisor and the safeguarding lead are told at once. In danger now? Call 999 first."}, true
	case asked.Leads:
		return done{c.at("assess", in.LeadsTo.Form), "It is saved. " + in.LeadsTo.Say + "."}, true
	}
	return done{}, false
}

// questions asks what is not known of an instrument, with what was said before.
func questions(in catalogue.Instrument, known, said assessment.Answers, a view.Answers) view.Parts {
	var body view.Parts
	next := "" // where the question after this one stands; empty after the last
	for i, q := range slices.Backward(in.Questions) {
		if known[q.Key] != "" {
			continue
		}
		step := "step-" + number(i+1)
		body = append(body, view.OneAtATime{ID: step, Next: next, Body: view.Radios{Name: q.Key, Legend: number(i+1) + ". " + q.Text, Hint: q.Help,
			Value: said[q.Key], LegendSize: "s", Items: options(q), Small: true}.From(a)})
		next = step
	}
	slices.Reverse(body)
	return body
}

// options are the answers a question offers.
func options(q catalogue.Question) []view.Choice {
	var items []view.Choice
	for _, o := range q.Options {
		items = append(items, view.Choice{Value: o.Key, Label: o.Label})
	}
	return append(items, view.Choice{Value: assessment.LeftOut, Label: "Not answered"})
}

// chosen reads what a form says to an instrument.
func chosen(f *web.Form, in catalogue.Instrument) assessment.Answers {
	answers := assessment.Answers{}
	for _, q := range in.Questions {
		if given := f.Text(q.Key); given != "" && given != assessment.LeftOut {
			answers[q.Key] = given
		}
	}
	return answers
}

// answersIn reads what a form says to an instrument, and notes that nothing was answered.
func answersIn(f *web.Form, in catalogue.Instrument) assessment.Answers {
	answers := chosen(f, in)
	if len(answers) == 0 {
		f.Fault(in.Questions[0].Key, "Answer at least one question")
	}
	return answers
}

// instrument gives an instrument that is asked with options.
func (c kase) instrument(key string) (catalogue.Instrument, error) {
	in, ok := c.set.Instrument(key)
	if !ok || in.Scale != nil || in.Kind == catalogue.KindJudgement || !in.OfferedIn(c.service) {
		return catalogue.Instrument{}, errs.New(errs.NotFound, "there is no such set of questions")
	}
	return in, nil
}

// askedAt is where an instrument is asked: its own page, or the one on which priorities are agreed.
func (c kase) askedAt(in catalogue.Instrument) string {
	if in.Kind == catalogue.KindJudgement {
		return c.agreeAt()
	}
	return c.at("assess", in.Key)
}

// matrix gives the instrument whose band stands for the risk in the service.
func (c kase) matrix() (catalogue.Instrument, bool) { return c.set.Instrument(c.service.RatedBy) }

// assessFirst is GET /cases/{reference}/assess: it goes to the instrument the stage asks, or the matrix.
func (p pages) assessFirst(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	for _, m := range c.stage().Must {
		if in, ok := c.set.Instrument(m.Key); ok && m.Instrument && in.Scale == nil {
			return web.SeeOther(c.askedAt(in)), nil
		}
	}
	if in, ok := c.matrix(); ok {
		return web.SeeOther(c.at("assess", in.Key)), nil
	}
	return web.Reply{}, errs.New(errs.NotFound, "this service asks no such questions")
}

// The facts by which rules lift a band, as the form asks them.
var yesOrNo = []view.Choice{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}, {Value: assessment.LeftOut, Label: "Not known"}}

var factTexts = []struct{ name, text string }{
	{"fact_violence", "Was there violence, or a threat of it?"},
	{"fact_hate", "Was it recorded as a hate crime or incident?"},
	{"fact_vulnerable", "Is there something that makes it harder to keep safe: age, health, disability, isolation?"},
	{"fact_history", "Do those responsible have a known history?"},
}

// before is what is known when a form is asked.
type before struct {
	last  result
	facts catalogue.Facts
}

// knownBefore reads the last asking of a form, and the facts that are known already: as they were kept
// with it, and before the first asking what the referral was flagged with. A flag that is not set was
// not noticed, which is not a no.
func (c kase) knownBefore(r *web.Request, in catalogue.Instrument) (before, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (before, error) {
		last, err := readResult(ctx, v, c, in)
		if err != nil || last.same {
			return before{last, last.said.Facts()}, err
		}
		last.said = nil // answers of an earlier edition are not filled in
		ref, err := referral.ByFolder(ctx, v, c.Case.Folder)
		return before{last, referral.FlagFacts(ref.Flags)}, err
	})
}

func factQuestions(a view.Answers, known catalogue.Facts) view.Part {
	parts := view.Parts{view.H2("Rules that can lift the result"), view.Para("These do not add points. Each may lift the result, whatever the score.")}
	for _, f := range factTexts {
		parts = append(parts, view.Radios{Name: f.name, Legend: f.text, LegendSize: "s", Value: saidYesOrNo(*boolFacts(&known)[f.name]), Items: yesOrNo,
			Small: true, Inline: true}.From(a))
	}
	previous := view.TextInput{Name: "fact_previous", Label: "How many incidents were there before this one?", LabelSize: "s", InputMode: "numeric", Width: 3}
	if n, ok := known.Previous.Get(); ok {
		previous.Value = number(n)
	}
	return append(parts, previous.From(a))
}

// boolFacts names the facts of a record by the inputs that ask for them.
func boolFacts(f *catalogue.Facts) map[string]*catalogue.Fact[bool] {
	return map[string]*catalogue.Fact[bool]{
		"fact_violence": &f.Violence, "fact_hate": &f.Hate, "fact_vulnerable": &f.Vulnerable, "fact_history": &f.KnownHistory,
	}
}

// saidYesOrNo is a fact as the form sends it; "" when it is not known.
func saidYesOrNo(f catalogue.Fact[bool]) string {
	switch yes, known := f.Get(); {
	case !known:
		return assessment.LeftOut
	case yes:
		return "yes"
	}
	return "no"
}

func factsOf(f *web.Form) catalogue.Facts {
	var facts catalogue.Facts
	for name, fact := range boolFacts(&facts) {
		switch f.Text(name) {
		case "yes":
			*fact = catalogue.Known(true)
		case "no":
			*fact = catalogue.Known(false)
		}
	}
	if n, given := f.MaybeInt("fact_previous"); given {
		facts.Previous = catalogue.Known(n)
	}
	return facts
}
