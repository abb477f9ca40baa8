package store

import (
	"context"
	"database/sql"

	"goldenthread/internal/errs"
)

// Scan reads the columns of one row into destinations, in the order of the statement. Empty bytes and
// NULL both come as nil bytes; for other types [Maybe] takes NULL.
type Scan func(dest ...any) error

// Reader is where a statement can read: a [Snapshot], a [Unit], or a type that embeds one. It is
// sealed: no other package can make one that leads to a database.
type Reader interface{ reader() *session }

// Writer is where a statement can write: a [Unit] or a type that embeds one.
type Writer interface {
	Reader
	writer()
}

// Snapshot is one unmoving view of the data, good inside the function it was given to.
type Snapshot struct{ s *session }

func (s *Snapshot) reader() *session {
	if s == nil {
		return nil
	}
	return s.s
}

// Collect runs a statement and gives what scan makes of each row; an empty slice when there is none.
func Collect[T any](ctx context.Context, q Reader, s Statement, scan func(Scan) (T, error), args ...any) ([]T, error) {
	all := []T{}
	err := Each(ctx, q, s, func(row Scan) error {
		item, err := scan(row)
		all = append(all, item)
		return err
	}, args...)
	if err != nil {
		return nil, err
	}
	return all, nil
}

// One gives the one row of a statement. None is errs.NotFound; more than one is errs.Internal, for a
// statement that may find several must say which it wants.
func One[T any](ctx context.Context, q Reader, s Statement, scan func(Scan) (T, error), args ...any) (T, error) {
	item, found, err := Find(ctx, q, s, scan, args...)
	if err == nil && !found {
		err = errs.New(errs.NotFound, s.name+" found nothing")
	}
	return item, err
}

// Find is [One] for a row that may be missing: it gives false then.
func Find[T any](ctx context.Context, q Reader, s Statement, scan func(Scan) (T, error), args ...any) (T, bool, error) {
	var item T
	found := false
	err := Each(ctx, q, s, func(row Scan) (err error) {
		if found {
			return errs.New(errs.Internal, s.name+" found more than one row where one was asked for")
		}
		found = true
		item, err = scan(row)
		return err
	}, args...)
	if err != nil {
		var none T
		return none, false, err
	}
	return item, found, nil
}

// Each runs a statement and calls fn for each row as it arrives, holding one row in memory. It stops
// at fn's first error and gives that. No other statement can run on q meanwhile.
func Each(ctx context.Context, q Reader, s Statement, fn func(Scan) error, args ...any) error {
	on, text, values, err := begin(q, s, args)
	if err != nil {
		return err
	}
	defer on.busy.Store(false)
	rows, err := on.link.query(on.bound(ctx), text, values)
	if err != nil {
		return on.fault(s, err)
	}
	read := int64(0)
	defer func() {
		rows.Close() // its error is in rows.Err already, or fn stopped early and no longer asks
		on.count(ctx, read)
	}()
	for rows.Next() {
		read++
		if err := fn(scanner(s, rows)); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return on.fault(s, err)
	}
	return nil
}

// Exec runs a statement that changes rows and tells how many it touched. It is the only way to write.
func Exec(ctx context.Context, w Writer, s Statement, args ...any) (int64, error) {
	on, text, values, err := begin(w, s, args)
	if err != nil {
		return 0, err
	}
	defer on.busy.Store(false)
	result, err := on.link.exec(on.bound(ctx), text, values)
	on.count(ctx, 0)
	if err != nil {
		return 0, on.fault(s, err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return 0, on.fault(s, err)
	}
	return n, nil
}

// begin checks that a statement can run now and marks the session busy.
func begin(q Reader, s Statement, args []any) (*session, string, []any, error) {
	if s.statement == nil {
		return nil, "", nil, errs.New(errs.Internal, "a statement was not made by store.SQL")
	}
	var on *session
	if q != nil {
		on = q.reader()
	}
	if on == nil {
		return nil, "", nil, errs.New(errs.Internal, s.name+": there is no unit of work")
	}
	text, values, err := s.bind(on.engine, args)
	if err != nil {
		return nil, "", nil, err
	}
	if err := on.begin(s); err != nil {
		return nil, "", nil, err
	}
	return on, text, values, nil
}

func scanner(s Statement, rows *sql.Rows) Scan {
	return func(dest ...any) error {
		if err := rows.Scan(dest...); err != nil {
			return scanFault(s, err)
		}
		for _, d := range dest {
			// SQLite's driver reads empty bytes as nil: so does PostgreSQL here.
			if b, ok := d.(*[]byte); ok && len(*b) == 0 {
				*b = nil
			}
		}
		return nil
	}
}

// Value is the scan of a statement with one column: store.Value[int] reads a count.
func Value[T any](row Scan) (T, error) {
	var v T
	err := row(&v)
	return v, err
}
