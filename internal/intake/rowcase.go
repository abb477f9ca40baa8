package intake

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// RowCase is the case that a row of a list came to, and who has it. The zero value: none.
type RowCase struct {
	State  string `json:"case,omitempty"`   // "open", "closed"
	Worker string `json:"worker,omitempty"` // the name of the member of staff who has or had it
	Owner  string `json:"owner,omitempty"`  // while it waits: who answers for it
	Waits  string `json:"waits,omitempty"`  // why
}

// Cases gives the cases of rows of a list after a row number, by row: of folders that the actor can open. Those who may
// mend its rows may; whoever else may see [Latest], as police liaison may, is told of none. Fails with errs.NotFound.
func Cases(ctx context.Context, v gate.Reader, b id.Batch, after, most int) (map[int]RowCase, error) {
	batch, err := batchFor(ctx, v, b)
	if err != nil || !v.Actor().HoldsAny(batch.Service, ActMend.Policy().Roles...) {
		return nil, err
	}
	return casesOf(ctx, v, b, after, most)
}

func casesOf(ctx context.Context, q gate.Reader, b id.Batch, after, most int) (map[int]RowCase, error) {
	found := map[int]RowCase{}
	return found, store.Each(ctx, q, rowCasesSQL, func(scan store.Scan) error {
		var no int
		var c RowCase
		err := scan(&no, &c.State, &c.Worker, &c.Owner, &c.Waits)
		found[no] = c
		return err
	}, b, after, most, reads(q), q.Now())
}

// takenIn counts the open cases of a list that its workers' caps count: those taken within its months, and all of them.
func takenIn(ctx context.Context, q store.Reader, b id.Batch, s catalogue.Service, today clock.Date) (map[id.Account]workforce.Tried, error) {
	taken := map[id.Account]workforce.Tried{}
	if s.Cap == nil {
		return taken, nil
	}
	_, months := s.Limit()
	return taken, store.Each(ctx, q, takenInSQL, func(scan store.Scan) error {
		var worker id.Account
		var t workforce.Tried
		err := scan(&worker, &t.Taken, &t.Open)
		taken[worker] = t
		return err
	}, b, workforce.Since(months, today))
}

var (
	rowCasesSQL = store.SQL("intake.rowCases", `
	SELECT i.row_no, c.state, COALESCE(a.name, ''), COALESCE(o.name, ''), COALESCE(w.reason, '')
	FROM intake_row i
	JOIN casework_v_case c ON c.referral_id = i.referral_id
	LEFT JOIN identity_v_account a ON a.account_id = c.worker
	LEFT JOIN casework_v_place w ON w.folder_id = c.folder_id AND w.left_at = 0
	LEFT JOIN identity_v_account o ON o.account_id = w.owner
	WHERE i.batch_id = $1 AND i.row_no > $2 AND i.outcome = 'accepted'
		AND (CAST($4 AS text) = '' OR EXISTS (SELECT 1 FROM gate_v_access v WHERE v.folder_id = c.folder_id AND v.account_id = $4
			AND v.since_at <= $5 AND v.until_at > $5))
	ORDER BY i.row_no
	LIMIT $3`)

	takenInSQL = store.SQL("intake.takenIn", `
	SELECT t.account_id, SUM(CASE WHEN t.taken_on >= $2 THEN 1 ELSE 0 END), COUNT(*)
	FROM intake_row i
	JOIN casework_v_case c ON c.referral_id = i.referral_id
	JOIN workforce_v_taken t ON t.case_id = c.case_id
	WHERE i.batch_id = $1
	GROUP BY t.account_id`)
)
