package store

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"goldenthread/internal/errs"
)

// appRole is the role whose rights the application works with. It has no DDL.
const appRole = "goldenthread_app"

// maxRuns is how often a unit of work is run when PostgreSQL keeps finding it in conflict with others:
// about five seconds of waiting in all. Of many that ask for one thing at once (the last places under
// a cap) each run lets at least one through, and the waits draw the others apart.
const maxRuns = 24

// postgresEngine is one PostgreSQL database, or a cluster behind one address.
type postgresEngine struct {
	config *pgx.ConnConfig
	o      Options
	hook   func(context.Context, *Unit) error
	pool   *sql.DB
	fault  func(string, error) error
	bulk   chan struct{} // bulk writers at once: the rest of the pool is for people who wait

	indexes atomic.Pointer[map[string]string] // unique index -> "table.column,table.column"
}

func openPostgres(ctx context.Context, url string, o Options, hook func(context.Context, *Unit) error) (engine, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errs.New(errs.Invalid, "the database address is not one PostgreSQL understands") // err prints the address
	}
	if o.Readers == 0 {
		o.Readers = 12
	}
	e := &postgresEngine{config: config, o: o, hook: hook, bulk: make(chan struct{}, max(1, o.Readers/4))}
	e.fault = postgresFault(e.columns)
	e.pool = stdlib.OpenDB(*config, stdlib.OptionAfterConnect(dropRights))
	e.pool.SetMaxOpenConns(o.Readers)
	e.pool.SetMaxIdleConns(o.Readers)
	if err := e.examine(ctx); err != nil {
		e.pool.Close()
		return nil, err
	}
	return e, nil
}

// dropRights has a new connection work as the application's role, once Migrate has made it.
func dropRights(ctx context.Context, c *pgx.Conn) error {
	var member bool
	err := c.QueryRow(ctx, "SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = $1", appRole).Scan(&member)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return nil
	case err != nil:
		return err
	case !member:
		return errs.New(errs.Invalid, "this database user may not work as "+appRole+": have an administrator run GRANT "+appRole+" TO it")
	}
	_, err = c.Exec(ctx, "SET ROLE "+appRole)
	return err
}

// examine refuses a database in which text sorts or is kept otherwise than on SQLite.
func (e *postgresEngine) examine(ctx context.Context) error {
	var collation, encoding string
	err := e.pool.QueryRowContext(ctx,
		"SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()").Scan(&collation, &encoding)
	if err != nil {
		return e.fault("open", err)
	}
	if collation != "C" && collation != "POSIX" {
		return errs.New(errs.Invalid, "the database must use the C collation, so that lists sort alike everywhere: make it with CREATE DATABASE ... TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
	}
	if encoding != "UTF8" {
		return errs.New(errs.Invalid, "the database must keep text as UTF-8: make it with CREATE DATABASE ... TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
	}
	return e.learnIndexes(ctx)
}

func (e *postgresEngine) name() string { return Postgres }

func (e *postgresEngine) write(ctx context.Context, lane Lane, fn func(context.Context, *Unit) error) error {
	if lane == Bulk {
		select {
		case e.bulk <- struct{}{}:
			defer func() { <-e.bulk }()
		case <-ctx.Done():
			return cancelled(ctx)
		}
	}
	for run := 1; ; run++ {
		s, err := e.session(ctx, "BEGIN ISOLATION LEVEL SERIALIZABLE")
		if err != nil {
			return err
		}
		err = e.unit(ctx, s, fn)
		if err == nil {
			add(ctx, Counts{FsyncWaits: 1})
			return nil
		}
		if !again(err) && !again(s.poison) {
			return err
		}
		if run == maxRuns {
			if s.poison != nil {
				return s.poison
			}
			return err
		}
		s.uncount(ctx)
		if err := pause(ctx, run); err != nil {
			return err
		}
	}
}

// pause waits a little longer before each further run, each caller differently.
func pause(ctx context.Context, run int) error {
	limit := 2 * time.Millisecond << min(run, 8)
	t := time.NewTimer(rand.N(limit))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return cancelled(ctx)
	}
}

// unit runs fn and the hooks in a session that has begun, and ends it.
func (e *postgresEngine) unit(ctx context.Context, s *session, fn func(context.Context, *Unit) error) error {
	clean := context.WithoutCancel(ctx)
	committed := false
	end := func() {
		s.ended.Store(true)
		if !committed {
			_ = s.link.control(clean, "ROLLBACK") // when it fails the connection is broken, and the server rolls back
		}
		s.link.conn.Close()
	}
	defer end()
	u := &Unit{s: s}
	if err := s.end(guard(func() error { return fn(inside(ctx), u) }, func(error) {})); err != nil {
		return err
	}
	if err := runHook(countless(ctx), e.hook, &session{link: s.link, engine: Postgres}); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return cancelled(ctx)
	}
	if err := s.link.control(clean, "COMMIT"); err != nil {
		out := e.fault("commit", err)
		if !answered(err) {
			return errs.Wrap(errs.Unavailable, "the connection broke while saving; look whether the change is there before trying again", out)
		}
		return out
	}
	committed = true
	return nil
}

func (e *postgresEngine) read(ctx context.Context, fn func(context.Context, *Snapshot) error) error {
	for run := 1; ; run++ {
		s, err := e.session(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
		if err != nil {
			return err
		}
		err = e.snapshot(ctx, s, fn)
		if (!again(err) && !again(s.poison)) || run == maxRuns {
			return err
		}
		s.uncount(ctx)
		if err := pause(ctx, run); err != nil {
			return err
		}
	}
}

func (e *postgresEngine) snapshot(ctx context.Context, s *session, fn func(context.Context, *Snapshot) error) error {
	defer func() {
		s.ended.Store(true)
		_ = s.link.control(context.WithoutCancel(ctx), "ROLLBACK")
		s.link.conn.Close()
	}()
	return s.end(guard(func() error { return fn(inside(ctx), &Snapshot{s}) }, func(error) {}))
}

// session takes a connection and begins a transaction on it.
func (e *postgresEngine) session(ctx context.Context, begin string) (*session, error) {
	conn, err := e.pool.Conn(ctx)
	if err != nil {
		return nil, e.fault("connect", err)
	}
	l := &link{conn: conn, fault: e.fault}
	if err := l.control(ctx, begin); err != nil {
		conn.Close()
		return nil, e.fault("begin", err)
	}
	return &session{link: l, engine: Postgres}, nil
}

func (e *postgresEngine) check(ctx context.Context, text string) error {
	st, err := e.pool.PrepareContext(ctx, text)
	if err != nil {
		return e.fault("check", err)
	}
	return st.Close()
}

func (e *postgresEngine) close() error { return e.pool.Close() }

// learnIndexes names each unique index by its columns, as SQLite does, so that a program can tell with
// one text which rule was broken on either engine. An index over expressions keeps its own name.
func (e *postgresEngine) learnIndexes(ctx context.Context) error {
	rows, err := e.pool.QueryContext(ctx, `SELECT i.relname, string_agg(t.relname || '.' || a.attname, ',' ORDER BY k.place)
		FROM pg_index x
		JOIN pg_class i ON i.oid = x.indexrelid
		JOIN pg_class t ON t.oid = x.indrelid
		CROSS JOIN unnest(x.indkey) WITH ORDINALITY AS k(attnum, place)
		JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
		WHERE x.indisunique AND x.indexprs IS NULL AND pg_table_is_visible(i.oid)
		GROUP BY i.relname`)
	if err != nil {
		return e.fault("open", err)
	}
	defer rows.Close()
	indexes := map[string]string{}
	for rows.Next() {
		var index, columns string
		if err := rows.Scan(&index, &columns); err != nil {
			return e.fault("open", err)
		}
		indexes[index] = columns
	}
	if err := rows.Err(); err != nil {
		return e.fault("open", err)
	}
	e.indexes.Store(&indexes)
	return nil
}

// columns gives the columns of a unique index, or its name when it is not known.
func (e *postgresEngine) columns(index string) string {
	if known := e.indexes.Load(); known != nil && (*known)[index] != "" {
		return (*known)[index]
	}
	return index
}
