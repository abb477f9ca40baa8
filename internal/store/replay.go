package store

import (
	"context"
	"slices"
	"strings"
	"sync"

	"goldenthread/internal/errs"
)

// Call is one statement as it ran on SQLite, transaction commands among them.
type Call struct {
	text   string
	values []any
	exec   bool // run for its effect; else for its rows
}

// Changes tells whether the call writes, or begins, marks or ends a transaction: all that is left
// when a replay leaves the reading out.
func (c Call) Changes() bool {
	word, _, _ := strings.Cut(strings.TrimSpace(c.text), " ")
	return c.exec || strings.EqualFold(word, "INSERT") || strings.EqualFold(word, "UPDATE") || strings.EqualFold(word, "DELETE")
}

// tape keeps calls. A nil tape keeps nothing.
type tape struct {
	mu    sync.Mutex
	calls []Call
}

func (t *tape) note(text string, values []any, exec bool) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls = append(t.calls, Call{text, slices.Clone(values), exec})
}

// Record notes every statement that runs on SQLite while fn runs, with its arguments and in its
// transaction, so that a bench can run the same statements bare. Nothing else may use the database
// meanwhile. It is refused on PostgreSQL.
func (db *DB) Record(fn func() error) ([]Call, error) {
	e, ok := db.engine.(*sqliteEngine)
	if !ok {
		return nil, errs.New(errs.Invalid, "statements are recorded on SQLite only")
	}
	kept := &tape{}
	e.listen(kept)
	defer e.listen(nil)
	err := fn()
	return kept.calls, err
}

// listen puts a tape on every connection, or takes it off.
func (e *sqliteEngine) listen(t *tape) {
	e.writer.conn.link.tape = t
	e.tape.Store(t)
}

// Replayer runs recorded calls bare on one connection, which stays warm between runs.
type Replayer struct{ on *reading }

// Replayer gives one for a database. Whoever asks closes it.
func (db *DB) Replayer(ctx context.Context) (*Replayer, error) {
	e, ok := db.engine.(*sqliteEngine)
	if !ok {
		return nil, errs.New(errs.Invalid, "statements are replayed on SQLite only")
	}
	on, err := e.open(ctx)
	if err != nil {
		return nil, err
	}
	return &Replayer{on}, nil
}

// Close closes the connection.
func (r *Replayer) Close() { r.on.close() }

// Run runs the calls, reading every row they give. The database must stand as the recorded one stood
// before.
func (r *Replayer) Run(ctx context.Context, calls []Call) error {
	for _, c := range calls {
		if err := replay(ctx, r.on.link, c); err != nil {
			return sqliteFault("replay", err)
		}
	}
	return nil
}

func replay(ctx context.Context, on *link, c Call) error {
	if c.exec {
		_, err := on.exec(ctx, c.text, c.values)
		return err
	}
	rows, err := on.query(ctx, c.text, c.values)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
	}
	return rows.Err()
}
