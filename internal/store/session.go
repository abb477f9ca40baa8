package store

import (
	"context"
	"database/sql"
	"sync/atomic"

	"goldenthread/internal/errs"
)

// session is one transaction on one connection, as seen by the statements that run in it.
type session struct {
	link   *link
	engine string

	// detach keeps callers' contexts away from the statements: true on SQLite's writer, where a
	// cancelled statement would roll back the work of others.
	detach bool

	busy   atomic.Bool // a statement runs, or Each is giving its rows
	ended  atomic.Bool
	failed error // the first failed statement; all that follow fail alike
	poison error // a failure after which nothing on this connection can be trusted until it is rolled back

	statements, rows int64 // counted so far, so that a run that is thrown away can be taken off again
}

// begin marks the session busy for a statement.
func (s *session) begin(st Statement) error {
	if s.ended.Load() {
		return errs.New(errs.Internal, st.name+": its unit of work has ended")
	}
	if !s.busy.CompareAndSwap(false, true) {
		return errs.New(errs.Internal, st.name+": another statement is running on this unit of work; end it first")
	}
	if s.failed != nil {
		s.busy.Store(false)
		return s.failed
	}
	return nil
}

// end closes the session to further statements and gives the error of the whole: the function's own,
// or else that of a failed statement which the function passed over.
func (s *session) end(err error) error {
	s.ended.Store(true)
	if s.busy.Load() { // only another goroutine can be inside a statement now
		s.failed = errs.New(errs.Internal, "store: a unit of work ended while another goroutine still used it")
		s.poison = s.failed
	}
	if err == nil {
		err = s.failed
	}
	return err
}

// bound gives the context a statement runs under.
func (s *session) bound(ctx context.Context) context.Context {
	if s.detach {
		return context.WithoutCancel(ctx)
	}
	return ctx
}

// fault takes note of a failed statement and gives the error for its caller.
func (s *session) fault(st Statement, err error) error {
	out := s.link.fault(st.name, err)
	s.failed = out
	if poisons(out) {
		s.poison = out
	}
	return out
}

func (s *session) count(ctx context.Context, rows int64) {
	s.statements++
	s.rows += rows
	add(ctx, Counts{Statements: 1, Rows: rows})
}

// uncount takes what a thrown-away run counted off again.
func (s *session) uncount(ctx context.Context) {
	add(ctx, Counts{Statements: -s.statements, Rows: -s.rows})
}

// link is one connection. On SQLite it keeps its prepared statements; pgx does so by itself.
type link struct {
	conn  *sql.Conn
	kept  map[string]*sql.Stmt // nil: the driver keeps them
	fault func(statement string, err error) error
	tape  *tape // what runs is noted here while a bench asks for it; nil otherwise
}

// maxKept bounds the statements prepared on one connection; lists and rows make many texts.
const maxKept = 400

func (l *link) query(ctx context.Context, text string, values []any) (*sql.Rows, error) {
	l.tape.note(text, values, false)
	if l.kept == nil {
		return l.conn.QueryContext(ctx, text, values...)
	}
	st, err := l.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, values...)
}

func (l *link) exec(ctx context.Context, text string, values []any) (sql.Result, error) {
	l.tape.note(text, values, true)
	if l.kept == nil {
		return l.conn.ExecContext(ctx, text, values...)
	}
	st, err := l.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, values...)
}

// control runs a transaction command.
func (l *link) control(ctx context.Context, text string) error {
	_, err := l.exec(ctx, text, nil)
	return err
}

func (l *link) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if st := l.kept[text]; st != nil {
		return st, nil
	}
	if len(l.kept) >= maxKept {
		for old, st := range l.kept { // any one will do: the map's order is random
			st.Close()
			delete(l.kept, old)
			break
		}
	}
	st, err := l.conn.PrepareContext(ctx, text)
	if err == nil {
		l.kept[text] = st
	}
	return st, err
}

func (l *link) close() error {
	for _, st := range l.kept {
		st.Close()
	}
	return l.conn.Close()
}
