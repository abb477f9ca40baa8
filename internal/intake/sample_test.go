package intake_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
)

func atoi(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestDipSamples: the Cleveland and Durham files end as published, row for row; a second time they add
// nothing and give the same sums.
func TestDipSamples(t *testing.T) {
	for _, name := range []string{"cleveland-2014-07", "durham-2014-04"} {
		t.Run(name, func(t *testing.T) {
			bothEngines(t, func(t *testing.T, f *fixture) {
				s := loadSample(t, name)
				f.Clock.Set(s.expected.On.At(9, 30))
				got := f.importFile(t, "adt", s.file)
				checkSums(t, s, got)
				if got.AlreadyHere != 0 {
					t.Errorf("%d rows of a new file were there already", got.AlreadyHere)
				}
				f.checkRows(t, s, got.Batch)

				f.Clock.Set(s.expected.On.AddDays(1).At(2, 0))
				again := f.importFile(t, "adt", s.file)
				checkSums(t, s, again)
				if again.AlreadyHere != s.expected.Rows || again.Batch.ID != got.Batch.ID {
					t.Errorf("the same file again: %d of %d rows were there, batch %s", again.AlreadyHere, s.expected.Rows, again.Batch.ID)
				}
				f.checkRows(t, s, again.Batch)
			})
		})
	}
}

func checkSums(t *testing.T, s sample, got intake.Result) {
	t.Helper()
	sums := map[reason.Heading]int{}
	for _, h := range reason.Headings() {
		sums[h] = got.Of(h)
	}
	if diff := cmp.Diff(s.expected.Import, sums); diff != "" {
		t.Errorf("sums (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(s.expected.Reasons, got.Reasons); diff != "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

// checkRows holds each row to what is expected of it.
func (f *fixture) checkRows(t *testing.T, s sample, b intake.Batch) {
	t.Helper()
	rows := f.rowsOf(t, b)
	if len(rows) != len(s.expected.Cases) {
		t.Fatalf("%d rows, want %d", len(rows), len(s.expected.Cases))
	}
	for i, want := range s.expected.Cases {
		row := rows[i]
		got := expectedCase{Row: row.Number, Line: want.Line, Heading: row.Heading, Of: row.SameAs, After: want.After}
		if row.Heading != reason.Accepted {
			got.Reason = row.Reason
		}
		if row.Heading == reason.Accepted {
			got.Method = f.referralOf(t, row.Referral).FirstMethod
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("row %d (%s) (-want +got):\n%s", want.Row, want.Line, diff)
		}
	}
}
