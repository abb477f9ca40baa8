package casework

import (
	"context"
	"errors"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// Give gives a case to the worker who was chosen, as [Allocate] does; where she can't take it, a case that nobody has is
// on the waiting list when this is done: whoever tried answers for the place until somebody takes it (D13). One that
// waits already keeps its place, its owner and its reason. Whoever may allocate may.
//
// Fails as [Allocate] does, except that a refusal of the worker which leaves a place is an answer and no error. What is refused
// whoever is chosen leaves none. Records Allocated, or Waits.
type Give struct{ Allocate }

// Given says what came of it.
type Given struct {
	Case    Case
	Refused string // why the worker can't take it, in words; empty: the case is given
}

// WaitChosen is why somebody waits when the worker who was chosen can't take the case for another reason than the cap. That she
// stands on the other side of the dispute is not told apart from the rest.
const WaitChosen = "the worker chosen can't take it"

// Run gives the case, or the place.
func (g Give) Run(ctx context.Context, tx *gate.Tx) (Given, error) {
	now, err := begin(ctx, tx, g.Case, ActAllocate)
	if err != nil {
		return Given{}, err
	}
	var given Case
	refused := tx.Try(ctx, func(ctx context.Context) (err error) {
		given, err = g.give(ctx, tx, now)
		return err
	})
	reason := waitsAfter(refused)
	if reason == "" || now.Worker != "" {
		return Given{Case: given}, refused
	}
	if p, _, err := placeOf(ctx, tx, now.Folder); err != nil || p.Reason != "" {
		return Given{}, either(err, refused)
	}
	return Given{Case: now, Refused: errs.MessageOf(refused)}, putOnList(ctx, tx, now, tx.Actor().Account(), reason)
}

// waitsAfter gives why somebody waits whom the worker who was chosen can't take; empty: what was refused has nothing to do with
// the worker, and another one would be refused too.
func waitsAfter(refused error) string {
	switch {
	case errors.Is(refused, workforce.ErrNoRoom):
		return WaitCap
	case errors.Is(refused, workforce.ErrUnchecked), errors.Is(refused, person.ErrKeptApart):
		return WaitChosen
	}
	return ""
}

// placeOf gives the place that somebody has on the waiting list; one without a reason is no wait: first contact goes on.
func placeOf(ctx context.Context, q gate.Reader, f id.Folder) (WaitingPlace, bool, error) {
	return store.Find(ctx, q, placeOfSQL, func(scan store.Scan) (p WaitingPlace, err error) {
		err = scan(&p.Reason, &p.Owner, &p.Since)
		return p, err
	}, f)
}

var placeOfSQL = store.SQL("casework.placeOf", `
	SELECT p.reason, COALESCE(w.name, ''), p.since_at
	FROM waiting_place p LEFT JOIN identity_v_account w ON w.account_id = p.owner
	WHERE p.folder_id = $1 AND p.left_at = 0`)
