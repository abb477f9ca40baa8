package reason

import (
	"slices"
	"testing"
)

func TestEveryCodeHasHeadingAndWords(t *testing.T) {
	if len(Codes()) != len(entries) {
		t.Errorf("%d codes are listed, %d have words", len(Codes()), len(entries))
	}
	for _, c := range Codes() {
		if !slices.Contains(Headings(), c.Heading()) {
			t.Errorf("%s is counted nowhere", c)
		}
		if c.Words() == string(c) {
			t.Errorf("%s has no words", c)
		}
	}
}
