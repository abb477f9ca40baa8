package search

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/match"
)

// The rules under which words are hashed, so that a number never meets a word that looks like it.
const (
	byWord    = "search.word"
	byInitial = "search.initial"
	byBorn    = "search.born"
	byNumber  = "search.number"    // of a telephone
	byMark    = "search.reference" // of a crime or an incident
)

// token is one thing looked for, or one that stands in a text.
type token struct{ rule, text string }

// term is what one part of a query means: any of its tokens will do. A record matches when every term
// is found in it.
type term []token

// mostTerms is how much of a query is looked at.
const mostTerms = 8

var (
	dayFirst   = regexp.MustCompile(`\b(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\b`)
	yearFirst  = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	manyDigits = regexp.MustCompile(`\+?\(?\d[\d ()-]{7,}\d`)
)

// parse reads what was typed. Fails with errs.Invalid when nothing can be looked for in it.
func parse(typed string) ([]term, error) {
	var terms []term
	dated := false
	take := func(re *regexp.Regexp, read func(m []string) (token, bool)) {
		typed = re.ReplaceAllStringFunc(typed, func(found string) string {
			t, ok := read(re.FindStringSubmatch(found))
			if !ok {
				return found
			}
			terms = append(terms, term{t})
			return " "
		})
	}
	born := func(year, month, day string) (token, bool) {
		d, err := clock.ParseDate(year + "-" + two(month) + "-" + two(day))
		dated = dated || err == nil
		return token{byBorn, string(d)}, err == nil
	}
	take(yearFirst, func(m []string) (token, bool) { return born(m[1], m[2], m[3]) })
	take(dayFirst, func(m []string) (token, bool) { return born(m[3], m[2], m[1]) })
	take(manyDigits, func(m []string) (token, bool) {
		number, ok := match.ParsePhone(m[0])
		return token{byNumber, number}, ok
	})
	for _, field := range strings.Fields(typed) {
		terms = append(terms, wordTerms(field, dated)...)
	}
	if len(terms) == 0 {
		var bad errs.Fields
		bad.Add("words", "Type a name, a word, a reference, a telephone number or a date of birth")
		return nil, bad.Err()
	}
	return terms[:min(len(terms), mostTerms)], nil
}

// wordTerms gives the terms of one word as typed. A single letter beside a date of birth is an initial.
func wordTerms(field string, dated bool) []term {
	folded := match.Fold(field)
	switch {
	case folded == "":
		return nil
	case utf8.RuneCountInString(folded) == 1 && dated:
		return []term{{{byInitial, folded}}}
	case strings.ContainsFunc(folded, unicode.IsDigit):
		return []term{{{byMark, mark(folded)}, {byWord, folded}}}
	}
	var terms []term
	for _, word := range strings.Fields(folded) {
		terms = append(terms, term{{byWord, word}})
	}
	return terms
}

// mark gives a crime or incident number without what is between its letters and digits.
func mark(folded string) string { return strings.ReplaceAll(folded, " ", "") }

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
