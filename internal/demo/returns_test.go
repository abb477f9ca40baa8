package demo_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/assessment"
	"goldenthread/internal/clock"
	"goldenthread/internal/demo"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// printed is a return with the figures that were printed of it, and those the print leaves to be worked out:
// table/row/column.
type printed struct {
	report         string
	from, to, asAt clock.Date
	want           map[string]string
}

var printedReturns = []printed{
	{"asc-annual", "2017-04-01", "2018-03-31", "2018-10-29", map[string]string{
		"referrals/new/year": "121", "referrals/new/aug_to_mar": "119", "sources/police/percent": "40", "coached/coached/year": "70",
		"sessions/one/year": "18", "sessions/two/year": "25", "sessions/three/year": "27",
		"value/coached_share/value": "57.9", "value/paid/value": "64889", "value/per_referral/value": "536", "value/per_coached/value": "927"}},
	{"asc-half-year", "2018-04-01", "2018-09-30", "2018-10-29", map[string]string{
		"referrals/new/period": "132", "sources/police/percent": "51", "closed/closed/period": "89", "value/better/value": "62",
		"target/new/percent": "146.7", "value/better_of_closed/value": "69.7", "value/better_of_paired/value": "91.2",
		"ahead/doubled/value": "264", "ahead/by_days/value": "263.3", "ahead/by_days/low": "231.6", "ahead/by_days/high": "295",
		"ahead/ends": "about 6 December 2018 132 of 180 in 183 days; between 14 November 2018 and 28 December 2018, if it goes on like that"}},
	{"harmony-annual", "2021-10-01", "2022-09-30", "2022-10-31", map[string]string{
		"referrals/new/year": "457", "kinds/supported/value": "397", "kinds/advised/value": "46", "kinds/offered/value": "73",
		"kinds/added/value": "516", "kinds/twice/value": "59", "kinds/people/value": "457",
		"trained/asb_awareness/year": "147", "sessions/sessions/year": "33", "came/community_awareness/year": "2466",
		"value/attendance/value": "74.7", "value/per_supported/value": "504"}},
}

// TestThePrintedReturns: the dated pasts go through the commands, each row on its own date, and each return that
// comes out has the printed figures.
func TestThePrintedReturns(t *testing.T) {
	storetest.BothEngines(t, app.Schemas(), func(t *testing.T, db *store.DB) {
		parts, returns := []demo.Part{demo.Coaching, demo.Harmony}, printedReturns
		if db.Engine() == store.Postgres { // told one after the other there, Harmony's year takes minutes on a busy machine
			parts, returns = parts[:1], returns[:2]
		}
		in := load(t, db, parts...)
		book, err := report.OpenBook(files.FS, in.set)
		must(t, err)
		for _, p := range returns {
			m := report.Make{Book: book, Report: p.report, From: p.from, To: p.to, AsAt: p.asAt}
			made, err := gate.Read(operator(t), in.gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
			must(t, err)
			if diff := cmp.Diff(p.want, told(made, p.want)); diff != "" {
				t.Errorf("%s (-printed +made):\n%s", p.report, diff)
			}
			if !made.Agrees {
				t.Errorf("%s: totals disagree with each other", p.report)
			}
			keptOrNot(t, made)
			for _, n := range made.Notes {
				if n.About == report.Differs || n.About == report.Unlisted {
					t.Errorf("%s: %s", p.report, n.Text)
				}
			}
			if db.Engine() == store.SQLite {
				opens(t, in, m, made)
			}
		}
		if db.Engine() == store.SQLite {
			agrees(t, in)
		}
	})
}

// keptOrNot makes sure that the promises of a past can be seen in its return: most were kept in time, some late.
func keptOrNot(t *testing.T, made report.Report) {
	t.Helper()
	for _, table := range made.Tables {
		if table.ID != "promises" {
			continue
		}
		of := map[string]report.Figure{}
		for _, row := range table.Rows {
			of[row.Key] = row.Cells[table.Columns[0].Column]
		}
		if of["kept_late"] < report.Whole(1) || of["kept"] < 2*of["kept_late"] {
			t.Errorf("%s: promises %v", made.Key, of)
		}
		return
	}
	t.Errorf("%s has no promises", made.Key)
}

// agrees makes sure that of Harmony's year enough was scored twice for a figure of how far people agree.
func agrees(t *testing.T, in loaded) {
	t.Helper()
	year, err := gate.Read(in.as(t, access.Supervisor), in.gate, func(ctx context.Context, v *gate.View) (year []assessment.Agreement, err error) {
		_, year, err = assessment.Agreements(ctx, v, "harmony", in.set.Instruments(), "2021-10-01")
		return year, err
	})
	must(t, err)
	if len(year) != 1 || !year[0].Known || year[0].Kappa < 0.4 {
		t.Errorf("how far people agree in Harmony's year: %+v", year)
	}
}

// told gives the figures of a return that are asked for; of a line that is a day, its words.
func told(made report.Report, ask map[string]string) map[string]string {
	got := map[string]string{}
	for _, t := range made.Tables {
		for _, row := range t.Rows {
			if key := t.ID + "/" + row.Key; ask[key] != "" {
				got[key] = row.Words + " " + row.Why
			}
			for column, f := range row.Cells {
				if key := t.ID + "/" + row.Key + "/" + string(column); ask[key] != "" {
					got[key] = f.String()
				}
			}
		}
	}
	return got
}

// opens makes sure that the totals of a return open to as many records as they say.
func opens(t *testing.T, in loaded, m report.Make, made report.Report) {
	t.Helper()
	ctx := in.as(t, access.Supervisor)
	for _, table := range made.Tables {
		if table.Unit == nil {
			continue
		}
		column := report.InPeriod
		if _, has := table.Total.Cells[column]; !has {
			column = report.InYear
		}
		n, open := 0, report.Open{Make: m, Table: table.ID, Row: "total", Column: column, Limit: 200}
		for {
			page, err := gate.Write(ctx, in.gate, "", open.Run)
			must(t, err)
			n += len(page.Records)
			if page.Next == nil {
				break
			}
			open.After = *page.Next
		}
		if want := table.Total.Cells[column].Int(); n != want {
			t.Errorf("%s: the total of %s is %d and opens to %d records", made.Key, table.ID, want, n)
		}
	}
}
