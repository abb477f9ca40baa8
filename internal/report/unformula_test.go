package report

import "testing"

// No text of a return runs as a formula, whatever stands before the sign and however wide it is.
func TestUnformula(t *testing.T) {
	for _, s := range []string{"=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\u200b=HYPERLINK(\"x\")", "\uff1d1+1", "\ufeff=1+1", " =1", "\u00a0\u202e\uff0b1", "\uff20x", "\uff0d1"} {
		if got := unformula(s); got != "'"+s {
			t.Errorf("%q comes out as %q", s, got)
		}
	}
	for _, s := range []string{"", " ", "Barnet", "\u200b", "1-2", "a=b"} {
		if got := unformula(s); got != s {
			t.Errorf("%q comes out as %q", s, got)
		}
	}
}
