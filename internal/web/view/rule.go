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
		sentence := Sentence(part)
		if strings.HasPrefix(sentence, "No ") || strings.HasPrefix(sentence, "Not ") {
			sentences = append(sentences, Strong(sentence))
		} else {
			sentences = append(sentences, Text(sentence))
		}
	}
	return sentences
}

// Sentence writes words that stood inside a longer text, or in a command's refusal, as a sentence of their own.
func Sentence(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(words[size:], ".") + "."
}
