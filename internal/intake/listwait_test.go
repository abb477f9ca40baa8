package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
)

// TestWhoCameInAListIsLeftOutOfTheWaitsAndCounted: how long somebody waited who came in a list kept before is not known, also where the row was
// held and taken on later, or mended: the return's waits leave them out, and it says how many they are and opens to each of them.
func TestWhoCameInAListIsLeftOutOfTheWaitsAndCounted(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		const key = "barnet-asb"
		ctx, today := a.As(t, access.Supervisor, key), a.Clock.Now().Date()
		day := func(n int) string {
			d := today.AddDays(n)
			return fmt.Sprintf("%02d/%02d/%d", d.Day(), d.Month(), d.Year())
		}
		file := "Surname,Forename,DOB,Mobile,Postcode,Opened,Ref,OK to phone,Referred by\n" +
			"Mensah,Ada,27/03/1984,07700900123,N12 0AA," + day(-20) + ",R-1,Y,Housing\n" +
			"Unsure,Di,05/05/1990,07700900126,N12 0AA," + day(-10) + ",R-2,perhaps,Housing\n" +
			"Future,Ed,05/05/1991,07700900127,N12 0AA," + day(400) + ",R-3,Y,Housing\n"
		list := broughtIn(t, a, ctx, key, []byte(file)).Batch
		a.Case(t, key) // somebody who was referred here
		m := report.Make{Book: a.Reports, Report: "barnet-annual", From: clock.Date(fmt.Sprintf("%d-04-01", today.AddMonths(-3).Year()))}
		says := func(when string, waited, fromList int) {
			t.Helper()
			r := got(t, a, ctx, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
			for table, want := range map[string]int{"wait": waited, "wait_not_known": fromList} {
				if of, _ := r.Table(table); of.Total.Cells[report.InYear] != report.Whole(want) {
					t.Errorf("%s: %s counts %s, want %d", when, table, of.Total.Cells[report.InYear], want)
				}
			}
			not, _ := r.Table("wait_not_known")
			if want := fmt.Sprintf("%d of the %d new referrals came from a list", fromList, waited+fromList); !strings.HasPrefix(not.Caption, want) {
				t.Errorf("%s: it says %q, want %q", when, not.Caption, want)
			}
			o := report.Open{Make: m, Table: "wait_not_known", Row: "from_list", Column: report.InYear}
			if opened := made(t, a, ctx, o.Run); len(opened.Records) != fromList {
				t.Errorf("%s: it opens to %d records, want %d", when, len(opened.Records), fromList)
			}
		}
		says("as the list came", 1, 1)

		rows := got(t, a, ctx, func(ctx context.Context, v *gate.View) ([]intake.Row, error) {
			return intake.Rows(ctx, v, list.ID, "", 0, 10)
		})
		held := got(t, a, ctx, func(ctx context.Context, v *gate.View) (referral.Referral, error) {
			r, err := referral.Get(ctx, v, rows[1].Referral)
			if err != nil {
				return r, err
			}
			return r, v.Authorize(ctx, referral.ActSee, gate.On{Folder: r.Folder})
		})
		if held.State != referral.Held {
			t.Fatalf("the row in doubt is %s (%s)", held.State, held.Reason)
		}
		made(t, a, ctx, referral.Decide{Service: a.Service(t, key), Referral: held.ID, Version: held.Version, To: referral.Accepted}.Run)
		made(t, a, a.As(t, access.CaseWorker, key), casework.OpenCase{Referral: held.ID, Service: a.Service(t, key)}.Run)
		says("a held row taken on", 1, 2)

		broken := got(t, a, ctx, func(ctx context.Context, v *gate.View) (intake.Broken, error) {
			return intake.BrokenRow(ctx, v, list.ID, 3)
		})
		cells, _ := broken.Cells(a.Catalogue, today)
		for i := range cells {
			if cells[i].Field == catalogue.FieldOpened {
				cells[i].Typed = day(-5)
			}
		}
		made(t, a, ctx, intake.MendRow{Service: a.Service(t, key), Catalogue: a.Catalogue, Batch: list.ID, Row: 3, Version: broken.Version, Cells: cells}.Run)
		says("a row mended", 1, 3)
	})
}
