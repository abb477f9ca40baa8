package gate

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// NewFolder opens a folder of a kind for a service, with a data key of its own.
func (tx *Tx) NewFolder(ctx context.Context, kind, service string) (id.Folder, error) {
	f := id.Folder(tx.NewID())
	if err := tx.gate.keys.NewKey(ctx, tx, id.Key(f), kind); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addFolderSQL, f, kind, service, tx.now, tx.entry); err != nil {
		return "", err
	}
	tx.services[f] = service
	return f, nil
}

// Basis says why somebody may see a folder. It is printed in "who is helping, and what they see".
type Basis string

// The bases of grants and exclusions.
const (
	BasisService     Basis = "service"              // the team that runs the service
	BasisCase        Basis = "case"                 // the worker who holds the case
	BasisReceipt     Basis = "receipt"              // the agency that referred
	BasisPanel       Basis = "panel"                // an agency round the table
	BasisJoint       Basis = "joint priority"       // the police to whom a judgement was put
	BasisConsent     Basis = "consent"              // the person agreed
	BasisOwn         Basis = "own"                  // the account's own folder
	BasisCover       Basis = "cover"                // a colleague who does today's work of somebody away
	BasisSupervision Basis = "supervision"          // whoever supervises a worker, of her record
	BasisConflict    Basis = "conflict of interest" // kept out
)

// Grant lets a grantee (an account, a team or an agency) see sections of a folder.
type Grant struct {
	Folder   id.Folder
	Grantee  string
	Sections access.Section
	Basis    Basis
	Until    clock.Instant // zero: until further notice
}

// Grant makes grants from now on. The caller's action must have been authorised, and its event
// says who was let in.
func (tx *Tx) Grant(ctx context.Context, grants ...Grant) error {
	rows := make([][]any, 0, len(grants))
	for _, g := range grants {
		service, err := tx.serviceOf(ctx, g.Folder)
		if err != nil {
			return err
		}
		if g.Until == 0 {
			g.Until = clock.Never
		}
		if g.Grantee == "" || g.Sections == access.None {
			return errs.New(errs.Internal, "a grant to nobody or of nothing")
		}
		g.Sections |= access.Existence // whoever sees a part can tell that there is a whole
		rows = append(rows, []any{tx.NewID(), g.Folder, g.Grantee, g.Sections, g.Basis, tx.actor.Name(), tx.now, g.Until, tx.entry, service})
	}
	if len(rows) == 0 {
		return nil
	}
	tx.forget()
	_, err := store.Exec(ctx, tx, addGrantsSQL, store.Rows(rows))
	return err
}

// serviceOf gives the service of a folder, which its grants say too. It is read only where the unit neither opened the
// folder nor was authorised on it, or nobody sees it now.
func (tx *Tx) serviceOf(ctx context.Context, f id.Folder) (string, error) {
	if service, known := tx.services[f]; known {
		return service, nil
	}
	service, err := store.One(ctx, tx, folderServiceSQL, store.Value[string], f)
	if err != nil {
		return "", err
	}
	tx.services[f] = service
	return service, nil
}

// EndGrants ends what a grantee can see of a folder on a basis, from now on, also what another node
// whose clock is ahead has only just given. It gives how many grants ended.
func (tx *Tx) EndGrants(ctx context.Context, f id.Folder, grantee string, basis Basis) (int64, error) {
	tx.forget()
	return store.Exec(ctx, tx, endGrantsSQL, f, grantee, basis, tx.now, tx.entry)
}

// Exclude keeps an account out of a folder from now on, whatever the clocks of other nodes say, and until an instant: clock.Never
// where nothing ends it. It beats every grant, and the account cannot tell.
func (tx *Tx) Exclude(ctx context.Context, f id.Folder, account id.Account, basis Basis, until clock.Instant) error {
	tx.forget()
	_, err := store.Exec(ctx, tx, addExclusionSQL, tx.NewID(), f, account, basis, tx.actor.Name(), tx.now, until, tx.entry)
	return err
}

// Excluded tells whether an account is kept out of a folder now.
func (v *View) Excluded(ctx context.Context, f id.Folder, account id.Account) (bool, error) {
	_, found, err := store.Find(ctx, v, excludedSQL, store.Value[int64], f, account, v.now)
	return found, err
}

// Held is one grant as "who is helping, and what they see" shows it.
type Held struct {
	Grantee  string
	Sections access.Section
	Basis    Basis
	Since    clock.Instant
	Until    clock.Instant
}

// Sharing lists who may see a folder now, or one of several, asked in one go. The caller's action on
// the folder must have been authorised; the answer comes from the same rows.
func (v *View) Sharing(ctx context.Context, folders ...id.Folder) ([]Held, error) {
	if err := v.stand(ctx, folders); err != nil {
		return nil, err
	}
	var held []Held
	for _, f := range folders {
		held = append(held, v.folders[f].held...)
	}
	return held, nil
}

// SharingAt lists who could see a folder at an instant, and on what basis: a team or an agency stands for those who worked in it,
// each as far as the role goes and but for whoever was kept out.
func (v *View) SharingAt(ctx context.Context, f id.Folder, at clock.Instant) ([]Held, error) {
	return store.Collect(ctx, v, sharingSQL, func(scan store.Scan) (Held, error) {
		var h Held
		err := scan(&h.Grantee, &h.Sections, &h.Basis, &h.Since, &h.Until)
		return h, err
	}, f, at)
}
