package reports_test

import (
	"bytes"
	"strings"
	"testing"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/report"
	"goldenthread/internal/web/reports"
)

// coachingYear is the coaching service's annual return, as its file has it.
func coachingYear(t *testing.T) report.Definition { return defined(t, "asc-annual") }

// defined is a return as its file has it.
func defined(t *testing.T, key string) report.Definition {
	t.Helper()
	book, err := report.OpenBook(files.FS, cataloguetest.Shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	d, err := book.Definition(key)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Districts are drawn as a map beside their table. What a publication leaves out stands on the map as little
// as in the table.
func TestDistrictsAreDrawnAsAMap(t *testing.T) {
	d := coachingYear(t)
	facts := report.Facts{Tallies: []report.Tally{{Measure: report.Referrals, By: report.ByDistrict, Code: "E07000207", Month: 1, N: 41},
		{Measure: report.Referrals, By: report.ByDistrict, Code: "E07000208", Month: 2, N: 3},
		{Measure: report.Referrals, By: report.ByDistrict, Code: "E07000209", Month: 2, N: 27}, {Measure: report.Referrals, By: report.ByDistrict, Code: "E07000211", Month: 2, N: 33}}}
	made := report.Build(d, report.Period{From: "2017-04-01", To: "2018-03-31"}, "2018-10-29", facts)
	page := func(r report.Report) string {
		var b bytes.Buffer
		if err := reports.WriteHTML(&b, r); err != nil {
			t.Fatal(err)
		}
		_, drawing, _ := strings.Cut(b.String(), `<svg class="gt-chart gt-map" role="img" aria-labelledby="chart-districts-title`)
		drawing, _, _ = strings.Cut(drawing, "</svg>")
		return drawing
	}
	if full := page(made); !strings.Contains(full, "Elmbridge: 41. Epsom and Ewell: 3. Guildford: 27.") || strings.Count(full, "<path") != 11 {
		t.Errorf("the map of the contract return is %s", full)
	}
	if pub := page(made.Publish()); !strings.Contains(pub, "Epsom and Ewell: not shown.") || !strings.Contains(pub, "Elmbridge: 41.") || strings.Contains(pub, ">3<") {
		t.Errorf("the map for publication is %s", pub)
	}
}

// A district whose outline is not known is named under the map, and stands in the table.
func TestWhatIsNotDrawnIsNamed(t *testing.T) {
	d := coachingYear(t)
	page := func(code string) string {
		made := report.Build(d, report.Period{From: "2017-04-01", To: "2018-03-31"}, "2018-10-29",
			report.Facts{Tallies: []report.Tally{{Measure: report.Referrals, By: report.ByDistrict, Code: "E07000207", Month: 1, N: 41}, {Measure: report.Referrals, By: report.ByDistrict, Code: code, Month: 1, N: 7}}})
		var b bytes.Buffer
		if err := reports.WriteHTML(&b, made); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if got := page("X99"); !strings.Contains(got, "Not drawn: Not in this list: X99. No outline is known.") {
		t.Error("the map does not say what it leaves out")
	}
	if got := page("E07000208"); strings.Contains(got, "Not drawn") {
		t.Error("a map that has every district says that it leaves one out")
	}
}

// Mean answers have no total: so many people times so many statements is no number of anything. They are drawn by their
// change, and bars stand longest first also where they differ by less than one.
func TestMeansAndTimesAreDrawnByWhatTheySay(t *testing.T) {
	d := coachingYear(t)
	facts := report.Facts{}
	for i, hours := range []int{26, 29} { // female: 1.1 days; male: 1.2
		facts.Tallies = append(facts.Tallies, report.Tally{Measure: report.ToSession, By: report.ByGender, Code: []string{"female", "male"}[i], Month: 6, N: 20, Hours: hours})
	}
	for _, l := range d.Tables {
		if l.ID == "statements" {
			facts.Tallies = append(facts.Tallies, report.Tally{Measure: report.Changes, Instrument: l.Instrument, Code: l.Rows[0].Codes[0], Month: 6, N: 20, Before: 3, After: 7})
		}
	}
	var b bytes.Buffer
	if err := reports.WriteHTML(&b, report.Build(d, report.Period{From: "2017-04-01", To: "2018-03-31"}, "2018-10-29", facts)); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	part := func(title string) string {
		_, after, found := strings.Cut(page, title+"</h2>")
		if !found {
			t.Fatalf("there is no table %q", title)
		}
		section, _, _ := strings.Cut(after, "</section>")
		return plain(section)
	}
	if got := part("The five statements"); strings.Contains(got, "All") || !strings.Contains(got, "Drawn: change.") {
		t.Errorf("the mean answers have a total, or are not drawn by their change: %s", got)
	}
	got := part("The wait for the first session by gender")
	if male, female := strings.Index(got, "Male"), strings.Index(got, "Female"); male < 0 || female < male || !strings.Contains(got, "Drawn: half were within (days).") {
		t.Errorf("the longer wait does not stand first: %s", got)
	}
}

// A return that sets two services beside each other begins with no big figure: one count of many would pass for the whole.
func TestTwoServicesBesideEachOtherHaveNoHeadline(t *testing.T) {
	for key, want := range map[string]bool{"pilot-final": false, "asc-annual": true} {
		d := defined(t, key)
		var b bytes.Buffer
		if err := reports.WriteHTML(&b, report.Build(d, report.Period{From: d.Published.From, To: d.Published.To}, d.Published.To, report.Facts{})); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), `class="gt-figures`); got != want {
			t.Errorf("%s begins with big figures: %t, want %t", key, got, want)
		}
	}
}
