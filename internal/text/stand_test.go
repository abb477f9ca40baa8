package text_test

import (
	"testing"

	"goldenthread/internal/text"
)

func TestUnturned(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"nothing":               {"", ""},
		"a name":                {"Ada Mensah", "Ada Mensah"},
		"a name from the right": {"مريم حسن", "مريم حسن"},
		"with its own marks":    {"שרה 3\u200f, \u200eB\u061c", "שרה 3\u200f, \u200eB\u061c"},
		"the first and last":    {"a\u202ab\u202ec\u2066d\u2069e", "abcde"},
		"their neighbours":      {"a\u2029b\u202fc\u2065d\u206ae", "a\u2029b\u202fc\u2065d\u206ae"},
		"nothing but marks":     {"\u202e\u2067", ""},
		"what is no text stays": {"a\xffb", "a\xffb"},
	} {
		if got := text.Unturned(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestIsControl(t *testing.T) {
	for r, want := range map[rune]bool{'a': false, '\t': false, '\n': false, '\r': false, 0: true, 7: true, 0x7f: true, 0x85: true, '\u202e': false} {
		if text.IsControl(r) != want {
			t.Errorf("%U: %v", r, !want)
		}
	}
}
