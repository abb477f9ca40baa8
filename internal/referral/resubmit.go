package referral

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// Resubmit mends a referral that is held or was not usable, and has it judged again as if it came
// in now: the register is asked, she is looked up, and it ends where Judge says. Those who decide
// referrals may; what is held for a named role only that role. A referral that somebody suspended
// as unsafe is not mended away: that takes a decision. Nor is an offence that is known: it says whether
// their own consent is needed.
//
// Fails with errs.Invalid, errs.Stale and errs.Conflict. Records Mended.
type Resubmit struct {
	Service   catalogue.Service
	Referral  id.Referral
	Version   int
	Supported person.New
	Basis     Basis
	Offence   catalogue.Offence
	District  string
	Facts     catalogue.Facts
	Flags     Flags
	Why       string // empty: as it was
	PutIn     bool   // as in [Decide]
	Typed     bool   // by somebody, on a form: numbers and addresses of a kind that was left empty stay, and what is said of consent and of an address must be whole

	// OffenceOpen lets another offence take the place of the one it has: the code is in no list now, or its row was cut off.
	OffenceOpen bool
}

// Mended says that a referral was mended and what it came to.
type Mended struct {
	Referral id.Referral `json:"referral"`
	Folder   id.Folder   `json:"folder"`
	From     Reason      `json:"from"`
	State    State       `json:"state"`
	Reason   Reason      `json:"reason"`
	Known    int         `json:"known"`
	Left     int         `json:"left,omitempty"` // as in [Came]
}

// EventKind names the event.
func (Mended) EventKind() string { return "referral.mended" }

// Run mends the referral.
func (c Resubmit) Run(ctx context.Context, tx *gate.Tx) (Taken, error) {
	r, err := current(ctx, tx, ActDecide, c.Referral, c.Version)
	if err != nil {
		return Taken{}, err
	}
	if err := c.may(tx.Actor(), r); err != nil {
		return Taken{}, err
	}
	if r, err = r.takeIn(c.PutIn); err != nil {
		return Taken{}, err
	}
	if c.Typed {
		if err := c.stays(ctx, tx, r.Folder); err != nil {
			return Taken{}, err
		}
	}
	knew, err := store.One(ctx, tx, factsOfSQL, store.Value[string], r.ID)
	if err != nil {
		return Taken{}, err
	}
	c.Facts = c.Facts.WithKept(knew)
	again := c.again(r)
	if err := again.check(tx.Now().Date()); err != nil {
		return Taken{}, err
	}
	if err := c.knowsOffence(r); err != nil {
		return Taken{}, err
	}
	matter, err := matterOf(ctx, tx, r.ID)
	if err != nil {
		return Taken{}, err
	}
	asked, err := askRegister(ctx, tx, r.Service, matter, c.Supported)
	if err != nil {
		return Taken{}, err
	}
	f := again.findings(tx.Now().Date(), asked)
	if r.Flags.DomesticAbuse { // a flag is never mended away
		f.DomesticAbuse = true
	}
	v := Judge(f)
	if f.DomesticAbuse {
		c.Supported = lettersOff(c.Supported)
		if !f.toldThePolice() && r.Reason != DomesticAbuse { // not yet with those who may say how it is safe
			c.Supported = askAnew(c.Supported)
		}
	}
	people, err := person.Mend{Folder: r.Folder, Supported: c.Supported}.Run(ctx, tx)
	if err != nil {
		return Taken{}, err
	}
	from, stood := r.Reason, r.State
	if r, err = c.store(ctx, tx, r, f, v); err != nil {
		return Taken{}, err
	}
	if err := goesOn(ctx, tx, stood, r); err != nil {
		return Taken{}, err
	}
	tx.Record(Mended{Referral: r.ID, Folder: r.Folder, From: from, State: r.State, Reason: r.Reason, Known: people.Known, Left: people.Left})
	return Taken{Referral: r.ID, Reference: r.Reference, Folder: r.Folder, Person: r.Person,
		State: r.State, Reason: r.Reason, Missing: v.Missing, Known: people.Known}, nil
}

// stays completes what was typed by what stands.
func (c *Resubmit) stays(ctx context.Context, tx *gate.Tx, folder id.Folder) (err error) {
	var bad errs.Fields
	if !c.Basis.proved() {
		bad.Add("basis_by", unproved)
	}
	// The address that stays has its own postcode: another one beside it would send the referral to a district where nobody lives.
	if slices.ContainsFunc(c.Supported.Contacts, func(k person.NewContact) bool { return k.Kind == person.Address && k.Value == "" && k.Postcode != "" }) {
		bad.Add("address", "Enter the address this postcode belongs to, or leave both empty: an address on record then stays")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	c.Supported, err = person.Staying(ctx, tx, folder, c.Supported)
	return err
}

func (c Resubmit) may(a access.Actor, r Referral) error {
	switch {
	case r.State != Held && r.State != NotUsable:
		return errs.New(errs.Conflict, "only a referral that is held, or was not usable, can be mended")
	case r.Reason == SuspendedUnsafe:
		return errs.New(errs.Conflict, "contact was stopped because it was not safe: a supervisor decides")
	case r.State == Held && !mayRelease(a, r):
		return errs.New(errs.Forbidden, "this is held for the "+string(r.Holder)+": they decide")
	case c.Service.Key != r.Service:
		return errs.New(errs.Internal, "the service given is not the referral's")
	}
	return nil
}

// knowsOffence refuses to send a row of the police again without saying which offence it is, and to exchange one that is known:
// the offence says whether her own consent is needed.
func (c Resubmit) knowsOffence(r Referral) error {
	if r.Offence != "" && c.Offence.Code != r.Offence && !c.OffenceOpen {
		return errs.New(errs.Conflict, "the offence of this referral is known, and is not changed by sending it again")
	}
	var bad errs.Fields
	if r.Door == catalogue.DoorPoliceFile && c.Offence.Code == "" {
		bad.Add("offence", "Choose which offence it is: some need the person's own consent. Ask the sender when you can't tell")
	}
	return bad.Err()
}

// again is the referral as it would come in now.
func (c Resubmit) again(r Referral) Receive {
	return Receive{Service: c.Service, Door: r.Door, Source: r.Source, Supported: c.Supported, Basis: c.Basis, Offence: c.Offence,
		District: c.District, Facts: c.Facts, Flags: c.Flags, Priority: r.Priority, Why: c.Why}
}

func (c Resubmit) store(ctx context.Context, tx *gate.Tx, r Referral, f Findings, v Verdict) (Referral, error) {
	to, wasHeld := v.State, r.State == Held
	if to == Accepted && wasHeld && r.HeldFrom != "" {
		to = r.HeldFrom // the work goes on where it stood
	}
	if to != r.State {
		moved, err := r.move(to, v.Reason)
		if err != nil {
			return Referral{}, err
		}
		r = moved
	}
	r.Reason, r.Holder, r.Missing = v.Reason, v.Holder, strings.Join(v.Missing, ",")
	r.Basis, r.BasisBy, r.BasisHow, r.BasisOn = basisOf(c.Basis.Kind), c.Basis.By, c.Basis.How, c.Basis.On
	r.Offence, r.District, r.AskedFor = c.Offence.Code, c.District, ""
	r.Flags = f.flags(c.Flags)
	r = r.agedAt(c.Supported.Born, f.Age)
	r.FirstMethod = f.Reach.First(c.Service, f.Groups)
	if r.State != Held {
		r.HeldFrom = ""
		r = r.startClock(tx.Now())
	}
	if r.State == Accepted && r.AcceptedOn == "" {
		r.ClockDue = due(c.Service, Accepted, r.Priority, tx.Now())
	}
	if r.State.NotForUs() {
		r.ClockDue = clock.Never
	}
	var err error
	if r.basisReason, err = tx.Seal(ctx, BasisReasonColumn, r.Folder, string(r.ID), c.Basis.Reason); err != nil {
		return Referral{}, err
	}
	if why := strings.TrimSpace(c.Why); why != "" {
		if r.why, err = tx.Seal(ctx, WhyColumn, r.Folder, string(r.ID), why); err != nil {
			return Referral{}, err
		}
	}
	if _, err := store.Exec(ctx, tx, keepFactsSQL, r.ID, c.Facts.Kept()); err != nil {
		return Referral{}, err
	}
	return save(ctx, tx, r.decided(tx))
}

var factsOfSQL = store.SQL("referral.factsOf", `SELECT facts FROM referral WHERE id = $1`)

var keepFactsSQL = store.SQL("referral.keepFacts", `UPDATE referral SET facts = $2 WHERE id = $1`)
