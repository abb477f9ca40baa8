package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/match"
)

// Side is on which side of a matter a person stands in a folder.
type Side string

// The sides.
const (
	Supported Side = "supported"
	Other     Side = "other" // the alleged perpetrator, or the other party
)

// Pronoun is how a person wants to be spoken of. Empty: not recorded, and pages say "they".
type Pronoun string

// The pronouns pages can use.
const (
	She  Pronoun = "she"
	He   Pronoun = "he"
	They Pronoun = "they"
)

// New is someone as a way in was told of her. Everything but one part of a name may be missing.
type New struct {
	Forename string
	Surname  string
	Born     clock.Date
	Pronoun  Pronoun
	Contacts []NewContact
	Safe     SafeRule
	Told     NewStory
}

// IsZero tells whether nothing is known: there is nobody to record.
func (n New) IsZero() bool {
	return n.Forename == "" && n.Surname == "" && n.Born == "" && len(n.Contacts) == 0
}

const (
	longestName    = 120
	longestContact = 300
	longestText    = 20000
	mostContacts   = 12
	oldest         = 120 // years: a date of birth further back is a slip
)

// Check adds everything wrong with what is known of someone to bad, beside the fields it belongs
// to; prefix goes before the fields' names. today is the day it was received.
func (n New) Check(prefix string, today clock.Date, bad *errs.Fields) {
	if strings.TrimSpace(n.Forename) == "" && strings.TrimSpace(n.Surname) == "" {
		bad.Add(prefix+"surname", "Enter a name, or at least a part of one")
	}
	checkName(prefix+"forename", n.Forename, bad)
	checkName(prefix+"surname", n.Surname, bad)
	if n.Born != "" {
		checkBorn(prefix+"born", n.Born, today, bad)
	}
	switch n.Pronoun {
	case "", She, He, They:
	default:
		bad.Add(prefix+"pronoun", "Choose she, he or they, or leave it empty")
	}
	if len(n.Contacts) > mostContacts {
		bad.Add(prefix+"contacts", "Enter at most 12 numbers and addresses")
	}
	for _, c := range n.Contacts {
		c.Check(prefix, bad)
	}
	n.Safe.Check(prefix, bad)
	n.Told.check(prefix, today, bad)
}

func checkName(field, name string, bad *errs.Fields) {
	switch {
	case utf8.RuneCountInString(name) > longestName:
		bad.Add(field, "The name is too long: use 120 characters or fewer")
	case strings.ContainsFunc(name, unicode.IsControl):
		bad.Add(field, "The name holds characters that cannot be seen: type it again")
	}
}

func checkBorn(field string, born, today clock.Date, bad *errs.Fields) {
	d, err := clock.ParseDate(string(born))
	switch {
	case err != nil || d != born:
		bad.Add(field, "Enter a date of birth like 1984-03-27, or leave it empty")
	case born > today:
		bad.Add(field, "The date of birth lies in the future: check it")
	case born.AddMonths(12*oldest) < today:
		bad.Add(field, "The date of birth is more than 120 years ago: check it")
	}
}

// FullName is the name as it is read: "Ada Mensah".
func (n New) FullName() string { return strings.Join(strings.Fields(n.Forename+" "+n.Surname), " ") }

// Initials are what lists show: "A. M.". The surname counts as one, however many words it has.
func (n New) Initials() string {
	var letters []string
	for _, part := range []string{n.Forename, n.Surname} {
		for _, r := range strings.TrimSpace(part) {
			if unicode.IsLetter(r) {
				letters = append(letters, string(unicode.ToUpper(r))+".")
				break
			}
		}
	}
	return strings.Join(letters, " ")
}

// Age gives someone's age on a day; false when the date of birth is not known.
func Age(born, on clock.Date) (int, bool) {
	if born == "" || match.Born(born).Precision() == match.NotKnown || born > on {
		return 0, false
	}
	age := on.Year() - born.Year()
	if on.Month() < born.Month() || on.Month() == born.Month() && on.Day() < born.Day() {
		age--
	}
	return age, true
}

// Comparable gives the form in which she is looked up and compared.
func (n New) Comparable(side Side) match.Record {
	r := match.Record{Born: match.Born(n.Born), OtherParty: side == Other}
	if name := match.NewName(n.Forename, n.Surname); !name.IsZero() {
		r.Names = append(r.Names, name)
	}
	for _, c := range n.Contacts {
		c.addTo(&r)
	}
	return r
}
