package person

import (
	"unicode/utf8"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Relationship is who the other party is to the person: what tells domestic abuse from a dispute
// between neighbours.
type Relationship string

// The relationships.
const (
	RelationNotAsked Relationship = "not asked"
	Neighbour        Relationship = "neighbour"
	Stranger         Relationship = "stranger"
	Acquaintance     Relationship = "acquaintance"
	Partner          Relationship = "partner"
	ExPartner        Relationship = "ex-partner"
	Family           Relationship = "family"
	Landlord         Relationship = "landlord"
	OtherRelation    Relationship = "other"
)

// Relationships gives them all in the order a form offers them.
func Relationships() []Relationship {
	return []Relationship{RelationNotAsked, Neighbour, Stranger, Acquaintance, Partner, ExPartner, Family, Landlord, OtherRelation}
}

// DomesticAbuse tells whether the relationship sends the matter to domestic-abuse handling,
// whatever it was reported as (practice D5).
func (r Relationship) DomesticAbuse() bool {
	return r == Partner || r == ExPartner || r == Family
}

// NewStory is what the person told, so that nobody asks her again.
type NewStory struct {
	Wants        string       // what she wants, in her words
	Words        string       // what happened, in her words
	ToldOn       clock.Date   // empty: the day it is recorded
	ToldTo       string       // code of who heard it: "police", "worker"
	Relationship Relationship // empty: not asked
}

func (s NewStory) check(prefix string, today clock.Date, bad *errs.Fields) {
	if utf8.RuneCountInString(s.Wants) > longestText || utf8.RuneCountInString(s.Words) > longestText {
		bad.Add(prefix+"story", "That is too long: keep it under 20,000 characters")
	}
	if s.ToldOn > today {
		bad.Add(prefix+"told_on", "The day it was told lies in the future: check it")
	}
	known := s.Relationship == ""
	for _, r := range Relationships() {
		known = known || s.Relationship == r
	}
	if !known {
		bad.Add(prefix+"relationship", "Choose how they know each other")
	}
}

func (s NewStory) isNews() bool {
	return s.Wants != "" || s.Words != "" || (s.Relationship != "" && s.Relationship != RelationNotAsked)
}

func (s NewStory) relationship() Relationship {
	if s.Relationship == "" {
		return RelationNotAsked
	}
	return s.Relationship
}
