package app_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/notify"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// looks opens what somebody may see of a person.
func (p post) looks(t *testing.T, as context.Context, f id.Folder) {
	t.Helper()
	_, err := gate.Read(as, p.Gate, func(ctx context.Context, v *gate.View) (bool, error) {
		if err := v.Authorize(ctx, casework.ActSee, gate.On{Folder: f}); err != nil {
			return false, err
		}
		who, err := person.Load(ctx, v, f)
		if err != nil {
			return false, err
		}
		return true, v.OpenWhatMay(ctx, who.Identity.Values()...)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOnlyFourInterrupt: what else colleagues do with somebody's case leaves no letter at once; the day's summary counts it, once.
func TestOnlyFourInterrupt(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		worker, lead := p.As(t, access.CaseWorker, barnet), p.As(t, access.Supervisor, barnet)
		c := p.Case(t, barnet)
		p.round(t) // the case was given
		strands, ok := p.Catalogue.List("strands")
		if !ok {
			t.Fatal("the catalogue has no strands")
		}
		do(t, p, worker, casework.AddNote{Case: c.ID, Text: "He was out"}.Run)
		do(t, p, worker, casework.RecordSession{Case: c.ID, Service: p.Service(t, barnet), List: strands, Strand: strands.Codes[0].Key, Minutes: 50, On: "2026-11-19"}.Run)
		do(t, p, worker, casework.MakePromise{Case: c.ID, Service: p.Service(t, barnet), What: "Ring about the lock", Due: "2026-11-27"}.Run)
		do(t, p, lead, person.SetSafeRule{Folder: c.Folder, Version: 1, Rule: person.SafeRule{State: person.Unsafe, Words: "He answers", AskedOn: "2026-11-19"}}.Run)
		p.Refer(t, barnet)
		p.looks(t, worker, c.Folder)
		p.Clock.Advance(time.Minute)
		do(t, p, lead, casework.AddNote{Case: c.ID, Text: "Rang the landlord"}.Run)
		p.wants(t, "a note, a session, a promise that can be kept, a rule, a new referral")
		p.Clock.Advance(2 * time.Hour)
		p.wants(t, "two hours later")

		do(t, p, worker, notify.Choose{Choice: notify.Choice{DigestHour: 9}}.Run)
		got := p.round(t)
		if len(got) != 1 || !strings.Contains(got[0], "1 case in which a colleague wrote a note, a call, a session, a part of the plan, how to reach them safely, the risk or a day at court since you last looked: "+string(c.Reference)) {
			t.Errorf("the day's summary: %q", got)
		}
		p.wants(t, "it comes once")

		p.Clock.Set(clock.NewDate(2026, time.November, 20).At(8, 59))
		p.looks(t, worker, c.Folder)
		p.Clock.Set(clock.NewDate(2026, time.November, 20).At(9, 0))
		p.wants(t, "nothing is new to who has looked meanwhile")
	})
}

// TestTheSummaryCountsWhatColleaguesChange: how somebody is reached and how safely, that contact was stopped, the risk and a day at court are
// counted like a note, each by itself; what the reader wrote is not, and nothing says which it was.
func TestTheSummaryCountsWhatColleaguesChange(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		worker, lead := p.As(t, access.CaseWorker, barnet), p.As(t, access.Supervisor, barnet)
		matrix, _ := p.Catalogue.Instrument("asb-matrix")
		number := person.NewContact{Kind: person.Phone, Value: "01632 960777", Call: person.Yes}
		acts := map[string]func(by context.Context, c apptest.Case){
			"a number": func(by context.Context, c apptest.Case) {
				do(t, p, by, person.AddContactPoint{Folder: c.Folder, Contact: number}.Run)
			},
			"how it is safe": func(by context.Context, c apptest.Case) {
				do(t, p, by, person.SetSafeRule{Folder: c.Folder, Version: 1, Rule: person.SafeRule{State: person.Unsafe, Words: "He answers", AskedOn: "2026-11-19"}}.Run)
			},
			"the risk": func(by context.Context, c apptest.Case) {
				do(t, p, by, casework.Ask{Case: c.ID, Service: p.Service(t, barnet), Record: assessment.Record{Instrument: matrix, Phase: assessment.Before,
					Answers: assessment.Answers{matrix.Questions[0].Key: matrix.Questions[0].Options[0].Key}}}.Run)
			},
			"a day at court": func(by context.Context, c apptest.Case) {
				do(t, p, by, casework.RecordCourt{Case: c.ID, Service: p.Service(t, barnet), Kind: "hearing", On: "2026-12-10"}.Run)
			},
		}
		maps.Copy(acts, p.stops(t))
		var changed, own []string
		made, mine := map[string]apptest.Case{}, map[string]apptest.Case{}
		for what := range acts {
			made[what], mine[what] = p.caseAt(t), p.caseAt(t)
			changed, own = append(changed, string(made[what].Reference)), append(own, string(mine[what].Reference))
		}
		for _, c := range []apptest.Case{made[again], mine[again]} {
			do(t, p, worker, person.AskNotToContact{Folder: c.Folder, Scope: person.ScopeMatter}.Run)
		}
		p.round(t) // the cases were given
		for what := range acts {
			p.looks(t, worker, made[what].Folder)
			p.looks(t, worker, mine[what].Folder)
		}
		p.Clock.Advance(time.Minute)
		for what, act := range acts {
			act(lead, made[what])
			act(worker, mine[what])
		}
		do(t, p, worker, notify.Choose{Choice: notify.Choice{DigestHour: 9}}.Run)
		got := strings.Join(p.round(t), "\n")
		slices.Sort(changed)
		if !strings.Contains(got, fmt.Sprint(len(acts), " cases in which a colleague wrote")) || !strings.Contains(got, strings.Join(changed, ", ")) {
			t.Errorf("the day's summary: %q, want %v", got, changed)
		}
		if slices.ContainsFunc(own, func(reference string) bool { return strings.Contains(got, reference) }) {
			t.Errorf("the day's summary counts what its reader wrote: %q", got)
		}
	})
}

const again = "contact is wanted again"

// stops are the ways in which contact is stopped, and begins again.
func (p post) stops(t *testing.T) map[string]func(by context.Context, c apptest.Case) {
	version := func(ctx context.Context, tx *gate.Tx, c apptest.Case) int {
		ref, err := referral.Get(ctx, tx, c.Referral)
		if err != nil {
			t.Fatal(err)
		}
		return ref.Version
	}
	return map[string]func(by context.Context, c apptest.Case){
		"somebody else answered": func(by context.Context, c apptest.Case) {
			do(t, p, by, func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
				return referral.SuspendUnsafe{Referral: c.Referral, Version: version(ctx, tx, c)}.Run(ctx, tx)
			})
		},
		"a wrong number": func(by context.Context, c apptest.Case) {
			do(t, p, by, func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
				return referral.ReturnToPolice{Referral: c.Referral, Version: version(ctx, tx, c)}.Run(ctx, tx)
			})
		},
		"no letters any more": func(by context.Context, c apptest.Case) {
			do(t, p, by, func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
				return referral.DivertDomesticAbuse{Referral: c.Referral, Version: version(ctx, tx, c)}.Run(ctx, tx)
			})
		},
		"no contact at all": func(by context.Context, c apptest.Case) {
			do(t, p, by, person.AskNotToContact{Folder: c.Folder, Scope: person.ScopeMatter}.Run)
		},
		again: func(by context.Context, c apptest.Case) { do(t, p, by, person.ContactAgain{Folder: c.Folder}.Run) },
	}
}

// caseAt is a case of somebody who can be written to.
func (p post) caseAt(t *testing.T) apptest.Case {
	t.Helper()
	who := p.Somebody()
	who.Contacts = append(who.Contacts, person.NewContact{Kind: person.Address, Value: who.Surname + " House, Example Rise", Postcode: "EN5 1AA", Letter: person.Yes})
	return p.CaseOf(t, barnet, who)
}

// TestLettersNameNobody: of nothing that people are called, live at or said does a letter hold a word, in its text or around it, nor
// what kind of danger it is; the same of what the mail server's failure leaves in the log.
func TestLettersNameNobody(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		said := []string{"Zwkanarione", "Zwkanaritwo", "Zwkanarithree", "Zwkanarifour", "Zwkanarifive", "07700 900123", "07700900123", "fire", "arson"}
		who := person.New{Forename: said[0], Surname: said[1], Born: "1984-03-27",
			Contacts: []person.NewContact{{Kind: person.Mobile, Value: "07700 900123", Call: person.Yes}, {Kind: person.Address, Value: "7 " + said[2] + " Street"}},
			Safe:     person.SafeRule{State: person.Safe, Words: said[3], AskedOn: "2026-11-18"}, Told: person.NewStory{Wants: said[4], Relationship: person.Neighbour}}
		worker := p.As(t, access.CaseWorker, barnet)
		for _, role := range []access.Role{access.Supervisor, access.CaseWorker} {
			do(t, p, p.As(t, role, barnet), notify.Choose{Choice: notify.Choice{DigestHour: 8, Given: true, Broken: true}}.Run)
		}
		c := p.CaseOf(t, barnet, who)
		do(t, p, worker, casework.RaiseActNow{Folder: c.Folder, Kind: casework.Arson, What: said[4] + " at the door", Told: said[3]}.Run)
		do(t, p, worker, casework.MakePromise{Case: c.ID, Service: p.Service(t, barnet), What: "Ring " + said[0], Due: "2026-11-19"}.Run)
		do(t, p, p.As(t, access.Supervisor, barnet), casework.AddNote{Case: c.ID, Text: said[2] + " rang"}.Run)

		p.server.Refuse(true)
		p.round(t)
		log := p.Logs.String()
		p.server.Refuse(false)
		p.Clock.Set(clock.NewDate(2026, time.November, 19).At(20, 0))
		var letters []string
		for range 2 { // what was refused, and what came due meanwhile
			if err := p.QueueMail(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := p.Jobs.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, l := range p.server.Take() {
				letters = append(letters, fmt.Sprintf("%s %v", l.Text, l.Header))
			}
			p.Clock.Advance(time.Minute)
		}
		told := strings.Join(letters, "\n")
		for _, wanted := range []string{"alarm (act now)", "broken", "given to you", "your day"} {
			if !strings.Contains(told, wanted) {
				t.Errorf("no letter tells of %q: %s", wanted, told)
			}
		}
		for _, word := range said {
			for where, text := range map[string]string{"a letter": told, "the log": log} {
				if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
					t.Errorf("%s says %q: %s", where, word, text)
				}
			}
		}
	})
}
