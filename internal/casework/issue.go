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
	whatIssue   = seal.Register("case_issue", "what", access.Story)
	numberIssue = seal.Register("case_issue", "number", access.Identity)
)

// ReportedTo says to whom something that happened was reported.
type ReportedTo string

// Whoever it can have been reported to.
const (
	ToPolice   ReportedTo = "police"
	ToCouncil  ReportedTo = "council"
	ToLandlord ReportedTo = "landlord"
	ToNobody   ReportedTo = "nobody"
	NotSaid    ReportedTo = "not said"
)

// AllReportedTo lists them in the order in which a page offers them.
var AllReportedTo = []ReportedTo{ToPolice, ToCouncil, ToLandlord, ToNobody, NotSaid}

// RecordIssue records a further issue or crime that came up while the case was worked on (R029): what
// kind, when it was told, to whom it was reported. It counts among what else came up, the flags of the case
// follow, and its page proposes to look at the risk again until somebody has. Those who work on the case may.
// Records IssueTold, and Graded.
type RecordIssue struct {
	Case       id.Case
	Service    catalogue.Service
	List       catalogue.List // "additional-needs"
	Code       string
	What       string
	ToldOn     clock.Date
	ReportedTo ReportedTo
	Number     string // crime or incident number; empty: there is none
}

// IssueTold says that a further issue or crime came up.
type IssueTold struct {
	Case       id.Case
	Folder     id.Folder
	Issue      string
	Code       string
	ReportedTo ReportedTo
}

// EventKind names the event.
func (IssueTold) EventKind() string { return "case.issue told" }

// Run records the issue.
func (r RecordIssue) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, r.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	listed(&bad, "code", r.List, r.Code, "Choose what kind of thing it is")
	worded(&bad, "what", r.What, "Say what was told")
	among(&bad, "reported", r.ReportedTo, AllReportedTo, "Choose who it was reported to, or nobody")
	happened(&bad, "on", r.ToldOn, tx.Now().Date(), "the day it was told")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: tx.NewID()}
	what, num := box.of(whatIssue, r.What), box.of(numberIssue, r.Number)
	if box.err != nil {
		return Case{}, box.err
	}
	if _, err := store.Exec(ctx, tx, addIssueSQL, box.row, now.ID, now.Folder, r.Code, r.ReportedTo, what, num, r.ToldOn,
		tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, addNeedsSQL, store.Rows([][]any{{tx.NewID(), now.ID, Additional, r.Code, r.ToldOn, clock.Date(""), tx.Now()}})); err != nil {
		return Case{}, err
	}
	tx.Record(IssueTold{Case: now.ID, Folder: now.Folder, Issue: box.row, Code: r.Code, ReportedTo: r.ReportedTo})
	if err := grade(ctx, tx, now, r.Service); err != nil {
		return Case{}, err
	}
	return now, mark(ctx, tx, now.ID, "additional_needs")
}

var addIssueSQL = store.SQL("casework.addIssue", `
	INSERT INTO case_issue (id, case_id, folder_id, code, reported_to, what, number, told_on, by_account, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
