package store

import (
	"context"
	"database/sql"
	"regexp"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"

	"goldenthread/internal/errs"
)

// insertOnlyPrefix begins the names of tables whose rows are only ever added.
const insertOnlyPrefix = "audit_entry"

var tableForm = regexp.MustCompile(`^[a-z_][a-z0-9_]*$`)

// insertOnly picks the insert-only tables out of all. A name in Options that is no table is refused:
// a slip of the pen there would leave a table open.
func insertOnly(all []string, o Options) ([]string, error) {
	var picked []string
	for _, t := range all {
		if strings.HasPrefix(t, insertOnlyPrefix) || slices.Contains(o.InsertOnly, t) {
			picked = append(picked, t)
		}
	}
	for _, t := range append(slices.Clone(o.InsertOnly), picked...) {
		if !tableForm.MatchString(t) || !slices.Contains(all, t) {
			return nil, errs.New(errs.Invalid, "insert-only: there is no table "+t)
		}
	}
	return picked, nil
}

func (e *sqliteEngine) migrate(ctx context.Context, p *plan) error {
	r, err := e.open(ctx)
	if err != nil {
		return err
	}
	r.link.close() // the pool's one connection goes back to it
	defer r.pool.Close()
	if err := p.up(ctx, SQLite, r.pool); err != nil {
		return err
	}
	all, err := texts(ctx, r.pool, `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return sqliteFault("migrate", err)
	}
	tables, err := insertOnly(all, e.o)
	if err != nil {
		return err
	}
	for _, t := range tables {
		for _, act := range []string{"update", "delete"} {
			_, err := r.pool.ExecContext(ctx, "CREATE TRIGGER IF NOT EXISTS "+t+"_no_"+act+" BEFORE "+strings.ToUpper(act)+" ON "+t+
				" BEGIN SELECT RAISE(ABORT, 'rows of this table can only be added'); END")
			if err != nil {
				return sqliteFault("migrate", err)
			}
		}
	}
	return nil
}

func (e *postgresEngine) migrate(ctx context.Context, p *plan) error {
	owner := stdlib.OpenDB(*e.config)
	defer owner.Close()
	if err := p.up(ctx, Postgres, owner); err != nil {
		return err
	}
	if err := e.grant(ctx, owner); err != nil {
		return err
	}
	// Connections opened before the role was there still have the owner's rights: have them closed.
	e.pool.SetMaxIdleConns(0)
	e.pool.SetMaxIdleConns(e.o.Readers)
	return e.learnIndexes(ctx)
}

// grant makes the application's role, if it may, and gives it exactly the rights it needs.
func (e *postgresEngine) grant(ctx context.Context, owner *sql.DB) error {
	var exists, mayMake, member bool
	err := owner.QueryRowContext(ctx, `SELECT app.oid IS NOT NULL, me.rolsuper OR me.rolcreaterole, coalesce(pg_has_role(app.oid, 'MEMBER'), me.rolsuper)
		FROM pg_roles me LEFT JOIN pg_roles app ON app.rolname = $1 WHERE me.rolname = current_user`, appRole).Scan(&exists, &mayMake, &member)
	if err != nil {
		return e.fault("migrate", err)
	}
	if !exists && !mayMake {
		e.o.Log.WarnContext(ctx, "this database user may not make the role "+appRole+", so the program works with the owner's rights: have an administrator run CREATE ROLE "+appRole+" NOLOGIN and GRANT it to this user, then migrate again")
		return nil
	}
	all, err := texts(ctx, owner, `SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace ORDER BY relname`)
	if err != nil {
		return e.fault("migrate", err)
	}
	tables, err := insertOnly(all, e.o)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return nil
	}
	var commands []string
	if !exists {
		// Another migration, of another database of the same server, may make it at the same moment.
		commands = append(commands, `DO $$ BEGIN CREATE ROLE `+appRole+` NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`)
	}
	if !member && mayMake {
		commands = append(commands, `GRANT `+appRole+` TO current_user`)
	}
	commands = append(commands, `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO `+appRole,
		`REVOKE INSERT, UPDATE, DELETE ON schema_version FROM `+appRole)
	for _, t := range tables {
		commands = append(commands, `REVOKE UPDATE, DELETE, TRUNCATE ON `+t+` FROM `+appRole)
	}
	for _, c := range commands {
		if _, err := owner.ExecContext(ctx, c); err != nil {
			return e.fault("migrate", err)
		}
	}
	return nil
}

// texts gives the one text column of a query.
func texts(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}
