package store

import (
	"context"
	"strings"
)

// Check prepares a statement without running it, so that a test can find a wrong name or type in any
// statement on either engine.
func (db *DB) Check(ctx context.Context, s Statement) error {
	const count = 2 // two items or rows show what one hides: the comma
	return db.engine.check(ctx, s.render(db.Engine(), s.before+1, count))
}

// Explain gives the plan by which a statement would run, one line a step, for tests that pin the
// index it is driven by. PostgreSQL is told to avoid reading whole tables, so that the small tables of
// a test show the index that a large one would be read by.
func Explain(ctx context.Context, q Reader, s Statement, args ...any) (string, error) {
	on, text, values, err := begin(q, s, args)
	if err != nil {
		return "", err
	}
	defer on.busy.Store(false)
	ask := "EXPLAIN QUERY PLAN "
	if on.engine == Postgres {
		if err := on.link.control(ctx, "SET LOCAL enable_seqscan = off"); err != nil {
			return "", on.fault(s, err)
		}
		ask = "EXPLAIN "
	}
	rows, err := on.link.query(on.bound(ctx), ask+text, values)
	if err != nil {
		return "", on.fault(s, err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		dest := []any{&line}
		if on.engine == SQLite {
			var step, parent, unused int64
			dest = []any{&step, &parent, &unused, &line}
		}
		if err := rows.Scan(dest...); err != nil {
			return "", scanFault(s, err)
		}
		lines = append(lines, line)
	}
	if err := rows.Err(); err != nil {
		return "", on.fault(s, err)
	}
	return strings.Join(lines, "\n"), nil
}
