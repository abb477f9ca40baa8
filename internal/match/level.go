package match

import (
	"slices"
	"strings"
)

// level is how far two values of one field agree.
type level int

const (
	missing level = iota // one side does not know: no evidence
	same
	variant     // forms of one first name
	alike92     // Jaro-Winkler 0.92 or more
	alike88     // 0.88 or more
	alike75     // 0.75 or more
	initialOnly // one is the other's initial
	part        // a word of a compound surname
	swapped     // first name and surname in each other's boxes
	dayMonth    // day and month of birth exchanged
	oneEdit     // one digit wrong, two neighbours exchanged, or a day apart
	twoParts    // two of day, month and year
	yearOnly    // the year agrees and no more is known
	nearYear    // the year is one apart and no more is known
	yearsApart  // twelve years or more between dates of birth: another generation
	sameAddress
	sameUnit
	sameLine
	sameSector
	sameDistrict
	apart
)

func forenameLevel(a, b Name) level {
	x, y := strings.Join(a.Forenames, ""), strings.Join(b.Forenames, "")
	f, g := a.first(), b.first()
	switch {
	case f == "" || g == "":
		return missing
	case f == g || x == y:
		return same
	case len(f) == 1 || len(g) == 1:
		if f[0] == g[0] {
			return initialOnly
		}
		return apart
	case IsVariant(f, g):
		return variant
	}
	return alike(f, g)
}

func surnameLevel(a, b Name) level {
	x, y := a.last(), b.last()
	switch {
	case x == "" || y == "":
		return missing
	case x == y:
		return same
	case len(a.Surnames)+len(b.Surnames) > 2 && slices.ContainsFunc(a.Surnames, func(w string) bool { return slices.Contains(b.Surnames, w) }):
		return part
	}
	return alike(x, y)
}

func alike(a, b string) level {
	switch s := JaroWinkler(a, b); {
	case s >= 0.92:
		return alike92
	case s >= 0.88:
		return alike88
	case s >= 0.75:
		return alike75
	}
	return apart
}

// isSwapped tells whether first name and surname stand in each other's boxes, a slip in one of
// them forgiven.
func isSwapped(a, b Name) bool {
	if a.first() == "" || a.last() == "" || b.first() == "" || b.last() == "" || a.first() == b.first() {
		return false
	}
	x, y := JaroWinkler(a.first(), b.last()), JaroWinkler(a.last(), b.first())
	return max(x, y) == 1 && min(x, y) >= 0.88
}

// generation is the least number of years between parent and child that we count as such.
const generation = 12

func bornLevel(a, b Birth) level {
	if a.precision == NotKnown || b.precision == NotKnown {
		return missing
	}
	years := max(a.date.Year(), b.date.Year()) - min(a.date.Year(), b.date.Year())
	if a.precision == ToYear || b.precision == ToYear {
		switch {
		case years == 0:
			return yearOnly
		case years == 1:
			return nearYear
		case years >= generation:
			return yearsApart
		}
		return apart
	}
	return bornToDay(string(a.date), string(b.date), years)
}

// bornToDay compares two whole dates in the form 2006-01-02.
func bornToDay(x, y string, years int) level {
	agree := 0
	for _, p := range [...][2]int{{0, 4}, {5, 7}, {8, 10}} {
		if x[p[0]:p[1]] == y[p[0]:p[1]] {
			agree++
		}
	}
	switch {
	case agree == 3:
		return same
	case x[:4] == y[:4] && x[5:7] == y[8:] && x[8:] == y[5:7]:
		return dayMonth
	case isOneEdit(x, y):
		return oneEdit
	case agree == 2 && years < generation:
		return twoParts
	case years >= generation:
		return yearsApart
	}
	return apart
}

// isOneEdit tells whether two dates differ in one digit, by two neighbouring digits exchanged, or
// by a single day across a month's end. A decade is one digit: it counts only up to a generation.
func isOneEdit(x, y string) bool {
	if isDayApart(x, y) {
		return true
	}
	var at []int
	for i := range x {
		if x[i] != y[i] {
			at = append(at, i)
		}
	}
	switch len(at) {
	case 1:
		return at[0] > 2 || at[0] == 2 && absDiff(x[2], y[2]) == 1
	case 2:
		i, j := at[0], at[1]
		return j == i+1 && x[i] == y[j] && x[j] == y[i]
	}
	return false
}

func absDiff(a, b byte) byte { return max(a, b) - min(a, b) }

// homeLevel compares two addresses.
func homeLevel(a, b Home) level {
	if a.IsZero() || b.IsZero() {
		return missing
	}
	line := isSameLine(a, b)
	if a.Postcode.IsZero() || b.Postcode.IsZero() {
		if line {
			return sameLine
		}
		return missing
	}
	switch unit := a.Postcode == b.Postcode; {
	case unit && line:
		return sameAddress
	case unit:
		return sameUnit
	case line:
		return sameLine
	case a.Postcode.Sector() == b.Postcode.Sector():
		return sameSector
	case a.Postcode.District() == b.Postcode.District():
		return sameDistrict
	}
	return apart
}

// isSameLine tells whether two first lines are one, a slip in the street's name forgiven but not
// one in the house number: number 4 and number 6 are neighbours, and may be in dispute.
func isSameLine(a, b Home) bool {
	if a.line == "" || b.line == "" || a.number() != b.number() {
		return false
	}
	return a.line == b.line || a.number() != "" && JaroWinkler(a.line, b.line) >= 0.92
}
