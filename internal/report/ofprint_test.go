package report

import (
	"strings"
	"testing"

	"goldenthread/internal/clock"
)

// A note on the printed report stands in a return of the period it covered, and in no other.
func TestNotesOnThePrint(t *testing.T) {
	d := definition(t, "asc-annual")
	for from, want := range map[clock.Date]bool{"2017-04-01": true, "2026-04-01": false} {
		p, err := Year(from)
		if err != nil {
			t.Fatal(err)
		}
		said := false
		for _, n := range Build(d, p, p.To, Facts{}).Notes {
			said = said || n.About == Meaning && strings.Contains(n.Text, "The printed report")
		}
		if said != want {
			t.Errorf("the year from %s speaks of the printed report: %v", from, said)
		}
	}
}
