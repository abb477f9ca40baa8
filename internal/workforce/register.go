package workforce

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Who may do what with the register. Codes and days of everybody in a service are its supervisors'
// and those who look after its volunteers (R208); what is said about one of them is her own
// supervisor's and hers alone.
var (
	ActRegister  = access.Declare("staff.register", access.Policy{Roles: []access.Role{access.Supervisor, access.EngagementOfficer}})
	ActSupervise = access.Declare("staff.supervise", access.Policy{Roles: []access.Role{access.Supervisor, access.EngagementOfficer}, Sections: access.Staff})
	ActSeeRecord = access.Declare("staff.record", access.Policy{Signed: true, Sections: access.Staff})
	ActClaim     = access.Declare("staff.claim", access.Policy{Roles: append([]access.Role{access.Mediator}, access.Casework...)})
)

// workers are the roles in which somebody works for a service and is in its register.
var workers = append([]access.Role{access.Mediator, access.EngagementOfficer}, access.Casework...)

// Engaged says on what footing somebody works for a service (R094, R207, R212).
type Engaged string

// The ways of being engaged.
const (
	Paid      Engaged = "paid"
	Volunteer Engaged = "volunteer"
	Student   Engaged = "student"
)

// Gender is what a person asked for when she wants a woman or a man to work with her; a worker gives it of herself
// or leaves it open.
type Gender string

// The genders a wish can be about.
const (
	Unsaid Gender = ""
	Woman  Gender = "woman"
	Man    Gender = "man"
)

// Person is somebody in the register of a service.
type Person struct {
	ID         string // empty: works for the service and is not in the register yet
	Account    id.Account
	Name       string
	Role       access.Role
	Service    string
	Folder     id.Folder
	Engaged    Engaged
	Gender     Gender
	Supervisor id.Account
	HeldOn     clock.Date // last supervision; empty: none yet
	PlannedOn  clock.Date
	DueOn      clock.Date // when the next must have been held at the latest
	Since      clock.Date
	Version    int
	Skills     []string
	Languages  []string
	Areas      []string
	Times      []string
	AwayUntil  clock.Date // of an absence now; empty: here
}

// load reads one person of the register, for a command. Fails with errs.NotFound.
func load(ctx context.Context, v gate.Reader, service string, account id.Account) (Person, error) {
	p, found, err := store.Find(ctx, v, personSQL, scanPerson, service, account, v.Now().Date())
	if err == nil && !found {
		err = gate.NoSuchRecord()
	}
	return p, err
}

// underSupervision loads a person for what her supervisor does with her record. Nobody does it with
// her own.
func underSupervision(ctx context.Context, tx *gate.Tx, service string, account id.Account) (Person, error) {
	p, err := load(ctx, tx, service, account)
	if err != nil {
		return Person{}, err
	}
	if err := tx.Authorize(ctx, ActSupervise, gate.On{Folder: p.Folder}); err != nil {
		return Person{}, err
	}
	return p, notOneself(tx, p.Account)
}

// MaySupervise tells whether somebody in a role may supervise others.
func MaySupervise(r access.Role) bool { return slices.Contains(ActSupervise.Policy().Roles, r) }

// Takers are the roles in which a case is taken.
var Takers = []access.Role{access.CaseWorker, access.Coach, access.VictimCareOfficer, access.Administrator}

// TakesCases tells whether somebody in a role takes cases.
func TakesCases(r access.Role) bool { return slices.Contains(Takers, r) }

// MayRecord fails with errs.NotFound or errs.Forbidden unless the actor may record something on
// somebody's record: for the page that asks, before anything is typed.
func MayRecord(ctx context.Context, v gate.Reader, service string, account id.Account) error {
	p, err := load(ctx, v, service, account)
	if err != nil {
		return err
	}
	return v.Authorize(ctx, ActSupervise, gate.On{Folder: p.Folder})
}

// Register lists everybody who works for a service, by name, with what she can do and when. Those who
// are not in the register yet are in the list without a record. Its supervisors may, and those who
// look after its volunteers.
func Register(ctx context.Context, v gate.Reader, service string) ([]Person, error) {
	if err := v.Authorize(ctx, ActRegister, gate.On{Service: service}); err != nil {
		return nil, err
	}
	people, err := store.Collect(ctx, v, registerSQL, scanPerson, service, v.Now(), v.Now().Date(), store.List(workers))
	if err != nil {
		return nil, err
	}
	at := map[string]*Person{}
	for i := range people {
		at[people[i].ID] = &people[i]
	}
	return people, store.Each(ctx, v, traitsSQL, func(scan store.Scan) error {
		var person, kind, code string
		if err := scan(&person, &kind, &code); err != nil {
			return err
		}
		if p := at[person]; p != nil {
			p.can(kind, code)
		}
		return nil
	}, service, "")
}

// can adds one of the things somebody can do.
func (p *Person) can(kind, code string) {
	switch kind {
	case "skill":
		p.Skills = append(p.Skills, code)
	case "language":
		p.Languages = append(p.Languages, code)
	case "area":
		p.Areas = append(p.Areas, code)
	case "time":
		p.Times = append(p.Times, code)
	}
}

// traits reads what one person can do.
func (p *Person) traits(ctx context.Context, v gate.Reader) error {
	return store.Each(ctx, v, traitsSQL, func(scan store.Scan) error {
		var person, kind, code string
		if err := scan(&person, &kind, &code); err != nil {
			return err
		}
		p.can(kind, code)
		return nil
	}, p.Service, p.Account)
}

func scanPerson(scan store.Scan) (Person, error) {
	var p Person
	err := scan(&p.ID, &p.Account, &p.Name, &p.Role, &p.Service, &p.Folder, &p.Engaged, &p.Gender, &p.Supervisor, &p.HeldOn, &p.PlannedOn,
		&p.DueOn, &p.Since, &p.Version, &p.AwayUntil)
	return p, err
}

var personSQL = store.SQL("workforce.person", `
	SELECT p.id, p.account_id, COALESCE(w.name, ''), '', p.service, p.folder_id, p.engaged, p.gender, p.supervisor, p.held_on, p.planned_on,
		p.due_on, p.since_on, p.version,
		COALESCE((SELECT max(a.until_on) FROM workforce_absence a
			WHERE a.account_id = p.account_id AND a.service = p.service AND a.ended_at = 0 AND a.from_on <= $3 AND a.until_on >= $3), '')
	FROM workforce_person p
	LEFT JOIN identity_v_account w ON w.account_id = p.account_id
	WHERE p.service = $1 AND p.account_id = $2`)

// registerSQL is driven by membership_service. Somebody with two roles in the service stands in it once.
var registerSQL = store.SQL("workforce.register", `
	SELECT COALESCE(p.id, ''), m.account_id, w.name, m.role, $1, COALESCE(p.folder_id, ''), COALESCE(p.engaged, 'paid'), COALESCE(p.gender, ''),
		COALESCE(p.supervisor, ''), COALESCE(p.held_on, ''), COALESCE(p.planned_on, ''), COALESCE(p.due_on, ''), COALESCE(p.since_on, ''),
		COALESCE(p.version, 0),
		COALESCE((SELECT max(a.until_on) FROM workforce_absence a
			WHERE a.account_id = m.account_id AND a.service = $1 AND a.ended_at = 0 AND a.from_on <= $3 AND a.until_on >= $3), '')
	FROM (
		SELECT account_id, min(role) AS role
		FROM gate_v_membership
		WHERE service = $1 AND since_at <= $2 AND until_at > $2 AND role IN ({{list}})
		GROUP BY account_id
	) m
	JOIN identity_v_account w ON w.account_id = m.account_id
	LEFT JOIN workforce_person p ON p.account_id = m.account_id AND p.service = $1
	WHERE w.status = 'active'
	ORDER BY w.name, m.account_id`)

// traitsSQL lists what everybody of a service can do, or one of them ($2).
var traitsSQL = store.SQL("workforce.traits", `
	SELECT t.person_id, t.kind, t.code
	FROM workforce_person p
	JOIN workforce_trait t ON t.person_id = p.id
	WHERE p.service = $1 AND (p.account_id = $2 OR CAST($2 AS text) = '')
	ORDER BY t.person_id, t.kind, t.code`)
