package harmony

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const folder = "../../testdata/harmony-2021-22"

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
			t.Errorf("%s is not what Make makes: run go generate ./internal/harmony", name)
		}
	}
	if diff := cmp.Diff(made, records(t)); diff != "" {
		t.Errorf("the files read back differently (-made +read):\n%s", diff)
	}
}

// The published figures, written down here a second time from the release.
func TestPublishedFigures(t *testing.T) {
	r := records(t)
	got := map[string]int{}
	for _, x := range r.Referrals {
		if x.ReceivedOn < YearFrom || x.CalledOn > YearTo || x.OfferedOn > YearTo {
			t.Errorf("%s: received %s, called %s, mediation offered %s", x.Case, x.ReceivedOn, x.CalledOn, x.OfferedOn)
		}
		got["referrals"]++
		switch x.CameTo {
		case "support", "support_and_mediation":
			got["supported"]++
		case "advice":
			got["advice"]++
		}
		if !x.OfferedOn.IsZero() {
			got["mediation"]++
		}
	}
	for _, e := range r.Learning {
		if e.On < YearFrom || e.On > YearTo || e.Of > e.People {
			t.Errorf("an event on %s with %d of %d", e.On, e.Of, e.People)
		}
		if e.Kind == "asb_awareness" {
			got["trained"] += e.People
		} else {
			got["sessions"]++
			got["came"] += e.People
		}
	}
	want := map[string]int{"referrals": 457, "supported": 397, "advice": 46, "mediation": 73, "trained": 147, "sessions": 33, "came": 2466}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-published +counted):\n%s", diff)
	}
}
