//go:build browser

package myday_test

import (
	"testing"

	"goldenthread/internal/web/webtest"
)

// TestMyDayInABrowser needs what `make test` installs.
//
//	go test -tags browser -run Browser ./internal/web/myday
func TestMyDayInABrowser(t *testing.T) {
	w := newWorld(t)
	w.fill(t)
	w.Browse(t, "../../..", webtest.Visit{Name: worker, Pages: []string{"/my-day"}}, webtest.Visit{Name: supervisor, Pages: []string{"/my-day"}},
		webtest.Visit{Name: stranger, Pages: []string{"/my-day"}})
}
