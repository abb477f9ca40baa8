package search

import (
	"strings"
	"unicode/utf8"

	"goldenthread/internal/match"
)

// sort says what kind of text a column holds: how it is cut into tokens, what it weighs, and whether a
// piece of it may be shown with a find.
type sort struct {
	tokens func(plain string) []token
	weight int
	show   bool
	what   string // as a reader calls it
}

// sorts are the columns that are searched, by name. A name counts more than a word in a note.
var sorts = map[string]sort{
	"person_name.full_name": {names, 6, false, "the name"},
	"person_name.born":      {born, 6, false, "the date of birth"},
	"contact_point.value":   {numbers, 5, false, "a number, an e-mail or an address"},
	"referral.crime_ref":    {marks, 6, true, "the crime reference"},
	"referral.incident_ref": {marks, 6, true, "the incident number"},
	"case_issue.number":     {marks, 6, true, "a crime or incident number"},
	"story.wants":           {words, 3, true, "what is wanted"},
	"story.told":            {words, 3, true, "what was told"},
	"referral.why":          {words, 3, true, "why it was referred"},
	"case_issue.what":       {words, 2, true, "what came up later"},
	"case_goal.what":        {words, 2, true, "a goal"},
	"case_liaison.what":     {words, 1, true, "an update"},
	"case_note.note":        {words, 1, true, "a note"},
	"case_session.note":     {words, 1, true, "a note of a session"},
}

// initialsColumn is not searched; it is what a find is called.
const initialsColumn = "person_name.initials"

func words(plain string) []token {
	var all []token
	for _, w := range strings.Fields(match.Fold(plain)) {
		all = append(all, token{byWord, w})
	}
	return all
}

// names gives the words of a name and its initials.
func names(plain string) []token {
	all := words(plain)
	for _, t := range all {
		first, _ := utf8.DecodeRuneInString(t.text)
		all = append(all, token{byInitial, string(first)})
	}
	return all
}

func born(plain string) []token { return []token{{byBorn, plain}} }

// numbers gives a telephone number as it is dialled; of an e-mail or an address its words.
func numbers(plain string) []token {
	if number, ok := match.ParsePhone(plain); ok {
		return []token{{byNumber, number}}
	}
	return words(plain)
}

// marks gives a reference as it is written and without what is between its letters and digits.
func marks(plain string) []token {
	return append(words(plain), token{byMark, mark(match.Fold(plain))})
}
