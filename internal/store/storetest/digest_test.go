package storetest_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

var (
	schema = store.Schema{Owner: "digest", Files: fstest.MapFS{"90020_digest.sql": {Data: []byte(
		"-- +goose Up\nCREATE TABLE seen (id text PRIMARY KEY, box bytea);\nCREATE TABLE left_out (id text PRIMARY KEY);")}}}
	addSeen = store.SQL("digest.addSeen", `INSERT INTO seen (id, box) VALUES ($1, $2)`)
	addLeft = store.SQL("digest.addLeft", `INSERT INTO left_out (id) VALUES ($1)`)
)

func TestDigestSeesEveryChange(t *testing.T) {
	storetest.BothEngines(t, []store.Schema{schema}, func(t *testing.T, db *store.DB) {
		exec := func(s store.Statement, args ...any) {
			t.Helper()
			err := db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
				_, err := store.Exec(ctx, u, s, args...)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		digest := func() map[string]string { return storetest.Digest(t, db, "left_*") }
		empty := digest()
		if empty["seen"] == "" {
			t.Fatalf("the table is not in the digest: %v", empty)
		}
		exec(addLeft, "a")
		if diff := cmp.Diff(empty, digest()); diff != "" {
			t.Errorf("a table that is left out shows:\n%s", diff)
		}
		exec(addSeen, "a", []byte("one"))
		if after := digest(); after["seen"] == empty["seen"] {
			t.Errorf("a new row does not show: %v", after)
		}
	})
}
