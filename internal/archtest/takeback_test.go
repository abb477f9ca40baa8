package archtest

import (
	"slices"
	"strings"
	"testing"
)

// ofStaff are packages whose folders are of members of staff, but for the tables named. A list that waits to be taken in
// is of whoever handed it in.
var ofStaff = map[string][]string{"identity": nil, "workforce": {"workforce_taken"}, "intake": {"intake_row", "intake_batch"}}

// TestUndoingAListForgetsNoTable makes sure that whoever adds a table in which something of a case stands says what
// undoing a list of cases does with it: its owner's takeback.go asks it whether work was done, or takes its rows away.
func TestUndoingAListForgetsNoTable(t *testing.T) {
	asked := map[string]bool{}
	all, _ := texts(product(t))
	for _, w := range all {
		if strings.Contains(w.at, "/takeback.go") || strings.Contains(w.at, "intake/undo.go") {
			for _, name := range append(touches(w.text).reads, touches(w.text).writes...) {
				asked[w.owner+" "+name] = true
			}
		}
	}
	tables := 0
	for _, tb := range schemas(t) {
		keyed := slices.ContainsFunc(tb.columns, func(c [2]string) bool {
			return slices.Contains([]string{"folder_id", "case_id", "referral_id"}, c[0])
		})
		if only, staff := ofStaff[tb.owner]; tb.view || !keyed || staff && !slices.Contains(only, tb.name) {
			continue
		}
		tables++
		if !asked[tb.owner+" "+tb.name] {
			t.Errorf("%s: something of a case stands in %s, and undoing a list of cases knows nothing of it: ask it in internal/%s/takeback.go "+
				"(a row there means that work was done, and the list stays)", tb.at, tb.name, tb.owner)
		}
	}
	if tables < 35 {
		t.Errorf("only %d tables hold something of a case", tables)
	}
}
