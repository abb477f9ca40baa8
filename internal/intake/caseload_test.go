package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/intake/sheet/messy"
	"goldenthread/internal/store"
)

const list = "Client,DOB,Mobile,Postcode,Opened,Closed,Status,Why,Ref,Referred by,OK to phone\n" +
	"Ada Mensah,27/03/1984,07700900123,ST1 3AB,02/01/2014,,,It goes on every night,R-1,,Y\n" +
	"Bo Lind,05/05/1990,07700900124,ST1 3AB,02/02/2014,01/03/2014,,,R-2,,Y\n" +
	"Cy,05/05/1990,07700900125,ST1 3AB,03/02/2014,,,,R-3,,Y\n" +
	"Di Unsure,05/05/1990,07700900126,ST1 3AB,02/02/2014,,,,R-4,,perhaps\n" +
	"Ed Future,05/05/1990,07700900127,ST1 3AB,02/02/2024,,,,R-5,,Y\n" +
	"Ada Mensah,27/03/1984,07700900123,ST1 3AB,02/01/2014,,,,R-1,,Y\n" +
	"\n,,,,\nTotal: 6\n"

var casesSQL = store.SQL("intaketest.cases", `SELECT state, opened_on, closed_on FROM case_file ORDER BY opened_on`)

// TestCaseload: a list kept before is judged row by row, cases stand where they stood, the same list twice
// adds nothing, and to try it out changes nothing.
func TestCaseload(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		c := intake.Caseload{Service: service(t, "harmony"), Catalogue: set, File: []byte(list)}
		before := f.kept(t)
		tried, err := c.Try(f.cli, f.Gate)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, f.kept(t)); diff != "" {
			t.Errorf("to try it out changed something (-before +after):\n%s", diff)
		}
		got, err := c.Import(f.cli, f.Gate)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tried.Sums, got.Sums); diff != "" || cmp.Diff(tried.Reasons, got.Reasons) != "" {
			t.Errorf("tried %+v %v, came to %+v %v", tried.Sums, tried.Reasons, got.Sums, got.Reasons)
		}
		if got.Rows != 7 || !got.AddsUp() || got.Accepted != 3 || got.Held != 2 || got.NotUsable != 2 || got.Reasons[reason.Duplicate] != 1 || got.Reasons[reason.BadDate] != 1 || got.Reasons[reason.DoubtfulFlag] != 1 {
			t.Errorf("%+v %v", got.Sums, got.Reasons)
		}
		var cases []string
		err = f.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			return store.Each(ctx, s, casesSQL, func(scan store.Scan) error {
				var state, opened, closed string
				err := scan(&state, &opened, &closed)
				cases = append(cases, state+" "+opened+" "+closed)
				return err
			})
		})
		if diff := cmp.Diff([]string{"open 2014-01-02 ", "closed 2014-02-02 2014-03-01", "open 2014-02-03 "}, cases); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
		held := f.kept(t)
		again, err := c.Import(f.cli, f.Gate)
		if err != nil || again.AlreadyHere != again.Rows || cmp.Diff(got.Sums, again.Sums) != "" {
			t.Errorf("again: %v %+v, %d were here", err, again.Sums, again.AlreadyHere)
		}
		if diff := cmp.Diff(held, f.kept(t)); diff != "" {
			t.Errorf("the same list again added something:\n%s", diff)
		}
		if _, err := c.Try(f.cli, f.Gate); errs.KindOf(err) != errs.Conflict {
			t.Errorf("trying out what is in: %v", err)
		}
	})
}

// kept counts everything but the entries of the log.
func (f *fixture) kept(t testing.TB) map[string]int {
	counts := f.everything(t)
	delete(counts, "entries")
	return counts
}

// TestCaseloadOfFiveThousand: every row of a messy workbook is accounted for, as it was made.
func TestCaseloadOfFiveThousand(t *testing.T) {
	rows := 5000
	if testing.Short() {
		rows = 500
	}
	b, made, err := messy.Workbook(rows)
	if err != nil {
		t.Fatal(err)
	}
	f := fresh(t)
	f.Clock.Set(clock.NewDate(2026, 11, 19).At(9, 0)) // the workbook's cases were opened in 2018
	got, err := intake.Caseload{Service: service(t, "harmony"), Catalogue: set, File: b}.Import(f.cli, f.Gate)
	if err != nil {
		t.Fatal(err)
	}
	sums := fmt.Sprintf("%d %d %d %d %v", got.Rows, got.Blank, got.Headings, got.Above, got.AddsUp())
	if want := fmt.Sprintf("%d %d %d %d true", made.Rows, made.Blank, made.Headings, made.Above); sums != want {
		t.Errorf("%s, made %s", sums, want)
	}
	if got.Reasons[reason.Duplicate] != made.Duplicates || got.Reasons[reason.BadDate] != made.BadDates || got.Reasons[reason.MissingVictim] != made.Nameless {
		t.Errorf("%v, made %+v", got.Reasons, made)
	}
	if !strings.HasSuffix(got.Sentence(), "Adds up.") {
		t.Error(got.Sentence())
	}
}
