// Package storetest opens real databases for tests: SQLite in a temporary folder, or PostgreSQL. Both are
// copies of a template database that was migrated once.
//
// PostgreSQL needs GOLDENTHREAD_TEST_PG, the address of a superuser's database; scripts/postgres.sh
// starts a server and prints it. Without it the PostgreSQL half is left out with one loud line, or
// fails when GOLDENTHREAD_REQUIRE_PG=1.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// BothEngines runs fn as the subtests "sqlite" and "postgres", each on an empty database of its own
// that has the schemas.
func BothEngines(t *testing.T, schemas []store.Schema, fn func(t *testing.T, db *store.DB)) {
	t.Helper()
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) { fn(t, Open(t, engine, schemas...)) })
	}
}

// Open gives an empty database of an engine with the schemas. It is closed and removed when the test
// ends. A test on PostgreSQL is skipped when there is no server, unless one is required.
func Open(t testing.TB, engine string, schemas ...store.Schema) *store.DB {
	t.Helper()
	return OpenWith(t, engine, store.Options{}, schemas...)
}

// OpenWith is [Open] with options.
func OpenWith(t testing.TB, engine string, o store.Options, schemas ...store.Schema) *store.DB {
	t.Helper()
	address := address(t, engine, o, schemas)
	db, err := store.Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// Address gives the address of an empty database of an engine that has the schemas, for a test that opens it
// itself. It is removed when the test ends.
func Address(t testing.TB, engine string, schemas ...store.Schema) string {
	t.Helper()
	return address(t, engine, store.Options{}, schemas)
}

func address(t testing.TB, engine string, o store.Options, schemas []store.Schema) string {
	t.Helper()
	if engine == store.Postgres {
		return clone(t, o, schemas)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	Copy(t, path, o, schemas...)
	return "sqlite:" + path
}

// Copy puts an empty SQLite database that has the schemas at a path.
func Copy(t testing.TB, path string, o store.Options, schemas ...store.Schema) {
	t.Helper()
	made, _ := files.LoadOrStore(digest(t, o, schemas), sync.OnceValues(func() ([]byte, error) {
		at := filepath.Join(t.TempDir(), "template.db")
		db, err := store.Open(t.Context(), "sqlite:"+at, o)
		if err != nil {
			return nil, err
		}
		if err := errors.Join(db.Migrate(t.Context(), schemas...), db.Close()); err != nil {
			return nil, err
		}
		return os.ReadFile(at)
	}))
	template, err := made.(func() ([]byte, error))()
	if err == nil {
		err = os.WriteFile(path, template, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Server gives the address of the PostgreSQL server for tests. Without one it skips the test, or
// fails it when one is required.
func Server(t testing.TB) string {
	t.Helper()
	if at := os.Getenv("GOLDENTHREAD_TEST_PG"); at != "" {
		return at
	}
	if os.Getenv("GOLDENTHREAD_REQUIRE_PG") == "1" {
		t.Fatal("PostgreSQL is required, and GOLDENTHREAD_TEST_PG does not say where it is")
	}
	leftOut.Do(func() {
		fmt.Fprintln(os.Stderr, "PostgreSQL left out: set GOLDENTHREAD_TEST_PG, or run scripts/test.sh, which starts a server")
	})
	t.Skip("PostgreSQL left out")
	return ""
}

var (
	leftOut   sync.Once
	templates sync.Map // digest of schemas -> *sync.Once
	files     sync.Map // digest of schemas -> func() ([]byte, error), which gives a SQLite file that has them
)

// clone makes a database from the template of the schemas, and drops it when the test ends.
func clone(t testing.TB, o store.Options, schemas []store.Schema) string {
	t.Helper()
	server := Server(t)
	template := "gt_template_" + digest(t, o, schemas)
	once, _ := templates.LoadOrStore(template, new(sync.Once))
	once.(*sync.Once).Do(func() { makeTemplate(t, server, template, o, schemas) })
	name := "gt_test_" + random(t)
	// Copying the files takes half as long as copying their pages through the log, where nothing waits for the disk.
	admin(t, server, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY file_copy")
	t.Cleanup(func() { admin(t, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") })
	return at(t, server, name)
}

// makeTemplate migrates a database and gives it its name at the end, so that a template that has its
// name is whole, also when several test binaries make it at once.
func makeTemplate(t testing.TB, server, template string, o store.Options, schemas []store.Schema) {
	t.Helper()
	ctx := t.Context()
	c := connect(ctx, t, server)
	defer c.Close(ctx)
	var exists bool
	find := "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)"
	if _, err := c.Exec(ctx, "SELECT pg_advisory_lock(7463287)"); err != nil {
		t.Fatal(err)
	}
	if err := c.QueryRow(ctx, find, template).Scan(&exists); err != nil {
		t.Fatal(err)
	}
	if exists {
		return
	}
	making := "gt_making_" + random(t)
	admin(t, server, "CREATE DATABASE "+making+" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
	db, err := store.Open(ctx, at(t, server, making), o)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Migrate(ctx, schemas...)
	db.Close()
	if err != nil {
		admin(t, server, "DROP DATABASE "+making+" WITH (FORCE)")
		t.Fatal(err)
	}
	admin(t, server, "ALTER DATABASE "+making+" RENAME TO "+template)
}

// digest names a set of schemas and options.
func digest(t testing.TB, o store.Options, schemas []store.Schema) string {
	t.Helper()
	h := sha256.New()
	for _, s := range schemas {
		err := fs.WalkDir(s.Files, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(s.Files, path)
			fmt.Fprintf(h, "%q %q %q\n", s.Owner, path, text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	fmt.Fprintf(h, "%q\n", o.InsertOnly)
	return hex.EncodeToString(h.Sum(nil))[:16]
}

func admin(t testing.TB, server, command string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context()) // a clean-up runs after the test's context has ended
	c := connect(ctx, t, server)
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, command); err != nil {
		t.Fatal(err)
	}
}

func connect(ctx context.Context, t testing.TB, server string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func at(t testing.TB, server, database string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal("GOLDENTHREAD_TEST_PG is not an address like postgres://postgres@/postgres?host=/tmp/socket")
	}
	u.Path = "/" + database
	return u.String()
}

func random(t testing.TB) string {
	t.Helper()
	s, err := id.New(id.Random)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
