package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// mostLooked is how many single looks one page holds; older ones stay in the log.
const mostLooked = 2000

// LookedOn is what one person did with a case on one day.
type LookedOn struct {
	Account id.Account // empty: a part of the system
	Name    string     // of the member of staff
	Roles   []access.Role
	On      clock.Date
	How     []string      // "opened", "listed", "changed"
	Times   int           // entries of the log that day
	Last    clock.Instant // the latest of them
}

// Looked lists everyone who has looked at a folder or changed what is in it, day by day, latest first, with the roles they hold
// now; more is true when there is older still. Those who may see the case may. The looking of this
// page itself is not among them yet.
func Looked(ctx context.Context, v gate.Reader, f id.Folder) (days []LookedOn, more bool, err error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: f}); err != nil {
		return nil, false, err
	}
	return lookedOf(ctx, v, f)
}

// lookedOf lists them, for somebody who may.
func lookedOf(ctx context.Context, v gate.Reader, f id.Folder) (days []LookedOn, more bool, err error) {
	lines, err := store.Collect(ctx, v, lookedSQL, func(scan store.Scan) (look, error) {
		var l look
		err = scan(&l.who, &l.name, &l.how, &l.at)
		return l, err
	}, f, mostLooked+1)
	if err != nil {
		return nil, false, err
	}
	more = len(lines) > mostLooked
	days = byDay(lines[:min(len(lines), mostLooked)])
	return days, more, withRoles(ctx, v, days)
}

// look is one line of the log about a folder.
type look struct {
	who  id.Account
	name string
	how  string
	at   clock.Instant
}

// byDay gathers single looks, which come latest first.
func byDay(lines []look) []LookedOn {
	type key struct {
		who id.Account
		on  clock.Date
	}
	at, before := map[key]int{}, map[key]clock.Instant{}
	days := []LookedOn{}
	for _, l := range lines {
		k := key{l.who, l.at.Date()}
		i, known := at[k]
		if !known {
			i = len(days)
			at[k] = i
			days = append(days, LookedOn{Account: l.who, Name: l.name, On: k.on, Last: l.at})
		}
		if before[k] != l.at { // an entry that says both that it was opened and that it was changed is one
			days[i].Times, before[k] = days[i].Times+1, l.at
		}
		if !slices.Contains(days[i].How, l.how) {
			days[i].How = append(days[i].How, l.how)
		}
	}
	return days
}

// withRoles adds the roles that those who looked hold now.
func withRoles(ctx context.Context, v gate.Reader, days []LookedOn) error {
	var accounts []id.Account
	for _, d := range days {
		if d.Account != "" && !slices.Contains(accounts, d.Account) {
			accounts = append(accounts, d.Account)
		}
	}
	if len(accounts) == 0 {
		return nil
	}
	roles := map[id.Account][]access.Role{}
	err := store.Each(ctx, v, lookersRolesSQL, func(scan store.Scan) error {
		var who id.Account
		var role access.Role
		err := scan(&who, &role)
		if !slices.Contains(roles[who], role) {
			roles[who] = append(roles[who], role)
		}
		return err
	}, v.Now(), store.List(accounts))
	for i, d := range days {
		days[i].Roles = roles[d.Account]
	}
	return err
}

// lookedSQL is driven by audit_subject_looked. What a part of the system did has no account.
var lookedSQL = store.SQL("casework.looked", `
	SELECT COALESCE(a.account_id, ''), COALESCE(a.name, ''), l.how, l.at
	FROM audit_v_looked l LEFT JOIN identity_v_account a ON a.account_id = l.actor
	WHERE l.subject = $1 ORDER BY l.at DESC, l.actor, l.how LIMIT $2`)

var lookersRolesSQL = store.SQL("casework.lookersRoles", `
	SELECT account_id, role FROM gate_v_membership
	WHERE since_at <= $1 AND until_at > $1 AND account_id IN ({{list}}) ORDER BY account_id, role`)
