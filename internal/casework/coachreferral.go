package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Every word of the page is of the plan: the office writes it and the coach reads it, and both see that.
var (
	coachWhy     = seal.Register("case_coach_referral", "why", access.Plan)
	coachWants   = seal.Register("case_coach_referral", "wants", access.Plan)
	coachRisks   = seal.Register("case_coach_referral", "risks", access.Plan)
	coachContact = seal.Register("case_coach_referral", "contact", access.Plan)
)

// recordCoachReferral is the record a stage demands, which only the written page gives.
const recordCoachReferral = "coach_referral"

// WriteCoachReferral writes the one page a coach is given before the first session: why coaching, what
// the person wants, the risks of working alone, how contact is safe (practice 3.3). Those who work on the
// case may. The page before is kept.
//
// Fails with errs.Invalid, and errs.Stale when somebody wrote it anew since it was read. Records
// CoachReferralWritten.
type WriteCoachReferral struct {
	Case    id.Case
	Version int // of the page that was read; 0: there was none
	Why     string
	Wants   string
	Risks   string // "none known" is an answer
	Contact string
}

// CoachReferralWritten says that the page for the coach was written.
type CoachReferralWritten struct {
	Case    id.Case
	Folder  id.Folder
	Version int
}

// EventKind names the event.
func (CoachReferralWritten) EventKind() string { return "case.coach referral written" }

// Run writes the page.
func (w WriteCoachReferral) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, w.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	worded(&bad, "why", w.Why, "Say why coaching")
	worded(&bad, "wants", w.Wants, "Say what the person wants, in their own words")
	worded(&bad, "risks", w.Risks, "Say what a coach who works alone must know, or “none known”")
	worded(&bad, "contact", w.Contact, "Say how contact is safe")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	before, _, err := store.Find(ctx, tx, coachReferralSQL, scanCoachReferral(now.Folder), now.ID)
	if err != nil {
		return Case{}, err
	}
	if before.Version != w.Version {
		return Case{}, changed(0, nil)
	}
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: tx.NewID()}
	why, wants, risks, contact := box.of(coachWhy, w.Why), box.of(coachWants, w.Wants), box.of(coachRisks, w.Risks), box.of(coachContact, w.Contact)
	if box.err != nil {
		return Case{}, box.err
	}
	if _, err := store.Exec(ctx, tx, addCoachReferralSQL, box.row, now.ID, now.Folder, why, wants, risks, contact, tx.Actor().Account(),
		tx.Now(), w.Version+1); err != nil {
		return Case{}, err
	}
	tx.Record(CoachReferralWritten{Case: now.ID, Folder: now.Folder, Version: w.Version + 1})
	return now, mark(ctx, tx, now.ID, recordCoachReferral)
}

// CoachReferral is the page as it stands.
type CoachReferral struct {
	Why, Wants, Risks, Contact *seal.Value
	By                         id.Account
	At                         clock.Instant
	Version                    int // 0: none was written
}

// ReadCoachReferral gives the page a coach is given, opened; its zero value when none was written. Those
// who work on the case may.
func ReadCoachReferral(ctx context.Context, v *gate.View, c Case) (CoachReferral, error) {
	if err := v.Authorize(ctx, ActWork, gate.On{Folder: c.Folder}); err != nil {
		return CoachReferral{}, err
	}
	r, _, err := store.Find(ctx, v, coachReferralSQL, scanCoachReferral(c.Folder), c.ID)
	if err != nil {
		return CoachReferral{}, err
	}
	return r, v.Open(ctx, r.Why, r.Wants, r.Risks, r.Contact)
}

func scanCoachReferral(f id.Folder) func(store.Scan) (CoachReferral, error) {
	return func(scan store.Scan) (CoachReferral, error) {
		var r CoachReferral
		var row string
		var why, wants, risks, contact []byte
		err := scan(&row, &why, &wants, &risks, &contact, &r.By, &r.At, &r.Version)
		r.Why, r.Wants = coachWhy.Value(f, row, why), coachWants.Value(f, row, wants)
		r.Risks, r.Contact = coachRisks.Value(f, row, risks), coachContact.Value(f, row, contact)
		return r, err
	}
}

var coachReferralSQL = store.SQL("casework.coachReferral", `
	SELECT id, why, wants, risks, contact, by_account, recorded_at, version
	FROM case_coach_referral WHERE case_id = $1 ORDER BY version DESC LIMIT 1`)

var addCoachReferralSQL = store.SQL("casework.addCoachReferral", `
	INSERT INTO case_coach_referral (id, case_id, folder_id, why, wants, risks, contact, by_account, recorded_at, version)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
