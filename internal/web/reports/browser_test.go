//go:build browser

package reports_test

import (
	"testing"

	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

// TestReturnsInABrowser needs what `make test` installs.
//
//	go test -tags browser -run Browser ./internal/web/reports
func TestReturnsInABrowser(t *testing.T) {
	newWorld(t, store.SQLite).Browse(t, "../../..",
		webtest.Visit{Name: "supervisor", Pages: []string{"/reports", barnetYear, figure("gender", "female", "year")}},
		webtest.Visit{Name: "officer", Pages: []string{figure("sources", "police", "q3q4")}})
}
