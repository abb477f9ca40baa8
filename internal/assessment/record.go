package assessment

import (
	"context"
	"fmt"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Phase says when in the support something was asked.
type Phase string

// The phases.
const (
	Before Phase = "before"
	Review Phase = "review"
	Exit   Phase = "exit"
)

// Phases lists them in order.
var Phases = []Phase{Before, Review, Exit}

var reasonOfOverride = seal.Register("assessment", "override_reason", access.Risk)

// What can be done here.
var (
	ActAssess = access.Declare("assessment.record", access.Policy{Sections: access.Risk,
		Roles: []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Coach, access.Administrator, access.Supervisor, access.SafeguardingLead}})
	ActSee = access.Declare("assessment.see", access.Policy{Sections: access.Risk, Roles: access.Casework})
)

// Record asks an instrument and keeps the answers with the score they come to today, under the
// edition in force today. Those who do casework in the folder's service may. Answers may be missing:
// the score is then a range. What another body's recent assessment says is taken over, but for what is asked again all
// the same ([Reuse]). Some first scores are drawn to be scored again, blind ([Drawn]).
//
// Fails with errs.Invalid beside each question whose answer is none of its options, errs.Stale when what another body
// made can't be gone by any more. Records Assessed.
type Record struct {
	Folder     id.Folder
	Instrument catalogue.Instrument
	Phase      Phase
	Answers    Answers
	Facts      catalogue.Facts // what is known of the referral, for the rules that lift a band
	NotDoneWhy string          // of statements that were not asked: one of catalogue.NotAsked; then no answers
	Reuse      Reuse           // what another body's assessment already says
	Beside     bool            // it is not the form whose band stands for the risk in the service
}

// Run scores and keeps.
func (r Record) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	if err := tx.Authorize(ctx, ActAssess, gate.On{Folder: r.Folder}); err != nil {
		return "", err
	}
	r, taken, err := r.takeOver(ctx, tx)
	if err != nil {
		return "", err
	}
	if err := r.check(); err != nil {
		return "", err
	}
	s := Work(r.Instrument, r.Answers, r.Facts)
	a := id.Assessment(tx.NewID())
	if _, err := store.Exec(ctx, tx, addSQL, a, r.Folder, r.Instrument.Key, r.Instrument.Version, r.Instrument.Kind, r.Phase, tx.Now(),
		tx.Now().Date(), tx.Actor().Account(), s.Low, s.High, s.BandLow.Key, s.BandHigh.Key, string(s.Panel), r.NotDoneWhy, r.Beside, tx.Entry()); err != nil {
		return "", err
	}
	rows := r.rows(a, s)
	if len(rows) > 0 {
		if _, err := store.Exec(ctx, tx, addAnswersSQL, store.Rows(rows)); err != nil {
			return "", err
		}
	}
	if err := taken.keep(ctx, tx, r.Folder, a); err != nil {
		return "", err
	}
	again, err := r.drawn(ctx, tx, a)
	if err != nil {
		return "", err
	}
	tx.Record(Assessed{Assessment: a, Folder: r.Folder, Instrument: r.Instrument.Key, Version: r.Instrument.Version, Phase: r.Phase,
		Missing: len(s.Missing), Again: again, From: r.Reuse.Received, Known: len(taken), Reasked: taken.reasked()})
	if s.BandHigh.Key == "" || r.Beside {
		return a, nil
	}
	return a, tx.After(ctx, Banded{Folder: r.Folder})
}

// mostBefore is the largest number of earlier incidents that is not a slip of the finger: one a day, for years.
const mostBefore = 9999

func (r Record) check() error {
	if r.Instrument.Kind == catalogue.KindJudgement {
		return errs.New(errs.Invalid, "a judgement is made together with the police, on its own page")
	}
	var bad errs.Fields
	if !slices.Contains(Phases, r.Phase) {
		bad.Add("phase", "Choose when this is asked")
	}
	r.Answers.check(&bad, r.Instrument)
	if n, known := r.Facts.Previous.Get(); known && (n < 0 || n > mostBefore) {
		bad.Add("fact_previous", fmt.Sprintf("Enter how many there were before, from 0 to %d, or nothing when it is not known", mostBefore))
	}
	answered := slices.ContainsFunc(r.Instrument.Questions, func(q catalogue.Question) bool { return r.Answers[q.Key] != "" })
	switch {
	case r.NotDoneWhy != "" && answered:
		bad.Add("not_done", "There are answers: take them away, or the reason why it was not asked")
	case r.NotDoneWhy != "" && !slices.Contains(catalogue.NotAsked, r.NotDoneWhy):
		bad.Add("not_done", "Choose why it was not asked")
	case r.NotDoneWhy == "" && !answered:
		bad.Add("not_done", "Answer at least one question, or say why it was not asked")
	}
	return bad.Err()
}

// check notes each question whose answer is none of its options.
func (a Answers) check(bad *errs.Fields, in catalogue.Instrument) {
	for key, answer := range a {
		q, ok := in.Question(key)
		if !ok {
			bad.Add(key, "This question is not part of the form any more: open the form again")
		} else if answer != "" && !part(in, q, answer).Answered {
			bad.Add(key, outside(in))
		}
	}
}

// outside says what an answer that does not count should have been.
func outside(in catalogue.Instrument) string {
	if in.Scale != nil {
		return fmt.Sprintf("Enter a number from %d to %d", in.Scale.Min, in.Scale.Max)
	}
	return "Choose one of the answers"
}

// Override puts a person's own judgement beside the score: another band, and why. Both are kept.
// Those who may assess may. Fails with errs.Stale. Records Overridden.
type Override struct {
	Folder     id.Folder
	Assessment id.Assessment
	Version    int
	Instrument catalogue.Instrument
	Band       string
	Reason     string
}

// Run records the override.
func (o Override) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	if err := tx.Authorize(ctx, ActAssess, gate.On{Folder: o.Folder}); err != nil {
		return "", err
	}
	var bad errs.Fields
	if _, ok := o.Instrument.BandNamed(o.Band); !ok {
		bad.Add("band", "Choose the band you see")
	}
	if o.Reason == "" {
		bad.Add("reason", "Say why you see it differently")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	reason, err := tx.Seal(ctx, reasonOfOverride, o.Folder, string(o.Assessment), o.Reason)
	if err != nil {
		return "", err
	}
	n, err := store.Exec(ctx, tx, overrideSQL, o.Assessment, o.Folder, o.Version, o.Band, reason, tx.Entry())
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", errs.New(errs.Stale, "someone changed this assessment since you opened it")
	}
	tx.Record(Overridden{Assessment: o.Assessment, Folder: o.Folder, Band: o.Band})
	return o.Assessment, tx.After(ctx, Banded{Folder: o.Folder})
}

// Banded is left in the outbox when a band of risk was found or overridden: clocks may go by it.
type Banded struct{ Folder id.Folder }

// EffectKind names the effect.
func (Banded) EffectKind() string { return "assessment.banded" }

// What this package records.
type (
	// Assessed: an instrument was asked.
	Assessed struct {
		Assessment          id.Assessment
		Folder              id.Folder
		Instrument, Version string
		Phase               Phase
		Missing             int
		Again               bool   `json:",omitempty"` // it was drawn to be scored again, by somebody else
		From                string `json:",omitempty"` // the assessment of another body whose answers stood
		Known               int    `json:",omitempty"` // how many answers that one gave
		Reasked             int    `json:",omitempty"` // of them: asked again all the same
	}
	// Overridden: somebody put another band beside the score.
	Overridden struct {
		Assessment id.Assessment
		Folder     id.Folder
		Band       string
	}
)

// EventKind names the event in the log.
func (Assessed) EventKind() string { return "assessment.recorded" }

// EventKind names the event in the log.
func (Overridden) EventKind() string { return "assessment.overridden" }
