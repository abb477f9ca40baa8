package id

import (
	"regexp"
	"unicode"
)

// inWords is what a reference of a case looks like, also one that is mistyped.
var inWords = regexp.MustCompile(`(?i)\bGT-?[0-9A-Z]{4}-?[0-9A-Z]{4}\b`)

// TellsOfSomebody finds in words what leads to a person: a reference, or a run of digits as long as
// a telephone number. Words that are kept in clear are refused for it (doc/decisions/0004).
func TellsOfSomebody(words string) bool {
	if inWords.MatchString(words) {
		return true
	}
	digits := 0
	for _, r := range words {
		switch {
		case unicode.IsDigit(r):
			if digits++; digits >= 9 {
				return true
			}
		case r != ' ' && r != '-':
			digits = 0
		}
	}
	return false
}
