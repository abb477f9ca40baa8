package casework_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/workforce"
)

// checked is a service whose file asks a check of everybody who is given a case, with one worker in its register.
type checked struct {
	*caseworktest.World
	boss, nell context.Context
}

func newChecked(t *testing.T, w *caseworktest.World, service string, role access.Role) checked {
	t.Helper()
	w.Checked(t)
	c := checked{w, w.Staff(t, "Sam Reid", access.Supervisor, service), w.Staff(t, "Nell Carter", role, service)}
	caseworktest.Do(t, w, c.boss, workforce.Describe{Service: w.Service(t, service), Lists: workforce.ListsOf(w.Set), Account: w.Account(t, "Nell Carter"),
		Engaged: workforce.Paid, Supervisor: w.Account(t, "Sam Reid")}.Run)
	return c
}

func (c checked) dbs(t *testing.T, service string, on, until clock.Date) workforce.RecordCheck {
	return workforce.RecordCheck{Service: c.Service(t, service), Account: c.Account(t, "Nell Carter"), Kind: "dbs", On: on, Until: until}
}

func (c checked) allocate(t *testing.T, now casework.Case, role access.Role) casework.Allocate {
	return casework.Allocate{Case: now.ID, Version: now.Version, Service: c.Service(t, now.Service), Worker: c.Account(t, "Nell Carter"), Role: role,
		Reasons: c.List(t, "above-cap")}
}

// Nobody is given a case without the check that the file asks in date: the refusal says which and since when, the person
// keeps the place on the waiting list, and danger is acted on all the same. What somebody has already stays.
func TestNoCaseWithoutTheCheck(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newChecked(t, w, barnet, access.CaseWorker)
		one, two := w.Open(t, s.nell, barnet), w.Open(t, s.nell, barnet)
		caseworktest.Do(t, w, s.boss, casework.Wait{Case: one.ID, Reason: "nobody in the area"}.Run)
		refused := func(when, says string, a casework.Allocate) {
			t.Helper()
			_, err := gate.Write(s.boss, w.Gate, "", a.Run)
			if errs.KindOf(err) != errs.Conflict || !strings.Contains(errs.MessageOf(err), says) {
				t.Errorf("%s: %v, want a refusal that says %q", when, err, says)
			}
			if p := w.Page(t, s.boss, one); p.Case.Worker != "" || p.Came.State != referral.Waiting {
				t.Errorf("%s: worker %q, the referral is %s", when, p.Case.Worker, p.Came.State)
			}
		}
		give := s.allocate(t, one, access.CaseWorker)
		refused("no check at all", "DBS check: not on record", give)
		caseworktest.Do(t, w, s.boss, s.dbs(t, barnet, "2023-11-18", "2026-11-18").Run)
		refused("it ran out yesterday", "DBS check: ran out on 18 November 2026", give)
		offer, err := gate.Read(s.boss, w.Gate, func(ctx context.Context, v *gate.View) (casework.Offer, error) {
			return casework.Workers(ctx, v, one, w.Service(t, barnet))
		})
		if err != nil || len(offer.Fit)+len(offer.Others) > 0 || len(offer.Barred) != 1 || offer.Barred[0].Lapsed[0].Check.Key != "dbs" || len(offer.Barred[0].NotAlone) != 1 {
			t.Errorf("offered %+v (%v): want nobody, and her as not available", offer, err)
		}
		caseworktest.Do(t, w, s.boss, casework.RaiseActNow{Folder: one.Folder, Kind: casework.Arson, What: "Said he would set fire to the door", Told: "999"}.Run)

		caseworktest.Do(t, w, s.boss, s.dbs(t, barnet, "2023-11-19", "2026-11-19").Run)
		caseworktest.Do(t, w, s.boss, give.Run)
		w.Clock.Advance(24 * time.Hour)
		now := w.Page(t, s.nell, one)
		if now.Case.Worker != w.Account(t, "Nell Carter") {
			t.Error("a day after her check ran out the case is not hers any more")
		}
		if _, err := gate.Write(s.nell, w.Gate, "", casework.AddNote{Case: one.ID, Text: "Rang back"}.Run); err != nil {
			t.Errorf("she can't go on with what she has: %v", err)
		}
		team, err := gate.Read(s.boss, w.Gate, func(ctx context.Context, v *gate.View) (casework.TeamDay, error) {
			return casework.TeamWatch(ctx, v, w.Service(t, barnet), w.Set.RiskStages, casework.WatchWaiting)
		})
		if i := slices.IndexFunc(team.Workers, func(x casework.Worker) bool { return x.Name == "Nell Carter" }); err != nil || i < 0 ||
			len(team.Workers[i].Lapsed) != 1 || team.Workers[i].Lapsed[0].Ended != "2026-11-19" || team.Workers[i].Standing.Open != 1 {
			t.Errorf("her supervisor is not told: %+v (%v)", team.Workers, err)
		}
		anyway := s.allocate(t, two, access.CaseWorker)
		anyway.Above, anyway.Why, anyway.Unchecked = true, "check_on_its_way", []string{"safeguarding"}
		if _, err := gate.Write(s.boss, w.Gate, "", anyway.Run); errs.KindOf(err) != errs.Conflict || !strings.Contains(errs.MessageOf(err), "DBS check: ran out on 19 November 2026") {
			t.Errorf("above the limit, and past another check than the one that ran out: %v", err)
		}
		anyway.Above, anyway.Why, anyway.Unchecked = false, "", []string{"dbs"}
		if _, err := gate.Write(s.boss, w.Gate, "", anyway.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("without saying why: %v", err)
		}
		anyway.Why = "check_on_its_way"
		if _, err := gate.Write(w.Staff(t, "Ada Nkemelu", access.Administrator, barnet), w.Gate, "", anyway.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("an administrator goes past it: %v", err)
		}
		caseworktest.Do(t, w, s.boss, anyway.Run)
		if p := w.Page(t, s.boss, two); p.Above == nil || p.Above.Unchecked != "dbs" || p.Above.Why != "check_on_its_way" || p.Above.By != "Sam Reid" {
			t.Errorf("who allowed it is not on the case: %+v", p.Above)
		}
	})
}

// Where the file names nobody who may go past a check, nobody may: people are seen at home. Cover for a day, and a
// handover, are cases too.
func TestNobodyGoesPastTheCheck(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newChecked(t, w, "asc", access.Coach)
		c := w.Open(t, w.Staff(t, "Olu Pike", access.Administrator, "asc"), "asc")
		give := s.allocate(t, c, access.Coach)
		give.Unchecked, give.Why = []string{"dbs"}, "check_on_its_way"
		if _, err := gate.Write(s.boss, w.Gate, "", give.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("past the check: %v", err)
		}
		if _, err := gate.Write(s.boss, w.Gate, "", casework.Cover{Service: w.Service(t, "asc"), Absent: w.Account(t, "Olu Pike"), By: w.Account(t, "Nell Carter")}.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("cover without the check: %v", err)
		}
		caseworktest.Do(t, w, s.boss, s.dbs(t, "asc", "2026-01-19", "").Run)
		caseworktest.Do(t, w, s.boss, give.Run)
		if p := w.Page(t, s.boss, c); p.Above != nil {
			t.Errorf("nothing stood against it, and somebody allowed it: %+v", p.Above)
		}
	})
}

// Of her own checks she is told the first that ends soon, of those that a service she works for now still asks: one of a service
// that she left, or that the file asks no more, hides no other.
func TestOwnCheckEnds(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		left := newChecked(t, w, "asc", access.Coach)
		caseworktest.Do(t, w, left.boss, left.dbs(t, "asc", "2023-11-10", "2026-11-10").Run)
		s := newChecked(t, w, barnet, access.CaseWorker)
		training := s.dbs(t, barnet, "2024-12-20", "2026-12-20")
		training.Kind = "safeguarding_training"
		caseworktest.Do(t, w, s.boss, training.Run)
		ends := func(services ...catalogue.Service) casework.Ending {
			t.Helper()
			d, err := gate.Read(s.nell, w.Gate, func(ctx context.Context, v *gate.View) (casework.Day, error) {
				return casework.MyDay(ctx, v, services)
			})
			if err != nil {
				t.Fatal(err)
			}
			return d.Ends
		}
		soon := casework.Ending{Service: barnet, Check: "safeguarding_training", On: "2026-12-20"}
		if got := ends(w.Set.Services()...); got != soon {
			t.Errorf("with a check of a service she left: %+v, want %+v", got, soon)
		}
		caseworktest.Do(t, w, s.boss, s.dbs(t, barnet, "2023-11-18", "2026-11-18").Run)
		service := w.Service(t, barnet)
		service.Staff.Checks = slices.DeleteFunc(slices.Clone(service.Staff.Checks), func(c catalogue.StaffCheck) bool { return c.Key == "dbs" })
		if got := ends(service); got != soon {
			t.Errorf("with a check that is asked no more: %+v, want %+v", got, soon)
		}
		service.Staff.WarnDays = 30
		if got := ends(service); !got.On.IsZero() {
			t.Errorf("a day before the file warns of it: %+v", got)
		}
	})
}

// A check that ends while cases are given: each is given before it or refused after it, never after it.
func TestCheckEndsWhileAllocating(t *testing.T) {
	const asked = 12
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newChecked(t, w, barnet, access.CaseWorker)
		caseworktest.Do(t, w, s.boss, s.dbs(t, barnet, "2026-01-19", "").Run)
		var gives []casework.Allocate
		for range asked {
			gives = append(gives, s.allocate(t, w.Open(t, s.nell, barnet), access.CaseWorker))
		}
		ended := s.dbs(t, barnet, "2023-01-19", "2026-01-19")
		var group sync.WaitGroup
		refused := make(chan error, asked)
		for i, give := range gives {
			group.Go(func() {
				if i == asked/2 {
					if _, err := gate.Write(s.boss, w.Gate, "", ended.Run); err != nil {
						t.Errorf("recording that the check ended: %v", err)
					}
				}
				if _, err := gate.Write(s.boss, w.Gate, "", give.Run); err != nil {
					refused <- err
				} else if i == asked/2 {
					t.Error("given by whoever had just recorded that the check ended")
				}
			})
		}
		group.Wait()
		close(refused)
		for err := range refused {
			if errs.KindOf(err) != errs.Conflict {
				t.Errorf("neither given nor refused: %v", err)
			}
		}
		for _, give := range gives {
			if now := w.Case(t, s.boss, give.Case); now.Worker == "" {
				if _, err := gate.Write(s.boss, w.Gate, "", give.Run); errs.KindOf(err) != errs.Conflict {
					t.Errorf("given after the check had ended: %v", err)
				}
			}
		}
	})
}
