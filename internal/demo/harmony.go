package demo

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/harmony"
	"goldenthread/internal/learning"
	"goldenthread/internal/madeup"
	"goldenthread/internal/referral"
	harmony2122 "goldenthread/testdata/harmony-2021-22"
)

// harmony tells Harmony's first year: each row of the records on its own date.
func (w *world) harmony(ctx context.Context) error {
	records, err := harmony.Read(harmony2122.Files)
	if err != nil {
		return err
	}
	people := byCase(records.People, func(p madeup.Person) string { return p.Case })
	err = w.each(ctx, len(records.Referrals), func(ctx context.Context, i int) error {
		return w.supported(ctx, i, records.Referrals[i], people[records.Referrals[i].Case][0])
	})
	if err != nil {
		return err
	}
	if err := w.harmonyAgain(ctx); err != nil {
		return err
	}
	return w.each(ctx, len(records.Learning), func(ctx context.Context, i int) error {
		return w.taught(ctx, "harmony", worker, i, records.Learning[i])
	})
}

// supported tells what came of one referral.
func (w *world) supported(ctx context.Context, i int, l harmony.Referral, who madeup.Person) error {
	t := w.begin("harmony", l.ReceivedOn, 4000+i)
	t.on(l.ReceivedOn, 9, 30+i%25)
	t.receive(ctx, t.referrer(l.Source, catalogue.Door(l.Door)), w.harmonyReferral(l, who))
	t.on(l.CalledOn, 12, i%60)
	t.who = t.postOf("case worker")
	if l.CameTo == "advice" {
		t.do(ctx, t.who, t.advise)
		return t.err
	}
	call := []act{t.open, t.try(catalogue.MethodPhone, casework.ReachedHer, "Explained who passed the details on and how to stop."),
		t.confirm("who_passed_details"), t.advance("reached", ""),
		t.ask("asb-matrix", assessment.Before, t.dice.Between(25, 80)), t.needs(casework.Need, t.someNeeds()...),
		t.needs(casework.Additional, additionalKinds(&t.dice)...), t.advance("", "offer")}
	next := l.ClosedOn
	if l.CameTo == "support_and_mediation" {
		next = l.OfferedOn
	}
	promise, becomes := t.willHear(i, next)
	call = append(call, promise...)
	if l.CameTo == "mediation" {
		t.do(ctx, t.who, append(call, t.mediation(l.Answer), t.advance("mediation", ""), t.confirm("mediation_screen"), t.advance("safe", ""))...)
	} else {
		t.do(ctx, t.who, append(call, t.ask("twelve-outcomes", assessment.Before, t.dice.Between(45, 80)), t.advance("support", ""))...)
	}
	t.on(l.CalledOn, 16, i%60)
	t.allocate(ctx, t.who)
	becomes(ctx)
	if l.CameTo == "support_and_mediation" {
		t.on(l.OfferedOn, 11, i%60)
		t.do(ctx, t.who, t.settle, t.mediation(l.Answer))
	}
	t.closesAt(ctx, l, who)
	t.checkAfter(ctx)
	return t.err
}

// closesAt ends a case on its day: plan and answers about herself, the statements where she still answers, and the reason.
func (t *tale) closesAt(ctx context.Context, l harmony.Referral, who madeup.Person) {
	t.on(l.ClosedOn, 14, t.dice.Below(60))
	last := []act{t.settle, t.saidOfHerself(who), t.goals()}
	if t.service.NeedsExitMeasure(l.Reason) && l.CameTo != "mediation" && !t.dice.OneIn(3) {
		last = append(append(last, t.looksBack("twelve-outcomes")...), t.closeAs(l.Reason, ""))
	} else {
		last = append(last, t.close(l.Reason))
	}
	t.do(ctx, t.who, last...)
}

// advise gives the advice that was all somebody needed, without a case.
func (t *tale) advise(ctx context.Context, tx *gate.Tx, _ casework.Case) error {
	ref, err := t.ref(ctx, tx)
	if err != nil {
		return err
	}
	kinds := madeup.Pick(&t.dice, [][]string{{"advice"}, {"guidance", "information"}, {"information", "signposting"}, {"signposting"}})
	return none(referral.GiveAdvice{Service: t.service, Referral: ref.ID, Version: ref.Version, Kinds: kinds, On: t.today(),
		PointedTo: madeup.Pick(&t.dice, []string{"nowhere", "citizens_advice", "housing_support", "mental_health"})}.Run(ctx, tx))
}

func (w *world) harmonyReferral(l harmony.Referral, who madeup.Person) referral.Receive {
	r := referral.Receive{Door: catalogue.Door(l.Door), Source: l.Source, District: l.District, Supported: told(who, l.Story, l.ReceivedOn),
		Basis: referral.Basis{Kind: catalogue.LegalBasis(l.Basis)}, Priority: referral.Routine, WantsMediation: l.CameTo == "mediation",
		Why: "Anti-social behaviour over several months, and the effect it has had."}
	if r.Basis.Kind == catalogue.BasisExplicitConsent {
		r.Basis.By, r.Basis.How, r.Basis.On = "the officer who referred", "phone", l.ReceivedOn
	}
	return r
}

// taught puts one training or awareness event of a service on record, with who came; one whose day is still to come is only planned.
func (w *world) taught(ctx context.Context, service string, by post, i int, e harmony.Event) error {
	t := w.begin(service, min(e.On, w.Now.Date()), 5000+i)
	t.on(e.On, 16, 30+i%25)
	_, err := write(ctx, t, by, func(ctx context.Context, tx *gate.Tx) (learning.Event, error) {
		event, err := learning.Plan{Service: t.service, Audiences: t.list("audiences"), Kind: e.Kind, Audience: e.Audience, District: e.District,
			Source: e.Source, On: e.On}.Run(ctx, tx)
		if err != nil {
			return learning.Event{}, err
		}
		if e.On >= w.Now.Date() {
			return learning.Event{}, nil
		}
		held := learning.RecordAttendance{Event: event, Version: 1, Service: t.service, People: e.People}
		if e.Agency != "" {
			held.Came = []learning.Came{{Agency: w.agencies[e.Agency], People: e.Of}}
		}
		return held.Run(ctx, tx)
	})
	t.failed(by, err)
	return t.err
}
