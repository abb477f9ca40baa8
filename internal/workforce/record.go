package workforce

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Record is what is kept about one person of the register: for her supervisor and herself.
type Record struct {
	Person
	Checks     []Check
	Sessions   []Supervision
	Expenses   []Expense
	Placements []Placement
	CheckIns   []Told
	Thanks     []Told
	Mine       bool // the reader's own
}

// Check is one that was made; Held is false for one that was replaced.
type Check struct {
	Kind      string
	On, Until clock.Date
	Detail    *seal.Value
	Current   bool
}

// Supervision is one that was held.
type Supervision struct {
	On   clock.Date
	Note *seal.Value
}

// Expense is one that was claimed.
type Expense struct {
	ID    string
	Kind  string
	On    clock.Date
	Pence int
	What  *seal.Value
	State string // claimed, approved, refused
}

// Placement is a student's time with the service.
type Placement struct {
	ID                 string
	Institution, Study string
	From, Until        clock.Date
	Supervisor         string // name
}

// mostOnRecord is how many lines of each kind a record shows, latest first.
const mostOnRecord = 50

// LoadRecord reads what is kept about somebody in a service's register. Her supervisor may, and she
// herself; nobody else can tell that there is anything. The opening is recorded. Fails with
// errs.NotFound.
func LoadRecord(ctx context.Context, v *gate.View, service string, account id.Account) (Record, error) {
	p, err := load(ctx, v, service, account)
	if err != nil {
		return Record{}, err
	}
	if err := v.Authorize(ctx, ActSeeRecord, gate.On{Folder: p.Folder}); err != nil {
		return Record{}, err
	}
	if err := p.traits(ctx, v); err != nil {
		return Record{}, err
	}
	r := Record{Person: p, Mine: v.Actor().Account() == account}
	var values []*seal.Value
	err = store.Each(ctx, v, recordSQL, func(scan store.Scan) error {
		var kind, row, code, state, name string
		var on, until clock.Date
		var pence int
		var box []byte
		if err := scan(&kind, &row, &code, &on, &until, &pence, &state, &name, &box); err != nil {
			return err
		}
		var said *seal.Value
		switch kind {
		case "check":
			said = checkDetail.Value(p.Folder, row, box)
			r.Checks = append(r.Checks, Check{Kind: code, On: on, Until: until, Detail: said, Current: state == ""})
		case "supervision":
			said = supervisionNote.Value(p.Folder, row, box)
			r.Sessions = append(r.Sessions, Supervision{On: on, Note: said})
		case "expense":
			said = expenseWhat.Value(p.Folder, row, box)
			r.Expenses = append(r.Expenses, Expense{ID: row, Kind: code, On: on, Pence: pence, What: said, State: state})
		case "checkin":
			said = checkInWords.Value(p.Folder, row, box)
			r.CheckIns = append(r.CheckIns, Told{ID: row, Account: account, Service: service, Answer: Feeling(code), Words: said, On: on, Spoken: until, By: name})
		case "thanks":
			said = thanksWords.Value(p.Folder, row, box)
			r.Thanks = append(r.Thanks, Told{ID: row, Account: account, Service: service, Words: said, On: on})
		case "placement":
			r.Placements = append(r.Placements, Placement{ID: row, Institution: code, Study: state, From: on, Until: until, Supervisor: name})
		}
		values = append(values, said)
		return nil
	}, p.ID, mostOnRecord)
	if err != nil {
		return Record{}, err
	}
	return r, v.Open(ctx, values...)
}

// Due is one thing that is missing, has ended or ends soon.
type Due struct {
	Account id.Account
	Name    string
	What    DueWhat
	Kind    string     // of a check: its key
	On      clock.Date // when it ends, is due or was claimed; empty: it is missing
}

// DueWhat says what sort of thing is due.
type DueWhat string

// What can be due.
const (
	DueCheck       DueWhat = "check"
	DueSupervision DueWhat = "supervision"
	DueExpense     DueWhat = "expense" // claimed, and waits for a decision
)

// DueIn lists what is missing, past or ends soon for everybody in a service's register, in the order
// of people, by the service's file: checks that hold no longer, supervision that is due, expenses that
// wait for a decision. Its supervisors may, and those who look after its volunteers.
func DueIn(ctx context.Context, v gate.Reader, s catalogue.Service, people []Person) ([]Due, error) {
	if err := v.Authorize(ctx, ActRegister, gate.On{Service: s.Key}); err != nil {
		return nil, err
	}
	held, err := HeldIn(ctx, v, s.Key, "")
	if err != nil {
		return nil, err
	}
	claimed := map[string]clock.Instant{}
	err = store.Each(ctx, v, claimedSQL, func(scan store.Scan) error {
		var person string
		var first clock.Instant
		err := scan(&person, &first)
		claimed[person] = first
		return err
	}, s.Key)
	if err != nil {
		return nil, err
	}
	soon := v.Now().Date().AddDays(s.Staff.WarnDays)
	var due []Due
	for _, p := range people {
		if p.ID == "" {
			continue // not in the register yet: the list says so
		}
		for _, c := range s.Staff.Checks {
			if until, made := held[p.Account][c.Key]; !made || !until.IsZero() && until <= soon {
				due = append(due, Due{Account: p.Account, Name: p.Name, What: DueCheck, Kind: c.Key, On: until})
			}
		}
		if !p.DueOn.IsZero() && p.DueOn <= v.Now().Date().AddDays(superviseSoon) {
			due = append(due, Due{Account: p.Account, Name: p.Name, What: DueSupervision, On: p.DueOn})
		}
		if first := claimed[p.ID]; first != 0 {
			due = append(due, Due{Account: p.Account, Name: p.Name, What: DueExpense, On: first.Date()})
		}
	}
	return due, nil
}

// superviseSoon is how long before it is due supervision is on the list: time to find an hour.
const superviseSoon = 7 // days

// recordSQL reads what is kept about one person ($1), the latest of each kind first.
var recordSQL = store.SQL("workforce.record", `
	SELECT kind, id, code, on_date, until_on, pence, state, name, box FROM (
		SELECT 'check' AS kind, id, kind AS code, done_on AS on_date, expires_on AS until_on, 0 AS pence,
			CASE WHEN replaced_at = 0 THEN '' ELSE 'replaced' END AS state, '' AS name, detail AS box, recorded_at AS at
		FROM workforce_check WHERE person_id = $1
		UNION ALL
		SELECT 'supervision', id, '', held_on, '', 0, '', '', note, recorded_at FROM workforce_supervision WHERE person_id = $1
		UNION ALL
		SELECT 'expense', id, kind, spent_on, '', pence, state, '', what, claimed_at FROM workforce_expense WHERE person_id = $1
		UNION ALL
		SELECT 'placement', p.id, p.institution, p.from_on, p.until_on, 0, p.study, COALESCE(w.name, ''), NULL, p.recorded_at
		FROM workforce_placement p LEFT JOIN identity_v_account w ON w.account_id = p.supervisor
		WHERE p.person_id = $1
		UNION ALL
		SELECT 'checkin', c.id, c.answer, c.said_on, c.spoken_on, 0, '', COALESCE(w.name, ''), c.words, c.said_at
		FROM workforce_checkin c LEFT JOIN identity_v_account w ON w.account_id = c.spoken_by
		WHERE c.person_id = $1
		UNION ALL
		SELECT 'thanks', id, '', said_on, '', 0, '', '', words, said_at FROM workforce_thanks WHERE person_id = $1
	) kept
	ORDER BY at DESC, id
	LIMIT 6 * $2`)

// claimedSQL is driven by workforce_expense_waiting.
var claimedSQL = store.SQL("workforce.claimed", `
	SELECT person_id, min(claimed_at) FROM workforce_expense WHERE service = $1 AND state = 'claimed' GROUP BY person_id`)
