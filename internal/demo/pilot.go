package demo

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/madeup"
	"goldenthread/internal/person"
	"goldenthread/internal/pilot"
	"goldenthread/internal/referral"
	pilot1516 "goldenthread/testdata/pilot-2015-16"
)

// pilot tells the pilot's six months, and the Victim Care Unit's beside them.
func (w *world) pilot(ctx context.Context) error {
	records, err := pilot.Read(pilot1516.Files)
	if err != nil {
		return err
	}
	people := byCase(records.People, func(p madeup.Person) string { return p.Case })
	if err := w.each(ctx, len(records.Victims), func(ctx context.Context, i int) error {
		return w.victim(ctx, i, records.Victims[i], people[records.Victims[i].Case][0])
	}); err != nil {
		return err
	}
	return w.pilotLog(ctx)
}

// victim tells what came of one victim of one crime.
func (w *world) victim(ctx context.Context, i int, v pilot.Victim, who madeup.Person) error {
	t := w.begin(v.Service, v.ReceivedOn, 6000+i)
	t.who = officer
	t.on(v.ReceivedOn, 10, i%50)
	t.receive(ctx, police, w.victimReferral(v, who))
	if v.Outcome == "excluded" || t.err != nil {
		return t.err
	}
	t.on(v.ReachedOn, v.Hour, i%60)
	call := []act{t.open}
	if v.Service == "pilot" {
		call = append(call, t.ask("joint-priority", assessment.Before, t.dice.Between(20, 80)), t.advance("", "contact"))
	}
	switch {
	case v.Method == "letter":
		t.do(ctx, officer, append(call, t.try(catalogue.MethodLetter, casework.Sent, ""))...)
		t.on(v.ClosedOn, 15, i%60)
		t.do(ctx, officer, t.close(v.Reason))
		return t.err
	case v.Outcome == "no_response":
		t.do(ctx, officer, append(call, t.try(catalogue.MethodPhone, casework.NoAnswer, ""))...)
		t.on(v.ClosedOn, 15, i%60)
		t.do(ctx, officer, t.try(catalogue.MethodPhone, casework.NoAnswer, ""), t.close(v.Reason))
		return t.err
	}
	call = append(call, t.try(catalogue.MethodPhone, casework.ReachedHer, "Explained who passed the details on and how to stop."),
		t.confirm("who_passed_details"))
	if v.Outcome != "reached" {
		t.do(ctx, officer, append(call, t.advance(v.Outcome, ""), t.closeHelped(v.Reason))...)
		return t.err
	}
	call = append(call, t.advance("reached", ""), t.needs(casework.Need, t.someNeeds()...))
	if v.Service == "pilot" {
		call = append(call, t.ask("twelve-outcomes", assessment.Before, t.dice.Between(40, 80)))
	}
	t.do(ctx, officer, append(call, t.advance("", "offer"))...)
	t.on(v.ReachedOn, v.Hour, i%60+25)
	call = nil
	if v.Agreed == "referred_on" {
		to := madeup.Pick(&t.dice, []string{"mental_health", "housing_support", "citizens_advice", "fire_service", "legal_services"})
		call = append(call, t.refer(to, "Support for longer than first contact can give."))
	}
	switch v.Agreed {
	case "case_worker":
		promise, becomes := t.willHear(i, v.ClosedOn)
		t.do(ctx, officer, append(append(call, t.advance(v.Agreed, "")), promise...)...)
		t.on(v.ReachedOn, 17, i%55)
		t.allocate(ctx, []post{worker, otherWorker}[v.Worker-1])
		becomes(ctx)
		t.closesAfterSupport(ctx, v, who, t.settle, t.goals())
		t.checkAfter(ctx)
	case "community": // the Unit asks the twelve statements of those alone who go on to a volunteer
		t.do(ctx, officer, append(call, t.ask("twelve-outcomes", assessment.Before, t.dice.Between(40, 80)), t.advance(v.Agreed, ""))...)
		t.closesAfterSupport(ctx, v, who)
	default:
		t.do(ctx, officer, append(call, t.saidOfHerself(who), t.advance(v.Agreed, ""), t.closeHelped(v.Reason))...)
	}
	return t.err
}

// closesAfterSupport ends what went on for some time: the statements once more where the reason asks for them and there is an answer.
func (t *tale) closesAfterSupport(ctx context.Context, v pilot.Victim, who madeup.Person, acts ...act) {
	t.on(v.ClosedOn, 14, t.dice.Below(60))
	last := append([]act{t.saidOfHerself(who)}, acts...)
	if t.service.NeedsExitMeasure(v.Reason) && !t.dice.OneIn(4) {
		last = append(append(last, t.looksBack("twelve-outcomes")...), t.closeAs(v.Reason, ""))
	} else {
		last = append(last, t.close(v.Reason))
	}
	t.do(ctx, t.who, last...)
}

func (w *world) victimReferral(v pilot.Victim, who madeup.Person) referral.Receive {
	r := referral.Receive{Door: catalogue.DoorPoliceFile, Source: v.Force + "_police", SourceAgency: w.staff[police].agency, District: v.District,
		CrimeRef: v.Crime, Matter: v.Force + "|" + v.Crime, Supported: told(who, v.Story, v.ReceivedOn),
		Basis: referral.Basis{Kind: catalogue.BasisOptOut}, Priority: referral.Routine, Why: "Reported to the police; support was offered."}
	if v.Method == "letter" {
		allowLetters(r.Supported.Contacts)
	}
	r.Offence, _ = w.Catalogue.Offence(v.Offence)
	r.Facts.Recorded, r.Facts.Force, r.Facts.Unit = catalogue.Known(true), catalogue.Known(v.Force), catalogue.Known(v.Unit)
	return r
}

// allowLetters says of whoever was written to that this was all right.
func allowLetters(to []person.NewContact) {
	for i := range to {
		if to[i].Kind == person.Address {
			to[i].Letter = person.Yes
		}
	}
}
