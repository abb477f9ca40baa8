package workforce_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/workforce"
)

// staffed is a service with Nell Carter in its register, supervised by Sam Reid; Una Sims is another
// supervisor, Olu Pike a colleague.
type staffed struct {
	*caseworktest.World
	nell, olu, sam, una context.Context
}

func newStaffed(t *testing.T, w *caseworktest.World) staffed {
	s := staffed{w, w.Staff(t, "Nell Carter", access.CaseWorker, barnet), w.Staff(t, "Olu Pike", access.CaseWorker, barnet),
		w.Staff(t, "Sam Reid", access.Supervisor, barnet), w.Staff(t, "Una Sims", access.Supervisor, barnet)}
	caseworktest.Do(t, w, s.sam, s.describe(t).Run)
	return s
}

func (s staffed) describe(t *testing.T) workforce.Describe {
	return workforce.Describe{Service: s.Service(t, barnet), Lists: workforce.ListsOf(s.Set), Account: s.Account(t, "Nell Carter"), Engaged: workforce.Volunteer,
		Supervisor: s.Account(t, "Sam Reid"), Languages: []string{"farsi"}, Skills: []string{"hate_crime"}, Times: []string{"evenings"}, Gender: workforce.Woman}
}

func (s staffed) record(as context.Context, account id.Account) (workforce.Record, error) {
	return gate.Read(as, s.Gate, func(ctx context.Context, v *gate.View) (workforce.Record, error) {
		return workforce.LoadRecord(ctx, v, barnet, account)
	})
}

func (s staffed) due(t *testing.T) []workforce.Due {
	t.Helper()
	due, err := gate.Read(s.sam, s.Gate, func(ctx context.Context, v *gate.View) ([]workforce.Due, error) {
		people, err := workforce.Register(ctx, v, barnet)
		if err != nil {
			return nil, err
		}
		return workforce.DueIn(ctx, v, s.Service(t, barnet), people)
	})
	if err != nil {
		t.Fatal(err)
	}
	return due
}

// What is said about a worker is for her supervisor and herself: no colleague can tell that there is
// anything, nor another supervisor, until she takes over.
func TestRecordIsNeverPeers(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newStaffed(t, w)
		nell := w.Account(t, "Nell Carter")
		service := w.Service(t, barnet)
		caseworktest.Do(t, w, s.sam, workforce.RecordCheck{Service: service, Account: nell, Kind: "dbs", On: "2024-01-10", Detail: "001234567890"}.Run)
		caseworktest.Do(t, w, s.sam, workforce.Supervise{Service: service, Account: nell, Held: today, Note: "Two hard weeks; less new work.", Next: today.AddDays(14)}.Run)
		reads := func(when string, sees ...context.Context) {
			t.Helper()
			for _, by := range []struct {
				name string
				ctx  context.Context
			}{{"she herself", s.nell}, {"a colleague", s.olu}, {"her supervisor", s.sam}, {"another supervisor", s.una},
				{"an administrator", w.Staff(t, "Ada Nkemelu", access.Administrator, barnet)}} {
				r, err := s.record(by.ctx, nell)
				may := false
				for _, ctx := range sees {
					may = may || ctx == by.ctx
				}
				switch {
				case may && (err != nil || r.Checks[0].Detail.Text() != "001234567890" || r.Sessions[0].Note.Text() != "Two hard weeks; less new work."):
					t.Errorf("%s, %s can't read it: %v %+v", when, by.name, err, r)
				case !may && errs.KindOf(err) != errs.NotFound:
					t.Errorf("%s, %s: %v, want that there is nothing", when, by.name, err)
				}
			}
		}
		reads("at first", s.nell, s.sam)
		if err := write(s, s.una, workforce.RecordCheck{Service: service, Account: nell, Kind: "references", On: today}.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("another supervisor records a check: %v", err)
		}
		caseworktest.Do(t, w, s.una, workforce.TakeOver{Service: barnet, Account: nell, Supervisor: w.Account(t, "Una Sims")}.Run)
		reads("after another took over", s.nell, s.una)
	})
}

// Nobody decides about her own record, a supervisor neither.
func TestNobodyDecidesAboutHerself(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newStaffed(t, w)
		service, sam := w.Service(t, barnet), w.Account(t, "Sam Reid")
		own := s.describe(t)
		own.Account = sam
		if err := write(s, s.sam, own.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("her own supervisor: %v", err)
		}
		own.Supervisor = w.Account(t, "Una Sims")
		caseworktest.Do(t, w, s.sam, own.Run)
		claim := workforce.ClaimExpense{Service: barnet, Kinds: w.List(t, "expense-kinds"), Kind: "fares", On: today, Pence: 640, What: "To Hendon and back"}
		mine := caseworktest.Do(t, w, s.sam, claim.Run)
		for name, run := range map[string]func(context.Context, *gate.Tx) error{
			"approves": drop(workforce.DecideExpense{Service: barnet, Account: sam, Expense: mine, Approve: true}.Run),
			"checks":   drop(workforce.RecordCheck{Service: service, Account: sam, Kind: "dbs", On: today}.Run),
			"moves":    drop(workforce.TakeOver{Service: barnet, Account: sam, Supervisor: w.Account(t, "Una Sims")}.Run),
		} {
			err := write(s, s.sam, func(ctx context.Context, tx *gate.Tx) (int, error) { return 0, run(ctx, tx) })
			if errs.KindOf(err) != errs.Forbidden {
				t.Errorf("%s her own: %v", name, err)
			}
		}
		caseworktest.Do(t, w, s.una, workforce.DecideExpense{Service: barnet, Account: sam, Expense: mine, Approve: true}.Run)
		if err := write(s, s.una, workforce.DecideExpense{Service: barnet, Account: sam, Expense: mine}.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("decided twice: %v", err)
		}
		if err := write(s, s.olu, claim.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("somebody who is not in the register claims: %v", err)
		}
		r, err := s.record(s.sam, sam)
		if err != nil || len(r.Expenses) != 1 || r.Expenses[0].State != "approved" || r.Expenses[0].What.Text() != "To Hendon and back" {
			t.Errorf("her expenses: %+v, %v", r.Expenses, err)
		}
	})
}

// A check is on the supervisor's list while it is missing, in time before it ends, and after; the same for
// supervision and an expense that waits.
func TestDueInTime(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newStaffed(t, w)
		service, nell := w.Service(t, barnet), w.Account(t, "Nell Carter")
		kinds := func() string {
			words := ""
			for _, d := range s.due(t) {
				words += string(d.What) + ":" + d.Kind + " "
			}
			return words
		}
		if got := kinds(); got != "check:dbs check:references check:induction check:safeguarding_training " {
			t.Errorf("at first: %s", got)
		}
		for _, c := range service.Staff.Checks {
			caseworktest.Do(t, w, s.sam, workforce.RecordCheck{Service: service, Account: nell, Kind: c.Key, On: today.AddMonths(-30)}.Run)
		}
		if got := kinds(); got != "check:safeguarding_training " { // held for 24 months
			t.Errorf("with checks of thirty months ago: %s", got)
		}
		caseworktest.Do(t, w, s.sam, workforce.RecordCheck{Service: service, Account: nell, Kind: "safeguarding_training", On: today, Until: today.AddDays(43)}.Run)
		if got := kinds(); got != "" {
			t.Errorf("a day before the warning: %s", got)
		}
		w.Clock.Set(today.AddDays(1).At(9, 0))
		if got := kinds(); got != "check:safeguarding_training " {
			t.Errorf("on the day of the warning: %s", got)
		}
		w.Clock.Set(today.AddDays(22).At(9, 0))
		caseworktest.Do(t, w, s.nell, workforce.ClaimExpense{Service: barnet, Kinds: w.List(t, "expense-kinds"), Kind: "fares", On: today, Pence: 1}.Run)
		if got := kinds(); got != "check:safeguarding_training supervision: expense: " {
			t.Errorf("a week before supervision is due: %s", got)
		}
		due := caseworktest.Do(t, w, s.sam, workforce.Supervise{Service: service, Account: nell, Held: today.AddDays(22), Note: "All well."}.Run)
		if due != today.AddDays(50) {
			t.Errorf("the next is due on %s", due)
		}
	})
}

func TestRegisterRefuses(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		s := newStaffed(t, w)
		service, nell := w.Service(t, barnet), w.Account(t, "Nell Carter")
		change := func(f func(*workforce.Describe)) func(context.Context, *gate.Tx) error {
			d := s.describe(t)
			d.Version = 1
			f(&d)
			return drop(d.Run)
		}
		tests := []struct {
			name string
			run  func(context.Context, *gate.Tx) error
			want errs.Kind
		}{
			{"a language nobody speaks", change(func(d *workforce.Describe) { d.Languages = []string{"latin"} }), errs.Invalid},
			{"an area that is not the service's", change(func(d *workforce.Describe) { d.Areas = []string{"E07000209"} }), errs.Invalid},
			{"no footing", change(func(d *workforce.Describe) { d.Engaged = "" }), errs.Invalid},
			{"an old version", change(func(d *workforce.Describe) { d.Version = 9 }), errs.Stale},
			{"somebody who does not work here", change(func(d *workforce.Describe) { d.Account = w.Account(t, "Nobody Here") }), errs.NotFound},
			{"as it should be", change(func(*workforce.Describe) {}), errs.None},
			{"a check that is none", drop(workforce.RecordCheck{Service: service, Account: nell, Kind: "horoscope", On: today}.Run), errs.Invalid},
			{"a check that ended before it was made", drop(workforce.RecordCheck{Service: service, Account: nell, Kind: "dbs", On: today, Until: today.AddDays(-1)}.Run), errs.Invalid},
			{"supervision without a word", drop(workforce.Supervise{Service: service, Account: nell, Held: today}.Run), errs.Invalid},
			{"supervision that was held tomorrow", drop(workforce.Supervise{Service: service, Account: nell, Held: today.AddDays(1), Note: "x"}.Run), errs.Invalid},
			{"nothing at all", drop(workforce.Supervise{Service: service, Account: nell}.Run), errs.Invalid},
			{"a placement of somebody who is no student", drop(placement(t, s).Run), errs.Invalid},
			{"away before it begins", drop(workforce.GoAway{Service: barnet, Account: nell, From: today, Until: today.AddDays(-1)}.Run), errs.Invalid},
			{"away for ever", drop(workforce.GoAway{Service: barnet, Account: nell, From: today, Until: clock.Date("2999-01-01")}.Run), errs.Invalid},
			{"back before she went", drop(workforce.ComeBack{Service: barnet, Account: nell}.Run), errs.NotFound},
		}
		for _, tt := range tests {
			err := write(s, s.sam, func(ctx context.Context, tx *gate.Tx) (int, error) { return 0, tt.run(ctx, tx) })
			if errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
		}
		student := s.describe(t)
		student.Version, student.Engaged = 2, workforce.Student
		caseworktest.Do(t, w, s.sam, student.Run)
		first := caseworktest.Do(t, w, s.sam, placement(t, s).Run)
		again := placement(t, s)
		again.From, again.Until = again.Until, again.Until.AddMonths(1)
		if err := write(s, s.sam, again.Run); errs.KindOf(err) != errs.Invalid || errs.FieldsOf(err)[0].Name != "from" {
			t.Errorf("a second placement from the last day of the first: %v", err)
		}
		if err := write(s, s.nell, workforce.DropPlacement{Service: barnet, Account: nell, Placement: first}.Run); errs.KindOf(err) == errs.None {
			t.Error("a student takes away her own placement")
		}
		caseworktest.Do(t, w, s.sam, workforce.DropPlacement{Service: barnet, Account: nell, Placement: first}.Run)
		if err := write(s, s.sam, workforce.DropPlacement{Service: barnet, Account: nell, Placement: first}.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("taken away twice: %v", err)
		}
		caseworktest.Do(t, w, s.sam, placement(t, s).Run)
		again.From, again.Until = today.AddMonths(3).AddDays(1), today.AddMonths(4)
		caseworktest.Do(t, w, s.sam, again.Run)
		r, err := s.record(s.nell, nell)
		if err != nil || len(r.Placements) != 2 || r.Placements[0].Supervisor != "Sam Reid" || r.Languages[0] != "farsi" {
			t.Errorf("her record: %+v, %v", r, err)
		}
	})
}

func placement(t *testing.T, s staffed) workforce.StartPlacement {
	return workforce.StartPlacement{Service: barnet, Account: s.Account(t, "Nell Carter"), Institution: "Middlesex University", Study: "Criminology, year 3",
		From: today, Until: today.AddMonths(3), Supervisor: s.Account(t, "Sam Reid")}
}

// drop leaves out what a command gives.
func drop[T any](run func(context.Context, *gate.Tx) (T, error)) func(context.Context, *gate.Tx) error {
	return func(ctx context.Context, tx *gate.Tx) error {
		_, err := run(ctx, tx)
		return err
	}
}

func write[T any](s staffed, as context.Context, run func(context.Context, *gate.Tx) (T, error)) error {
	_, err := gate.Write(as, s.Gate, "", run)
	return err
}
