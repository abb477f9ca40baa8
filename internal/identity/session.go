package identity

import (
	"context"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Stage is how far a session is from being signed in.
type Stage string

// The stages. Only a session that is In opens anything.
const (
	NeedsCode     Stage = "code"     // the password was right: a code comes next
	NeedsPassword Stage = "password" // the code was right: choose a password, the first time
	In            Stage = "in"
)

// Ended says why a session no longer opens anything.
type Ended string

// Why a session ended.
const (
	NotEnded     Ended = ""
	EndedUnknown Ended = "unknown"   // there is no such session, or it never was in
	EndedIdle    Ended = "idle"      // nothing was done for too long
	EndedOver    Ended = "over"      // the longest time was reached
	EndedHere    Ended = "ended"     // signed out or ended from another device
	EndedAccount Ended = "suspended" // the account is suspended
)

// RanOut tells that a session ended by itself: nobody ended it, and what its holder had not sent may be kept for them.
func (e Ended) RanOut() bool { return e == EndedIdle || e == EndedOver }

// SessionInfo is what a page may know of the session it is shown in.
type SessionInfo struct {
	ID       id.Session
	Account  id.Account
	Name     string // of the person signed in, for the page's header
	Initials string
	Device   string
	Since    clock.Instant
	IdleEnds clock.Instant // when it will die if nothing more is done
	EndsAt   clock.Instant // when it will die at the latest
	Ended    Ended         // why it opens nothing, when it does not
}

// live is a session with its account as the database has them.
type live struct {
	id       id.Session
	stage    Stage
	tries    int
	device   string
	madeAt   clock.Instant
	seenAt   clock.Instant
	idleFor  time.Duration
	endsAt   clock.Instant
	endedAt  clock.Instant
	name     string
	initials string
	account  record
}

// state tells whether the session opens anything at an instant, and if not, why.
func (s live) state(now clock.Instant) Ended {
	switch {
	case s.stage != In:
		return EndedUnknown
	case s.endedAt <= now:
		return EndedHere
	case s.account.status != Active:
		return EndedAccount
	case s.endsAt <= now:
		return EndedOver
	case s.seenAt.Add(s.idleFor) <= now:
		return EndedIdle
	}
	return NotEnded
}

func (s live) info() SessionInfo {
	return SessionInfo{
		ID: s.id, Account: s.account.id, Name: s.name, Initials: s.initials, Device: s.device,
		Since: s.madeAt, IdleEnds: min(s.seenAt.Add(s.idleFor), s.endsAt), EndsAt: s.endsAt,
	}
}

// Authenticate says who acts under a session's token, with the memberships the account holds now,
// in at most two statements. At most once a minute it notes that the session was used.
//
// A token that opens nothing gives [access.Anonymous] and, in Ended, why: that is an answer, not
// an error. An error means that the question could not be answered; nobody is signed in then.
func Authenticate(ctx context.Context, g *gate.Gate, token Hidden) (access.Actor, SessionInfo, error) {
	if token.IsEmpty() {
		return access.Anonymous(), SessionInfo{Ended: EndedUnknown}, nil
	}
	type answer struct {
		session live
		members []access.Membership
		now     clock.Instant
		ended   Ended
	}
	ctx = asNobody(ctx)
	a, err := gate.Read(ctx, g, func(ctx context.Context, v *gate.View) (answer, error) {
		if err := v.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return answer{}, err
		}
		s, found, err := sessionOf(ctx, v, token)
		if err != nil || !found {
			return answer{ended: EndedUnknown}, err
		}
		got := answer{session: s, now: v.Now(), ended: s.state(v.Now())}
		if got.ended != NotEnded {
			return got, nil
		}
		held, err := v.MembershipsOf(ctx, s.account.id)
		for _, m := range held {
			got.members = append(got.members, m.Membership)
		}
		return got, err
	})
	if err != nil {
		return access.Anonymous(), SessionInfo{Ended: EndedUnknown}, err
	}
	if a.ended != NotEnded {
		return access.Anonymous(), SessionInfo{Ended: a.ended}, nil
	}
	if a.now.Sub(a.session.seenAt) >= touchEvery {
		if err := touch(ctx, g, a.session.id); err != nil {
			return access.Anonymous(), SessionInfo{Ended: EndedUnknown}, err
		}
		a.session.seenAt = a.now
	}
	return access.NewPerson(a.session.account.id, a.session.id, a.members), a.session.info(), nil
}

// touch moves the idle limit on. It never moves back, whatever the clock does.
func touch(ctx context.Context, g *gate.Gate, s id.Session) error {
	_, err := gate.Write(ctx, g, "", func(ctx context.Context, tx *gate.Tx) (int64, error) {
		if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return 0, err
		}
		tx.Unaudited("session touch")
		return store.Exec(ctx, tx, touchSQL, tx.Now(), s)
	})
	return err
}

// asNobody is for the steps before it is known who acts.
func asNobody(ctx context.Context) context.Context {
	return access.WithActor(ctx, access.Anonymous())
}

func sessionOf(ctx context.Context, r store.Reader, token Hidden) (live, bool, error) {
	return store.Find(ctx, r, sessionByTokenSQL, scanSession, hashOf(token))
}

// half gives a session that waits for a step of signing in.
func half(ctx context.Context, r gate.Reader, token Hidden, waitsFor Stage) (live, error) {
	s, found, err := sessionOf(ctx, r, token)
	if err != nil {
		return live{}, err
	}
	now := r.Now()
	if !found || s.stage != waitsFor || s.endedAt <= now || s.endsAt <= now || s.account.status != Active {
		return live{}, errSignInAgain
	}
	return s, nil
}

var errSignInAgain = errs.New(errs.NotFound, "sign in again from the start: too much time or too many tries went by")

// begin makes a session of an account at a stage.
func begin(ctx context.Context, tx *gate.Tx, account id.Account, token Hidden, stage Stage, device string, rules Rules) (id.Session, error) {
	s := id.Session(tx.NewID())
	ends := tx.Now().Add(rules.Absolute)
	if stage != In {
		ends = tx.Now().Add(rules.Steps)
	}
	_, err := store.Exec(ctx, tx, addSessionSQL, s, hashOf(token), account, stage, shortDevice(device),
		tx.Now(), rules.Idle.Microseconds(), ends, clock.Never, tx.Entry())
	return s, err
}

// shortDevice keeps what a session list shows of a browser: a few words.
func shortDevice(s string) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), 60)])
}
