package person

import (
	"context"
	"errors"
	"slices"

	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/store"
)

// BothSides is the alert that two folders may hold the two sides of one dispute. Supervisors alone
// see it (practice D4).
type BothSides struct {
	ID       string
	Folder   id.Folder
	Other    id.Folder
	PerMille int
	Reasons  []match.Reason
	NotedAt  clock.Instant
	SeenBy   id.Account
	SeenAt   clock.Instant
	Version  int
}

// Words gives the reasons in one line.
func (b BothSides) Words() string { return match.Result{Reasons: b.Reasons}.Words() }

// BothSidesNoted says that two folders may hold both sides.
type BothSidesNoted struct {
	Folder id.Folder `json:"folder"`
	Other  id.Folder `json:"other"`
}

// EventKind names the event.
func (BothSidesNoted) EventKind() string { return "person.both sides noted" }

// Subjects is the folder that came in. The other side's did not change, and who reads its log is told nothing of this one.
func (e BothSidesNoted) Subjects() []audit.Subject { return audit.Changed(e.Folder) }

// noteBothSides keeps the alerts, and keeps whoever holds the other side out of the new folder.
func noteBothSides(ctx context.Context, tx *gate.Tx, folder id.Folder, found []Candidate) error {
	var rows [][]any
	var others []id.Folder
	for _, c := range found {
		if c.Folder == folder || slices.Contains(others, c.Folder) {
			continue
		}
		others = append(others, c.Folder)
		rows = append(rows, []any{tx.NewID(), folder, c.Folder, c.PerMille(), reasonsText(c.Result.Reasons), tx.Now(), "", 0, 1, tx.Entry()})
		tx.Record(BothSidesNoted{Folder: folder, Other: c.Folder})
	}
	if len(rows) == 0 {
		return nil
	}
	if _, err := store.Exec(ctx, tx, addBothSidesSQL, store.Rows(rows)); err != nil {
		return err
	}
	holders, err := caseHolders(ctx, &tx.View, others)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if err := keepOut(ctx, tx, folder, id.Account(h.Grantee), keptUntil(h)); err != nil {
			return err
		}
	}
	return nil
}

// keptUntil says how long whoever holds one side is kept out of the other: who covers for a day as long as she covers, who has
// the case for good, also when she gives it away: she knows what that side said.
func keptUntil(h gate.Held) clock.Instant {
	if h.Basis == gate.BasisCover {
		return h.Until
	}
	return clock.Never
}

// caseHolders gives who holds the case of one of some folders, or covers for whoever does.
func caseHolders(ctx context.Context, v *gate.View, folders []id.Folder) ([]gate.Held, error) {
	held, err := v.Sharing(ctx, folders...)
	return slices.DeleteFunc(held, func(h gate.Held) bool { return h.Basis != gate.BasisCase && h.Basis != gate.BasisCover }), err
}

// keepOut keeps an account out of a folder until an instant, unless it is kept out as long already.
func keepOut(ctx context.Context, tx *gate.Tx, folder id.Folder, account id.Account, until clock.Instant) error {
	out, err := keptOut(ctx, &tx.View, folder, until-1)
	if err != nil || slices.Contains(out, account) {
		return err
	}
	return tx.Exclude(ctx, folder, account, gate.BasisConflict, until)
}

// keptOut gives the accounts that are kept out of a folder at an instant.
func keptOut(ctx context.Context, v *gate.View, folder id.Folder, at clock.Instant) ([]id.Account, error) {
	return store.Collect(ctx, v, keptOutSQL, store.Value[id.Account], folder, at)
}

// otherSides gives the folders on the other side of a folder's dispute.
func otherSides(ctx context.Context, q gate.Reader, folder id.Folder) ([]id.Folder, error) {
	return store.Collect(ctx, q, otherSidesSQL, store.Value[id.Folder], folder)
}

// Conflict fails with errs.Conflict when an account must not work with a folder because it holds,
// or covers, the other side of the dispute, or is kept out of the folder for another reason. The message says
// neither which. It is a part of allocating, which has taken its own decision.
func Conflict(ctx context.Context, tx *gate.Tx, folder id.Folder, account id.Account) error {
	out, err := KeptOut(ctx, &tx.View, folder)
	if err == nil && slices.Contains(out, account) {
		err = errs.Wrap(errs.Conflict, "this worker can't take this case: choose another", ErrKeptApart)
	}
	return err
}

// ErrKeptApart is why an account can't be given a folder, for whichever of the reasons of [Conflict].
var ErrKeptApart = errors.New("the account can't be given the folder")

// KeptOut gives the accounts that must not work with a folder: those kept out of it, and those who hold
// the other side of the dispute, or cover it today. It is a part of offering a case to workers, which has taken its own
// decision; whoever is in it is simply not offered, and nobody is told why.
func KeptOut(ctx context.Context, v *gate.View, folder id.Folder) ([]id.Account, error) {
	out, err := keptOut(ctx, v, folder, v.Now())
	if err != nil {
		return nil, err
	}
	others, err := otherSides(ctx, v, folder)
	if err != nil {
		return nil, err
	}
	holders, err := caseHolders(ctx, v, others)
	for _, h := range holders {
		out = append(out, id.Account(h.Grantee))
	}
	return out, err
}

var keptOutSQL = store.SQL("person.keptOut", `SELECT account_id FROM gate_v_exclusion WHERE folder_id = $1 AND until_at > $2`)

// KeepApart keeps an account that was given a folder out of the folders on the other side. It is a
// part of allocating, after [Conflict].
func KeepApart(ctx context.Context, tx *gate.Tx, folder id.Folder, account id.Account) error {
	others, err := otherSides(ctx, tx, folder)
	if err != nil {
		return err
	}
	for _, other := range others {
		if err := keepOut(ctx, tx, other, account, clock.Never); err != nil {
			return err
		}
	}
	return nil
}

// BothSidesIn lists the alerts of some services that no supervisor has looked at, oldest first and a hundred at most, for
// who supervises each of them; of folders the supervisor may see. Without a service there are none.
func BothSidesIn(ctx context.Context, v gate.Reader, services ...string) ([]BothSides, error) {
	if len(services) == 0 {
		return nil, nil
	}
	for _, service := range services {
		if err := v.Authorize(ctx, ActSeeAlerts, gate.On{Service: service}); err != nil {
			return nil, err
		}
	}
	return store.Collect(ctx, v, bothSidesInSQL, scanBothSides, v.Actor().Account(), v.Now(), store.List(services))
}

// BothSidesOf lists the alerts of one folder, for supervisors.
func BothSidesOf(ctx context.Context, v gate.Reader, folder id.Folder) ([]BothSides, error) {
	if err := v.Authorize(ctx, ActSeeBothSides, gate.On{Folder: folder}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, bothSidesOfSQL, scanBothSides, folder)
}

func scanBothSides(scan store.Scan) (BothSides, error) {
	var b BothSides
	var reasons string
	err := scan(&b.ID, &b.Folder, &b.Other, &b.PerMille, &reasons, &b.NotedAt, &b.SeenBy, &b.SeenAt, &b.Version)
	b.Reasons = reasonsOf(reasons)
	return b, err
}

// SeeBothSides says that a supervisor has looked at an alert and seen to it. Records BothSidesSeen.
type SeeBothSides struct {
	Alert   string
	Version int
}

// BothSidesSeen says that a supervisor has looked at an alert.
type BothSidesSeen struct {
	Alert  string    `json:"alert"`
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (BothSidesSeen) EventKind() string { return "person.both sides seen" }

// Subjects is nobody: the alert was seen to, and only supervisors know that there was one.
func (BothSidesSeen) Subjects() []audit.Subject { return nil }

// Run marks the alert. Fails with errs.Stale when another supervisor was quicker.
func (c SeeBothSides) Run(ctx context.Context, tx *gate.Tx) (struct{}, error) {
	b, found, err := store.Find(ctx, tx, bothSidesByIDSQL, scanBothSides, c.Alert)
	if err != nil {
		return struct{}{}, err
	}
	if !found {
		return struct{}{}, errs.New(errs.NotFound, "there is no such record, or you can't see it")
	}
	if err := tx.Authorize(ctx, ActSeeBothSides, gate.On{Folder: b.Folder}); err != nil {
		return struct{}{}, err
	}
	n, err := store.Exec(ctx, tx, seeBothSidesSQL, tx.Actor().Account(), tx.Now(), tx.Entry(), c.Alert, c.Version)
	if err != nil {
		return struct{}{}, err
	}
	if n == 0 {
		return struct{}{}, errs.New(errs.Stale, "another supervisor has looked at this meanwhile: look again")
	}
	tx.Record(BothSidesSeen{Alert: b.ID, Folder: b.Folder})
	return struct{}{}, nil
}
