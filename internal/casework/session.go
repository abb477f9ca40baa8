package casework

import (
	"context"
	"fmt"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var noteOfSession = seal.Register("case_session", "note", access.Notes)

// RecordSession records one session held with the person. Those who work on the case may. The strand
// is one of the service's (listening, coping, signposting), or of the catalogue's list where the
// service names none; no more sessions than the file allows (ASC one to three, R093).
//
// Fails with errs.Invalid. Records SessionHeld.
type RecordSession struct {
	Case    id.Case
	Service catalogue.Service
	List    catalogue.List // "strands": for services that name none of their own
	On      clock.Date
	Strand  string
	Minutes int
	Note    string
}

// SessionHeld says that a session was held.
type SessionHeld struct {
	Case   id.Case
	Folder id.Folder
	Number int
	Strand string
}

// EventKind names the event.
func (SessionHeld) EventKind() string { return "case.session held" }

// Run records the session and gives its number.
func (s RecordSession) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	now, err := begin(ctx, tx, s.Case, ActWork)
	if err != nil {
		return 0, err
	}
	held, err := store.One(ctx, tx, countSessionsSQL, store.Value[int], now.ID)
	if err != nil {
		return 0, err
	}
	if err := s.check(held, tx.Now().Date()); err != nil {
		return 0, err
	}
	session := tx.NewID()
	note, err := tx.Seal(ctx, noteOfSession, now.Folder, session, s.Note)
	if err != nil {
		return 0, err
	}
	if _, err := store.Exec(ctx, tx, addSessionSQL, session, now.ID, now.Folder, held+1, s.Strand, s.Minutes, note, s.On,
		tx.Actor().Account(), tx.Now()); err != nil {
		return 0, err
	}
	tx.Record(SessionHeld{Case: now.ID, Folder: now.Folder, Number: held + 1, Strand: s.Strand})
	return held + 1, mark(ctx, tx, now.ID, "session_note")
}

func (s RecordSession) check(held int, today clock.Date) error {
	var bad errs.Fields
	_, known := s.List.Code(s.Strand)
	if limit := s.Service.Sessions; limit != nil {
		known = slices.Contains(limit.Strands, s.Strand)
		if held >= limit.Max {
			bad.Add("on", fmt.Sprintf("%d sessions have been held, and %d is the most for this service", held, limit.Max))
		}
	}
	if !known {
		bad.Add("strand", "Choose what the session was about")
	}
	happened(&bad, "on", s.On, today, "the day of the session")
	if s.Minutes < 0 || s.Minutes > 600 {
		bad.Add("minutes", "Give the length in minutes, up to 600")
	}
	return bad.Err()
}
