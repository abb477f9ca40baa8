package killtest_test

import (
	"context"
	"testing"
	"testing/fstest"

	"goldenthread/internal/store"
	"goldenthread/internal/store/killtest"
)

var (
	schema = store.Schema{Owner: "killtest", Files: fstest.MapFS{"90003_kept.sql": {Data: []byte("-- +goose Up\nCREATE TABLE kept (id text PRIMARY KEY);")}}}
	keep   = store.SQL("killtest.keep", `INSERT INTO kept (id) VALUES ($1)`)
	kept   = store.SQL("killtest.kept", `SELECT id FROM kept`)
)

// TestStoreLosesNothing: nothing acknowledged by the group commit is lost when the program is killed.
func TestStoreLosesNothing(t *testing.T) {
	killtest.Run(t, func(ctx context.Context, dir string) (killtest.Subject, error) {
		db, err := store.Open(ctx, killtest.SQLite(dir), store.Options{})
		if err != nil {
			return killtest.Subject{}, err
		}
		if err := db.Migrate(ctx, schema); err != nil {
			return killtest.Subject{}, err
		}
		return killtest.Subject{
			Write: func(ctx context.Context, id string) error {
				return db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
					_, err := store.Exec(ctx, u, keep, id)
					return err
				})
			},
			Kept: func(ctx context.Context) (ids []string, err error) {
				err = db.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
					ids, err = store.Collect(ctx, s, kept, store.Value[string])
					return err
				})
				return ids, err
			},
			Close: db.Close,
		}, nil
	})
}
