package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var (
	whatContributed = seal.Register("case_contribution", "what", access.Plan)
	whyContributed  = seal.Register("case_contribution", "why", access.Plan)
)

// Contribute records that the worker contributed to another body's risk assessment: whose it is, of which kind, what was
// passed on (R056). Unless the person agreed, it says why it was passed on all the same, and the person is told within
// two working days, or it says that telling would not be safe. Those who work on the case may. Records Contributed.
type Contribute struct {
	Case      id.Case
	Service   catalogue.Service
	Agencies  catalogue.List // "agencies-asked"
	Agency    string
	Kinds     catalogue.List // "contributions"
	Kind      string
	Agreement catalogue.List // "agreement"
	Agreed    string
	Why       string // without agreement: it was passed on all the same
	Unsafe    bool   // without agreement: to tell the person
	What      string
	On        clock.Date
}

// WithAgreement is the code of the list "agreement" after which nobody is left to be told.
const WithAgreement = "agreed"

// Run records it.
func (c Contribute) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, c.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	listed(&bad, "agency", c.Agencies, c.Agency, "Choose whose assessment it is")
	listed(&bad, "kind", c.Kinds, c.Kind, "Choose what it is about")
	worded(&bad, "what", c.What, "Say what you passed on")
	happened(&bad, "on", c.On, tx.Now().Date(), "the day you passed it on")
	listed(&bad, "agreed", c.Agreement, c.Agreed, "Choose whether the person agreed")
	if c.Agreed != WithAgreement {
		worded(&bad, "why", c.Why, "Say why it was passed on all the same")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: tx.NewID()}
	what := box.of(whatContributed, c.What)
	var why []byte
	if c.Agreed != WithAgreement {
		why = box.of(whyContributed, c.Why)
	}
	if box.err != nil {
		return Case{}, box.err
	}
	tellBy := clock.Instant(0)
	if c.Agreed != WithAgreement && !c.Unsafe {
		tellBy = toTell(c.Service, c.On)
	}
	if _, err := store.Exec(ctx, tx, addContributionSQL, box.row, now.ID, now.Folder, c.Agency, c.Kind, c.Agreed, what, why, c.On, tellBy,
		tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(Contributed{Case: now.ID, Folder: now.Folder, Contribution: box.row, Agency: c.Agency, Kind: c.Kind, Basis: c.Agreed, TellBy: tellBy})
	return now, nil
}

// Contributed: the worker contributed to another body's risk assessment.
type Contributed struct {
	Case         id.Case
	Folder       id.Folder
	Contribution string
	Agency, Kind string
	Basis        string        // code of the list agreement
	TellBy       clock.Instant // 0: nobody is to be told
}

// EventKind names the event in the log.
func (Contributed) EventKind() string { return "case.contributed" }

var addContributionSQL = store.SQL("casework.addContribution", `
	INSERT INTO case_contribution (id, case_id, folder_id, agency, kind, agreed, what, why, on_date, tell_by, told_on, by_account, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $12)`)
