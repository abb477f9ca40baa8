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
	"goldenthread/internal/mail"
	"goldenthread/internal/report"
	"goldenthread/internal/seal"
	"goldenthread/internal/setup"
	"goldenthread/internal/store"
	"goldenthread/internal/web"
)

// Config says where a partnership's data is and how the program runs on it.
type Config struct {
	Data     string      // the data folder; made when it does not exist
	Database string      // address of a PostgreSQL database; empty: SQLite in the data folder
	Clock    clock.Clock // nil: the machine's
	Log      *slog.Logger
	Demo     bool // a demonstration: nobody in the data is real
	Begun    bool // the partnership was begun before: no other data is opened
	// Unhurried lifts the limit on how fast one session may ask for pages: for the bench.
	Unhurried bool
	Front     web.Front // the proxy in front of the pages, if there is one
	// Mail is where letters to staff are handed over; the zero value is nowhere, and then none is queued.
	Mail   mail.Server
	Origin string // where visitors find the pages, for letters; empty: letters name no address

	restoring bool // what is opened comes out of a backup, and takes its place in the folder afterwards
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
// other way round; with errs.Invalid when [Config.Begun] is said of data in which no partnership was begun; and with errs.Unavailable when
// the folder has no key ring and the database's records are sealed. Then nothing was made in the folder.
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
	if err := a.wasMade(ctx); err != nil {
		return nil, err
	}
	if err := a.DB.Migrate(ctx, Schemas()...); err != nil {
		return nil, err
	}
	if err := a.keepApart(ctx); err != nil {
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
	if err := a.Gate.SetCeilings(ctx); err != nil {
		return nil, err
	}
	a.Jobs = job.NewWorker(a.Gate, c.Log)
	a.effects()
	a.lists()
	a.staffing()
	return a, nil
}

// Close closes the database.
func (a *App) Close() error { return a.DB.Close() }

// prepare looks at the data folder, and makes it where the database lies in it. A key ring may be that of real records in a database elsewhere, so that a
// demonstration is refused beside one that is not a demonstration's.
func (c Config) prepare() error {
	if c.Demo && !c.restoring && !IsDemonstration(c.Data) && c.holdsOneOf("ring.json") {
		return errs.New(errs.Conflict, "this data folder holds the keys of real records: "+ofItsOwn)
	}
	if c.Database == "" {
		return c.makeFolder()
	}
	return nil
}

func (c Config) makeFolder() error {
	err := os.MkdirAll(c.path("keys", "second"), 0o700)
	return errs.Wrap(errs.Unavailable, "the data folder can't be made: look at what --data says, and at whose folder it would stand in", err)
}

// wasMade refuses a database without any table where one is asked for that was begun before.
func (a *App) wasMade(ctx context.Context) error {
	if !a.Config.Begun {
		return nil
	}
	made, err := a.DB.Made(ctx)
	if err == nil && !made {
		err = errNeverBegun
	}
	return err
}

var errNeverBegun = errs.New(errs.Invalid, "in this database nothing was ever begun: look at what --database and --data say. A new partnership begins with user add or agency add")

// keepApart holds demonstrations and real data apart, before any key is touched. What the database says decides; the
// mark in the folder is only for whoever looks at the folder, and for a database that was not used yet.
func (a *App) keepApart(ctx context.Context) error {
	c := a.Config
	kind, err := kindOf(ctx, a.DB)
	if err != nil {
		return err
	}
	marked := IsDemonstration(c.Data)
	switch {
	case c.Demo && kind == setup.Real:
		return errs.New(errs.Conflict, "this partnership's records are real: "+ofItsOwn)
	case !c.Demo && (kind == setup.Demonstration || kind == setup.Unsaid && marked):
		return errs.New(errs.Conflict, "this data is a demonstration: start it with the command demo, or name another folder and database")
	case c.Begun && kind == setup.Unsaid:
		return errNeverBegun
	}
	if err := a.keysThere(ctx); err != nil {
		return err
	}
	if err := c.makeFolder(); err != nil {
		return err
	}
	if c.Demo && !marked && !c.restoring {
		return c.markDemonstration()
	}
	return nil
}

// keysThere refuses a folder without a key ring beside a database whose records are sealed: a ring made there would open none of them.
func (a *App) keysThere(ctx context.Context) error {
	if a.Config.holdsOneOf("ring.json") {
		return nil
	}
	return a.DB.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
		sealed, err := seal.InUse(ctx, s)
		if err == nil && sealed {
			err = errs.New(errs.Unavailable, "the data folder has no key ring, and the records of the database do not open without theirs: "+
				"look at what --data says, or put back the folder keys that was kept apart")
		}
		return err
	})
}

// ofItsOwn ends whatever refuses to bring real records and a demonstration together.
const ofItsOwn = "a demonstration and real records need a folder, and a database, of their own each"

func (c Config) markDemonstration() error {
	return seal.WriteDurably(c.path(demonstrationMark), []byte("Nobody in this folder is real.\n"))
}

func kindOf(ctx context.Context, db *store.DB) (kind setup.Kind, err error) {
	err = db.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
		kind, err = setup.KindOf(ctx, s)
		return err
	})
	return kind, err
}

// Prepare is the command that makes the data ready for the services of the catalogue, at every start.
func (a *App) Prepare() setup.Prepare {
	return setup.Prepare{Services: a.Catalogue.Services(), Demonstration: a.Config.Demo}
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

// HasData tells whether a folder holds an SQLite database of the program.
func HasData(data string) bool {
	_, err := os.Stat(filepath.Join(data, "goldenthread.db"))
	return err == nil
}

// IsDemonstration tells whether a data folder is marked as a demonstration. [Open] asks the database.
func IsDemonstration(data string) bool {
	_, err := os.Stat(filepath.Join(data, demonstrationMark))
	return err == nil
}
