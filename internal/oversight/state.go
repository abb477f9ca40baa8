package oversight

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// ActState sees how the log stands: the auditor and the data protection lead may.
var ActState = access.Declare("oversight.state", access.Policy{Roles: []access.Role{access.Auditor, access.DataProtectionLead}})

// State is how the log and the register of those who asked not to be contacted stand. Counts stop at a hundred.
type State struct {
	Entries int64 // in the tree that proves the log
	Waiting int   // not in the tree yet
	Signed  int64 // entries under the latest signed checkpoint
	At      clock.Instant
	NoCall  map[person.Scope]int // in force now, by what they asked about
}

// most is where counts stop.
const most = 100

// Now gives how they stand. Those of [ActState] may.
func Now(ctx context.Context, v gate.Reader) (State, error) {
	s := State{NoCall: map[person.Scope]int{}}
	if err := v.Authorize(ctx, ActState, gate.On{}); err != nil {
		return s, err
	}
	for _, q := range []struct {
		sql  store.Statement
		scan func(store.Scan) error
		args []any
	}{
		{headSQL, func(scan store.Scan) error { return scan(&s.Entries) }, nil},
		{waitingSQL, func(scan store.Scan) error { return scan(&s.Waiting) }, []any{most}},
		{signedSQL, func(scan store.Scan) error { return scan(&s.Signed, &s.At) }, nil},
		{noCallSQL, func(scan store.Scan) error {
			var scope person.Scope
			var n int
			err := scan(&scope, &n)
			s.NoCall[scope] = n
			return err
		}, []any{v.Now(), most, person.ScopeMatter, person.ScopeService, person.ScopeAll}},
	} {
		if err := store.Each(ctx, v, q.sql, q.scan, q.args...); err != nil {
			return s, err
		}
	}
	return s, nil
}

var (
	headSQL    = store.SQL("oversight.head", `SELECT size FROM audit_v_head WHERE id = 1`)
	waitingSQL = store.SQL("oversight.waiting", `SELECT count(*) FROM (SELECT entry_id FROM audit_v_pending LIMIT $1) w`)
	// signedSQL reads the end of the key of audit_checkpoint.
	signedSQL = store.SQL("oversight.signed", `SELECT size, at FROM audit_v_checkpoint ORDER BY size DESC LIMIT 1`)
	// noCallSQL is driven by do_not_contact_scope, at most a hundred rows of each.
	noCallSQL = store.SQL("oversight.noCall", `
		SELECT $3, count(*) FROM (SELECT DISTINCT last_entry FROM person_v_no_contact WHERE scope = $3 AND until_at > $1 LIMIT $2) m
		UNION ALL SELECT $4, count(*) FROM (SELECT DISTINCT last_entry FROM person_v_no_contact WHERE scope = $4 AND until_at > $1 LIMIT $2) s
		UNION ALL SELECT $5, count(*) FROM (SELECT DISTINCT last_entry FROM person_v_no_contact WHERE scope = $5 AND until_at > $1 LIMIT $2) a`)
)
