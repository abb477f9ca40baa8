package casework_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
)

// orphansSQL gives the open cases that nobody who can act has or answers for.
var orphansSQL = store.SQL("casework.testOrphans", `
	SELECT c.id FROM case_file c
	LEFT JOIN waiting_place p ON p.folder_id = c.folder_id AND p.left_at = 0
	WHERE c.state = 'open' AND NOT EXISTS (
		SELECT 1 FROM identity_v_account w WHERE w.status = 'active' AND w.account_id = CASE WHEN c.worker <> '' THEN c.worker ELSE COALESCE(p.owner, '') END)`)

func orphans(t *testing.T, w *caseworktest.World, as context.Context) []string {
	t.Helper()
	list, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) ([]string, error) {
		if err := v.Authorize(ctx, casework.ActMyDay, gate.On{}); err != nil {
			return nil, err
		}
		return store.Collect(ctx, v, orphansSQL, store.Value[string])
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// letGo does what the program does by itself after somebody left, and tells for how many.
func letGo(t *testing.T, w *caseworktest.World) int {
	t.Helper()
	job, n := w.System(t, "job"), 0
	left, err := gate.Read(job, w.Gate, casework.Stranded)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range left {
		n += caseworktest.Do(t, w, job, l.Run)
	}
	return n
}

// No case is orphaned: after any sequence of giving, waiting, handing over and suspending (with what the program does
// by itself after), every open case has a worker who can act, or a place somebody answers for who can.
func TestNoCaseIsOrphaned(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		service := w.Service(t, barnet)
		boss, second := w.Staff(t, "Una Sims", access.Supervisor, barnet), w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		names := []string{"Nell Carter", "Olu Pike", "Amy Able", "Zed Zorn"}
		for _, n := range names {
			w.Staff(t, n, access.CaseWorker, barnet)
		}
		dice := rand.New(rand.NewPCG(7, 11))
		var cases []id.Case
		for range 10 {
			c := w.Open(t, boss, barnet)
			caseworktest.Do(t, w, boss, casework.Wait{Case: c.ID, Reason: casework.WaitReasons[0]}.Run)
			cases = append(cases, c.ID)
		}
		out := map[string]bool{}
		for step := range 60 {
			by := []context.Context{boss, second}[dice.IntN(2)]
			if out["Sam Reid"] {
				by = boss
			}
			who, to := names[dice.IntN(len(names))], names[dice.IntN(len(names))]
			c := w.Case(t, boss, cases[dice.IntN(len(cases))])
			var err error
			did := "gives a case to " + who
			switch n := dice.IntN(10); {
			case n < 5 && !out[who]:
				_, err = gate.Write(by, w.Gate, "", casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: w.Account(t, who), Role: access.CaseWorker}.Run)
			case n < 6:
				did = "puts one on the waiting list"
				_, err = gate.Write(by, w.Gate, "", casework.Wait{Case: c.ID, Reason: casework.WaitReasons[0]}.Run)
			case n < 8 && !out[to]:
				did = who + " hands over to " + to
				takes := map[id.Case]casework.Taker{}
				for _, one := range cases {
					if dice.IntN(2) == 0 {
						takes[one] = casework.Taker{Account: w.Account(t, to), Role: access.CaseWorker}
					}
				}
				_, err = gate.Write(by, w.Gate, "", casework.HandOver{Service: service, From: w.Account(t, who), To: takes, Reasons: w.List(t, "above-cap")}.Run)
			case n == 8 && !out[who]:
				did = who + " is suspended"
				out[who] = true
				caseworktest.Do(t, w, w.System(t, "cli"), identity.Suspend{Account: w.Account(t, who), Version: 1}.Run)
				letGo(t, w)
			case n == 9 && !out["Sam Reid"] && step > 20:
				did = "a supervisor is suspended"
				out["Sam Reid"] = true
				caseworktest.Do(t, w, w.System(t, "cli"), identity.Suspend{Account: w.Account(t, "Sam Reid"), Version: 1}.Run)
				letGo(t, w)
			}
			if k := errs.KindOf(err); k != errs.None && k != errs.Conflict && k != errs.Invalid {
				t.Fatalf("step %d, %s: %v", step, did, err)
			}
			if left := orphans(t, w, boss); len(left) > 0 {
				t.Fatalf("step %d, %s: %d cases have nobody", step, did, len(left))
			}
		}
		if len(out) < 2 {
			t.Errorf("only %v were suspended: the test tried too little", out)
		}
	})
}

// Today's work of somebody who is away is a colleague's until midnight, and no longer.
func TestCoverEndsAtMidnight(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		olu := w.Staff(t, "Olu Pike", access.CaseWorker, barnet)
		c := w.Open(t, boss, barnet)
		caseworktest.Do(t, w, boss, casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
		w.Clock.Set(max(w.Clock.Now(), w.Case(t, boss, c.ID).StageDue-3600e6))
		day := w.Clock.Now().Date()
		cover := casework.Cover{Service: service, Absent: w.Account(t, "Nell Carter"), By: w.Account(t, "Olu Pike")}
		given := caseworktest.Do(t, w, boss, cover.Run)
		if given.Cases != 1 || given.Left != 0 {
			t.Fatalf("covered: %+v", given)
		}
		covering := func() string {
			list, err := gate.Read(olu, w.Gate, casework.Covering)
			if err != nil {
				t.Fatal(err)
			}
			words := ""
			for _, h := range list {
				words += fmt.Sprint(h.Case.Reference, h.About.Story.Wants.Text(), h.About.Safe.Say.Text())
			}
			return words
		}
		if got, want := covering(), fmt.Sprint(c.Reference, "I want to stay in my home.", "Jo from the Centre"); got != want {
			t.Errorf("she covers %q, want %q", got, want)
		}
		w.Clock.Set(day.AddDays(1).Start() - 1)
		if covering() == "" {
			t.Error("it ended before midnight")
		}
		w.Clock.Set(day.AddDays(1).Start())
		if got := covering(); got != "" {
			t.Errorf("after midnight: %q", got)
		}
		cover.By = w.Account(t, "Nell Carter")
		if _, err := gate.Write(boss, w.Gate, "", cover.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("somebody covers for herself: %v", err)
		}
	})
}

var actExclude = access.Declare("caseworktest.exclude", access.Policy{Systems: []string{"cli"}})

// exclude keeps somebody out of a folder.
type exclude struct {
	folder  id.Folder
	account id.Account
}

func (exclude) EventKind() string { return "caseworktest.excluded" }

func (e exclude) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, actExclude, gate.On{}); err != nil {
		return 0, err
	}
	tx.Record(e)
	return 1, tx.Exclude(ctx, e.folder, e.account, gate.BasisConflict, clock.Never)
}

// A case that was brought in before there was a supervisor finds one when there is; a supervisor who is kept out of
// it does not become who answers; and a case reopened whose worker has left has somebody who answers.
func TestNobodyLeftAnswers(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		service := w.Service(t, barnet)
		taken := w.Refer(t, barnet, w.Someone(3))
		cli := w.System(t, "cli")
		gone := w.Account(t, "Ann Gone") // who has no part in the service
		brought := caseworktest.Do(t, w, cli, casework.TakeOver{Referral: taken.Referral, Service: service, Owner: gone}.Run)
		other := w.Refer(t, barnet, w.Someone(4))
		caseworktest.Do(t, w, cli, casework.TakeOver{Referral: other.Referral, Service: service, Owner: gone}.Run)
		caseworktest.Do(t, w, cli, identity.Suspend{Account: gone, Version: 1}.Run)
		if n := letGo(t, w); n != 0 {
			t.Fatalf("there is nobody to answer, and %d were given", n)
		}
		officer := w.Staff(t, "Olu Pike", access.VictimCareOfficer, barnet)
		if left := orphans(t, w, officer); len(left) != 2 {
			t.Fatalf("%d cases have nobody, want both", len(left))
		}
		boss := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		excluded := w.Case(t, boss, brought)
		caseworktest.Do(t, w, cli, exclude{excluded.Folder, w.Account(t, "Sam Reid")}.Run)
		if n := letGo(t, w); n != 1 {
			t.Errorf("%d were given to the supervisor, want the one she may know of", n)
		}
		second := w.Staff(t, "Una Sims", access.Supervisor, barnet)
		if n := letGo(t, w); n != 1 {
			t.Errorf("%d were given to the second supervisor, want 1", n)
		}
		if left := orphans(t, w, second); len(left) != 0 {
			t.Errorf("still %d have nobody", len(left))
		}

		w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, second, barnet)
		nell := w.Account(t, "Nell Carter")
		c = caseworktest.Do(t, w, second, casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: nell, Role: access.CaseWorker}.Run)
		c = caseworktest.Do(t, w, second, casework.Close{Case: c.ID, Version: c.Version, Service: service, Reason: "moved_away"}.Run)
		caseworktest.Do(t, w, cli, identity.Suspend{Account: nell, Version: 1}.Run)
		c = caseworktest.Do(t, w, second, casework.Reopen{Case: c.ID, Version: c.Version, Service: service}.Run)
		if c.Worker != "" {
			t.Error("it is with somebody who has left")
		}
		if left := orphans(t, w, second); len(left) != 0 {
			t.Errorf("reopened, it has nobody: %v", left)
		}
		if _, err := gate.Write(second, w.Gate, "", casework.Allocate{Case: c.ID, Version: c.Version, Service: service, Worker: nell, Role: access.CaseWorker}.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("given to a suspended account: %v", err)
		}
		if did, err := gate.Write(second, w.Gate, "", casework.HandOver{Service: service, From: nell}.Run); err != nil || !did.None() {
			t.Errorf("nothing to hand over: %+v, %v", did, err)
		}
	})
}

// What a supervisor is kept out of, and nobody else can answer for, does not stay silently with whoever had it: it waits
// where the next supervisor finds it. Whoever hands over is told the same as when there is nothing.
func TestHandOverOfWhatNobodyElseSees(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		c := held(t, w, boss, "Nell Carter")
		opened := w.Open(t, w.Staff(t, "Nell Carter", access.CaseWorker, barnet), barnet)
		for _, f := range []id.Folder{c.Folder, opened.Folder} {
			caseworktest.Do(t, w, w.System(t, "cli"), exclude{f, w.Account(t, "Sam Reid")}.Run)
		}
		did := caseworktest.Do(t, w, boss, casework.HandOver{Service: service, From: w.Account(t, "Nell Carter")}.Run)
		if !did.None() {
			t.Errorf("whoever is kept out is told: %+v", did)
		}
		second := w.Staff(t, "Una Sims", access.Supervisor, barnet)
		d, err := gate.Read(second, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
			return casework.TeamWatch(ctx, v, service, w.Set.RiskStages, casework.WatchWaiting)
		})
		if err != nil || len(d.Rows) != 2 || d.Rows[0].Code != "worker left" {
			t.Errorf("the next supervisor finds %+v, %v", d.Rows, err)
		}
	})
}

// Whoever was chosen for all takes what the supervisor can see; a case that she is kept out of waits where another one finds it,
// and she is told the same as if there were none.
func TestHandOverOfTheRestLeavesOutWhatSheIsKeptOutOf(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		boss, service := w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Service(t, barnet)
		second := w.Staff(t, "Una Sims", access.Supervisor, barnet)
		w.Staff(t, "Olu Pike", access.CaseWorker, barnet)
		seen, hidden, last := held(t, w, boss, "Nell Carter"), held(t, w, boss, "Nell Carter"), held(t, w, boss, "Nell Carter")
		caseworktest.Do(t, w, w.System(t, "cli"), exclude{hidden.Folder, w.Account(t, "Sam Reid")}.Run)
		did := caseworktest.Do(t, w, boss, casework.HandOver{Service: service, From: w.Account(t, "Nell Carter"), Reasons: w.List(t, "above-cap"),
			Rest: casework.Taker{Account: w.Account(t, "Olu Pike"), Role: access.CaseWorker}}.Run)
		if did != (casework.HandedOver{Given: 2}) {
			t.Errorf("handed over: %+v, want the two she can see and no word of the third", did)
		}
		for name, want := range map[string]struct {
			c      casework.Case
			worker id.Account
		}{"the first she sees": {seen, w.Account(t, "Olu Pike")}, "the one she is kept out of": {hidden, ""}, "the last she sees": {last, w.Account(t, "Olu Pike")}} {
			if now := w.Case(t, second, want.c.ID); now.Worker != want.worker {
				t.Errorf("%s is with %q, want %q", name, now.Worker, want.worker)
			}
		}
		if list := waits(t, w, second, service); len(list) != 1 || list[0].Reference != hidden.Reference || list[0].Owner != "Una Sims" {
			t.Errorf("the other supervisor finds %+v", list)
		}
	})
}

// Whose work is given may work for other services too: who gives it is told of those in which she may give it, and of no other.
func TestHandoverTellsOfOtherServices(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		for _, service := range []string{barnet, "harmony", pilot} {
			w.Staff(t, "Nell Carter", access.CaseWorker, service)
		}
		w.Staff(t, "Sam Reid", access.Supervisor, "harmony")
		w.Staff(t, "Sam Reid", access.CaseWorker, pilot)
		for over, want := range map[context.Context][]string{w.Staff(t, "Sam Reid", access.Supervisor, barnet): {"harmony"}, w.Staff(t, "Una Reyes", access.Supervisor, barnet): nil} {
			h, err := gate.Read(over, w.Gate, func(ctx context.Context, v *gate.View) (casework.HandoverOf, error) {
				return casework.Takers(ctx, v, w.Service(t, barnet), w.Account(t, "Nell Carter"))
			})
			if err != nil || h.Name != "Nell Carter" || !slices.Equal(h.Else, want) {
				t.Errorf("%q works elsewhere for %v (%v), want %v", h.Name, h.Else, err, want)
			}
		}
	})
}
