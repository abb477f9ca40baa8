package coaching

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/clock"
)

const folder = "../../testdata/asc-2017-19"

func records(t *testing.T) Records {
	t.Helper()
	r, err := Read(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The committed files are what Make makes, byte for byte, and read back as they were.
func TestFilesAreMade(t *testing.T) {
	made := Make()
	files, err := made.Files()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(folder + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != string(got) {
			t.Errorf("%s is not what Make makes: run go generate ./internal/coaching", name)
		}
	}
	if diff := cmp.Diff(made, records(t)); diff != "" {
		t.Errorf("the files read back differently (-made +read):\n%s", diff)
	}
}

// figures are what the report prints of a period, and what the records say beside it.
type figures struct {
	Referrals, FromLaunch, Police, Districts     int
	CoachedOnce, Closed, ClosedCoached, Improved int
}

// count counts a period as at the day of the report.
func count(r Records, from, to clock.Date) figures {
	var f figures
	first := map[string]clock.Date{}
	for _, s := range r.Sessions {
		if first[s.Case] == "" || s.On < first[s.Case] {
			first[s.Case] = s.On
		}
	}
	before, better := map[string]Statements{}, map[string]bool{}
	for _, s := range r.Statements {
		if s.Phase == "before" {
			before[s.Case] = s
			continue
		}
		for i, a := range s.Answers() {
			better[s.Case] = better[s.Case] || s.On <= CountedOn && a > before[s.Case].Answers()[i]
		}
	}
	districts := map[string]bool{}
	for _, x := range r.Referrals {
		if x.ReceivedOn < from || x.ReceivedOn > to {
			continue
		}
		f.Referrals++
		districts[x.District] = true
		if x.ReceivedOn >= Launched {
			f.FromLaunch++
		}
		if x.Proposer == "police" {
			f.Police++
		}
		coached := first[x.Case] != "" && first[x.Case] <= CountedOn
		if coached {
			f.CoachedOnce++
		}
		if x.ClosedOn <= CountedOn {
			f.Closed++
			if coached {
				f.ClosedCoached++
			}
			if better[x.Case] {
				f.Improved++
			}
		}
	}
	f.Districts = len(districts)
	return f
}

// The printed figures, written down here a second time from the report.
func TestPrintedFigures(t *testing.T) {
	r := records(t)
	one := count(r, From, YearTwo.AddDays(-1))
	if want := (figures{Referrals: 121, FromLaunch: 119, Police: 48, Districts: 11, CoachedOnce: 70, Closed: 121, ClosedCoached: 70, Improved: 52}); one != want {
		t.Errorf("2017-18: %+v, want %+v", one, want)
	}
	two := count(r, YearTwo, To)
	if want := (figures{Referrals: 132, FromLaunch: 132, Police: 67, Districts: 11, CoachedOnce: 96, Closed: 89, ClosedCoached: 72, Improved: 62}); two != want {
		t.Errorf("April to September 2018: %+v, want %+v", two, want)
	}
}

// What must hold in every life, whatever is printed.
func TestEveryLifeIsInOrder(t *testing.T) {
	r := records(t)
	held := map[string]int{}
	last := map[string]clock.Date{}
	for _, s := range r.Sessions {
		held[s.Case]++
		if s.On <= last[s.Case] || !open(s.On) {
			t.Errorf("%s: a session on %s, after one on %s", s.Case, s.On, last[s.Case])
		}
		last[s.Case] = s.On
	}
	for _, x := range r.Referrals {
		days := []clock.Date{x.ReceivedOn, x.CalledOn, x.ClosedOn}
		if x.Outcome == "accepted" {
			days = []clock.Date{x.ReceivedOn, x.CalledOn, x.AllocatedOn, x.ClosedOn}
		}
		for i := 1; i < len(days); i++ {
			if days[i] < days[i-1] {
				t.Errorf("%s: its days are not in order: %v", x.Case, days)
			}
		}
		if n := held[x.Case]; n > 3 || (n > 0) != (x.Outcome == "accepted") || n > 0 && last[x.Case] != x.ClosedOn {
			t.Errorf("%s: %s with %d sessions, the last on %s, closed on %s", x.Case, x.Outcome, n, last[x.Case], x.ClosedOn)
		}
	}
	for _, s := range r.Statements {
		for _, a := range s.Answers() {
			if a < 0 || a > 10 {
				t.Errorf("%s: an answer of %d", s.Case, a)
			}
		}
	}
}
