package casework

import (
	"strings"
	"testing"
)

// Both lists of the columns of a case are read by one scan: they are the same but for the letter.
func TestColumnsOfACaseAreTheSame(t *testing.T) {
	if bare := strings.ReplaceAll(dueColumns, "c.", ""); strings.Join(strings.Fields(bare), " ") != strings.Join(strings.Fields(dueNames), " ") {
		t.Errorf("dueNames %s\nare not dueColumns %s", dueNames, bare)
	}
}
