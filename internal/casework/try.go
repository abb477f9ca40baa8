package casework

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// Try is when somebody is to be tried next, by the contact protocol of the stage a case is at (practice, part 3.2).
type Try struct {
	No   int           // which of the protocol's tries; 0: none is due; UsedUp: every way was tried
	From clock.Instant // not before
	Due  clock.Instant // by when; clock.Never: the stage's clock holds
}

// UsedUp stands for a protocol that is through: nobody was reached by any way.
const UsedUp = -1

// tries tells whether the case is at a stage whose work is to reach the person by a protocol.
func (c Case) tries(s catalogue.Service) bool {
	st, _ := s.Stage(c.Stage)
	_, found := s.Protocol(st.Protocol)
	return found
}

// Tries gives the protocol of the stage a case is at, and its next try; false when none is due.
func (c Case) Tries(s catalogue.Service) (catalogue.Protocol, catalogue.Try, bool) {
	p := protocolAt(s, c.Stage)
	t, found := p.Try(c.Try.No)
	return p, t, found && c.tries(s)
}

// NextTry says when and how the next try is due: "Next: text, not before Friday 27 November, if a text is safe then".
// It is empty where none is due, and before the first, which the stage's own words are about.
func (c Case) NextTry(s catalogue.Service, now clock.Instant) string {
	if c.Try.No == UsedUp {
		if c.Try.From > now {
			return "Every way was tried. Close " + notBefore(c.Try.From, s.Hours, now)
		}
		return "Every way was tried, and nobody was reached"
	}
	_, t, found := c.Tries(s)
	if !found || c.Try.No < 2 {
		return ""
	}
	return "Next: " + TryWords(t, c.Try.From, s.Hours, now)
}

// TryWords says a try in words: how, from when, and on what condition.
func TryWords(t catalogue.Try, from clock.Instant, h catalogue.Hours, now clock.Instant) string {
	words := tryWords[t.By]
	if when := notBefore(from, h, now); when != "" {
		words += ", " + when
	}
	if t.OnlyIf != "" {
		words += ", if " + tryAgain[t.By] + " is safe then"
	}
	return words
}

var (
	tryWords = map[catalogue.Method]string{catalogue.MethodPhone: "call", catalogue.MethodText: "text", catalogue.MethodLetter: "letter", catalogue.MethodEmail: "e-mail"}
	tryAgain = map[catalogue.Method]string{catalogue.MethodPhone: "a call", catalogue.MethodText: "a text", catalogue.MethodLetter: "a letter", catalogue.MethodEmail: "an e-mail"}
)

// notBefore says from when on, as far as that is still to come: "not before Friday 27 November, 12:00".
func notBefore(from clock.Instant, h catalogue.Hours, now clock.Instant) string {
	switch {
	case from <= now:
		return ""
	case from.Date() == now.Date():
		return "not before " + from.Clock() + " today"
	case from == h.NextOpen(from.Date().Start()):
		return "not before " + from.Date().Heading()
	}
	return "not before " + from.Date().Heading() + ", " + from.Clock()
}

// nextDue is by when the next thing is to be done: the stage, or sooner the first try, or the next try after it. A case
// that nobody has, at a stage without a clock, is somebody's to see to since it was opened; not while its clock stands.
func (c Case) nextDue() clock.Instant {
	switch c.Try.No {
	case 0:
		if c.StageDue == clock.Never && c.Worker == "" && c.State == Open && !c.still {
			return c.OpenedAt
		}
		return c.StageDue
	case 1:
		return min(c.StageDue, c.Try.Due)
	}
	return c.Try.Due
}

// firstTry is the try with which a stage begins, as far as the file gives it a time.
func firstTry(s catalogue.Service, st catalogue.Stage, now clock.Instant) Try {
	p, _ := s.Protocol(st.Protocol)
	t, found := p.Try(1)
	return tryOf(s, p, t, found, nil, now, now)
}

// tryOf is the try that follows those made; since is when its stage began.
func tryOf(s catalogue.Service, p catalogue.Protocol, next catalogue.Try, more bool, made []catalogue.Attempt, since, now clock.Instant) Try {
	switch {
	case more:
		from, due := p.When(s.Hours, next, made, since, now)
		return Try{next.No, from, due}
	case len(made) > 0:
		from, due := p.Over(s.Hours, made, now)
		return Try{UsedUp, from, due}
	}
	return Try{}
}

// upcoming works out the next try of a case from what was made: after a number was mended, say. What was due while
// nobody could be tried is due from now on.
func upcoming(ctx context.Context, tx *gate.Tx, c Case, s catalogue.Service) (Try, error) {
	if !c.tries(s) {
		return Try{}, nil
	}
	reached, err := store.One(ctx, tx, reachedSinceSQL, store.Value[int], c.Folder, ReachedHer, c.ID)
	if err != nil || reached > 0 {
		return Try{}, err
	}
	made, err := unanswered(ctx, tx, c)
	if err != nil {
		return Try{}, err
	}
	about, err := person.Load(ctx, tx, c.Folder)
	if err != nil {
		return Try{}, err
	}
	p := protocolAt(s, c.Stage)
	next, more := p.NextTry(made, ways(p, about))
	return tryOf(s, p, next, more, made, tx.Now(), tx.Now()), nil
}

// setTry notes the next try of a case. What people have typed about the case meanwhile is still about the same case: it
// makes no new version.
func (c Case) setTry(ctx context.Context, tx *gate.Tx, t Try) error {
	c.Try = t
	_, err := store.Exec(ctx, tx, setTrySQL, c.ID, t.No, t.From, t.Due, c.nextDue(), tx.Entry())
	return err
}

// unanswered lists the attempts of the stage a case is at that reached nobody, oldest first.
func unanswered(ctx context.Context, q gate.Reader, c Case) ([]catalogue.Attempt, error) {
	return store.Collect(ctx, q, unansweredSQL, func(scan store.Scan) (catalogue.Attempt, error) {
		var a catalogue.Attempt
		err := scan(&a.By, &a.At)
		return a, err
	}, c.Folder, ReachedHer, WrongNumber, c.ID)
}

// protocolAt gives the contact protocol of a stage, or that of the service's first contact stage.
func protocolAt(s catalogue.Service, stage string) catalogue.Protocol {
	st, _ := s.Stage(stage)
	key := st.Protocol
	for _, step := range []catalogue.Step{catalogue.StepContact, catalogue.StepAssessmentCall} {
		for _, c := range s.StagesOf(step) {
			if key == "" {
				key = c.Protocol
			}
		}
	}
	p, _ := s.Protocol(key)
	return p
}

var setTrySQL = store.SQL("casework.setTry", `
	UPDATE case_file SET try_no = $2, try_from_at = $3, try_due_at = $4, due_at = $5, last_entry = $6 WHERE id = $1`)

// reachedSinceSQL counts how often the person was reached at the stage a case is at.
var reachedSinceSQL = store.SQL("casework.reachedSince", `
	SELECT count(*) FROM contact_attempt
	WHERE folder_id = $1 AND outcome = $2 AND at >= (SELECT max(s.since_at) FROM case_stage s WHERE s.case_id = $3)`)
