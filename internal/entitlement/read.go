package entitlement

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Page is what is due to one person, and what was.
type Page struct {
	Standing Standing
	Dues     []Due // open ones first, soonest first; then what is settled, latest first
}

// Due is one thing that is due to somebody, or was.
type Due struct {
	ID       string
	Folder   id.Folder
	Right    string
	Provider string
	Happened clock.Date
	Enhanced bool
	On       clock.Date // by when; empty: the code gives no number of days
	State    State
	Settled  clock.Date
	Why      *seal.Value
	Version  int
	Chases   []Asking // oldest first
}

// Asking is one time the provider was asked.
type Asking struct {
	ID         string
	On         clock.Date
	Asked      *seal.Value
	Answer     *seal.Value
	AnsweredOn clock.Date
}

// mostDues is how many one page holds.
const mostDues = 100

// Load reads what is due to the person of a folder, in three statements. Those who do casework and see her
// plan may.
func Load(ctx context.Context, v *gate.View, f id.Folder) (Page, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: f}); err != nil {
		return Page{}, err
	}
	var p Page
	var err error
	if p.Standing, err = standingOf(ctx, v, f); err != nil {
		return Page{}, err
	}
	if p.Dues, err = store.Collect(ctx, v, duesSQL, scanDue, f, mostDues); err != nil {
		return Page{}, err
	}
	at := map[string]int{}
	var values []*seal.Value
	for i, d := range p.Dues {
		at[d.ID] = i
		values = append(values, d.Why)
	}
	err = store.Each(ctx, v, chasesSQL, func(scan store.Scan) error {
		var c Asking
		var due string
		var asked, answer []byte
		if err := scan(&c.ID, &due, &c.On, &asked, &answer, &c.AnsweredOn); err != nil {
			return err
		}
		c.Asked, c.Answer = whatAsked.Value(f, c.ID, asked), whatAnswered.Value(f, c.ID, answer)
		values = append(values, c.Asked, c.Answer)
		if i, ok := at[due]; ok {
			p.Dues[i].Chases = append(p.Dues[i].Chases, c)
		}
		return nil
	}, f)
	if err != nil {
		return Page{}, err
	}
	return p, v.OpenWhatMay(ctx, values...)
}

func scanDue(scan store.Scan) (Due, error) {
	var d Due
	var why []byte
	err := scan(&d.ID, &d.Folder, &d.Right, &d.Provider, &d.Happened, &d.Enhanced, &d.On, &d.State, &d.Settled, &why, &d.Version)
	d.Why = whyNot.Value(d.Folder, d.ID, why)
	return d, err
}

const dueColumns = `id, folder_id, right_key, provider, happened_on, enhanced, due_on, state, settled_on, why, version`

var duesSQL = store.SQL("entitlement.dues", `
	SELECT `+dueColumns+` FROM code_due WHERE folder_id = $1
	ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, CASE WHEN state = 'open' THEN due_on ELSE '' END, settled_on DESC, id
	LIMIT $2`)

// movingDueSQL lists what a new standing moves: what is open, and what fell away because it was no crime.
var movingDueSQL = store.SQL("entitlement.movingDue", `
	SELECT `+dueColumns+` FROM code_due WHERE folder_id = $1 AND state IN ('open', 'not due') ORDER BY due_on, id`)

var chasesSQL = store.SQL("entitlement.chases", `
	SELECT id, due_id, chased_on, asked, answer, answered_on FROM code_chase WHERE folder_id = $1 ORDER BY at, id`)
