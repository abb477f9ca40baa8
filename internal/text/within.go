package text

import (
	"unicode"
	"unicode/utf8"
)

// Within writes words that begin a line, or a label of the service's file, as they stand inside a sentence: "Phone" becomes "phone".
// An abbreviation stays as it is: "ASB powers advice".
func Within(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	if second, _ := utf8.DecodeRuneInString(words[size:]); size == 0 || unicode.IsUpper(second) {
		return words
	}
	return string(unicode.ToLower(first)) + words[size:]
}
