package match

import (
	"encoding/csv"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The values that Winkler printed, by which every implementation is known.
func TestJaroWinkler(t *testing.T) {
	tests := []struct {
		a, b string
		want float64
	}{
		{"MARTHA", "MARHTA", 0.961},
		{"DWAYNE", "DUANE", 0.840},
		{"DIXON", "DICKSONX", 0.813},
		{"same", "same", 1},
		{"", "", 1},
		{"", "anne", 0},
		{"abc", "xyz", 0},
	}
	for _, tt := range tests {
		if got := JaroWinkler(tt.a, tt.b); math.Abs(got-tt.want) > 0.0005 {
			t.Errorf("JaroWinkler(%q, %q) = %.4f, want %.3f", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestJaroWinklerIsSymmetricAndBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringN(0, 80, -1).Draw(t, "a"), rapid.StringN(0, 80, -1).Draw(t, "b")
		x, y := JaroWinkler(a, b), JaroWinkler(b, a)
		if math.Abs(x-y) > 0.15 { // greedy pairing may differ a little with the direction
			t.Fatalf("%v one way, %v the other", x, y)
		}
		if x < 0 || x > 1 {
			t.Fatalf("%v is not between 0 and 1", x)
		}
	})
}

func TestSoundex(t *testing.T) {
	tests := map[string]string{
		"robert": "R163", "rupert": "R163", "ashcraft": "A261", "tymczak": "T522", "pfister": "P236",
		"honeyman": "H555", "lee": "L000", "": "", "محمد": "محمد",
	}
	for word, want := range tests {
		if got := Soundex(word); got != want {
			t.Errorf("Soundex(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestNewName(t *testing.T) {
	tests := []struct {
		forename, surname string
		want              Name
	}{
		{"Mrs Siân", "O’Neill", Name{[]string{"sian"}, []string{"oneill"}}},
		{"MARY-ANN", "Smith-Jones", Name{[]string{"mary", "ann"}, []string{"smith", "jones"}}},
		{"Jürgen", "van der Berg", Name{[]string{"jurgen"}, []string{"berg"}}},
		{"Unknown", "N/K", Name{}},
		{"J.", "Li", Name{[]string{"j"}, []string{"li"}}},
		{"\u202eAhmed\u202c", "Al", Name{[]string{"ahmed"}, []string{"al"}}},
		{"Łukasz", "Groß MBE", Name{[]string{"lukasz"}, []string{"gross"}}},
	}
	for _, tt := range tests {
		got := NewName(tt.forename, tt.surname)
		if len(got.Forenames) == 0 {
			got.Forenames = nil
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("NewName(%q, %q) (-want +got):\n%s", tt.forename, tt.surname, diff)
		}
	}
}

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("folding %q twice gives another text", s)
		}
	})
}

func TestPostcodeCases(t *testing.T) {
	f, err := os.Open("testdata/postcode_validation_cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		p, ok := ParsePostcode(row[0])
		if want := row[2] == "1"; ok != want || p.String() != row[1] {
			t.Errorf("ParsePostcode(%q) = %q %v, want %q %v (%s)", row[0], p, ok, row[1], want, row[5])
		}
	}
}

func TestPostcodeParts(t *testing.T) {
	tests := []struct{ in, area, district, sector string }{
		{"GU1 3AA", "GU", "GU1", "GU1 3"},
		{"ec1a 1aa", "EC", "EC1", "EC1A 1"},
		{"M419PQ", "M", "M41", "M41 9"},
		{"W1U 2DW", "W", "W1", "W1U 2"},
	}
	for _, tt := range tests {
		p, ok := ParsePostcode(tt.in)
		got := []string{p.Area(), p.District(), p.Sector()}
		if diff := cmp.Diff([]string{tt.area, tt.district, tt.sector}, got); !ok || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.in, ok, diff)
		}
	}
}

func TestParsePhone(t *testing.T) {
	tests := []struct {
		in, want string
		mobile   bool
	}{
		{"07700 900123", "+447700900123", true},
		{"+44 (0)7700 900123", "+447700900123", true},
		{"01632 960001", "+441632960001", false},
		{"020 7946 0018", "+442079460018", false},
		{"0044 1642 326326", "+441642326326", false},
		{"12345", "", false},
		{"not on phone", "", false},
		{"", "", false},
		{"07700 90012", "", false},
	}
	for _, tt := range tests {
		got, ok := ParsePhone(tt.in)
		if got != tt.want || ok != (tt.want != "") || IsMobile(got) != tt.mobile {
			t.Errorf("ParsePhone(%q) = %q %v, mobile %v", tt.in, got, ok, IsMobile(got))
		}
	}
}

func TestParseEmail(t *testing.T) {
	tests := map[string]string{
		" Ann.Other@Example.ORG ":   "ann.other@example.org",
		"a.n.other+x@gmail.com":     "another@gmail.com",
		"another@googlemail.com":    "another@gmail.com",
		"Ann <ann@example.org>":     "",
		"ann at example.org":        "",
		"ann@localhost":             "",
		"":                          "",
		strings.Repeat("@", 10_000): "",
	}
	for in, want := range tests {
		if got, ok := ParseEmail(in); got != want || ok != (want != "") {
			t.Errorf("ParseEmail(%.40q) = %q %v, want %q", in, got, ok, want)
		}
	}
}
