package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var wordsOnward = seal.Register("case_onward_answer", "words", access.Needs)

// OnwardStatus is how a referral to another service stands.
type OnwardStatus string

// The statuses.
const (
	OnwardSent     OnwardStatus = "made"
	OnwardReceived OnwardStatus = "received"
	OnwardAccepted OnwardStatus = "accepted"
	OnwardRefused  OnwardStatus = "refused"
	OnwardEnded    OnwardStatus = "ended"
	OnwardChased   OnwardStatus = "chased" // asked after: it stands as it did
)

// OnwardMoves are what can be heard of a referral that stands somewhere.
var OnwardMoves = map[OnwardStatus][]OnwardStatus{
	OnwardSent:     {OnwardChased, OnwardReceived, OnwardAccepted, OnwardRefused},
	OnwardReceived: {OnwardChased, OnwardAccepted, OnwardRefused},
	OnwardAccepted: {OnwardEnded},
}

// Refusals are the reasons for which a service refuses. What they say together tells what is missing.
var Refusals = []string{"no room: the list is full or too long", "need is below what they take", "need is above what they take",
	"outside their area", "outside their ages", "could not reach the person", "the person did not want it", "not what they do", "no reason given"}

// HearBack records what came back from the service somebody was referred on to, or that it was asked
// after (R070, R134). Those who work on the case may.
//
// Fails with errs.Invalid, and errs.Stale when somebody recorded an answer since it was read. Records
// HeardBack.
type HearBack struct {
	Case    id.Case
	Onward  string
	Version int
	Status  OnwardStatus
	Reason  string // of a refusal
	Words   string // what they said
	On      clock.Date
}

// onwardRow is a referral as it stands.
type onwardRow struct {
	status  OnwardStatus
	made    clock.Date
	version int
}

// HeardBack says that the other service answered, or was asked.
type HeardBack struct {
	Case   id.Case
	Folder id.Folder
	Onward string
	Status OnwardStatus
	Reason string
}

// EventKind names the event.
func (HeardBack) EventKind() string { return "case.heard back" }

// Run records it.
func (h HearBack) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, h.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	row, found, err := store.Find(ctx, tx, onwardSQL, func(scan store.Scan) (onwardRow, error) {
		var r onwardRow
		err = scan(&r.status, &r.made, &r.version)
		return r, err
	}, h.Onward, now.ID)
	switch {
	case err != nil:
		return Case{}, err
	case !found:
		return Case{}, gate.NoSuchRecord()
	}
	if err := h.check(row, tx.Now().Date()); err != nil {
		return Case{}, err
	}
	answer := tx.NewID()
	words, err := tx.Seal(ctx, wordsOnward, now.Folder, answer, h.Words)
	if err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addOnwardAnswerSQL, answer, h.Onward, now.ID, now.Folder, h.Status, h.Reason, words, h.On,
		tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	if h.Status != OnwardChased {
		if err := changed(store.Exec(ctx, tx, moveOnwardSQL, h.Onward, now.ID, h.Version, h.Status, h.Reason, h.On)); err != nil {
			return Case{}, err
		}
	}
	tx.Record(HeardBack{Case: now.ID, Folder: now.Folder, Onward: h.Onward, Status: h.Status, Reason: h.Reason})
	return now, nil
}

func (h HearBack) check(row onwardRow, today clock.Date) error {
	if row.version != h.Version {
		return changed(0, nil)
	}
	var bad errs.Fields
	if !slices.Contains(OnwardMoves[row.status], h.Status) {
		bad.Add("status", "Choose what came back")
	}
	if h.Status == OnwardRefused {
		among(&bad, "reason", h.Reason, Refusals, "Choose why they refused")
	} else if h.Reason != "" {
		bad.Add("reason", "Only a refusal has a reason")
	}
	happened(&bad, "on", h.On, today, "the day")
	if !h.On.IsZero() && h.On < row.made {
		bad.Add("on", "That is before it was sent")
	}
	return bad.Err()
}

var onwardSQL = store.SQL("casework.onward", `SELECT status, made_on, version FROM case_onward WHERE id = $1 AND case_id = $2`)

var addOnwardAnswerSQL = store.SQL("casework.addOnwardAnswer", `
	INSERT INTO case_onward_answer (id, onward_id, case_id, folder_id, status, reason, words, on_date, by_account, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

// moveOnwardSQL keeps the day of the first answer, of acceptance and of the end.
var moveOnwardSQL = store.SQL("casework.moveOnward", `
	UPDATE case_onward SET status = $4, reason = $5, answered_on = CASE WHEN answered_on = '' THEN $6 ELSE answered_on END,
		accepted_on = CASE WHEN $4 = 'accepted' THEN $6 ELSE accepted_on END, ended_on = CASE WHEN $4 = 'ended' THEN $6 ELSE ended_on END,
		version = version + 1
	WHERE id = $1 AND case_id = $2 AND version = $3`)
