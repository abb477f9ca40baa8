package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/intake/sheet"
)

// oldCases is a list of n cases, all of one worker's, opened on a day.
func oldCases(n int, worker, opened string) []byte {
	var b strings.Builder
	b.WriteString("Surname,Forename,DOB,Postcode,Mobile,Opened,Ref,OK to phone,Caseworker\n")
	for i := range n {
		fmt.Fprintf(&b, "Row%04d,Ada,%02d/05/%d,DL1 1AB,07700%06d,%s,R-%d,Y,%s\n", i, i%28+1, 1950+i%40, 900000+i, opened, i, worker)
	}
	return []byte(b.String())
}

// A list does not say by what the pilot's file decides: it is said for the whole list, and then its rows are cases. What
// is tried out is what comes, also of a worker's limit of open cases, whenever they were opened.
func TestWhatAListDoesNotSay(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		s := a.Service(t, "pilot")
		c := intake.Caseload{Service: s, Catalogue: a.Catalogue, File: oldCases(s.Cap.Open+2, "case-worker.pilot@example.org", "02/01/2019")}
		looked, err := c.Look(t.Context(), a.Clock.Now().Date())
		if err != nil {
			t.Fatal(err)
		}
		lacks := map[string]int{}
		for _, l := range looked.Lacks {
			if lacks[l.Fact] = l.Rows; len(l.Is) == 0 || len(l.Columns()) == 0 {
				t.Errorf("nothing says %s: %+v", l.Fact, l)
			}
		}
		for _, fact := range []string{"Recorded", "Force"} {
			if lacks[fact] != looked.Rows {
				t.Errorf("%s lacks in %d of %d rows", fact, lacks[fact], looked.Rows)
			}
		}
		cli := a.System(t, "cli")
		tried, err := c.Try(cli, a.Gate)
		if err != nil || tried.Reasons[reason.FactsMissing] != looked.Rows {
			t.Fatalf("with nothing said: %+v, %v", tried.Reasons, err)
		}
		c.Whole = map[string]string{"Recorded": "maybe"}
		if c.Check() == nil {
			t.Error("a crime is maybe recorded")
		}
		c.Whole = map[string]string{"Recorded": "yes", "Force": "durham"}
		if err := c.Check(); err != nil {
			t.Fatal(err)
		}
		if tried, err = c.Try(cli, a.Gate); err != nil {
			t.Fatal(err)
		}
		with, waits := 0, 0
		for _, row := range tried.Each {
			with += one(row.Worker != "")
			waits += one(row.Waits == "cap reached")
		}
		if tried.Accepted != looked.Rows || with != s.Cap.Open || waits != 2 {
			t.Errorf("tried out: %+v, %d with the worker, %d wait", tried.Sums, with, waits)
		}
		came, err := c.Import(cli, a.Gate)
		if err != nil || came.Sums != tried.Sums {
			t.Fatalf("came to %+v, %v", came.Sums, err)
		}
		for no, row := range got(t, a, a.As(t, access.Supervisor, "pilot"), func(ctx context.Context, v *gate.View) (map[int]intake.RowCase, error) {
			return intake.Cases(ctx, v, came.Batch.ID, 0, 100)
		}) {
			if was := tried.Each[no-1].RowCase; row != was {
				t.Errorf("row %d: tried out %+v, came to %+v", no, was, row)
			}
		}
	})
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A long list goes on by itself, for whoever handed it in and while she may; it comes to what it comes to at once.
func TestALongListGoesOnByItself(t *testing.T) {
	a := apptest.New(t, "sqlite")
	ctx, s := a.As(t, access.Supervisor, "harmony"), a.Service(t, "harmony")
	file := oldCases(intake.AtOnce+30, "", "02/01/2019")
	at := made(t, a, ctx, intake.KeepList{Service: s, File: file}.Run)
	now := func() intake.List {
		return got(t, a, ctx, func(ctx context.Context, v *gate.View) (intake.List, error) { return intake.GetList(ctx, v, at) })
	}
	made(t, a, ctx, intake.ListColumns{Catalogue: a.Catalogue, List: at, Version: 1, ListSaid: intake.ListSaid{Columns: sheet.Corrections{"Surname": "surname", "Opened": "opened_on"}}}.Run)
	next := func(w intake.WorkList) intake.Worked {
		t.Helper()
		w.Catalogue, w.List = a.Catalogue, at
		worked, err := w.Next(ctx, a.Gate)
		if err != nil {
			t.Fatal(err)
		}
		return worked
	}
	byItself := func() {
		t.Helper()
		for n := 1; n > 0; {
			var err error
			if n, err = a.Jobs.RunDue(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if w := next(intake.WorkList{}); !w.Done() || w.List.Tried != nil {
		t.Errorf("it goes on before anybody began: %+v", w)
	}
	if w := next(intake.WorkList{Try: true}); w.Done() || w.List.Trying.Rows != intake.AtOnce {
		t.Fatalf("tried out at once: %+v", w.List.Trying)
	}
	byItself()
	l := now()
	if l.Trying != nil || l.Tried == nil || l.Tried.Rows != intake.AtOnce+30 || len(l.Tried.Each) != l.Tried.Rows {
		t.Fatalf("tried out to its end: %+v", l)
	}
	w := next(intake.WorkList{Version: l.Version})
	if w.Done() || w.Batch.Rows != intake.AtOnce {
		t.Fatalf("taken in at once: %+v", w.Batch)
	}
	next(intake.WorkList{}) // somebody presses the button, and the program goes on too
	byItself()
	batch := got(t, a, ctx, func(ctx context.Context, v *gate.View) (intake.Batch, error) { return intake.One(ctx, v, w.Batch.ID) })
	if batch.Sums != l.Tried.Sums || !batch.Complete() {
		t.Errorf("came to %+v, tried out %+v", batch.Sums, l.Tried.Sums)
	}
	lists := got(t, a, ctx, intakeOwnLists)
	if len(lists) != 0 {
		t.Errorf("the file is kept: %+v", lists)
	}
}

func intakeOwnLists(ctx context.Context, v *gate.View) ([]intake.List, error) {
	return intake.OwnLists(ctx, v)
}
