package casework

import (
	"context"
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

var (
	whyProposed   = seal.Register("case_proposal", "reason", access.Plan)
	whyAllTheSame = seal.Register("case_proposal", "why", access.Plan)
	panelSaid     = seal.Register("case_proposal", "said", access.Plan)
)

// ProposeToPanel records that the case was proposed to the panel: why, when, and whether the person agreed. A score over
// the threshold asks for it; a worker may propose any case (R050). Without agreement it says why it goes there all the same.
// Those who work on the case may. A case that waits for the panel's answer can't be proposed again: errs.Conflict.
// Records ProposedToPanel.
type ProposeToPanel struct {
	Case      id.Case
	Reason    string
	Agreement catalogue.List // "agreement"
	Agreed    string
	Why       string // without agreement
	On        clock.Date
}

// Run records it.
func (p ProposeToPanel) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, p.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	worded(&bad, "reason", p.Reason, "Say why the panel should look at it")
	listed(&bad, "agreed", p.Agreement, p.Agreed, "Choose whether the person agreed")
	if p.Agreed != WithAgreement {
		worded(&bad, "why", p.Why, "Say why it goes to the panel all the same")
	}
	happened(&bad, "on", p.On, tx.Now().Date(), "the day it was proposed")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if _, waits, err := store.Find(ctx, tx, proposalOpenSQL, scanProposal, now.ID); err != nil || waits {
		return Case{}, either(err, errs.New(errs.Conflict, "the case is proposed already, and the panel has not answered yet"))
	}
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: tx.NewID()}
	reason := box.of(whyProposed, p.Reason)
	var why []byte
	if p.Agreed != WithAgreement {
		why = box.of(whyAllTheSame, p.Why)
	}
	if box.err != nil {
		return Case{}, box.err
	}
	if _, err := store.Exec(ctx, tx, addProposalSQL, box.row, now.ID, now.Folder, now.Service, p.Agreed, reason, why, p.On,
		tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(ProposedToPanel{Case: now.ID, Folder: now.Folder, Proposal: box.row, Basis: p.Agreed})
	return now, nil
}

// ProposedToPanel: the case was proposed to the panel.
type ProposedToPanel struct {
	Case     id.Case
	Folder   id.Folder
	Proposal string
	Basis    string // code of the list agreement
}

// EventKind names the event in the log.
func (ProposedToPanel) EventKind() string { return "case.proposed to panel" }

// PanelAnswer is what a panel said to a proposal.
type PanelAnswer string

// The answers.
const (
	PanelTakes PanelAnswer = "taken"
	PanelNot   PanelAnswer = "not taken"
)

// PanelAnswers lists them.
var PanelAnswers = []PanelAnswer{PanelTakes, PanelNot}

// AnswerProposal records what the panel said to the proposal that waits: it takes the case, or does not and why. The
// person is then promised to hear of it within two working days (practice, part 3.5), unless they were not asked, or
// telling would not be safe, or the case is closed meanwhile. Those who work on the case may, and whoever answers for the service. Fails with errs.NotFound
// when nothing waits. Records ProposalAnswered, and Promised.
type AnswerProposal struct {
	Case     id.Case
	Service  catalogue.Service
	Proposal string
	Answer   PanelAnswer
	Said     string // what they said; of a refusal: why
	On       clock.Date
	Unsafe   bool   // to tell the person
	Tell     string // what the promise says, in the worker's words
}

// Run records it.
func (a AnswerProposal) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := Get(ctx, tx, a.Case)
	if err != nil {
		return Case{}, err
	}
	if err := tx.Authorize(ctx, ActWork, gate.On{Folder: now.Folder}); err != nil {
		return Case{}, err
	}
	open, waits, err := store.Find(ctx, tx, proposalOpenSQL, scanProposal, now.ID)
	if err != nil || !waits || open.id != a.Proposal {
		return Case{}, either(err, errs.New(errs.NotFound, "no proposal waits for an answer, or it was answered already"))
	}
	var bad errs.Fields
	among(&bad, "answer", a.Answer, PanelAnswers, "Choose what the panel said")
	if a.Answer == PanelNot {
		worded(&bad, "said", a.Said, "Say why the panel did not take it")
	}
	happened(&bad, "on", a.On, tx.Now().Date(), "the day of the answer")
	if !a.On.IsZero() && a.On < open.on {
		bad.Add("on", "That is before it was proposed")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: a.Proposal}
	said := box.of(panelSaid, a.Said)
	if box.err != nil {
		return Case{}, box.err
	}
	if _, err := store.Exec(ctx, tx, answerProposalSQL, a.Proposal, a.Answer, said, a.On, tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(ProposalAnswered{Case: now.ID, Folder: now.Folder, Proposal: a.Proposal, Answer: a.Answer})
	if a.Unsafe || open.agreed != WithAgreement || now.State != Open {
		return now, nil
	}
	_, err = MakePromise{Case: now.ID, Service: a.Service, What: a.Tell, Due: toTell(a.Service, tx.Now().Date()).Date()}.make(ctx, tx, now)
	return now, err
}

// ProposalAnswered: the panel said whether it takes a case.
type ProposalAnswered struct {
	Case     id.Case
	Folder   id.Folder
	Proposal string
	Answer   PanelAnswer
}

// EventKind names the event in the log.
func (ProposalAnswered) EventKind() string { return "case.panel answered" }

// Proposal gives the proposal that waits for the panel; false when none does.
func (p Page) Proposal() (Item, bool) {
	open := slices.DeleteFunc(p.Of(ItemProposal), func(it Item) bool { return it.Settled })
	if len(open) == 0 {
		return Item{}, false
	}
	return open[0], true
}

// proposal is what answering needs of one that waits.
type proposal struct {
	id     string
	agreed string
	on     clock.Date
}

func scanProposal(scan store.Scan) (proposal, error) {
	var p proposal
	err := scan(&p.id, &p.agreed, &p.on)
	return p, err
}

// proposalOpenSQL is driven by case_proposal_case. At most one of a case waits.
var proposalOpenSQL = store.SQL("casework.proposalOpen", `
	SELECT id, agreed, on_date FROM case_proposal WHERE case_id = $1 AND answer = ''`)

var addProposalSQL = store.SQL("casework.addProposal", `
	INSERT INTO case_proposal (id, case_id, folder_id, service, agreed, reason, why, on_date, by_account, recorded_at, answer, answered_on, answered_by,
		answered_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', '', 0)`)

var answerProposalSQL = store.SQL("casework.answerProposal", `
	UPDATE case_proposal SET answer = $2, said = $3, answered_on = $4, answered_by = $5, answered_at = $6 WHERE id = $1 AND answer = ''`)
