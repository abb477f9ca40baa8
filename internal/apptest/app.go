package apptest

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// Start is when the clock of every test starts: Thursday 19 November 2026, 10:24 in London, within the
// hours of every service.
var Start = clock.NewDate(2026, 11, 19).At(10, 24)

// App is the program over a partnership of its own.
type App struct {
	*app.App
	Clock *clock.Manual
	Logs  *Logs // what the program wrote to its log

	teams     map[string]id.Team
	elsewhere place
	accounts  map[who]id.Account
	suspended map[string]id.Account // by service
	drawn     int                   // people made up so far
}

// BothEngines runs a test over an empty partnership on each engine.
func BothEngines(t *testing.T, fn func(t *testing.T, a *App)) {
	t.Helper()
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) { fn(t, New(t, engine)) })
	}
}

// New opens an empty partnership on an engine, with its people. It is closed and removed when the test ends.
func New(t testing.TB, engine string) *App {
	t.Helper()
	return open(t, app.Config{Data: t.TempDir(), Database: database(t, engine)}, access.Roles())
}

// Small is [New] on SQLite with people of a few roles only: for tests that open many partnerships.
func Small(t testing.TB, roles ...access.Role) *App {
	t.Helper()
	return open(t, app.Config{Data: t.TempDir()}, append(roles, access.CaseWorker))
}

// database gives the address the program is to use; "" is SQLite in its data folder, as for anybody else.
func database(t testing.TB, engine string) string {
	if engine == store.SQLite {
		return ""
	}
	return storetest.Address(t, engine, app.Schemas()...)
}

// open opens the program over an empty partnership, and brings people of some roles in. The clock and the
// log are the test's.
func open(t testing.TB, c app.Config, roles []access.Role) *App {
	t.Helper()
	a := &App{Clock: clock.NewManual(Start), Logs: &Logs{}}
	if c.Database == "" {
		storetest.Copy(t, filepath.Join(c.Data, "goldenthread.db"), store.Options{}, app.Schemas()...)
	}
	c.Clock, c.Log = a.Clock, slog.New(slog.NewTextHandler(a.Logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	a.open(t, c)
	ctx := a.System(t, "cli")
	if _, err := gate.Write(ctx, a.Gate, "", a.Prepare().Run); err != nil {
		t.Fatalf("preparing the services: %v", err)
	}
	a.people(t, ctx, roles)
	return a
}

// Reopen opens the program over another folder that holds the same people: a restored one.
func (a *App) Reopen(t testing.TB, c app.Config) *App {
	t.Helper()
	again := &App{Clock: a.Clock, Logs: a.Logs, teams: a.teams, elsewhere: a.elsewhere, accounts: a.accounts,
		suspended: a.suspended, drawn: a.drawn}
	c.Clock, c.Log = a.Config.Clock, a.Config.Log
	again.open(t, c)
	return again
}

func (a *App) open(t testing.TB, c app.Config) {
	t.Helper()
	opened, err := app.Open(t.Context(), c)
	if err != nil {
		t.Fatalf("opening the program: %v", err)
	}
	a.App = opened
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
}

// Services gives the keys of the services in force, in the catalogue's order.
func (a *App) Services() []string {
	var keys []string
	for _, s := range a.Catalogue.Services() {
		keys = append(keys, s.Key)
	}
	return keys
}

// Service gives a service's file.
func (a *App) Service(t testing.TB, key string) catalogue.Service {
	t.Helper()
	s, ok := a.Catalogue.Service(key)
	if !ok {
		t.Fatalf("there is no service %q in the catalogue", key)
	}
	return s
}

// System gives a context in which a part of the system acts.
func (a *App) System(t testing.TB, name string) context.Context {
	return access.WithActor(t.Context(), access.NewSystem(name, ""))
}

// Nobody gives a context in which an unknown visitor acts.
func (a *App) Nobody(t testing.TB) context.Context {
	return access.WithActor(t.Context(), access.Anonymous())
}

// aside are the tables that change by looking alone: who is signed in, tries, what is half typed, the
// memory of what was done, and the audit log itself. Drawers change with the keys in them, which are looked at.
var aside = []string{"audit_*", "write_done", "session", "known_device", "rate", "draft", "goose_*", "seal_drawer"}

// Digest gives a fingerprint of every table in which a change is a change. Two that are equal say that
// nothing was done between them but looking.
func (a *App) Digest(t testing.TB) map[string]string {
	t.Helper()
	return storetest.Digest(t, a.DB, aside...)
}

// Logs keeps what the program wrote to its log.
type Logs struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write takes what is logged.
func (l *Logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String gives all that was logged.
func (l *Logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
