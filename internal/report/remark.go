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

// Remark is what is said beside a table of a return.
type Remark struct {
	Table string
	Body  string
	By    string // initials
	At    clock.Instant
}

// ActRemark is writing beside a return: those who run the service explain, those who pay for it ask.
var ActRemark = access.Declare("report.remark", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator, access.CommissioningOfficer, access.Commissioner}})

// Write writes beside a table of a return. Supervisors, administrators, commissioning officers and
// commissioners of the service may. A remark is about figures and names nobody; it is never changed: the
// next takes its place, and the earlier stays to be read.
//
// Fails like [Make], with errs.NotFound when the return has no such table and errs.Invalid when nothing was
// written, or it holds a reference or a telephone number. Records Remarked. Practice, part 3.11.
type Write struct {
	Make
	Table string
	Body  string
}

// Remarked says that somebody wrote beside a table.
type Remarked struct {
	Report string     `json:"report"`
	From   clock.Date `json:"from"`
	Table  string     `json:"table"`
	Remark string     `json:"remark"`
}

// EventKind names the event.
func (Remarked) EventKind() string { return "report.remarked" }

// Run writes it.
func (w Write) Run(ctx context.Context, tx *gate.Tx) (Remark, error) {
	d, p, _, err := w.prepare(ctx, tx, ActRemark)
	if err != nil {
		return Remark{}, err
	}
	if _, ok := d.table(w.Table); !ok {
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
	if err := bad.Err(); err != nil {
		return Remark{}, err
	}
	remark := tx.NewID()
	if _, err := store.Exec(ctx, tx, writeSQL, remark, d.Key, p.From, p.To, w.Table, body, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return Remark{}, err
	}
	tx.Record(Remarked{Report: d.Key, From: p.From, Table: w.Table, Remark: remark})
	return Remark{Table: w.Table, Body: body, At: tx.Now()}, nil
}

var writeSQL = store.SQL("report.write", `
	INSERT INTO report_remark (id, report, from_on, to_on, table_id, body, by_account, written_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`)

// remarksSQL lists what was written beside a table, latest first. Driven by report_remark_return, in its order.
var remarksSQL = store.SQL("report.remarks", `
	SELECT m.table_id, m.body, COALESCE(a.initials, ''), m.written_at
	FROM report_remark m
	LEFT JOIN identity_v_fact_account a ON a.account_id = m.by_account
	WHERE m.report = $1 AND m.from_on = $2 AND m.to_on = $3 AND m.table_id = $4
	ORDER BY m.written_at DESC, m.id DESC
	LIMIT 500`)

// latestRemarksSQL gives the last that was written beside each table. Driven by report_remark_return.
var latestRemarksSQL = store.SQL("report.latestRemarks", `
	SELECT m.table_id, m.body, COALESCE(a.initials, ''), m.written_at
	FROM report_remark m
	LEFT JOIN identity_v_fact_account a ON a.account_id = m.by_account
	WHERE m.report = $1 AND m.from_on = $2 AND m.to_on = $3
		AND NOT EXISTS (SELECT 1 FROM report_remark n WHERE n.report = m.report AND n.from_on = m.from_on AND n.to_on = m.to_on
			AND n.table_id = m.table_id AND (n.written_at, n.id) > (m.written_at, m.id))
	ORDER BY m.table_id`)

// Remarks lists what was written beside a table of a return and its period, latest first, at most 500. Those who
// may read the return may.
func Remarks(ctx context.Context, v gate.Reader, made Report, table string) ([]Remark, error) {
	if err := made.readable(ctx, v); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, remarksSQL, scanRemark, made.Key, made.Period.From, made.Period.To, table)
}

// LatestRemarks gives the last that was written beside each table of a return and its period. Those who may read
// the return may.
func LatestRemarks(ctx context.Context, v gate.Reader, made Report) ([]Remark, error) {
	if err := made.readable(ctx, v); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, latestRemarksSQL, scanRemark, made.Key, made.Period.From, made.Period.To)
}

func scanRemark(scan store.Scan) (Remark, error) {
	var m Remark
	err := scan(&m.Table, &m.Body, &m.By, &m.At)
	return m, err
}
