package apptest_test

import (
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/store"
)

var updateCounts = flag.Bool("update-counts", false, "write the golden file of counts again")

// mostStatements is what the two pages that are opened all day may cost, however large the caseload.
const mostStatements = 12

// asked are pages of the route table that are counted with a question behind their address, and as whom when
// it is not whoever may first. {worker} stands for the worker's account.
var asked = map[string]struct {
	query string
	role  access.Role
}{
	"/reports/{report}":         {query: "?from=2017-04-01&to=2018-03-31"},
	"/referrals":                {query: "?service=barnet-asb"},
	"/waiting-list":             {query: "?service=barnet-asb"},
	"/my-day":                   {role: access.CaseWorker},
	"/cases":                    {role: access.CaseWorker},
	"/cases/{reference}":        {role: access.CaseWorker},
	"/staff/{account}/handover": {query: "?service=barnet-asb"},
}

// Statements, opened values and waits for the disk of each page are exact on every machine. They are held in a
// golden file, with few cases and with many: what grows with the caseload shows itself here. Every page of the
// route table that the walk has an example of is counted; what forms do is counted by command, in commands.golden.
func TestCountsOfPages(t *testing.T) {
	small, large := countPages(t, 2), countPages(t, 60)
	var got strings.Builder
	fmt.Fprintln(&got, "page: statements, opened, waits for the disk; with 2 cases and with 60")
	for _, page := range slices.Sorted(maps.Keys(small)) {
		s, l := small[page], large[page]
		fmt.Fprintf(&got, "%s: %d %d %d; %d %d %d\n", page, s.Statements, s.Opens, s.FsyncWaits, l.Statements, l.Opens, l.FsyncWaits)
		if s.Statements != l.Statements {
			t.Errorf("%s takes %d statements with 2 cases and %d with 60: something is asked once for each", page, s.Statements, l.Statements)
		}
	}
	for _, page := range []string{"/my-day", "/cases/{reference}"} {
		if n := large[page].Statements; n == 0 || n > mostStatements {
			t.Errorf("%s takes %d statements, and %d is the most", page, n, mostStatements)
		}
	}
	golden(t, "counts.golden", got.String())
}

// golden compares counts with the file that keeps them.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *updateCounts {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the counts changed; if that is meant, run with -update-counts (-golden +now):\n%s", diff)
	}
}

// countPages opens every page once over a number of cases, warm, and counts.
func countPages(t *testing.T, cases int) map[string]store.Counts {
	t.Helper()
	a := apptest.New(t, store.SQLite)
	w := newWalk(t, a, home)
	for range cases - 1 {
		a.Case(t, home)
	}
	a.Refer(t, home)
	a.Clock.Advance(5 * 24 * time.Hour) // by now every case has something due today or late
	counts := map[string]store.Counts{}
	for _, r := range w.server.Routes() {
		role, ok := w.mayOpen(r)
		if !ok {
			continue
		}
		if asked[r.Pattern].role != "" {
			role = asked[r.Pattern].role
		}
		client := w.server.Client(t, role, home)
		at := path(r.Pattern, w.values) + asked[r.Pattern].query
		if warm := client.Get(t, at); warm.Status != http.StatusOK {
			continue // it leads elsewhere, or asks for more than an address: TestRoutesLetIn says which
		}
		ctx, n := store.Counting(t.Context())
		if again := client.Do(httptest.NewRequest(http.MethodGet, at, nil).WithContext(ctx)); again.Status != http.StatusOK {
			t.Fatalf("%s again: %d", at, again.Status)
		}
		counts[r.Pattern] = store.Counts{Statements: n.Statements, Opens: n.Opens, FsyncWaits: n.FsyncWaits}
	}
	return counts
}
