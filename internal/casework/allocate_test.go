package casework_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
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
	overSQL = store.SQL("casework.testOver", `SELECT count(*) FROM workforce_v_taken WHERE over_cap = true`)
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

// The cap is 120 cases taken: 130 allocations from many supervisors at once end at exactly 120, and
// each of the ten left over has a place with an owner.
func TestCapUnderConcurrency(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const asked, most, at = 130, 120, 26
		opener := w.Staff(t, "Olu Pike", access.VictimCareOfficer, pilot)
		supervisor := w.Staff(t, "Sam Reid", access.Supervisor, pilot)
		w.Staff(t, "Nell Carter", access.CaseWorker, pilot)
		nell, service := w.Account(t, "Nell Carter"), w.Service(t, pilot)
		var cases []casework.Case
		for range asked {
			cases = append(cases, w.Open(t, opener, pilot))
		}
		results := make(chan error, asked)
		var group sync.WaitGroup
		for n := range at {
			group.Go(func() {
				for i := n; i < asked; i += at {
					_, err := gate.Write(supervisor, w.Gate, fmt.Sprintf("key %d", i), casework.Allocate{Case: cases[i].ID, Version: cases[i].Version,
						Service: service, Worker: nell, Role: access.CaseWorker}.Run)
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

		var left casework.Case
		for _, c := range cases {
			if now := w.Case(t, supervisor, c.ID); now.Worker == "" {
				left = now
			}
		}
		above := casework.Allocate{Case: left.ID, Version: left.Version, Service: service, Worker: nell, Role: access.CaseWorker, Above: true}
		wait := casework.Wait{Case: left.ID, Reason: "cap reached"}
		caseworktest.Do(t, w, supervisor, wait.Run)
		if p := w.Page(t, supervisor, left); p.Came.State != referral.Waiting {
			t.Errorf("on the waiting list, the referral is %s", p.Came.State)
		}
		caseworktest.Do(t, w, supervisor, above.Run)
		over, err := gate.Read(supervisor, w.Gate, func(ctx context.Context, v *gate.View) (int, error) {
			if err := v.Authorize(ctx, casework.ActMyDay, gate.On{}); err != nil {
				return 0, err
			}
			return store.One(ctx, v, overSQL, func(scan store.Scan) (int, error) {
				var n int
				return n, scan(&n)
			})
		})
		if err != nil || over != 1 {
			t.Errorf("%d takings above the cap are on record, want 1 (%v)", over, err)
		}
		places(t, w, supervisor)
	})
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
