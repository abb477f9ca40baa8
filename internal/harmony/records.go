package harmony

import (
	"errors"
	"io/fs"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// Records is the whole data set. Rows of different files belong together by Case, a key of this data set only.
type Records struct {
	People    []madeup.Person
	Referrals []Referral
	Learning  []Event
}

// Referral is how somebody came, what help it came to, and the life of her case.
type Referral struct {
	Case       string     `csv:"case"`
	Source     string     `csv:"source"` // a code of the catalogue's sources
	Door       string     `csv:"door"`   // agency_form, self, phone
	Basis      string     `csv:"basis"`  // opt_out, explicit_consent, self
	District   string     `csv:"district"`
	ReceivedOn clock.Date `csv:"received_on"`
	CalledOn   clock.Date `csv:"called_on"`
	CameTo     string     `csv:"came_to"`    // support, support_and_mediation, mediation, advice
	OfferedOn  clock.Date `csv:"offered_on"` // mediation; empty: it was not
	Answer     string     `csv:"answer"`     // accepted, declined; empty: mediation was not offered
	ClosedOn   clock.Date `csv:"closed_on"`
	Reason     string     `csv:"reason"` // empty after advice: there is no case
	Story      string     `csv:"story"`
}

// Event is one training or awareness event.
type Event struct {
	On       clock.Date `csv:"on"`
	Kind     string     `csv:"kind"` // asb_awareness, community_awareness
	Audience string     `csv:"audience"`
	District string     `csv:"district"` // empty: more than one
	Source   string     `csv:"source"`   // who refers and was taught; empty: nobody in particular
	People   int        `csv:"people"`
	Agency   string     `csv:"agency"` // key of an agency of the demonstration; empty: not known
	Of       int        `csv:"of"`     // people of that agency
}

// Year is the year the records are about.
const (
	YearFrom clock.Date = "2021-10-01"
	YearTo   clock.Date = "2022-09-30"
)

// Read reads the data set from its files.
func Read(fsys fs.FS) (r Records, err error) {
	err = errors.Join(
		madeup.Get(fsys, "people.csv", &r.People),
		madeup.Get(fsys, "referrals.csv", &r.Referrals),
		madeup.Get(fsys, "learning.csv", &r.Learning))
	return r, err
}

// Files gives the data set as its files, by name.
func (r Records) Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	return files, errors.Join(
		madeup.Put(files, "people.csv", r.People),
		madeup.Put(files, "referrals.csv", r.Referrals),
		madeup.Put(files, "learning.csv", r.Learning))
}
