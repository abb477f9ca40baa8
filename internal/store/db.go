package store

import (
	"context"
	"log/slog"
	"strings"
	"sync"

	"goldenthread/internal/errs"
)

// The engines, as [DB.Engine] names them.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Lane says how urgent a write is.
type Lane int

const (
	// Interactive is for a person who waits.
	Interactive Lane = iota
	// Bulk is for imports and jobs, in chunks of at most 100 rows or 25 ms. It gives way to Interactive.
	Bulk
)

// Options are the few things that can be set on a database. The zero value is good.
type Options struct {
	// Readers is how many may read at once, on PostgreSQL how many may read or write: 4 and 12 when 0.
	Readers int
	// InsertOnly names tables whose rows can only be added, beside all whose names begin with
	// audit_entry. Migrate enforces it: by triggers on SQLite, by rights on PostgreSQL.
	InsertOnly []string
	// Log receives what an operator should know; slog's default when nil.
	Log *slog.Logger
}

// DB is an open database. It is safe for several goroutines.
type DB struct {
	engine engine
	mu     sync.Mutex
	hooks  []func(context.Context, *Unit) error
}

// engine is what differs between SQLite and PostgreSQL.
type engine interface {
	name() string
	write(ctx context.Context, lane Lane, fn func(context.Context, *Unit) error) error
	read(ctx context.Context, fn func(context.Context, *Snapshot) error) error
	migrate(ctx context.Context, plan *plan) error
	check(ctx context.Context, text string) error
	copyTo(ctx context.Context, path string) error
	close() error
}

// Open opens a database and checks that it can be used:
//
//	sqlite:/var/lib/goldenthread/main.db    made when it does not exist
//	postgres://user@host/name               must use the C collation and UTF-8
//
// Errors are errs.Invalid for an address or a database that cannot be used, errs.Unavailable for one
// that does not answer.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	db := &DB{}
	var err error
	switch scheme, rest, _ := strings.Cut(url, ":"); scheme {
	case "sqlite":
		db.engine, err = openSQLite(ctx, rest, o, db.hook)
	case "postgres", "postgresql":
		db.engine, err = openPostgres(ctx, url, o, db.hook)
	default:
		err = errs.New(errs.Invalid, "the database address must begin with sqlite: or postgres://")
	}
	if err != nil {
		return nil, err
	}
	return db, nil
}

// Engine tells which engine the database has: [SQLite] or [Postgres].
func (db *DB) Engine() string { return db.engine.name() }

// Write runs fn in a unit of work and returns nil when what fn wrote is durable. When fn fails, or
// panics, nothing is kept. fn may run twice, and runs on the caller's goroutine.
//
// Errors: fn's own; errs.Unavailable when the database cannot take the write or ctx ended before it
// began; errs.Internal for a panic.
func (db *DB) Write(ctx context.Context, lane Lane, fn func(context.Context, *Unit) error) error {
	if err := refuseInside(ctx); err != nil {
		return err
	}
	return db.engine.write(ctx, lane, fn)
}

// Read runs fn on one snapshot of the data. fn may run twice.
//
// Errors: fn's own; errs.Unavailable when the database does not answer or ctx ended; errs.Internal
// for a panic.
func (db *DB) Read(ctx context.Context, fn func(context.Context, *Snapshot) error) error {
	if err := refuseInside(ctx); err != nil {
		return err
	}
	return db.engine.read(ctx, fn)
}

// OnBatch has fn run inside each write transaction just before it commits: on SQLite once for all
// requests that commit together, on PostgreSQL once for each. When fn fails nothing is kept. Register
// before the first Write.
func (db *DB) OnBatch(fn func(context.Context, *Unit) error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.hooks = append(db.hooks, fn)
}

// hook runs what OnBatch registered.
func (db *DB) hook(ctx context.Context, u *Unit) error {
	db.mu.Lock()
	hooks := db.hooks
	db.mu.Unlock()
	for _, fn := range hooks {
		if err := fn(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// Close waits for the writes that have begun and closes the database. Later use is errs.Unavailable.
func (db *DB) Close() error { return db.engine.close() }
