package store_test

import (
	"context"
	"testing"
	"testing/fstest"

	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// keptOnly is a table whose rows are only ever added.
var keptOnly = store.Schema{Owner: "testkept", Files: fstest.MapFS{"schema/90002_kept.sql": {Data: []byte(`-- +goose Up
CREATE TABLE testkept_row (id text PRIMARY KEY, body text NOT NULL);
-- +goose StatementBegin
CREATE TRIGGER testkept_row_no_delete BEFORE DELETE ON testkept_row
BEGIN SELECT RAISE(ABORT, 'rows of testkept_row are only ever added'); END;
-- +goose StatementEnd
`)}}}

var (
	addKept     = store.SQL("testkept.add", `INSERT INTO testkept_row (id, body) VALUES ($1, $2)`)
	replaceKept = store.SQL("testkept.replace", `INSERT OR REPLACE INTO testkept_row (id, body) VALUES ($1, $2)`)
	readKept    = store.SQL("testkept.read", `SELECT body FROM testkept_row WHERE id = $1`)
)

// TestReplaceIsADelete: SQLite's INSERT OR REPLACE does not get past a trigger that forbids deleting.
func TestReplaceIsADelete(t *testing.T) {
	db := storetest.Open(t, store.SQLite, keptOnly)
	write := func(s store.Statement, body string) error {
		return db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			_, err := store.Exec(ctx, u, s, "a", body)
			return err
		})
	}
	if err := write(addKept, "as it was written"); err != nil {
		t.Fatal(err)
	}
	if err := write(replaceKept, "forged"); err == nil {
		t.Error("a row that is only ever added was replaced")
	}
	err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
		body, err := store.One(ctx, s, readKept, store.Value[string], "a")
		if body != "as it was written" {
			t.Errorf("the row says %q", body)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
