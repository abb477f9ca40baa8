package agency

import (
	"context"
	"strings"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// AddTeam gives an agency a team. The system administrator and the operator's command line may.
//
// Fails with errs.Invalid (field by field), errs.NotFound for an unknown agency, and errs.Conflict
// when the agency has a team of that key, or another team runs the service. Records TeamAdded.
type AddTeam struct {
	Agency  id.Agency
	Key     string
	Name    string
	Service string // key of the service it runs; empty: none
}

// TeamAdded says that an agency has a team.
type TeamAdded struct {
	Team    id.Team   `json:"team"`
	Agency  id.Agency `json:"agency"`
	Service string    `json:"service"`
}

// EventKind names the event.
func (TeamAdded) EventKind() string { return "agency.team added" }

// Run adds the team and gives its id.
func (c AddTeam) Run(ctx context.Context, tx *gate.Tx) (id.Team, error) {
	if err := tx.Authorize(ctx, ActAddTeam, gate.On{}); err != nil {
		return "", err
	}
	var bad errs.Fields
	checkKey(&bad, "key", c.Key)
	checkName(&bad, c.Name)
	if c.Service != "" {
		checkKey(&bad, "service", c.Service)
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	if _, err := ByID(ctx, tx, c.Agency); err != nil {
		return "", err
	}
	if err := c.checkFree(ctx, tx); err != nil {
		return "", err
	}
	added := id.Team(tx.NewID())
	_, err := store.Exec(ctx, tx, addTeamSQL, added, c.Agency, c.Key, strings.TrimSpace(c.Name), c.Service, tx.Entry())
	if err != nil {
		return "", err
	}
	tx.Record(TeamAdded{Team: added, Agency: c.Agency, Service: c.Service})
	return added, nil
}

// checkFree refuses a key the agency has given to a team already, and a service that has its team.
func (c AddTeam) checkFree(ctx context.Context, tx *gate.Tx) error {
	_, taken, err := store.Find(ctx, tx, teamByKeySQL, scanTeam, c.Agency, c.Key)
	if err != nil {
		return err
	}
	if taken {
		return errs.New(errs.Conflict, "this agency has a team with that key already: choose another key")
	}
	if c.Service == "" {
		return nil
	}
	_, taken, err = store.Find(ctx, tx, teamOfSQL, scanTeam, c.Service)
	if err != nil {
		return err
	}
	if taken {
		return errs.New(errs.Conflict, "another team runs that service already")
	}
	return nil
}
