package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Which says which cases a list is of.
type Which string

// The lists of cases.
const (
	Mine     Which = "mine"
	Unowned  Which = "unowned" // of one service: nobody has taken them
	Team     Which = "team"    // of one service: a colleague has them
	ClosedOf Which = "closed"  // of one service: the last that were closed
)

// ActList is for everybody who works with people, in the service they ask for.
var ActList = access.Declare("case.list", access.Policy{Roles: access.Casework})

// Flag is one of the two flags of a case, as a list is filtered by it.
type Flag string

// The flags. Closed cases are not filtered by them: nobody acts on the flag of a closed case.
const (
	AnyCase  Flag = ""
	HighRisk Flag = "risk"
	HighNeed Flag = "need"
)

// Query asks for one page of a list of cases.
type Query struct {
	Which   Which
	Flag    Flag
	Service string // not for Mine
	After   Place
}

// Place is where a page of a list ended. The zero value is the beginning.
type Place struct {
	Due    clock.Instant
	Closed clock.Date // instead of Due, of a list of closed cases
	ID     id.Case
}

// Row is a case in a list: initials, not a name.
type Row struct {
	Case     Case
	Initials *seal.Value
	Worker   string // initials
	Band     string // of the latest assessment; empty: none, or the reader is to score again without knowing it
}

// rowsOfPage is how many rows a page of a list holds.
const rowsOfPage = 25

// List reads one page of a list of cases, soonest due first, and says whether there is more. Everyone
// who works with people may, for their services; cases the actor may not see are not in it.
func List(ctx context.Context, v *gate.View, q Query) ([]Row, bool, error) {
	if err := v.Authorize(ctx, ActList, gate.On{Service: q.Service}); err != nil {
		return nil, false, err
	}
	s, subject, ok := q.statement(v.Actor().Account())
	if !ok {
		return nil, false, errs.New(errs.NotFound, "there is no such list")
	}
	rows, err := store.Collect(ctx, v, s, scanRow, subject, q.from(), q.After.ID, rowsOfPage+1, v.Actor().Account(), v.Now())
	if err != nil {
		return nil, false, err
	}
	more := len(rows) > rowsOfPage
	rows = rows[:min(len(rows), rowsOfPage)]
	return rows, more, openInitials(ctx, v, rows)
}

// from gives what a list is in order of, where the page before ended.
func (q Query) from() any {
	switch {
	case q.Which != ClosedOf:
		return q.After.Due
	case q.After.Closed == "":
		return afterAll
	}
	return q.After.Closed
}

// afterAll comes after every day: the latest of closed cases come first.
const afterAll clock.Date = "9999-12-31"

// openInitials opens what the people of a list are called, in one go.
func openInitials(ctx context.Context, v *gate.View, rows []Row) error {
	values := make([]*seal.Value, len(rows))
	for i, r := range rows {
		values[i] = r.Initials
	}
	return v.OpenWhatMay(ctx, values...)
}

func (q Query) statement(me id.Account) (store.Statement, string, bool) {
	s, there := lists[listOf{q.Which, q.Flag}]
	if q.Which == Mine {
		return s, string(me), there
	}
	return s, q.Service, there && q.Service != ""
}

func scanRow(scan store.Scan) (Row, error) {
	var r Row
	var name string
	var initials []byte
	c := &r.Case
	blind := false
	err := scan(c.into(&name, &initials, &r.Worker, &r.Band, &blind)...)
	c.Flags = c.Flags.toReader(blind)
	if blind {
		r.Band = ""
	}
	r.Initials = person.InitialsColumn.Value(c.Folder, name, initials)
	return r, err
}

// takenBlind says of a case c that the reader has taken it to score again: until she has, or gives it back, no list tells
// her what it was scored first, nor finds it by that. Driven by second_score_folder.
const (
	takenBlind = blindTo + `$5 AND s.ask_until_at > $6)`
	blindTo    = `EXISTS (SELECT 1 FROM assessment_v_to_score s WHERE s.folder_id = c.folder_id AND s.taken_by = ` // the reader, and now
)

// Every list is driven by one index of case_file; who may see the rows is a filter behind it. Those of one flag are
// driven by the flag's own index, so that a page of them stops too, and Mine by what one worker has.
const (
	listSelect = `
	SELECT ` + dueColumns + `,
		COALESCE(n.name_id, ''), n.initials, COALESCE(w.initials, ''),
		` + bandOf + `, ` + takenBlind + `
	FROM case_file c
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	LEFT JOIN identity_v_account w ON w.account_id = c.worker
	WHERE `
	listVisible = `
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $5 AND v.since_at <= $6 AND v.until_at > $6)`
	listFrom = ` AND (c.stage_due_at, c.id) > ($2, $3)` + listVisible + `
	ORDER BY c.stage_due_at, c.id LIMIT $4`
	listMine    = `c.worker = $1 AND c.state = 'open'`
	listUnowned = `c.service = $1 AND c.state = 'open' AND c.worker = ''`
	listTeam    = `c.service = $1 AND c.state = 'open' AND c.worker <> ''`
	ofHighRisk  = ` AND c.high_risk = true AND NOT ` + takenBlind
	ofHighNeed  = ` AND c.high_need = true`

	// The same two halves, said so that the planner takes the flag's index and not that of the half.
	flagUnowned = `c.service = $1 AND c.state = 'open' AND c.worker <= ''`
	flagTeam    = `c.service = $1 AND c.state = 'open' AND c.worker > ''`
)

// listOf names one list.
type listOf struct {
	which Which
	flag  Flag
}

var lists = map[listOf]store.Statement{
	{Mine, AnyCase}:     store.SQL("casework.listMine", listSelect+listMine+listFrom),
	{Mine, HighRisk}:    store.SQL("casework.listMineHighRisk", listSelect+listMine+ofHighRisk+listFrom),
	{Mine, HighNeed}:    store.SQL("casework.listMineHighNeed", listSelect+listMine+ofHighNeed+listFrom),
	{Unowned, AnyCase}:  store.SQL("casework.listUnowned", listSelect+listUnowned+listFrom),
	{Unowned, HighRisk}: store.SQL("casework.listUnownedHighRisk", listSelect+flagUnowned+ofHighRisk+listFrom),
	{Unowned, HighNeed}: store.SQL("casework.listUnownedHighNeed", listSelect+flagUnowned+ofHighNeed+listFrom),
	{Team, AnyCase}:     store.SQL("casework.listTeam", listSelect+listTeam+listFrom),
	{Team, HighRisk}:    store.SQL("casework.listTeamHighRisk", listSelect+flagTeam+ofHighRisk+listFrom),
	{Team, HighNeed}:    store.SQL("casework.listTeamHighNeed", listSelect+flagTeam+ofHighNeed+listFrom),
	// Driven by case_file_closed, from its end.
	{ClosedOf, AnyCase}: store.SQL("casework.listClosed", listSelect+`c.service = $1 AND c.state = 'closed' AND (c.closed_on, c.id) < ($2, $3)`+listVisible+`
	ORDER BY c.closed_on DESC, c.id DESC LIMIT $4`),
}
