package report

import "testing"

// All lines of the county's districts are those of the service's own file, and every question of the matrix
// has a place.
func TestSurreyIndicatorsAreLoaded(t *testing.T) {
	d := definition(t, "surrey-indicators")
	for _, id := range []string{"discussed", "taken_on", "assessed", "coverage", "wait_district"} {
		l, ok := d.table(id)
		want := 11
		if id == "coverage" {
			want = 12 // and the county
		}
		if !ok || len(l.Rows) != want {
			t.Errorf("%s has %d lines, want %d", id, len(l.Rows), want)
		}
	}
}
