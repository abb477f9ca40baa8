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
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// walker takes one case through its service's stages as a worker and a supervisor would.
type walker struct {
	*caseworktest.World
	t                  *testing.T
	worker, supervisor context.Context
	role               access.Role
	c                  casework.Case
}

func (w *walker) now() casework.Case {
	w.c = w.Case(w.t, w.supervisor, w.c.ID)
	return w.c
}

// advance moves the case and checks where it came to. It first checks that what is missing stops it.
func (w *walker) advance(outcome, to string) {
	w.t.Helper()
	before, s := w.now(), w.Service(w.t, w.c.Service)
	w.Clock.Advance(time.Minute) // one stage after the other
	cmd := casework.Advance{Case: before.ID, Version: before.Version, Service: s, Outcome: outcome, To: to}
	by := w.worker
	if st, _ := s.Stage(before.Stage); !st.Who.Has(string(w.role)) {
		by = w.supervisor
		if _, err := gate.Write(w.worker, w.Gate, "", cmd.Run); errs.KindOf(err) != errs.Invalid || errs.FieldsOf(err)[0].Name != "who" || w.now() != before {
			w.t.Errorf("a %s goes on from %s, which is for the %v: %v", w.role, before.Stage, st.Who, err)
		}
	}
	after := caseworktest.Do(w.t, w.World, by, cmd.Run)
	if after.Stage != to {
		w.t.Fatalf("from %s by %q: at %s, want %s", before.Stage, outcome, after.Stage, to)
	}
	w.c = after
}

// at checks where the case stands: to give it to a worker was all that was asked.
func (w *walker) at(stage string) {
	w.t.Helper()
	if got := w.now().Stage; got != stage {
		w.t.Fatalf("given to a worker, and at %s, want %s", got, stage)
	}
}

// stuck checks that the stage cannot be left before everything it demands was recorded, and that all
// of it is said at once.
func (w *walker) stuck(outcome, to string, missing ...string) {
	w.t.Helper()
	before := w.now()
	_, err := gate.Write(w.supervisor, w.Gate, "", casework.Advance{
		Case: before.ID, Version: before.Version, Service: w.Service(w.t, before.Service), Outcome: outcome, To: to}.Run)
	got := []string{}
	for _, f := range errs.FieldsOf(err) {
		got = append(got, f.Name)
	}
	for _, m := range missing {
		found := false
		for _, g := range got {
			found = found || g == m
		}
		if !found {
			w.t.Errorf("leaving %s: %q is not said to be missing, only %q (%v)", before.Stage, m, got, err)
		}
	}
	if after := w.now(); after != before {
		w.t.Errorf("a refused command changed the case: %+v, before %+v", after, before)
	}
}

func (w *walker) confirm(records ...string) {
	w.t.Helper()
	caseworktest.Do(w.t, w.World, w.worker, casework.Confirm{Case: w.c.ID, Service: w.Service(w.t, w.c.Service), Records: records}.Run)
}

// offer offers mediation, which counts when it is offered.
func (w *walker) offer() {
	w.t.Helper()
	caseworktest.Do(w.t, w.World, w.worker, casework.OfferMediation{Case: w.c.ID, Outcome: "accepted", On: w.Clock.Now().Date()}.Run)
}

// toOffer takes a new case to where support is offered.
func (w *walker) toOffer() {
	w.t.Helper()
	w.reach()
	w.confirm("who_passed_details")
	w.advance("reached", "needs")
	w.ask("asb-matrix", assessment.Before)
	w.need()
	w.advance("", "offer")
}

// plan agrees one goal.
func (w *walker) plan() {
	w.t.Helper()
	caseworktest.Do(w.t, w.World, w.worker, casework.AgreeGoal{Case: w.c.ID, What: "To sleep at night", On: w.Clock.Now().Date()}.Run)
}

func (w *walker) ask(instrument string, phase assessment.Phase) {
	w.t.Helper()
	in := w.Instrument(w.t, instrument)
	answers := assessment.Answers{}
	for _, q := range in.Questions {
		answers[q.Key] = "5"
		if len(q.Options) > 0 {
			answers[q.Key] = q.Options[0].Key
		}
	}
	caseworktest.Do(w.t, w.World, w.worker, assessment.Record{Folder: w.c.Folder, Instrument: in, Phase: phase, Answers: answers}.Run)
}

// agree judges with the police, who say the same on the telephone: the case goes on by itself.
func (w *walker) agree() {
	w.t.Helper()
	officer := w.Staff(w.t, "Olu Pike", access.VictimCareOfficer, w.c.Service)
	c := w.now()
	caseworktest.Do(w.t, w.World, officer, casework.AgreePriority{Referral: c.Referral, Service: w.Service(w.t, c.Service),
		Judge: w.Judged(w.t, "soon", "low", assessment.ByTelephone)}.Run)
	if w.now().Stage != "contact" {
		w.t.Fatalf("agreed, and the case is at %s", w.c.Stage)
	}
}

func (w *walker) reach() {
	w.t.Helper()
	if _, err := w.Call(w.t, w.worker, w.c, casework.NoAnswer); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.Call(w.t, w.worker, w.c, casework.ReachedHer); err != nil {
		w.t.Fatal(err)
	}
}

func (w *walker) need() {
	w.t.Helper()
	list := w.List(w.t, "needs")
	caseworktest.Do(w.t, w.World, w.worker, casework.RecordNeeds{Case: w.c.ID, Kind: casework.Need, List: list,
		Codes: []string{list.Codes[0].Key, list.Codes[1].Key}, On: w.Clock.Now().Date()}.Run)
}

func (w *walker) allocate() {
	w.t.Helper()
	c := w.now()
	caseworktest.Do(w.t, w.World, w.supervisor, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(w.t, c.Service),
		Worker: w.Account(w.t, "Nell Carter"), Role: w.role}.Run)
}

func (w *walker) promise() string {
	w.t.Helper()
	return caseworktest.Do(w.t, w.World, w.worker, casework.MakePromise{Case: w.c.ID, Service: w.Service(w.t, w.c.Service), What: "Ring with news"}.Run)
}

func (w *walker) demographics() {
	w.t.Helper()
	caseworktest.Do(w.t, w.World, w.worker, person.RecordDemographics{Folder: w.c.Folder, Lists: w.Set.List,
		Answers: []person.Answer{{Field: "gender", State: person.PrefersNot}}}.Run)
}

// end closes the case, checks everything that stood in the way, and opens it again.
func (w *walker) end(reason string, reopensAt string, told ...string) {
	w.t.Helper()
	w.Clock.Advance(time.Minute)
	c, s := w.now(), w.Service(w.t, w.c.Service)
	list, err := gate.Write(w.worker, w.Gate, "", casework.Close{Case: c.ID, Version: c.Version, Service: s, Reason: "none"}.Run)
	if fields := errs.FieldsOf(err); len(fields) < 2 || fields[0].Name != "reason" || fields[1].Name != "promises" {
		w.t.Errorf("closing with a wrong reason and an open promise: %v, %+v", err, list)
	}
	p := w.Page(w.t, w.worker, c)
	for _, open := range p.Promises() {
		caseworktest.Do(w.t, w.World, w.worker, casework.SettlePromise{Case: c.ID, Service: s, Promise: open.ID, Version: open.Number,
			Why: casework.Withdrawals[1]}.Run)
	}
	closed := caseworktest.Do(w.t, w.World, w.worker, casework.Close{Case: c.ID, Version: c.Version, Service: s, Reason: reason}.Run)
	after, _ := s.ClosingReason(reason) // whether and when somebody asks how it is some weeks later is the file's to say
	if closed.State != casework.Closed || closed.Stage != "close" || closed.CheckOn.IsZero() != (s.Check.IsZero() || after.NoCheck) || closed.ClosedOn != w.Clock.Now().Date() {
		w.t.Errorf("closed: %+v", closed)
	}
	if p := w.Page(w.t, w.worker, c); p.Came.State != referral.Closed {
		w.t.Errorf("the referral of a closed case is %s", p.Came.State)
	}
	receipt, err := gate.Read(w.worker, w.Gate, func(ctx context.Context, v *gate.View) (referral.Receipt, error) {
		return casework.ReferrerView(ctx, v, s, c.Referral)
	})
	if d := cmp.Diff(told, receipt.News); err != nil || d != "" {
		w.t.Errorf("the referrer learns (-want +got) %v:\n%s", err, d)
	}
	opened := caseworktest.Do(w.t, w.World, w.worker, casework.Reopen{Case: c.ID, Version: closed.Version, Service: s}.Run)
	if opened.State != casework.Open || opened.Stage != reopensAt || opened.Worker != c.Worker {
		w.t.Errorf("opened again: %+v", opened)
	}
	if s.NeedsExitMeasure(reason) {
		_, err = gate.Write(w.worker, w.Gate, "", casework.Close{Case: opened.ID, Version: opened.Version, Service: s, Reason: reason}.Run)
		if !slices.ContainsFunc(errs.FieldsOf(err), func(f errs.Field) bool { return f.Name == "exit" }) {
			w.t.Errorf("opened again, the statements of the first end stand for the second: %v", err)
		}
	}
	if p := w.Page(w.t, w.worker, c); p.Came.State != referral.Allocated {
		w.t.Errorf("the referral of a case opened again is %s", p.Came.State)
	}
}

// Each service walks its own file: the same commands in the file's order.
func TestWalk(t *testing.T) {
	tests := []struct {
		service string
		role    access.Role
		opener  access.Role
		walk    func(w *walker)
	}{
		{"barnet-asb", access.CaseWorker, access.CaseWorker, func(w *walker) {
			w.stuck("reached", "needs", "contact_outcome", "who_passed_details")
			w.reach()
			w.confirm("who_passed_details")
			w.advance("reached", "needs")
			w.stuck("", "offer", "asb-matrix", "needs")
			w.ask("asb-matrix", assessment.Before)
			w.need()
			w.advance("", "offer")
			w.advance("support", "allocate")
			w.stuck("", "plan", "conflict_of_interest")
			w.allocate()
			w.at("plan")
			w.stuck("", "review", "twelve-outcomes", "plan", "next_update", "demographics")
			w.ask("twelve-outcomes", assessment.Before)
			w.plan()
			w.promise()
			w.demographics()
			w.advance("", "review")
			w.stuck("", "exit_measure", "asb-matrix", "plan")
			w.ask("asb-matrix", assessment.Review)
			w.confirm("plan")
			w.advance("", "review")
			w.stuck("", "exit_measure", "asb-matrix", "plan")
			w.ask("asb-matrix", assessment.Review)
			w.plan()
			w.advance("", "plan")
			w.stuck("", "exit_measure", "twelve-outcomes", "plan", "next_update")
			w.ask("twelve-outcomes", assessment.Review)
			w.confirm("plan") // it stands
			w.promise()
			w.advance("", "exit_measure") // who they are is not asked twice
			w.stuck("", "close", "twelve-outcomes", "satisfaction")
			w.ask("twelve-outcomes", assessment.Exit)
			w.ask("satisfaction", assessment.Exit)
			w.end("goals_met", "plan", "received", "contacted", "closed")
		}},
		{"asc", access.Coach, access.Administrator, func(w *walker) {
			w.reach()
			for _, made := range []string{"asc-statements", "contact_outcome", "demographics"} {
				if kind := change(w.World, w.worker, casework.Confirm{Case: w.c.ID, Service: w.Service(w.t, w.c.Service), Records: []string{made}}.Run); kind != errs.Invalid {
					w.t.Errorf("%s is a tick: %v", made, kind)
				}
			}
			w.stuck("accepted", "coach_referral", "who_passed_details", "fit", "coaching_explained", "asb-matrix", "asc-statements")
			w.confirm("who_passed_details", "fit", "coaching_explained")
			w.ask("asb-matrix", assessment.Before)
			w.ask("asc-statements", assessment.Before)
			w.advance("accepted", "coach_referral")
			if kind := change(w.World, w.worker, casework.Confirm{Case: w.c.ID, Service: w.Service(w.t, w.c.Service), Records: []string{"coach_referral"}}.Run); kind != errs.Invalid {
				w.t.Errorf("the written coach referral is a tick: %v", kind)
			}
			caseworktest.Do(w.t, w.World, w.worker, casework.WriteCoachReferral{Case: w.c.ID, Why: "Sleep", Wants: "To sleep", Risks: "None known", Contact: "By phone"}.Run)
			w.advance("", "allocate")
			w.allocate()
			w.at("sessions")
			early := w.now()
			_, err := gate.Write(w.worker, w.Gate, "", casework.Close{Case: early.ID, Version: early.Version, Service: w.Service(w.t, "asc"), Reason: "sessions_done", ExitNotDone: "closed too early"}.Run)
			if fields := errs.FieldsOf(err); len(fields) != 1 || fields[0].Name != "reason" {
				w.t.Errorf("closed as finished before the first session: %v", err)
			}
			w.sessions(3)
			w.promise()
			w.demographics()
			w.advance("", "exit_measure")
			w.stuck("", "close", "asc-statements")
			w.ask("asc-statements", assessment.Exit)
			w.end("sessions_done", "sessions", "received", "contacted", "taken_up", "sessions", "closed")
		}},
		{"harmony", access.CaseWorker, access.CaseWorker, func(w *walker) {
			w.toOffer()
			w.offer()
			w.advance("mediation", "mediation_screen")
			w.stuck("safe", "allocate", "mediation_screen")
			w.confirm("mediation_screen")
			w.advance("unsafe", "offer") // support instead
			w.advance("mediation", "mediation_screen")
			w.confirm("mediation_screen") // it is asked again: what was said before does not stand
			w.advance("safe", "allocate")
			w.allocate()
			w.at("plan")
			w.stuck("", "exit_measure", "twelve-outcomes", "plan", "next_update", "demographics")
			w.ask("twelve-outcomes", assessment.Before)
			w.plan()
			w.promise()
			w.demographics()
			w.advance("", "exit_measure")
			w.stuck("", "close", "twelve-outcomes", "satisfaction")
			w.ask("twelve-outcomes", assessment.Exit)
			w.ask("satisfaction", assessment.Exit)
			w.end("mediation_ended", "plan", "received", "contacted", "taken_up", "closed")
		}},
		{"adt", access.VictimCareOfficer, access.VictimCareOfficer, func(w *walker) {
			w.stuck("reached", "needs", "contact_outcome", "who_passed_details")
			w.reach()
			w.confirm("who_passed_details")
			w.advance("reached", "needs")
			w.stuck("", "offer", "needs")
			w.need()
			w.advance("", "offer")
			w.advance("community", "allocate")
			w.allocate()
			w.at("plan")
			w.stuck("", "exit_measure", "twelve-outcomes", "plan", "next_update", "demographics")
			w.ask("twelve-outcomes", assessment.Before)
			w.plan()
			w.promise()
			w.demographics()
			w.advance("", "exit_measure")
			w.stuck("", "close", "twelve-outcomes")
			w.ask("twelve-outcomes", assessment.Exit)
			w.end("goals_met", "plan", "received", "contacted", "taken_up", "closed")
		}},
		{"pilot", access.CaseWorker, access.VictimCareOfficer, func(w *walker) {
			w.stuck("", "contact", "joint-priority")
			w.agree()
			w.reach()
			w.confirm("who_passed_details")
			w.advance("reached", "needs")
			w.need()
			w.ask("twelve-outcomes", assessment.Before)
			w.advance("", "offer")
			w.advance("case_worker", "allocate")
			w.allocate()
			w.at("plan")
			w.ask("asb-matrix", assessment.Before)
			w.plan()
			w.promise()
			w.demographics()
			w.advance("", "exit_measure")
			w.ask("twelve-outcomes", assessment.Exit)
			w.end("goals_met", "plan", "received", "contacted", "taken_up", "closed")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.service, func(t *testing.T) {
			caseworktest.OnBoth(t, func(t *testing.T, world *caseworktest.World) {
				w := &walker{World: world, t: t, role: tt.role}
				w.worker = world.Staff(t, "Nell Carter", tt.role, tt.service)
				w.supervisor = world.Staff(t, "Sam Reid", access.Supervisor, tt.service)
				w.c = world.Open(t, world.Staff(t, "Olu Pike", tt.opener, tt.service), tt.service)
				tt.walk(w)
			})
		})
	}
}

// sessions holds as many sessions as the service allows, and is refused one more.
func (w *walker) sessions(most int) {
	w.t.Helper()
	hold := casework.RecordSession{Case: w.c.ID, Service: w.Service(w.t, w.c.Service), On: w.Clock.Now().Date(), Strand: "listening",
		Minutes: 50, Note: "Talked about nights."}
	for n := range most {
		if got := caseworktest.Do(w.t, w.World, w.worker, hold.Run); got != n+1 {
			w.t.Errorf("session number %d, want %d", got, n+1)
		}
	}
	_, err := gate.Write(w.worker, w.Gate, "", hold.Run)
	if fields := errs.FieldsOf(err); len(fields) != 1 || fields[0].Name != "on" {
		w.t.Errorf("one session too many: %v", err)
	}
	hold.Strand, hold.On, hold.Minutes = "coping and all", clock.Date("2027-01-01"), 1000
	_, err = gate.Write(w.worker, w.Gate, "", hold.Run)
	if fields := errs.FieldsOf(err); len(fields) != 4 {
		w.t.Errorf("everything wrong with a session is said at once, got %v", fields)
	}
}
