package person

import "goldenthread/internal/access"

// recordRoles do the work with people and write down what they are told.
var recordRoles = []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Coach, access.Administrator, access.Supervisor, access.SafeguardingLead}

// storyRoles hear and read what she tells. An administrator takes the call and never needs it.
var storyRoles = []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Coach, access.Supervisor, access.SafeguardingLead}

// linkRoles decide whether two records are about one person.
var linkRoles = []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Administrator, access.Supervisor}

// The actions of this package.
var (
	ActSeeIdentity     = access.Declare("person.see identity", access.Policy{Roles: append(recordRoles, access.Mediator), Sections: access.Identity})
	ActShowNumber      = access.Declare("person.show number", access.Policy{Roles: append(recordRoles, access.Mediator), Sections: access.Contact})
	ActRecordContact   = access.Declare("person.record contact", access.Policy{Roles: recordRoles, Sections: access.Contact, Systems: []string{"cli"}})
	ActRecordStory     = access.Declare("person.record story", access.Policy{Roles: storyRoles, Sections: access.Story})
	ActRecordAbout     = access.Declare("person.record demographics", access.Policy{Roles: recordRoles, Sections: access.Identity, Systems: []string{"cli"}})
	ActAskNotToContact = access.Declare("person.do not contact", access.Policy{Roles: recordRoles, Sections: access.Existence, Systems: []string{"cli"}})
	ActContactAgain    = access.Declare("person.contact again", access.Policy{Roles: recordRoles, Sections: access.Existence})
	ActLink            = access.Declare("person.link", access.Policy{Roles: linkRoles, Sections: access.Identity})
	ActSeeAlerts       = access.Declare("person.see alerts", access.Policy{Roles: []access.Role{access.Supervisor}})
	ActSeeBothSides    = access.Declare("person.see both sides", access.Policy{Roles: []access.Role{access.Supervisor}, Sections: access.Existence})
)
