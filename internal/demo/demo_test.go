package demo_test

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/audit"
	"goldenthread/internal/barnet"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/demo"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/report"
	"goldenthread/internal/seal"
	"goldenthread/internal/seal/sealtest"
	"goldenthread/internal/setup"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// today is the day the tests take for today: a Thursday, in working hours.
var today = clock.NewDate(2026, 11, 19).At(14, 24)

// loaded is a demonstration with parts of it loaded.
type loaded struct {
	db   *store.DB
	gate *gate.Gate
	set  *catalogue.Set

	guide []byte
}

// load loads parts of the demonstration into a fresh database, as the command line does.
func load(t *testing.T, db *store.DB, parts ...demo.Part) loaded {
	t.Helper()
	ctx := operator(t)
	clk := clock.NewManual(today)
	keys, err := seal.Start(ctx, db, sealtest.Ring(), clk)
	must(t, err)
	log, err := audit.Start(ctx, db, clk, "test")
	must(t, err)
	set, err := catalogue.Load(files.FS)
	must(t, err)
	g := gate.New(gate.Parts{DB: db, Keys: keys, Log: log, Clock: clk})
	must(t, g.SetCeilings(ctx))
	_, err = gate.Write(ctx, g, "", setup.Prepare{Services: set.Services()}.Run)
	must(t, err)
	guide, err := demo.Load(ctx, demo.Into{DB: db, Keys: keys, Log: log, Catalogue: set, Mode: identity.Demonstration(), Now: today, Small: true,
		Say: func(line string) { t.Log(line) }}, parts...)
	must(t, err)
	return loaded{db, g, set, guide}
}

// as gives a context in which the first who holds a role acts, as for the button "Sign in as ...".
func (l loaded) as(t *testing.T, role access.Role) context.Context {
	t.Helper()
	people, err := identity.DemoPeople(t.Context(), l.gate, identity.Demonstration())
	must(t, err)
	i := slices.IndexFunc(people, func(p identity.DemoPerson) bool { return p.Role == role })
	if i < 0 {
		t.Fatalf("nobody can be signed in as %s", role)
	}
	ctx, err := identity.ActAs(t.Context(), l.gate, identity.Demonstration(), identity.DefaultRules(), people[i].Account)
	must(t, err)
	return ctx
}

func operator(t *testing.T) context.Context {
	return access.WithActor(t.Context(), access.NewSystem("cli", ""))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// besidePrint are the tables of the Barnet return that were not printed: its people beside those of the borough, and
// how long they waited, and what the print tells in words alone.
var besidePrint = []string{"gender_census", "ethnicity_census", "age_census", "ages", "wait", "wait_not_known", "wait_by_gender", "wait_by_ethnicity", "wait_by_age", "activities", "days", "week",
	"onward_answers", "onward_refusals", "onward_time", "answer_time", "promises", "gaps", "helped", "out_of_hours", "answered_by",
	"needs_national", "statements_twelve_outcomes", "statements_twelve_outcomes_asked", "statements_satisfaction", "statements_satisfaction_asked"}

// TestTheBarnetYear is the acceptance test: 79 referrals and 10 people carried over go through
// the commands, each row on its own date, and the return that comes out is the published one.
func TestTheBarnetYear(t *testing.T) {
	storetest.BothEngines(t, app.Schemas(), func(t *testing.T, db *store.DB) {
		in := load(t, db, demo.Barnet)
		book, err := report.OpenBook(files.FS, in.set)
		must(t, err)
		m := report.Make{Book: book, Report: "barnet-annual", From: barnet.YearFrom, To: barnet.YearTo}
		made, err := gate.Read(operator(t), in.gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
		must(t, err)

		want := published(t)
		got := map[string][]string{}
		for _, table := range made.Tables {
			got[table.ID] = lines(table)
		}
		for _, id := range besidePrint {
			if len(got[id]) == 0 {
				t.Errorf("there is no table %s", id)
			}
			delete(got, id)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the return is not the published one (-published +made):\n%s", diff)
		}
		if !made.Agrees {
			t.Error("totals disagree with each other")
		}
		keptOrNot(t, made)
		if !slices.ContainsFunc(made.Notes, func(n report.Note) bool { return n.About == report.Differs && strings.Contains(n.Text, "68") }) {
			t.Error("the return does not say that the printed 54 % for female is 68 %")
		}
	})
}

// published gives the published tables, as lines of text.
func published(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("testdata/barnet-published.json")
	must(t, err)
	var tables map[string][]string
	must(t, json.Unmarshal(text, &tables))
	return tables
}

// lines gives a table's cells as text, one line each: "label: figure figure".
func lines(table report.Table) []string {
	var all []string
	for _, row := range append(slices.Clone(table.Rows), table.Total) {
		s := row.Label + ":"
		for _, c := range table.Columns {
			s += " " + row.Cells[c.Column].String()
		}
		all = append(all, s)
	}
	return all
}
