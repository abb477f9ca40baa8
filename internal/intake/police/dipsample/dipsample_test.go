package dipsample

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
)

var update = flag.Bool("update", false, "write testdata/police again")

const folder = "../../../../testdata/police"

// TestFilesAreAsMade: what lies in testdata is what the generator makes, byte for byte.
func TestFilesAreAsMade(t *testing.T) {
	for _, s := range Samples() {
		made, err := s.Files()
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range made {
			path := filepath.Join(folder, name)
			if *update {
				if err := os.WriteFile(path, want, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not what the generator makes; run with -update", name)
			}
		}
	}
}

// TestPublishedTotals holds the samples to the published table.
func TestPublishedTotals(t *testing.T) {
	type totals struct {
		Rows, Accepted, Held, Signposted, NotUsable int
		Phone, Text, Letter                         int
		Stopped                                     map[string]int
	}
	want := map[string]totals{
		"cleveland-2014-07": {118, 106, 6, 1, 5, 58, 2, 30, map[string]int{"returned_to_police": 2, "suspended_unsafe": 14}},
		"durham-2014-04":    {85, 70, 1, 14, 0, 37, 16, 13, map[string]int{"returned_to_police": 4}},
	}
	for _, s := range Samples() {
		e := s.Expected()
		got := totals{e.Rows, e.Import[reason.Accepted], e.Import[reason.Held], e.Import[reason.Signposted], e.Import[reason.NotUsable],
			e.ToContact[catalogue.MethodPhone], e.ToContact[catalogue.MethodText], e.ToContact[catalogue.MethodLetter], e.Stopped}
		if diff := cmp.Diff(want[s.Name()], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.Name(), diff)
		}
	}
}

// TestDurhamPhoneResults: 37 calls, 6 failed after two tries, 31 reached.
func TestDurhamPhoneResults(t *testing.T) {
	got := map[string]int{}
	for _, c := range Samples()[1].Contacts() {
		got[string(c.Method)+" "+c.Outcome+" "+c.Result]++
	}
	want := map[string]int{
		"phone no_answer ": 12, "letter sent no_response": 6 + 13, "text sent no_response": 16,
		"phone reached moved_away": 2, "phone reached declined": 7, "phone reached info_sent": 11, "phone reached equipment_sent": 2,
		"phone reached referred_to_community": 9, "phone wrong_number returned_to_police": 4,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestRowsDecideThemselves: what is expected of each row at import follows from the row and the
// file of the existing service, with nothing else known.
func TestRowsDecideThemselves(t *testing.T) {
	set := cataloguetest.Shipped(t)
	m, _ := set.Mapping("police-standard")
	for _, s := range Samples() {
		e := s.Expected()
		text, err := s.File()
		if err != nil {
			t.Fatal(err)
		}
		file, err := police.Read(bytes.NewReader(text), m, clock.Date(e.On))
		if err != nil || file.Problem != nil || len(file.Unread) > 0 {
			t.Fatalf("%s: %v %+v, unread columns %v", s.Name(), err, file.Problem, file.Unread)
		}
		for i, l := range file.Lines {
			c := e.Cases[i]
			why, method := decide(set, l, clock.Date(e.On))
			if why != c.Reason || method != c.Method || l.Of != c.Of {
				t.Errorf("%s row %d (%s): %q %q of %d, want %q %q of %d", s.Name(), c.Row, c.Line, why, method, l.Of, c.Reason, c.Method, c.Of)
			}
			if l.Row == nil || len(l.Row.Doubts) > 0 {
				t.Errorf("%s row %d is doubted: %+v", s.Name(), c.Row, l.Row.Doubts)
			}
		}
	}
}

// decide is the order of part 3 of the practice notes, as plainly as it can be said.
func decide(set *catalogue.Set, l police.Line, on clock.Date) (reason.Code, catalogue.Method) {
	if !l.Usable() {
		return l.Reason, ""
	}
	adt, _ := set.Service("adt")
	r := l.Row
	offence, known := set.Offence(r.Offence.Code)
	groups := offence.Groups
	if r.DomesticAbuse == police.Yes {
		groups = append(groups[:len(groups):len(groups)], "domestic_abuse")
	}
	_, explicit := adt.Basis.NeedsExplicitConsent(groups)
	phone := !r.Victim.Phone.IsZero() || !r.Victim.Mobile.IsZero()
	letter := len(r.Victim.Address) > 0
	switch {
	case !known:
		return reason.UnknownOffence, ""
	case adt.Excludes(offence.Code):
		return reason.ExcludedType, ""
	case r.ChildProtection == police.Yes:
		return reason.ChildProtection, ""
	case r.Victim.Born.AddMonths(12*adt.Age.Min) > on:
		return reason.UnderAge, ""
	case explicit && r.Consent.Given != "explicit":
		return reason.ConsentMissing, ""
	case !phone && !letter && r.Victim.Email.IsZero():
		return reason.InsufficientContact, ""
	case (!phone || r.Safe.Phone == police.No && r.Safe.Text == police.No) && (!letter || r.Safe.Letter == police.No):
		return reason.NoSafeContact, ""
	}
	method, _ := adt.FirstContact.ByOffence(groups)
	return "", method
}

// TestNobodyIsReal: numbers only from the ranges kept for film and theatre, each person's own.
func TestNobodyIsReal(t *testing.T) {
	number := regexp.MustCompile(`\b0\d{4} \d{6}\b`)
	for _, s := range Samples() {
		text, err := s.File()
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range number.FindAllString(string(text), -1) {
			if !strings.HasPrefix(n, "07700 900") && !strings.HasPrefix(n, "01632 960") {
				t.Errorf("%s: %s is not a number kept for drama", s.Name(), n)
			}
		}
	}
}
