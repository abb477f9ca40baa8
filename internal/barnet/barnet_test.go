package barnet

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/clock"
)

const folder = "../../testdata/barnet-2017-18"

func read(t *testing.T) Records {
	t.Helper()
	r, err := Read(os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The committed files are what Make makes, byte for byte, and read back as they were.
func TestFilesAreMade(t *testing.T) {
	made, err := Make()
	if err != nil {
		t.Fatal(err)
	}
	files, err := made.Files()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got) {
			t.Errorf("%s is not what Make makes: run go generate ./internal/barnet", name)
		}
	}
	if diff := cmp.Diff(made, read(t)); diff != "" {
		t.Errorf("the files read back differently (-made +read):\n%s", diff)
	}
}

// halves counts codes by the half of the year; days outside the year are not counted.
type halves map[string][2]int

func (h halves) add(code string, on clock.Date) {
	if on < YearFrom || on > YearTo {
		return
	}
	n := h[code]
	if on < "2017-10-01" {
		n[0]++
	} else {
		n[1]++
	}
	h[code] = n
}

// The published margins, written down here a second time from the print (D5c to D7b: Q3 and Q4, year).
func TestPublishedMargins(t *testing.T) {
	r := read(t)
	printed := map[string]map[string][2]int{
		"sources": {"metropolitan_police": {11, 23}, "barnet_asb_team": {15, 21}, "community_safety": {5, 12}, "multi_crime": {3, 4}, "self": {1, 8},
			"environmental_health": {0, 1}, "housing": {2, 10}},
		"onward": {"community_marac": {3, 10}, "mental_health": {19, 43}, "housing_support": {21, 32}, "community_safety": {4, 13}, "emergency_services": {6, 8},
			"social_care": {3, 8}, "police_complaints": {0, 2}, "highways": {0, 2}, "legal_services": {4, 9}},
		"need": {"emotional": {35, 72}, "practical": {35, 68}, "advocacy": {34, 60}, "mediation": {2, 8}, "personal_safety": {8, 25},
			"home_security": {10, 10}, "housing": {22, 33}, "special_support": {19, 49}, "asb_powers": {7, 13}},
		"additional": {"assault": {25, 32}, "hate_crime": {21, 49}, "criminal_damage": {10, 22}, "noise": {15, 32}, "harassment": {33, 51},
			"drugs": {6, 20}, "parking": {1, 6}, "youth": {5, 12}, "burglary": {2, 4}},
	}
	counted := map[string]halves{"sources": {}, "onward": {}, "need": {}, "additional": {}}
	for _, x := range r.Referrals {
		counted["sources"].add(x.Source, x.ReceivedOn)
	}
	for _, x := range r.Onward {
		counted["onward"].add(x.Code, x.On)
	}
	for _, x := range r.Needs {
		counted[x.Kind].add(x.Code, x.On)
	}
	for table, want := range printed {
		got := map[string][2]int{}
		for code, n := range counted[table] {
			got[code] = [2]int{n[1], n[0] + n[1]}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-printed +counted):\n%s", table, diff)
		}
	}
}

func TestQuartersAndPeople(t *testing.T) {
	r := read(t)
	var quarter, mediation [4]int
	in := func(on clock.Date) int {
		for q := range 4 {
			if on >= quarters[q] && on < quarters[q+1] {
				return q
			}
		}
		return -1
	}
	who := map[string]Person{}
	for _, p := range r.People {
		who[p.Case] = p
	}
	sex, groups, ages := map[string]int{}, map[string]int{}, map[string]int{}
	carried := 0
	for _, x := range r.Referrals {
		if in(x.ReceivedOn) < 0 {
			carried++
			if x.OpenedOn >= YearFrom || x.ClosedOn < YearFrom {
				t.Errorf("%s is carried over, but was not open on the first day of the year", x.Case)
			}
			continue
		}
		quarter[in(x.ReceivedOn)]++
		if x.OpenedOn > YearTo {
			t.Errorf("%s was referred in the year, but its case opened after it", x.Case)
		}
		p := who[x.Case]
		sex[p.Sex]++
		groups[group(p.Ethnicity)]++
		ages[ageBand(p, x.ReceivedOn)]++
	}
	for _, x := range r.Mediation {
		mediation[in(x.On)]++
	}
	spoken := map[string]bool{}
	for _, x := range r.Advocacy {
		spoken[x.Case] = true
	}
	check := func(what string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-printed +counted):\n%s", what, diff)
		}
	}
	check("new referrals by quarter", [4]int{29, 13, 27, 10}, quarter)
	check("mediation by quarter", [4]int{5, 1, 1, 1}, mediation)
	check("carried over", 10, carried)
	check("sex", map[string]int{"male": 25, "female": 54}, sex)
	check("ethnicity", map[string]int{"White British": 33, "White Other": 14, "Asian": 14, "Black British": 9, "Not given": 9}, groups)
	check("age", map[string]int{"18-25": 11, "26-35": 11, "36-45": 15, "46-55": 12, "56-65": 14, "66+": 9, "Not given": 7}, ages)
	check("people spoken up for", 26, len(spoken))
	if len(r.Advocacy) <= 26 {
		t.Errorf("%d records of speaking up: there must be more than there are people", len(r.Advocacy))
	}
}

func group(code string) string {
	switch {
	case code == "W1":
		return "White British"
	case strings.HasPrefix(code, "W"):
		return "White Other"
	case strings.HasPrefix(code, "A"):
		return "Asian"
	case strings.HasPrefix(code, "B"):
		return "Black British"
	}
	return "Not given"
}

func ageBand(p Person, on clock.Date) string {
	n, ok := p.AgeAt(on)
	switch {
	case !ok:
		return "Not given"
	case n <= 25:
		return "18-25"
	case n <= 35:
		return "26-35"
	case n <= 45:
		return "36-45"
	case n <= 55:
		return "46-55"
	case n <= 65:
		return "56-65"
	}
	return "66+"
}

// What makes the records believable: unique people, adults, facts within the case's life, no fact twice.
func TestRecordsHold(t *testing.T) {
	r := read(t)
	lives := map[string]Referral{}
	for _, x := range r.Referrals {
		lives[x.Case] = x
		if x.ReceivedOn >= x.OpenedOn || x.OpenedOn >= x.ClosedOn {
			t.Errorf("%s: received, opened and closed are out of order", x.Case)
		}
	}
	once := map[string]bool{}
	unique := func(kind, value string) {
		t.Helper()
		if value != "" && once[kind+value] {
			t.Errorf("%s %s is there twice", kind, value)
		}
		once[kind+value] = true
	}
	within := func(c string, on clock.Date) {
		t.Helper()
		if x := lives[c]; on < x.OpenedOn || on > x.ClosedOn {
			t.Errorf("%s: %s is outside the life of the case", c, on)
		}
	}
	for _, p := range r.People {
		unique("name ", p.Forename+" "+p.Surname)
		unique("phone ", p.Phone)
		unique("postcode ", p.Postcode)
		unique("case ", p.Case)
		within(p.Case, p.AskedOn)
		if n, ok := p.AgeAt(lives[p.Case].ReceivedOn); ok && n < 18 {
			t.Errorf("%s is %d years old: the service is for adults", p.Case, n)
		}
		if !strings.HasPrefix(p.Phone, "07700 9007") && !strings.HasPrefix(p.Phone, "020 7946 07") {
			t.Errorf("%s: the telephone number is not one kept for drama", p.Case)
		}
		if p.Email != "" && !strings.HasSuffix(p.Email, "@example.org") {
			t.Errorf("%s: the e-mail is not at example.org", p.Case)
		}
	}
	needsOf := map[string]int{}
	for _, n := range r.Needs {
		unique("need ", n.Case+n.Kind+n.Code)
		within(n.Case, n.On)
		needsOf[n.Case]++
	}
	for c := range lives {
		if needsOf[c] == 0 {
			t.Errorf("%s has neither support nor a need", c)
		}
	}
	for _, o := range r.Onward {
		unique("onward ", o.Case+o.Code)
		within(o.Case, o.On)
	}
	for _, a := range r.Advocacy {
		unique("advocacy ", a.Case+string(a.On))
		within(a.Case, a.On)
	}
	for _, m := range r.Mediation {
		unique("mediation ", m.Case)
		within(m.Case, m.On)
		if !slices.Contains(r.Needs, Need{m.Case, "need", "mediation", m.On}) {
			t.Errorf("%s: mediation was offered but is not noted as support that day", m.Case)
		}
	}
	for _, k := range r.Court {
		within(k.Case, k.On)
	}
}

// Trap I-04: three figures with MARAC in their name are three groups of people.
func TestThreeMARACGroupsOverlap(t *testing.T) {
	r := read(t)
	var spoken, from, to = map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, x := range r.Advocacy {
		spoken[x.Case] = true
	}
	for _, x := range r.Referrals {
		if x.Source == "community_safety" && x.ReceivedOn >= YearFrom {
			from[x.Case] = true
		}
	}
	for _, x := range r.Onward {
		if x.Code == "community_marac" {
			to[x.Case] = true
			if !spoken[x.Case] {
				t.Errorf("%s was referred to the MARAC, but nobody spoke up for her there", x.Case)
			}
		}
	}
	both := 0
	for c := range from {
		if spoken[c] {
			both++
		}
	}
	if len(spoken) != 26 || len(from) != 12 || len(to) != 10 || both == 0 {
		t.Errorf("spoken up for %d, from the MARAC %d (of them %d spoken up for), to it %d", len(spoken), len(from), both, len(to))
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := Read(os.DirFS(dir)); err == nil {
		t.Error("an empty folder was read")
	}
	if err := os.WriteFile(filepath.Join(dir, "people.csv"), []byte("case,name\nB001,X\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), "people.csv: the columns must be") {
		t.Errorf("wrong columns: %v", err)
	}
}
