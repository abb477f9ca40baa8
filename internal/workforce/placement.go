package workforce

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// StartPlacement records a student's placement with the service: where she studies what, from when until when, and who
// looks after her (R212). Supervisors of the service may; she is in its register as a student.
//
// Fails with errs.Invalid field by field, also for days on which she has another placement: one that was recorded wrongly is taken away
// first, with [DropPlacement]. Records PlacementStarted.
type StartPlacement struct {
	Service     string
	Account     id.Account
	Institution string // "University of Westminster"
	Study       string // "Criminology, year 3"
	From, Until clock.Date
	Supervisor  id.Account
}

// PlacementStarted says that a student has a placement.
type PlacementStarted struct {
	Placement  string     `json:"placement"`
	Folder     id.Folder  `json:"folder"`
	Account    id.Account `json:"account"`
	Supervisor id.Account `json:"supervisor"`
	From       clock.Date `json:"from"`
	Until      clock.Date `json:"until"`
}

// EventKind names the event.
func (PlacementStarted) EventKind() string { return "staff.placement started" }

// Run records it and gives its id.
func (p StartPlacement) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActRegister, gate.On{Service: p.Service}); err != nil {
		return "", err
	}
	student, err := load(ctx, tx, p.Service, p.Account)
	if err != nil {
		return "", err
	}
	if err := p.check(ctx, tx, student); err != nil {
		return "", err
	}
	placement := tx.NewID()
	_, err = store.Exec(ctx, tx, addPlacementSQL, placement, student.ID, p.Service, p.Institution, p.Study, p.From, p.Until, p.Supervisor, tx.Now(), tx.Entry())
	if err != nil {
		return "", err
	}
	tx.Record(PlacementStarted{Placement: placement, Folder: student.Folder, Account: p.Account, Supervisor: p.Supervisor, From: p.From, Until: p.Until})
	return placement, nil
}

func (p StartPlacement) check(ctx context.Context, tx *gate.Tx, student Person) error {
	var bad errs.Fields
	if student.Engaged != Student {
		bad.Add("institution", "Only somebody who is in the register as a student has a placement")
	}
	for _, line := range []struct{ field, words, ask string }{
		{"institution", p.Institution, "Name the university or college"}, {"study", p.Study, "Say what is studied, and in which year"},
	} {
		if line.words == "" || len([]rune(line.words)) > longestLine {
			bad.Add(line.field, line.ask+", in at most 120 characters")
		}
	}
	if p.From.IsZero() {
		bad.Add("from", "Give the first day")
	}
	if p.Until.IsZero() || p.Until < p.From {
		bad.Add("until", "Give the last day, after the first")
	}
	if err := mayBeSupervisor(ctx, tx, &bad, p.Service, p.Account, p.Supervisor); err != nil {
		return err
	}
	if err := bad.Err(); err != nil {
		return err
	}
	other, overlaps, err := store.Find(ctx, tx, overlappingSQL, func(scan store.Scan) (days [2]clock.Date, err error) {
		err = scan(&days[0], &days[1])
		return days, err
	}, student.ID, p.From, p.Until)
	if overlaps {
		bad.Add("from", "They have a placement from "+other[0].Plain()+" to "+other[1].Plain()+" already: choose other days, or take that one away on their record first")
	}
	if err != nil {
		return err
	}
	return bad.Err()
}

// overlappingSQL gives the days of another placement of the same person that has a day in common. Driven by workforce_placement_person.
var overlappingSQL = store.SQL("workforce.overlapping", `
	SELECT from_on, until_on FROM workforce_placement WHERE person_id = $1 AND from_on <= $3 AND until_on >= $2 ORDER BY from_on LIMIT 1`)

var addPlacementSQL = store.SQL("workforce.addPlacement", `
	INSERT INTO workforce_placement (id, person_id, service, institution, study, from_on, until_on, supervisor, recorded_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
