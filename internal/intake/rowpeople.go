package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/match"
	"goldenthread/internal/person"
)

// victim gives the person the row is about.
func (r reader) victim(row police.Row) person.New {
	v := row.Victim
	return person.New{
		Forename: v.Forename, Surname: v.Surname, Born: v.Born,
		Contacts: contacts(row), Safe: safeRule(row), Told: r.told(row),
	}
}

// contacts gives the ways to reach the victim that can be read. What can't be read stands in the
// safe-contact words, as it was sent.
func contacts(row police.Row) []person.NewContact {
	v, s := row.Victim, row.Safe
	call, text := permission(row, s.Phone, catalogue.FieldSafePhone), permission(row, s.Text, catalogue.FieldSafeText)
	voicemail := permission(row, s.Voicemail, catalogue.FieldSafeVoicemail)
	var all []person.NewContact
	for _, p := range []police.Point{v.Mobile, v.Phone} {
		switch {
		case p.Canonical == "" || len(all) > 0 && v.Mobile.Canonical == v.Phone.Canonical:
		case match.IsMobile(p.Canonical):
			all = append(all, person.NewContact{Kind: person.Mobile, Value: p.Typed, Call: call, Voicemail: voicemail, Text: text})
		default:
			all = append(all, person.NewContact{Kind: person.Phone, Value: p.Typed, Call: call, Voicemail: voicemail})
		}
	}
	if v.Email.Canonical != "" {
		all = append(all, person.NewContact{Kind: person.Email, Value: v.Email.Typed})
	}
	if a, ok := address(v); ok {
		a.Letter = permission(row, s.Letter, catalogue.FieldSafeLetter)
		all = append(all, a)
	}
	return all
}

// permission gives what was said of one use. What stands there and can't be read may be a no: it counts as one.
func permission(row police.Row, a police.Answer, f catalogue.Field) person.Permission {
	switch {
	case doubted(row, f) || a == police.No:
		return person.No
	case a == police.Yes:
		return person.Yes
	}
	return person.NotAsked
}

// address gives somebody's address. A postcode alone is no place to write to.
func address(p police.Person) (person.NewContact, bool) {
	lines := p.Address
	if p.Town != "" {
		lines = append(lines[:len(lines):len(lines)], p.Town)
	}
	if len(p.Address) == 0 {
		return person.NewContact{}, false
	}
	return person.NewContact{Kind: person.Address, Value: strings.Join(lines, ", "), Postcode: p.Postcode.Canonical}, true
}

// safeRule gives what the police say about reaching her. They said it, not she: her own rule stays not
// asked.
func safeRule(row police.Row) person.SafeRule {
	s := row.Safe
	from, to, hours := safeHours(s.Times)
	var words []string
	say := func(what, text string) {
		if text != "" {
			words = append(words, what+": "+text)
		}
	}
	if !hours {
		say("Safe times, as "+sender(row)+" wrote", s.Times)
	}
	say("Note from "+sender(row), row.ContactNote)
	if s.Interpreter == police.Yes {
		say("Needs an interpreter", orNot(s.Language))
	} else {
		say("First language", s.Language)
	}
	if row.Guardian != "" || !row.GuardianPhone.IsZero() {
		say("Safe adult, as "+sender(row)+" named them", strings.TrimSpace(row.Guardian+" "+row.GuardianPhone.Typed))
	}
	for _, p := range []struct {
		what  string
		point police.Point
	}{
		{"Home phone as sent, can't be right", row.Victim.Phone}, {"Mobile as sent, can't be right", row.Victim.Mobile},
		{"E-mail as sent, can't be right", row.Victim.Email}, {"Postcode as sent, can't be right", row.Victim.Postcode},
	} {
		if p.point.Canonical == "" {
			say(p.what, p.point.Typed)
		}
	}
	if row.Victim.BornYear > 0 {
		say("Year of birth", strconv.Itoa(row.Victim.BornYear))
	}
	rule := person.SafeRule{Words: strings.Join(words, ". ")}
	if hours {
		rule.From, rule.To = from, to
	}
	return rule
}

// sender says in words who wrote the row.
func sender(row police.Row) string {
	if row.Force == sheet.Force {
		return "the list kept before"
	}
	return "the police"
}

func orNot(language string) string {
	if language == "" {
		return "language not said"
	}
	return language
}

var hoursForm = regexp.MustCompile(`^(\d{1,2})[:.]?(\d{2})?\s*(?:-|–|to|until)\s*(\d{1,2})[:.]?(\d{2})?$`)

// safeHours reads "10:00-12:00" as minutes of the day. Anything else is words.
func safeHours(text string) (from, to int, ok bool) {
	m := hoursForm.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return 0, 0, false
	}
	minutes := func(hour, minute string) int {
		h, _ := strconv.Atoi(hour) // digits, by the form
		n, _ := strconv.Atoi(minute)
		return h*60 + n
	}
	from, to = minutes(m[1], m[2]), minutes(m[3], m[4])
	return from, to, from < to && to <= 24*60
}

// relationships are our words for those of the catalogue's list that the person package knows under
// another key.
var relationships = map[string]person.Relationship{
	"ex_partner": person.ExPartner, "not_known": person.RelationNotAsked, "carer": person.OtherRelation, "colleague": person.OtherRelation,
}

// told gives what the file says happened, and who the other party is to her.
func (r reader) told(row police.Row) person.NewStory {
	var words []string
	if len([]rune(row.Summary)) > 500 { // a shorter one stands as the reason of the referral
		words = append(words, row.Summary)
	}
	relationship, listed := r.relationship(row.Relationship)
	if !listed {
		words = append(words, "Relationship as "+sender(row)+" wrote: "+row.Relationship)
	}
	if unread := unread(row); unread != "" {
		words = append(words, "As "+sender(row)+" wrote, could not be read: "+unread)
	}
	if row.Officer != "" || !row.OfficerPhone.IsZero() {
		words = append(words, "Officer in the case: "+strings.TrimSpace(row.Officer+" "+row.OfficerPhone.Typed))
	}
	s := person.NewStory{Words: strings.Join(words, "\n"), ToldTo: person.ToldToPolice, ToldOn: row.Offence.Reported, Relationship: relationship}
	if s.Words == "" {
		s.ToldTo, s.ToldOn = "", clock.Date("")
	}
	return s
}

// saidElsewhere are the fields whose words stand elsewhere in the record when they can't be read, and those of
// the other party, which stand nowhere in hers. Who she is does not stand in her story, which is shared on another basis.
var saidElsewhere = []catalogue.Field{catalogue.FieldPhoneHome, catalogue.FieldPhoneMobile, catalogue.FieldEmail, catalogue.FieldPostcode,
	catalogue.FieldSex, catalogue.FieldEthnicity, catalogue.FieldSource, catalogue.FieldGuardianPhone, catalogue.FieldOfficerPhone, catalogue.FieldOtherBirth, catalogue.FieldOtherPostcode, catalogue.FieldOtherPhone}

// unread gives the cells that could not be read and would otherwise be lost.
func unread(row police.Row) string {
	var said []string
	for _, d := range row.Doubts {
		if d.Field != "" && !slices.Contains(saidElsewhere, d.Field) {
			said = append(said, d.Field.Words()+": "+d.Typed)
		}
	}
	return strings.Join(said, "; ")
}

// relationship reads who the other party is to her. False: the list has no such word.
func (r reader) relationship(typed string) (person.Relationship, bool) {
	if typed == "" {
		return person.RelationNotAsked, true
	}
	list, _ := r.catalogue.List("relationship")
	c, found := list.Find(typed)
	if !found {
		return person.RelationNotAsked, false
	}
	if known, ok := relationships[c.Key]; ok {
		return known, true
	}
	return person.Relationship(c.Key), true
}

// otherParty gives the person on the other side.
func otherParty(o police.Person) person.New {
	n := person.New{Forename: o.Forename, Surname: o.Surname, Born: o.Born}
	if o.Phone.Canonical != "" {
		n.Contacts = append(n.Contacts, person.NewContact{Kind: person.Phone, Value: o.Phone.Typed})
	}
	if a, ok := address(o); ok {
		n.Contacts = append(n.Contacts, a)
	}
	return n
}
