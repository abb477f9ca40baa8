package coaching

import (
	"errors"
	"io/fs"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// Records is the whole data set. Rows of different files belong together by Case, a key of this data set only.
type Records struct {
	People     []madeup.Person
	Referrals  []Referral
	Sessions   []Session
	Statements []Statements
}

// Referral is how somebody came from a panel, and the life of her case.
type Referral struct {
	Case        string     `csv:"case"`
	Proposer    string     `csv:"proposer"` // kind of the agency that proposed her to the panel
	District    string     `csv:"district"`
	ReceivedOn  clock.Date `csv:"received_on"`
	CalledOn    clock.Date `csv:"called_on"`    // the assessment call, or the first try
	Outcome     string     `csv:"outcome"`      // of the call: accepted, declined, not_suitable, no_response
	AllocatedOn clock.Date `csv:"allocated_on"` // empty: no coach was needed
	Coach       string     `csv:"coach"`        // paid, volunteer; empty: none
	ClosedOn    clock.Date `csv:"closed_on"`
	Reason      string     `csv:"reason"`
	Story       string     `csv:"story"` // what she told us, in her words
}

// Session is one session with the coach.
type Session struct {
	Case    string     `csv:"case"`
	On      clock.Date `csv:"on"`
	Strand  string     `csv:"strand"` // listening, coping, signposting
	Minutes int        `csv:"minutes"`
}

// Statements are the five statements as she answered them, from 0 not at all to 10 completely.
type Statements struct {
	Case      string     `csv:"case"`
	Phase     string     `csv:"phase"` // before, exit
	On        clock.Date `csv:"on"`
	Listened  int        `csv:"listened_to"`
	Supported int        `csv:"supported"`
	Confident int        `csv:"confident"`
	Aware     int        `csv:"aware"`
	GetOn     int        `csv:"get_on"`
}

// Answers gives the answers in the order of the statements.
func (s Statements) Answers() []int {
	return []int{s.Listened, s.Supported, s.Confident, s.Aware, s.GetOn}
}

// The time the records are about, and the day on which the report counted.
const (
	From      clock.Date = "2017-04-01"
	Launched  clock.Date = "2017-08-01"
	YearTwo   clock.Date = "2018-04-01"
	To        clock.Date = "2018-09-30"
	CountedOn clock.Date = "2018-10-29"
)

// Read reads the data set from its files.
func Read(fsys fs.FS) (r Records, err error) {
	err = errors.Join(
		madeup.Get(fsys, "people.csv", &r.People),
		madeup.Get(fsys, "referrals.csv", &r.Referrals),
		madeup.Get(fsys, "sessions.csv", &r.Sessions),
		madeup.Get(fsys, "statements.csv", &r.Statements))
	return r, err
}

// Files gives the data set as its files, by name.
func (r Records) Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	return files, errors.Join(
		madeup.Put(files, "people.csv", r.People),
		madeup.Put(files, "referrals.csv", r.Referrals),
		madeup.Put(files, "sessions.csv", r.Sessions),
		madeup.Put(files, "statements.csv", r.Statements))
}
