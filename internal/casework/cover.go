package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// ActCovering is for everybody who takes cases, about those she covers today.
var ActCovering = access.Declare("case.covering", access.Policy{Roles: access.Casework})

// Cover gives what is due today of somebody who is away to a colleague, for today: whoever is to be called, was
// promised something, is to be told something, has a step of their plan due or a day at court, with the rule of reaching them. The colleague sees these cases until midnight and no
// longer; the cases stay with their worker. Somebody who can't work on one of them is not given it, and how many
// those are is all that is said; a case that the supervisor may not see is neither given nor counted. Supervisors of the
// service may.
//
// Fails with errs.Invalid for somebody who does not take cases of the service today or may be given none for a check, with errs.Conflict when nothing is
// due that she could do. Records Covered for each.
type Cover struct {
	Service catalogue.Service
	Absent  id.Account
	By      id.Account
}

// CoverGiven says how many cases the colleague covers, and for how many somebody else is wanted.
type CoverGiven struct{ Cases, Left int }

// Covered says that a colleague does today what somebody who is away had to do.
type Covered struct {
	Case       id.Case
	Folder     id.Folder
	Absent, By id.Account
}

// EventKind names the event.
func (Covered) EventKind() string { return "case.covered" }

// Run gives the cover.
func (c Cover) Run(ctx context.Context, tx *gate.Tx) (CoverGiven, error) {
	if err := tx.Authorize(ctx, ActHandOver, gate.On{Service: c.Service.Key}); err != nil {
		return CoverGiven{}, err
	}
	may, _, err := takersIn(ctx, tx, c.Service, c.Absent)
	if err != nil {
		return CoverGiven{}, err
	}
	var bad errs.Fields
	if !slices.ContainsFunc(may, func(w Worker) bool { return w.Account == c.By }) {
		bad.Add("by", "Choose a colleague who is there today, and whose checks are in date")
	}
	if err := bad.Err(); err != nil {
		return CoverGiven{}, err
	}
	due, err := store.Collect(ctx, tx, dueOfSQL, scanCase, c.Absent, endOfDay(tx.Now()), c.Service.Key, tx.Actor().Account(), tx.Now(), tx.Now().Date())
	if err != nil {
		return CoverGiven{}, err
	}
	midnight := tx.Now().Date().AddDays(1).Start()
	var given CoverGiven
	for _, one := range due {
		err := person.Conflict(ctx, tx, one.Folder, c.By)
		if errs.KindOf(err) == errs.Conflict {
			given.Left++
			continue
		}
		if err != nil {
			return CoverGiven{}, err
		}
		grant := gate.Grant{Folder: one.Folder, Grantee: string(c.By), Sections: access.All, Basis: gate.BasisCover, Until: midnight}
		if err := tx.Grant(ctx, grant); err != nil {
			return CoverGiven{}, err
		}
		if _, err := store.Exec(ctx, tx, addCoverSQL, tx.NewID(), one.Folder, c.Absent, c.By, tx.Actor().Account(), tx.Now(), midnight); err != nil {
			return CoverGiven{}, err
		}
		given.Cases++
		tx.Record(Covered{Case: one.ID, Folder: one.Folder, Absent: c.Absent, By: c.By})
	}
	if given.Cases == 0 {
		return CoverGiven{}, errs.New(errs.Conflict, "nothing of it is due today that this colleague could do")
	}
	return given, nil
}

// Covering reads what the actor covers today: each person's own words, the rule of reaching her, what was promised.
// After midnight there is nothing. Everybody who takes cases may, for herself.
func Covering(ctx context.Context, v *gate.View) ([]Handing, error) {
	if err := v.Authorize(ctx, ActCovering, gate.On{}); err != nil {
		return nil, err
	}
	cases, err := store.Collect(ctx, v, coveringSQL, scanCase, v.Actor().Account(), v.Now())
	if err != nil {
		return nil, err
	}
	return handings(ctx, v, cases)
}

var (
	// dueOfSQL gives the open cases of one worker with something to do by the end of the day, of those another account
	// may see. Driven by case_file_worker.
	dueOfSQL = store.SQL("casework.dueOf", `
	SELECT `+dueColumns+` FROM case_file c
	WHERE c.worker = $1 AND c.state = 'open' AND c.service = $3
		AND (c.due_at <= $2 OR EXISTS (SELECT 1 FROM promise p WHERE p.folder_id = c.folder_id AND p.settled = '' AND p.due_at <= $2)
			OR EXISTS (SELECT 1 FROM case_court h WHERE h.case_id = c.id AND h.on_date = $6 AND`+atCourt+`)
			OR c.id IN (SELECT o.case_id FROM casework_v_owed o WHERE o.worker = $1 AND o.due_at <= $2))
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $4 AND v.since_at <= $5 AND v.until_at > $5)
	ORDER BY c.due_at, c.id`)

	// addCoverSQL leaves what the same colleague covers already as it is. Driven by case_cover_cover.
	addCoverSQL = store.SQL("casework.addCover", `
	INSERT INTO case_cover (id, folder_id, absent, cover, by_account, since_at, until_at)
	SELECT $1, $2, $3, $4, $5, $6, $7
	WHERE NOT EXISTS (SELECT 1 FROM case_cover k WHERE k.cover = $4 AND k.until_at = $7 AND k.folder_id = $2)`)

	coveringSQL = store.SQL("casework.covering", `
	SELECT `+dueColumns+coveredBy+`
	ORDER BY c.stage_due_at, c.id`)

	coachCountsSQL = store.SQL("casework.coachCounts", `SELECT`+coverCounts+`,`+ownRegister)
)

// coveredBy is what one account ($1) covers at an instant ($2), as far as it may see it; what was given to it for good meanwhile is its
// own. Driven by case_cover_cover.
const coveredBy = `
	FROM case_file c
	WHERE c.state = 'open' AND c.worker <> $1 AND c.folder_id IN (SELECT k.folder_id FROM case_cover k WHERE k.cover = $1 AND k.until_at > $2)
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)`

// coverCounts counts what one account covers, and what of it the account has not looked at since it was given.
const coverCounts = `
		(SELECT count(*)` + coveredBy + `),
		(SELECT count(*)` + coveredBy + `
			AND NOT EXISTS (SELECT 1 FROM audit_v_looked l WHERE l.subject = c.folder_id AND l.actor = $1 AND l.how = 'opened'
				AND l.at >= (SELECT max(k.since_at) FROM case_cover k WHERE k.folder_id = c.folder_id AND k.cover = $1)))`
