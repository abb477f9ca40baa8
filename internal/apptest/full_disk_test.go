//go:build linux || darwin

package apptest_test

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/apptest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// TestFullDisk takes in a file while the disk runs full: what was acknowledged stays, what could not be
// done is said to be unavailable, the log verifies, and when there is room again the same file completes.
func TestFullDisk(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	file := manyRows(120)
	acknowledged := 0
	before := a.Refer(t, home)
	room := roomFor(t, a.Config.Data, 768<<10)
	take := func() (intake.Result, error) {
		return intake.Police{Service: a.Service(t, "pilot"), Catalogue: a.Catalogue, File: strings.NewReader(file),
			Progress: func(done, _ int) { acknowledged = done }}.Import(a.System(t, "cli"), a.Gate)
	}
	_, err := take()
	if errs.KindOf(err) != errs.Unavailable {
		t.Fatalf("a full disk: %v (%v), want unavailable", err, errs.KindOf(err))
	}
	if acknowledged == 0 || acknowledged == 120 {
		t.Fatalf("%d rows were acknowledged: the disk did not run full on the way", acknowledged)
	}
	var taken []referral.Taken
	for err = nil; err == nil && len(taken) < 200; { // what is left of the disk takes a few smaller ones
		var one referral.Taken
		if one, err = gate.Write(a.As(t, access.Administrator, home), a.Gate, "", a.Referral(t, home, a.Somebody()).Run); err == nil {
			taken = append(taken, one)
		}
	}
	if errs.KindOf(err) != errs.Unavailable {
		t.Errorf("a referral on a full disk: %v (%v), want unavailable", err, errs.KindOf(err))
	}
	// To read is to leave a trace: what cannot be recorded is not shown.
	for err = nil; err == nil; {
		var page referral.Page
		if page, err = load(t, a, before); err != nil && page.About.Person != "" {
			t.Error("a reading that was not recorded was shown")
		}
	}
	if errs.KindOf(err) != errs.Unavailable {
		t.Errorf("a reading on a full disk: %v (%v), want unavailable", err, errs.KindOf(err))
	}
	sound(t, a)

	room()
	kept := acknowledged
	result, err := take()
	if err != nil || result.Rows != 120 || result.Accepted != 120 || result.AlreadyHere < kept {
		t.Errorf("the same file with room again: %+v, %v; want 120 accepted, at least %d of them here already", result.Sums, err, kept)
	}
	for _, one := range append(taken, before, a.Refer(t, home)) {
		if _, err := load(t, a, one); err != nil {
			t.Errorf("a referral that was acknowledged: %v", err)
		}
	}
	sound(t, a)
}

func load(t *testing.T, a *apptest.App, taken referral.Taken) (referral.Page, error) {
	t.Helper()
	return gate.Read(a.As(t, access.CaseWorker, home), a.Gate, func(ctx context.Context, v *gate.View) (referral.Page, error) {
		return referral.Load(ctx, v, taken.Referral)
	})
}

// manyRows makes a police file.
func manyRows(n int) string {
	var b strings.Builder
	b.WriteString("Force,Unit,Crime reference,Victim number,HO code,Offence date,Surname,Forename,Postcode,Mobile,Safe to phone,Consent,MO\n")
	for i := range n {
		fmt.Fprintf(&b, "Durham Constabulary,Neighbourhood,DH/%d/26,1,8N,18/11/2026,Surname%d,Forename%d,DL1 5QU,07700 900%03d,Y,Informed,%s\n",
			i, i, i, i, strings.Repeat("It went on all night. ", 20))
	}
	return b.String()
}

// roomFor lets no file grow beyond the largest in a folder by more than so many bytes: writes fail then, as
// on a full disk. It gives the function that takes the limit away.
func roomFor(t *testing.T, dir string, bytes uint64) (room func()) {
	t.Helper()
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "goldenthread.db*"))
	if err != nil {
		t.Fatal(err)
	}
	var largest uint64
	for _, f := range files {
		if info, err := os.Stat(f); err == nil {
			largest = max(largest, uint64(info.Size()))
		}
	}
	signal.Ignore(syscall.SIGXFSZ) // by default it ends the program
	limit := was
	limit.Cur = largest + bytes
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	room = func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			t.Fatal(err)
		}
		signal.Reset(syscall.SIGXFSZ)
	}
	t.Cleanup(room)
	return room
}

func sound(t *testing.T, a *apptest.App) {
	t.Helper()
	report, err := a.Verify(t.Context(), app.Outside{})
	if err != nil || !report.OK {
		t.Errorf("Verify = %+v, %v", report, err)
	}
}
