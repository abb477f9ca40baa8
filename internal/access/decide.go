package access

import (
	"fmt"
	"slices"
	"sort"
	"sync"
)

// Policy says what an action asks of its actor.
type Policy struct {
	Roles    []Role   // one of these, in the service it is done in; nil: no person may
	Sections Section  // all of these on the folder; None: the action is not about a folder
	Systems  []string // the parts of the system that may; "*" any
	Signed   bool     // any account that is signed in, whatever its role
	Public   bool     // anyone at all
}

// Action is something an actor can do. It is declared once, by the capability that does it.
type Action struct {
	name   string
	policy *Policy
}

// Name is the action's name: "case.close".
func (a Action) Name() string { return a.name }

// Policy gives what the action asks.
func (a Action) Policy() Policy {
	if a.policy == nil {
		return Policy{}
	}
	return *a.policy
}

// IsZero tells whether it is no action at all: a route or command without a policy.
func (a Action) IsZero() bool { return a.policy == nil }

var declared struct {
	sync.Mutex
	actions map[string]Action
}

// Declare makes an action known. A name declared twice stops the program: it would be two policies.
func Declare(name string, policy Policy) Action {
	declared.Lock()
	defer declared.Unlock()
	if declared.actions == nil {
		declared.actions = map[string]Action{}
	}
	if _, twice := declared.actions[name]; twice {
		panic("access: action declared twice: " + name)
	}
	a := Action{name: name, policy: &policy}
	declared.actions[name] = a
	return a
}

// Public is the action of pages that anyone may see: the front page, signing in.
var Public = Declare("public", Policy{Public: true})

// SignedIn is the action of pages that are about the account itself.
var SignedIn = Declare("signed in", Policy{Signed: true})

// Actions lists every declared action by name.
func Actions() []Action {
	declared.Lock()
	defer declared.Unlock()
	list := make([]Action, 0, len(declared.actions))
	for _, a := range declared.actions {
		list = append(list, a)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	return list
}

// Facts are what a decision is made from, besides actor and action.
type Facts struct {
	OnFolder bool   // the action is about one folder
	Reach    Reach  // that folder's sections this actor has today, and as what
	Excluded bool   // the actor is kept out of that folder
	Service  string // key of the service it is done in; empty: none in particular
}

// Reach is how an actor comes to a folder: for each role of the memberships by which its grants
// reach the actor, the sections seen in that role. A role held elsewhere is not in it.
type Reach map[Role]Section

// Sections are all that the actor sees of the folder, in whatever role.
func (r Reach) Sections() Section {
	var all Section
	for _, s := range r {
		all |= s
	}
	return all
}

// Decision is the answer, with the reason for the audit log. Visible says whether the actor may
// know that the thing exists: if not, a refusal must look like "not found".
type Decision struct {
	Allowed bool
	Visible bool
	Why     string
}

// Decide answers whether an actor may do an action, given the facts.
func Decide(a Actor, act Action, f Facts) Decision {
	n := act.Policy()
	switch {
	case act.IsZero():
		return refuse(false, "no such action")
	case n.Public:
		return Decision{true, true, "anyone may"}
	case a.kind == KindSystem:
		if slices.Contains(n.Systems, "*") || slices.Contains(n.Systems, a.system) {
			return Decision{true, true, "system " + a.system + " may"}
		}
		return refuse(false, "system "+a.system+" may not")
	case a.kind != KindPerson:
		return refuse(false, "nobody is signed in")
	case len(a.memberships) == 0:
		return refuse(false, "the account has no membership now")
	}
	if !f.OnFolder {
		switch {
		case !n.Signed && !a.HoldsAny(f.Service, n.Roles...):
			return refuse(false, "no membership with a role that may")
		case n.Sections != None:
			return refuse(false, "the action needs a folder and none was named")
		}
		return Decision{true, true, "role"}
	}
	return onFolder(n, f)
}

// onFolder decides about one folder. One membership must carry the whole action: its role is among
// those that may, and the grant by which that membership reaches the folder shows the sections. A
// role held in one agency lends nothing to what another agency was let see.
func onFolder(n Policy, f Facts) Decision {
	if f.Excluded {
		return refuse(false, "kept out of this folder")
	}
	seen := f.Reach.Sections()
	if !seen.Has(Existence) {
		return refuse(false, "no grant on this folder")
	}
	if n.Signed {
		if !seen.Has(n.Sections) {
			return refuse(true, fmt.Sprintf("the grant leaves out %v", n.Sections&^seen))
		}
		return Decision{true, true, "signed in, and grant"}
	}
	why := "no membership with a role that may reaches this folder"
	for _, r := range n.Roles {
		shown, reached := f.Reach[r]
		switch {
		case reached && shown.Has(n.Sections|Existence):
			return Decision{true, true, "role and grant"}
		case reached:
			why = fmt.Sprintf("the grant leaves out %v", n.Sections&^shown)
		}
	}
	return refuse(true, why)
}

func refuse(visible bool, why string) Decision { return Decision{Visible: visible, Why: why} }

// Ever tells whether an actor could do an action on some folder in some service: the coarse check
// a route makes before anything is read.
func Ever(a Actor, act Action) bool {
	n := act.Policy()
	f := Facts{}
	if n.Sections != None {
		f = Facts{OnFolder: true, Reach: Reach{}}
		for _, m := range a.memberships {
			f.Reach[m.Role] = All | Staff
		}
	}
	return Decide(a, act, f).Allowed
}

// EverCould is [Ever] for an action known by its name alone. Nobody could do one that is not declared.
func EverCould(a Actor, action string) bool {
	declared.Lock()
	act := declared.actions[action]
	declared.Unlock()
	return Ever(a, act)
}
