package assessment

import (
	"maps"
	"slices"
	"strconv"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/id"
)

// Facts that the rules which lift a band go by are kept beside the answers, under names of their
// own, so that a score can be explained later as it was then.
const (
	factViolence   = "fact violence"
	factHate       = "fact hate"
	factVulnerable = "fact vulnerable"
	factHistory    = "fact known history"
	factPrevious   = "fact previous"
)

// factRows gives the facts that are known, as they are kept.
func factRows(f catalogue.Facts) map[string]string {
	rows := map[string]string{}
	for key, fact := range map[string]catalogue.Fact[bool]{
		factViolence: f.Violence, factHate: f.Hate, factVulnerable: f.Vulnerable, factHistory: f.KnownHistory,
	} {
		if yes, known := fact.Get(); known {
			rows[key] = strconv.FormatBool(yes)
		}
	}
	if n, known := f.Previous.Get(); known {
		rows[factPrevious] = strconv.Itoa(n)
	}
	return rows
}

// Facts gives the facts that were kept with answers.
func (a Answers) Facts() catalogue.Facts {
	var f catalogue.Facts
	for key, fact := range map[string]*catalogue.Fact[bool]{
		factViolence: &f.Violence, factHate: &f.Hate, factVulnerable: &f.Vulnerable, factHistory: &f.KnownHistory,
	} {
		if yes, err := strconv.ParseBool(a[key]); err == nil {
			*fact = catalogue.Known(yes)
		}
	}
	if n, err := strconv.Atoi(a[factPrevious]); err == nil {
		f.Previous = catalogue.Known(n)
	}
	return f
}

// given leaves out questions that were shown and not answered: to a rule they are not known.
func (a Answers) given() Answers {
	some := maps.Clone(a)
	maps.DeleteFunc(some, func(_, answer string) bool { return answer == "" })
	return some
}

// rows gives what is kept of an asking: answers with their points, and facts with none.
func (r Record) rows(a id.Assessment, s Score) [][]any {
	var rows [][]any
	for _, p := range s.Parts {
		if p.Answered {
			rows = append(rows, []any{a, p.Question.Key, r.Answers[p.Question.Key], p.Points})
		}
	}
	facts := factRows(r.Facts)
	for _, key := range slices.Sorted(maps.Keys(facts)) {
		rows = append(rows, []any{a, key, facts[key], 0})
	}
	return rows
}
