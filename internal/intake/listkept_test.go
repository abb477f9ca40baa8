package intake_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/store"
)

func got[T any](t testing.TB, a *apptest.App, ctx context.Context, fn func(context.Context, *gate.View) (T, error)) T {
	t.Helper()
	out, err := gate.Read(ctx, a.Gate, fn)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func made[T any](t testing.TB, a *apptest.App, ctx context.Context, run func(context.Context, *gate.Tx) (T, error)) T {
	t.Helper()
	out, err := gate.Write(ctx, a.Gate, "", run)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A list that was handed in is taken in only as it was tried out, and once undone waits as if nothing of it had been in.
func TestAListIsTriedOutFirst(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		ctx := a.As(t, access.Supervisor, "harmony")
		s := a.Service(t, "harmony")
		list := made(t, a, ctx, intake.KeepList{Service: s, File: []byte(twoCases)}.Run)
		now := func() intake.List {
			return got(t, a, ctx, func(ctx context.Context, v *gate.View) (intake.List, error) { return intake.GetList(ctx, v, list) })
		}
		take := intake.Caseload{Service: s, Catalogue: a.Catalogue, File: []byte(twoCases), List: list, Most: 1, Version: 1}
		before := a.Digest(t)
		notTaken := func(what string) {
			t.Helper()
			if _, err := take.Import(ctx, a.Gate); errs.KindOf(err) != errs.Stale || a.Digest(t)["intake_batch"] != before["intake_batch"] {
				t.Errorf("%s, it is taken in: %v", what, err)
			}
		}
		tryOut := func() {
			t.Helper()
			whole := take
			whole.Most = 0
			tried, err := whole.Try(ctx, a.Gate)
			if err != nil {
				t.Fatal(err)
			}
			made(t, a, ctx, intake.KeepTried{List: list, Version: now().Version, Tried: tried}.Run)
			if l := now(); l.Tried == nil || l.Tried.Columns != nil || l.Content != nil {
				t.Errorf("what is kept of trying it out names columns, or the file came along: %+v", l)
			}
		}
		notTaken("never tried out")
		tryOut()
		notTaken("in a version before it was tried out")
		take.Version = now().Version
		first, err := take.Import(ctx, a.Gate)
		if err != nil || first.Batch.Complete() || now().Batch != first.Batch.ID {
			t.Fatalf("%v, %+v", err, first)
		}
		made(t, a, ctx, intake.UndoCaseload{Batch: first.Batch.ID}.Run)
		if l := now(); l.Batch != "" || l.Tried != nil {
			t.Fatalf("undone, its rows are said to be in: %+v", l)
		}
		take.Columns = sheet.Corrections{"Surname": catalogue.FieldSurname, "Forename": catalogue.FieldForename, "Opened": catalogue.FieldOpened}
		made(t, a, ctx, intake.ListColumns{Catalogue: a.Catalogue, List: list, Version: now().Version, ListSaid: take.ListSaid}.Run)
		notTaken("after its columns were corrected")
		tryOut()
		take.Version = now().Version
		if again, err := take.Import(ctx, a.Gate); err != nil || again.Batch.ID == first.Batch.ID {
			t.Errorf("taken in anew: %v, %+v", err, again)
		}
	})
}

// Of a list of cases police liaison is told how it adds up, not who has a case; it is no police file; and a row of it is
// mended by those alone who take one in.
func TestWhoSeesWhatOfAList(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		ctx := a.As(t, access.Supervisor, "harmony")
		file := "Surname,Forename,DOB,Mobile,Postcode,Opened,Ref,OK to phone,Caseworker\n" +
			"Zander,Ada,27/03/1984,07700900123,ST1 3AB,02/01/2026,R-1,Y,case-worker.harmony@example.org\n" +
			"Ford,Ed,31/02/1990,07700900127,ST1 3AB,02/02/2026,R-2,Y,\n" +
			"Gale,Flo,05/05/1990,07700900128,ST1 3AB,31/02/2026,R-3,Y,\n"
		list := broughtIn(t, a, ctx, "harmony", []byte(file)).Batch
		worker := a.As(t, access.CaseWorker, "harmony")
		cases := func(as context.Context) map[int]intake.RowCase {
			return got(t, a, as, func(ctx context.Context, v *gate.View) (map[int]intake.RowCase, error) {
				return intake.Cases(ctx, v, list.ID, 0, 10)
			})
		}
		if c := cases(worker); c[1].Worker == "" {
			t.Errorf("the worker sees %+v", c)
		}
		if c := cases(a.As(t, access.PoliceLiaison, "harmony")); len(c) != 0 {
			t.Errorf("police liaison is told who has a case: %+v", c)
		}
		row := got(t, a, ctx, func(ctx context.Context, v *gate.View) (intake.Row, error) {
			rows, err := intake.Rows(ctx, v, list.ID, "not_usable", 0, 10)
			if len(rows) == 0 {
				t.Fatal("every row could be used")
			}
			return rows[0], err
		})
		opens := func(ctx context.Context, v *gate.View) (intake.Broken, error) {
			return intake.BrokenRow(ctx, v, list.ID, row.Number)
		}
		got(t, a, ctx, opens)
		if _, err := gate.Read(worker, a.Gate, opens); err == nil {
			t.Error("a case worker opens a row of a list of cases")
		}
		mend := intake.MendRow{Service: a.Service(t, "harmony"), Catalogue: a.Catalogue, Batch: list.ID, Row: row.Number, Version: row.Version}
		if _, err := gate.Write(worker, a.Gate, "", mend.Run); errs.KindOf(err) != errs.Forbidden && errs.KindOf(err) != errs.NotFound {
			t.Errorf("a case worker mends a row of a list of cases: %v", err)
		}
		got(t, a, ctx, func(ctx context.Context, v *gate.View) (struct{}, error) {
			if b, found, err := intake.Arithmetic(ctx, v, "harmony"); err != nil || found {
				t.Errorf("a list of cases is the latest police file: %+v %v", b, err)
			}
			latest, err := intake.Latest(ctx, v, intake.ListKind, 10, "harmony")
			if err == nil && (len(latest) != 1 || latest[0].ID != list.ID) {
				t.Errorf("the latest lists: %+v", latest)
			}
			return struct{}{}, err
		})
		// who is kept out of a case is not told who has it
		var folder id.Folder
		err := a.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) (err error) {
			folder, err = store.One(ctx, s, folderOfRowSQL, store.Value[id.Folder], list.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		a.Exclude(t, folder, a.Account(t, access.Supervisor, "harmony"))
		if c := cases(ctx); len(c) != 0 {
			t.Errorf("who is kept out is told who has the case: %+v", c)
		}
	})
}

var folderOfRowSQL = store.SQL("intaketest.folderOfRow", `
	SELECT r.folder_id FROM intake_row i JOIN referral r ON r.id = i.referral_id WHERE i.batch_id = $1 AND i.row_no = 1`)
