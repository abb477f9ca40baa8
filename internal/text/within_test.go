package text_test

import (
	"testing"

	"goldenthread/internal/text"
)

// A label inside a sentence begins small, but an abbreviation is not torn, and a letter outside ASCII is one letter.
func TestALabelWithinASentence(t *testing.T) {
	for _, c := range []struct{ label, within string }{
		{"", ""},
		{"A", "a"},
		{"Phone", "phone"},
		{"ASB powers advice", "ASB powers advice"},
		{"A visit", "a visit"},
		{"Élan", "élan"},
		{"élan", "élan"},
	} {
		if got := text.Within(c.label); got != c.within {
			t.Errorf("%q inside a sentence is %q, want %q", c.label, got, c.within)
		}
	}
}
