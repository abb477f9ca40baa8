package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/barnet"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
)

// barnetFacts counts the data set in plain Go: the model the statements of facts.go are held to.
func barnetFacts(r barnet.Records, p Period, asAt clock.Date) Facts {
	f := Facts{Targets: map[string]int{"referrals": 60}}
	add := func(m Measure, code string, on clock.Date) {
		if within(p, on) && on <= asAt {
			f.Tallies = append(f.Tallies, Tally{Measure: m, Code: code, Month: p.Month(on), N: 1})
		}
	}
	addWait := func(by Dimension, code string, x barnet.Referral) {
		if within(p, x.ReceivedOn) && x.ReceivedOn <= asAt {
			f.Tallies = append(f.Tallies, Tally{Measure: ToCase, By: by, Code: code, Month: p.Month(x.ReceivedOn), N: 1, Hours: 24 * x.ReceivedOn.DaysUntil(x.OpenedOn)})
		}
	}
	people := map[string]barnet.Person{}
	for _, x := range r.People {
		people[x.Case] = x
	}
	opened := map[string]clock.Date{}
	for _, x := range r.Referrals {
		opened[x.Case] = x.OpenedOn
		add(Referrals, x.Source, x.ReceivedOn)
		who := people[x.Case]
		sex, ethnicity, years := who.Sex, who.Ethnicity, ""
		if who.AskedOn > asAt {
			sex, ethnicity = "", ""
		}
		if n, ok := who.AgeAt(x.ReceivedOn); ok {
			years = strconv.Itoa(n)
		}
		add(Sex, sex, x.ReceivedOn)
		add(Ethnicity, ethnicity, x.ReceivedOn)
		add(Age, years, x.ReceivedOn)
		if x.OpenedOn <= asAt {
			for by, code := range map[Dimension]string{ByAll: "", ByGender: sex, ByEthnicity: ethnicity, ByAge: years} {
				addWait(by, code, x)
			}
		}
		if x.ClosedOn != "" && within(p, x.ClosedOn) && x.ClosedOn <= asAt { // no statements are among these records
			for _, instrument := range []string{"twelve-outcomes", "satisfaction"} {
				f.Tallies = append(f.Tallies, Tally{Measure: Measured, Instrument: instrument, Month: p.Month(x.ClosedOn), N: 1})
			}
		}
		switch {
		case x.OpenedOn >= p.From:
			add(Supported, "new", x.OpenedOn)
		case x.ClosedOn >= p.From || x.ClosedOn > asAt:
			add(Supported, "carried_over", p.From)
		}
	}
	for _, x := range r.Needs {
		add(map[string]Measure{"need": Needs, "additional": AdditionalNeeds}[x.Kind], x.Code, x.On)
	}
	for _, x := range r.Onward {
		add(Onward, x.Code, x.On)
		add(OnwardStands, "made", x.On)
		if within(p, x.On) && x.On <= asAt {
			f.Tallies = append(f.Tallies, Tally{Measure: ToOnward, By: ByAll, Month: p.Month(x.On), N: 1,
				Hours: int((x.On.At(12, 0) - opened[x.Case].At(12, 0)) / 3600000000)})
		}
	}
	for _, x := range r.Mediation {
		add(Mediation, "", x.On)
		add(Helped, "mediation", x.On)
	}
	spoken := map[string]bool{}
	for _, x := range r.Advocacy {
		add(Helped, "advocacy", x.On)
		add(Helped, "advocacy", x.On) // fill puts one at the other MARAC beside it
	}
	for _, x := range r.Advocacy { // in the order of dates, so the first time counts
		if key := x.Forum + x.Case; within(p, x.On) && !spoken[key] {
			spoken[key] = true
			add(Advocacy, x.Forum, x.On)
		}
	}
	helped := map[string]bool{}
	for _, x := range r.Court {
		if within(p, x.On) && !helped[x.Case] {
			helped[x.Case] = true
			add(Court, "", x.On)
		}
	}
	return f
}

// zeros are the lines of a table of one column that counts nothing, with its total.
func zeros(labels ...string) []string {
	lines := make([]string, 0, len(labels)+1)
	for _, l := range append(labels, "All") {
		lines = append(lines, l+": 0")
	}
	return lines
}

func within(p Period, d clock.Date) bool { return p.From <= d && d <= p.To }

func readBarnet(t testing.TB) barnet.Records {
	t.Helper()
	r, err := barnet.Read(os.DirFS("../../testdata/barnet-2017-18"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func barnetDefinition(t testing.TB) Definition { return definition(t, "barnet-annual") }

// shippedBook is the returns of the shipped catalogue, read once: no test may change one.
var shippedBook = sync.OnceValues(func() (*Book, error) {
	set, err := catalogue.Load(os.DirFS("../../catalogue"))
	if err != nil {
		return nil, err
	}
	return OpenBook(os.DirFS("../../catalogue"), set)
})

// definition gives a return of the shipped catalogue.
func definition(t testing.TB, key string) Definition {
	t.Helper()
	book, err := shippedBook()
	if err != nil {
		t.Fatal(err)
	}
	d, err := book.Definition(key)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func barnetYear(t testing.TB) Period {
	t.Helper()
	p, err := NewPeriod(barnet.YearFrom, barnet.YearTo)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func buildBarnet(t testing.TB) Report {
	t.Helper()
	p := barnetYear(t)
	return Build(barnetDefinition(t), p, "2018-04-06", barnetFacts(readBarnet(t), p, "2018-04-06"))
}

// lines gives a table's cells as text, one line each: "label: figure figure".
func lines(t Table) []string {
	var all []string
	for _, row := range append(slices.Clone(t.Rows), t.Total) {
		s := row.Label + ":"
		for _, c := range t.Columns {
			s += " " + row.Cells[c.Column].String()
		}
		all = append(all, s)
	}
	return all
}

func TestBarnetTables(t *testing.T) {
	r := buildBarnet(t)
	want := map[string][]string{
		"referrals": {"New referrals: 29 13 27 10 37 79", "All: 29 13 27 10 37 79"},
		"supported": {"Already open on 1 April 2017: 10", "New in the year: 79", "All: 89"},
		"target":    {"New referrals: 79 60 131.7", "All: 79 60 131.7"},
		"sources": {"Metropolitan Police: 11 23 29", "Barnet ASB team: 15 21 27", "Community Safety MARAC and Community Safety Team: 5 12 15",
			"Victim Support multi-crime service: 3 4 5", "Self-referral: 1 8 10", "Environmental Health: 0 1 1", "Housing: 2 10 13", "All: 37 79 100"},
		"onward": {"MARAC: 3 10 8", "Mental health support: 19 43 34", "Housing support: 21 32 25", "Community Safety: 4 13 10", "Emergency services: 6 8 6",
			"Social care: 3 8 6", "IPCC (IOPC since January 2018): 0 2 2", "Highways: 0 2 2", "Legal services: 4 9 7", "All: 60 127 100"},
		"needs": {"Emotional: 37 35 72 21", "Practical support: 33 35 68 20", "Advocacy: 26 34 60 18", "Mediation: 6 2 8 2", "Personal safety: 17 8 25 7",
			"Home security: 0 10 10 3", "Housing: 11 22 33 10", "Referral to special support: 30 19 49 15", "ASB powers advice: 6 7 13 4", "All: 166 172 338 100"},
		"additional_needs": {"Assault: 7 25 32 14", "Hate crime: 28 21 49 21", "Criminal damage: 12 10 22 10", "Noise: 17 15 32 14", "Harassment: 18 33 51 22",
			"Drugs related: 14 6 20 9", "Parking: 5 1 6 3", "Youth related: 7 5 12 5", "Burglary: 2 2 4 2", "All: 110 118 228 100"},
		"gender":         {"Male: 25 32", "Female: 54 68", "All: 79 100"},
		"ethnicity":      {"Asian: 14 18", "Black British: 9 11", "White British: 33 42", "White Other: 14 18", "Not given: 9 11", "All: 79 100"},
		"age":            {"18 to 25: 11 14", "26 to 35: 11 14", "36 to 45: 15 19", "46 to 55: 12 15", "56 to 65: 14 18", "66 and over: 9 11", "Not given: 7 9", "All: 79 100"},
		"mediation":      {"Mediation referrals: 5 1 1 1 2 8", "All: 5 1 1 1 2 8"},
		"marac_advocacy": {"People spoken up for: 9 6 7 4 11 26", "All: 9 6 7 4 11 26"},
		"court":          {"People supported at court: 2 1 2 1 3 6", "All: 2 1 2 1 3 6"},
		"gender_census":  {"Female: 54 68.4 57.5 77.6 51.6", "Male: 25 31.6 22.4 42.5 48.4", "All: 79 100 - - 100"},
		"ethnicity_census": {"White: 47 67.1 55.5 77 57.7 64", "Asian: 14 20 12.3 30.8 19.3 18", "Black: 9 12.9 6.9 22.7 7.9 8",
			"Mixed: 0 0 0 5.2 5.4 5", "Other: 0 0 0 5.2 9.8 5", "Not given: 9 - - - - -", "All: 79 100 - - 100 100"},
		"age_census": {"18 to 25: 11 15.3 8.8 25.3 11.7", "26 to 35: 11 15.3 8.8 25.3 19.6", "36 to 45: 15 20.8 13.1 31.6 20.1", "46 to 55: 12 16.7 9.8 26.9 17.5",
			"56 to 65: 14 19.4 12 30 13.5", "66 and over: 9 12.5 6.7 22.1 17.6", "Not given: 7 - - - -", "All: 79 100 - - 100"},
		"ages":           {"Mean age: 45.8", "Median age: 43", "All: -"},
		"wait_not_known": {"Came from a list kept before: 0", "All: 0"}, "wait": {"Everybody who got a case: 79 4 6", "All: 79 4 6"}, "wait_by_gender": {"Male: 25 4 6", "Female: 54 4 6", "All: 79 4 6"},
		"wait_by_ethnicity": {"Asian: 14 4.5 7", "Black British: 9 - -", "White British: 33 4 6", "White Other: 14 3 5", "Not given: 9 - -", "All: 79 4 6"},
		"wait_by_age":       {"18 to 35: 22 4 6", "36 to 55: 27 4 6", "56 and over: 23 4 7", "Not given: 7 - -", "All: 79 4 6"},
		"onward_answers":    {"Accepted: 0 0", "Refused: 0 0", "Received, not answered: 0 0", "Nothing heard: 127 100", "All: 127 100"},
		"onward_time":       {"Referrals made: 127 26 113", "All: 127 26 113"},
		"answer_time":       {"Referrals answered: 0 - -", "All: 0 - -"},
		"promises":          {"Kept in time: 0 0", "Kept late: 0 0", "Not kept when their day had passed: 0 0", "Withdrawn: 0 0", "All: 0 0"},
		"helped": {"Advice on a power against ASB: 0", "Items of home security fitted: 0", "Items of personal safety given: 0",
			"Times somebody was spoken up for: 92", "Mediation offered, once a case: 8", "All: 100"},
		"needs_national": {"Mental and physical health: 72 21", "Shelter and accommodation: 43 13", "Family, friends and children: 8 3", "Education, skills and employment: 0 0",
			"Drugs and alcohol: 0 0", "Finance and benefits: 68 20", "Outlook and attitudes: 38 11", "Social interactions: 109 32", "All: 338 100"},
		// The data set holds no answers, nothing that was missing and no needs out of hours.
		"onward_refusals": zeros("No room: the list is full or too long", "Need is below what they take", "Need is above what they take", "Outside their area",
			"Outside their ages", "Could not reach the person", "The person did not want it", "Not what they do", "No reason given"),
		"gaps": zeros("Emotional", "Practical support", "Advocacy", "Mediation", "Personal safety", "Home security", "Housing",
			"Referral to special support", "ASB powers advice"),
		"out_of_hours": zeros("Somebody to talk to", "Somebody was or felt in danger", "A home that was not secure", "Somewhere to stay",
			"Help with the police or court the next day", "Information", "Something else"),
		"answered_by": {"The emergency services: 0 0", "The out-of-hours line: 0 0", "Another agency: 0 0", "Family or friends: 0 0",
			"Nobody until the service opened: 0 0", "Not known: 0 0", "All: 0 0"},
		// The data set holds no log of work beside the cases, and these facts no service's file.
		"activities": {"ASB working group: 0 0 0", "Practitioner and pan-London meetings: 0 0 0", "Relationship building with partners: 0 0 0",
			"Powers used across boroughs: 0 0 0", "All: 0 0 0"},
		"days": {"With partners in their premises: 0 0 0", "In our own office: 0 0 0", "All: 0 0 0"},
		"week": {"Days a week: 0", "Days a week that are asked for: -", "Days a week with partners: 0", "Days a week with partners that are asked for: -", "All: -"},
	}
	got := map[string][]string{}
	for _, table := range r.Tables {
		if !strings.HasPrefix(table.ID, "statements_") { // those of statements appear by themselves
			got[table.ID] = lines(table)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the tables differ from the published ones (-want +got):\n%s", diff)
	}
}

func TestBarnetNotes(t *testing.T) {
	r := buildBarnet(t)
	var differs []Note
	texts := map[string]bool{}
	for _, n := range r.Notes {
		texts[n.Text] = true
		if n.About == Differs {
			differs = append(differs, n)
		}
	}
	printed, is := Whole(54), Whole(68)
	want := []Note{{About: Differs, Table: "gender", Row: "female", Column: Percent, Printed: &printed, Is: &is, Cause: "the count repeated as the percentage",
		Text: "Gender, Female: printed as 54%, but it is 68% (54 of 79). Likely cause: the count repeated as the percentage. The printed column adds to 86."}}
	if diff := cmp.Diff(want, differs); diff != "" {
		t.Errorf("what differs from print (-want +got):\n%s", diff)
	}
	for _, text := range []string{
		"All totals agree.",
		"Ethnicity known for 70 of 79.",
		"Age known for 72 of 79.",
		"Gender known for 79 of 79.",
		"No complete figures were kept for the year before, 2016 to 2017, so nothing is said to have gone up or down.",
		"Home security: 0 in Q1 and Q2, 10 in Q3 and Q4.",
		"Three figures have MARAC in their name. 10 are referrals made to the Community Safety MARAC; 12 are new referrals that came from it or its team; 26 are people spoken up for at its meetings.",
	} {
		if !texts[text] {
			t.Errorf("no note says %q", text)
		}
	}
	if !r.Agrees {
		t.Error("the totals agree, but the report says they do not")
	}
}

func TestBarnetJSON(t *testing.T) {
	b, err := json.Marshal(buildBarnet(t))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tables []struct {
			ID   string
			Rows []struct {
				Label string
				Cells map[string]float64
			}
			Total struct{ Cells map[string]float64 }
		}
		Notes []struct{ Text string }
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, table := range got.Tables {
		ids = append(ids, table.ID)
	}
	want := strings.Fields("referrals supported target sources onward needs needs_national additional_needs gender ethnicity age mediation marac_advocacy court gender_census ethnicity_census age_census ages wait wait_not_known wait_by_gender wait_by_ethnicity wait_by_age onward_answers onward_refusals onward_time answer_time promises gaps helped out_of_hours answered_by activities days week statements_satisfaction statements_satisfaction_asked statements_twelve_outcomes statements_twelve_outcomes_asked")
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Fatalf("table ids (-want +got):\n%s", diff)
	}
	sources := got.Tables[3]
	if sources.Rows[0].Label != "Metropolitan Police" {
		t.Errorf("the first source is %q", sources.Rows[0].Label)
	}
	if diff := cmp.Diff(map[string]float64{"q3q4": 11, "year": 23, "percent": 29}, sources.Rows[0].Cells); diff != "" {
		t.Errorf("the cells of the first source (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]float64{"q3q4": 37, "year": 79, "percent": 100}, sources.Total.Cells); diff != "" {
		t.Errorf("the total of sources (-want +got):\n%s", diff)
	}
	if share := got.Tables[2].Rows[0].Cells["percent"]; share != 131.7 {
		t.Errorf("the share of the target is %v, want 131.7", share)
	}
}

// The same report in every form: what stands in the JSON stands in the text and in the CSV.
func TestBarnetPrinted(t *testing.T) {
	r := buildBarnet(t)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"barnet.txt": func(b *bytes.Buffer) error { return r.WriteText(b) },
		"barnet.csv": func(b *bytes.Buffer) error { return r.WriteCSV(b) },
	} {
		var got bytes.Buffer
		if err := write(&got); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if os.Getenv("GOLDEN_UPDATE") != "" {
			if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

// besideCounts are the columns that count nothing of the year: the census, what was printed of it, how sure a share is, days waited,
// a value that a table without rows has none of, and means of what nobody answered.
var besideCounts = []Column{"low", "high", "census_2021", "printed", "value", "median", "slow", "before", "after", "change"}

// A year in which nothing happened is a report of zeros, not a failure.
func TestEmptyYear(t *testing.T) {
	d := barnetDefinition(t)
	p, err := Year("2030-04-01")
	if err != nil {
		t.Fatal(err)
	}
	r := Build(d, p, p.To, Facts{})
	if !r.Agrees {
		t.Errorf("an empty year does not agree: %v", r.Notes)
	}
	for _, table := range r.Tables {
		for _, h := range table.Columns {
			if f := table.Total.Cells[h.Column]; f != 0 && !slices.Contains(besideCounts, h.Column) {
				t.Errorf("%s: the total of %s is %s, want 0", table.ID, h.Column, f)
			}
		}
	}
}
