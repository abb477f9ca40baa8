package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var whatLiaison = seal.Register("case_liaison", "what", access.Plan)

// LiaisonKind tells an update that was obtained from expectations that were talked over.
type LiaisonKind string

// The kinds.
const (
	Update      LiaisonKind = "update"      // another body said how the matter stands (R143)
	Expectation LiaisonKind = "expectation" // what it can and can't do was talked over with the person (R076, R080)
)

// Liaise records an update obtained from another body, which the person is to be told within two working
// days unless she was told already, or that expectations of it were talked over with her. Those who work
// on the case may. Records Liaised.
type Liaise struct {
	Case    id.Case
	Service catalogue.Service
	Kind    LiaisonKind
	List    catalogue.List // "agencies-asked"
	Agency  string
	What    string
	On      clock.Date
	Told    bool // of an update: the person was told the same day
}

// Liaised says that an update was obtained, or expectations were talked over.
type Liaised struct {
	Case    id.Case
	Folder  id.Folder
	Liaison string
	Kind    LiaisonKind
	Agency  string
}

// EventKind names the event.
func (Liaised) EventKind() string { return "case.liaised" }

// Run records it.
func (l Liaise) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, l.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	among(&bad, "kind", l.Kind, []LiaisonKind{Update, Expectation}, "Choose which of the two it is")
	listed(&bad, "agency", l.List, l.Agency, "Choose whose work it is about")
	worded(&bad, "what", l.What, "Say what was said, in a few words")
	happened(&bad, "on", l.On, tx.Now().Date(), "the day")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	row := tx.NewID()
	what, err := tx.Seal(ctx, whatLiaison, now.Folder, row, l.What)
	if err != nil {
		return Case{}, err
	}
	tellBy, told := clock.Instant(0), l.On
	if l.Kind == Update && !l.Told {
		tellBy, told = toTell(l.Service, l.On), ""
	}
	if _, err := store.Exec(ctx, tx, addLiaisonSQL, row, now.ID, now.Folder, l.Kind, l.Agency, what, l.On, tellBy, told,
		tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(Liaised{Case: now.ID, Folder: now.Folder, Liaison: row, Kind: l.Kind, Agency: l.Agency})
	return now, nil
}

// toTell is by when the person is told of something that was learned on a day: by the end of the second working day after it.
func toTell(s catalogue.Service, on clock.Date) clock.Instant {
	return workingDays(s, on.Start(), tellWithin)
}

var addLiaisonSQL = store.SQL("casework.addLiaison", `
	INSERT INTO case_liaison (id, case_id, folder_id, kind, agency, what, on_date, tell_by, told_on, by_account, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)
