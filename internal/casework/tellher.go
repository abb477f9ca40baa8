package casework

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// TellHer records that the person was told what was learned for them: what a meeting agreed, what another
// body said, how a hearing ended; or of what was passed on to another body without their agreement. Those who work on the case may. Records ToldHer.
type TellHer struct {
	Case id.Case
	Kind ItemKind // ItemAdvocacy, ItemUpdate, ItemCourt or ItemContribution
	Item string
	On   clock.Date
}

// ToldHer says that the person was told what was learned for them.
type ToldHer struct {
	Case   id.Case
	Folder id.Folder
	Kind   ItemKind
	Item   string
}

// EventKind names the event.
func (ToldHer) EventKind() string { return "case.told her" }

// Run records it.
func (t TellHer) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, t.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	tell, ok := map[ItemKind]store.Statement{ItemAdvocacy: toldAdvocacySQL, ItemUpdate: toldLiaisonSQL, ItemCourt: toldCourtSQL,
		ItemContribution: toldContributionSQL}[t.Kind]
	if !ok {
		return Case{}, gate.NoSuchRecord()
	}
	var bad errs.Fields
	happened(&bad, "on", t.On, tx.Now().Date(), "the day")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	n, err := store.Exec(ctx, tx, tell, t.Item, now.ID, t.On)
	if err != nil {
		return Case{}, err
	}
	if n == 0 {
		return Case{}, errs.New(errs.NotFound, "there is nothing of the kind to tell, or it was told already")
	}
	tx.Record(ToldHer{Case: now.ID, Folder: now.Folder, Kind: t.Kind, Item: t.Item})
	return now, nil
}

var toldAdvocacySQL = store.SQL("casework.toldAdvocacy", `
	UPDATE case_advocacy SET told_on = $3 WHERE id = $1 AND case_id = $2 AND told_on = ''`)

var toldLiaisonSQL = store.SQL("casework.toldLiaison", `
	UPDATE case_liaison SET told_on = $3 WHERE id = $1 AND case_id = $2 AND told_on = ''`)

var toldContributionSQL = store.SQL("casework.toldContribution", `
	UPDATE case_contribution SET told_on = $3 WHERE id = $1 AND case_id = $2 AND told_on = '' AND tell_by > 0`)

// Only an outcome has somebody to be told of it.
var toldCourtSQL = store.SQL("casework.toldCourt", `
	UPDATE case_court SET told_on = $3 WHERE id = $1 AND case_id = $2 AND told_on = '' AND tell_by > 0`)
