package pilot

import (
	"errors"
	"io/fs"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// Records is the whole data set. Rows of different files belong together by Case, a key of this data set only.
type Records struct {
	People  []madeup.Person
	Victims []Victim
}

// Victim is one victim of one crime, and what came of her referral.
type Victim struct {
	Case       string     `csv:"case"`
	Service    string     `csv:"service"` // pilot, adt
	Force      string     `csv:"force"`   // cleveland, durham
	Unit       string     `csv:"unit"`
	District   string     `csv:"district"`
	Crime      string     `csv:"crime"`
	Offence    string     `csv:"offence"`
	ReceivedOn clock.Date `csv:"received_on"`
	Method     string     `csv:"method"`     // of the first try: phone, letter; nobody tried: empty
	ReachedOn  clock.Date `csv:"reached_on"` // or last tried
	Hour       int        `csv:"hour"`
	Outcome    string     `csv:"outcome"` // reached, no_response, declined, moved; excluded: left out by type of crime
	Agreed     string     `csv:"agreed"`  // once reached: what was agreed, an outcome of the service's stage
	Worker     int        `csv:"worker"`  // 1 or 2: the case worker who took the case; 0: none
	ClosedOn   clock.Date `csv:"closed_on"`
	Reason     string     `csv:"reason"`
	Story      string     `csv:"story"`
}

// The six months.
const (
	From clock.Date = "2015-09-01"
	To   clock.Date = "2016-02-29"
)

// Read reads the data set from its files.
func Read(fsys fs.FS) (r Records, err error) {
	err = errors.Join(madeup.Get(fsys, "people.csv", &r.People), madeup.Get(fsys, "victims.csv", &r.Victims))
	return r, err
}

// Files gives the data set as its files, by name.
func (r Records) Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	return files, errors.Join(madeup.Put(files, "people.csv", r.People), madeup.Put(files, "victims.csv", r.Victims))
}
