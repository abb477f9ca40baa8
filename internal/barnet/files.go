package barnet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"

	"goldenthread/internal/clock"
)

// file is one CSV of the data set: its name, its columns, and a row each way.
type file[T any] struct {
	name    string
	columns []string
	row     func(T) []string
	of      func(cells []string) T
}

var (
	peopleFile = file[Person]{"people.csv",
		[]string{"case", "forename", "surname", "born_on", "sex", "ethnicity", "asked_on", "address", "postcode", "phone", "email", "voicemail", "letters"},
		func(p Person) []string {
			return []string{p.Case, p.Forename, p.Surname, string(p.BornOn), p.Sex, p.Ethnicity, string(p.AskedOn), p.Address, p.Postcode, p.Phone, p.Email, yesNo(p.Voicemail), yesNo(p.Letters)}
		},
		func(c []string) Person {
			return Person{c[0], c[1], c[2], clock.Date(c[3]), c[4], c[5], clock.Date(c[6]), c[7], c[8], c[9], c[10], c[11] == "yes", c[12] == "yes"}
		}}
	referralsFile = file[Referral]{"referrals.csv",
		[]string{"case", "source", "door", "basis", "received_on", "opened_on", "closed_on", "reason", "story"},
		func(r Referral) []string {
			return []string{r.Case, r.Source, r.Door, r.Basis, string(r.ReceivedOn), string(r.OpenedOn), string(r.ClosedOn), r.Reason, r.Story}
		},
		func(c []string) Referral {
			return Referral{c[0], c[1], c[2], c[3], clock.Date(c[4]), clock.Date(c[5]), clock.Date(c[6]), c[7], c[8]}
		}}
	needsFile = file[Need]{"needs.csv", []string{"case", "kind", "code", "noted_on"},
		func(n Need) []string { return []string{n.Case, n.Kind, n.Code, string(n.On)} },
		func(c []string) Need { return Need{c[0], c[1], c[2], clock.Date(c[3])} }}
	onwardFile = file[Onward]{"onward.csv", []string{"case", "code", "made_on"},
		func(o Onward) []string { return []string{o.Case, o.Code, string(o.On)} },
		func(c []string) Onward { return Onward{c[0], c[1], clock.Date(c[2])} }}
	advocacyFile = file[Advocacy]{"advocacy.csv", []string{"case", "forum", "on", "asked"},
		func(a Advocacy) []string { return []string{a.Case, a.Forum, string(a.On), a.Asked} },
		func(c []string) Advocacy { return Advocacy{c[0], c[1], clock.Date(c[2]), c[3]} }}
	mediationFile = file[Mediation]{"mediation.csv", []string{"case", "offered_on", "answer"},
		func(m Mediation) []string { return []string{m.Case, string(m.On), m.Answer} },
		func(c []string) Mediation { return Mediation{c[0], clock.Date(c[1]), c[2]} }}
	courtFile = file[Court]{"court.csv", []string{"case", "support", "on"},
		func(k Court) []string { return []string{k.Case, k.Support, string(k.On)} },
		func(c []string) Court { return Court{c[0], c[1], clock.Date(c[2])} }}
)

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// encode gives the file's bytes.
func (f file[T]) encode(rows []T) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	all := [][]string{f.columns}
	for _, r := range rows {
		all = append(all, f.row(r))
	}
	err := w.WriteAll(all)
	return b.Bytes(), err
}

// decode reads the file into rows, after checking its columns.
func (f file[T]) decode(fsys fs.FS) ([]T, error) {
	in, err := fsys.Open(f.name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.name, err)
	}
	if len(lines) == 0 || !slices.Equal(lines[0], f.columns) {
		return nil, fmt.Errorf("%s: the columns must be %v", f.name, f.columns)
	}
	rows := make([]T, 0, len(lines)-1)
	for _, cells := range lines[1:] {
		rows = append(rows, f.of(cells))
	}
	return rows, nil
}

// Read reads the data set from its seven files.
func Read(fsys fs.FS) (r Records, err error) {
	read := func(next func() error) {
		if err == nil {
			err = next()
		}
	}
	read(func() (e error) { r.People, e = peopleFile.decode(fsys); return })
	read(func() (e error) { r.Referrals, e = referralsFile.decode(fsys); return })
	read(func() (e error) { r.Needs, e = needsFile.decode(fsys); return })
	read(func() (e error) { r.Onward, e = onwardFile.decode(fsys); return })
	read(func() (e error) { r.Advocacy, e = advocacyFile.decode(fsys); return })
	read(func() (e error) { r.Mediation, e = mediationFile.decode(fsys); return })
	read(func() (e error) { r.Court, e = courtFile.decode(fsys); return })
	return r, err
}

// Files gives the data set as its files, by name.
func (r Records) Files() (map[string][]byte, error) {
	files := map[string][]byte{}
	var failed error
	put := func(name string, b []byte, err error) {
		files[name] = b
		if failed == nil {
			failed = err
		}
	}
	b, err := peopleFile.encode(r.People)
	put(peopleFile.name, b, err)
	b, err = referralsFile.encode(r.Referrals)
	put(referralsFile.name, b, err)
	b, err = needsFile.encode(r.Needs)
	put(needsFile.name, b, err)
	b, err = onwardFile.encode(r.Onward)
	put(onwardFile.name, b, err)
	b, err = advocacyFile.encode(r.Advocacy)
	put(advocacyFile.name, b, err)
	b, err = mediationFile.encode(r.Mediation)
	put(mediationFile.name, b, err)
	b, err = courtFile.encode(r.Court)
	put(courtFile.name, b, err)
	return files, failed
}
