package apptest

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
)

// Case is a case that a test brought about, with what leads to it.
type Case struct {
	ID        id.Case
	Reference id.Reference
	Referral  id.Referral
	Folder    id.Folder
	Person    id.Person
	Service   string
	Worker    id.Account
	Version   int // of the case as it was allocated
}

// holders is in which role somebody has a case of a service for which no case worker does.
var holders = map[string]access.Role{"asc": access.Coach}

// Holder gives the role in which somebody has the cases of a service.
func Holder(service string) access.Role {
	if role, ok := holders[service]; ok {
		return role
	}
	return access.CaseWorker
}

// Case has a service take somebody in, pick her up and give her to its worker.
func (a *App) Case(t testing.TB, service string) Case {
	t.Helper()
	return a.CaseOf(t, service, a.Somebody())
}

// CaseOf is [App.Case] for a person the test makes up.
func (a *App) CaseOf(t testing.TB, service string, who person.New) Case {
	t.Helper()
	taken := a.Take(t, a.Referral(t, service, who))
	c := Case{Reference: taken.Reference, Referral: taken.Referral, Folder: taken.Folder, Person: taken.Person,
		Service: service, Worker: a.Account(t, Holder(service), service)}
	supervisor := a.As(t, access.Supervisor, service)
	var err error
	c.ID, err = gate.Write(supervisor, a.Gate, "", casework.OpenCase{Referral: c.Referral, Service: a.Service(t, service)}.Run)
	if err != nil {
		t.Fatalf("picking up a referral of %s: %v", service, err)
	}
	a.Checked(t, c.Worker, service)
	allocated, err := gate.Write(supervisor, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (casework.Case, error) {
		return casework.Allocate{Case: c.ID, Version: 1, Service: a.Service(t, service), Worker: c.Worker, Role: Holder(service)}.Run(ctx, tx)
	})
	if err != nil {
		t.Fatalf("allocating a case of %s: %v", service, err)
	}
	c.Version = allocated.Version
	return c
}
