package view

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SafeRule sets a rule of safe contact, said in parts with semicolons between, as sentences. What
// must not be done stands out.
func SafeRule(rule string) Part {
	var sentences Parts
	for part := range strings.SplitSeq(strings.TrimRight(rule, ". "), "; ") {
		first, size := utf8.DecodeRuneInString(part)
		sentence := string(unicode.ToUpper(first)) + part[size:] + "."
		if strings.HasPrefix(sentence, "No ") || strings.HasPrefix(sentence, "Not ") {
			sentences = append(sentences, Strong(sentence))
		} else {
			sentences = append(sentences, Text(sentence))
		}
	}
	return sentences
}
