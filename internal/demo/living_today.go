package demo

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// thisDay tells the few tales with which a visitor's day begins. They are told one after the other, for
// some belong together.
func (w *world) thisDay(ctx context.Context) error {
	for _, tell := range []func(context.Context) error{
		w.callsDue, w.promisesDue, w.hearing, w.others, w.unwritten, w.actNow, w.someoneElse, w.waitingList, w.heldForChecking, w.knownAlready,
		w.askedNotToContact, w.policeFile, w.domesticAbuse, w.shutDoor, w.bothSides, w.private, w.carriedOver,
		w.workLog, w.oldCases, w.scoredElsewhere, w.scoredAgain, w.besideTheDoor, w.checkRanOut, w.howCallsWere, w.taughtLately,
	} {
		if err := tell(ctx); err != nil {
			return err
		}
	}
	return nil
}

// daysAgo makes a plan of somebody who came to a service so many days ago by a door.
func (w *world) daysAgo(service string, days int, source string, door catalogue.Door) plan {
	s := w.service(service, w.Now.Date())
	p := plan{service: service, received: working(s, w.Now.Date().AddDays(-days)), door: door, seed: 900000 + w.cast.people}
	p.source.Key = source
	p.who = w.cast.someone(service, p.received)
	return p
}

// comesIn begins the tale of a plan: she comes in.
func (w *world) comesIn(ctx context.Context, p plan, change ...func(*referral.Receive)) *tale {
	t := w.begin(p.service, p.received, p.seed)
	t.on(p.received, 11, p.seed%50)
	t.comes(ctx, p, change...)
	return t
}

// goesOn opens the case the next day and takes it as far as a stage, with one worker.
func (t *tale) goesOn(ctx context.Context, p plan, to post, until string) {
	t.on(t.after(p.received, 1), 10, 5+p.seed%50)
	t.starts(ctx)
	t.who = to
	l := lot{until: until, days: 30, outcomes: map[string]string{"contact": "reached", "offer": "support", "assessment_call": "accepted"}}
	if p.service == "pilot" {
		l.outcomes["offer"] = "case_worker"
	}
	t.walk(ctx, p, l)
}

// safely sets the rule by which the person can be reached.
func safely(words, say string, from, to int) func(*referral.Receive) {
	return func(r *referral.Receive) {
		r.Supported.Safe = person.SafeRule{State: person.Safe, Words: words, Say: say, From: 60 * from, To: 60 * to, AskedOn: r.Supported.Safe.AskedOn}
	}
}

// callsDue is three people whose first contact is due today, each with a rule of her own.
func (w *world) callsDue(ctx context.Context) error {
	rules := []func(*referral.Receive){
		safely("the person answers", "Jo from the Centre", 10, 12),
		safely("ring twice: the first call is not taken", "Jo", 0, 0),
		safely("at work until two; not the landline", "Jo, about the appointment", 14, 17),
	}
	for i, rule := range rules {
		p := w.daysAgo("harmony", 1, "council_asb_team", catalogue.DoorAgencyForm)
		contact := w.service("harmony", p.received).StagesOf(catalogue.StepContact)[0]
		s := w.service("harmony", p.received)
		// The last day from which the stage's clock ends today or before.
		for s.Hours.Deadline(p.received.At(11, 30), contact.Clock).Date() > w.Now.Date() {
			p.received = working(s, p.received.AddDays(-1))
		}
		t := w.comesIn(ctx, p, rule)
		t.on(p.received, 11, 20+i)
		t.starts(ctx)
		t.allocate(ctx, worker)
		if i == 1 {
			t.on(p.received, 15, 10)
			t.do(ctx, worker, t.try(catalogue.MethodPhone, casework.NoAnswer, "Rang out."))
		}
		if t.err != nil {
			return t.err
		}
	}
	return nil
}

// promisesDue is two promises that are due today, and one that was broken.
func (w *world) promisesDue(ctx context.Context) error {
	today := w.Now.Date()
	yesterday := working(w.service("harmony", today), today.AddDays(-1))
	for i, due := range []clock.Date{today, today, yesterday} {
		p := w.daysAgo("harmony", 12+i, "housing", catalogue.DoorAgencyForm)
		t := w.comesIn(ctx, p)
		t.goesOn(ctx, p, worker, "plan")
		t.on(working(t.service, today.AddDays(-4)), 11, 10*i)
		t.do(ctx, worker, t.note("Would like the same person to ring each time."), t.goals(), t.promise(promises[i], due))
		if t.err != nil {
			return t.err
		}
		if i == 0 {
			t.do(ctx, worker, t.support()...)
			t.do(ctx, worker, func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
				return none(person.SetEase{Folder: c.Folder, Lists: w.Catalogue.List, Ease: person.Ease{Interpreter: "farsi", Hearing: "hard", Phone: "own"}}.Run(ctx, tx))
			})
			w.tour.one = t.taken.Reference
			t.do(ctx, worker, t.shows()...)
		}
	}
	return nil
}

// hearing is a trial that begins tomorrow, or on the next day on which courts sit.
func (w *world) hearing(ctx context.Context) error {
	p := w.daysAgo("harmony", 12, "staffordshire_police", catalogue.DoorAgencyForm)
	t := w.comesIn(ctx, p)
	t.goesOn(ctx, p, worker, "plan")
	t.on(working(t.service, w.Now.Date().AddDays(-3)), 14, 0)
	t.do(ctx, worker, t.court("travel", "arranged", "Train there and back, tickets sent", t.today()),
		t.court("witness service", "confirmed", "", t.today()), t.court("hearing", "has to go", "Trial, day 1, 10:00", t.after(w.Now.Date(), 1)),
		t.goals(), t.promise("Ring the evening before the trial", t.after(w.Now.Date(), 1)))
	return t.err
}

// others is what a worker waits for others with: a charge the police owe news of, chased once, and a clock that
// stands because the person is away.
func (w *world) others(ctx context.Context) error {
	code, _ := w.Catalogue.Entitlements(catalogue.VictimsCode)
	reasons, _ := w.Catalogue.List("pause-reasons")
	for i := range 2 {
		p := w.daysAgo("harmony", 12+i, "staffordshire_police", catalogue.DoorAgencyForm)
		t := w.comesIn(ctx, p)
		t.goesOn(ctx, p, worker, "plan")
		day := working(t.service, w.Now.Date().AddDays(-3))
		t.on(day, 12, 10*i)
		t.do(ctx, worker, t.goals(), t.promise("Ring when there is news", t.after(w.Now.Date(), 2)), func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			if i == 1 {
				return none(casework.PauseClock{Case: c.ID, Version: c.Version, List: reasons, Reason: "away", Note: "With family until the weekend",
					BackOn: t.after(w.Now.Date(), 3)}.Run(ctx, tx))
			}
			standing := entitlement.SetStanding{Folder: c.Folder, Code: code, Crime: entitlement.Yes, Gateways: []string{"persistently_targeted"}}
			if err := none(standing.Run(ctx, tx)); err != nil {
				return err
			}
			due, err := entitlement.Happened{Folder: c.Folder, Code: code, Right: "investigation", On: day}.Run(ctx, tx)
			if err != nil {
				return err
			}
			w.tour.settle = "/cases/" + string(c.Reference) + "/rights/settle?due=" + due
			return none(entitlement.Chase{Folder: c.Folder, Due: due, Asked: "Rang the officer in the case"}.Run(ctx, tx))
		})
		if t.err != nil {
			return t.err
		}
	}
	return nil
}

// actNow is two alarms: one that nobody has seen yet, one that waits for the safeguarding lead.
func (w *world) actNow(ctx context.Context) error {
	alarms := []casework.RaiseActNow{
		{Kind: casework.InDanger, What: "He is outside the house again and has kicked the fence in.", Told: "999 rung at once; the police are on their way."},
		{Kind: casework.AdultSafeguarding, What: "Not eating since the letters began; a neighbour is worried.", Told: "The GP surgery, by phone."},
	}
	for i, alarm := range alarms {
		p := w.daysAgo("harmony", 11+i, "council_asb_team", catalogue.DoorAgencyForm)
		t := w.comesIn(ctx, p)
		t.goesOn(ctx, p, worker, "plan")
		t.on(working(t.service, w.Now.Date().AddDays(-2)), 15, 0)
		t.do(ctx, worker, t.goals(), t.promise("Ring with the officer's name", t.after(w.Now.Date(), 3)))
		t.clock.Set(w.Now - clock.Instant(40+30*i)*aMinute)
		alarm.Folder = t.folder()
		if t.err != nil {
			return t.err
		}
		raised, err := write(ctx, t, []post{council, worker}[i], alarm.Run)
		if err != nil {
			return err
		}
		if i == 1 {
			t.do(ctx, supervisor, func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
				return none(casework.Acknowledge{Folder: c.Folder, ActNow: raised}.Run(ctx, tx))
			})
		}
		if t.err != nil {
			return t.err
		}
	}
	return nil
}

// someoneElse is a call that somebody else answered: contact is stopped until the supervisor has decided.
func (w *world) someoneElse(ctx context.Context) error {
	p := w.daysAgo("harmony", 2, "housing", catalogue.DoorAgencyForm)
	t := w.comesIn(ctx, p)
	t.on(t.after(p.received, 1), 10, 40)
	t.starts(ctx)
	t.allocate(ctx, otherWorker)
	t.do(ctx, otherWorker, t.try(catalogue.MethodPhone, casework.SomeoneElse, "A man answered, and asked who was calling. I rang off."))
	w.tour.stopped = t.taken.Reference
	return t.err
}

// waitingList is four people who wait for a case worker, with somebody who answers for them.
func (w *world) waitingList(ctx context.Context) error {
	for i := range 4 {
		p := w.daysAgo("pilot", 11+2*i, "cleveland_police", catalogue.DoorPhone)
		t := w.comesIn(ctx, p)
		t.goesOn(ctx, p, "", "allocate")
		t.do(ctx, supervisor, func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.Wait{Case: c.ID, Reason: casework.WaitReasons[min(i, 1)]}.Run(ctx, tx))
		})
		w.tour.waits = t.taken.Reference
		if t.err != nil {
			return t.err
		}
	}
	return nil
}
