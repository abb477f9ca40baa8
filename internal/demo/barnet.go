package demo

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/barnet"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/madeup"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	barnet1718 "goldenthread/testdata/barnet-2017-18"
)

const barnetDistrict = "E09000003"

// barnet tells the Barnet project's year: each row of the records on its own date.
func (w *world) barnet(ctx context.Context) error {
	records, err := barnet.Read(barnet1718.Files)
	if err != nil {
		return err
	}
	lives := barnetLives(records)
	if err := w.each(ctx, len(lives), func(ctx context.Context, i int) error { return w.barnetCase(ctx, i, lives[i]) }); err != nil {
		return err
	}
	return w.barnetLog(ctx)
}

// barnetLife is all rows of one case.
type barnetLife struct {
	barnet.Referral
	person    barnet.Person
	needs     []barnet.Need
	onward    []barnet.Onward
	advocacy  []barnet.Advocacy
	mediation []barnet.Mediation
	court     []barnet.Court
}

func barnetLives(r barnet.Records) []barnetLife {
	lives := make([]barnetLife, len(r.Referrals))
	at := map[string]*barnetLife{}
	for i, ref := range r.Referrals {
		lives[i].Referral = ref
		at[ref.Case] = &lives[i]
	}
	for _, p := range r.People {
		at[p.Case].person = p
	}
	for _, n := range r.Needs {
		at[n.Case].needs = append(at[n.Case].needs, n)
	}
	for _, o := range r.Onward {
		at[o.Case].onward = append(at[o.Case].onward, o)
	}
	for _, a := range r.Advocacy {
		at[a.Case].advocacy = append(at[a.Case].advocacy, a)
	}
	for _, m := range r.Mediation {
		at[m.Case].mediation = append(at[m.Case].mediation, m)
	}
	for _, c := range r.Court {
		at[c.Case].court = append(at[c.Case].court, c)
	}
	return lives
}

// raised lists what she raised, in the order of days.
func (l barnetLife) raised() []string {
	var kinds []string
	for _, n := range l.needs {
		if n.Kind == "additional" {
			kinds = append(kinds, n.Code)
		}
	}
	return kinds
}

// days lists the days on which something is recorded, in order.
func (l barnetLife) days() []clock.Date {
	on := []clock.Date{l.person.AskedOn}
	for _, n := range l.needs {
		on = append(on, n.On)
	}
	for _, o := range l.onward {
		on = append(on, o.On)
	}
	for _, a := range l.advocacy {
		on = append(on, a.On)
	}
	for _, m := range l.mediation {
		on = append(on, m.On)
	}
	for _, c := range l.court {
		on = append(on, c.On)
	}
	slices.Sort(on)
	return slices.Compact(on)
}

func (w *world) barnetCase(ctx context.Context, i int, l barnetLife) error {
	t := w.begin("barnet-asb", l.ReceivedOn, 1000+i)
	t.on(l.ReceivedOn, 10, 5+i%50)
	by := barnetReferrer(l.Referral)
	t.receive(ctx, by, w.barnetReferral(l, by))

	t.on(l.OpenedOn, 9, 40)
	t.do(ctx, barnetWorker, t.open, t.try(catalogue.MethodPhone, casework.ReachedHer, "Spoke with the person. Explained who passed the details on and how to stop."),
		t.confirm("who_passed_details"), t.advance("reached", ""))
	t.on(l.OpenedOn, 11, 30)
	t.allocate(ctx, barnetWorker)

	planned := false
	days := append(l.days(), l.ClosedOn)
	for k, day := range days[:len(days)-1] {
		t.on(day, 10, 10)
		acts := append([]act{t.settle}, t.barnetDay(l, day)...)
		if !planned && slices.ContainsFunc(l.needs, func(n barnet.Need) bool { return n.On == day && n.Kind == "need" }) {
			planned = true
			acts = append(acts, t.ask("asb-matrix", assessment.Before, t.dice.Between(30, 80)),
				t.advance("", "offer"), t.advance("support", ""),
				t.ask("twelve-outcomes", assessment.Before, t.dice.Between(45, 80)), t.goals())
		}
		promise, becomes := t.willHear(i+k, days[k+1])
		t.do(ctx, barnetWorker, append(acts, promise...)...)
		becomes(ctx)
	}

	t.on(l.ClosedOn, 15, 20)
	if t.service.NeedsExitMeasure(l.Reason) && !t.dice.OneIn(3) {
		t.do(ctx, barnetWorker, append(t.looksBack("twelve-outcomes"), t.settle, t.closeAs(l.Reason, ""))...)
	} else {
		t.do(ctx, barnetWorker, t.settle, t.close(l.Reason))
	}
	t.checkAfter(ctx)
	return t.err
}

// barnetDay gives what was recorded on a day.
func (t *tale) barnetDay(l barnetLife, day clock.Date) []act {
	var acts []act
	for _, n := range l.needs {
		if n.On == day {
			acts = append(acts, t.needs(casework.NeedKind(n.Kind), n.Code))
		}
	}
	for _, o := range l.onward {
		if o.On == day {
			acts = append(acts, t.refer(o.Code, "Referred with agreement."))
		}
	}
	for _, a := range l.advocacy {
		if a.On == day {
			acts = append(acts, t.speakUp(a.Asked))
		}
	}
	for _, m := range l.mediation {
		if m.On == day {
			acts = append(acts, t.mediation(m.Answer))
		}
	}
	for _, c := range l.court {
		if c.On == day {
			acts = append(acts, t.court(courtKinds[c.Support], "", "", c.On))
		}
	}
	if l.person.AskedOn == day {
		acts = append(acts, t.about(demographic("gender", l.person.Sex), demographic("ethnicity", l.person.Ethnicity)))
	}
	return acts
}

// courtKinds are the words for the codes of the records.
var courtKinds = map[string]string{"pre_trial_information": "pre-trial information", "witness_service": "witness service",
	"citizens_advice": "citizens advice", "at_court": "support in court"}

// demographic gives an answer for a code of the records: PNS is somebody who prefers not to say, an
// empty code somebody who was not asked.
func demographic(field, code string) person.Answer {
	switch code {
	case "":
		return person.Answer{Field: field, State: person.AnswerNotAsked}
	case "PNS":
		return person.Answer{Field: field, State: person.PrefersNot}
	}
	return person.Answer{Field: field, State: person.Given, Code: code}
}

// barnetReferrer gives who wrote the referral down.
func barnetReferrer(r barnet.Referral) post {
	switch {
	case r.Door == "self" || r.Door == "phone":
		return office
	case r.Door == "panel":
		return coordinator
	case r.Source == "metropolitan_police":
		return metropolitan
	case r.Source == "housing":
		return landlord
	case r.Source == "multi_crime":
		return charity
	}
	return council
}

// wants are things people want, in their words.
var wants = []string{"I want to sleep through the night.", "I want to feel safe at my own front door.", "I want someone to tell me what is going on.",
	"I want it to stop, without having to move.", "I want my children to be able to play outside.", "I want the landlord to answer."}

func (w *world) barnetReferral(l barnetLife, by post) referral.Receive {
	p := l.person
	basis := referral.Basis{Kind: catalogue.LegalBasis(l.Basis)}
	if basis.Kind == catalogue.BasisExplicitConsent {
		basis.By, basis.How, basis.On = "the officer who referred", "phone", l.ReceivedOn
	}
	kind := person.Phone
	if p.Phone[:2] == "07" {
		kind = person.Mobile
	}
	contacts := []person.NewContact{
		{Kind: kind, Value: p.Phone, Call: person.Yes, Voicemail: permission(p.Voicemail), Text: permission(kind == person.Mobile)},
		{Kind: person.Address, Value: p.Address + ", Barnet", Postcode: p.Postcode, Letter: permission(p.Letters)},
	}
	if p.Email != "" {
		contacts = append(contacts, person.NewContact{Kind: person.Email, Value: p.Email})
	}
	dice := madeup.Dice(len(l.Story))
	return referral.Receive{
		Door: catalogue.Door(l.Door), Source: l.Source, SourceAgency: w.sourceAgency(by), District: barnetDistrict,
		Supported: person.New{
			Forename: p.Forename, Surname: p.Surname, Born: p.BornOn, Contacts: contacts,
			Safe: person.SafeRule{State: person.Safe, Words: "the person answers", Say: "Jo", AskedOn: l.ReceivedOn},
			Told: person.NewStory{Words: l.Story, Wants: madeup.Pick(&dice, wants), ToldOn: l.ReceivedOn, ToldTo: "referrer", Relationship: person.Neighbour},
		},
		Basis: basis, Priority: referral.Routine, Why: why(l.raised()),
	}
}

func permission(yes bool) person.Permission {
	if yes {
		return person.Yes
	}
	return person.No
}

// sourceAgency gives the agency that gets the receipt: none where the service's own staff wrote down what
// somebody asked for herself.
func (w *world) sourceAgency(by post) id.Agency {
	if worksFor(by, "barnet-asb") {
		return ""
	}
	return w.staff[by].agency
}
