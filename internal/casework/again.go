package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// AgainRow is a score to be given again. It names neither the case nor whoever scored first.
type AgainRow struct {
	First      id.Assessment
	Service    string
	Instrument string
	FirstOn    clock.Date
	Taken      bool // by the reader
}

// ToScoreAgain lists what waits to be scored again for the reader, longest first, at most a hundred: of her
// services, asked for as long as the form says, not scored first by her, of no case that she has opened since it was scored first (nor one that her day
// showed her, because nobody has it), and not taken by a colleague. Those who assess may.
func ToScoreAgain(ctx context.Context, v *gate.View) ([]AgainRow, error) {
	if err := v.Authorize(ctx, assessment.ActToScore, gate.On{}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, againListSQL, func(scan store.Scan) (AgainRow, error) {
		var r AgainRow
		var at clock.Instant
		err := scan(&r.First, &r.Service, &r.Instrument, &at, &r.Taken)
		r.FirstOn = at.Date()
		return r, err
	}, v.Actor().Account(), v.Now(), mostCounted, store.Rows(scorerServices(v.Actor())))
}

// scorerServices lists the services in which the actor scores again, as rows beside those of a pool: service, no stage,
// the list. It is never empty: an empty row matches nothing.
func scorerServices(a access.Actor) [][]any {
	rows := [][]any{{"", "", ""}}
	keys, _ := a.Services(assessment.Scorers...)
	for _, key := range keys {
		rows = append(rows, []any{key, "", "again"})
	}
	return rows
}

// countAgain counts what waits to be scored again for the reader, by the text of the list; stops at a hundred. My day
// counts it among its other counts.
func countAgain(ctx context.Context, v *gate.View) (int, error) {
	return store.One(ctx, v, againCountSQL, store.Value[int], v.Actor().Account(), v.Now(), mostCounted, store.Rows(scorerServices(v.Actor())))
}

// Blind is what somebody who scores again is shown: what was known when the case was scored first, and nothing
// that came of it.
type Blind struct {
	assessment.Second
	Why     *seal.Value  // as it was passed on
	Story   person.Story // empty where it was changed after the first score: how it read then is not kept
	Changed bool         // the story was
	Notes   []BlindNote  // written before the first score, earliest first
}

// BlindNote is a note of a contact or of the case.
type BlindNote struct {
	At   clock.Instant
	Text *seal.Value
}

// mostBlindNotes is how many notes one page holds: the latest before the score.
const mostBlindNotes = 40

// BlindFor reads what is to be scored again, for whoever took it. Fails like assessment.SecondOf.
func BlindFor(ctx context.Context, v *gate.View, first id.Assessment) (Blind, error) {
	s, err := assessment.SecondOf(ctx, v, first)
	if err != nil {
		return Blind{}, err
	}
	b := Blind{Second: s}
	about, err := person.Load(ctx, v, s.Folder)
	if err != nil {
		return Blind{}, err
	}
	came, err := referral.ByFolder(ctx, v, s.Folder)
	if err != nil {
		return Blind{}, err
	}
	b.Why = came.Why()
	if b.Changed = about.Story.Changed.At > s.FirstAt; !b.Changed {
		b.Story = about.Story
	}
	b.Notes, err = store.Collect(ctx, v, blindNotesSQL, func(scan store.Scan) (BlindNote, error) {
		var n BlindNote
		var row string
		var note, text []byte
		err := scan(&row, &n.At, &note, &text)
		n.Text = textOfNote.Value(s.Folder, row, note)
		if text != nil {
			n.Text = noteOfAttempt.Value(s.Folder, row, text)
		}
		return n, err
	}, s.Folder, s.FirstAt, mostBlindNotes)
	if err != nil {
		return Blind{}, err
	}
	values := []*seal.Value{b.Why, b.Story.Words, b.Story.Wants}
	for _, n := range b.Notes {
		values = append(values, n.Text)
	}
	return b, v.Open(ctx, values...)
}

// ScoredTwice is a case that two people scored into different bands.
type ScoredTwice struct {
	Folder       id.Folder
	Reference    id.Reference
	Initials     *seal.Value
	Instrument   string
	On           clock.Date // of the second score
	First, Again ScoredBy
}

// ScoredBy is one of the two scores.
type ScoredBy struct {
	Who       string // initials
	Low, High int
	Band      string
}

// Differences lists the cases of a service that two people scored into different bands in the four quarters from a day,
// latest first, at most a hundred; and how many wait to be scored again. Supervisors may, for their service.
func Differences(ctx context.Context, v *gate.View, service string, since clock.Date) (list []ScoredTwice, waiting int, err error) {
	if err := v.Authorize(ctx, assessment.ActAgreement, gate.On{Service: service}); err != nil {
		return nil, 0, err
	}
	if waiting, err = store.One(ctx, v, againWaitingSQL, store.Value[int], service, v.Now(), mostCounted, v.Actor().Account()); err != nil {
		return nil, 0, err
	}
	list, err = store.Collect(ctx, v, differencesSQL, func(scan store.Scan) (ScoredTwice, error) {
		var s ScoredTwice
		var name string
		var initials []byte
		err := scan(&s.Folder, &s.Instrument, &s.On, &s.First.Low, &s.First.High, &s.First.Band, &s.First.Who, &s.Again.Low, &s.Again.High,
			&s.Again.Band, &s.Again.Who, &s.Reference, &name, &initials)
		s.Initials = person.InitialsColumn.Value(s.Folder, name, initials)
		return s, err
	}, service, since, v.Actor().Account(), v.Now(), mostCounted, assessment.YearAfter(since))
	values := make([]*seal.Value, len(list))
	for i, s := range list {
		values[i] = s.Initials
	}
	if err != nil {
		return nil, 0, err
	}
	return list, waiting, v.OpenWhatMay(ctx, values...)
}

// againFor are the scores that wait for an account ($1) now ($2): counted on her day and listed on their own page,
// by the same text, in the services of the rows "pool" that are for it. Driven by second_score_waiting; who has opened
// a case is audit_subject_looked.
const againFor = ` FROM assessment_v_to_score s
	WHERE s.service IN (SELECT p.service FROM pool p WHERE p.kind = 'again')
		AND s.ask_until_at > $2 AND s.first_by <> $1
		AND (s.taken_by = $1 OR (s.held_until_at <= $2 AND NOT EXISTS (SELECT 1 FROM audit_v_looked l
			WHERE l.subject = s.folder_id AND l.actor = $1 AND l.at > s.first_at AND l.how = 'opened')))
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = s.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)`

var againListSQL = store.SQL("casework.againList", `
	WITH pool (service, stage, kind) AS (VALUES {{rows 3}})
	SELECT s.first_id, s.service, s.instrument, s.first_at, CASE WHEN s.taken_by = $1 THEN true ELSE false END`+againFor+`
	ORDER BY s.first_at, s.first_id LIMIT $3`)

var againCountSQL = store.SQL("casework.againCount", `
	WITH pool (service, stage, kind) AS (VALUES {{rows 3}})
	SELECT count(*) FROM (SELECT 1`+againFor+` LIMIT $3) g`)

var againWaitingSQL = store.SQL("casework.againWaiting", `
	SELECT count(*) FROM (SELECT 1 FROM assessment_v_to_score s WHERE s.service = $1 AND s.ask_until_at > $2
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = s.folder_id AND v.account_id = $4 AND v.since_at <= $2 AND v.until_at > $2) LIMIT $3) n`)

// blindNotesSQL is driven by case_note_folder and contact_attempt_folder.
var blindNotesSQL = store.SQL("casework.blindNotes", `
	SELECT b.id, b.at, b.note, b.words
	FROM (
		SELECT n.id, n.at, n.note, NULL AS words FROM case_note n WHERE n.folder_id = $1 AND n.at < $2
		UNION ALL
		SELECT t.id, t.at, NULL, t.note FROM contact_attempt t WHERE t.folder_id = $1 AND t.at < $2 AND t.note IS NOT NULL
		ORDER BY 2 DESC LIMIT $3) b
	ORDER BY b.at, b.id`)

// differencesSQL is driven by second_score_scored.
var differencesSQL = store.SQL("casework.differences", `
	SELECT s.folder_id, s.instrument, s.scored_on, s.first_low, s.first_high, s.first_band, COALESCE(f.initials, ''), s.low, s.high, s.band,
		COALESCE(w.initials, ''), COALESCE(r.reference, ''), COALESCE(n.name_id, ''), n.initials
	FROM assessment_v_scored_twice s
	LEFT JOIN identity_v_account f ON f.account_id = s.first_by
	LEFT JOIN identity_v_account w ON w.account_id = s.scored_by
	LEFT JOIN referral_v_referral r ON r.folder_id = s.folder_id
	LEFT JOIN person_v_name n ON n.folder_id = s.folder_id
	WHERE s.service = $1 AND s.scored_on >= $2 AND s.scored_on < $6 AND s.first_band <> s.band
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = s.folder_id AND v.account_id = $3 AND v.since_at <= $4 AND v.until_at > $4)
	ORDER BY s.scored_on DESC, s.first_id
	LIMIT $5`)
