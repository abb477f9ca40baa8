package police

import (
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
)

// Answer is a flag as the police gave it.
type Answer int

// The answers. An empty cell is Unknown, which is neither yes nor no.
const (
	Unknown Answer = iota
	Yes
	No
)

// Key names a row for ever: the same three in another file are the same victim of the same crime.
type Key struct{ Force, Crime, Victim string }

// Row is one victim of one crime, as the police gave it. Text is as typed, without spaces around it.
type Row struct {
	Force    string // the mapping's key for it, or as typed
	Unit     string
	Crime    string // crime reference
	Incident string
	VictimNo string

	Offence Offence
	Victim  Person
	Safe    SafeContact
	Consent Consent
	// OptedOut says that the person objected to being referred, in a column of its own.
	OptedOut Answer

	Priority        string // as the police graded it: a key of the mapping; empty: not graded, or in words we do not know
	Vulnerable      Answer
	DomesticAbuse   Answer
	Hate            Answer
	Repeat          Answer
	ASB             Answer
	Child           Answer // the police say the victim is a child
	ChildProtection Answer // a child protection matter is open
	Relationship    string // of the victim to the other party
	Guardian        string
	GuardianPhone   Point

	Other Person // the other party; see HasOther

	Officer      string
	OfficerPhone Point
	Summary      string
	ContactNote  string // what the sender says about reaching the person

	First []Answered // the few questions that are asked at every door, as far as the file says them

	Before Before // where it stood, of a list of cases kept elsewhere before

	Doubts []Doubt
}

// Answered is the answer to one of the first questions.
type Answered struct{ Form, Question, Answer string }

// Before is what a list of cases says of the case itself.
type Before struct {
	Source         string
	Opened, Closed clock.Date
	CloseReason    string
	Stage          string
	Worker         string
	Recorded       Answer // whether it is a recorded crime
	PoliceForce    string // the mapping's key for it; empty: none that it knows
	Panel          string // what the panel decided, as typed
}

// Offence is what happened, when and where.
type Offence struct {
	Code     string // as typed; whether it is known is for the catalogue
	Title    string
	On       clock.Date
	Reported clock.Date
	Postcode Point
}

// Person is the victim or the other party.
type Person struct {
	Title     string
	Forename  string
	Surname   string
	Born      clock.Date
	BornYear  int // when no more than the year is given
	Sex       string
	Ethnicity string
	Address   []string // lines, without town and postcode
	Town      string
	Postcode  Point
	Phone     Point
	Mobile    Point
	Email     Point
}

// Point is a way to reach someone, or a place: as typed, and in canonical form when it can be read.
type Point struct {
	Typed     string
	Canonical string // "TS1 3AA", "+447700900123"; blank when what was typed can't be one
}

// IsZero tells whether nothing was given.
func (p Point) IsZero() bool { return p.Typed == "" }

// SafeContact is what the police say about reaching the person safely.
type SafeContact struct {
	Preferred string // phone, text, letter, email; as the mapping reads it
	Phone     Answer
	Text      Answer
	Letter    Answer
	Voicemail Answer
	Times     string
	Language  string
	// Interpreter says whether one is needed.
	Interpreter Answer
}

// Consent is what the police say the person agreed to.
type Consent struct {
	Given string // the mapping's code: "explicit", "opt_out", "refused", "none"; blank when nothing is said
	Typed string
	On    clock.Date
	By    string
	How   string
}

// Doubt is something in a row that could not be read, or does not fit, and was kept as typed.
type Doubt struct {
	Field catalogue.Field
	Words string // without what the cell holds
	Typed string // what it holds: about a person
}

// HasOther tells whether the row names another party.
func (r Row) HasOther() bool { return r.Other.Forename != "" || r.Other.Surname != "" }

// Key gives the three that name the row, in one form: case, spaces and leading noughts of a number
// do not make another victim.
func (r Row) Key() Key {
	victim := plainKey(r.VictimNo)
	if short := strings.TrimLeft(victim, "0"); short != "" {
		victim = short
	}
	return Key{plainKey(r.Force), plainKey(r.Crime), victim}
}

func plainKey(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }
