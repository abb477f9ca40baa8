package store

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver "sqlite": no cgo, and it binds $N by number as PostgreSQL does

	"goldenthread/internal/errs"
)

// sqliteEngine is one file with one writer and a few readers.
type sqliteEngine struct {
	path    string
	o       Options
	hook    func(context.Context, *Unit) error
	connect func(dsn string) (*sql.DB, error) // a test puts a failing disk here

	writer  *writer
	readers readers
	closed  chan struct{}
	tape    atomic.Pointer[tape] // what the connections that read write their statements on, while somebody records
}

// readers are the connections that read, so many at once. The one used last is taken first: its statements are prepared,
// and of the file it remembers what nobody has changed since. One more is opened only when all are in use.
type readers struct {
	slots chan struct{} // one for each that may be in use
	mu    sync.Mutex
	idle  []*reading // the last was used last
}

// take waits for a slot and gives an idle connection, or nil where one is to be opened.
func (r *readers) take(ctx context.Context, closed <-chan struct{}) (*reading, error) {
	select {
	case <-closed:
		return nil, errClosed()
	case <-ctx.Done():
		return nil, cancelled(ctx)
	case <-r.slots:
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.idle) == 0 {
		return nil, nil
	}
	last := r.idle[len(r.idle)-1]
	r.idle = r.idle[:len(r.idle)-1]
	return last, nil
}

// put gives a slot back, with the connection unless it is nil.
func (r *readers) put(one *reading) {
	if one != nil {
		r.mu.Lock()
		r.idle = append(r.idle, one)
		r.mu.Unlock()
	}
	r.slots <- struct{}{}
}

// reading is one connection that can only read.
type reading struct {
	pool *sql.DB
	link *link
}

func openSQLite(ctx context.Context, path string, o Options, hook func(context.Context, *Unit) error) (engine, error) {
	return openSQLiteWith(ctx, path, o, hook, func(dsn string) (*sql.DB, error) { return sql.Open("sqlite", dsn) })
}

func openSQLiteWith(ctx context.Context, path string, o Options, hook func(context.Context, *Unit) error, connect func(string) (*sql.DB, error)) (*sqliteEngine, error) {
	path = strings.TrimPrefix(path, "//")
	if path == "" || strings.Contains(path, ":memory:") {
		return nil, errs.New(errs.Invalid, "the database address needs a file: sqlite:/path/to/file.db")
	}
	if err := reserve(path); err != nil {
		return nil, err
	}
	if o.Readers == 0 {
		o.Readers = 4
	}
	e := &sqliteEngine{path: path, o: o, hook: hook, connect: connect, closed: make(chan struct{})}
	e.readers.slots = make(chan struct{}, o.Readers)
	for range o.Readers {
		e.readers.slots <- struct{}{}
	}
	w, err := newWriter(ctx, e)
	if err != nil {
		return nil, err
	}
	e.writer = w
	return e, nil
}

// cacheSize is what each connection may keep of the database in memory, in KiB below 0: SQLite's own 2 MB
// is read again and again by an import whose indexes are larger.
const cacheSize = "cache_size(-16384)"

// reserve makes the file if it is not there, so that nobody but this program's user can read it.
// SQLite gives the files beside it the same rights.
func reserve(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return errs.Wrap(errs.Invalid, "the database file cannot be opened: make its folder and give this user the right to write there", err)
	}
	return f.Close()
}

func (e *sqliteEngine) name() string { return SQLite }

// dsn gives the address of the file with the settings every connection needs. busy_timeout comes
// first, so that it holds for the settings after it. Without recursive_triggers INSERT OR REPLACE would
// delete rows past the triggers that forbid it.
func (e *sqliteEngine) dsn(more ...string) string {
	pragmas := append([]string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "recursive_triggers(1)", cacheSize}, more...)
	q := url.Values{"_txlock": {"immediate"}, "_dqs": {"0"}}
	for _, p := range pragmas {
		q.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: e.path}).EscapedPath(), RawQuery: q.Encode()}).String()
}

// open opens one connection of its own.
func (e *sqliteEngine) open(ctx context.Context, more ...string) (*reading, error) {
	pool, err := e.connect(e.dsn(more...))
	if err != nil {
		return nil, sqliteFault("open", err)
	}
	pool.SetMaxOpenConns(1)
	conn, err := pool.Conn(ctx)
	if err != nil {
		pool.Close()
		return nil, sqliteFault("open", err)
	}
	return &reading{pool: pool, link: &link{conn: conn, kept: map[string]*sql.Stmt{}, fault: sqliteFault}}, nil
}

func (r *reading) close() {
	r.link.close() // a failure to close leaves nothing to mend
	r.pool.Close()
}

func (e *sqliteEngine) write(ctx context.Context, lane Lane, fn func(context.Context, *Unit) error) error {
	return e.writer.submit(ctx, lane, fn)
}

func (e *sqliteEngine) read(ctx context.Context, fn func(context.Context, *Snapshot) error) error {
	r, err := e.readers.take(ctx, e.closed)
	if err != nil {
		return err
	}
	keep := false
	defer func() {
		if !keep && r != nil {
			r.close()
			r = nil
		}
		e.readers.put(r)
	}()
	if r == nil {
		if r, err = e.open(ctx, "query_only(1)"); err != nil {
			return err
		}
	}
	r.link.tape = e.tape.Load()
	clean := context.WithoutCancel(ctx)
	if err := r.link.control(clean, "BEGIN"); err != nil {
		return sqliteFault("begin", err)
	}
	s := &session{link: r.link, engine: SQLite}
	err = s.end(guard(func() error { return fn(inside(ctx), &Snapshot{s}) }, func(error) { s.ended.Store(true) }))
	// A connection that was interrupted, or that cannot end its transaction, is not used again.
	keep = r.link.control(clean, "ROLLBACK") == nil && s.poison == nil && ctx.Err() == nil
	return err
}

func (e *sqliteEngine) check(ctx context.Context, text string) error {
	r, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if _, err := r.link.prepare(ctx, text); err != nil {
		return sqliteFault("check", err)
	}
	return nil
}

func (e *sqliteEngine) close() error {
	if !e.writer.stop() {
		return nil
	}
	close(e.closed)
	for range e.o.Readers {
		<-e.readers.slots
	}
	for _, r := range e.readers.idle {
		r.close()
	}
	return nil
}

func errClosed() error { return errs.New(errs.Unavailable, "the database is closed") }

// cancelled says that a request ended before its work was begun or done.
func cancelled(ctx context.Context) error {
	return errs.Wrap(errs.Unavailable, "the request ended before the work was done; nothing was changed", context.Cause(ctx))
}
