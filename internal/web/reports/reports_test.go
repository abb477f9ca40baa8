package reports_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/web/view/viewtest"
	"goldenthread/internal/web/webtest"
)

const (
	year       = "from=2017-04-01&to=2018-03-31&as_at=2018-04-06"
	barnetYear = "/reports/barnet-annual?" + year
)

func figure(table, row, column string) string {
	return "/reports/barnet-annual/records?" + year + "&table=" + table + "&row=" + row + "&column=" + column
}

func TestTemplates(t *testing.T) { viewtest.CheckTemplates(t) }

// The published year: its figures, the mistake in print, what is not known, and what each share is of.
func TestTheReturnOfThePublishedYear(t *testing.T) {
	w := newWorld(t, store.SQLite)
	page := plain(w.Page(t, "officer", barnetYear))
	for _, want := range []string{
		"All totals agree. 1 printed percentage does not.", "Printed as 54% → but it is 68%", "54 of 79", "the count repeated as the percentage",
		"new referrals. The target was 60: 131.7% of target 79", "people supported, with 10 already open on 1 April 2017 89",
		"people spoken up for at the Community Safety MARAC 26", "referrals made to other services 127",
		"Share of 79 new referrals", "Share of 338 kinds of support", "Share of 228 additional needs",
		"Age known for 72 of 79.", "Ethnicity known for 70 of 79.", "No complete figures were kept for the year before",
		"As at 6 April 2018", "The same records always give the same code.", "Not for publication.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "Q. Z.") {
		t.Error("initials stand in a return")
	}
}

// What a drawing is of stands in its title, for who hears it: not that it is of mean answers where it is of their change.
func TestADrawingSaysWhatItIsOf(t *testing.T) {
	w := newWorld(t, store.SQLite)
	page := w.Page(t, "officer", barnetYear)
	titles := regexp.MustCompile(`<title id="chart-([a-z_]+)-title">([^<]*)`).FindAllStringSubmatch(page, -1)
	drawn := map[string]string{}
	for _, m := range titles {
		drawn[m[1]] = m[2]
	}
	if got := drawn["wait"]; !strings.HasPrefix(got, "Half were within (days). ") {
		t.Errorf("the drawing of waits is called %q, of %v", got, drawn)
	}
	if got := drawn["sources"]; strings.HasPrefix(got, ".") || got == "" {
		t.Errorf("the drawing of counts is called %q", got)
	}
}

// Every figure of the page leads to as many records as it says, for who may see them and who may not.
func TestEveryFigureOpensToItsRecords(t *testing.T) {
	w := newWorld(t, store.SQLite)
	page := w.Page(t, "supervisor", barnetYear)
	links := regexp.MustCompile(`href="([^"]*/records\?[^"]*)" aria-label="(\d+): show`).FindAllStringSubmatch(page, -1)
	if len(links) < 100 {
		t.Fatalf("%d figures open, want more than 100", len(links))
	}
	for i, l := range links {
		if i%7 != 0 { // every seventh is enough for a page, and quick
			continue
		}
		path, want := html.UnescapeString(l[1]), l[2]
		got := plain(w.Page(t, "supervisor", path))
		if !strings.Contains(got, ": "+want+".") {
			t.Errorf("%s does not say %s", path, want)
		}
	}
}

// What is worked out says on the page from what, for paper, and leads to the figures it is made of.
func TestWhatIsWorkedOutLeadsOn(t *testing.T) {
	w := newWorld(t, store.SQLite)
	page := w.Page(t, "officer", barnetYear)
	mean := regexp.MustCompile(`href="([^"]*table=ages[^"]*)"[^>]*>([^<]*)`).FindStringSubmatch(page)
	if mean == nil {
		t.Fatal("the mean age leads nowhere")
	}
	if !strings.Contains(plain(page), "Mean age of the 72 whose age is known") {
		t.Error("the page does not say of how many the mean age is")
	}
	from := plain(w.Page(t, "officer", html.UnescapeString(mean[1])))
	for _, want := range []string{"Mean age: " + mean[2], "Of the 72 whose age is known", "Age All Year 79"} {
		if !strings.Contains(from, want) {
			t.Errorf("the page of the mean age does not say %q:\n%s", want, from)
		}
	}
	if got := w.Get("officer", figure("gender", "female", "value")); got.Code != http.StatusNotFound {
		t.Errorf("a count is said to be worked out: status %d", got.Code)
	}
}

// A line of few says in the table why a dash stands in place of how long people waited; a line of enough does not.
func TestALineOfFewSaysWhyItHasNoTime(t *testing.T) {
	page := plain(newWorld(t, store.SQLite).Page(t, "officer", barnetYear))
	for _, want := range []string{"Black British too few to say 9 - -", "White British 33 4 6"} {
		if !strings.Contains(page, want) {
			t.Errorf("the table of waits does not say %q", want)
		}
	}
}

func TestWhoTheyAreIsForThoseWhoMaySee(t *testing.T) {
	w := newWorld(t, store.SQLite)
	path := figure("gender", "female", "year")
	seen := w.Page(t, "supervisor", path)
	if n := strings.Count(seen, "Q. Z."); n != 50 {
		t.Errorf("the supervisor sees %d initials on the first page, want 50", n)
	}
	next := regexp.MustCompile(`href="([^"]*on=[^"]*)"`).FindStringSubmatch(seen)
	if next == nil {
		t.Fatal("there is no next page of 54 records")
	}
	if n := strings.Count(w.Page(t, "supervisor", html.UnescapeString(next[1])), "Q. Z."); n != 4 {
		t.Errorf("%d initials on the second page, want 4", n)
	}
	blank := w.Page(t, "officer", path)
	if strings.Contains(blank, "Q. Z.") || strings.Contains(blank, "GT-") {
		t.Error("a commissioning officer sees whose records they are")
	}
	if n := strings.Count(blank, "Can’t see"); n != 100 {
		t.Errorf("%d cells say that they can't be seen, want 100", n)
	}
}

func TestAccess(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			paths := []string{barnetYear, "/reports/barnet-annual/csv?" + year, figure("gender", "female", "year")}
			for _, path := range paths {
				for who, want := range map[string]int{"supervisor": 200, "officer": 200, "elsewhere": 404, "referrer": 404, "": 303} {
					if got := w.Get(who, path); got.Code != want {
						t.Errorf("%s as %q: status %d, want %d", path, who, got.Code, want)
					}
				}
			}
			for who, want := range map[string]int{"supervisor": 200, "elsewhere": 200, "referrer": 404, "": 303} {
				if got := w.Get(who, "/reports"); got.Code != want {
					t.Errorf("/reports as %q: status %d, want %d", who, got.Code, want)
				}
			}
			if strings.Contains(w.Page(t, "elsewhere", "/reports"), "Barnet") {
				t.Error("the return of another service is offered")
			}
		})
	}
}

// Without a year there is nothing to show, and nothing to complain about: one is chosen on the list.
func TestWithoutAYear(t *testing.T) {
	w := newWorld(t, store.SQLite)
	if got := w.Get("supervisor", "/reports/barnet-annual"); got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/reports" {
		t.Errorf("without a year: %d to %q, want the list", got.Code, got.Header().Get("Location"))
	}
}

func TestWhatCannotBeAskedFor(t *testing.T) {
	w := newWorld(t, store.SQLite)
	tests := []struct {
		name, path string
		status     int
		want       string
	}{
		{"half a year", "/reports/barnet-annual?from=2017-04-01&to=2017-09-30", 200, "twelve months"},
		{"a day that is none", "/reports/barnet-annual?from=2017-04-01&as_at-day=31&as_at-month=2&as_at-year=2018", 200, "in the calendar"},
		{"a day to come", "/reports/barnet-annual?from=2017-04-01&as_at=2050-01-01", 200, "only until today"},
		{"a return that is none", "/reports/none?" + year, 404, ""},
		{"a figure that is none", figure("gender", "nobody", "year"), 404, ""},
		{"a share", figure("gender", "female", "percent"), 404, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := w.Get("supervisor", test.path)
			if got.Code != test.status || !strings.Contains(got.Body.String(), test.want) {
				t.Errorf("status %d, want %d with %q\n%s", got.Code, test.status, test.want, plain(got.Body.String()))
			}
			webtest.Sound(t, test.path, got)
		})
	}
}

func TestTheCopyForASpreadsheet(t *testing.T) {
	w := newWorld(t, store.SQLite)
	got := w.Get("officer", "/reports/barnet-annual/csv?"+year)
	if got.Code != http.StatusOK || got.Header().Get("Content-Type") != "text/csv; charset=utf-8" {
		t.Fatalf("status %d, %s", got.Code, got.Header().Get("Content-Type"))
	}
	if name := got.Header().Get("Content-Disposition"); !strings.Contains(name, "barnet-annual-2017-04-01-as-at-2018-04-06.csv") {
		t.Errorf("it is called %s", name)
	}
	if !strings.Contains(got.Body.String(), "Female,54,68%") {
		t.Errorf("the copy lacks a line of the page:\n%s", got.Body)
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// plain gives the words of a page.
func plain(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(page, " "))), " ")
}

// What belongs to nobody is not said to be hidden: it leads to the log for those who may see that, and the words stand in the
// contract return, in every format, and in no publication.
func TestWorkBesideTheCases(t *testing.T) {
	w := newWorld(t, store.SQLite)
	for _, f := range []string{figure("activities", "total", "year"), figure("days", "with_partner", "year")} {
		seen := w.Page(t, "supervisor", f)
		if !strings.Contains(seen, `href="/work-log?day=2018-02-0`) || strings.Contains(seen, "Can’t see") {
			t.Errorf("%s does not lead the supervisor to the log", f)
		}
		if officer := w.Page(t, "officer", f); strings.Contains(officer, "/work-log") || strings.Contains(officer, "Can’t see") || !strings.Contains(officer, "In the service’s work log") {
			t.Errorf("%s does not tell the officer where it stands", f)
		}
	}
	for _, who := range []string{"supervisor", "officer"} {
		if page := plain(w.Page(t, who, barnetYear)); !strings.Contains(page, "ASB working group One list for all.") || !strings.Contains(page, "7 February 2018") {
			t.Errorf("the %s does not read what was written down", who)
		}
	}
	if csv := w.Get("officer", "/reports/barnet-annual/csv?"+year).Body.String(); !strings.Contains(csv, "7 February 2018,ASB working group,ASB working group,One list for all.") {
		t.Error("the copy for a spreadsheet has no words")
	}
	if page := w.Page(t, "officer", barnetYear+"&copy=published"); strings.Contains(page, "One list for all.") {
		t.Error("a publication has the words")
	}
}
