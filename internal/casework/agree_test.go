package casework_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
)

// agreeing is what the tests of agreeing need.
type agreeing struct {
	*caseworktest.World
	t       *testing.T
	officer context.Context
	service catalogue.Service
	in      catalogue.Instrument
	stage   catalogue.Stage
}

func onAgreeing(t *testing.T, fn func(p *agreeing)) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		p := &agreeing{World: w, t: t, officer: w.Staff(t, "Olu Pike", access.VictimCareOfficer, "pilot"), service: w.Service(t, "pilot")}
		p.stage, p.in, _ = w.Set.JointStage(p.service)
		fn(p)
	})
}

// came takes in a row of the police: changed as said.
func (p *agreeing) came(change ...func(*referral.Receive)) referral.Taken {
	p.t.Helper()
	p.Clock.Advance(time.Second)
	return p.Refer(p.t, "pilot", p.Someone(int(p.Clock.Now())%600), change...)
}

func graded(priority referral.Priority) func(*referral.Receive) {
	return func(r *referral.Receive) { r.Priority = priority }
}

func (p *agreeing) agree(r referral.Taken, j assessment.Judge) (casework.Agreed, error) {
	return gate.Write(p.officer, p.Gate, "", casework.AgreePriority{Referral: r.Referral, Service: p.service, Judge: j}.Run)
}

func (p *agreeing) list() []casework.ToAgreeRow {
	p.t.Helper()
	rows, err := gate.Read(p.officer, p.Gate, func(ctx context.Context, v *gate.View) ([]casework.ToAgreeRow, error) {
		return casework.ToAgree(ctx, v, p.service, p.stage)
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return rows
}

func (p *agreeing) one(r referral.Taken) casework.ToAgreeOne {
	p.t.Helper()
	one, err := gate.Read(p.officer, p.Gate, func(ctx context.Context, v *gate.View) (casework.ToAgreeOne, error) {
		return casework.ToAgreeByReference(ctx, v, r.Reference, p.in.Key)
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return one
}

// One step from the row to first contact, whose clock the priority sets; done again, both are kept.
func TestAgreePriority(t *testing.T) {
	onAgreeing(t, func(p *agreeing) {
		came := p.came()
		if rows := p.list(); len(rows) != 1 || rows[0].Reference != came.Reference || rows[0].Waits != "" {
			p.t.Fatalf("to agree: %+v", rows)
		}
		done, err := p.agree(came, p.Judged(p.t, "urgent", "medium", assessment.InPerson))
		if err != nil {
			p.t.Fatal(err)
		}
		c := p.Case(p.t, p.officer, done.Case)
		if want := p.service.Hours.Deadline(p.Clock.Now(), catalogue.Clock{N: 4, Unit: catalogue.WorkingHours}); c.Stage != "contact" || c.StageDue != want {
			p.t.Errorf("agreed: at %s, due %s, want contact by %s", c.Stage, c.StageDue, want)
		}
		if rows := p.list(); len(rows) != 0 {
			p.t.Errorf("it is agreed, and still to agree: %+v", rows)
		}
		p.Clock.Advance(10 * time.Minute)
		again := p.Judged(p.t, "immediate", "high", assessment.ByTelephone)
		again.Signed.Priority, again.Signed.Grades = "soon", assessment.Answers{"harm": "low"}
		again.Signed.Why = map[string]string{"harm": "No injury was seen."}
		if _, err := p.agree(came, again); err != nil {
			p.t.Fatal(err)
		}
		one := p.one(came)
		if len(one.Versions) != 2 || one.Versions[0].State != assessment.JointDiffers || one.Versions[1].State != assessment.JointReplaced {
			p.t.Fatalf("versions: %+v", one.Versions)
		}
		latest := one.Versions[0]
		if latest.Priority != "immediate" || latest.Theirs != "soon" || latest.Counts != "immediate" || latest.Officer.Text() != "1234" {
			p.t.Errorf("both views are kept, and the more urgent counts: %+v", latest)
		}
		for _, g := range latest.Grades {
			differs := g.Dimension == "harm"
			if (g.Theirs() == "low") != differs || (g.TheirWhy.Text() == "No injury was seen.") != differs || g.Why.Text() == "" {
				p.t.Errorf("%s: %+v", g.Dimension, g)
			}
		}
		if c := p.Case(p.t, p.officer, done.Case); c.StageDue != p.service.Hours.Deadline(p.Clock.Now(), catalogue.Clock{N: 1, Unit: catalogue.WorkingHours}) {
			p.t.Errorf("the clock of contact follows the new priority: %s", c.StageDue)
		}
	})
}

// Everything that is wrong is said at once, and nothing is kept.
func TestAgreePriorityIsRefused(t *testing.T) {
	onAgreeing(t, func(p *agreeing) {
		came := p.came()
		j := p.Judged(p.t, "", "high", assessment.ByTelephone)
		j.Grades["risk"], j.Why["harm"], j.Sources = "enormous", "", nil
		j.Signed.Officer, j.Signed.At, j.Signed.Grades = "", p.Clock.Now().Add(time.Hour), assessment.Answers{"threat": "low", "harm": "awful"}
		_, err := p.agree(came, j)
		var got []string
		for _, f := range errs.FieldsOf(err) {
			got = append(got, f.Name)
		}
		want := []string{"risk", "why_harm", "priority", "sources", "their_priority", "officer", "agreed", "their_why_threat", "their_harm"}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			p.t.Errorf("said: %q, want %q", got, want)
		}
		if rows := p.list(); len(rows) != 1 || rows[0].Waits != "" {
			p.t.Errorf("a refused judgement left something: %+v", rows)
		}
	})
}

// Many are agreed in one command, each recorded; one against whom something speaks stops them all.
func TestAgreeMany(t *testing.T) {
	onAgreeing(t, func(p *agreeing) {
		var quiet []referral.Taken
		for range 5 {
			quiet = append(quiet, p.came(graded(referral.Routine)))
		}
		marked := p.came(graded(referral.Routine), func(r *referral.Receive) { r.Flags.Vulnerable = true })
		alarm := p.came(graded(referral.Routine)) // who said that they are not safe is looked at, whatever the police graded
		caseworktest.Do(p.t, p.World, p.officer, casework.RaiseActNow{Folder: alarm.Folder, Kind: casework.InDanger, What: "He is at the door"}.Run)
		p.came(graded(referral.Urgent))
		least := 0
		for _, r := range p.list() {
			if r.Least(p.in, p.List(p.t, "looked-at")) {
				least++
			}
		}
		if least != 5 {
			p.t.Errorf("%d can be agreed together, want the 5 about whom nothing is known that speaks against it", least)
		}
		cmd := casework.AgreeMany{Service: p.service, Instrument: p.in, LookedAt: p.List(p.t, "looked-at")}
		for _, r := range quiet {
			cmd.Referrals = append(cmd.Referrals, r.Referral)
		}
		with := cmd
		with.Referrals = append(append(with.Referrals[:0:0], cmd.Referrals...), marked.Referral)
		if _, err := gate.Write(p.officer, p.Gate, "", with.Run); len(errs.FieldsOf(err)) != 1 {
			p.t.Errorf("one of them is marked as vulnerable: %v", err)
		}
		with.Referrals = append(append(with.Referrals[:0:0], cmd.Referrals...), alarm.Referral)
		if _, err := gate.Write(p.officer, p.Gate, "", with.Run); len(errs.FieldsOf(err)) != 1 {
			p.t.Errorf("for one of them the alarm was raised: %v", err)
		}
		if rows := p.list(); len(rows) != 8 {
			p.t.Fatalf("of 8, %d are to agree after a refusal", len(rows))
		}
		if n := caseworktest.Do(p.t, p.World, p.officer, cmd.Run); n != 5 {
			p.t.Errorf("agreed %d", n)
		}
		if rows := p.list(); len(rows) != 3 {
			p.t.Errorf("to agree now: %d, want 3", len(rows))
		}
		// A page that was left open does not put them back to routine: somebody may have judged them otherwise since.
		if _, err := gate.Write(p.officer, p.Gate, "", cmd.Run); len(errs.FieldsOf(err)) != 1 {
			p.t.Errorf("those who are judged are agreed once more, with no word: %v", err)
		}
		for _, r := range quiet {
			v := p.one(r).Versions
			if len(v) != 1 || v[0].State != assessment.JointAgreed || v[0].How != assessment.ByFile || v[0].Priority != "routine" || len(v[0].Grades) != 6 {
				p.t.Errorf("each is recorded for itself: %+v", v)
			}
		}
	})
}

// What the police have not said yet is put to them: they see that judgement and no more, and answer it.
func TestPutToThePolice(t *testing.T) {
	onAgreeing(t, func(p *agreeing) {
		came := p.came(func(r *referral.Receive) { r.SourceAgency = p.Agency })
		done, err := p.agree(came, p.Judged(p.t, "soon", "medium", ""))
		if err != nil || !done.Waits {
			p.t.Fatalf("put to the police: %+v, %v", done, err)
		}
		if c := p.Case(p.t, p.officer, done.Case); c.Stage != "priority" {
			p.t.Errorf("the police have not answered, and the case is at %s", c.Stage)
		}
		police := p.As(p.t, p.Account(p.t, "Pat Constable"), access.Membership{Role: access.PoliceLiaison, Agency: p.Agency})
		rows, err := gate.Read(police, p.Gate, casework.PutToPolice)
		if err != nil || len(rows) != 1 || rows[0].Reference != came.Reference || rows[0].Initials.Text() == "" || rows[0].Why.IsOpen() {
			p.t.Fatalf("put to them: %+v, %v", rows, err)
		}
		if _, err := gate.Read(police, p.Gate, func(ctx context.Context, v *gate.View) ([]casework.ToAgreeRow, error) {
			return casework.ToAgree(ctx, v, p.service, p.stage)
		}); err == nil {
			p.t.Error("the police see the service's own list")
		}
		sign := assessment.Sign{Folder: came.Folder, Assessment: done.Assessment, Version: 1, Instrument: p.in, Signature: assessment.Signature{Priority: "soon"}}
		if _, err := gate.Write(police, p.Gate, "", casework.AnswerPriority{Service: p.service, Sign: sign}.Run); err != nil {
			p.t.Fatal(err)
		}
		if c := p.Case(p.t, p.officer, done.Case); c.Stage != "contact" {
			p.t.Errorf("answered, and the case is at %s", c.Stage)
		}
		if j := p.one(came).Versions[0]; j.State != assessment.JointAgreed || j.How != assessment.ByAccount || j.AgreedAt != p.Clock.Now() {
			p.t.Errorf("answered: %+v", j)
		}
		if _, err := gate.Write(police, p.Gate, "", casework.AnswerPriority{Service: p.service, Sign: sign}.Run); errs.KindOf(err) != errs.Stale {
			p.t.Errorf("answered twice: %v", err)
		}
	})
}

// Need decides, never the type of crime: two rows that differ in nothing but the offence are filled in alike,
// reached by the same first method, and their clocks end at the same time (R045; the pilot's own rule).
func TestOffenceDecidesNothingInThePilot(t *testing.T) {
	onAgreeing(t, func(p *agreeing) {
		type outcome struct {
			Filled map[string]catalogue.Filled
			Method catalogue.Method
			Due    clock.Instant
		}
		var all []outcome
		for _, code := range []string{"28E", "8N", "58A", "105A"} {
			offence, ok := p.Set.Offence(code)
			if !ok {
				p.t.Fatalf("there is no offence %s", code)
			}
			came := p.Refer(p.t, "pilot", p.Someone(len(all)), graded(referral.Soon), func(r *referral.Receive) {
				r.Offence, r.Flags.Vulnerable = offence, true
			})
			one := p.one(came)
			all = append(all, outcome{p.in.FillIn(one.Known.Facts, one.Known.Police), one.Referral.FirstMethod, one.Referral.ClockDue})
		}
		for _, o := range all[1:] {
			if diff := cmp.Diff(all[0], o); diff != "" {
				p.t.Errorf("another offence, another answer:\n%s", diff)
			}
		}
		if all[0].Filled["vulnerability"].Grade != "medium" {
			p.t.Errorf("what is known fills in: %+v", all[0].Filled)
		}
	})
}
