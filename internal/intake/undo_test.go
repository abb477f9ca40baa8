package intake_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/sheet/messy"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// broughtIn takes a list of cases in.
func broughtIn(t testing.TB, a *apptest.App, ctx context.Context, service string, file []byte) intake.Brought {
	t.Helper()
	got, err := intake.Caseload{Service: a.Service(t, service), Catalogue: a.Catalogue, File: file}.Import(ctx, a.Gate)
	if err != nil {
		t.Fatalf("taking the list in: %v", err)
	}
	return got
}

// TestUndoLeavesTheDigestAsBefore: workers were given cases and kept away from the other side, persons were proposed as
// known, records held and rows not usable; undone, every table but the log's is as it was.
func TestUndoLeavesTheDigestAsBefore(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		known := a.Somebody()
		known.Contacts = []person.NewContact{{Kind: person.Mobile, Value: "07700 900123", Call: person.Yes}}
		known.Forename, known.Surname, known.Born = "Ada", "Mensah", "1984-03-27"
		a.CaseOf(t, "harmony", known)
		before := a.Digest(t)
		file := "Surname,Forename,DOB,Mobile,Postcode,Opened,Closed,Ref,OK to phone,Caseworker,Other party surname,Other party forename,Gender,Ethnic group\n" +
			"Mensah,Ada,27/03/1984,07700900123,ST1 3AB,02/01/2026,,R-1,Y,case-worker.harmony@example.org,,,F,White British\n" +
			"Lind,Bo,05/05/1990,07700900124,ST1 3AB,02/02/2026,,R-2,Y,case-worker.harmony@example.org,Mensah,Ada,M,Prefer not to say\n" +
			"Rowe,Cy,05/05/1991,07700900125,ST1 3AB,02/02/2026,01/03/2026,R-3,Y,,,,X,Klingon\n" +
			"Unsure,Di,05/05/1992,07700900126,ST1 3AB,02/02/2026,,R-4,perhaps,,,,Female,A1\n" +
			"Ford,Ed,31/02/1990,07700900127,ST1 3AB,02/02/2026,,R-5,Y,,,,U,NS\n"
		list := broughtIn(t, a, a.System(t, "cli"), "harmony", []byte(file))
		if list.Accepted < 3 || list.Held == 0 || list.NotUsable == 0 || list.AlreadyKnown == 0 {
			t.Fatalf("the list is no test: %+v", list.Result)
		}
		supervisor := a.As(t, access.Supervisor, "harmony")
		for name, ctx := range map[string]context.Context{"a case worker": a.As(t, access.CaseWorker, "harmony"), "another service": a.As(t, access.Supervisor, "asc")} {
			if _, err := gate.Write(ctx, a.Gate, "", intake.UndoCaseload{Batch: list.Batch.ID}.Run); errs.KindOf(err) != errs.Forbidden && errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s undoes it: %v", name, err)
			}
		}
		if _, err := gate.Write(supervisor, a.Gate, "", intake.UndoCaseload{Batch: list.Batch.ID}.Run); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
			t.Errorf("something is not as before (-before +after):\n%s", diff)
		}
		if _, err := gate.Write(supervisor, a.Gate, "", intake.UndoCaseload{Batch: list.Batch.ID}.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("undone twice: %v", err)
		}
		if again := broughtIn(t, a, supervisor, "harmony", []byte(file)); cmp.Diff(list.Sums, again.Sums) != "" || again.AlreadyHere != 0 {
			t.Errorf("taken in anew: %+v, at first %+v", again.Sums, list.Sums)
		}
	})
}

// TestUndoOfAMessyList is the proof of the 5,000 rows on both engines, in small.
func TestUndoOfAMessyList(t *testing.T) {
	b, _, err := messy.Workbook(300)
	if err != nil {
		t.Fatal(err)
	}
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		before := a.Digest(t)
		list := broughtIn(t, a, a.System(t, "cli"), "harmony", b)
		if _, err := gate.Write(a.System(t, "cli"), a.Gate, "", intake.UndoCaseload{Batch: list.Batch.ID}.Run); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
			t.Errorf("something is not as before (-before +after):\n%s", diff)
		}
	})
}

const twoCases = "Surname,Forename,DOB,Mobile,Postcode,Opened,Ref,OK to phone\n" +
	"Zander,Ada,27/03/1984,07700900123,ST1 3AB,02/01/2026,R-1,Y\n" +
	"Yule,Bo,05/05/1990,07700900124,ST1 3AB,02/02/2026,R-2,Y\n"

// TestUndoIsRefused: whatever was done on one case keeps the whole list, and it is said on which.
func TestUndoIsRefused(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	supervisor := a.As(t, access.Supervisor, "harmony")
	list := broughtIn(t, a, supervisor, "harmony", []byte(twoCases))
	page, err := gate.Read(supervisor, a.Gate, func(ctx context.Context, v *gate.View) (referral.List, error) {
		return referral.Inbox(ctx, v, referral.Query{Service: "harmony", Tab: referral.TabInContact})
	})
	if err != nil || len(page.Rows) != 2 {
		t.Fatalf("%v: %d rows", err, len(page.Rows))
	}
	one := page.Rows[0]
	c, err := gate.Read(supervisor, a.Gate, func(ctx context.Context, v *gate.View) (casework.Page, error) {
		return casework.Load(ctx, v, one.Reference)
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Checked(t, a.Account(t, access.CaseWorker, "harmony"), "harmony")
	for name, act := range map[string]func(ctx context.Context, tx *gate.Tx) error{
		"a note": func(ctx context.Context, tx *gate.Tx) error {
			_, err := casework.AddNote{Case: c.Case.ID, Text: "She rang"}.Run(ctx, tx)
			return err
		},
		"a promise": func(ctx context.Context, tx *gate.Tx) error {
			_, err := casework.MakePromise{Case: c.Case.ID, Service: a.Service(t, "harmony"), What: "To ring"}.Run(ctx, tx)
			return err
		},
		"given to a worker": func(ctx context.Context, tx *gate.Tx) error {
			_, err := casework.Allocate{Case: c.Case.ID, Version: c.Case.Version, Service: a.Service(t, "harmony"), Worker: a.Account(t, access.CaseWorker, "harmony"), Role: access.CaseWorker}.Run(ctx, tx)
			return err
		},
		"asked not to be contacted": func(ctx context.Context, tx *gate.Tx) error {
			_, err := referral.DoNotContact{Referral: one.ID, Scope: person.ScopeService}.Run(ctx, tx)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := a.Digest(t)
			_, err := gate.Write(supervisor, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (struct{}, error) {
				if err := act(ctx, tx); err != nil {
					t.Fatalf("arranging: %v", err)
				}
				_, err := intake.UndoCaseload{Batch: list.Batch.ID}.Run(ctx, tx)
				return struct{}{}, err
			})
			if errs.KindOf(err) != errs.Conflict || !strings.Contains(errs.MessageOf(err), string(one.Reference)) || strings.Contains(errs.MessageOf(err), string(page.Rows[1].Reference)) {
				t.Errorf("%v", err)
			}
			if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
				t.Errorf("refused, it changed something:\n%s", diff)
			}
		})
	}
}

// TestUndoKeepsWhoAskedNotToBeContacted: the register outlives the list.
func TestUndoKeepsWhoAskedNotToBeContacted(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	ctx := a.As(t, access.Supervisor, "harmony")
	before := a.Digest(t)
	file := strings.Replace(twoCases, "OK to phone\n", "OK to phone,Do not contact\n", 1)
	file = strings.Replace(file, "R-2,Y\n", "R-2,Y,Y\n", 1)
	list := broughtIn(t, a, ctx, "harmony", []byte(strings.Replace(file, "R-1,Y\n", "R-1,Y,\n", 1)))
	if list.OptedOut != 1 {
		t.Fatalf("%+v", list.Sums)
	}
	if _, err := gate.Write(ctx, a.Gate, "", intake.UndoCaseload{Batch: list.Batch.ID}.Run); err != nil {
		t.Fatal(err)
	}
	after := a.Digest(t)
	if before["do_not_contact"] == after["do_not_contact"] {
		t.Errorf("the register holds %s, as before", after["do_not_contact"])
	}
	delete(before, "do_not_contact")
	delete(after, "do_not_contact")
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("something else is not as before:\n%s", diff)
	}
}

// TestTheWorkerARowNames: she has the case, her cap counts it, and over it the case waits with a real owner.
func TestTheWorkerARowNames(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		s := a.Service(t, "harmony")
		s.Cap = &catalogue.Cap{Roles: []string{string(access.CaseWorker)}, Taken: 2, Months: 12}
		file := "Surname,Forename,DOB,Mobile,Postcode,Opened,Ref,OK to phone,Closed,Caseworker\n" +
			"Zander,Ada,27/03/1984,07700900123,ST1 3AB,02/01/2024,R-1,Y,,Case-Worker.Harmony@example.org\n" + // long ago: no cap counts it
			"Yule,Bo,05/05/1990,07700900124,ST1 3AB,02/02/2026,R-2,Y,,case-worker.harmony@example.org\n" +
			"Xu,Cy,05/05/1991,07700900125,ST1 3AB,02/03/2026,R-3,Y,,case-worker.harmony@example.org\n" +
			"Wood,Di,05/05/1992,07700900126,ST1 3AB,02/04/2026,R-4,Y,,case-worker.harmony@example.org\n" +
			"Vane,Ed,05/05/1993,07700900127,ST1 3AB,02/05/2026,R-5,Y,,Jo from the old team\n" +
			"Usk,Flo,05/05/1994,07700900128,ST1 3AB,02/06/2026,R-6,Y,,case-worker.asc@example.org\n" +
			"Tarn,Guy,05/05/1995,07700900129,ST1 3AB,02/07/2026,R-7,Y,,\n" +
			"Sim,Hal,05/05/1996,07700900130,ST1 3AB,02/07/2026,R-8,Y,03/08/2026,case-worker.harmony@example.org\n"
		got, err := intake.Caseload{Service: s, Catalogue: a.Catalogue, File: []byte(file)}.Import(a.System(t, "cli"), a.Gate)
		if err != nil || got.Accepted != 8 {
			t.Fatalf("%v %+v %v", err, got.Sums, got.Reasons)
		}
		worker, supervisor := a.Account(t, access.CaseWorker, "harmony"), a.Account(t, access.Supervisor, "harmony")
		want := []string{
			"2024-01-02 open " + string(worker) + "  ", "2026-02-02 open " + string(worker) + "  ", "2026-03-02 open " + string(worker) + "  ",
			"2026-04-02 open  " + string(supervisor) + " " + casework.WaitCap, "2026-05-02 open  " + string(supervisor) + " " + casework.WaitNamed,
			"2026-06-02 open  " + string(supervisor) + " " + casework.WaitNamed, "2026-07-02 closed " + string(worker) + "  ", "2026-07-02 open  " + string(supervisor) + " ",
		}
		var stand []string
		err = a.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			return store.Each(ctx, s, standingSQL, func(scan store.Scan) error {
				var on, state, worker, owner, reason string
				err := scan(&on, &state, &worker, &owner, &reason)
				stand = append(stand, on+" "+state+" "+worker+" "+owner+" "+reason)
				return err
			})
		})
		if diff := cmp.Diff(want, stand); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	})
}

var standingSQL = store.SQL("intaketest.standing", `
	SELECT c.opened_on, c.state, c.worker, COALESCE(w.owner, ''), COALESCE(w.reason, '')
	FROM case_file c LEFT JOIN waiting_place w ON w.folder_id = c.folder_id
	ORDER BY c.opened_on, c.state`)
