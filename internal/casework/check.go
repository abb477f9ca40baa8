package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ActCheckAfter is for those who may close, and for those who may be named to decide whether contact goes on.
var ActCheckAfter = access.Declare("case.check after", access.Policy{Roles: checkRoles(), Sections: access.Plan})

func checkRoles() []access.Role {
	roles := slices.Clone(ActClose.Policy().Roles)
	for _, r := range ActDecideContact.Policy().Roles {
		if !slices.Contains(roles, r) {
			roles = append(roles, r)
		}
	}
	return roles
}

var howAfter = seal.Register("case_check", "how", access.Notes)

// CheckAfter records the check some time after closing: is it still all right? Who may close may; where contact is stopped
// or not safe, only who decides whether contact goes on ([DecidesContact]), which lets it go, so that nobody
// else takes it from their list; to be asked again while it is not safe, it comes back to them on that day. When it is not all right, the case is opened again with [Reopen]; who was not reached can be asked
// again on another day. Fails with errs.Invalid, errs.Stale, errs.Forbidden, and errs.Conflict when no check is due or it waits for
// who decides. Records CheckedAfter.
type CheckAfter struct {
	Case    id.Case
	Version int
	Service catalogue.Service
	Outcome string // one of CheckOutcomes
	How     string
	Again   clock.Date // when somebody asks again; zero: this was the last time
}

// CheckOutcomes are the answers to the check.
var CheckOutcomes = []string{"still all right", "not all right", "not reached", "not asked"}

// CheckedAfter says that somebody asked, after closing, whether it is still all right.
type CheckedAfter struct {
	Case    id.Case
	Folder  id.Folder
	Outcome string
}

// EventKind names the event.
func (CheckedAfter) EventKind() string { return "case.checked after closing" }

// Run records the check.
func (c CheckAfter) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := Get(ctx, tx, c.Case)
	if err != nil {
		return Case{}, err
	}
	if err := tx.Authorize(ctx, ActCheckAfter, gate.On{Folder: now.Folder}); err != nil {
		return Case{}, err
	}
	if err := now.fresh(c.Version); err != nil {
		return Case{}, err
	}
	if now.State != Closed || now.CheckOn.IsZero() {
		return Case{}, errs.New(errs.Conflict, "no check is due on this case")
	}
	var bad errs.Fields
	among(&bad, "outcome", c.Outcome, CheckOutcomes, "Choose how it is")
	if c.Again != "" && c.Again <= tx.Now().Date() {
		bad.Add("again", "Choose a day that is still to come, or none")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if err := c.settle(ctx, tx, now); err != nil {
		return Case{}, err
	}
	check := tx.NewID()
	how, err := tx.Seal(ctx, howAfter, now.Folder, check, c.How)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addCheckSQL, check, now.ID, now.Folder, c.Outcome, how, tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	now.CheckOn = c.Again
	if st := c.Service.StagesOf(catalogue.StepPostClosure); len(st) > 0 {
		now.Stage = st[0].Key
	}
	if err := save(ctx, tx, now); err != nil {
		return Case{}, err
	}
	now.Version++
	tx.Record(CheckedAfter{Case: now.ID, Folder: now.Folder, Outcome: c.Outcome})
	return now, addStage(ctx, tx, now, c.Outcome)
}

// settle lets a stop go, for those who decide, and refuses others: it is on the list of those who do.
func (c CheckAfter) settle(ctx context.Context, tx *gate.Tx, now Case) error {
	ref, err := referral.Get(ctx, tx, now.Referral)
	if err != nil {
		return err
	}
	about, err := person.Load(ctx, tx, now.Folder)
	if err != nil {
		return err
	}
	switch {
	case !stopsAfter(ref, about):
		return tx.Authorize(ctx, ActClose, gate.On{Folder: now.Folder})
	case !DecidesContact(tx.Actor(), c.Service, now.Stage):
		return errs.New(errs.Conflict, "it is not safe to make contact, so this waits for the "+string(decider(c.Service, now.Stage))+": open the case again, or leave it to them")
	}
	_, err = referral.LetGoAfter(ctx, tx, ref)
	return err
}

// stopsAfter tells of a closed case whether it waits for who decides: contact is stopped, whatever was written since of how it is
// safe, or the rule says that it is not safe.
func stopsAfter(ref referral.Referral, about person.About) bool {
	return ref.StoppedAfter() || about.Safe.State == person.Unsafe
}

// AsksAfter tells whether somebody is to ask by a day, some time after closing, how it is.
func (c Case) AsksAfter(day clock.Date) bool {
	return c.State == Closed && !c.CheckOn.IsZero() && c.CheckOn <= day
}

var addCheckSQL = store.SQL("casework.addCheck", `
	INSERT INTO case_check (id, case_id, folder_id, outcome, how, by_account, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`)
