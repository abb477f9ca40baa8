package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	catalogued "goldenthread/catalogue"
)

// Each return that says how long people waited says of how many that is not known, for each service of which it says so.
func TestEveryReturnThatTellsOfWaitsTellsOfWhomItDoesNotKnow(t *testing.T) {
	all, err := Load(catalogued.FS)
	if err != nil {
		t.Fatal(err)
	}
	waits := 0
	for _, d := range all {
		told, unknown := map[string]bool{}, map[string]bool{}
		for _, l := range d.Tables {
			if l.Counts.elapsed() && partOf[l.Counts] == Referrals {
				told[l.Beside] = true
			}
			if l.Counts == FromList {
				unknown[l.Beside] = true
			}
		}
		waits += len(told)
		if diff := cmp.Diff(told, unknown); diff != "" {
			t.Errorf("%s (-waits told of +not known told of):\n%s", d.Key, diff)
		}
	}
	if waits < 9 {
		t.Errorf("waits of %d services in all", waits)
	}
}
