package demo

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/coaching"
	"goldenthread/internal/madeup"
	"goldenthread/internal/referral"
	asc1719 "goldenthread/testdata/asc-2017-19"
)

// coaching tells the coaching service's first year and a half: each row of the records on its own date.
func (w *world) coaching(ctx context.Context) error {
	records, err := coaching.Read(asc1719.Files)
	if err != nil {
		return err
	}
	people := byCase(records.People, func(p madeup.Person) string { return p.Case })
	sessions := byCase(records.Sessions, func(s coaching.Session) string { return s.Case })
	statements := byCase(records.Statements, func(s coaching.Statements) string { return s.Case })
	return w.each(ctx, len(records.Referrals), func(ctx context.Context, i int) error {
		r := records.Referrals[i]
		return w.coached(ctx, i, coachedLife{r, people[r.Case][0], sessions[r.Case], statements[r.Case]})
	})
}

// coachedLife is all rows of one case.
type coachedLife struct {
	coaching.Referral
	person     madeup.Person
	sessions   []coaching.Session
	statements []coaching.Statements // before, and where she was asked again at the last session
}

// proposers are the agencies that bring people of Surrey to a panel, by their kind.
var proposers = map[string]string{"police": "surrey-police", "council": "surrey-councils", "housing": "heathwell-homes",
	"health": "downs-mental-health", "social care": "surrey-social-care", "justice": "surrey-probation"}

// bringers are the kinds of agency that brought people to a panel in the living year, about as often as they do.
var bringers = []string{"police", "council", "police", "housing", "police", "health", "police", "council", "social care"}

func (w *world) coached(ctx context.Context, i int, l coachedLife) error {
	t := w.begin("asc", l.ReceivedOn, 3000+i)
	t.on(l.ReceivedOn, 10, i%55)
	r := referral.Receive{Door: catalogue.DoorPanel, Source: "charmm", SourceAgency: w.agencies[proposers[l.Proposer]], District: l.District,
		Supported: told(l.person, l.Story, l.ReceivedOn), Basis: referral.Basis{Kind: catalogue.BasisPanelAgreed},
		Priority: referral.Routine, Why: "The panel of " + l.ReceivedOn.Plain() + " decided on coaching."}
	r.Facts.PanelDecision, r.Facts.Agreement = catalogue.Known("coaching"), catalogue.Known("agreed")
	t.receive(ctx, coordinator, r)

	t.on(l.CalledOn, 10, 5+i%50)
	if l.Outcome == "no_response" {
		t.who = office
		t.do(ctx, office, t.open, t.try(catalogue.MethodPhone, casework.NoAnswer, ""))
		t.on(l.ClosedOn, 16, 10)
		t.do(ctx, office, t.try(catalogue.MethodPhone, casework.NoAnswer, ""), t.close(l.Reason))
		return t.err
	}
	call := []act{t.open, t.try(catalogue.MethodPhone, casework.ReachedHer, "Explained who passed the details on and how to stop, and what coaching is."),
		t.confirm("who_passed_details", "fit", "coaching_explained")}
	if l.Outcome != "accepted" {
		t.who = office
		t.do(ctx, office, append(call, t.closeHelped(l.Reason))...)
		return t.err
	}
	t.do(ctx, office, append(call, t.ask("asb-matrix", assessment.Before, t.dice.Between(25, 80)), t.answers("asc-statements", assessment.Before, l.statements[0].Answers()), t.advance("accepted", ""),
		t.forCoach(), t.advance("", "allocate"))...)
	t.on(l.AllocatedOn, 15, i%60)
	t.allocate(ctx, map[string]post{"paid": coach, "volunteer": otherCoach}[l.Coach])
	t.coaches(ctx, l)
	t.checkAfter(ctx)
	return t.err
}

// coaches holds the sessions. At the last one the statements are asked again, and the case is closed.
func (t *tale) coaches(ctx context.Context, l coachedLife) {
	for n, s := range l.sessions {
		t.on(s.On, 11, 10+n)
		held := []act{t.held(s.Strand, s.Minutes)}
		if n == 0 {
			held = append(held, t.saidOfHerself(l.person))
		}
		if n < len(l.sessions)-1 {
			next := l.sessions[n+1].On
			if soon := t.after(t.today(), 2); len(l.Story)%9 == 4 && soon < next { // the coach was ill, and they met later than was said
				next = soon
			}
			t.do(ctx, t.who, append(held, t.settle, t.promise("See each other at the next session", next))...)
			continue
		}
		held = append(held, t.settle)
		if len(l.statements) == 2 {
			held = append(append(held, t.answers("asc-statements", assessment.Exit, l.statements[1].Answers())), append(t.thinksOfUs(), t.closeAs(l.Reason, ""))...)
		} else {
			held = append(held, t.close(l.Reason))
		}
		t.do(ctx, t.who, held...)
	}
}
