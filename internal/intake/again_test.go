package intake_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// TestOverlappingFile: rows that came in another file are counted as they ended then and add nothing,
// also written a little differently; new rows are taken in.
func TestOverlappingFile(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		f.importFile(t, "adt", []byte(columns+good(1)+line(2, "3=45")+good(3)))
		before := f.everything(t)
		got := f.importFile(t, "adt", []byte(columns+line(1, "0=CLEVELAND POLICE", "2=01", "4=Good1")+good(4)+line(2, "3=45")))
		want := intake.Sums{Rows: 3, Accepted: 2, Signposted: 1}
		if diff := cmp.Diff(want, got.Sums); diff != "" || got.AlreadyHere != 2 {
			t.Errorf("%d were here, sums (-want +got):\n%s", got.AlreadyHere, diff)
		}
		if after := f.everything(t); after["referrals"] != before["referrals"]+1 || after["names"] != before["names"]+1 {
			t.Errorf("before %v, after %v", before, after)
		}
		// The same crime in another service is another referral.
		if other := f.importFile(t, "pilot", []byte(columns+good(1))); other.AlreadyHere != 0 {
			t.Errorf("a row of one service counted as there in another: %+v", other)
		}
	})
}

// TestSaidNo: somebody who said no in one file is opted out in the next, for another crime, from
// another address, before she is looked up; and counted. Practice D1.
func TestSaidNo(t *testing.T) {
	again := columns + line(50, "8=01632 960111") + good(51)
	t.Run("to the officer", func(t *testing.T) {
		bothEngines(t, func(t *testing.T, f *fixture) {
			first := f.importFile(t, "adt", []byte(columns+line(1, "12=Y")+good(2)))
			if first.OptedOut != 1 || first.Accepted != 1 {
				t.Fatalf("first file: %+v", first.Sums)
			}
			f.checkOptedOut(t, f.importFile(t, "adt", []byte(again)))
		})
	})
	t.Run("on the phone", func(t *testing.T) {
		bothEngines(t, func(t *testing.T, f *fixture) {
			file := []byte(columns + line(1) + good(2))
			first := f.importFile(t, "adt", file)
			said := f.rowsOf(t, first.Batch)[0].Referral
			write(t, f, f.as(t, access.VictimCareOfficer, "adt"), referral.DoNotContact{Referral: said, Scope: person.ScopeService}.Run)
			f.checkOptedOut(t, f.importFile(t, "adt", []byte(again)))
			// The same file gives the same sums as the first time; another that repeats her row counts it as what it is now.
			if same := f.importFile(t, "adt", file); same.OptedOut != 0 || same.Accepted != 2 {
				t.Errorf("the first file again: %+v", same.Sums)
			}
			if repeat := f.importFile(t, "adt", []byte(columns+line(1))); repeat.OptedOut != 1 || repeat.AlreadyHere != 1 {
				t.Errorf("her row in another file: %+v", repeat.Sums)
			}
		})
	})
}

func (f *fixture) checkOptedOut(t *testing.T, got intake.Result) {
	t.Helper()
	if got.OptedOut != 1 || got.Accepted != 1 || got.Reasons[reason.OptedOutBefore] != 1 {
		t.Errorf("the next file: %+v, %v", got.Sums, got.Reasons)
	}
	row := f.rowsOf(t, got.Batch)[0]
	if row.Known {
		t.Error("she was looked up")
	}
	if r := f.referralOf(t, row.Referral); referral.CanContact(r) == nil {
		t.Error("she can be contacted")
	}
}

// TestKnownAlready: somebody who came before under another crime is counted as known; a link is
// proposed and nothing is merged.
func TestKnownAlready(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		f.importFile(t, "adt", []byte(columns+line(1)))
		got := f.importFile(t, "adt", []byte(columns+line(60, "8=01632 960001")+line(61, "4=Quite", "5=Another", "6=02/02/1970", "9=7 Teasel End", "10=TS3 6AB")))
		if got.AlreadyKnown != 1 || got.Accepted != 2 {
			t.Errorf("%+v, %d known", got.Sums, got.AlreadyKnown)
		}
	})
}

// cutShort is a file whose reading fails at an offset of its second reading, as when a process is
// stopped in the middle of an import.
type cutShort struct {
	*bytes.Reader
	after, seeks int
	stop         func()
}

func (c *cutShort) Seek(offset int64, whence int) (int64, error) {
	c.seeks++
	return c.Reader.Seek(offset, whence)
}

func (c *cutShort) Read(p []byte) (int, error) {
	if c.seeks == 2 && c.Reader.Size()-int64(c.Len()) >= int64(c.after) {
		c.stop()
	}
	return c.Reader.Read(p[:min(len(p), 97)])
}

// interruptedRows is more than two units of work.
const interruptedRows = 65

// TestInterrupted: stopped anywhere, any number of times, and imported again, a file comes to what it
// comes to in one go; and its sums add up in between.
func TestInterrupted(t *testing.T) {
	var text strings.Builder
	text.WriteString(columns)
	for i := range interruptedRows {
		switch i % 9 {
		case 3:
			text.WriteString(line(i, "4="))
		case 5:
			text.WriteString(line(i, "3=45"))
		case 7:
			text.WriteString(good(i - 7))
		default:
			text.WriteString(good(i))
		}
	}
	file := []byte(text.String())
	want := fresh(t).importFile(t, "adt", file)
	// Each run takes in a whole file several times over: a dozen runs, not rapid's hundred.
	for seed := range 12 {
		f := fresh(t)
		stops := rapid.SliceOfN(rapid.IntRange(0, len(file)), 1, 3).Example(seed)
		for _, at := range stops {
			ctx, cancel := context.WithCancel(f.cli)
			p := intake.Police{Service: service(t, "adt"), Catalogue: set, File: &cutShort{Reader: bytes.NewReader(file), after: at, stop: cancel}}
			got, err := p.Import(ctx, f.Gate)
			cancel()
			if err == nil && !cmp.Equal(want.Sums, got.Sums) {
				t.Fatalf("came to its end with %+v", got.Sums)
			}
		}
		got := f.importFile(t, "adt", file)
		if diff := cmp.Diff(want.Sums, got.Sums); diff != "" {
			t.Fatalf("stopped at %v (-want +got):\n%s", stops, diff)
		}
		if diff := cmp.Diff(want.Reasons, got.Reasons); diff != "" {
			t.Fatalf("stopped at %v (-want +got):\n%s", stops, diff)
		}
		counts := f.everything(t)
		if counts["rows"] != interruptedRows || counts["referrals"] != want.Accepted+want.Signposted+want.Held || counts["batches"] != 1 {
			t.Fatalf("stopped at %v, left %v", stops, counts)
		}
	}
}

// TestCostOfARow: statements, not time. DESIGN.md aims at 30 a row at most.
func TestCostOfARow(t *testing.T) {
	const most = 30
	bothEngines(t, func(t *testing.T, f *fixture) {
		s := loadSample(t, "cleveland-2014-07")
		ctx, counts := store.Counting(f.cli)
		p := intake.Police{Service: service(t, "adt"), Catalogue: set, File: bytes.NewReader(s.file)}
		got, err := p.Import(ctx, f.Gate)
		if err != nil {
			t.Fatal(err)
		}
		if a := float64(counts.Statements) / float64(got.Rows); a > most || a < 5 {
			t.Errorf("%.1f statements a row, want at most %d", a, most)
		} else {
			t.Logf("%.1f statements a row", a)
		}
	})
}

// TestWhoMayImport: police liaison, administrators and supervisors of the service may; nobody else, and
// then nothing is changed.
func TestWhoMayImport(t *testing.T) {
	f := fresh(t)
	file := []byte(columns + good(1))
	try := func(ctx context.Context, file []byte) error {
		_, err := intake.Police{Service: service(t, "adt"), Catalogue: set, File: bytes.NewReader(file)}.Import(ctx, f.Gate)
		return err
	}
	elsewhere := f.As(t, "other service", access.Membership{Role: access.Supervisor, Team: f.teams["asc"], Service: "asc"})
	for name, ctx := range map[string]context.Context{
		"a referrer": f.as(t, access.Referrer, "adt"), "a coach": f.as(t, access.Coach, "adt"), "nobody": f.Nobody(t),
		"a supervisor elsewhere": elsewhere, "the worker of jobs": f.System(t, "job"),
	} {
		before := f.everything(t)
		if err := try(ctx, file); errs.KindOf(err) != errs.NotFound && errs.KindOf(err) != errs.Forbidden {
			t.Errorf("%s: %v", name, err)
		}
		delete(before, "entries") // a refusal is recorded
		after := f.everything(t)
		delete(after, "entries")
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%s changed something:\n%s", name, diff)
		}
	}
	for i, role := range []access.Role{access.PoliceLiaison, access.Administrator, access.Supervisor} {
		if err := try(f.as(t, role, "adt"), []byte(columns+good(i+2))); err != nil {
			t.Errorf("%s: %v", role, err)
		}
	}
}
