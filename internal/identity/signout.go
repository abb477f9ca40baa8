package identity

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// SignOut ends the session whose token is given, at whatever stage. Whoever holds the token may.
//
// Fails with errs.NotFound when there is no such session or it has ended. Records SessionEnded.
type SignOut struct{ Token Hidden }

// SessionEnded says that a session was ended by hand.
type SessionEnded struct {
	Account id.Account `json:"account"`
	Session id.Session `json:"session"`
}

// EventKind names the event.
func (SessionEnded) EventKind() string { return "account.session ended" }

// Run ends the session and gives its id.
func (c SignOut) Run(ctx context.Context, tx *gate.Tx) (id.Session, error) {
	if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
		return "", err
	}
	s, found, err := sessionOf(ctx, tx, c.Token)
	if err != nil {
		return "", err
	}
	if !found || s.endedAt <= tx.Now() {
		return "", errs.New(errs.NotFound, "that session has ended already")
	}
	if err := end(ctx, tx, s.id); err != nil {
		return "", err
	}
	tx.Record(SessionEnded{Account: s.account.id, Session: s.id})
	return s.id, nil
}

// RevokeSession ends one of one's own sessions: the one left open at another desk. Anyone signed in
// may.
//
// Fails with errs.NotFound when it is not one's own or has ended. Records SessionEnded.
type RevokeSession struct{ Session id.Session }

// Run ends the session.
func (c RevokeSession) Run(ctx context.Context, tx *gate.Tx) (id.Session, error) {
	if err := tx.Authorize(ctx, ActOwn, gate.On{}); err != nil {
		return "", err
	}
	account := tx.Actor().Account()
	ended, err := store.Exec(ctx, tx, revokeSQL, tx.Now(), tx.Entry(), c.Session, account)
	if err != nil {
		return "", err
	}
	if ended == 0 {
		return "", errs.New(errs.NotFound, "there is no such session of yours, or it has ended")
	}
	tx.Record(SessionEnded{Account: account, Session: c.Session})
	return c.Session, nil
}
