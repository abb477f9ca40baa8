package evidence

import (
	"context"
	"unicode/utf8"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var (
	whatItShows = seal.Register("evidence", "shows", access.Evidence)
	gotFrom     = seal.Register("evidence", "got_from", access.Evidence)
	whereKept   = seal.Register("evidence", "kept_where", access.Evidence)
	pictureFile = seal.Register("evidence_picture", "picture", access.Evidence, seal.File)
)

// ActLog is for those who keep the log, ActSee for those who read it and look at its pictures, ActTake for those who take a picture as
// it came, with what the camera wrote into it: whoever can say where it went.
var (
	ActLog = access.Declare("evidence.log", access.Policy{Sections: access.Evidence,
		Roles: []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Supervisor}})
	ActTake = access.Declare("evidence.take", access.Policy{Sections: access.Evidence, Roles: ActLog.Policy().Roles})
	ActSee  = access.Declare("evidence.see", access.Policy{Sections: access.Evidence,
		Roles: []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Supervisor, access.SafeguardingLead}})
)

// Log puts a thing into a folder's log of evidence, with the picture of it where there is one. Those who keep the log may. It is
// never changed: a slip is logged again.
//
// Fails with errs.Invalid, field by field. Records Logged. Requirement R148.
type Log struct {
	Folder  id.Folder
	Kinds   catalogue.List // "evidence"
	Makers  catalogue.List // "evidence-makers"
	Kind    string
	Shows   string // in words: what it shows
	Maker   string
	MadeOn  clock.Date // zero: not known
	GotOn   clock.Date
	GotFrom string
	KeptAt  string
	Picture Picture // zero: none
}

// Run logs it and gives its id.
func (l Log) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActLog, gate.On{Folder: l.Folder}); err != nil {
		return "", err
	}
	if err := l.check(tx.Now().Date()); err != nil {
		return "", err
	}
	number, err := store.One(ctx, tx, nextNumberSQL, store.Value[int], l.Folder)
	if err != nil {
		return "", err
	}
	row := tx.NewID()
	args := []any{row, l.Folder, number, l.Kind, l.Maker, l.MadeOn, l.GotOn, l.Picture.Type, l.Picture.Size(), l.Picture.SHA256, tx.Actor().Account(), tx.Now(), tx.Entry()}
	for _, said := range []struct {
		column seal.Column
		words  string
	}{{whatItShows, l.Shows}, {gotFrom, l.GotFrom}, {whereKept, l.KeptAt}} {
		box, err := tx.Seal(ctx, said.column, l.Folder, row, said.words)
		if err != nil {
			return "", err
		}
		args = append(args, box)
	}
	if _, err := store.Exec(ctx, tx, addSQL, args...); err != nil {
		return "", err
	}
	if err := l.keepPicture(ctx, tx, row); err != nil {
		return "", err
	}
	tx.Record(Logged{Folder: l.Folder, Evidence: row, Number: number, Kind: l.Kind, Size: l.Picture.Size(), SHA256: l.Picture.SHA256})
	return row, nil
}

func (l Log) keepPicture(ctx context.Context, tx *gate.Tx, row string) error {
	if l.Picture.IsZero() {
		return nil
	}
	box, err := tx.Seal(ctx, pictureFile, l.Folder, row, l.Picture.bytes)
	if err != nil {
		return err
	}
	_, err = store.Exec(ctx, tx, addPictureSQL, row, l.Folder, box, tx.Entry())
	return err
}

// check says everything that is wrong at once, beside its field.
func (l Log) check(today clock.Date) error {
	var bad errs.Fields
	if _, ok := l.Kinds.Code(l.Kind); !ok {
		bad.Add("kind", "Choose what it is")
	}
	if _, ok := l.Makers.Code(l.Maker); !ok {
		bad.Add("maker", "Choose who made it")
	}
	if l.Shows == "" {
		bad.Add("shows", "Say in a few words what it shows")
	}
	if l.MadeOn > today {
		bad.Add("made_on", "Give today or an earlier day, or leave it empty when nobody knows")
	}
	switch {
	case l.GotOn.IsZero() || l.GotOn > today:
		bad.Add("got_on", "Give the day you got it: today or earlier")
	case l.MadeOn > l.GotOn:
		bad.Add("got_on", "You can't have got it before it was made. Check the two days")
	}
	if l.KeptAt == "" && l.Picture.IsZero() {
		bad.Add("kept_at", "Say where it is kept, or add the picture")
	}
	for _, said := range []struct{ input, words string }{{"shows", l.Shows}, {"got_from", l.GotFrom}, {"kept_at", l.KeptAt}} {
		if utf8.RuneCountInString(said.words) > mostSaid {
			bad.Add(said.input, "Shorten it to 1,000 characters: what happened belongs into a note")
		}
	}
	return bad.Err()
}

const mostSaid = 1000
