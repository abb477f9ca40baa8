package referral

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
)

// Stopped says that contact was stopped, and why.
type Stopped struct {
	Referral id.Referral `json:"referral"`
	Folder   id.Folder   `json:"folder"`
	From     State       `json:"from"`
	Reason   Reason      `json:"reason"`
}

// EventKind names the event.
func (Stopped) EventKind() string { return "referral.stopped" }

// ReturnToPolice sends a referral back for a better number: the one given was somebody else's.
// Those who make contact may. Nobody tries again, and the clock stands, until the referral is
// mended, a better number is given ([GiveNumber]) or a person decides. Where nobody can be asked ([Referral.NobodyToAsk]) it is held for a
// supervisor to find another way. Fails with errs.Stale and errs.Conflict. Records Stopped.
type ReturnToPolice struct {
	Referral id.Referral
	Version  int
	Contact  id.Contact // the number that was wrong; empty: all of them
}

// Run sends it back.
func (c ReturnToPolice) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActContact, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if err := person.MarkWrong(ctx, tx, r.Folder, c.Contact); err != nil {
		return Referral{}, err
	}
	if r.NobodyToAsk() {
		return stop(ctx, tx, r, InsufficientContact, access.Supervisor)
	}
	r.AskedFor = askNumber // whoever sent it sees that a number is asked for, and can give one
	return stop(ctx, tx, r, ReturnedToPolice, access.Administrator)
}

// SuspendUnsafe stops all contact because somebody else answered: a person decides whether and how
// to try again. Those who make contact may, at once, from the call. The decision is a supervisor's
// or the safeguarding lead's, or of the role the service's file names, after it was recorded anew how it is safe. Fails with errs.Stale and
// errs.Conflict. Records Stopped. Practice part 3.2.
type SuspendUnsafe struct {
	Referral id.Referral
	Version  int
	Owner    access.Role // who decides; empty: the supervisor
}

// Run suspends it.
func (c SuspendUnsafe) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActContact, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if err := person.MarkUnsafe(ctx, tx, r.Folder); err != nil {
		return Referral{}, err
	}
	return HoldUnsafe(ctx, tx, r, c.Owner)
}

// HoldUnsafe holds a referral because it is not safe to reach the person: from a call, or when a case is opened again after one.
// owner decides; empty: the supervisor. It is a part of commands that have taken their own decision. Fails with errs.Conflict. Records
// Stopped.
func HoldUnsafe(ctx context.Context, tx *gate.Tx, r Referral, owner access.Role) (Referral, error) {
	if owner == "" {
		owner = access.Supervisor
	}
	return stop(ctx, tx, r, SuspendedUnsafe, owner)
}

// StoppedAfter tells whether contact is stopped though the work is over: it was not safe to reach the person when the case was closed,
// or in a try after that. Nothing that is recorded of how it is safe ends it: only opening the case again, where it is held, or
// [LetGoAfter].
func (r Referral) StoppedAfter() bool {
	return r.Reason == SuspendedUnsafe && (r.State == Closed || r.State == Declined)
}

// StopAfter stops contact with somebody whose work is over, because it is not safe to reach the person. Of a referral that was turned
// away it is said already. It is a part of commands that have taken their own decision. Fails with errs.Stale. Records Stopped.
func StopAfter(ctx context.Context, tx *gate.Tx, r Referral) (Referral, error) {
	if r.State != Closed || r.StoppedAfter() {
		return r, nil
	}
	r.Reason = SuspendedUnsafe
	r, err := save(ctx, tx, r)
	if err == nil {
		tx.Record(Stopped{Referral: r.ID, Folder: r.Folder, From: Closed, Reason: SuspendedUnsafe})
	}
	return r, err
}

// LetGoAfter ends what [StopAfter] began; a referral that was turned away stays so. It is a part of commands that have taken their own
// decision and record their own event. Fails with errs.Stale.
func LetGoAfter(ctx context.Context, tx *gate.Tx, r Referral) (Referral, error) {
	if r.State != Closed || !r.StoppedAfter() {
		return r, nil
	}
	r.Reason = ToContact
	return save(ctx, tx, r)
}

// GoesOn is left in the outbox when work that was held goes on: the clock of its case runs again.
type GoesOn struct{ Folder id.Folder }

// EffectKind names the effect.
func (GoesOn) EffectKind() string { return "referral.goes on" }

// goesOn asks for what follows when a referral leaves being held and its case goes on.
func goesOn(ctx context.Context, tx *gate.Tx, from State, r Referral) error {
	if from != Held || r.State != Waiting && r.State != InContact && r.State != Allocated {
		return nil
	}
	return tx.After(ctx, GoesOn{Folder: r.Folder})
}

// DivertDomesticAbuse stops contact because it has come out that the other person is a partner, a
// former partner or a relative, or that it is domestic abuse for another reason: first contact
// belongs to those who handle it. Those who make contact may. Fails with errs.Stale and
// errs.Conflict. Records Stopped. Practice D5.
type DivertDomesticAbuse struct {
	Referral id.Referral
	Version  int
}

// Run diverts it.
func (c DivertDomesticAbuse) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActContact, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if err := person.LettersOff(ctx, tx, r.Folder); err != nil {
		return Referral{}, err
	}
	r.Flags.DomesticAbuse = true
	return stop(ctx, tx, r, DomesticAbuse, access.SafeguardingLead)
}

// AskReferrer holds a referral until whoever referred has answered: a better number, consent, a
// fact that is missing. Those who decide referrals may. The referrer sees what is asked for, and answers it:
// a number with [GiveNumber], everything else in words with [AnswerAsked]. Fails with errs.Invalid, errs.Stale and errs.Conflict, also of
// somebody who asked for help themselves: there is nobody else to ask. Records Stopped.
type AskReferrer struct {
	Referral id.Referral
	Version  int
	For      string // code of what is asked for
}

// askNumber is the code of asking for a number.
const askNumber = "number"

// askable are the things a referrer can be asked for, in words.
var askable = map[string]string{
	askNumber: "A number on which it is safe to call", "consent": "Their explicit consent: who took it, when and how",
	"born": "Their date of birth", "address": "Their address", "safe_contact": "How it is safe to make contact",
	"relationship": "How they know the other person", "more": "What happened, in a sentence or two",
}

// Run asks.
func (c AskReferrer) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActDecide, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if askable[c.For] == "" {
		var bad errs.Fields
		bad.Add("for", "Choose what to ask for")
		return Referral{}, bad.Err()
	}
	if r.State == Held && !mayRelease(tx.Actor(), r) {
		return Referral{}, errs.New(errs.Forbidden, "this is held for the "+string(r.Holder)+": they decide")
	}
	if r.Themselves() {
		return Referral{}, errs.New(errs.Conflict, "they asked for help themselves, and nobody referred them: ask them when you speak with them")
	}
	if r.NobodyToAsk() {
		return Referral{}, errs.New(errs.Conflict, "nobody is known to have referred them, so nobody would see the question: hold it for somebody to decide")
	}
	r.AskedFor = c.For
	if r.State == Held && r.Reason != ToDecide && r.Reason != FactsMissing && r.Reason != HeldByWorker {
		// What it is held for stays: asking does not make a missing consent anything less.
		return stop(ctx, tx, r, r.Reason, r.Holder)
	}
	return stop(ctx, tx, r, AskedReferrer, access.Administrator)
}

// Themselves tells whether somebody asked for help themselves: nobody else referred them, and nobody else can be asked.
func (r Referral) Themselves() bool { return themselves(r.Door, r.Source) }

// NobodyToAsk tells whether nobody would see a question: they came themselves, or it isn't known who referred them.
func (r Referral) NobodyToAsk() bool {
	return r.Themselves() || nobodyKnown(r.Source, r.SourceAgency != "")
}

// NobodyToAsk tells it of a row of the inbox.
func (r Row) NobodyToAsk() bool {
	return themselves(r.Door, r.Source) || nobodyKnown(r.Source, r.Agency != "")
}

func themselves(door catalogue.Door, source string) bool {
	return door == catalogue.DoorSelf || source == catalogue.SourceSelf
}

func nobodyKnown(source string, agency bool) bool {
	return source == catalogue.SourceNotKnown && !agency
}

// stop holds a referral from wherever the work stood, with its clock stopped.
func stop(ctx context.Context, tx *gate.Tx, r Referral, why Reason, owner access.Role) (Referral, error) {
	from := r.State
	if from != Held {
		if !from.Leads(Held) {
			return Referral{}, errs.New(errs.Conflict, "this can't be done while the referral is: "+from.Words())
		}
		if from == Waiting || from == InContact || from == Allocated {
			r.HeldFrom = from
		}
	}
	r.State, r.Reason, r.Holder = Held, why, owner
	r, err := save(ctx, tx, r.stopClock(tx.Now()).decided(tx))
	if err != nil {
		return Referral{}, err
	}
	tx.Record(Stopped{Referral: r.ID, Folder: r.Folder, From: from, Reason: why})
	return r, nil
}
