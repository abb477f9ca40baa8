package agency

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// List gives the agencies of the partnership by name. Anyone signed in may.
func List(ctx context.Context, v gate.Reader) ([]Agency, error) {
	if err := v.Authorize(ctx, ActList, gate.On{}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, agenciesSQL, scanAgency)
}

// Teams gives the teams of the partnership by name. Anyone signed in may.
func Teams(ctx context.Context, v gate.Reader) ([]Team, error) {
	if err := v.Authorize(ctx, ActList, gate.On{}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, teamsSQL, scanTeam)
}

// TeamOf gives the team that runs a service. It takes no decision of its own: it is for use
// inside commands and reads that have taken theirs. Fails with errs.NotFound when nobody runs it.
func TeamOf(ctx context.Context, r store.Reader, service string) (Team, error) {
	t, found, err := store.Find(ctx, r, teamOfSQL, scanTeam, service)
	if err == nil && (!found || service == "") {
		return Team{}, errs.New(errs.NotFound, "no team runs that service")
	}
	return t, err
}

// TeamByID gives a team, for use inside commands and reads. Fails with errs.NotFound.
func TeamByID(ctx context.Context, r store.Reader, t id.Team) (Team, error) {
	team, found, err := store.Find(ctx, r, teamByIDSQL, scanTeam, t)
	if err == nil && !found {
		return Team{}, errs.New(errs.NotFound, "there is no such team")
	}
	return team, err
}

// ServicesOf lists the keys of the services that the teams of an agency run, for use inside commands
// and reads.
func ServicesOf(ctx context.Context, r store.Reader, a id.Agency) ([]string, error) {
	return store.Collect(ctx, r, servicesOfSQL, store.Value[string], a)
}

// ByID gives an agency, for use inside commands and reads. Fails with errs.NotFound.
func ByID(ctx context.Context, r store.Reader, a id.Agency) (Agency, error) {
	return one(ctx, r, agencyByIDSQL, a)
}

// ByKey gives the agency with a key, for use inside commands and reads. Fails with errs.NotFound.
func ByKey(ctx context.Context, r store.Reader, key string) (Agency, error) {
	return one(ctx, r, agencyByKeySQL, key)
}

func one(ctx context.Context, r store.Reader, s store.Statement, arg any) (Agency, error) {
	a, found, err := store.Find(ctx, r, s, scanAgency, arg)
	if err == nil && !found {
		return Agency{}, errs.New(errs.NotFound, "there is no such agency")
	}
	return a, err
}
