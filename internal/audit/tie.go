package audit

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ties are the statements by which packages answer for their rows.
var ties struct {
	sync.Mutex
	list []store.Statement
}

// Tie has verification look at the rows of the package that owns s. The statement gives at most one
// row of three columns, a table, a row's id and the entry it names as its last, for a row whose entry
// is not in the log: whoever wrote it did not come through the gate. It takes no arguments. A test
// holds every table with a column last_entry to being in one.
func Tie(s store.Statement) store.Statement {
	ties.Lock()
	defer ties.Unlock()
	ties.list = append(ties.list, s)
	return s
}

// Ties lists the statements that tie rows to the log.
func Ties() []store.Statement {
	ties.Lock()
	defer ties.Unlock()
	return slices.Clone(ties.list)
}

// rows looks for rows of the packages above that name an entry there is not.
func (v *verification) rows(ctx context.Context) error {
	type untied struct {
		table, row string
		entry      id.Entry
	}
	for _, tie := range Ties() {
		u, found, err := store.Find(ctx, v.r, tie, func(row store.Scan) (u untied, err error) {
			err = row(&u.table, &u.row, &u.entry)
			return u, err
		})
		if err != nil {
			return err
		}
		if found {
			v.bad(-1, u.entry, fmt.Sprintf("%s %s was put in or altered behind the gate: it names as its last entry one that is not in the log", u.table, u.row))
		}
	}
	return nil
}
