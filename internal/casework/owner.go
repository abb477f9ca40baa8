package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// OwnerOf gives who answers for cases of a service that wait: whoever acts or, for a part of the system, who has been
// a supervisor in the team that runs it for longest. It is a part of what brings cases in. Fails with errs.Invalid when
// the service has no supervisor.
func OwnerOf(ctx context.Context, v gate.Reader, service string) (id.Account, error) {
	if a := v.Actor(); a.Kind() == access.KindPerson {
		return a.Account(), nil
	}
	team, err := agency.TeamOf(ctx, v, service)
	if err != nil {
		return "", err
	}
	owner, found, err := store.Find(ctx, v, supervisorSQL, store.Value[id.Account],
		service, v.Now(), team.ID, team.Agency)
	if err == nil && !found {
		return "", errs.New(errs.Invalid, "the service has no supervisor to answer for cases that wait: add an account with that role first")
	}
	return owner, err
}

var supervisorSQL = store.SQL("casework.supervisor", `
	SELECT m.account_id
	FROM gate_v_membership m
	JOIN identity_v_account a ON a.account_id = m.account_id
	WHERE m.service = $1 AND m.role = 'supervisor' AND m.since_at <= $2 AND m.until_at > $2 AND a.status = 'active'
		AND (m.team_id = $3 OR m.team_id = '' AND m.agency_id = $4)
	ORDER BY m.since_at, m.account_id
	LIMIT 1`)
