package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"goldenthread/internal/store"
)

// Each of these fits one engine alone, so it is made only where it is used.
var (
	liteColumns = sync.OnceValue(func() store.Statement {
		return store.SQL("storetest.liteColumns", `
		SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.cid`)
	})
	postgresColumns = sync.OnceValue(func() store.Statement {
		return store.SQL("storetest.postgresColumns", `
		SELECT CAST(table_name AS text), CAST(column_name AS text) FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE')
		ORDER BY table_name, ordinal_position`)
	})
)

// Digest gives a fingerprint of each table of a database, so that a test can say that nothing was
// changed, or what was. Tables whose names match one of the patterns ("audit_*") are left out.
func Digest(t testing.TB, db *store.DB, leaveOut ...string) map[string]string {
	t.Helper()
	digests := map[string]string{}
	err := db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
		tables, err := columnsOf(ctx, s, db.Engine())
		if err != nil {
			return err
		}
		for table, columns := range tables {
			if slices.ContainsFunc(leaveOut, func(p string) bool { match, _ := path.Match(p, table); return match }) {
				continue
			}
			if digests[table], err = digestOf(ctx, s, table, columns); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return digests
}

func columnsOf(ctx context.Context, s *store.Snapshot, engine string) (map[string][]string, error) {
	columns := liteColumns
	if engine == store.Postgres {
		columns = postgresColumns
	}
	tables := map[string][]string{}
	return tables, store.Each(ctx, s, columns(), func(row store.Scan) error {
		var table, column string
		err := row(&table, &column)
		tables[table] = append(tables[table], column)
		return err
	})
}

// digestOf reads the rows in no order and sorts their fingerprints: the engines need not agree on one.
func digestOf(ctx context.Context, s *store.Snapshot, table string, columns []string) (string, error) {
	var rows []string
	var text []byte // grows to the longest row
	err := store.Each(ctx, s, wholeTable(table, columns), func(row store.Scan) error {
		values, dest := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			dest[i] = &values[i]
		}
		if err := row(dest...); err != nil {
			return err
		}
		text = text[:0]
		for _, v := range values {
			text = appendValue(text, v)
		}
		sum := sha256.Sum256(text)
		rows = append(rows, string(sum[:]))
		return nil
	})
	slices.Sort(rows)
	sum := sha256.Sum256([]byte(strings.Join(rows, "")))
	return fmt.Sprintf("%d rows %s", len(rows), hex.EncodeToString(sum[:6])), err
}

// appendValue writes a value so that no other value, nor two side by side, is written as it is: what it is, how long, and it.
func appendValue(to []byte, v any) []byte {
	switch v := v.(type) {
	case []byte:
		to = fmt.Appendf(to, "b%d ", len(v))
		return append(to, v...)
	case string:
		to = fmt.Appendf(to, "s%d ", len(v))
		return append(to, v...)
	}
	return fmt.Appendf(to, "%T %v ", v, v)
}

var whole struct {
	sync.Mutex
	tables map[string]store.Statement
}

// wholeTable gives the statement that reads a whole table. It is made once for each set of columns.
func wholeTable(table string, columns []string) store.Statement {
	text := "SELECT " + strings.Join(columns, ", ") + " FROM " + table
	whole.Lock()
	defer whole.Unlock()
	st, made := whole.tables[text]
	if !made {
		if whole.tables == nil {
			whole.tables = map[string]store.Statement{}
		}
		st = store.SQL(fmt.Sprintf("storetest.whole%d", len(whole.tables)), text)
		whole.tables[text] = st
	}
	return st
}
