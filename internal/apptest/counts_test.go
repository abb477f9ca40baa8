package apptest_test

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
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

// counted is a page and who opens it. {case} and {referral} stand for references.
var counted = []struct {
	page string
	role access.Role
}{
	{"/my-day", access.CaseWorker},
	{"/cases", access.CaseWorker},
	{"/cases/{case}", access.CaseWorker},
	{"/cases/{case}/timeline", access.CaseWorker},
	{"/cases/{case}/risk", access.CaseWorker},
	{"/cases/{case}/call", access.CaseWorker},
	{"/cases/{case}/close", access.CaseWorker},
	{"/cases/{case}/allocate", access.Supervisor},
	{"/staff/{worker}/handover?service=barnet-asb", access.Supervisor},
	{"/waiting-list?service=barnet-asb", access.Supervisor},
	{"/covering", access.CaseWorker},
	{"/cases/{case}/looked", access.Supervisor},
	{"/referrals?service=barnet-asb", access.Supervisor},
	{"/referrals/{referral}", access.Supervisor},
	{"/reports/barnet-annual?from=2017-04-01&to=2018-03-31", access.Supervisor},
	{"/accounts", access.SystemAdministrator},
}

// Statements, opened values and waits for the disk of each page are exact on every machine. They are
// held in a golden file, with few cases and with many: what grows with the caseload shows itself here.
func TestCountsOfPages(t *testing.T) {
	var got strings.Builder
	small, large := countPages(t, 2), countPages(t, 60)
	fmt.Fprintln(&got, "page: statements, opened, waits for the disk; with 2 cases and with 60")
	for _, c := range counted {
		s, l := small[c.page], large[c.page]
		fmt.Fprintf(&got, "%s: %d %d %d; %d %d %d\n", c.page, s.Statements, s.Opens, s.FsyncWaits, l.Statements, l.Opens, l.FsyncWaits)
		if s.Statements != l.Statements {
			t.Errorf("%s takes %d statements with 2 cases and %d with 60: something is asked once for each", c.page, s.Statements, l.Statements)
		}
	}
	for _, page := range []string{"/my-day", "/cases/{case}"} {
		if n := large[page].Statements; n > mostStatements {
			t.Errorf("%s takes %d statements, and %d is the most", page, n, mostStatements)
		}
	}
	golden := filepath.Join("testdata", "counts.golden")
	if *updateCounts {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the counts changed; if that is meant, run with -update-counts (-golden +now):\n%s", diff)
	}
}

// countPages opens every page once over a number of cases, warm, and counts.
func countPages(t *testing.T, cases int) map[string]store.Counts {
	t.Helper()
	a := apptest.New(t, store.SQLite)
	var first apptest.Case
	for i := range cases {
		c := a.Case(t, "barnet-asb")
		if i == 0 {
			first = c
		}
	}
	waiting := a.Refer(t, "barnet-asb")
	a.Clock.Advance(5 * 24 * time.Hour) // by now every case has something due today or late
	server := a.Server(t)
	counts := map[string]store.Counts{}
	for _, c := range counted {
		client := server.Client(t, c.role, "barnet-asb")
		path := strings.NewReplacer("{case}", string(first.Reference), "{referral}", string(waiting.Reference), "{worker}", string(first.Worker)).Replace(c.page)
		if warm := client.Get(t, path); warm.Status != http.StatusOK {
			t.Fatalf("%s for the %s: %d", c.page, c.role, warm.Status)
		}
		ctx, n := store.Counting(t.Context())
		if again := client.Do(httptest.NewRequest(http.MethodGet, path, nil).WithContext(ctx)); again.Status != http.StatusOK {
			t.Fatalf("%s again: %d", c.page, again.Status)
		}
		counts[c.page] = store.Counts{Statements: n.Statements, Opens: n.Opens, FsyncWaits: n.FsyncWaits}
	}
	return counts
}
