package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// commonParts are what passwords of twelve characters that many people choose are made of.
// Digits, signs and repetition do not make one of these a secret.
var commonParts = []string{
	"password", "passwort", "passw0rd", "letmein", "welcome", "qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "zxcvbn", "azerty",
	"iloveyou", "loveyou", "monkey", "dragon", "sunshine", "princess", "football", "baseball", "superman", "batman",
	"starwars", "master", "shadow", "charlie", "michael", "jordan", "jennifer", "ashley", "thomas", "daniel", "trustno",
	"whatever", "freedom", "computer", "internet", "administrator", "admin", "login", "secret", "changeme", "default",
	"liverpool", "arsenal", "chelsea", "everton", "manchester", "united", "newcastle", "rangers", "celtic", "tottenham",
	"england", "london", "britain", "police", "council", "victim", "support", "caseworker", "goldenthread", "golden", "thread",
	"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn", "winter",
	"correcthorsebatterystaple", "abcdefghijkl", "abcdefgh", "abcdef", "abc", "xyz", "test", "user", "guest", "hello", "please", "company",
	"work", "pass", "word", "love",
}

// leftOver is how many characters must stay when everything a guesser tries first is taken out.
const leftOver = 5

// easilyGuessed tells whether little is left of a password once common parts, what is known of
// the account, digits, signs and repetition are taken out of it.
func easilyGuessed(password string, known ...string) bool {
	lower := strings.ToLower(password)
	return littleLeft(lower, known) || littleLeft(unleet(lower), known)
}

func littleLeft(rest string, known []string) bool {
	for _, k := range known {
		for _, part := range strings.FieldsFunc(strings.ToLower(k), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if utf8.RuneCountInString(part) >= 3 {
				rest = strings.ReplaceAll(rest, part, " ")
			}
		}
	}
	for _, common := range commonParts {
		rest = strings.ReplaceAll(rest, common, " ")
	}
	distinct := map[rune]bool{}
	last := rune(0)
	count := 0
	for _, r := range rest {
		if unicode.IsLetter(r) && r != last {
			count++
			distinct[r] = true
		}
		last = r
	}
	return count < leftOver || len(distinct) < leftOver
}

// unleet undoes the usual swaps of letters for digits and signs where they stand among letters.
func unleet(s string) string {
	return strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "5", "s", "$", "s", "7", "t").Replace(s)
}
