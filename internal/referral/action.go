package referral

import (
	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
)

var (
	receiveRoles = []access.Role{access.PoliceLiaison, access.Referrer, access.PanelCoordinator, access.Administrator, access.VictimCareOfficer, access.CaseWorker, access.Supervisor}
	decideRoles  = []access.Role{access.Administrator, access.VictimCareOfficer, access.CaseWorker, access.Supervisor, access.SafeguardingLead}
	contactRoles = []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Coach, access.Administrator, access.Supervisor, access.SafeguardingLead}
)

// The actions of this package.
var (
	ActReceive = access.Declare("referral.receive", access.Policy{Roles: receiveRoles, Systems: []string{"cli"}})
	ActInbox   = access.Declare("referral.inbox", access.Policy{Roles: decideRoles})
	ActSee     = access.Declare("referral.see", access.Policy{Roles: contactRoles, Sections: access.Existence})
	ActDecide  = access.Declare("referral.decide", access.Policy{Roles: decideRoles, Sections: access.Identity, Systems: []string{"cli"}})
	ActContact = access.Declare("referral.contact", access.Policy{Roles: contactRoles, Sections: access.Contact, Systems: []string{"cli"}})
	ActPrivate = access.Declare("referral.keep private", access.Policy{Roles: contactRoles, Sections: access.Existence})
	ActSeeOwn  = access.Declare("referral.see receipt", access.Policy{
		Roles: append([]access.Role{access.Referrer, access.PoliceLiaison, access.PanelCoordinator, access.AgencyContact}, contactRoles...), Sections: access.Existence,
	})
	ActOwnList = access.Declare("referral.see own", access.Policy{Roles: receiveRoles})
	// ActAskForHelp is for everybody: who asks for help herself needs no account.
	ActAskForHelp = access.Declare("referral.ask for help", access.Policy{Public: true})
)

// ByDoor gives the action of receiving a referral by a door.
func ByDoor(d catalogue.Door) access.Action {
	if d == catalogue.DoorSelf {
		return ActAskForHelp
	}
	return ActReceive
}
