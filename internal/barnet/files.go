package barnet

import (
	"errors"
	"io/fs"

	"goldenthread/internal/madeup"
)

// Read reads the data set from its seven files.
func Read(fsys fs.FS) (r Records, err error) {
	err = errors.Join(
		madeup.Get(fsys, "people.csv", &r.People),
		madeup.Get(fsys, "referrals.csv", &r.Referrals),
		madeup.Get(fsys, "needs.csv", &r.Needs),
		madeup.Get(fsys, "onward.csv", &r.Onward),
		madeup.Get(fsys, "advocacy.csv", &r.Advocacy),
		madeup.Get(fsys, "mediation.csv", &r.Mediation),
		madeup.Get(fsys, "court.csv", &r.Court))
	return r, err
}

// Files gives the data set as its files, by name.
func (r Records) Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	return files, errors.Join(
		madeup.Put(files, "people.csv", r.People),
		madeup.Put(files, "referrals.csv", r.Referrals),
		madeup.Put(files, "needs.csv", r.Needs),
		madeup.Put(files, "onward.csv", r.Onward),
		madeup.Put(files, "advocacy.csv", r.Advocacy),
		madeup.Put(files, "mediation.csv", r.Mediation),
		madeup.Put(files, "court.csv", r.Court))
}
