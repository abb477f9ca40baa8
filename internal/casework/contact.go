package casework

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
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

// Reached says what came of one attempt to reach somebody.
type Reached string

// The answers after a call, in the order a page offers them; Sent is for texts and letters.
const (
	ReachedHer    Reached = "reached"
	NoAnswer      Reached = "no answer"
	VoicemailLeft Reached = "voicemail left"
	SomeoneElse   Reached = "someone else answered"
	WrongNumber   Reached = "wrong number"
	NotSafe       Reached = "not safe to talk"
	Sent          Reached = "sent"
)

// reachedNobody tells whether an attempt was made and nobody spoken to: it counts among the protocol's tries.
func (r Reached) reachedNobody() bool { return r == NoAnswer || r == VoicemailLeft || r == Sent }

// stops tells whether nobody is to try again before a person has decided.
func (r Reached) stops() bool { return r == SomeoneElse || r == WrongNumber || r == NotSafe }

// After gives the answers that can follow a method.
func After(m catalogue.Method) []Reached {
	if m == catalogue.MethodPhone {
		return []Reached{ReachedHer, NoAnswer, VoicemailLeft, SomeoneElse, WrongNumber, NotSafe}
	}
	return []Reached{Sent}
}

var noteOfAttempt = seal.Register("contact_attempt", "note", access.Notes)

// RecordAttempt records one attempt to reach somebody, and does what follows from it: somebody else
// answered, or it was not safe to talk, stops all contact until a person decides; a wrong number is not offered
// any more, and where no other may be rung it goes back to the sender with the clock stopped (practice, part 3.2); where there
// is no sender to ask a supervisor decides, and the clock runs on. Those who work on the case may. Of a closed case, an attempt to
// ask how it is, once that is due, is recorded too: an answer that stops contact marks the number, or that reaching the person is not
// safe, and no such number is shown until that is settled, for which the case is opened again ([Reopen]).
//
// Fails with errs.Conflict when contact is not possible at all, errs.Invalid when her own rule does
// not allow the method, or when the file asks for another day or time of day and Anyway is not said; when questions were
// answered by somebody who was not reached; and like [Ask]. Records Attempted, where the clock stops ClockPaused, and what
// Ask does for the first questions.
type RecordAttempt struct {
	Case    id.Case
	Service catalogue.Service
	Contact id.Contact // which number or address
	Method  catalogue.Method
	Outcome Reached
	Note    string
	Anyway  bool // the same time of day again, knowingly

	First []assessment.Record // the few questions that every agency asks, as far as they were asked in the call; without a folder
}

// Attempted tells what follows.
type Attempted struct {
	Case   id.Case
	Next   *catalogue.Try // the attempt the file asks for next; nil: none
	From   clock.Instant  // from when it can be made, or from when the end of the protocol is acted on
	Ended  bool           // every attempt of the file has been made, nobody was reached
	Other  bool           // the number was wrong, and another is there to ring
	Nobody bool           // the number was wrong, no other is known, and nobody can be asked for one: the supervisor decides what is tried
	First  []Asked        // what the first questions came to, in their order
}

// AttemptedEvent says that somebody tried to reach the person.
type AttemptedEvent struct {
	Case    id.Case
	Folder  id.Folder
	Method  catalogue.Method
	Outcome Reached
}

// EventKind names the event.
func (AttemptedEvent) EventKind() string { return "case.contact attempted" }

// Run records the attempt.
func (a RecordAttempt) Run(ctx context.Context, tx *gate.Tx) (Attempted, error) {
	now, err := begin(ctx, tx, a.Case, ActWork)
	if err != nil && (errs.KindOf(err) != errs.Conflict || !now.AsksAfter(tx.Now().Date())) {
		return Attempted{}, err
	}
	ref, err := referral.Get(ctx, tx, now.Referral)
	if err != nil {
		return Attempted{}, err
	}
	if err := referral.CanContact(ref); err != nil {
		return Attempted{}, err
	}
	made, err := unanswered(ctx, tx, now)
	if err != nil {
		return Attempted{}, err
	}
	protocol := protocolAt(a.Service, now.Stage)
	about, err := person.Load(ctx, tx, now.Folder)
	if err != nil {
		return Attempted{}, err
	}
	if err := a.check(about, protocol, made, now, tx.Now()); err != nil {
		return Attempted{}, err
	}
	attempt := tx.NewID()
	note, err := tx.Seal(ctx, noteOfAttempt, now.Folder, attempt, a.Note)
	if err != nil {
		return Attempted{}, err
	}
	if _, err := store.Exec(ctx, tx, addAttemptSQL, attempt, now.Folder, a.Contact, a.Method, a.Outcome, note, tx.Now(),
		tx.Now().Date(), tx.Actor().Account()); err != nil {
		return Attempted{}, err
	}
	if err := mark(ctx, tx, now.ID, "contact_outcome"); err != nil {
		return Attempted{}, err
	}
	tx.Record(AttemptedEvent{Case: now.ID, Folder: now.Folder, Method: a.Method, Outcome: a.Outcome})
	done, err := a.follow(ctx, tx, now, ref, protocol, made, about)
	for _, first := range a.First {
		if err != nil {
			break
		}
		var asked Asked
		asked, err = Ask{Case: now.ID, Service: a.Service, Record: first}.Run(ctx, tx)
		done.First = append(done.First, asked)
	}
	return done, err
}

func (a RecordAttempt) check(about person.About, protocol catalogue.Protocol, made []catalogue.Attempt, c Case, now clock.Instant) error {
	var bad errs.Fields
	if !slices.Contains(After(a.Method), a.Outcome) {
		bad.Add("outcome", "Choose how it went")
	}
	if len(a.First) > 0 && a.Outcome != ReachedHer {
		bad.Add("outcome", "Questions are answered below: choose that the person was reached, or take the answers out")
	}
	point, found := pointOf(about, a.Contact)
	switch {
	case !found || !serves(point, a.Method):
		bad.Add("contact", "Choose the number or address you used")
	case !a.Outcome.stops() && !allowed(protocol, point, a.Method):
		bad.Add("method", "The person's own rule does not allow this way of reaching them")
	case a.Outcome == VoicemailLeft && !voicemailAllowed(point):
		bad.Add("outcome", "No voicemail is allowed on this number. If one was left, choose \"not safe to talk\" and tell your supervisor")
	}
	if !a.Anyway && c.tries(a.Service) && a.Outcome.reachedNobody() {
		a.tooAlike(&bad, protocol, made, now)
	}
	return bad.Err()
}

// tooAlike says where an attempt that reached nobody was made sooner than the protocol asks, or failed to vary.
func (a RecordAttempt) tooAlike(bad *errs.Fields, protocol catalogue.Protocol, made []catalogue.Attempt, now clock.Instant) {
	next, more := protocol.NextTry(made, func(m catalogue.Method) bool { return m == a.Method })
	if !more || len(made) == 0 {
		return
	}
	if same := protocol.Varies(next, made, now); len(same) > 0 {
		bad.Add("anyway", "The last attempt was at the same "+strings.Join(words(same), " and the same ")+". Try at another, or say that you know")
		return
	}
	if from := a.Service.Hours.NotBefore(made[len(made)-1].At, next.After); !next.After.IsZero() && now < from {
		bad.Add("anyway", "The last attempt was less than "+next.After.String()+" ago: try "+notBefore(from, a.Service.Hours, now)+", or say that you know")
	}
}

func words(keys []string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = strings.ReplaceAll(k, "_", " ")
	}
	return out
}

// follow does what an answer leads to.
func (a RecordAttempt) follow(ctx context.Context, tx *gate.Tx, now Case, ref referral.Referral, protocol catalogue.Protocol,
	made []catalogue.Attempt, about person.About) (Attempted, error) {
	done := Attempted{Case: now.ID}
	if now.State == Closed {
		return done, a.followClosed(ctx, tx, now, ref)
	}
	switch a.Outcome {
	case ReachedHer:
		return done, now.setTry(ctx, tx, Try{})
	case SomeoneElse, NotSafe:
		if _, err := (referral.SuspendUnsafe{Referral: ref.ID, Version: ref.Version, Owner: decider(a.Service, now.Stage)}).Run(ctx, tx); err != nil {
			return done, err
		}
		_, err := pauseForContact(ctx, tx, now, PauseUnsafe)
		return done, err
	case WrongNumber:
		if done.Other = otherNumber(protocol, about, a.Contact); done.Other {
			return done, a.markWrong(ctx, tx, now)
		}
		back, err := (referral.ReturnToPolice{Referral: ref.ID, Version: ref.Version, Contact: a.Contact}).Run(ctx, tx)
		if done.Nobody = back.NobodyToAsk(); err != nil || done.Nobody {
			return done, err // the clock runs on: nobody is waited for
		}
		_, err = pauseForContact(ctx, tx, now, PauseWrongNumber)
		return done, err
	}
	if !now.tries(a.Service) {
		return done, nil
	}
	made = append(made, catalogue.Attempt{By: a.Method, At: tx.Now()})
	next, more := protocol.NextTry(made, ways(protocol, about))
	try := tryOf(a.Service, protocol, next, more, made, 0, tx.Now())
	if more {
		done.Next = &next
	}
	done.From, done.Ended = try.From, !more
	return done, now.setTry(ctx, tx, try)
}

// followClosed marks on the folder of a closed case what an answer says of reaching the person, so that no number is shown on which
// somebody else answers. The referral is closed, and no clock runs: it is stopped as it stands (referral.StopAfter). The supervisor has it among the
// stopped contacts ([WatchStopped]) until the case is opened again, or the check is recorded by somebody who decides.
func (a RecordAttempt) followClosed(ctx context.Context, tx *gate.Tx, now Case, ref referral.Referral) error {
	if !a.Outcome.stops() {
		return nil
	}
	if a.Outcome == WrongNumber {
		return a.markWrong(ctx, tx, now)
	}
	if err := tx.Authorize(ctx, referral.ActContact, gate.On{Folder: now.Folder}); err != nil {
		return err
	}
	if err := person.MarkUnsafe(ctx, tx, now.Folder); err != nil {
		return err
	}
	_, err := referral.StopAfter(ctx, tx, ref)
	return err
}

// markWrong notes that the number is somebody else's: it is not offered any more.
func (a RecordAttempt) markWrong(ctx context.Context, tx *gate.Tx, now Case) error {
	if err := tx.Authorize(ctx, referral.ActContact, gate.On{Folder: now.Folder}); err != nil {
		return err
	}
	return person.MarkWrong(ctx, tx, now.Folder, a.Contact)
}

// Sentence says an attempt in words, for a timeline: "Phone: no answer".
func Sentence(m catalogue.Method, o Reached) string {
	return fmt.Sprintf("%s: %s", capital(string(m)), o)
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
