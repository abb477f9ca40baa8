package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"testing"

	"modernc.org/sqlite"
)

// Waiting tells how many requests wait for SQLite's writer.
func (db *DB) Waiting() int {
	w := db.engine.(*sqliteEngine).writer
	return len(w.lanes[Interactive]) + len(w.lanes[Bulk])
}

// Limit lets the database grow by some pages and no more: the disk is full then.
func (db *DB) Limit(ctx context.Context, pages int) error {
	e := db.engine.(*sqliteEngine)
	return db.Write(ctx, Interactive, func(ctx context.Context, u *Unit) error {
		var now int
		if err := e.writer.conn.link.conn.QueryRowContext(ctx, "PRAGMA page_count").Scan(&now); err != nil {
			return err
		}
		_, err := e.writer.conn.link.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", now+pages))
		return err
	})
}

// OpenOnFailingDisk opens a new database whose next commit fails, each time that fail is set, in the
// way SQLite reports a failed fsync.
func OpenOnFailingDisk(t *testing.T) (db *DB, fail *atomic.Bool) {
	t.Helper()
	fail = new(atomic.Bool)
	db = &DB{}
	e, err := openSQLiteWith(t.Context(), filepath.Join(t.TempDir(), "test.db"), Options{}, db.hook, func(dsn string) (*sql.DB, error) {
		return sql.OpenDB(&disk{dsn: dsn, fail: fail}), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	db.engine = e
	t.Cleanup(func() { db.Close() })
	return db, fail
}

// disk is SQLite's driver with commits that can fail.
type disk struct {
	dsn  string
	fail *atomic.Bool
}

func (d *disk) Driver() driver.Driver { return &sqlite.Driver{} }

func (d *disk) Connect(context.Context) (driver.Conn, error) {
	c, err := d.Driver().Open(d.dsn)
	return diskConn{c, d.fail}, err
}

type diskConn struct {
	driver.Conn
	fail *atomic.Bool
}

func (c diskConn) Prepare(query string) (driver.Stmt, error) {
	st, err := c.Conn.Prepare(query)
	if err == nil && query == "COMMIT" {
		return diskCommit{st, c.fail}, nil
	}
	return st, err
}

type diskCommit struct {
	driver.Stmt
	fail *atomic.Bool
}

func (c diskCommit) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if c.fail.CompareAndSwap(true, false) {
		return nil, fsyncFailed{}
	}
	return c.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

type fsyncFailed struct{}

func (fsyncFailed) Error() string { return "disk I/O error (1034)" }
func (fsyncFailed) Code() int     { return liteIOErr | 4<<8 }

// On gives the text that an engine is given, with three items where it takes a list.
func (s Statement) On(engine string) string { return s.render(engine, s.before+1, 3) }
