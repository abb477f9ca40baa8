package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/jackc/pgx/v5"

	"goldenthread/internal/errs"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// schemaOf makes a schema of pairs: a file's name, and its text after the first line.
func schemaOf(owner string, files ...string) store.Schema {
	all := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		all["schema/"+files[i]] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + files[i+1])}
	}
	return store.Schema{Owner: owner, Files: all}
}

func TestMigrate(t *testing.T) {
	const person, first, more = "CREATE TABLE one (id text PRIMARY KEY);", "CREATE TABLE two (id text PRIMARY KEY);", "CREATE TABLE three (id text PRIMARY KEY);"
	base := []store.Schema{schemaOf("person", "00070_one.sql", person), schemaOf("casework", "00110_two.sql", first)}
	tests := []struct {
		name  string
		then  []store.Schema
		want  errs.Kind
		says  string
		ready errs.Kind // before the second Migrate
	}{
		{name: "the same again", then: base},
		{name: "a new file between the old", ready: errs.Unavailable, says: "",
			then: []store.Schema{schemaOf("person", "00070_one.sql", person, "00071_three.sql", more), base[1]}},
		{name: "an altered file", want: errs.Conflict, ready: errs.Conflict, says: "altered",
			then: []store.Schema{schemaOf("person", "00070_one.sql", person+" -- now better"), base[1]}},
		{name: "an older program", want: errs.Conflict, ready: errs.Conflict, says: "newer", then: base[:1]},
		{name: "a number twice", want: errs.Invalid, ready: errs.Invalid, says: "has the number of",
			then: append(base[:2:2], schemaOf("referral", "00070_other.sql", more))},
		{name: "a name that is none", want: errs.Invalid, ready: errs.Invalid, says: "named like",
			then: append(base[:2:2], schemaOf("referral", "90_Other.sql", more))},
		{name: "a file that is not whole", want: errs.Invalid, ready: errs.Invalid, says: "refused",
			then: append(base[:2:2], schemaOf("referral", "00090_other.sql", "-- +goose NO TRANSACTION\n"+more))},
		{name: "a file that fails", want: errs.Internal, ready: errs.Unavailable, says: "nothing of it was kept",
			then: append(base[:2:2], schemaOf("referral", "00090_other.sql", more+"\nCREATE TABLE one (id text);"))},
		{name: "a file for each engine", ready: errs.Unavailable,
			then: append(base[:2:2], schemaOf("referral", "00090_other.sqlite.sql", more, "00090_other.postgres.sql", more))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			storetest.BothEngines(t, base, func(t *testing.T, db *store.DB) {
				if err := db.Ready(t.Context(), base...); err != nil {
					t.Errorf("Ready after Migrate: %v", err)
				}
				if err := db.Ready(t.Context(), test.then...); errs.KindOf(err) != test.ready {
					t.Errorf("Ready: %v", err)
				}
				err := db.Migrate(t.Context(), test.then...)
				if errs.KindOf(err) != test.want || err != nil && !strings.Contains(err.Error(), test.says) {
					t.Fatalf("Migrate: %v", err)
				}
				if err == nil {
					if err := db.Ready(t.Context(), test.then...); err != nil {
						t.Errorf("Ready at the end: %v", err)
					}
				} else if err := db.Ready(t.Context(), base...); err != nil {
					t.Errorf("the database is not as it was: %v", err)
				}
			})
		})
	}
}

func TestProgramsThatStartTogetherMigrateOnce(t *testing.T) {
	var files []string
	for i := range 30 {
		files = append(files, fmt.Sprintf("%05d_table.sql", 70+i), fmt.Sprintf("CREATE TABLE t%d (id text PRIMARY KEY);\nALTER TABLE t%d ADD COLUMN more text;", i, i))
	}
	schema := schemaOf("person", files...)
	file := "sqlite:" + filepath.Join(t.TempDir(), "together.db")
	var all sync.WaitGroup
	for range 4 {
		db, err := store.Open(t.Context(), file, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		all.Go(func() {
			if err := db.Migrate(t.Context(), schema); err != nil {
				t.Errorf("beside the others: %v", err)
			}
			if err := db.Ready(t.Context(), schema); err != nil {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
	all.Wait()
}

func TestReadyOnAnEmptyDatabase(t *testing.T) {
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "a b%20ü?.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Ready(t.Context(), schemas...); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("got %v", err)
	}
}

func TestInsertOnlyTables(t *testing.T) {
	tables := []store.Schema{schemaOf("test", "90002_log.sql", `CREATE TABLE ledger (id text PRIMARY KEY);
CREATE TABLE audit_entry_test (id text PRIMARY KEY, body text NOT NULL);`)}
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			db := storetest.OpenWith(t, engine, store.Options{InsertOnly: []string{"ledger"}}, tables...)
			for _, s := range []store.Statement{addLedger, changeLedger, clearLedger} {
				err := write(t, db, func(ctx context.Context, u *store.Unit) error {
					_, err := store.Exec(ctx, u, s)
					return err
				})
				if adds := s.Name() == "test.addLedger"; adds != (err == nil) {
					t.Errorf("%s: %v", s.Name(), err)
				}
			}
			err := write(t, db, func(ctx context.Context, u *store.Unit) error {
				_, err := store.Exec(ctx, u, addLog, "a", "b")
				return err
			})
			if err != nil {
				t.Error(err)
			}
			for _, s := range []store.Statement{changeLog, clearLog} {
				err := write(t, db, func(ctx context.Context, u *store.Unit) error {
					args := []any{"x"}
					if s.Name() == clearLog.Name() {
						args = nil
					}
					_, err := store.Exec(ctx, u, s, args...)
					return err
				})
				if errs.KindOf(err) != errs.Internal {
					t.Errorf("%s: %v", s.Name(), err)
				}
			}
		})
	}
}

var (
	addLedger    = store.SQL("test.addLedger", `INSERT INTO ledger (id) VALUES ('a')`)
	changeLedger = store.SQL("test.changeLedger", `UPDATE ledger SET id = 'b'`)
	clearLedger  = store.SQL("test.clearLedger", `DELETE FROM ledger`)
	makeTable    = store.SQL("test.makeTable", `CREATE TABLE mine (id text)`)
	forge        = store.SQL("test.forge", `UPDATE schema_version SET digest = ''`)
)

// On PostgreSQL the program works without the right to alter the schema, also when it logs in as a superuser.
func TestTheProgramHasFewRights(t *testing.T) {
	db := storetest.Open(t, store.Postgres, schemas...)
	for _, s := range []store.Statement{makeTable, forge} {
		err := write(t, db, func(ctx context.Context, u *store.Unit) error {
			_, err := store.Exec(ctx, u, s)
			return err
		})
		if errs.KindOf(err) != errs.Internal || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v", s.Name(), err)
		}
	}
}

func TestOtherCollationsAreRefused(t *testing.T) {
	server := storetest.Server(t)
	c, err := pgx.Connect(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	name := fmt.Sprintf("gt_collation_%d", c.PgConn().PID())
	if _, err := c.Exec(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"); err != nil {
		t.Fatal(err)
	}
	defer c.Exec(t.Context(), "DROP DATABASE "+name+" WITH (FORCE)")
	db, err := store.Open(t.Context(), strings.Replace(server, "/postgres?", "/"+name+"?", 1), store.Options{})
	if errs.KindOf(err) != errs.Invalid || !strings.Contains(err.Error(), "collation") {
		t.Errorf("got %v, %v", db, err)
	}
}

func TestAddressesThatCannotBeOpened(t *testing.T) {
	for address, want := range map[string]errs.Kind{
		"mysql://x":                              errs.Invalid,
		"sqlite:":                                errs.Invalid,
		"sqlite::memory:":                        errs.Invalid,
		"sqlite:/nowhere/at/all.db":              errs.Invalid,
		"postgres://u:secret@127.0.0.1:1/x":      errs.Unavailable,
		"postgres://u:secret@127.0.0.1:notaport": errs.Invalid,
	} {
		_, err := store.Open(t.Context(), address, store.Options{})
		if errs.KindOf(err) != want {
			t.Errorf("%s: %v", address, err)
		}
		if holdsValue(err) {
			t.Errorf("the error shows the password: %v", err)
		}
	}
}
