package match

import "strings"

// soundexDigit has the digit of a to z; '0' for a vowel, which parts two like sounds, and '-' for
// h and w, which do not.
const soundexDigit = "01230120022455012623010202"

// Soundex gives the four-character sound code of a word: "robert" and "rupert" are both R163. A
// word that holds a letter beyond a to z (after [Fold]) is its own code, so that names in other
// scripts can still be found by spelling.
func Soundex(word string) string {
	if word == "" {
		return ""
	}
	var code [4]byte
	n := 0
	var last byte
	for i := 0; i < len(word); i++ {
		c := word[i] | 0x20
		if c < 'a' || c > 'z' {
			return strings.ToLower(word)
		}
		d := soundexDigit[c-'a']
		switch {
		case i == 0:
			code[0], n = c-0x20, 1
		case c == 'h' || c == 'w':
			continue // the letters on both sides sound as if they were neighbours
		case d != '0' && d != last && n < len(code):
			code[n] = d
			n++
		}
		last = d
	}
	for ; n < len(code); n++ {
		code[n] = '0'
	}
	return string(code[:])
}
