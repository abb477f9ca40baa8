//go:build browser

package cases_test

import (
	"net/http"
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

// TestMeasuresInABrowser opens the pages of risk, outcomes, about the person, allocating and sharing. It
// needs what `make test` installs.
//
//	go test -tags browser -run MeasuresInABrowser ./internal/web/cases
func TestMeasuresInABrowser(t *testing.T) {
	d := newDesk(t, store.SQLite, "barnet-asb")
	send := func(page string, form map[string][]string) {
		if status, body := d.send(t, "worker", page, form); status != http.StatusSeeOther {
			t.Fatalf("%s: status %d\n%s", page, status, plainWords(body))
		}
	}
	send("assess/asb-matrix", firstAnswers())
	send("statements/before", map[string][]string{"safe": {"2"}, "informed": {"3"}, "cope": {"4"}})
	d.Clock.Set(someDays)
	send("assess/asb-matrix", secondAnswers())
	send("statements/exit", map[string][]string{"safe": {"7"}, "informed": {"3"}, "life": {"6"}})
	d.web.Browse(t, "../../..",
		webtest.Visit{Name: "worker", Pages: []string{d.at + "/risk", d.at + "/assess/asb-matrix", d.at + "/outcomes", d.at + "/statements/exit",
			d.at + "/demographics", d.at + "/looked", d.at + "/sharing"}},
		webtest.Visit{Name: "supervisor", Pages: []string{d.at + "/allocate"}})
}
