package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"goldenthread/internal/errs"
)

// Migrate brings the database to the given schemas: it applies each file not yet applied, in a
// transaction of its own, in the order of numbers, and then makes insert-only tables so. On
// PostgreSQL it works as the owner of the database, makes the role goldenthread_app if it may, and
// gives it its rights. Run it before the first Write.
//
// Errors: errs.Conflict when an applied file was altered since or the database is newer than the
// program; errs.Invalid for schema files that cannot be used; errs.Internal when a file fails, and then nothing of it is kept.
func (db *DB) Migrate(ctx context.Context, schema ...Schema) error {
	p, err := newPlan(db.Engine(), schema)
	if err != nil {
		return err
	}
	return db.engine.migrate(ctx, p)
}

// Ready tells whether the database has exactly the given schemas: errs.Unavailable when files are
// still to be applied, errs.Conflict as in [DB.Migrate]. A server asks before it serves.
func (db *DB) Ready(ctx context.Context, schema ...Schema) error {
	p, err := newPlan(db.Engine(), schema)
	if err != nil {
		return err
	}
	done := []file{}
	err = db.Read(ctx, func(ctx context.Context, s *Snapshot) error {
		made, err := db.made(ctx, s)
		if err != nil || !made {
			return err
		}
		done, err = Collect(ctx, s, applied, func(row Scan) (f file, err error) {
			err = row(&f.number, &f.owner, &f.name, &f.digest)
			return f, err
		})
		return err
	})
	if err != nil {
		return err
	}
	pending, err := p.compare(done)
	if err == nil && len(pending) > 0 {
		err = errs.New(errs.Unavailable, "the database is older than this program, run goldenthread migrate: "+strings.Join(pending, ", ")+" not applied")
	}
	return err
}

// Made tells whether [DB.Migrate] ever began on the database.
func (db *DB) Made(ctx context.Context) (made bool, err error) {
	err = db.Read(ctx, func(ctx context.Context, s *Snapshot) (err error) {
		made, err = db.made(ctx, s)
		return err
	})
	return made, err
}

func (db *DB) made(ctx context.Context, s *Snapshot) (bool, error) {
	_, made, err := Find(ctx, s, versionTable[db.Engine()], Value[string])
	return made, err
}

var (
	applied = SQL("store.applied", `SELECT version, owner, name, digest FROM schema_version WHERE version > 0 ORDER BY version`)

	// Each engine keeps the names of its tables elsewhere, so these two are not in the registry.
	versionTable = map[string]Statement{
		SQLite:   lookUp(`SELECT name FROM sqlite_master WHERE name = 'schema_version'`),
		Postgres: lookUp(`SELECT relname::text FROM pg_class WHERE relname = 'schema_version' AND pg_table_is_visible(oid)`),
	}
)

func lookUp(table string) Statement {
	return Statement{&statement{name: "store.versionTable", text: table, pieces: []piece{plain(table)}}}
}

// up applies what is pending over a pool with the owner's rights.
func (p *plan) up(ctx context.Context, engine string, pool *sql.DB) error {
	kept := &versions{engine: engine, plan: p}
	options := []goose.ProviderOption{
		goose.WithStore(kept),
		goose.WithDisableGlobalRegistry(true),
		goose.WithAllowOutofOrder(true), // each package has its own range of numbers
	}
	if engine == Postgres {
		one, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120)) // nodes that start together go one by one
		if err != nil {
			return errs.Wrap(errs.Internal, "migrate", err)
		}
		options = append(options, goose.WithSessionLocker(one))
	}
	if err := kept.examine(ctx, pool); err != nil {
		return err
	}
	if len(p.files) == 0 {
		return nil
	}
	provider, err := goose.NewProvider(goose.DialectCustom, pool, p, options...)
	if err != nil {
		return errs.Wrap(errs.Invalid, "the schema files", err)
	}
	for seen := -1; ; {
		_, failed := provider.Up(ctx)
		if failed == nil {
			return kept.examine(ctx, pool)
		}
		// SQLite holds no lock from one file to the next: a second program that opens the database in the same moment may have
		// applied what could not be applied here again. While more is applied than before, what is left is tried.
		done, err := kept.list(ctx, pool)
		if err != nil || len(done) <= seen {
			return errs.Wrap(errs.Internal, "a schema file could not be applied; nothing of it was kept", failed)
		}
		seen = len(done)
	}
}

// versions is the table of applied files, in the form the migration library asks for. It keeps the
// digest of each file, written in the transaction that applies it.
type versions struct {
	engine string
	plan   *plan
}

// examine refuses a database that does not fit the plan.
func (v *versions) examine(ctx context.Context, db database.DBTxConn) error {
	made, err := v.TableExists(ctx, db)
	if err != nil {
		return errs.Wrap(errs.Unavailable, "reading what was applied to the database", err)
	}
	if !made {
		return nil
	}
	done, err := v.list(ctx, db)
	if err != nil {
		return errs.Wrap(errs.Unavailable, "reading what was applied to the database", err)
	}
	_, err = v.plan.compare(done)
	return err
}

func (v *versions) list(ctx context.Context, db database.DBTxConn) ([]file, error) {
	rows, err := db.QueryContext(ctx, applied.text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []file
	for rows.Next() {
		var f file
		if err := rows.Scan(&f.number, &f.owner, &f.name, &f.digest); err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, rows.Err()
}

// Tablename satisfies database.Store.
func (v *versions) Tablename() string { return "schema_version" }

// TableExists tells whether the table was made, so that nothing has to fail to find out.
func (v *versions) TableExists(ctx context.Context, db database.DBTxConn) (bool, error) {
	var name string
	err := db.QueryRowContext(ctx, versionTable[v.engine].text).Scan(&name)
	if err == sql.ErrNoRows {
		return false, nil
	}
	return err == nil, err
}

// CreateVersionTable satisfies database.Store.
func (v *versions) CreateVersionTable(ctx context.Context, db database.DBTxConn) error {
	_, err := db.ExecContext(ctx, `CREATE TABLE schema_version (version bigint PRIMARY KEY, owner text NOT NULL, name text NOT NULL, digest text NOT NULL)`)
	return err
}

// Insert satisfies database.Store. Version 0 stands for the table itself.
func (v *versions) Insert(ctx context.Context, db database.DBTxConn, r database.InsertRequest) error {
	f := v.plan.byNo[r.Version]
	_, err := db.ExecContext(ctx, `INSERT INTO schema_version (version, owner, name, digest) VALUES ($1, $2, $3, $4)`, r.Version, f.owner, f.name, f.digest)
	return err
}

// Delete satisfies database.Store. The schema only goes forwards.
func (v *versions) Delete(context.Context, database.DBTxConn, int64) error {
	return fmt.Errorf("a schema file cannot be taken back")
}

// GetMigration satisfies database.Store.
func (v *versions) GetMigration(ctx context.Context, db database.DBTxConn, version int64) (*database.GetMigrationResult, error) {
	var found int64
	err := db.QueryRowContext(ctx, `SELECT version FROM schema_version WHERE version = $1`, version).Scan(&found)
	if err == sql.ErrNoRows {
		return nil, database.ErrVersionNotFound
	}
	return &database.GetMigrationResult{IsApplied: true}, err
}

// GetLatestVersion satisfies database.Store.
func (v *versions) GetLatestVersion(ctx context.Context, db database.DBTxConn) (int64, error) {
	var latest int64
	err := db.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM schema_version`).Scan(&latest)
	return latest, err
}

// ListMigrations satisfies database.Store: the latest first.
func (v *versions) ListMigrations(ctx context.Context, db database.DBTxConn) ([]*database.ListMigrationsResult, error) {
	done, err := v.list(ctx, db)
	if err != nil {
		return nil, err
	}
	all := []*database.ListMigrationsResult{{Version: 0, IsApplied: true}}
	for _, f := range done {
		all = append([]*database.ListMigrationsResult{{Version: f.number, IsApplied: true}}, all...)
	}
	return all, nil
}
