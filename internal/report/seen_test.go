package report_test

import (
	"context"
	"io/fs"
	"maps"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
)

// TestSeenByBothOrByNeither: of two services beside each other a return shows who was taken on by both of them, and who
// was turned away by one and never came to the other; each of them opens to its record (R036).
func TestSeenByBothOrByNeither(t *testing.T) {
	caseworktest.OnBoth(t, func(t *testing.T, w *caseworktest.World) {
		const pilot, unit = "pilot", "adt"
		crime := func(ref string) func(*referral.Receive) {
			return func(r *referral.Receive) { r.CrimeRef, r.Source = ref, "durham_police" }
		}
		away := func(r *referral.Receive) { r.District = "E06000047" }                // the pilot's part of Durham's area is Darlington
		burglary := func(r *referral.Receive) { r.Offence, _ = w.Set.Offence("28A") } // what is to be decided on later says which crime it is
		alone := w.Refer(t, pilot, w.Someone(1), crime("VP/1"), burglary)
		w.Refer(t, unit, w.Someone(2), crime("VP/2"))
		twice := w.Refer(t, pilot, w.Someone(3), crime("VP/3"))
		again := w.Refer(t, unit, w.Someone(3), crime("VP/3"))
		w.Refer(t, pilot, w.Someone(4), crime("VP/4")) // two victims of one crime, one with each service
		w.Refer(t, unit, w.Someone(5), crime("VP/4"))
		lost := w.Refer(t, pilot, w.Someone(6), crime("VP/6"), away, burglary)
		w.Refer(t, pilot, w.Someone(7), crime("VP/7"), away)
		w.Refer(t, unit, w.Someone(7), crime("VP/7"))
		leftOut := w.Refer(t, unit, w.Someone(8), crime("VP/8"), func(r *referral.Receive) { r.Offence, _ = w.Set.Offence("45") })
		w.Refer(t, pilot, w.Someone(9), crime(""))
		w.Refer(t, pilot, w.Someone(10), crime("VP/10"))
		w.Refer(t, unit, w.Someone(10), crime("VP/11")) // another crime

		today := w.Clock.Now().Date()
		m := report.Make{Book: bookOf(t, w), Report: "pilot-monthly", From: today.AddDays(1 - today.Day())}
		check := func(when string, want map[string]int, asAt ...clock.Date) {
			t.Helper()
			m := m
			if len(asAt) > 0 {
				m.AsAt = asAt[0]
			}
			made, err := gate.Read(w.System(t, "cli"), w.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			for _, id := range []string{"seen", "seen_unit", "beside"} {
				table, _ := made.Table(id)
				for _, row := range table.Rows {
					if n := row.Cells[table.Whole()].Int(); n > 0 {
						got[id+"/"+row.Key] = n
					}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", when, diff)
			}
		}
		want := map[string]int{"seen/here": 3, "seen/both": 1, "seen/other": 1, "seen/neither": 1, "seen/unchecked": 1,
			"seen_unit/here": 4, "seen_unit/both": 1, "seen_unit/left_out": 1,
			"beside/both": 1, "beside/both_unit": 1, "beside/left_out": 1, "beside/neither": 1}
		check("as they came", want)

		schema, err := fs.ReadFile(files.FS, "schema/report.json")
		if err != nil {
			t.Fatal(err)
		}
		single, err := report.OpenBook(fstest.MapFS{"schema/report.json": {Data: schema}, "reports/alone.yaml": {Data: []byte(`key: alone
title: Alone
service: pilot
covers: month
records_from: 2015-09-01
tables:
  - {id: seen, title: Seen, counts: seen, caption: Seen, columns: [period], rows: [{key: here, label: Here, codes: [here]}, {key: neither, label: Neither, codes: [neither]}]}
`)}}, w.Set)
		if err != nil {
			t.Fatal(err)
		}
		made, err := gate.Read(w.System(t, "cli"), w.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) {
			return report.Make{Book: single, Report: "alone", From: m.From}.Run(ctx, v)
		})
		if err != nil {
			t.Fatal(err)
		}
		table, _ := made.Table("seen")
		for row, n := range map[string]int{"here": 4, "neither": 2} { // a service that the return does not name plays no part
			if line, _ := table.Row(row); line.Cells[table.Whole()].Int() != n {
				t.Errorf("in a return that names the pilot alone %s is %s, want %d", row, line.Print(table.Whole()), n)
			}
		}

		of := func(service string) access.Membership {
			return access.Membership{Role: access.Supervisor, Agency: w.Agency, Team: w.Teams[service], Service: service}
		}
		sam := w.Account(t, "Sam Reid")
		w.As(t, sam, of(pilot))
		w.As(t, sam, of(unit))
		ofBoth := access.WithActor(t.Context(), access.NewPerson(sam, "session", []access.Membership{of(pilot), of(unit)}))
		for row, is := range map[string]referral.Taken{"both": twice, "neither": lost} {
			opened, err := gate.Write(ofBoth, w.Gate, "", report.Open{Make: m, Table: "seen", Row: row, Column: report.InPeriod}.Run)
			if err != nil {
				t.Fatal(err)
			}
			if len(opened.Records) != 1 || opened.Records[0].Referral != is.Referral || !opened.Records[0].Visible {
				t.Errorf("%s opens to %+v and not to %s", row, opened.Records, is.Referral)
			}
		}
		_, err = gate.Read(w.Staff(t, "Una Sims", access.Supervisor, pilot), w.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
		if errs.KindOf(err) != errs.NotFound {
			t.Errorf("a supervisor of one of the two services reads the return of both: %v", err)
		}

		apart := caseworktest.Do(t, w, ofBoth, func(ctx context.Context, tx *gate.Tx) (person.Link, error) {
			links, err := person.Links(ctx, tx, again.Folder)
			if err != nil || len(links) != 1 {
				t.Fatalf("%d links of who came twice: %v", len(links), err)
			}
			return person.DeclineLink{Link: links[0].ID, Version: links[0].Version}.Run(ctx, tx)
		})
		if apart.State != person.LinkDeclined {
			t.Fatalf("the link is %s", apart.State)
		}
		want["seen/here"], want["seen_unit/here"] = 4, 5
		for _, none := range []string{"seen/both", "seen_unit/both", "beside/both", "beside/both_unit"} {
			delete(want, none)
		}
		check("when somebody said that they are two people", want)

		// What a service turned away and takes on later was turned away until then, and what it took on and turns away later was not.
		decide := func(service string, of referral.Taken, to referral.State, why referral.Reason) {
			t.Helper()
			caseworktest.Do(t, w, ofBoth, referral.Decide{Service: w.Service(t, service), Referral: of.Referral, Version: 1, To: to, Reason: why,
				Owner: access.Administrator, PointedTo: "nowhere", Told: "referrer"}.Run)
		}
		then := maps.Clone(want)
		w.Clock.Set(today.AddDays(1).At(10, 0))
		decide(pilot, lost, referral.Accepted, "")
		decide(unit, leftOut, referral.Held, referral.HeldByWorker)
		want["seen/here"], want["seen_unit/here"] = 5, 6
		for _, none := range []string{"seen/neither", "beside/neither", "seen_unit/left_out", "beside/left_out"} {
			delete(want, none)
		}
		check("when two were taken on", want)
		check("when two were taken on, as at the day before", then, today)
		next := maps.Clone(want)
		w.Clock.Set(today.AddDays(2).At(10, 0))
		decide(pilot, alone, referral.Signposted, referral.NotForThis)
		want["seen/here"], want["seen/neither"], want["beside/neither"] = 4, 1, 1
		check("when one of them was turned away", want)
		check("when one of them was turned away, as at the day before", next, today.AddDays(1))
		check("when one of them was turned away, as at the first day", then, today)
	})
}
