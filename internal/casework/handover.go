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
// the supervisor chose for it or else for all the rest, above the limit where it must be, with the reason "handover". A case for which nobody
// was chosen, or whose chosen worker can't take it, gets a place on the waiting list that the supervisor answers for,
// and so does every place the worker answered for: no case is left without somebody (D13). Supervisors
// of the service may.
//
// Cases that the supervisor is kept out of go to another one, or wait where one who comes finds them, whoever was chosen
// for all; of them she learns nothing, so that an answer of nothing is the same whether there were such cases or none at all.
//
// Fails with errs.Invalid (field "case-" and its id, or "rest") when somebody chosen does not work for the service. Records HandoverMade, and
// Allocated or Waits for each.
type HandOver struct {
	Service catalogue.Service
	From    id.Account
	To      map[id.Case]Taker // who takes which case; nobody: it waits
	Rest    Taker             // who takes those that are not in To; nobody: they wait
	Reasons catalogue.List    // above-cap
}

// Taker is somebody in the role in which she takes a case.
type Taker struct {
	Account id.Account
	Role    access.Role
}

// HandedOver says what became of the cases, and of places on the waiting list: those the actor answers for now.
type HandedOver struct{ Given, Waiting, Places int }

// None tells that there was nothing.
func (h HandedOver) None() bool { return h == HandedOver{} }

// reasonLeft is why a case waits whose worker is not there any more, and why one is taken above the limit.
const (
	reasonLeft     = "worker left"
	reasonHandover = "handover"
)

// HandoverMade says that what somebody had was handed over, as far as there was anything.
type HandoverMade struct {
	Service string
	From    id.Account
}

// EventKind names the event.
func (HandoverMade) EventKind() string { return "case.handover made" }

// Run hands them over.
func (h HandOver) Run(ctx context.Context, tx *gate.Tx) (HandedOver, error) {
	if err := tx.Authorize(ctx, ActHandOver, gate.On{Service: h.Service.Key}); err != nil {
		return HandedOver{}, err
	}
	var bad errs.Fields
	if h.From == "" {
		bad.Add("from", "Choose whose cases are handed over")
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
		if err != nil {
			return HandedOver{}, err
		}
		if given {
			done.Given++
			continue
		}
		owner, err := h.owner(ctx, tx, c.Folder)
		if err != nil {
			return HandedOver{}, err
		}
		if owner == tx.Actor().Account() {
			done.Waiting++ // of a case the supervisor is kept out of she is not told
		}
		if owner == "" {
			owner = h.From // nobody else can answer for it yet: it waits where a supervisor who comes finds it
		}
		if err := letGo(ctx, tx, c, owner); err != nil {
			return HandedOver{}, err
		}
	}
	places, err := passPlaces(ctx, tx, h.Service.Key, h.From, h.owner)
	if err != nil {
		return HandedOver{}, err
	}
	for _, p := range places {
		if p.Owner == tx.Actor().Account() {
			done.Places++
		}
	}
	tx.Record(HandoverMade{Service: h.Service.Key, From: h.From})
	_, err = store.Exec(ctx, tx, leftPlacesSQL, h.Service.Key, h.From, reasonLeft)
	return done, err
}

// owner gives who answers for a case that nobody takes: the supervisor who hands over, or another one where
// she may not know of it.
func (h HandOver) owner(ctx context.Context, tx *gate.Tx, f id.Folder) (id.Account, error) {
	knows, err := tx.May(ctx, f, access.Existence)
	if err != nil || knows {
		return tx.Actor().Account(), err
	}
	return whoAnswers(ctx, tx, h.Service.Key, f, h.From)
}

// give gives one case to whoever was chosen; false when nobody was, or she can't take it. Why not is not said: it may
// be a conflict of interest.
func (h HandOver) give(ctx context.Context, tx *gate.Tx, c Case) (bool, error) {
	field := "case-" + string(c.ID)
	to, chosen := h.To[c.ID]
	if !chosen {
		to, field = h.Rest, "rest"
	}
	if to.Account == "" {
		return false, nil
	}
	if knows, err := tx.May(ctx, c.Folder, access.Existence); err != nil || !knows {
		return false, err // whoever was chosen for all is not chosen for what she may not know of
	}
	if err := tx.Authorize(ctx, ActAllocate, gate.On{Folder: c.Folder}); err != nil {
		return false, err
	}
	var bad errs.Fields
	if to.Account == h.From {
		bad.Add(field, "Choose somebody else: the case is theirs now")
		return false, bad.Err()
	}
	a := Allocate{Case: c.ID, Version: c.Version, Service: h.Service, Worker: to.Account, Role: to.Role, Above: true, Why: reasonHandover, Reasons: h.Reasons}
	err := tx.Try(ctx, func(ctx context.Context) error {
		_, err := a.Run(ctx, tx)
		return err
	})
	switch errs.KindOf(err) {
	case errs.Conflict:
		return false, nil
	case errs.Invalid:
		bad.Add(field, "Choose someone who works for this service")
		return false, bad.Err()
	}
	return err == nil, err
}

// openCasesOf gives what one worker has open in a service.
func openCasesOf(ctx context.Context, q gate.Reader, service string, worker id.Account) ([]Case, error) {
	return store.Collect(ctx, q, openCasesOfSQL, scanCase, service, worker)
}

// Handing is one case as a handover, or a day's cover, shows it: her own sentence first, then how to reach her,
// what was promised, what else is due to her, the days at court and what is next.
type Handing struct {
	Case     Case
	About    person.About
	Promises []Promise
	Owed     []Owed    // what else is due to her
	Hearings []Hearing // from today on
}

// HandoverOf is one worker's open cases, and who may take them.
type HandoverOf struct {
	Name   string   // whose they are
	Else   []string // other services she works for, in which the reader may hand over too
	Cases  []Handing
	Takers []Worker
	Others []Worker // who takes cases of the service too, and is away today or has a check that is not in date
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
	h, err := Takers(ctx, v, s, from)
	if err != nil {
		return HandoverOf{}, err
	}
	h.Cases, err = handings(ctx, v, cases)
	return h, err
}

// Takers reads whose work is given and who may take it, without the cases: nothing is opened. Supervisors of the
// service may.
func Takers(ctx context.Context, v *gate.View, s catalogue.Service, from id.Account) (HandoverOf, error) {
	if err := v.Authorize(ctx, ActHandOver, gate.On{Service: s.Key}); err != nil {
		return HandoverOf{}, err
	}
	var h HandoverOf
	err := store.Each(ctx, v, workerNameSQL, func(scan store.Scan) error {
		var other string
		err := scan(&h.Name, &other)
		if other != "" {
			h.Else = append(h.Else, other)
		}
		return err
	}, from, s.Key, v.Actor().Account(), v.Now())
	if err != nil {
		return HandoverOf{}, err
	}
	if h.Name == "" {
		return HandoverOf{}, gate.NoSuchRecord()
	}
	h.Takers, h.Others, err = takersIn(ctx, v, s, from)
	return h, err
}

// handings reads what a handover says of cases, in as many statements whatever their number. Those the actor
// may not see are left out.
func handings(ctx context.Context, v *gate.View, cases []Case) ([]Handing, error) {
	if len(cases) == 0 {
		return nil, nil
	}
	folders := make([]id.Folder, len(cases))
	for i, c := range cases {
		folders[i] = c.Folder
	}
	visible, err := v.Visible(ctx, folders, access.Existence)
	if err != nil {
		return nil, err
	}
	about, err := person.LoadAll(ctx, v, folders)
	if err != nil {
		return nil, err
	}
	promises, err := openPromises(ctx, v, folders...)
	if err != nil {
		return nil, err
	}
	owed, err := owedOf(ctx, v, folders)
	if err != nil {
		return nil, err
	}
	hearings, err := store.Collect(ctx, v, hearingsOfSQL, scanHearing, v.Now().Date(), store.List(folders))
	if err != nil {
		return nil, err
	}
	var list []Handing
	var values []*seal.Value
	for _, c := range cases {
		if !visible[c.Folder] {
			continue
		}
		h := Handing{Case: c, About: about[c.Folder]}
		values = append(values, h.About.Identity.Initials, h.About.Story.Wants)
		values = append(values, h.About.Safe.Values()...)
		for _, p := range promises {
			if p.Folder == c.Folder {
				h.Promises = append(h.Promises, p)
				values = append(values, p.What)
			}
		}
		for _, o := range owed {
			if o.Folder == c.Folder {
				h.Owed = append(h.Owed, o)
				values = append(values, o.What)
			}
		}
		for _, hearing := range hearings {
			if hearing.Reference == c.Reference {
				h.Hearings = append(h.Hearings, hearing)
				values = append(values, hearing.Note)
			}
		}
		list = append(list, h)
	}
	return list, v.OpenWhatMay(ctx, values...)
}

// leftPlacesSQL brings what is still answered for by somebody whose work was handed over onto the list of those who wait, where
// any supervisor who may see it finds it. Driven by waiting_place_owner.
var leftPlacesSQL = store.SQL("casework.leftPlaces", `
	UPDATE waiting_place SET reason = $3 WHERE owner = $2 AND service = $1 AND left_at = 0 AND reason = ''`)

// workerNameSQL gives whose work it is, and beside the name each other service she works for in which another account may hand over.
var workerNameSQL = store.SQL("casework.workerName", `
	SELECT w.name, COALESCE(o.service, '')
	FROM identity_v_account w
	LEFT JOIN (
		SELECT DISTINCT m.account_id, m.service
		FROM gate_v_membership m
		JOIN gate_v_membership by_me ON by_me.service = m.service AND by_me.account_id = $3 AND by_me.role = 'supervisor' AND by_me.since_at <= $4 AND by_me.until_at > $4
		WHERE m.account_id = $1 AND m.service <> $2 AND m.since_at <= $4 AND m.until_at > $4) o ON o.account_id = w.account_id
	WHERE w.account_id = $1
	ORDER BY 2`)

// hearingsOfSQL gives the days at court of some folders from a day on. Driven by case_file's folder and case_court_case.
var hearingsOfSQL = store.SQL("casework.hearingsOf", `
	SELECT h.id, h.folder_id, h.kind, h.note, h.on_date, c.reference, '', NULL,`+arranged+`
	FROM case_file c
	JOIN case_court h ON h.case_id = c.id
	WHERE h.on_date >= $1 AND`+atCourt+`
		AND c.folder_id IN ({{list}})
	ORDER BY h.on_date, h.id`)

// openCasesOfSQL is driven by case_file_worker.
var openCasesOfSQL = store.SQL("casework.openCasesOf", `
	SELECT `+dueColumns+` FROM case_file c WHERE c.worker = $2 AND c.state = 'open' AND c.service = $1 ORDER BY c.stage_due_at, c.id`)
