// Package gatetest gives tests a real gate over a real database, with a clock that is set by hand
// and people with roles.
package gatetest

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/seal/sealtest"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// Start is when the tests' clock starts: Thursday 19 November 2026, 09:24 in London.
var Start = clock.NewDate(2026, 11, 19).At(9, 24)

// Schemas are the tables every gate needs, and those given.
func Schemas(more ...store.Schema) []store.Schema {
	return append([]store.Schema{audit.Schema, seal.Schema, gate.Schema}, more...)
}

// Fixture is a gate and its parts.
type Fixture struct {
	Gate  *gate.Gate
	DB    *store.DB
	Keys  *seal.Keys
	Log   *audit.Log
	Clock *clock.Manual
}

// BothEngines runs a test with a fresh gate on each engine.
func BothEngines(t *testing.T, more []store.Schema, fn func(t *testing.T, f *Fixture)) {
	t.Helper()
	storetest.BothEngines(t, Schemas(more...), func(t *testing.T, db *store.DB) { fn(t, New(t, db)) })
}

// New makes a gate over a migrated database.
func New(t testing.TB, db *store.DB) *Fixture {
	t.Helper()
	clk := clock.NewManual(Start)
	keys, err := seal.Start(t.Context(), db, sealtest.Ring(), clk)
	if err != nil {
		t.Fatalf("starting the keys: %v", err)
	}
	log, err := audit.Start(t.Context(), db, clk, "test")
	if err != nil {
		t.Fatalf("starting the audit log: %v", err)
	}
	g := gate.New(gate.Parts{DB: db, Keys: keys, Log: log, Clock: clk})
	if err := g.SetCeilings(t.Context()); err != nil {
		t.Fatalf("writing what roles can be shown: %v", err)
	}
	return &Fixture{Gate: g, DB: db, Keys: keys, Log: log, Clock: clk}
}

var actSetUp = access.Declare("test.set up", access.Policy{Systems: []string{"test"}})

// setUp is the event of what a test arranges.
type setUp struct{ Membership id.Membership }

// EventKind names it in the log.
func (setUp) EventKind() string { return "test.set up" }

// As gives a context in which an account with a role acts. The membership is a real row.
func (f *Fixture) As(t testing.TB, account id.Account, m access.Membership) context.Context {
	t.Helper()
	ctx := f.System(t, "test")
	_, err := gate.Write(ctx, f.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Membership, error) {
		if err := tx.Authorize(ctx, actSetUp, gate.On{}); err != nil {
			return "", err
		}
		membership, err := tx.AddMembership(ctx, gate.NewMembership{
			Account: account, Role: m.Role, Agency: m.Agency, Team: m.Team, Service: m.Service,
		})
		tx.Record(setUp{membership})
		return membership, err
	})
	if err != nil {
		t.Fatalf("giving %s the role %s: %v", account, m.Role, err)
	}
	return access.WithActor(t.Context(), access.NewPerson(account, "session", []access.Membership{m}))
}

// System gives a context in which a part of the system acts.
func (f *Fixture) System(t testing.TB, name string) context.Context {
	t.Helper()
	return access.WithActor(t.Context(), access.NewSystem(name, ""))
}

// Nobody gives a context in which an unknown visitor acts.
func (f *Fixture) Nobody(t testing.TB) context.Context {
	t.Helper()
	return access.WithActor(t.Context(), access.Anonymous())
}
