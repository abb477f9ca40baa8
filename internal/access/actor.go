package access

import (
	"context"
	"log/slog"
	"slices"

	"goldenthread/internal/id"
)

// Role is a part somebody plays in a partnership. The keys are the words services' files use.
type Role string

// The roles. A membership gives an account one of them, in an agency and perhaps a team or service.
const (
	Referrer               Role = "referrer"
	VictimCareOfficer      Role = "victim care officer"
	CaseWorker             Role = "case worker"
	Coach                  Role = "coach"
	Mediator               Role = "mediator"
	Administrator          Role = "administrator"
	Supervisor             Role = "supervisor"
	SafeguardingLead       Role = "designated safeguarding lead"
	PoliceLiaison          Role = "police liaison"
	PanelChair             Role = "panel chair"
	PanelCoordinator       Role = "panel coordinator"
	AgencyContact          Role = "agency contact"
	CommunitySafetyLead    Role = "community safety lead"
	CommunitySafetyManager Role = "community safety manager"
	VictimsChampion        Role = "victims' champion"
	EngagementOfficer      Role = "community engagement officer"
	CommissioningOfficer   Role = "commissioning officer"
	Commissioner           Role = "commissioner"
	DataProtectionLead     Role = "data protection lead"
	Auditor                Role = "auditor"
	Analyst                Role = "analyst"
	PersonSupported        Role = "person supported"
	SystemAdministrator    Role = "system administrator"
)

// Roles lists every role in a fixed order.
func Roles() []Role {
	return []Role{Referrer, VictimCareOfficer, CaseWorker, Coach, Mediator, Administrator, Supervisor, SafeguardingLead,
		PoliceLiaison, PanelChair, PanelCoordinator, AgencyContact, CommunitySafetyLead, CommunitySafetyManager,
		VictimsChampion, EngagementOfficer, CommissioningOfficer, Commissioner, DataProtectionLead, Auditor, Analyst,
		PersonSupported, SystemAdministrator}
}

// Casework are the roles that do the work with people, from first contact to close.
var Casework = []Role{VictimCareOfficer, CaseWorker, Coach, Administrator, Supervisor, SafeguardingLead}

// ofOneService are the roles whose membership names the service it is for. They work inside a
// service, and being a supervisor of one says nothing about the next. The others speak for an
// agency towards the whole partnership, unless their membership names a service too.
var ofOneService = []Role{VictimCareOfficer, CaseWorker, Coach, Mediator, Administrator, Supervisor, SafeguardingLead}

// Everywhere tells whether a membership with the role that names no service is for all of them.
func (r Role) Everywhere() bool { return !slices.Contains(ofOneService, r) }

// Membership is one role of an actor as it stands at the moment of acting.
type Membership struct {
	Role    Role
	Agency  id.Agency
	Team    id.Team // empty: the whole agency
	Service string  // key of the one service it is for; empty: see [Role.Everywhere]
}

// Covers tells whether the membership is for a service. Every membership is for no service in
// particular. The gate's view of access says the same in SQL.
func (m Membership) Covers(service string) bool {
	return service == "" || m.Service == service || m.Service == "" && m.Role.Everywhere()
}

// Kind says what sort of actor it is.
type Kind string

// The kinds of actor.
const (
	KindAnonymous Kind = "anonymous"
	KindPerson    Kind = "person"
	KindSystem    Kind = "system" // a job, or the operator's command line
)

// Actor is who acts. Only identity, job and cli make one; it travels in the context, where only
// the gate reads it.
type Actor struct {
	kind        Kind
	account     id.Account
	system      string
	session     id.Session
	memberships []Membership
}

// Anonymous is somebody we do not know.
func Anonymous() Actor { return Actor{kind: KindAnonymous} }

// NewPerson is an account signed in, with the memberships it holds now. A suspended account has none.
func NewPerson(account id.Account, session id.Session, memberships []Membership) Actor {
	return Actor{kind: KindPerson, account: account, session: session, memberships: slices.Clone(memberships)}
}

// NewSystem is a named part of the system, acting for an account where there is one.
func NewSystem(name string, onBehalfOf id.Account) Actor {
	return Actor{kind: KindSystem, system: name, account: onBehalfOf}
}

// Kind tells what sort of actor it is.
func (a Actor) Kind() Kind { return a.kind }

// Account is the account acting, or on whose behalf a system acts; empty when nobody's.
func (a Actor) Account() id.Account { return a.account }

// System names the part of the system acting; empty for a person.
func (a Actor) System() string { return a.system }

// Session is the session acting; empty for others than persons.
func (a Actor) Session() id.Session { return a.session }

// Memberships lists what the actor is a member of now.
func (a Actor) Memberships() []Membership { return slices.Clone(a.memberships) }

// Agency is the agency of the first membership: the one named beside what the actor does.
func (a Actor) Agency() id.Agency {
	if len(a.memberships) == 0 {
		return ""
	}
	return a.memberships[0].Agency
}

// Holds tells whether the actor has a role, in a service when one is named.
func (a Actor) Holds(r Role, service string) bool {
	return slices.ContainsFunc(a.memberships, func(m Membership) bool {
		return m.Role == r && m.Covers(service)
	})
}

// HoldsAny tells whether the actor has one of the roles, in a service when one is named.
func (a Actor) HoldsAny(service string, roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return a.Holds(r, service) })
}

// Services lists the keys of the services the actor is a member of for one of the roles; all is
// true when a membership is for every service.
func (a Actor) Services(roles ...Role) (keys []string, all bool) {
	for _, m := range a.memberships {
		if !slices.Contains(roles, m.Role) {
			continue
		}
		if m.Service == "" {
			all = all || m.Role.Everywhere()
		} else if !slices.Contains(keys, m.Service) {
			keys = append(keys, m.Service)
		}
	}
	return keys, all
}

// WatchesOver gives the agencies over whose services the actor watches as their data protection lead; all is for the auditor, who
// watches over every service.
func (a Actor) WatchesOver() (agencies []id.Agency, all bool) {
	for _, m := range a.memberships {
		switch m.Role {
		case Auditor:
			all = true
		case DataProtectionLead:
			agencies = append(agencies, m.Agency)
		}
	}
	return agencies, all
}

// Grantees lists under which names grants may be made out to the actor: the account, its teams
// and its agencies.
func (a Actor) Grantees() []string {
	if a.kind != KindPerson || a.account == "" {
		return nil
	}
	names := []string{string(a.account)}
	for _, m := range a.memberships {
		for _, n := range []string{string(m.Team), string(m.Agency)} {
			if n != "" && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	return names
}

// Name says who acted in an audit entry: ids and names of parts only.
func (a Actor) Name() string {
	switch a.kind {
	case KindPerson:
		return string(a.account)
	case KindSystem:
		return "system:" + a.system
	}
	return "anonymous"
}

// LogValue logs who acts by id alone.
func (a Actor) LogValue() slog.Value { return slog.StringValue(a.Name()) }

type actorKey struct{}

// WithActor returns a context in which a acts.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom gives who acts in ctx. Only the gate and the web shell ask.
func ActorFrom(ctx context.Context) (Actor, bool) {
	a, ok := ctx.Value(actorKey{}).(Actor)
	return a, ok
}
