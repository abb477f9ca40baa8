package intake_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/apptest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
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
	"Ed Future,05/05/1990,07700900127,ST1 3AB,02/02/2034,,,,R-5,,Y\n" +
	"Ada Mensah,27/03/1984,07700900123,ST1 3AB,02/01/2014,,,,R-1,,Y\n" +
	"\n,,,,\nTotal: 6\n"

var casesSQL = store.SQL("intaketest.cases", `SELECT state, opened_on, closed_on FROM case_file ORDER BY opened_on`)

// TestCaseload: a list kept before is judged row by row, cases stand where they stood, the same list twice
// adds nothing, and to try it out changes nothing.
func TestCaseload(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		cli := a.System(t, "cli")
		c := intake.Caseload{Service: a.Service(t, "harmony"), Catalogue: a.Catalogue, File: []byte(list)}
		before := a.Digest(t)
		tried, err := c.Try(cli, a.Gate)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
			t.Errorf("to try it out changed something (-before +after):\n%s", diff)
		}
		got, err := c.Import(cli, a.Gate)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tried.Sums, got.Sums); diff != "" || cmp.Diff(tried.Reasons, got.Reasons) != "" {
			t.Errorf("tried %+v %v, came to %+v %v", tried.Sums, tried.Reasons, got.Sums, got.Reasons)
		}
		if got.Rows != 7 || !got.AddsUp() || got.Accepted != 3 || got.Held != 2 || got.NotUsable != 2 || got.Reasons[reason.Duplicate] != 1 || got.Reasons[reason.BadDate] != 1 || got.Reasons[reason.DoubtfulFlag] != 1 {
			t.Errorf("%+v %v", got.Sums, got.Reasons)
		}
		kept, err := gate.Read(cli, a.Gate, func(ctx context.Context, v *gate.View) (map[id.Referral]bool, error) {
			return intake.Listed(ctx, v, "harmony")
		})
		if err != nil || len(kept) != 5 {
			t.Errorf("%d referrals came in a list, want 5 (%v)", len(kept), err)
		}
		var cases []string
		err = a.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
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
		held := a.Digest(t)
		again, err := c.Import(cli, a.Gate)
		if err != nil || again.AlreadyHere != again.Rows || cmp.Diff(got.Sums, again.Sums) != "" {
			t.Errorf("again: %v %+v, %d were here", err, again.Sums, again.AlreadyHere)
		}
		if diff := cmp.Diff(held, a.Digest(t)); diff != "" {
			t.Errorf("the same list again added something:\n%s", diff)
		}
		if _, err := c.Try(cli, a.Gate); errs.KindOf(err) != errs.Conflict {
			t.Errorf("trying out what is in: %v", err)
		}
	})
}

// TestCaseloadCountsSourcesItDoesNotKnow: who referred somebody and is none of the service's sources is counted as doubtful before the list
// is in, because the returns count where people came from.
func TestCaseloadCountsSourcesItDoesNotKnow(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	file := "Surname,Forename,DOB,Mobile,Postcode,Opened,OK to phone,Referred by\n" +
		"Mensah,Ada,27/03/1984,07700900123,ST1 3AB,02/01/2014,Y,Housing\nLind,Bo,05/05/1990,07700900124,ST1 3AB,02/02/2014,Y,A friend of hers\nRowe,Cy,05/05/1991,07700900125,ST1 3AB,02/02/2014,Y,\n"
	c := intake.Caseload{Service: a.Service(t, "harmony"), Catalogue: a.Catalogue, File: []byte(file)}
	got, err := c.Try(a.System(t, "cli"), a.Gate)
	if err != nil || got.Doubted != 1 || got.Doubts[catalogue.FieldSource] != 1 || got.Accepted != 3 {
		t.Errorf("%v: %d rows doubted, %v, %d accepted", err, got.Doubted, got.Doubts, got.Accepted)
	}
}

// TestWhoReferredIsNotMadeUp: whom a list does not name, or the service does not know, counts as not known and not as the service's first
// source; one that it names by another of its names is found.
func TestWhoReferredIsNotMadeUp(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		for _, service := range []string{"harmony", "barnet-asb"} {
			said := []string{"Housing", "", "A friend of hers", "Not known", "self referral"}
			file := "Surname,Forename,DOB,Mobile,Opened,OK to phone,Ref,Referred by\n"
			for i, s := range said {
				file += fmt.Sprintf("Mensah%[1]c,Ada,0%[2]d/03/1984,0770090012%[2]d,0%[2]d/02/2014,Y,%[4]s-%[2]d,%[3]s\n", 'a'+i, i+1, s, service)
			}
			list := broughtIn(t, a, a.System(t, "cli"), service, []byte(file))
			if list.Doubts[catalogue.FieldSource] != 1 {
				t.Errorf("%s: doubtful in %d rows, want 1", service, list.Doubts[catalogue.FieldSource])
			}
			var got []string
			if err := a.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
				return store.Each(ctx, s, sourcesSQL, func(scan store.Scan) error {
					var source string
					err := scan(&source)
					got = append(got, source)
					return err
				}, list.Batch.ID)
			}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"housing", "not_known", "not_known", "not_known", "self"}, got); diff != "" {
				t.Errorf("%s: who referred (-want +got):\n%s", service, diff)
			}
		}
	})
}

var sourcesSQL = store.SQL("intaketest.sources", `
	SELECT r.source FROM referral r JOIN intake_row i ON i.referral_id = r.id WHERE i.batch_id = $1 ORDER BY i.row_no`)

// TestAWayInIsNotMadeUp: a row that names nobody who referred came neither from the police nor from her. Where the service takes no
// calls it came like a form; where only the police may refer, it is held and a person asks.
func TestAWayInIsNotMadeUp(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		for i, c := range []struct {
			doors []catalogue.Door
			want  string
		}{
			{[]catalogue.Door{catalogue.DoorPoliceFile, catalogue.DoorSelf, catalogue.DoorAgencyForm}, "agency_form in_contact to_contact"},
			{[]catalogue.Door{catalogue.DoorPoliceFile, catalogue.DoorSelf}, "phone held facts_missing"},
		} {
			service := a.Service(t, "harmony")
			service.Sources = []catalogue.Source{{Key: "housing", Name: "Housing", Doors: c.doors}}
			file := fmt.Sprintf("Surname,Forename,DOB,Mobile,Postcode,Opened,OK to phone,Ref\nMensah%[1]c,Ada,0%[2]d/03/1984,0770090013%[2]d,ST1 3AB,02/02/2014,Y,way-%[2]d\n", 'a'+i, i+1)
			list, err := intake.Caseload{Service: service, Catalogue: a.Catalogue, File: []byte(file)}.Import(a.System(t, "cli"), a.Gate)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			if err := a.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
				return store.Each(ctx, s, waysSQL, func(scan store.Scan) error {
					var door, state, why string
					err := scan(&door, &state, &why)
					got = append(got, door+" "+state+" "+why)
					return err
				}, list.Batch.ID)
			}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{c.want}, got); diff != "" {
				t.Errorf("doors %v (-want +got):\n%s", c.doors, diff)
			}
		}
	})
}

var waysSQL = store.SQL("intaketest.ways", `
	SELECT r.door, r.state, r.reason FROM referral r JOIN intake_row i ON i.referral_id = r.id WHERE i.batch_id = $1 ORDER BY i.row_no`)

// TestAMendedRowCountsItsSourceToo: a row that is mended is judged like the others of its list: who referred and is none of the service's
// sources is doubtful there too.
func TestAMendedRowCountsItsSourceToo(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	ctx := a.As(t, access.Supervisor, "harmony")
	file := "Surname,Forename,DOB,Mobile,Postcode,Opened,OK to phone,Referred by\nGale,Flo,05/05/1990,07700900128,ST1 3AB,31/02/2026,Y,A friend of hers\n"
	list := broughtIn(t, a, ctx, "harmony", []byte(file)).Batch
	broken := got(t, a, ctx, func(ctx context.Context, v *gate.View) (intake.Broken, error) {
		return intake.BrokenRow(ctx, v, list.ID, 1)
	})
	cells, ok := broken.Cells(a.Catalogue, clock.Date("2026-03-01"))
	if !ok {
		t.Fatal("the row is not taken apart by column")
	}
	for i := range cells {
		if cells[i].Field == catalogue.FieldOpened {
			cells[i].Typed = "28/02/2026"
		}
	}
	made(t, a, ctx, intake.MendRow{Service: a.Service(t, "harmony"), Catalogue: a.Catalogue, Batch: list.ID, Row: 1, Version: broken.Version, Cells: cells}.Run)
	rows := got(t, a, ctx, func(ctx context.Context, v *gate.View) ([]intake.Row, error) {
		return intake.Rows(ctx, v, list.ID, "", 0, 10)
	})
	if len(rows) != 1 || !slices.Contains(rows[0].Doubts, string(catalogue.FieldSource)) {
		t.Errorf("the mended row: %+v", rows)
	}
}

// TestCaseloadOfFiveThousand: every row of a messy workbook is accounted for, as it was made, and undone as one it leaves
// every table but the log's as it was.
func TestCaseloadOfFiveThousand(t *testing.T) {
	rows := 5000
	if testing.Short() {
		rows = 500
	}
	b, made, err := messy.Workbook(rows)
	if err != nil {
		t.Fatal(err)
	}
	a := apptest.New(t, store.SQLite)
	cli := a.System(t, "cli")
	a.Case(t, "harmony") // somebody who was known before
	before := a.Digest(t)
	got, err := intake.Caseload{Service: a.Service(t, "harmony"), Catalogue: a.Catalogue, File: b}.Import(cli, a.Gate)
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
	undone, err := gate.Write(cli, a.Gate, "", intake.UndoCaseload{Batch: got.Batch.ID}.Run)
	if err != nil || undone.Rows != made.Rows || undone.Referrals != made.Good {
		t.Errorf("undone %+v of %+v: %v", undone, made, err)
	}
	if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
		t.Errorf("undone, something is not as before (-before +after):\n%s", diff)
	}
	if report, err := a.Verify(t.Context(), app.Outside{}); err != nil || !report.OK {
		t.Errorf("the log does not verify: %v %+v", err, report)
	}
}
