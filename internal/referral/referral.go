package referral

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

// Priority is how soon somebody has to be reached.
type Priority string

// The priorities, most urgent first. Empty: none was set yet.
const (
	Immediate Priority = "immediate"
	Urgent    Priority = "urgent"
	Soon      Priority = "soon"
	Routine   Priority = "routine"
)

func (p Priority) valid() bool {
	switch p {
	case "", Immediate, Urgent, Soon, Routine:
		return true
	}
	return false
}

// NoBasis is stored where a referral came without a legal basis.
const NoBasis catalogue.LegalBasis = "none"

// Basis is on what ground somebody's details were passed on.
type Basis struct {
	Kind   catalogue.LegalBasis // empty: none
	By     string               // who took explicit consent: an agency's word for its officer, never a name of the person
	How    string               // code: "in person", "phone", "writing"
	On     clock.Date
	Reason string // of a panel that decided without asking her; sealed
}

// proved tells whether what the ground needs beside itself is there.
func (b Basis) proved() bool {
	switch b.Kind {
	case catalogue.BasisExplicitConsent:
		return b.By != "" && b.How != "" && b.On != ""
	case catalogue.BasisPanelNotAsked:
		return b.Reason != ""
	}
	return true
}

// Flags are what is known of a matter that changes how it is handled.
type Flags struct {
	DomesticAbuse   bool
	Hate            bool
	Vulnerable      bool
	Child           bool
	ChildProtection bool // contact is not appropriate; kept as the reason it is held for
}

// Referral is one referral, without anything sealed.
type Referral struct {
	ID             id.Referral
	Reference      id.Reference
	Folder         id.Folder
	Service        string
	Person         id.Person
	Door           catalogue.Door
	Source         string
	SourceAgency   id.Agency
	ReferredBy     id.Account
	Offence        string
	District       string
	ReceivedAt     clock.Instant
	ReceivedOn     clock.Date
	State          State
	Reason         Reason
	Missing        string // facts that are missing, by name, comma between
	Holder         access.Role
	HeldFrom       State // where the work stood when contact was stopped
	Basis          catalogue.LegalBasis
	BasisBy        string
	BasisHow       string
	BasisOn        clock.Date
	FirstMethod    catalogue.Method
	Priority       Priority
	Age            int // at referral; 0 with AgeKnown false
	AgeKnown       bool
	WantsMediation bool
	Flags          Flags
	Private        bool // the referrer learns that it was received, nothing more
	AskedFor       string
	AnsweredFor    string // code of what was answered in words and isn't put into the referral yet; empty: nothing
	AcceptedOn     clock.Date
	DecidedAt      clock.Instant
	DecidedOn      clock.Date
	DecidedBy      id.Account
	PointedTo      string
	ToldReferrerAt clock.Instant
	ClockDue       clock.Instant // clock.Never: no deadline, or the clock stands
	ClockLeft      int64         // microseconds left when the clock was stopped
	Version        int
	Quiet          bool // she asked not to be contacted

	basisReason, why []byte
	earlier          State // what it was at the door when it was read; empty: it had been accepted
	earlierWhy       Reason
}

// Get gives a referral for use inside commands and reads that take their own decision. Fails with
// errs.NotFound.
func Get(ctx context.Context, q gate.Reader, r id.Referral) (Referral, error) {
	return one(ctx, q, getSQL, string(r))
}

// ByFolder gives the referral that opened a folder; otherwise like [Get].
func ByFolder(ctx context.Context, q gate.Reader, f id.Folder) (Referral, error) {
	return one(ctx, q, byFolderSQL, string(f))
}

// ByReference gives the referral with a reference; otherwise like [Get].
func ByReference(ctx context.Context, q gate.Reader, ref id.Reference) (Referral, error) {
	return one(ctx, q, byReferenceSQL, string(ref))
}

func one(ctx context.Context, q gate.Reader, s store.Statement, arg string) (Referral, error) {
	r, found, err := store.Find(ctx, q, s, scanReferral, q.Now(), arg)
	if err == nil && !found {
		err = notFound()
	}
	return r, err
}

func notFound() error {
	return errs.New(errs.NotFound, "there is no such record, or you can't see it")
}

func stale() error {
	return errs.New(errs.Stale, "someone changed this referral since you opened it: look again")
}

// current loads a referral for a command, takes the decision, and fails with errs.Stale when it
// is not the version the actor looked at.
func current(ctx context.Context, tx *gate.Tx, act access.Action, ref id.Referral, version int) (Referral, error) {
	r, err := Get(ctx, tx, ref)
	if err != nil {
		return Referral{}, err
	}
	if err := tx.Authorize(ctx, act, gate.On{Folder: r.Folder}); err != nil {
		return Referral{}, err
	}
	if r.Version != version {
		return Referral{}, stale()
	}
	return r, nil
}

// save writes what can change of a referral, and keeps what it was at the door until now.
func save(ctx context.Context, tx *gate.Tx, r Referral) (Referral, error) {
	n, err := store.Exec(ctx, tx, saveSQL,
		r.State, r.Reason, r.Missing, r.Holder, r.HeldFrom, r.Basis, r.BasisBy, r.BasisHow, r.BasisOn, r.basisReason,
		r.FirstMethod, r.Priority, r.Offence, r.District, nullAge(r), r.Flags.DomesticAbuse, r.Flags.Hate, r.Flags.Vulnerable, r.Flags.Child,
		r.Private, r.AskedFor, r.AcceptedOn, r.DecidedAt, r.DecidedOn, r.DecidedBy, r.PointedTo, r.ToldReferrerAt,
		r.ClockDue, r.ClockLeft, r.why, tx.Entry(), r.AnsweredFor, r.ID, r.Version)
	if err != nil {
		return Referral{}, err
	}
	if n == 0 {
		return Referral{}, stale()
	}
	if err := keepEarlier(ctx, tx, r); err != nil {
		return Referral{}, err
	}
	r.Version++
	r.earlier, r.earlierWhy = r.atDoor()
	return r, nil
}

func nullAge(r Referral) any {
	if !r.AgeKnown {
		return nil
	}
	return r.Age
}

// decided notes who decided, and when; a referral accepted for the first time is accepted today.
func (r Referral) decided(tx *gate.Tx) Referral {
	r.DecidedAt, r.DecidedOn, r.DecidedBy = tx.Now(), tx.Now().Date(), tx.Actor().Account()
	if r.State == Accepted && r.AcceptedOn == "" {
		r.AcceptedOn = r.DecidedOn
	}
	return r
}

// stopClock lets the clock stand; startClock lets it run on with what was left.
func (r Referral) stopClock(now clock.Instant) Referral {
	if r.ClockDue != clock.Never {
		r.ClockLeft, r.ClockDue = max(int64(r.ClockDue-now), 1), clock.Never
	}
	return r
}

func (r Referral) startClock(now clock.Instant) Referral {
	if r.ClockLeft > 0 {
		r.ClockDue, r.ClockLeft = now+clock.Instant(r.ClockLeft), 0
	}
	return r
}

// Move takes a referral along the work: in contact, on the waiting list, allocated, closed. It is
// a part of casework's commands, which take their own decision and record their own event. Fails
// with errs.Conflict when the table of moves has no such arrow, and with errs.Stale.
func Move(ctx context.Context, tx *gate.Tx, r Referral, to State, why Reason) (Referral, error) {
	if r.State == to {
		return r, nil
	}
	moved, err := r.move(to, why)
	if err != nil {
		return Referral{}, err
	}
	return save(ctx, tx, moved)
}

func scanReferral(scan store.Scan) (Referral, error) {
	var r Referral
	age := -1
	err := scan(&r.ID, &r.Reference, &r.Folder, &r.Service, &r.Person, &r.Door, &r.Source, &r.SourceAgency, &r.ReferredBy,
		&r.Offence, &r.District, &r.ReceivedAt, &r.ReceivedOn, &r.State, &r.Reason, &r.Missing, &r.Holder, &r.HeldFrom,
		&r.Basis, &r.BasisBy, &r.BasisHow, &r.BasisOn, &r.basisReason, &r.FirstMethod, &r.Priority, &age, &r.WantsMediation,
		&r.Flags.DomesticAbuse, &r.Flags.Hate, &r.Flags.Vulnerable, &r.Flags.Child, &r.Private, &r.AskedFor, &r.AnsweredFor, &r.AcceptedOn,
		&r.DecidedAt, &r.DecidedOn, &r.DecidedBy, &r.PointedTo, &r.ToldReferrerAt, &r.ClockDue, &r.ClockLeft, &r.why, &r.Version, &r.Quiet)
	if age >= 0 {
		r.Age, r.AgeKnown = age, true
	}
	r.earlier, r.earlierWhy = r.atDoor()
	return r, err
}

// Why is the one plain sentence of why it was referred, closed.
func (r Referral) Why() *seal.Value { return WhyColumn.Value(r.Folder, string(r.ID), r.why) }

// BasisReason is why a panel referred without asking her, closed.
func (r Referral) BasisReason() *seal.Value {
	return BasisReasonColumn.Value(r.Folder, string(r.ID), r.basisReason)
}
