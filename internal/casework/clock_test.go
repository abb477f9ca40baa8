package casework_test

import (
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

// A clock that stood runs on with what was left, in the service's own working days; while it stands nobody
// is late, and My day does not ask.
func TestPause(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		service := w.Service(t, barnet)
		c := w.Open(t, worker, barnet) // Thursday 19 November: first contact by Monday 23rd at 17:00
		stop := casework.PauseClock{Case: c.ID, Version: c.Version, List: w.List(t, "pause-reasons"), Reason: "away", BackOn: "2026-11-26", Note: "With her sister"}
		for name, bad := range map[string]func(*casework.PauseClock){
			"no reason": func(p *casework.PauseClock) { p.Reason = "bored" }, "no day": func(p *casework.PauseClock) { p.BackOn = "" },
			"a day that is gone": func(p *casework.PauseClock) { p.BackOn = "2026-11-19" },
		} {
			wrong := stop
			bad(&wrong)
			if _, err := gate.Write(worker, w.Gate, "", wrong.Run); len(errs.FieldsOf(err)) != 1 {
				t.Errorf("%s: %v", name, err)
			}
		}
		caseworktest.Do(t, w, worker, stop.Run)
		page := w.Page(t, worker, c)
		if page.Paused == nil || page.Paused.Reason != "away" || page.Case.StageDue != clock.Never {
			t.Fatalf("the clock runs: %+v", page.Paused)
		}
		stop.Version = page.Case.Version
		if _, err := gate.Write(worker, w.Gate, "", stop.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("stopped twice: %v", err)
		}
		w.Clock.Set(clock.NewDate(2026, time.November, 26).At(11, 0)) // past the old deadline
		if d := day(t, w, worker); len(d.Pool)+len(d.Due) != 0 {
			t.Errorf("a case whose clock stands is due: %+v", d.Pool)
		}
		if _, err := gate.Write(worker, w.Gate, "", reason(t, w, c).Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a reason though nothing was late: %v", err)
		}
		again := casework.ResumeClock{Case: c.ID, Service: service}
		caseworktest.Do(t, w, worker, again.Run)
		page = w.Page(t, worker, c)
		if want := clock.NewDate(2026, time.November, 30).At(17, 0); page.Case.StageDue != want || page.Paused != nil {
			t.Errorf("due %v, want %v: two working days were left", page.Case.StageDue.Time(), want.Time())
		}
		if _, err := gate.Write(worker, w.Gate, "", again.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("started twice: %v", err)
		}
		if line := page.Of(casework.ItemPause); len(line) != 1 || !line[0].Settled || line[0].Text.Text() != "With her sister" {
			t.Errorf("on the timeline: %+v", line)
		}
	})
}

func reason(t *testing.T, w *caseworktest.World, c casework.Case) casework.GiveReason {
	return casework.GiveReason{Case: c.ID, List: w.List(t, "late-reasons"), Reason: "interpreter", Note: "Farsi"}
}

// A step that is late may have a good reason, once, also after it was left.
func TestGoodReason(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		w.Clock.Set(clock.NewDate(2026, time.November, 24).At(9, 0)) // first contact was due the evening before
		if _, err := gate.Write(worker, w.Gate, "", casework.GiveReason{Case: c.ID, List: w.List(t, "late-reasons"), Reason: "forgot"}.Run); len(errs.FieldsOf(err)) != 1 {
			t.Errorf("a reason that is none: %v", err)
		}
		walk := &walker{World: w, t: t, role: access.CaseWorker, worker: worker, supervisor: w.Staff(t, "Sam Reid", access.Supervisor, barnet), c: c}
		walk.reach()
		walk.confirm("who_passed_details")
		walk.advance("reached", "needs")
		caseworktest.Do(t, w, worker, reason(t, w, c).Run)
		if _, err := gate.Write(worker, w.Gate, "", reason(t, w, c).Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("given twice: %v", err)
		}
		if line := w.Page(t, worker, c).Of(casework.ItemLate); len(line) != 1 || line[0].State != "contact" || line[0].Code != "interpreter" {
			t.Errorf("on the timeline: %+v", line)
		}
	})
}

// A wrong number stops the clock by itself, and it runs again when the job hears that contact is possible.
func TestContactStopsTheClock(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		worker := w.Staff(t, "Nell Carter", access.CaseWorker, barnet)
		c := w.Open(t, worker, barnet)
		if _, err := w.Call(t, worker, c, casework.WrongNumber); err != nil {
			t.Fatal(err)
		}
		if p := w.Page(t, worker, c).Paused; p == nil || p.Reason != casework.PauseWrongNumber {
			t.Fatalf("the clock runs: %+v", p)
		}
		w.Clock.Set(clock.NewDate(2026, time.November, 25).At(10, 0))
		follow := casework.FollowContact{Folder: c.Folder, Set: w.Set}
		if _, err := gate.Write(worker, w.Gate, "", follow.Run); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("a worker does the job's work: %v", err)
		}
		caseworktest.Do(t, w, w.System(t, "job"), follow.Run)
		if due := w.Case(t, worker, c.ID).StageDue; due != clock.NewDate(2026, time.November, 27).At(17, 0) {
			t.Errorf("due %v, want the 27th", due.Time())
		}
		if _, err := gate.Write(w.System(t, "job"), w.Gate, "", follow.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("twice: %v", err)
		}
	})
}

// The clock of a review goes by the band of risk, also when the band changes while it runs.
func TestReviewFollowsTheBand(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		walk := &walker{World: w, t: t, role: access.CaseWorker, worker: w.Staff(t, "Nell Carter", access.CaseWorker, barnet),
			supervisor: w.Staff(t, "Sam Reid", access.Supervisor, barnet)}
		worker := walk.worker
		walk.c = w.Open(t, worker, barnet)
		walk.allocate()
		walk.toOffer()
		walk.advance("support", "plan") // somebody has it: that stage is passed over
		walk.ask("twelve-outcomes", assessment.Before)
		walk.plan()
		walk.promise()
		walk.demographics()
		walk.advance("", "review")
		c := walk.now()
		began := w.Clock.Now()
		matrix := w.Instrument(t, "asb-matrix")
		ask := func(band int) {
			asked := caseworktest.Do(t, w, worker, assessment.Record{Folder: c.Folder, Instrument: matrix, Phase: assessment.Review,
				Answers: assessment.Answers{matrix.Questions[0].Key: matrix.Questions[0].Options[0].Key}}.Run)
			caseworktest.Do(t, w, worker, assessment.Override{Folder: c.Folder, Assessment: asked, Version: 1, Instrument: matrix,
				Band: matrix.Bands[band].Key, Reason: "What I saw"}.Run)
		}
		service := w.Service(t, barnet)
		stage, _ := service.Stage("review")
		for _, band := range []int{0, len(matrix.Bands) - 1} {
			w.Clock.Advance(24 * time.Hour)
			ask(band)
			_, err := gate.Write(w.System(t, "job"), w.Gate, "", casework.FollowBand{Folder: c.Folder, Set: w.Set}.Run)
			if err != nil && errs.KindOf(err) != errs.Conflict {
				t.Fatal(err)
			}
			want := service.Hours.Deadline(began, stage.ClockFor(matrix.Bands[band].Key))
			if due := w.Case(t, worker, c.ID).StageDue; due != want {
				t.Errorf("band %s: due %v, want %v", matrix.Bands[band].Key, due.Time(), want.Time())
			}
		}
		c = walk.now() // what the clock stood for stays given when the same band is scored again
		caseworktest.Do(t, w, worker, casework.PauseClock{Case: c.ID, Version: c.Version, List: w.List(t, "pause-reasons"), Reason: "away", BackOn: w.Clock.Now().Date().AddDays(5)}.Run)
		w.Clock.Advance(5 * 24 * time.Hour)
		caseworktest.Do(t, w, worker, casework.ResumeClock{Case: c.ID, Service: service}.Run)
		due := walk.now().StageDue
		ask(len(matrix.Bands) - 1)
		if _, err := gate.Write(w.System(t, "job"), w.Gate, "", casework.FollowBand{Folder: c.Folder, Set: w.Set}.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("the same band after a pause moves the deadline: %v", err)
		}
		if now := walk.now().StageDue; now != due {
			t.Errorf("due %v after the same band, want %v", now.Time(), due.Time())
		}
	})
}
