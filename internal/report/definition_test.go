package report

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const sound = `key: small
title: Small
service: barnet-asb
records_from: 2017-04-01
tables:
  - id: sources
    title: Sources
    counts: referrals
    caption: "{sources} referrals"
    columns: [year, percent]
    share: Share
    rows:
      - {key: police, label: Police, codes: [police]}
      - {key: self, label: Self, codes: [self]}
`

// load reads one definition with the real schema.
func load(t *testing.T, text string) ([]Definition, error) {
	t.Helper()
	schema, err := os.ReadFile("../../catalogue/schema/report.json")
	if err != nil {
		t.Fatal(err)
	}
	return Load(fstest.MapFS{
		"schema/report.json": {Data: schema},
		"reports/small.yaml": {Data: []byte(text)},
	})
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct {
		name, old, new string
		line           int
		reason         string
	}{
		{"sound", "", "", 0, ""},
		{"not YAML", "tables:", "tables: [", 0, ""},
		{"two in one file", "key: small", "key: small\n---\nkey: other", 1, "more than one document"},
		{"unknown key", "title: Small", "titel: Small", 1, "titel"},
		{"unknown measure", "counts: referrals", "counts: sneezes", 8, "tables.0.counts"},
		{"unknown column", "[year, percent]", "[year, q5]", 10, "q5 is not known"},
		{"a row takes nothing", ", codes: [self]", "", 14, "tables.0.rows.1"},
		{"a date that is none", "2017-04-01", "2017-02-30", 4, "not a date"},
		{"share without percent", "[year, percent]", "[year]", 10, "percentages"},
		{"two rows, one code", "codes: [self]", "codes: [police]", 14, `both take "police"`},
		{"two rows, one key", "key: self", "key: police", 14, "the row key police is taken"},
		{"a row for all beside others", "codes: [self]", "all: true", 14, "the only one"},
		{"ages in a table of sources", "codes: [self]", "ages: {from: 1, to: 2}", 14, "counts age"},
		{"printed where no column is", "codes: [self]", "codes: [self], printed: {q1: 3}", 14, "no such column"},
		{"a figure nobody counts", "{sources} referrals", "{sauces} referrals", 6, "{sauces}"},
		{"a row nobody has", "{sources} referrals", "{sources/bank} referrals", 6, "{sources/bank}"},
		{"equal to nothing", "share: Share", "share: Share\n    must_equal: nothing", 12, "names no table"},
		{"a map of sources", "share: Share", "share: Share\n    map: districts", 12, "a map needs a table by: district"},
		{"people said to be nobody", "share: Share", "share: Share\n    of_nobody: true", 12, "about nobody"},
		{"a target with two rows", "[year, percent]", "[year, target, percent]", 13, "one row"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := load(t, strings.Replace(sound, tt.old, tt.new, 1))
			if tt.name == "sound" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var faults Faults
			if !errors.As(err, &faults) {
				t.Fatalf("error %v, want faults", err)
			}
			for _, f := range faults {
				if f.File == "reports/small.yaml" && strings.Contains(f.Reason, tt.reason) && (tt.line == 0 || f.Line == tt.line) {
					return
				}
			}
			t.Errorf("no fault at line %d says %q: %v", tt.line, tt.reason, err)
		})
	}
}

// What is about nobody is published in full, and the same small number of people is not.
func TestWhatIsAboutNobodyIsPublished(t *testing.T) {
	all, err := load(t, sound+`  - {id: work, title: Work, counts: activities, of_nobody: true, caption: Work, columns: [year],
     rows: [{key: group, label: Working group, codes: [working_group]}, {key: meeting, label: Meeting, codes: [practitioner_meeting]}]}
`)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2017-04-01")
	r := Build(all[0], p, p.To, Facts{Tallies: []Tally{{Measure: Referrals, Code: "police", Month: 1, N: 2}, {Measure: Activities, Code: "working_group", Month: 1, N: 2}}}).Publish()
	if got, want := lines(r.Tables[1]), []string{"Working group: 2", "Meeting: 0", "All: 2"}; !slices.Equal(got, want) {
		t.Errorf("the activities are published as %v, want %v", got, want)
	}
	if got := r.Tables[0].Rows[0].Cells[InYear]; got != Hidden {
		t.Errorf("two people are published as %s", got)
	}
	if !strings.Contains(r.Copy(), "about nobody") {
		t.Errorf("the copy does not say what stands in full: %s", r.Copy())
	}
}

func TestStrayCodesAreShown(t *testing.T) {
	all, err := load(t, sound)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2017-04-01")
	r := Build(all[0], p, p.To, Facts{Tallies: []Tally{{Measure: Referrals, Code: "police", Month: 1, N: 2}, {Measure: Referrals, Code: "carrier_pigeon", Month: 4, N: 1}, {Measure: Referrals, Code: "", Month: 7, N: 1}}})
	want := []string{"Police: 2 50", "Self: 0 0", "Not in this list: not recorded, carrier_pigeon: 2 50", "All: 4 100"}
	if diff := cmp.Diff(want, lines(r.Tables[0])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.Notes[1].About != Unlisted {
		t.Errorf("no note tells of the codes that are not in the list: %v", r.Notes)
	}
}

func TestYearBeforeStandsBesideTheYear(t *testing.T) {
	all, err := load(t, sound)
	if err != nil {
		t.Fatal(err)
	}
	f := Facts{Tallies: []Tally{{Measure: Referrals, Code: "police", Month: 1, N: 2}}, Before: []Tally{{Measure: Referrals, Code: "self", Month: 10, N: 5}}}
	for from, want := range map[string][]string{
		"2017-04-01": {"Police: 2 100", "Self: 0 0", "All: 2 100"}, // records begin here: nothing to compare with
		"2018-04-01": {"Police: 2 0 100", "Self: 0 5 0", "All: 2 5 100"},
	} {
		p, _ := Year(all[0].RecordsFrom)
		if from == "2018-04-01" {
			p, _ = Year("2018-04-01")
		}
		r := Build(all[0], p, p.To, f)
		if diff := cmp.Diff(want, lines(r.Tables[0])); diff != "" {
			t.Errorf("the year from %s (-want +got):\n%s", from, diff)
		}
	}
}

func TestUnequalTotalsAreTold(t *testing.T) {
	text := sound + `  - id: gender
    title: Gender
    counts: sex
    caption: Gender
    columns: [year]
    must_equal: sources
    rows:
      - {key: female, label: Female, codes: [female]}
`
	all, err := load(t, text)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2017-04-01")
	r := Build(all[0], p, p.To, Facts{Tallies: []Tally{{Measure: Referrals, Code: "police", Month: 1, N: 2}, {Measure: Sex, Code: "female", Month: 1, N: 1}}})
	if r.Agrees || r.Notes[0].Text != "Gender counts 1, but Sources counts 2: they must be equal." {
		t.Errorf("agrees %v, notes %v", r.Agrees, r.Notes)
	}
}

func TestCausesOfDifferences(t *testing.T) {
	tests := []struct {
		name    string
		printed string // of police, which is 27 in q1 and 30 in the year, of 41
		cause   string
	}{
		{"the count", "{percent: 30}", "the count repeated as the percentage"},
		{"rounded otherwise", "{percent: 74}", "the share rounded in another way"},
		{"another column", "{year: 27}", "the figure of another column of the same line"},
		{"swapped", "{q1: 72}", "two digits in the wrong order"},
		{"the next line", "{year: 11}", "the figure of the line beside it"},
		{"no idea", "{year: 99}", ""},
		{"nothing wrong", "{year: 30, q1: 27, percent: 73}", "-"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(sound, "codes: [police]", "codes: [police], printed: "+tt.printed, 1)
			text = strings.Replace(text, "[year, percent]", "[q1, year, percent]", 1)
			text = strings.Replace(text, "tables:", "published: {title: Print, on: 2018-04-06, from: 2017-04-01, to: 2018-03-31}\ntables:", 1)
			all, err := load(t, text)
			if err != nil {
				t.Fatal(err)
			}
			p, _ := Year("2017-04-01")
			facts := Facts{Tallies: []Tally{{Measure: Referrals, Code: "police", Month: 1, N: 27}, {Measure: Referrals, Code: "police", Month: 4, N: 3}, {Measure: Referrals, Code: "self", Month: 4, N: 11}}}
			r := Build(all[0], p, p.To, facts)
			got := "-"
			if n := r.Notes[0]; n.About == Differs {
				got = n.Cause
			}
			if got != tt.cause {
				t.Errorf("the cause given is %q, want %q", got, tt.cause)
			}
			// As at a later day the same facts are wrong for the same cause: nothing was recorded since that could be it.
			for _, n := range Build(all[0], p, "2018-10-29", facts).Notes {
				if n.About == Differs && (n.Cause != tt.cause || tt.cause == "" && !strings.HasSuffix(n.Text,
					"No likely cause was found: open the figure and go through its records. It was printed as at 6 April 2018, and this return also counts what was recorded later: make it as at that day to compare.")) {
					t.Errorf("as at a later day the cause of equal facts is %q: %s", n.Cause, n.Text)
				}
			}
			// A print from before the period was over did not hold what happened in the rest of it, whenever that was recorded.
			early, err := load(t, strings.Replace(text, "on: 2018-04-06", "on: 2016-07-21", 1))
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range Build(early[0], p, "2018-10-29", facts).Notes {
				if n.About == Differs && strings.Contains(n.Text, "It was printed as at") {
					t.Errorf("printed before its period: %s", n.Text)
				}
			}
			later, _ := Year("2018-04-01")
			for _, n := range Build(all[0], later, later.To, Facts{}).Notes {
				if n.About == Differs {
					t.Errorf("another year is compared with the print: %v", n)
				}
			}
		})
	}
}

// Plain rounding gives a column of 99; print that rounds so is told so.
func TestHalfUpColumnIsTold(t *testing.T) {
	text := strings.Replace(sound, "codes: [police]", "codes: [police], printed: {percent: 33}", 1)
	text = strings.Replace(text, "codes: [self]}", "codes: [self], printed: {percent: 33}}\n      - {key: c, label: C, codes: [c], printed: {percent: 33}}", 1)
	text = strings.Replace(text, "tables:", "published: {title: Print, on: 2018-04-06, from: 2017-04-01, to: 2018-03-31}\ntables:", 1)
	all, err := load(t, text)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := Year("2017-04-01")
	r := Build(all[0], p, p.To, Facts{Tallies: []Tally{{Measure: Referrals, Code: "police", Month: 1, N: 5}, {Measure: Referrals, Code: "self", Month: 1, N: 5}, {Measure: Referrals, Code: "c", Month: 1, N: 5}}})
	if want := "each share rounded by itself, half up, so that the column does not add to 100"; r.Notes[0].Cause != want {
		t.Errorf("the cause given is %q, want %q", r.Notes[0].Cause, want)
	}
}
