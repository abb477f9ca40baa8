package report

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Remark is what is said of a table of a return.
type Remark struct {
	Table    string        `json:"table"`
	InReturn bool          `json:"in_return"` // part of the return, and handed in with it; otherwise it stands beside: a question, an answer
	Body     string        `json:"body"`
	By       string        `json:"by"` // initials
	At       clock.Instant `json:"at"`
}

// ActRemark is writing beside a return: those who run the service explain, those who pay for it ask.
var ActRemark = access.Declare("report.remark", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator, access.CommissioningOfficer, access.Commissioner}})

// ActCommentary is writing what is part of a return: those who hand it in do.
var ActCommentary = access.Declare("report.commentary", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator}})

// Write writes beside a table of a return. Supervisors, administrators, commissioning officers and
// commissioners of the service may. Commentary and the case study are part of the return, stand in its check code and are
// written by supervisors and administrators. A remark is about figures and names nobody; it is never changed: the
// next takes its place, and the earlier stays to be read.
//
// Fails like [Make], with errs.NotFound when the return has no such table or asks for no case study, and errs.Invalid when nothing was
// written, it holds a reference or a telephone number, or nobody says of a case study that nobody in it may be
// recognised. Records Remarked. Practice, part 3.11.
type Write struct {
	Make
	Table    string // or CaseStudy
	Body     string
	InReturn bool
	Nobody   bool // of a case study: nobody in it may be recognised
}

// Remarked says that somebody wrote beside a table.
type Remarked struct {
	Report string     `json:"report"`
	From   clock.Date `json:"from"`
	Table  string     `json:"table"`
	Remark string     `json:"remark"`

	InReturn bool `json:"in_return"`
}

// EventKind names the event.
func (Remarked) EventKind() string { return "report.remarked" }

// Run writes it.
func (w Write) Run(ctx context.Context, tx *gate.Tx) (Remark, error) {
	study := w.Table == CaseStudy
	act := ActRemark
	if w.InReturn || study {
		w.InReturn, act = true, ActCommentary
	}
	d, p, _, err := w.prepare(ctx, tx, act)
	if err != nil {
		return Remark{}, err
	}
	if _, ok := d.table(w.Table); !ok && (!study || !d.CaseStudy) {
		return Remark{}, errs.New(errs.NotFound, "there is no such table in the return")
	}
	body := strings.TrimSpace(w.Body)
	var bad errs.Fields
	switch {
	case body == "":
		bad.Add("body", "Write what is to be read beside the table")
	case tooLong(body) != nil:
		bad.Add("body", "Write at most 4,000 characters")
	case id.TellsOfSomebody(body):
		bad.Add("body", "Leave out references and telephone numbers: everyone who reads the return reads this")
	}
	if study && !w.Nobody {
		bad.Add("nobody", "Read it through, and tick this when nobody in it could be recognised")
	}
	if err := bad.Err(); err != nil {
		return Remark{}, err
	}
	remark := tx.NewID()
	if _, err := store.Exec(ctx, tx, writeSQL, remark, d.Key, p.From, p.To, w.Table, w.InReturn, body, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return Remark{}, err
	}
	tx.Record(Remarked{Report: d.Key, From: p.From, Table: w.Table, Remark: remark, InReturn: w.InReturn})
	return Remark{Table: w.Table, InReturn: w.InReturn, Body: body, At: tx.Now()}, nil
}

var writeSQL = store.SQL("report.write", `
	INSERT INTO report_remark (id, report, from_on, to_on, table_id, in_return, body, by_account, written_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

// remarksSQL lists what was written beside a table, latest first. Driven by report_remark_return, in its order.
var remarksSQL = store.SQL("report.remarks", `
	SELECT m.table_id, m.in_return, m.body, COALESCE(a.initials, ''), m.written_at
	FROM report_remark m
	LEFT JOIN identity_v_fact_account a ON a.account_id = m.by_account
	WHERE m.report = $1 AND m.from_on = $2 AND m.to_on = $3 AND m.table_id = $4
	ORDER BY m.written_at DESC, m.id DESC
	LIMIT 500`)

// latestRemarksSQL gives the last that was written for each table, and the last beside it. Driven by report_remark_return.
var latestRemarksSQL = store.SQL("report.latestRemarks", `
	SELECT m.table_id, m.in_return, m.body, COALESCE(a.initials, ''), m.written_at
	FROM report_remark m
	LEFT JOIN identity_v_fact_account a ON a.account_id = m.by_account
	WHERE m.report = $1 AND m.from_on = $2 AND m.to_on = $3
		AND NOT EXISTS (SELECT 1 FROM report_remark n WHERE n.report = m.report AND n.from_on = m.from_on AND n.to_on = m.to_on
			AND n.table_id = m.table_id AND n.in_return = m.in_return AND (n.written_at, n.id) > (m.written_at, m.id))
	ORDER BY m.table_id, m.in_return`)

// Remarks lists what was written beside a table of a return and its period, latest first, at most 500. Those who
// may read the return may.
func Remarks(ctx context.Context, v gate.Reader, made Report, table string) ([]Remark, error) {
	if err := made.readable(ctx, v); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, remarksSQL, scanRemark, made.Key, made.Period.From, made.Period.To, table)
}

// latestRemarks gives the last that was written for each table of a return and its period, and the last beside it.
func latestRemarks(ctx context.Context, q store.Reader, report string, p Period) ([]Remark, error) {
	return store.Collect(ctx, q, latestRemarksSQL, scanRemark, report, p.From, p.To)
}

func scanRemark(scan store.Scan) (Remark, error) {
	var m Remark
	err := scan(&m.Table, &m.InReturn, &m.Body, &m.By, &m.At)
	return m, err
}
