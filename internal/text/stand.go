package text

import (
	"strings"
	"unicode"
)

// Unturned gives text without the marks that turn the direction of all that follows them (U+202A to U+202E, U+2066 to U+2069), on
// the page and in the file of whoever reads it next too: with one a name can be made to read as another, and an ending as the
// beginning. Names in scripts that run from the right need none of them, and the marks that Arabic and Hebrew are typed with
// (after a number, say) turn nothing and stay.
func Unturned(s string) string {
	if !strings.ContainsFunc(s, turns) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if turns(r) {
			return -1
		}
		return r
	}, s)
}

func turns(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// IsControl tells a control character that nobody types from those that stand in text: tabs and the ends of lines. A page leaves it
// out; in a file it means that the row is none.
func IsControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }
