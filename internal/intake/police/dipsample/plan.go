package dipsample

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/reason"
)

// What came of reaching someone, or of trying. The first two are also reasons.
const (
	NoReply   = "no_response"
	Moved     = "moved_away"
	Declined  = "declined"
	Info      = "info_sent"
	Equipment = "equipment_sent"
	Community = "referred_to_community"
)

// kind is one line of the published table: so many rows of one sort.
type kind struct {
	rows     int
	line     string // as the table prints it
	offences []string
	reason   reason.Code      // at import; blank: accepted
	method   catalogue.Method // first, of those to contact
	domestic bool
	outcome  string // known only from contact
	failed   int    // tries on the phone that reached nobody, before a letter
}

// area is one of the two samples.
type area struct {
	key     string
	force   string
	letters string       // of its crime references
	days    []clock.Date // on which the crimes were recorded
	kinds   []kind
	seed    uint64
}

// Offence codes by how the existing service sorts them (catalogue/services/adt.yaml): by phone, by text,
// by letter, and left out.
var (
	phoned   = []string{"8N", "105A", "34B", "28E", "8L", "5D", "28F", "3B"}
	texted   = []string{"39", "40", "49"}
	written  = []string{"58A", "58B", "58D"}
	excluded = []string{"45", "9A", "46", "58C", "48", "44", "126"}
	abuse    = []string{"8N", "105A", "8L"}
	rape     = []string{"19C"}
)

func cleveland() area {
	return area{
		key: "cleveland-2014-07", force: "Cleveland Police", letters: "CV", seed: 118,
		days: []clock.Date{"2014-07-21", "2014-07-22", "2014-07-23"},
		kinds: []kind{
			{rows: 58, line: "To contact by phone", offences: phoned, method: catalogue.MethodPhone},
			{rows: 2, line: "To contact by text", offences: texted, method: catalogue.MethodText},
			{rows: 30, line: "To contact by letter", offences: written, method: catalogue.MethodLetter},
			{rows: 1, line: "Excluded crime type", offences: excluded, reason: reason.ExcludedType},
			{rows: 2, line: "No consent (young rape victims)", offences: rape, reason: reason.ConsentMissing},
			{rows: 2, line: "Child protection, contact inappropriate", offences: abuse, reason: reason.ChildProtection},
			{rows: 1, line: "Could not use phone (disability) and letter unsafe", offences: phoned, reason: reason.NoSafeContact},
			{rows: 2, line: "Domestic abuse: wrong number, returned to police", offences: abuse, method: catalogue.MethodPhone,
				domestic: true, outcome: string(reason.ReturnedToPolice)},
			{rows: 1, line: "Domestic abuse: no safe contact number", offences: abuse, domestic: true, reason: reason.NoSafeContact},
			{rows: 14, line: "Domestic abuse: suspended, unsafe", offences: abuse, method: catalogue.MethodPhone,
				domestic: true, outcome: string(reason.SuspendedUnsafe)},
			{rows: 5, line: "Duplicate", reason: reason.Duplicate},
		},
	}
}

func durham() area {
	return area{
		key: "durham-2014-04", force: "Durham Constabulary", letters: "DH", seed: 85,
		days: []clock.Date{"2014-04-08", "2014-04-09", "2014-04-10"},
		kinds: []kind{
			{rows: 6, line: "To contact by phone", offences: phoned, method: catalogue.MethodPhone, outcome: NoReply, failed: 2},
			{rows: 2, line: "To contact by phone", offences: phoned, method: catalogue.MethodPhone, outcome: Moved},
			{rows: 7, line: "To contact by phone", offences: phoned, method: catalogue.MethodPhone, outcome: Declined},
			{rows: 11, line: "To contact by phone", offences: phoned, method: catalogue.MethodPhone, outcome: Info},
			{rows: 2, line: "To contact by phone", offences: phoned, method: catalogue.MethodPhone, outcome: Equipment},
			{rows: 9, line: "To contact by phone", offences: phoned, method: catalogue.MethodPhone, outcome: Community},
			{rows: 16, line: "To contact by text", offences: texted, method: catalogue.MethodText, outcome: NoReply},
			{rows: 13, line: "To contact by letter", offences: written, method: catalogue.MethodLetter, outcome: NoReply},
			{rows: 14, line: "Excluded crime type", offences: excluded, reason: reason.ExcludedType},
			{rows: 1, line: "Insufficient contact details", offences: phoned, reason: reason.InsufficientContact},
			{rows: 4, line: "Domestic abuse: wrong number, unsafe to continue", offences: abuse, method: catalogue.MethodPhone,
				domestic: true, outcome: string(reason.ReturnedToPolice)},
		},
	}
}
