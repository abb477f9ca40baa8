// Package reason is the closed list of what can become of a referral that comes in, and why.
//
// Codes are stable: they stand in the database, in exports and in what the command line answers.
// Words are for people and say what happens next. A person is never "rejected"; a row may be not
// usable. Every row of a file ends under exactly one [Heading], so that a file always adds up.
//
// Requirement R037; the codes are those of the dip samples of Cleveland and Durham.
package reason

// Heading is where a row of a file is counted when it comes in.
type Heading string

// The five headings. Together they add up to the rows of a file.
const (
	Accepted   Heading = "accepted"   // to be contacted
	Held       Heading = "held"       // a person must check or mend something first
	Signposted Heading = "signposted" // not for this service; the referrer is told where to turn
	OptedOut   Heading = "opted_out"  // she asked not to be contacted
	NotUsable  Heading = "not_usable" // broken, or there already
)

// Headings gives all five, in the order in which a file's arithmetic is printed.
func Headings() []Heading { return []Heading{Accepted, Held, Signposted, OptedOut, NotUsable} }

// Code says why a referral is where it is.
type Code string

// Why a row is not usable.
const (
	Duplicate        Code = "duplicate"         // force, crime reference and victim number are there already
	BrokenRow        Code = "broken_row"        // too few or many columns, an open quotation mark, cut off
	RowTooLong       Code = "row_too_long"      // longer than any row can be
	WrongCharacters  Code = "wrong_characters"  // bytes that are not text
	MissingReference Code = "missing_reference" // no force, crime reference or victim number
	MissingVictim    Code = "missing_victim"    // nobody is named
	MissingCell      Code = "missing_cell"      // another cell that the mapping says must be filled
	BadDate          Code = "bad_date"          // a date that is not in the calendar, or not yet
	UnfitCell        Code = "unfit_cell"        // a cell that holds what its column is not for: a name of 300 characters
)

// Why a row is held for checking.
const (
	BasisMissing        Code = "basis_missing"                 // nothing says on what ground she was referred
	ConsentMissing      Code = "consent_missing"               // explicit consent is needed and not there
	MaybeOptedOut       Code = "do_not_contact_maybe"          // a number of somebody who asked not to be contacted
	ChildProtection     Code = "child_protection_hold"         // the sender says a child protection matter is open
	UnderAge            Code = "under_age_hold"                // under the service's age: a named worker decides
	InsufficientContact Code = "rejected_insufficient_contact" // no way to reach the person was given
	NoSafeContact       Code = "no_safe_contact"               // there are ways, and none is safe and possible
	DomesticAbuse       Code = "domestic_abuse"                // first contact needs somebody trained for it
	FactsMissing        Code = "facts_missing"                 // too little is known to say if the service is for her
	UnknownForce        Code = "unknown_force"                 // a force that is not in the list: its rows can't be told from those that came before
	NameIncomplete      Code = "name_incomplete"               // no surname: those who asked not to be contacted can't be found by it
	DatesDisagree       Code = "dates_disagree"                // reported before it happened: the row may be mixed up with another
	UnknownOffence      Code = "unknown_offence"               // an offence code that is not in the list
	DoubtfulFlag        Code = "doubtful_flag"                 // a yes or no that her safety hangs on can't be read
	UncertainEnd        Code = "uncertain_end"                 // the last row, in a file that stops without a line end
)

// Why a row is signposted.
const (
	ExcludedType Code = "excluded_type" // an offence this service does not take
	NotEligible  Code = "not_eligible"  // not whom or where this service is for
	DoorShut     Code = "door_shut"     // this service takes no police file
)

// OptedOutBefore is why a row ends under [OptedOut].
const OptedOutBefore Code = "opted_out"

// What first contact brings. The row was accepted; these say where it went.
const (
	ReturnedToPolice Code = "returned_to_police" // wrong number: asked for a better one
	SuspendedUnsafe  Code = "suspended_unsafe"   // someone else answered, or it was not safe: a human decides
)

type entry struct {
	heading Heading
	words   string
}

var entries = map[Code]entry{
	Duplicate:        {NotUsable, "Already received: same force, crime reference and victim number"},
	BrokenRow:        {NotUsable, "The row is broken. Ask the sender for it again"},
	RowTooLong:       {NotUsable, "The row is longer than a row can be. Ask the sender for it again"},
	WrongCharacters:  {NotUsable, "The row holds characters that can't be read. Ask the sender to save the file as UTF-8"},
	MissingReference: {NotUsable, "Force, crime reference or victim number is missing"},
	MissingVictim:    {NotUsable, "No victim is named"},
	MissingCell:      {NotUsable, "A cell that must be filled is empty"},
	BadDate:          {NotUsable, "A date is not in the calendar, or lies in the future"},
	UnfitCell:        {NotUsable, "A cell holds what can't be right, or too much. Mend the row, or ask the sender"},

	BasisMissing:        {Held, "Nothing says on what ground the details were passed on. Ask whoever referred; do not contact"},
	MaybeOptedOut:       {Held, "A number or e-mail is that of someone who asked not to be contacted. Check whether it is the same person"},
	ConsentMissing:      {Held, "Explicit consent is needed for this offence and is not recorded. Ask whoever referred; do not contact"},
	ChildProtection:     {Held, "A child protection matter is open. The named worker decides; do not contact"},
	UnderAge:            {Held, "Under the service's age. The named worker decides"},
	InsufficientContact: {Held, "No way to reach the person was given. Ask whoever referred"},
	NoSafeContact:       {Held, "No safe way to reach the person. Agree one with whoever referred first"},
	DomesticAbuse:       {Held, "Domestic abuse: first contact needs trained handling. The safeguarding lead decides"},
	FactsMissing:        {Held, "Something is missing to decide whether this is for the service. Ask whoever referred"},
	DoubtfulFlag:        {Held, "A yes or no on which safety depends can't be read. Check it with the sender"},
	UnknownForce:        {Held, "The force is not in the list. Check it with the sender"},
	NameIncomplete:      {Held, "No surname is given. Check with the sender who it is"},
	DatesDisagree:       {Held, "Reported before it happened. Check the dates with the sender"},
	UnknownOffence:      {Held, "The offence code is not in the list. Check it with the sender"},
	UncertainEnd:        {Held, "The file stops here without a line end: the row may be cut off. Check it with the sender"},

	ExcludedType: {Signposted, "This service does not take this offence"},
	NotEligible:  {Signposted, "Not within what this service is for. Whoever referred is told"},
	DoorShut:     {Signposted, "This service takes nobody this way. They are told who can help"},

	OptedOutBefore: {OptedOut, "Asked not to be contacted"},

	ReturnedToPolice: {Accepted, "Wrong number: whoever referred is asked for a better one"},
	SuspendedUnsafe:  {Accepted, "Stopped as not safe to contact: a supervisor decides"},
}

// Heading gives where a row with this reason is counted; "" for a code that is not in the list.
func (c Code) Heading() Heading { return entries[c].heading }

// Words gives the reason in plain words with what happens next; the code itself if it is not in the list.
func (c Code) Words() string {
	if e, ok := entries[c]; ok {
		return e.words
	}
	return string(c)
}

// Codes gives every code, those of one heading together.
func Codes() []Code {
	return []Code{
		Duplicate, BrokenRow, RowTooLong, WrongCharacters, MissingReference, MissingVictim, MissingCell, BadDate, UnfitCell,
		BasisMissing, ConsentMissing, MaybeOptedOut, ChildProtection, UnderAge, InsufficientContact, NoSafeContact,
		DomesticAbuse, FactsMissing, UnknownForce, NameIncomplete, DatesDisagree, UnknownOffence, DoubtfulFlag, UncertainEnd,
		ExcludedType, NotEligible, DoorShut, OptedOutBefore, ReturnedToPolice, SuspendedUnsafe,
	}
}
