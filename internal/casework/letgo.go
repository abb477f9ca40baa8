package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActLetGo is the program's own.
var ActLetGo = access.Declare("case.let go", access.Policy{Systems: []string{"job"}})

// LetGo sees to it that nothing stays with somebody who can't work on it any more: an account that was suspended,
// or whose role in the service has ended, or that is no account at all. Each of her open cases gets a place on the
// waiting list, owned by whoever supervised her, or else by a supervisor of the service; so does each place she
// answered for (D13). The program does it by itself, for each that [Stranded] finds. A service without any
// supervisor keeps its cases as they are until there is one: there is nobody to give them to.
//
// Records Waits for each.
type LetGo struct {
	Service string
	Account id.Account
}

// Run lets them go and tells how many cases and places there were.
func (l LetGo) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActLetGo, gate.On{}); err != nil {
		return 0, err
	}
	cases, err := openCasesOf(ctx, tx, l.Service, l.Account)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, c := range cases {
		owner, err := l.owner(ctx, tx, c.Folder)
		if err != nil {
			return 0, err
		}
		if owner == "" {
			continue
		}
		if err := letGo(ctx, tx, c, owner); err != nil {
			return 0, err
		}
		n++
	}
	places, err := passPlaces(ctx, tx, l.Service, l.Account, l.owner)
	if n += len(places); err == nil && n == 0 {
		tx.Unaudited("a service without a supervisor, or one whose cases were seen to a moment ago")
	}
	return n, err
}

func (l LetGo) owner(ctx context.Context, tx *gate.Tx, f id.Folder) (id.Account, error) {
	return whoAnswers(ctx, tx, l.Service, f, l.Account)
}

// Stranded finds who has open cases, or answers for places on the waiting list, of a service and can't act in
// it any more. The program's own work may.
func Stranded(ctx context.Context, v *gate.View) ([]LetGo, error) {
	if err := v.Authorize(ctx, ActLetGo, gate.On{}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, strandedSQL, func(scan store.Scan) (LetGo, error) {
		var l LetGo
		err := scan(&l.Service, &l.Account)
		return l, err
	}, v.Now(), store.List(access.Casework))
}

// letGo takes a case from its worker and puts it on the waiting list, with an owner.
func letGo(ctx context.Context, tx *gate.Tx, c Case, owner id.Account) error {
	if _, err := tx.EndGrants(ctx, c.Folder, string(c.Worker), gate.BasisCase); err != nil {
		return err
	}
	if _, err := store.Exec(ctx, tx, handPromisesSQL, c.Folder, owner, tx.Entry()); err != nil {
		return err
	}
	c.Worker = ""
	if err := save(ctx, tx, c); err != nil {
		return err
	}
	return putOnList(ctx, tx, c, owner, reasonLeft)
}

// passPlaces gives the places on the waiting list that somebody answered for to others, and tells
// which and to whom.
func passPlaces(ctx context.Context, tx *gate.Tx, service string, from id.Account, to func(context.Context, *gate.Tx, id.Folder) (id.Account, error)) ([]Waits, error) {
	places, err := store.Collect(ctx, tx, placesOfSQL, func(scan store.Scan) (Waits, error) {
		var w Waits
		err := scan(&w.Case, &w.Folder, &w.Reason)
		return w, err
	}, service, from)
	if err != nil {
		return nil, err
	}
	var passed []Waits
	for _, p := range places {
		if p.Owner, err = to(ctx, tx, p.Folder); err != nil {
			return nil, err
		}
		if p.Owner == "" || p.Owner == from {
			continue
		}
		if _, err := store.Exec(ctx, tx, passPlaceSQL, p.Folder, p.Owner); err != nil {
			return nil, err
		}
		tx.Record(p)
		passed = append(passed, p)
	}
	return passed, nil
}

// whoAnswers gives who answers for a case that somebody had: her own supervisor first, or else another who can
// see it; empty when there is nobody.
func whoAnswers(ctx context.Context, tx *gate.Tx, service string, f id.Folder, had id.Account) (id.Account, error) {
	account, _, err := store.Find(ctx, tx, answersSQL, store.Value[id.Account], service, had, tx.Now(), f)
	return account, err
}

var (
	// placesOfSQL is driven by waiting_place_owner.
	placesOfSQL = store.SQL("casework.placesOf", `
	SELECT c.id, p.folder_id, p.reason FROM waiting_place p JOIN case_file c ON c.folder_id = p.folder_id
	WHERE p.service = $1 AND p.left_at = 0 AND p.owner = $2`)

	passPlaceSQL = store.SQL("casework.passPlace", `UPDATE waiting_place SET owner = $2 WHERE folder_id = $1 AND left_at = 0`)

	// strandedSQL reads who has something from case_file_held and waiting_place_owner: as many rows as there
	// are open cases.
	strandedSQL = store.SQL("casework.stranded", `
	SELECT had.service, had.account_id FROM (
		SELECT c.service, c.worker AS account_id FROM case_file c WHERE c.state = 'open' AND c.worker <> ''
		UNION
		SELECT p.service, p.owner AS account_id FROM waiting_place p WHERE p.left_at = 0
	) had
	WHERE NOT EXISTS (SELECT 1 FROM gate_v_membership m JOIN identity_v_account w ON w.account_id = m.account_id
		WHERE m.account_id = had.account_id AND m.service = had.service AND m.since_at <= $1 AND m.until_at > $1
			AND w.status = 'active' AND m.role IN ({{list}}))
	ORDER BY had.service, had.account_id`)

	// answersSQL goes by who can see the folder as a supervisor: driven by the folder's few grants.
	answersSQL = store.SQL("casework.answers", `
	SELECT v.account_id
	FROM gate_v_access v
	JOIN identity_v_account w ON w.account_id = v.account_id
	LEFT JOIN workforce_v_person p ON p.account_id = $2 AND p.service = $1
	WHERE v.folder_id = $4 AND v.role = 'supervisor' AND v.since_at <= $3 AND v.until_at > $3 AND w.status = 'active' AND v.account_id <> $2
	ORDER BY CASE WHEN v.account_id = p.supervisor THEN 0 ELSE 1 END, v.account_id
	LIMIT 1`)
)
