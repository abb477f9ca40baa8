package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ActHandOver is for those who give one worker's cases to others for good.
var ActHandOver = access.Declare("case.hand over", access.Policy{Roles: []access.Role{access.Supervisor}})

// HandOver gives all that one worker has open in a service to others, for good, in one go: each case to whom
// the supervisor chose, above the limit where it must be, with the reason "handover". A case for which nobody was
// chosen, or whose chosen worker can't take it, gets a place on the waiting list that the supervisor answers for,
// and so does every place the worker answered for: no case is left without somebody (D13). Supervisors
// of the service may.
//
// Fails with errs.Invalid when somebody chosen does not work for the service. Records Allocated or Waits for each.
type HandOver struct {
	Service catalogue.Service
	From    id.Account
	To      map[id.Case]Taker // who takes which case; one that is not in it waits
	Reasons catalogue.List    // above-cap
}

// Taker is somebody in the role in which she takes a case.
type Taker struct {
	Account id.Account
	Role    access.Role
}

// HandedOver says what became of the cases.
type HandedOver struct{ Given, Waiting int }

// reasonLeft is why a case waits whose worker is not there any more, and why one is taken above the limit.
const (
	reasonLeft     = "worker left"
	reasonHandover = "handover"
)

// Run hands them over.
func (h HandOver) Run(ctx context.Context, tx *gate.Tx) (HandedOver, error) {
	if err := tx.Authorize(ctx, ActHandOver, gate.On{Service: h.Service.Key}); err != nil {
		return HandedOver{}, err
	}
	var bad errs.Fields
	if h.From == "" {
		bad.Add("from", "Choose whose cases are handed over")
	}
	for _, to := range h.To {
		if to.Account == h.From {
			bad.Add("to", "Choose somebody else: these cases are theirs now")
			break
		}
	}
	if err := bad.Err(); err != nil {
		return HandedOver{}, err
	}
	cases, err := openCasesOf(ctx, tx, h.Service.Key, h.From)
	if err != nil {
		return HandedOver{}, err
	}
	var done HandedOver
	for _, c := range cases {
		given, err := h.give(ctx, tx, c)
		switch {
		case err != nil:
			return HandedOver{}, err
		case given:
			done.Given++
		default:
			done.Waiting++
			if err := letGo(ctx, tx, c, tx.Actor().Account()); err != nil {
				return HandedOver{}, err
			}
		}
	}
	return done, passPlaces(ctx, tx, h.Service.Key, h.From, tx.Actor().Account())
}

// give gives one case to whoever was chosen; false when nobody was, or she can't take it. Why not is not said: it may
// be a conflict of interest.
func (h HandOver) give(ctx context.Context, tx *gate.Tx, c Case) (bool, error) {
	to, chosen := h.To[c.ID]
	if !chosen {
		return false, nil
	}
	if err := tx.Authorize(ctx, ActAllocate, gate.On{Folder: c.Folder}); err != nil {
		return false, err
	}
	a := Allocate{Case: c.ID, Version: c.Version, Service: h.Service, Worker: to.Account, Role: to.Role, Above: true, Why: reasonHandover, Reasons: h.Reasons}
	err := tx.Try(ctx, func(ctx context.Context) error {
		_, err := a.Run(ctx, tx)
		return err
	})
	if errs.KindOf(err) == errs.Conflict {
		return false, nil
	}
	return err == nil, err
}

// openCasesOf gives what one worker has open in a service.
func openCasesOf(ctx context.Context, q gate.Reader, service string, worker id.Account) ([]Case, error) {
	return store.Collect(ctx, q, openCasesOfSQL, scanCase, service, worker)
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
	tx.Record(Waits{Case: c.ID, Folder: c.Folder, Owner: owner, Reason: reasonLeft})
	return place(ctx, tx, c, owner, reasonLeft)
}

// passPlaces gives the places on the waiting list that somebody answered for to another.
func passPlaces(ctx context.Context, tx *gate.Tx, service string, from, to id.Account) error {
	places, err := store.Collect(ctx, tx, placesOfSQL, func(scan store.Scan) (Waits, error) {
		w := Waits{Owner: to}
		return w, scan(&w.Case, &w.Folder, &w.Reason)
	}, service, from)
	if err != nil {
		return err
	}
	for _, p := range places {
		if _, err := store.Exec(ctx, tx, passPlaceSQL, p.Folder, to); err != nil {
			return err
		}
		tx.Record(p)
	}
	return nil
}

// ActLetGo is the program's own, when an account is suspended or a role ends.
var ActLetGo = access.Declare("case.let go", access.Policy{Systems: []string{"job"}})

// LetGo sees to it that nothing stays with somebody who can't work on it any more: an account that was suspended, or
// whose role in a service has ended. Each of her open cases gets a place on the waiting list, owned by whoever supervised
// her, or else by a supervisor of the service; so does each place she answered for. The program does it by
// itself. A service without any supervisor keeps its cases as they are: there is nobody to give them to.
//
// Records Waits for each; nothing when all is well.
type LetGo struct {
	Account id.Account
}

// Run lets them go and tells how many.
func (l LetGo) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActLetGo, gate.On{}); err != nil {
		return 0, err
	}
	services, err := store.Collect(ctx, tx, strandedSQL, func(scan store.Scan) (s string, err error) { return s, scan(&s) },
		l.Account, tx.Now(), store.List(access.Casework))
	if err != nil {
		return 0, err
	}
	n := 0
	for _, service := range services {
		owner, found, err := store.Find(ctx, tx, answersSQL, func(scan store.Scan) (a id.Account, err error) { return a, scan(&a) },
			service, l.Account, tx.Now())
		if err != nil || !found {
			return n, err
		}
		cases, err := openCasesOf(ctx, tx, service, l.Account)
		if err != nil {
			return n, err
		}
		for _, c := range cases {
			if err := letGo(ctx, tx, c, owner); err != nil {
				return n, err
			}
		}
		n += len(cases)
		if err := passPlaces(ctx, tx, service, l.Account, owner); err != nil {
			return n, err
		}
	}
	if n == 0 {
		tx.Unaudited("nothing was left with an account that can't act")
	}
	return n, nil
}

// Handing is one case as a handover, or a day's cover, shows it: her own sentence first, then how to reach her,
// what was promised and what is next.
type Handing struct {
	Case     Case
	About    person.About
	Promises []Promise
}

// HandoverOf is one worker's open cases, and who may take them.
type HandoverOf struct {
	Cases  []Handing
	Takers []Worker
}

// Handover reads every open case of one worker for whoever takes over: what the person wants in her own
// words, the rule of reaching her, what was promised, what comes next. Supervisors of the service may.
func Handover(ctx context.Context, v *gate.View, s catalogue.Service, from id.Account) (HandoverOf, error) {
	if err := v.Authorize(ctx, ActHandOver, gate.On{Service: s.Key}); err != nil {
		return HandoverOf{}, err
	}
	cases, err := openCasesOf(ctx, v, s.Key, from)
	if err != nil {
		return HandoverOf{}, err
	}
	var h HandoverOf
	if h.Cases, err = handings(ctx, v, cases); err != nil {
		return HandoverOf{}, err
	}
	h.Takers, err = takersIn(ctx, v, s, from)
	return h, err
}

// handings reads cases one by one: there are as many as one worker has, it is done once a handover or a day, and
// each opening is recorded. Those the actor may not see are left out.
func handings(ctx context.Context, v *gate.View, cases []Case) ([]Handing, error) {
	folders := make([]id.Folder, len(cases))
	for i, c := range cases {
		folders[i] = c.Folder
	}
	visible, err := v.Visible(ctx, folders, access.Existence)
	if err != nil {
		return nil, err
	}
	var list []Handing
	var values []*seal.Value
	for _, c := range cases {
		if !visible[c.Folder] {
			continue
		}
		h := Handing{Case: c}
		if h.About, err = person.Load(ctx, v, c.Folder); err != nil {
			return nil, err
		}
		if h.Promises, err = openPromises(ctx, v, c.Folder); err != nil {
			return nil, err
		}
		values = append(values, h.About.Identity.Initials, h.About.Story.Wants)
		values = append(values, h.About.Safe.Values()...)
		for _, p := range h.Promises {
			values = append(values, p.What)
		}
		list = append(list, h)
	}
	return list, v.OpenWhatMay(ctx, values...)
}

var (
	// openCasesOfSQL is driven by case_file_worker.
	openCasesOfSQL = store.SQL("casework.openCasesOf", `
	SELECT `+dueColumns+` FROM case_file c WHERE c.worker = $2 AND c.state = 'open' AND c.service = $1 ORDER BY c.stage_due_at, c.id`)

	placesOfSQL = store.SQL("casework.placesOf", `
	SELECT c.id, p.folder_id, p.reason FROM waiting_place p JOIN case_file c ON c.folder_id = p.folder_id
	WHERE p.service = $1 AND p.left_at = 0 AND p.owner = $2`)

	passPlaceSQL = store.SQL("casework.passPlace", `UPDATE waiting_place SET owner = $2 WHERE folder_id = $1 AND left_at = 0`)

	// strandedSQL gives the services in which an account has cases or answers for places and can't act any more: it is
	// suspended, or has no role there now. Driven by case_file_worker.
	strandedSQL = store.SQL("casework.stranded", `
	SELECT service FROM (
		SELECT c.service FROM case_file c WHERE c.worker = $1 AND c.state = 'open'
		UNION
		SELECT p.service FROM waiting_place p WHERE p.owner = $1 AND p.left_at = 0
	) had
	WHERE EXISTS (SELECT 1 FROM identity_v_account w WHERE w.account_id = $1 AND w.status <> 'active')
		OR NOT EXISTS (SELECT 1 FROM gate_v_membership m
			WHERE m.account_id = $1 AND m.service = had.service AND m.since_at <= $2 AND m.until_at > $2 AND m.role IN ({{list}}))
	ORDER BY service`)

	// answersSQL gives who answers for what somebody had: her own supervisor first, or else another of the service.
	answersSQL = store.SQL("casework.answers", `
	SELECT m.account_id
	FROM gate_v_membership m
	JOIN identity_v_account w ON w.account_id = m.account_id
	LEFT JOIN workforce_v_person p ON p.account_id = $2 AND p.service = $1
	WHERE m.service = $1 AND m.role = 'supervisor' AND m.since_at <= $3 AND m.until_at > $3 AND w.status = 'active' AND m.account_id <> $2
	ORDER BY CASE WHEN m.account_id = p.supervisor THEN 0 ELSE 1 END, m.account_id
	LIMIT 1`)
)
