package match

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"goldenthread/internal/clock"
)

// person makes a record: name, date of birth, first line, postcode, phone. Blank is not known.
func person(forename, surname, born, line, postcode, phone string) Record {
	r := Record{Names: []Name{NewName(forename, surname)}, Born: Born(clock.Date(born))}
	if line+postcode != "" {
		r.Homes = []Home{NewHome(line, postcode)}
	}
	if p, ok := ParsePhone(phone); ok {
		r.Phones = []string{p}
	}
	return r
}

func (r Record) as(forename, surname string) Record {
	r.Names = append(r.Names, NewName(forename, surname))
	return r
}

func (r Record) other() Record { r.OtherParty = true; return r }

func TestCompare(t *testing.T) {
	const line, pc, phone = "4 Quillfeather Row", "TS1 3ZZ", "07700 900111"
	keeley := person("Keeley", "Harbottle", "1987-03-14", line, pc, phone)
	tests := []struct {
		name      string
		a, b      Record
		confident bool
		review    bool
		words     string // part of the one-line summary
	}{
		{"the same in all", keeley, keeley, true, false, "Same date of birth"},
		{"moved, same phone", keeley, person("Keeley", "Harbottle", "1987-03-14", "9 Other Way", "DL1 1AA", phone), true, false, "Same phone"},
		{"a day off", keeley, person("Keeley", "Harbottle", "1987-03-15", "", "", phone), false, true, "; date of birth differs by a day"},
		{"day and month the other way round", person("Keeley", "Harbottle", "1987-03-11", line, "", ""),
			person("Keeley", "Harbottle", "1987-11-03", line, "", ""), false, true, "other way round"},
		{"first name and surname exchanged", keeley, person("Harbottle", "Keeley", "1987-03-14", line, pc, ""), true, false, "other way round"},
		{"married, earlier name kept", person("Keeley", "Dunstan", "1987-03-14", "9 Other Way", "DL1 1AA", "").as("Keeley", "Harbottle"),
			person("Keeley", "Harbottle", "1987-03-14", line, pc, ""), true, false, "another of the names"},
		{"married, earlier name not known", person("Keeley", "Dunstan", "1987-03-14", "", "", phone), keeley, true, false, "Same phone"},
		{"known by a short name", person("Liz", "Harbottle", "1987-03-14", "", pc, ""),
			person("Elizabeth", "Harbottle", "1987-03-14", "", pc, ""), true, false, "forms of one name"},
		{"twins", keeley, person("Jordan", "Harbottle", "1987-03-14", line, pc, phone), false, true, "first names differ"},
		{"parent and child of one name", person("John", "Harbottle", "1957-06-02", line, pc, phone),
			person("John", "Harbottle", "1987-03-14", line, pc, phone), false, true, "years apart"},
		{"parent and child", person("Maureen", "Harbottle", "1957-06-02", line, pc, phone), keeley, false, false, ""},
		{"a couple, dates not known", person("Dean", "Harbottle", "", line, pc, phone), person("Keeley", "Harbottle", "", line, pc, phone), false, false, ""},
		{"two John Smiths born one day", person("John", "Smith", "1980-05-06", "1 A Street", "GU1 3AA", ""),
			person("John", "Smith", "1980-05-06", "2 B Street", "TS1 3ZZ", ""), false, true, "a common one"},
		{"only a common name", person("John", "Smith", "", "", "", ""), person("John", "Smith", "", "", "", ""), false, false, ""},
		{"placeholders do not meet", person("Unknown", "Unknown", "1900-01-01", "", "ZZ99 3VZ", ""),
			person("unknown", "UNKNOWN", "1900-01-01", "", "ZZ99 3VZ", ""), false, false, "Little to go by"},
		{"the other party is she herself elsewhere", keeley, keeley.other(), false, true, ""},
		{"strangers", keeley, person("Owen", "Pritchard", "1961-08-30", "2 B Street", "GU1 3AA", "07700 900222"), false, false, "Dates of birth"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Compare(tt.a, tt.b)
			if got.Confident != tt.confident || got.Review != tt.review {
				t.Errorf("confident %v, review %v, want %v and %v: score %.1f, vetoes %v, %v", got.Confident, got.Review,
					tt.confident, tt.review, got.Score, got.Vetoes, got.Reasons)
			}
			if !strings.Contains(strings.ToLower(got.Words()), strings.ToLower(tt.words)) {
				t.Errorf("says %q, want %q in it", got.Words(), tt.words)
			}
		})
	}
}

// TestHouseholdAloneProposesNobody: whatever a household shares, it is not a person.
func TestHouseholdAloneProposesNobody(t *testing.T) {
	a := person("", "Zbrozek", "", "4 Quillfeather Row", "TS1 3ZZ", "07700 900111")
	got := Compare(a, a)
	if got.Review || got.Confident {
		t.Errorf("score %.1f from surname, home and phone alone: %v", got.Score, got.Reasons)
	}
}

// TestCompareHolds: for any two records the result is the same both ways, its score is the sum
// of what it says, it says nothing of the records themselves, and a veto is never outvoted.
func TestCompareHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawRecord(t, "a"), drawRecord(t, "b")
		ab, ba := Compare(a, b), Compare(b, a)
		if math.Abs(ab.Score-ba.Score) > 1e-9 || ab.Confident != ba.Confident || ab.Review != ba.Review {
			t.Fatalf("%.3f one way, %.3f the other", ab.Score, ba.Score)
		}
		sum := Prior
		for _, r := range ab.Reasons {
			sum += r.Weight
			if strings.Contains(r.Words, "Quill") || strings.Contains(r.Words, "TS1") || r.Words == "" {
				t.Fatalf("reason %q", r.Words)
			}
		}
		if math.Abs(sum-ab.Score) > 1e-9 || math.IsNaN(ab.Score) {
			t.Fatalf("reasons add up to %.3f, the score is %.3f", sum, ab.Score)
		}
		if ab.Confident && (len(ab.Vetoes) > 0 || ab.Review) {
			t.Fatalf("confident with vetoes %v, review %v", ab.Vetoes, ab.Review)
		}
	})
}

func drawRecord(t *rapid.T, label string) Record {
	pick := func(what string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label+what) }
	r := person(
		pick("fn", "", "Anne", "Annie", "Ann-Marie", "Bob", "Robert", "A", "محمد"),
		pick("sn", "", "Anne", "Smith", "Smith-Jones", "Smyth", "Zbrozek"),
		pick("dob", "", "1980-01-01", "1980-05-06", "1980-06-05", "1981-05-06", "2011-05-06"),
		pick("line", "", "4 Quillfeather Row", "4 Quilfeather Rw", "6 Quillfeather Row"),
		pick("pc", "", "TS1 3ZZ", "TS1 3ZY", "ZZ99 3VZ", "bad"),
		pick("phone", "", "07700 900111", "07700 900112"))
	r.Sex = Sex(pick("sex", "", "female", "male", "other"))
	r.OtherParty = rapid.Bool().Draw(t, label+"other")
	return r
}

func TestKeys(t *testing.T) {
	r := person("Bob", "Smith-Jones", "1987-03-14", "4 Quillfeather Row", "TS1 3ZZ", "07700 900111")
	r.Emails = []string{"bob@example.org"}
	rules := map[string]int{}
	for _, k := range Keys(r) {
		rules[k.Rule]++
		if len(k.Parts) == 1 && k.Rule != RulePhone && k.Rule != RuleEmail {
			t.Errorf("%s is not composite", k.Rule)
		}
	}
	want := map[string]int{
		RulePhone: 1, RuleEmail: 1, RuleSoundBirth: 5, RuleNamesYear: 6, RuleNamesDay: 6,
		RuleNamesDistrict: 6, RulePostcodeSound: 5, RulePostcodeBirth: 1,
	}
	if diff := cmp.Diff(want, rules); diff != "" {
		t.Errorf("keys by rule (-want +got):\n%s", diff)
	}
}

func TestKeysOfLittle(t *testing.T) {
	tests := []struct {
		name string
		r    Record
		want int
	}{
		{"nothing", Record{}, 0},
		{"a name alone", person("Keeley", "Harbottle", "", "", "", ""), 0},
		{"a date of birth alone", person("", "", "1987-03-14", "", "", ""), 0},
		{"a placeholder and no fixed abode", person("Unknown", "Unknown", "1900-01-01", "", "ZZ99 3VZ", ""), 0},
		{"a phone alone", person("", "", "", "", "", "07700 900111"), 1},
	}
	for _, tt := range tests {
		if got := Keys(tt.r); len(got) != tt.want {
			t.Errorf("%s: %d keys, want %d", tt.name, len(got), tt.want)
		}
	}
}

// TestKeysMeet: what people get wrong in one field still leaves a key in common.
func TestKeysMeet(t *testing.T) {
	base := person("Elizabeth", "Harbottle", "1987-03-11", "4 Quillfeather Row", "TS1 3ZZ", "07700 900111")
	for name, other := range map[string]Record{
		"short name, new surname, moved": person("Liz", "Dunstan", "1987-03-11", "", "", ""),
		"names exchanged":                person("Harbottle", "Elizabeth", "1987-03-11", "", "", ""),
		"day and month exchanged":        person("Elizabeth", "Harbottle", "1987-11-03", "", "", ""),
		"another year":                   person("Elizabeth", "Harbottle", "1978-03-11", "", "", ""),
		"no date, same district":         person("Elizabeth", "Harbottle", "", "", "TS1 9XX", ""),
		"spelt otherwise, same postcode": person("", "Harbotle", "", "", "TS1 3ZZ", ""),
		"only the phone":                 person("", "", "", "", "", "07700 900111"),
	} {
		if !meet(Keys(base), Keys(other)) {
			t.Errorf("%s: no key in common", name)
		}
	}
}

func meet(a, b []Key) bool {
	return slices.ContainsFunc(a, func(x Key) bool {
		return slices.ContainsFunc(b, func(y Key) bool { return cmp.Equal(x, y) })
	})
}

func TestKeysAreBounded(t *testing.T) {
	long := strings.Repeat("very-", 200) + "long"
	r := person(strings.Repeat("x ", 300), long, "1987-03-14", "", "TS1 3ZZ", "07700 900111")
	if got := len(Keys(r)); got > MaxKeys {
		t.Errorf("%d keys, at most %d", got, MaxKeys)
	}
}
