package report

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// ActAccept is accepting a version that was submitted.
var ActAccept = access.Declare("report.accept", access.Policy{Roles: []access.Role{access.CommissioningOfficer, access.Commissioner}})

// MoveVersion takes a version from draft to submitted, which those who keep it may, or from submitted to
// accepted, which those who pay for the service may.
//
// Fails like [Make], with errs.NotFound when the return has no such version, and with errs.Conflict when the version is elsewhere. Records VersionMoved.
type MoveVersion struct {
	Make
	Version string
	To      State
}

// VersionMoved says how far a version has come.
type VersionMoved struct {
	Version string `json:"version"`
	To      State  `json:"to"`
}

// EventKind names the event.
func (VersionMoved) EventKind() string { return "report.version moved" }

// comes tells from which state a state is reached, and by what action.
var comes = map[State]struct {
	from State
	by   access.Action
}{
	Submitted: {Draft, ActKeep},
	Accepted:  {Submitted, ActAccept},
}

// Run moves it.
func (m MoveVersion) Run(ctx context.Context, tx *gate.Tx) (Version, error) {
	move, ok := comes[m.To]
	if !ok {
		move.by = ActKeep
	}
	d, p, _, err := m.prepare(ctx, tx, move.by)
	if err != nil {
		return Version{}, err
	}
	kept, err := store.One(ctx, tx, versionSQL, scanVersion, m.Version, d.Key, p.From)
	if err != nil {
		return Version{}, err
	}
	n, err := store.Exec(ctx, tx, moveVersionSQL, m.Version, move.from, m.To, tx.Entry())
	switch {
	case err != nil:
		return Version{}, err
	case n == 0:
		return Version{}, errs.New(errs.Conflict, "The version is "+string(kept.State)+" and can't become "+string(m.To)+".")
	}
	kept.State = m.To
	tx.Record(VersionMoved{Version: m.Version, To: m.To})
	return kept, nil
}

// moveVersionSQL moves a version that is where it is thought to be.
var moveVersionSQL = store.SQL("report.moveVersion", `
	UPDATE report_version SET state = $3, last_entry = $4 WHERE id = $1 AND state = $2`)
