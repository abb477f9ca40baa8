package assessment

import (
	"context"
	"crypto/sha256"
	"encoding/binary"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActToScore is for the list of what waits to be scored again.
var ActToScore = access.Declare("assessment.to score", access.Policy{Roles: Scorers})

// ActAgain is for those who assess, and may read what the person told.
var ActAgain = access.Declare("assessment.again", access.Policy{Sections: access.Risk | access.Story | access.Notes, Roles: Scorers})

// Scorers are the roles that score again what a colleague scored.
var Scorers = []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Coach, access.Supervisor, access.SafeguardingLead}

// Drawn tells whether a first score is to be scored again. The id of an assessment is drawn at random when it is
// saved, so nobody knows beforehand which it will be, and whoever has the id can check the draw afterwards.
func Drawn(in catalogue.Instrument, a id.Assessment) bool {
	if in.Again == nil {
		return false
	}
	sum := sha256.Sum256([]byte("scored again\x00" + a))
	return binary.BigEndian.Uint64(sum[:8])%uint64(in.Again.OneIn) == 0
}

// drawn has a first score scored again where it is drawn: once a folder for each instrument. One that goes by another
// body's answers is none of ours to compare.
func (r Record) drawn(ctx context.Context, tx *gate.Tx, a id.Assessment) (bool, error) {
	if r.Phase != Before || r.NotDoneWhy != "" || r.Reuse.Received != "" || !Drawn(r.Instrument, a) {
		return false, nil
	}
	again := r.Instrument.Again
	n, err := store.Exec(ctx, tx, drawSQL, a, tx.Actor().Agency(), again.Hold, tx.Now().Date().AddDays(again.Ask).Start())
	return n > 0, err
}

// Second is a first score that is to be scored again. It says nothing of what it came to.
type Second struct {
	First      id.Assessment
	Folder     id.Folder
	Service    string
	Instrument string
	Edition    string // of the instrument
	FirstBy    id.Account
	FirstAt    clock.Instant
	TakenBy    id.Account
	HeldUntil  clock.Instant
	Hold       int // days for which whoever takes it has it for herself
	Version    int
}

// SecondOf reads what an actor took to score again. Those who assess in the folder's service may. Fails with
// errs.NotFound when it is not hers, or was scored meanwhile.
func SecondOf(ctx context.Context, v gate.Reader, first id.Assessment) (Second, error) {
	s, err := second(ctx, v, first)
	if err == nil && s.TakenBy != v.Actor().Account() {
		err = gate.NoSuchRecord()
	}
	return s, err
}

// second loads what waits, and takes the decision.
func second(ctx context.Context, v gate.Reader, first id.Assessment) (Second, error) {
	s, found, err := store.Find(ctx, v, secondSQL, func(scan store.Scan) (s Second, err error) {
		err = scan(&s.First, &s.Folder, &s.Service, &s.Instrument, &s.Edition, &s.FirstBy, &s.FirstAt, &s.TakenBy, &s.HeldUntil, &s.Hold, &s.Version)
		return s, err
	}, first)
	if err != nil {
		return Second{}, err
	}
	if !found {
		return Second{}, gate.NoSuchRecord()
	}
	return s, v.Authorize(ctx, ActAgain, gate.On{Folder: s.Folder})
}

// TakeAgain takes a score to be given again, so that nobody else does. Those who assess in the folder's service
// may, but for whoever scored first, and whoever has opened the case since: she may have seen what it came to.
// Fails with errs.NotFound then, and errs.Stale when a colleague was first. Records AgainTaken.
type TakeAgain struct{ First id.Assessment }

// Run takes it.
func (t TakeAgain) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	s, err := second(ctx, tx, t.First)
	if err != nil {
		return "", err
	}
	me := tx.Actor().Account()
	if s.TakenBy == me {
		tx.Record(AgainTaken{First: s.First, Folder: s.Folder})
		return s.First, nil
	}
	seen, err := store.One(ctx, tx, seenSinceSQL, store.Value[int], s.Folder, me, s.FirstAt)
	if err != nil {
		return "", err
	}
	switch {
	case s.FirstBy == me || seen > 0:
		return "", gate.NoSuchRecord()
	case s.HeldUntil > tx.Now():
		return "", errs.New(errs.Stale, "a colleague has taken this one: take another")
	}
	n, err := store.Exec(ctx, tx, takeAgainSQL, s.First, s.Version, me, tx.Now().Date().AddDays(s.Hold).Start(), tx.Entry())
	if err == nil && n == 0 {
		err = errs.New(errs.Stale, "a colleague has taken this one: take another")
	}
	tx.Record(AgainTaken{First: s.First, Folder: s.Folder})
	return s.First, err
}

// GiveBack gives back what somebody took to score again: colleagues see it at once, and she may see the case again.
// Whoever took it may. Fails like [SecondOf]. Records AgainGivenBack.
type GiveBack struct{ First id.Assessment }

// Run gives it back.
func (g GiveBack) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	s, err := SecondOf(ctx, tx, g.First)
	if err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, takeAgainSQL, s.First, s.Version, "", 0, tx.Entry())
	if err == nil && n == 0 {
		err = errs.New(errs.Stale, "this was scored again meanwhile")
	}
	tx.Record(AgainGivenBack{First: s.First, Folder: s.Folder})
	return s.First, err
}

// ScoreAgain keeps the second score beside the first, which it does not change: neither the band nor a clock goes
// by it. Whoever took it may. Fails with errs.Invalid beside each question whose answer is none of its options,
// errs.Stale when the questions have changed since the first score was given. Records ScoredAgain.
type ScoreAgain struct {
	First      id.Assessment
	Instrument catalogue.Instrument
	Answers    Answers
	Facts      catalogue.Facts
}

// Run scores and keeps.
func (a ScoreAgain) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	s, err := SecondOf(ctx, tx, a.First)
	if err != nil {
		return "", err
	}
	if a.Instrument.Key != s.Instrument || a.Instrument.Version != s.Edition {
		return "", errs.New(errs.Stale, "the questions have changed since the first score: it can't be compared any more")
	}
	r := Record{Folder: s.Folder, Instrument: a.Instrument, Phase: Before, Answers: a.Answers, Facts: a.Facts}
	if err := r.check(); err != nil {
		return "", err
	}
	score := Work(r.Instrument, r.Answers, r.Facts)
	n, err := store.Exec(ctx, tx, scoreAgainSQL, s.First, s.Version, tx.Now(), tx.Now().Date(), score.Low, score.High, score.BandLow.Key, tx.Entry())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.Stale, "this was scored again meanwhile")
	}
	if _, err := store.Exec(ctx, tx, addSecondAnswersSQL, store.Rows(r.rows(s.First, score))); err != nil {
		return "", err
	}
	tx.Record(ScoredAgain{First: s.First, Folder: s.Folder, Instrument: s.Instrument, Version: s.Edition})
	return s.First, nil
}

// What is recorded of second scores.
type (
	// AgainTaken: somebody took a score to be given again.
	AgainTaken struct {
		First  id.Assessment
		Folder id.Folder
	}
	// AgainGivenBack: somebody gave back what she had taken to score again.
	AgainGivenBack struct {
		First  id.Assessment
		Folder id.Folder
	}
	// ScoredAgain: a second score stands beside the first.
	ScoredAgain struct {
		First               id.Assessment
		Folder              id.Folder
		Instrument, Version string
	}
)

// EventKind names the event in the log.
func (AgainTaken) EventKind() string { return "assessment.again taken" }

// EventKind names the event in the log.
func (AgainGivenBack) EventKind() string { return "assessment.again given back" }

// EventKind names the event in the log.
func (ScoredAgain) EventKind() string { return "assessment.scored again" }

var drawSQL = store.SQL("assessment.draw", `
	INSERT INTO second_score (first_id, folder_id, service, instrument, instrument_version, agency_id, first_by, first_at, first_low, first_high,
		first_band, hold_days, ask_until_at, taken_by, held_until_at, scored_at, scored_on, low, high, band, version, last_entry)
	SELECT a.id, a.folder_id, f.service, a.instrument, a.instrument_version, CAST($2 AS text), a.assessed_by, a.assessed_at, a.low, a.high,
		a.band_low, $3, $4, '', 0, 0, '', 0, 0, '', 1, a.last_entry
	FROM assessment a JOIN gate_v_folder f ON f.folder_id = a.folder_id
	WHERE a.id = $1
	ON CONFLICT (folder_id, instrument) DO NOTHING`)

var secondSQL = store.SQL("assessment.second", `
	SELECT first_id, folder_id, service, instrument, instrument_version, first_by, first_at, taken_by, held_until_at, hold_days, version
	FROM second_score WHERE first_id = $1 AND scored_at = 0`)

// seenSinceSQL is driven by audit_subject_looked. To see a case in a list is not to look at it.
var seenSinceSQL = store.SQL("assessment.seenSince", `
	SELECT count(*) FROM audit_v_looked l WHERE l.subject = $1 AND l.actor = $2 AND l.at > $3 AND l.how = 'opened'`)

var takeAgainSQL = store.SQL("assessment.takeAgain", `
	UPDATE second_score SET taken_by = $3, held_until_at = $4, version = version + 1, last_entry = $5
	WHERE first_id = $1 AND version = $2 AND scored_at = 0`)

var scoreAgainSQL = store.SQL("assessment.scoreAgain", `
	UPDATE second_score SET scored_at = $3, scored_on = $4, low = $5, high = $6, band = $7, version = version + 1, last_entry = $8
	WHERE first_id = $1 AND version = $2 AND scored_at = 0`)

var addSecondAnswersSQL = store.SQL("assessment.addSecondAnswers", `
	INSERT INTO second_answer (first_id, question, answer, points) VALUES {{rows 4}}`)
