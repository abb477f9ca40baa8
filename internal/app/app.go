package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	files "goldenthread/catalogue"
	"goldenthread/internal/audit"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/job"
	"goldenthread/internal/report"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Config says where a partnership's data is and how the program runs on it.
type Config struct {
	Data     string      // the data folder; made when it does not exist
	Database string      // address of a PostgreSQL database; empty: SQLite in the data folder
	Clock    clock.Clock // nil: the machine's
	Log      *slog.Logger
	Demo     bool // a demonstration: nobody in the data is real
	// Unhurried lifts the limit on how fast one session may ask for pages: for the bench.
	Unhurried bool
}

// App is the program over one partnership's data.
type App struct {
	Config    Config
	DB        *store.DB
	Keys      *seal.Keys
	Log       *audit.Log
	Gate      *gate.Gate
	Catalogue *catalogue.Set
	Reports   *report.Book
	Rules     identity.Rules
	Jobs      *job.Worker
}

// demonstrationMark is the file that says a data folder is a demonstration.
const demonstrationMark = "demonstration"

// Open opens the data folder, brings its tables up to date and makes the parts. Whoever calls it
// calls Close.
//
// Fails with errs.Conflict when a demonstration is asked for in a folder that is not one, or the
// other way round.
func Open(ctx context.Context, c Config) (_ *App, err error) {
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.NewJSONHandler(os.Stderr, nil))
	}
	if err := c.prepare(); err != nil {
		return nil, err
	}
	a := &App{Config: c, Rules: identity.DefaultRules()}
	if a.Catalogue, err = catalogue.Load(files.FS); err != nil {
		return nil, err
	}
	if a.Reports, err = report.OpenBook(files.FS, a.Catalogue); err != nil {
		return nil, err
	}
	if a.DB, err = store.Open(ctx, c.url(), store.Options{Log: c.Log}); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.DB.Close())
		}
	}()
	if err := a.DB.Migrate(ctx, Schemas()...); err != nil {
		return nil, err
	}
	ring, err := seal.OpenRing(c.path("keys", "ring.json"), c.path("keys", "second", "ring.json"))
	if err != nil {
		return nil, err
	}
	if a.Keys, err = seal.Start(ctx, a.DB, ring, c.Clock); err != nil {
		return nil, err
	}
	if a.Log, err = audit.Start(ctx, a.DB, c.Clock, node()); err != nil {
		return nil, err
	}
	a.Gate = gate.New(gate.Parts{DB: a.DB, Keys: a.Keys, Log: a.Log, Clock: c.Clock})
	a.Jobs = job.NewWorker(a.Gate, c.Log)
	return a, nil
}

// Close closes the database.
func (a *App) Close() error { return a.DB.Close() }

// prepare makes the data folder and holds demonstrations and real data apart.
func (c Config) prepare() error {
	if err := os.MkdirAll(c.path("keys", "second"), 0o700); err != nil {
		return errs.Wrap(errs.Unavailable, "making the data folder", err)
	}
	_, err := os.Stat(c.path(demonstrationMark))
	is := err == nil
	_, err = os.Stat(c.path("goldenthread.db"))
	used := err == nil
	switch {
	case is && !c.Demo:
		return errs.New(errs.Conflict, "this data folder is a demonstration: start it with the command demo, or name another folder")
	case c.Demo && !is && used:
		return errs.New(errs.Conflict, "this data folder holds real records: a demonstration needs a folder of its own")
	case c.Demo && !is:
		return seal.WriteDurably(c.path(demonstrationMark), []byte("Nobody in this folder is real.\n"))
	}
	return nil
}

func (c Config) url() string {
	if c.Database != "" {
		return c.Database
	}
	return "sqlite:" + c.path("goldenthread.db")
}

func (c Config) path(elem ...string) string {
	return filepath.Join(append([]string{c.Data}, elem...)...)
}

// node names this machine in audit entries.
func node() string {
	name, err := os.Hostname()
	if err != nil {
		return "unnamed"
	}
	return name
}

// IsDemonstration tells whether a data folder is a demonstration.
func IsDemonstration(data string) bool {
	_, err := os.Stat(filepath.Join(data, demonstrationMark))
	return err == nil
}
