package referral

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/person"
)

// ActGiveNumber is for whoever referred, and for those who decide referrals and hear of a number, or another answer, by telephone.
var ActGiveNumber = access.Declare("referral.give number", access.Policy{
	Roles: append([]access.Role{access.Referrer, access.PoliceLiaison, access.PanelCoordinator, access.AgencyContact}, decideRoles...), Sections: access.Existence,
})

// GiveNumber gives the better number for which whoever referred was asked. They may, and those who decide referrals.
// A referral that was in contact goes on where it stood, with its clock; others wait for a decision. What it was held for
// beside the number stays, and so does what a child or domestic abuse asks for. The register of those who asked not to
// be contacted is asked of the new number as of every other.
//
// Fails with errs.Invalid, errs.Stale, and errs.Conflict when no number is asked for. Records NumberGiven.
// Practice part 3.2.
type GiveNumber struct {
	Service  catalogue.Service
	Referral id.Referral
	Version  int
	Number   string
	Call     person.Permission // what the person said of calls on it
}

// NumberGiven says that the number asked for was given, and where the referral stands then.
type NumberGiven struct {
	Referral id.Referral `json:"referral"`
	Folder   id.Folder   `json:"folder"`
	State    State       `json:"state"`
	Reason   Reason      `json:"reason"`
}

// EventKind names the event.
func (NumberGiven) EventKind() string { return "referral.number given" }

// AwaitsNumber tells whether whoever referred is asked for a number.
func (r Referral) AwaitsNumber() bool { return r.State == Held && r.AskedFor == askNumber }

// Run adds the number and ends the hold, where it was for the number.
func (c GiveNumber) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActGiveNumber, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if !r.AwaitsNumber() {
		return Referral{}, errs.New(errs.Conflict, "no number is asked for: it may have been given already")
	}
	number := person.NewContact{Kind: person.Phone, Value: c.Number, Call: c.Call}
	var bad errs.Fields
	phone, ok := match.ParsePhone(c.Number)
	if !ok {
		bad.Add("number", "Enter a telephone number like 01632 960 001")
	}
	if c.Call != person.Yes && c.Call != person.NotAsked {
		bad.Add("call", "Say whether they said that a call is safe. A number on which it is not safe is no help: leave it out")
	}
	if err := bad.Err(); err != nil {
		return Referral{}, err
	}
	if match.IsMobile(phone) {
		number.Kind = person.Mobile
	}
	if _, err := person.AddContact(ctx, tx, r.Folder, number); err != nil {
		return Referral{}, err
	}
	if r, err = c.settle(ctx, tx, r); err != nil {
		return Referral{}, err
	}
	from := State(Held)
	if r, err = save(ctx, tx, r); err != nil {
		return Referral{}, err
	}
	if err := goesOn(ctx, tx, from, r); err != nil {
		return Referral{}, err
	}
	tx.Record(NumberGiven{Referral: r.ID, Folder: r.Folder, State: r.State, Reason: r.Reason})
	return r, nil
}

// settle gives the referral as it stands with the number.
func (c GiveNumber) settle(ctx context.Context, tx *gate.Tx, r Referral) (Referral, error) {
	r.AskedFor = ""
	if !slices.Contains([]Reason{ReturnedToPolice, AskedReferrer, InsufficientContact, NoSafeContact}, r.Reason) {
		return r, nil
	}
	unsafe, _, err := standing(ctx, tx, r.ID)
	if err != nil {
		return Referral{}, err
	}
	if unsafe {
		r.Reason, r.Holder = SuspendedUnsafe, access.Supervisor
		return r, nil
	}
	if r, err = settle(ctx, tx, c.Service, r); err != nil || r.Reason != ToDecide || r.HeldFrom == "" {
		return r, err
	}
	switch err := clear(ctx, tx, c.Service, r); {
	case errs.KindOf(err) == errs.Conflict:
		return r, nil // something else is in the way: somebody decides
	case err != nil:
		return Referral{}, err
	}
	if r, err = r.move(r.HeldFrom, ToContact); err != nil {
		return Referral{}, err
	}
	r.HeldFrom = ""
	return r.startClock(tx.Now()), nil
}
