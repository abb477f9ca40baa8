package cases

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/web/view"
)

// pronoun is how a page speaks of the person: as recorded, or they.
type pronoun struct {
	they, them, their string
	plural            bool
}

func pronounOf(p person.Pronoun) pronoun {
	switch p {
	case person.She:
		return pronoun{"she", "her", "her", false}
	case person.He:
		return pronoun{"he", "him", "his", false}
	}
	return pronoun{"they", "them", "their", true}
}

// verb gives the form of a verb that goes with the pronoun: verb("wants", "want").
func (p pronoun) verb(one, many string) string {
	if p.plural {
		return many
	}
	return one
}

// They begins a sentence.
func (p pronoun) They() string { return capital(p.they) }

// Their begins a sentence.
func (p pronoun) Their() string { return capital(p.their) }

func capital(s string) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func number(n int) string { return strconv.Itoa(n) }

// dayMonth writes a date in a sentence: "3 November".
func dayMonth(d clock.Date) string {
	if d.IsZero() {
		return ""
	}
	plain := d.Plain()
	return plain[:strings.LastIndex(plain, " ")]
}

// full writes a date with its year in few letters: "14 Sep 2026".
func full(d clock.Date) string {
	short := d.Short()
	return short[strings.Index(short, " ")+1:] + " " + number(d.Year())
}

// when writes an instant beside today: "today 10:14", "Wed 18 Nov, 15:38".
func when(at, now clock.Instant) string {
	if at.Date() == now.Date() {
		return "today " + at.Clock()
	}
	if at.Date().Year() != now.Date().Year() {
		return full(at.Date()) + ", " + at.Clock()
	}
	return at.Date().Short() + ", " + at.Clock()
}

// by writes a deadline: "today by 17:00", "Tue 24 Nov by 17:00", "Tue 24 Nov" where it has the whole day.
func by(due, now clock.Instant) string {
	day := due.Date().Short()
	if due.Date() == now.Date() {
		day = "today"
	}
	return strings.TrimSpace(day + " " + due.By())
}

// late writes how late something is, with a real number: "16 hours late", "2 days late".
func late(due, now clock.Instant) string {
	if d := due.Date().DaysUntil(now.Date()); d > 1 {
		return number(d) + " days late"
	}
	hours := int(now.Sub(due).Hours())
	switch hours {
	case 0:
		return "less than an hour late"
	case 1:
		return "1 hour late"
	}
	return number(hours) + " hours late"
}

var basisWords = map[catalogue.LegalBasis]string{
	catalogue.BasisOptOut:          "Opt-out: told, and did not object",
	catalogue.BasisExplicitConsent: "Explicit consent",
	catalogue.BasisSelf:            "Asked for it themselves",
	catalogue.BasisPanelAgreed:     "A panel, with agreement",
	catalogue.BasisPanelNotAsked:   "A panel, without agreement",
}

var doorWords = map[catalogue.Door]string{
	catalogue.DoorPoliceFile: "police file", catalogue.DoorAgencyForm: "form", catalogue.DoorSelf: "asked themselves",
	catalogue.DoorPhone: "telephone", catalogue.DoorPanel: "decision of a panel",
}

var relationWords = map[person.Relationship]string{
	person.Neighbour: "a neighbour", person.Stranger: "a stranger", person.Acquaintance: "somebody known a little",
	person.Partner: "a partner", person.ExPartner: "a former partner", person.Family: "family", person.Landlord: "a landlord",
	person.OtherRelation: "somebody else",
}

// shortRule is a rule of safe contact in a few words.
func shortRule(s person.SafeContact) string {
	sentence := s.Sentence()
	first, _, _ := strings.Cut(sentence, ";")
	if s.Voicemail == person.No && !strings.Contains(first, "voicemail") {
		first += ". No voicemail"
	}
	return first + "."
}

// choices makes the codes of a list into choices.
func choices(l catalogue.List) []view.Choice {
	items := make([]view.Choice, 0, len(l.Codes))
	for _, code := range l.Codes {
		items = append(items, view.Choice{Value: code.Key, Label: code.Label, Hint: code.Help})
	}
	return items
}

// spoken makes words that are their own codes into choices, with a capital.
func spoken[T ~string](words ...T) []view.Choice {
	items := make([]view.Choice, 0, len(words))
	for _, w := range words {
		items = append(items, view.Choice{Value: string(w), Label: capital(string(w))})
	}
	return items
}

// plural writes a count with its noun: "1 promise", "3 promises".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}
