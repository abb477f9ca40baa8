package oversight

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ActState sees how the log stands: the auditor and the data protection lead may.
var ActState = access.Declare("oversight.state", access.Policy{Roles: []access.Role{access.Auditor, access.DataProtectionLead}})

// State is how the log, the keys and the register of those who asked not to be contacted stand, and what came in as one list.
// Counts stop at a hundred.
type State struct {
	Entries int64 // in the tree that proves the log
	Waiting int   // not in the tree yet
	Signed  int64 // entries under the latest signed checkpoint
	At      clock.Instant
	NoCall  map[person.Scope]int // in force now, by what they asked about
	Keys    []Key                // the one in use first, then those kept for restores
	Erased  int                  // records whose own key was destroyed
	Lists   []List               // the latest lists of cases that were taken in, of the services that whoever asks watches over
}

// Key is one of the keys under which all that is private is kept; of the key itself nothing is known here.
type Key struct {
	Made    clock.Instant
	Destroy clock.Instant // when it goes; [clock.Never]: it is in use
}

// List is a list of cases that was taken in, and was not undone.
type List struct {
	Service string
	On      clock.Date
	Rows    int
}

// most is where counts stop.
const most = 100

// There are five keys at most while the system runs every week; more when it was off.
const mostKeys, mostLists = 12, 20

// Now gives how they stand. Those of [ActState] may. The auditor is told of the lists of every service, the data protection lead of
// those that her agency runs.
func Now(ctx context.Context, v gate.Reader) (State, error) {
	s := State{NoCall: map[person.Scope]int{}}
	if err := v.Authorize(ctx, ActState, gate.On{}); err != nil {
		return s, err
	}
	runs, every := v.Actor().WatchesOver()
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
		{keysSQL, func(scan store.Scan) error {
			var made, retired clock.Instant
			err := scan(&made, &retired)
			k := Key{Made: made, Destroy: clock.Never}
			if retired != clock.Never {
				k.Destroy = retired.Add(seal.KeptFor)
			}
			s.Keys = append(s.Keys, k)
			return err
		}, []any{clock.Never, mostKeys}},
		{erasedSQL, func(scan store.Scan) error { return scan(&s.Erased) }, []any{most}},
		{listsSQL, func(scan store.Scan) error {
			var l List
			err := scan(&l.Service, &l.On, &l.Rows)
			s.Lists = append(s.Lists, l)
			return err
		}, []any{intake.ListKind, mostLists, every, store.List(append(runs, ""))}},
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
	// keysSQL reads the end of the key of seal_epoch.
	keysSQL   = store.SQL("oversight.keys", `SELECT made_at, retired_at FROM seal_v_epoch WHERE destroyed_at = $1 ORDER BY id DESC LIMIT $2`)
	erasedSQL = store.SQL("oversight.erased", `SELECT count(*) FROM (SELECT erased_at FROM seal_v_erasure LIMIT $1) e`)
	// listsSQL is driven by intake_batch_of_kind.
	listsSQL = store.SQL("oversight.lists", `
		SELECT b.service, b.received_on, b.rows_done FROM intake_v_batch b
		WHERE b.kind = $1 AND ($3 = true OR EXISTS (SELECT 1 FROM agency_v_team t WHERE t.service = b.service AND t.agency_id IN ({{list}})))
		ORDER BY b.received_at DESC, b.id DESC LIMIT $2`)
)
