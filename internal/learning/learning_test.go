package learning_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/apptest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/learning"
)

const service = "harmony"

// today is the day of apptest.Start.
const today clock.Date = "2026-11-19"

// room is a partnership in which training is given.
type room struct {
	t *testing.T
	*apptest.App
	service catalogue.Service
	own     id.Agency
}

func onBoth(t *testing.T, fn func(r room)) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		r := room{t: t, App: a, service: a.Service(t, service)}
		r.own = look(r, func(ctx context.Context, v *gate.View) (id.Agency, error) {
			own, err := agency.ByKey(ctx, v, "partnership")
			if err != nil {
				return "", err
			}
			return own.ID, v.Authorize(ctx, access.SignedIn, gate.On{})
		})
		fn(r)
	})
}

func look[T any](r room, fn func(context.Context, *gate.View) (T, error)) T {
	r.t.Helper()
	got, err := gate.Read(r.As(r.t, access.Supervisor, service), r.Gate, fn)
	if err != nil {
		r.t.Fatal(err)
	}
	return got
}

func do[T any](r room, run func(context.Context, *gate.Tx) (T, error)) (T, error) {
	return gate.Write(r.As(r.t, access.Supervisor, service), r.Gate, "", run)
}

func (r room) plan(kind string, on clock.Date) learning.Plan {
	audiences, _ := r.Catalogue.List("audiences")
	return learning.Plan{Service: r.service, Audiences: audiences, Kind: kind, Audience: "housing", Source: "housing", District: "E07000197", On: on}
}

func (r room) planned(kind string, on clock.Date) string {
	r.t.Helper()
	event, err := do(r, r.plan(kind, on).Run)
	if err != nil {
		r.t.Fatal(err)
	}
	return event
}

func (r room) held(kind string, on clock.Date, people int, came ...learning.Came) string {
	r.t.Helper()
	event := r.planned(kind, on)
	if _, err := do(r, learning.RecordAttendance{Event: event, Version: 1, Service: r.service, People: people, Came: came}.Run); err != nil {
		r.t.Fatal(err)
	}
	return event
}

func TestPlanRefuses(t *testing.T) {
	onBoth(t, func(r room) {
		tests := []struct {
			name   string
			change func(*learning.Plan)
			field  string
		}{
			{"a kind the service does not give", func(p *learning.Plan) { p.Kind = "accountability" }, "kind"},
			{"an audience there is not", func(p *learning.Plan) { p.Audience = "everybody" }, "audience"},
			{"another service's district", func(p *learning.Plan) { p.District = "E09000003" }, "district"},
			{"somebody who does not refer", func(p *learning.Plan) { p.Source = "metropolitan_police" }, "source"},
			{"no day", func(p *learning.Plan) { p.On = "" }, "on"},
			{"a day of another century", func(p *learning.Plan) { p.On = "1926-11-19" }, "on"},
		}
		for _, tt := range tests {
			p := r.plan("asb_awareness", today)
			tt.change(&p)
			_, err := do(r, p.Run)
			if fields := errs.FieldsOf(err); len(fields) != 1 || fields[0].Name != tt.field {
				r.t.Errorf("%s: %v %v, want a fault beside %s", tt.name, err, fields, tt.field)
			}
		}
	})
}

func TestRecordAttendance(t *testing.T) {
	onBoth(t, func(r room) {
		coming := r.planned("asb_awareness", today.AddDays(7))
		tests := []struct {
			name  string
			event string
			cmd   learning.RecordAttendance
			want  errs.Kind
		}{
			{"before its day", coming, learning.RecordAttendance{Version: 1, People: 5}, errs.Invalid},
			{"nobody came", "", learning.RecordAttendance{Version: 1}, errs.Invalid},
			{"more are named than came", "", learning.RecordAttendance{Version: 1, People: 5, Came: []learning.Came{{Agency: r.own, People: 6}}}, errs.Invalid},
			{"an agency named twice", "", learning.RecordAttendance{Version: 1, People: 5, Came: []learning.Came{{Agency: r.own, People: 1}, {Agency: r.own, People: 1}}}, errs.Invalid},
			{"an agency there is not", "", learning.RecordAttendance{Version: 1, People: 5, Came: []learning.Came{{Agency: "nowhere", People: 1}}}, errs.Invalid},
			{"somebody of another service", "", learning.RecordAttendance{Version: 1, People: 5,
				Came: []learning.Came{{Agency: r.own, Account: r.Account(r.t, access.CaseWorker, "pilot"), People: 1}}}, errs.Invalid},
			{"someone changed it meanwhile", "", learning.RecordAttendance{Version: 2, People: 5}, errs.Stale},
			{"an event there is not", "0000000000000000", learning.RecordAttendance{Version: 1, People: 5}, errs.NotFound},
			{"eleven came, four of one agency", "", learning.RecordAttendance{Version: 1, People: 11, Came: []learning.Came{{Agency: r.own, People: 4}}}, errs.None},
		}
		for _, tt := range tests {
			tt.cmd.Event, tt.cmd.Service = tt.event, r.service
			if tt.event == "" {
				tt.cmd.Event = r.planned("asb_awareness", today)
			}
			if _, err := do(r, tt.cmd.Run); errs.KindOf(err) != tt.want {
				r.t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
	})
}

// TestNumbersPutRight: the list shows the numbers as they are now, and each kind by itself.
func TestNumbersPutRight(t *testing.T) {
	onBoth(t, func(r room) {
		event := r.held("asb_awareness", "2026-10-01", 12)
		r.held("asb_awareness", "2026-10-08", 5)
		r.held("community_awareness", "2026-10-02", 75)
		r.held("community_awareness", "2025-10-02", 99) // longer ago than a year
		r.planned("community_awareness", today.AddDays(3))
		if _, err := do(r, learning.RecordAttendance{Event: event, Version: 2, Service: r.service, People: 14}.Run); err != nil {
			r.t.Fatal(err)
		}
		cancelled := r.planned("asb_awareness", today)
		if _, err := do(r, learning.Cancel{Event: cancelled, Version: 1}.Run); err != nil {
			r.t.Fatal(err)
		}
		if _, err := do(r, learning.Cancel{Event: event, Version: 3}.Run); errs.KindOf(err) != errs.Conflict {
			r.t.Errorf("cancelling what was held: %v, want a conflict", err)
		}
		if _, err := do(r, learning.RecordAttendance{Event: cancelled, Version: 2, Service: r.service, People: 3}.Run); errs.KindOf(err) != errs.Conflict {
			r.t.Errorf("attendance of what was cancelled: %v, want a conflict", err)
		}

		got := look(r, func(ctx context.Context, v *gate.View) (learning.Record, error) {
			return learning.List(ctx, v, []string{service})
		})
		if want := (learning.Total{Events: 2, People: 19}); got.Trained != want {
			r.t.Errorf("trained %v, want %v", got.Trained, want)
		}
		if want := (learning.Total{Events: 1, People: 75}); got.Awareness != want {
			r.t.Errorf("awareness %v, want %v", got.Awareness, want)
		}
		if len(got.Events) != 5 {
			r.t.Errorf("%d events are listed, want the five of the last twelve months", len(got.Events))
		}
	})
}

// TestDue: who was trained is due again after a year, unless she was trained since.
func TestDue(t *testing.T) {
	onBoth(t, func(r room) {
		worker := r.Account(r.t, access.CaseWorker, service)
		r.held("asb_awareness", "2025-11-10", 9, learning.Came{Agency: r.own, People: 3}, learning.Came{Agency: r.own, Account: worker, People: 1})
		again := r.held("asb_awareness", "2026-02-10", 9, learning.Came{Agency: r.own, Account: worker, People: 1})
		r.held("community_awareness", "2025-11-11", 40)
		due := func(until clock.Date) (list []learning.Due) {
			return look(r, func(ctx context.Context, v *gate.View) ([]learning.Due, error) {
				list, _, err := learning.DueUntil(ctx, v, []string{service}, until)
				return list, err
			})
		}
		got := due("2027-02-09")
		if len(got) != 1 || got[0].People != 3 || got[0].Came.Due != "2026-11-10" || got[0].Account != "" {
			r.t.Errorf("due by 9 February: %+v, want the agency's three, since 10 November", got)
		}
		got = due("2027-02-10")
		if len(got) != 2 || got[1].Account != worker || got[1].Event != again {
			r.t.Errorf("due by 10 February: %+v, want the colleague trained a year before too", got)
		}
	})
}

// TestGrowth: referrals of who was taught are counted in as many months before as after, the day left out.
func TestGrowth(t *testing.T) {
	onBoth(t, func(r room) {
		for _, on := range []clock.Date{"2026-11-30", "2026-12-01", "2027-02-28", "2027-03-01", "2027-03-02", "2027-04-15", "2027-05-19"} {
			r.Clock.Set(on.At(11, 0))
			r.Refer(r.t, service) // from housing
		}
		event := r.held("asb_awareness", "2027-03-01", 8)
		got := look(r, func(ctx context.Context, v *gate.View) (learning.Opened, error) { return learning.ByID(ctx, v, event) })
		want := &learning.Growth{Before: 2, After: 3, From: "2026-12-01", To: "2027-05-19"}
		if diff := cmp.Diff(want, got.Growth); diff != "" {
			r.t.Errorf("growth (-want +got):\n%s", diff)
		}
	})
}

// TestOnlyTheServicesOwn: whoever has no business with a service is told that there is nothing.
func TestOnlyTheServicesOwn(t *testing.T) {
	onBoth(t, func(r room) {
		event := r.held("asb_awareness", today, 8)
		for name, ctx := range map[string]context.Context{"nobody": r.Nobody(t), "another service": r.As(t, access.Supervisor, "pilot"),
			"another role": r.As(t, access.VictimsChampion, service)} {
			_, err := gate.Read(ctx, r.Gate, func(ctx context.Context, v *gate.View) (learning.Opened, error) { return learning.ByID(ctx, v, event) })
			if errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s opens the event: %v", name, err)
			}
			_, err = gate.Read(ctx, r.Gate, func(ctx context.Context, v *gate.View) (learning.Record, error) {
				return learning.List(ctx, v, []string{service})
			})
			if errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s lists the events: %v", name, err)
			}
		}
	})
}
