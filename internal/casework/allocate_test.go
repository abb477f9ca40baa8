package casework_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

const pilot = "pilot"

var (
	placesSQL = store.SQL("casework.testPlaces", `
		SELECT c.id, c.worker, COALESCE(p.owner, '') FROM case_file c
		LEFT JOIN waiting_place p ON p.folder_id = c.folder_id AND p.left_at = 0
		WHERE c.state = 'open' ORDER BY c.id`)
	overSQL = store.SQL("casework.testOver", `SELECT count(*) FROM workforce_v_taken WHERE over_cap = true AND allowed_by = $1 AND reason = 'same_worker'`)
)

// places tells for every open case who has it and who answers for it while nobody has.
func places(t *testing.T, w *caseworktest.World, as context.Context) (taken int) {
	t.Helper()
	_, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (struct{}, error) {
		if err := v.Authorize(ctx, casework.ActMyDay, gate.On{}); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, store.Each(ctx, v, placesSQL, func(scan store.Scan) error {
			var c, worker, owner string
			if err := scan(&c, &worker, &owner); err != nil {
				return err
			}
			if worker != "" {
				taken++
			}
			if (worker == "") == (owner == "") {
				t.Errorf("the case %s has worker %q and owner %q: want one of the two", c, worker, owner)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

// The cap holds whatever its limits are: 120 taken in a year, 60 in an edition of six months, so many open, so much
// weight. More allocations than it lets, by many supervisors at once, end at exactly as many, and
// each case left over has a place with an owner.
func TestCapUnderConcurrency(t *testing.T) {
	taken := func(n int) func(*catalogue.Service, *catalogue.Cap) {
		return func(_ *catalogue.Service, c *catalogue.Cap) { c.Taken, c.Open, c.Weighted = n, 0, 0 }
	}
	for _, tt := range []struct {
		name        string
		asked, most int
		change      func(*catalogue.Service, *catalogue.Cap)
	}{
		{"120 in a year", 130, 120, taken(120)},
		{"60 in an edition of six months", 66, 60, func(s *catalogue.Service, c *catalogue.Cap) {
			taken(120)(s, c)
			s.From, s.Until = "2026-09-01", "2027-02-28"
		}},
		{"12 open", 20, 12, func(_ *catalogue.Service, c *catalogue.Cap) { c.Open, c.Weighted = 12, 0 }},
		{"weight 9", 15, 9, func(_ *catalogue.Service, c *catalogue.Cap) { c.Open, c.Weighted = 0, 9 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
				service := w.Service(t, pilot)
				limit := *service.Cap
				service.Cap = &limit
				tt.change(&service, &limit)
				capHolds(t, w, service, tt.asked, tt.most)
			})
		})
	}
}

func capHolds(t *testing.T, w *caseworktest.World, service catalogue.Service, asked, most int) {
	const at = 26
	opener := w.Staff(t, "Olu Pike", access.VictimCareOfficer, pilot)
	supervisor := w.Staff(t, "Sam Reid", access.Supervisor, pilot)
	w.Staff(t, "Nell Carter", access.CaseWorker, pilot)
	nell := w.Account(t, "Nell Carter")
	var cases []casework.Case
	for range asked {
		cases = append(cases, w.Open(t, opener, pilot))
	}
	results := make(chan error, asked)
	var group sync.WaitGroup
	for n := range at {
		group.Go(func() {
			for i := n; i < asked; i += at {
				given, err := gate.Write(supervisor, w.Gate, fmt.Sprintf("key %d", i), casework.Give{Allocate: casework.Allocate{Case: cases[i].ID, Version: cases[i].Version,
					Service: service, Worker: nell, Role: access.CaseWorker}}.Run)
				if given.Refused != "" {
					err = errs.New(errs.Conflict, given.Refused)
				}
				results <- err
			}
		})
	}
	group.Wait()
	close(results)
	given, refused := 0, 0
	for err := range results {
		switch errs.KindOf(err) {
		case errs.None:
			given++
		case errs.Conflict:
			refused++
		default:
			t.Errorf("neither given nor refused: %v", err)
		}
	}
	if given != most || refused != asked-most {
		t.Errorf("%d given and %d refused, want %d and %d", given, refused, most, asked-most)
	}
	if taken := places(t, w, supervisor); taken != most {
		t.Errorf("%d cases are with the worker, want %d", taken, most)
	}
	if waiting := waits(t, w, supervisor, service); len(waiting) != refused || slices.ContainsFunc(waiting, func(p casework.Waiting) bool {
		return p.Reason != casework.WaitCap || p.Owner != "Sam Reid"
	}) {
		t.Errorf("after %d refusals there wait %+v", refused, waiting)
	}
	aboveTheCap(t, w, service, cases, supervisor)
}

// waits reads the waiting list of a service.
func waits(t *testing.T, w *caseworktest.World, as context.Context, service catalogue.Service) []casework.Waiting {
	t.Helper()
	list, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) ([]casework.Waiting, error) {
		list, _, err := casework.WaitingList(ctx, v, service, nil)
		return list, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// aboveTheCap gives one case that was left over: not without saying why, nor by whoever may not.
func aboveTheCap(t *testing.T, w *caseworktest.World, service catalogue.Service, cases []casework.Case, supervisor context.Context) {
	var left casework.Case
	for _, c := range cases {
		if now := w.Case(t, supervisor, c.ID); now.Worker == "" {
			left = now
		}
	}
	above := casework.Allocate{Case: left.ID, Version: left.Version, Service: service, Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker,
		Above: true, Reasons: w.List(t, "above-cap")}
	if p := w.Page(t, supervisor, left); p.Came.State != referral.Waiting {
		t.Errorf("on the waiting list, the referral is %s", p.Came.State)
	}
	if _, err := gate.Write(supervisor, w.Gate, "", above.Run); errs.KindOf(err) != errs.Invalid {
		t.Errorf("above the cap without a reason: %v", err)
	}
	above.Why = "same_worker"
	if _, err := gate.Write(w.Staff(t, "Ada Nkemelu", access.Administrator, pilot), w.Gate, "", above.Run); errs.KindOf(err) != errs.Conflict {
		t.Errorf("an administrator goes above the cap: %v", err)
	}
	caseworktest.Do(t, w, supervisor, above.Run)
	over, err := gate.Read(supervisor, w.Gate, func(ctx context.Context, v *gate.View) (int, error) {
		if err := v.Authorize(ctx, casework.ActMyDay, gate.On{}); err != nil {
			return 0, err
		}
		return store.One(ctx, v, overSQL, store.Value[int], w.Account(t, "Sam Reid"))
	})
	if err != nil || over != 1 {
		t.Errorf("%d takings above the cap are on record with who and why, want 1 (%v)", over, err)
	}
	places(t, w, supervisor)
}

// A worker who holds one side of a dispute cannot be given the other, and the refusal does not say
// why; the case stays as it was.
func TestBothSides(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		a, b := w.Someone(500), w.Someone(777)
		one := w.Open(t, worker, barnet, func(r *referral.Receive) { r.Supported, r.Others = a, []person.New{b} })
		two := w.Open(t, worker, barnet, func(r *referral.Receive) { r.Supported, r.Others = b, []person.New{a} })
		give := func(c casework.Case) error {
			_, err := gate.Write(supervisor, w.Gate, "", casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet),
				Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}.Run)
			return err
		}
		if err := give(one); err != nil {
			t.Fatal(err)
		}
		err := give(two)
		if errs.KindOf(err) != errs.Conflict || errs.MessageOf(err) != "this worker can't take this case: choose another" {
			t.Errorf("the other side: %v", err)
		}
		if now := w.Case(t, supervisor, two.ID); now != two {
			t.Errorf("the refusal changed the case: %+v", now)
		}
		asked := casework.Give{Allocate: casework.Allocate{Case: two.ID, Version: two.Version, Service: w.Service(t, barnet), Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}}
		if given := caseworktest.Do(t, w, supervisor, asked.Run); given.Refused != "this worker can't take this case: choose another" {
			t.Errorf("the other side, asked on the page: %+v", given)
		}
		if list := waits(t, w, supervisor, w.Service(t, barnet)); len(list) != 1 || list[0].Reference != two.Reference || list[0].Reason != casework.WaitChosen || list[0].Owner != "Sam Reid" {
			t.Errorf("after the refusal there wait %+v", list)
		}
		if _, err := gate.Write(w.Staff(t, "Una Sims", access.Administrator, barnet), w.Gate, "", asked.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("refused once more, of somebody who waits: %v", err)
		}
		if list := waits(t, w, supervisor, w.Service(t, barnet)); len(list) != 1 || list[0].Owner != "Sam Reid" {
			t.Errorf("a second refusal changed the place: %+v", list)
		}
		_, err = gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (casework.Page, error) {
			return casework.Load(ctx, v, two.Reference)
		})
		_, none := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (casework.Page, error) {
			return casework.Load(ctx, v, id.Reference("GT-2222-2222"))
		})
		if errs.KindOf(err) != errs.NotFound || err.Error() != none.Error() {
			t.Errorf("the worker asks for the other side: %v; for a case that is none: %v", err, none)
		}
	})
}

// A refusal that has nothing to do with the worker puts nobody on the waiting list; a check that is not in date does.
func TestGivePutsOnTheListForTheWorkerOnly(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newChecked(t, w, barnet, access.CaseWorker)
		service := w.Service(t, barnet)
		c := w.Open(t, s.nell, barnet)
		nobody := s.allocate(t, c, access.CaseWorker)
		nobody.Worker = ""
		if given, err := gate.Write(s.boss, w.Gate, "", casework.Give{Allocate: nobody}.Run); errs.KindOf(err) != errs.Conflict || given.Refused != "" {
			t.Errorf("given to nobody: %+v, %v", given, err)
		}
		if list := waits(t, w, s.boss, service); len(list) != 0 {
			t.Errorf("refused whoever takes it, and there wait %+v", list)
		}
		given := caseworktest.Do(t, w, s.boss, casework.Give{Allocate: s.allocate(t, c, access.CaseWorker)}.Run)
		if !strings.Contains(given.Refused, "DBS check: not on record") {
			t.Errorf("without the check: %+v", given)
		}
		if list := waits(t, w, s.boss, service); len(list) != 1 || list[0].Reason != casework.WaitChosen {
			t.Errorf("without the check, there wait %+v", list)
		}
	})
}

func TestAllocateRefuses(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, barnet)
		w.Staff(t, "Far Away", access.CaseWorker, pilot)
		c := w.Open(t, worker, barnet)
		good := casework.Allocate{Case: c.ID, Version: c.Version, Service: w.Service(t, barnet), Worker: w.Account(t, "Nell Carter"), Role: access.CaseWorker}
		tests := []struct {
			name   string
			as     context.Context
			change func(*casework.Allocate)
			want   errs.Kind
		}{
			{"a case worker allocates", worker, func(*casework.Allocate) {}, errs.Forbidden},
			{"a worker of another service", supervisor, func(a *casework.Allocate) { a.Worker = w.Account(t, "Far Away") }, errs.Invalid},
			{"a role the worker does not have", supervisor, func(a *casework.Allocate) { a.Role = access.Coach }, errs.Invalid},
			{"an old version", supervisor, func(a *casework.Allocate) { a.Version = 7 }, errs.Stale},
			{"a supervisor of another service", w.Staff(t, "Una Sims", access.Supervisor, pilot), func(*casework.Allocate) {}, errs.NotFound},
			{"as it should be", supervisor, func(*casework.Allocate) {}, errs.None},
			{"once more", supervisor, func(a *casework.Allocate) { a.Version++ }, errs.Conflict},
		}
		for _, tt := range tests {
			a := good
			tt.change(&a)
			_, err := gate.Write(tt.as, w.Gate, "", a.Run)
			if errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
	})
}
