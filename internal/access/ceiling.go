package access

// ceilings says what a role can be shown at most, whatever a grant says: a grant to a whole team
// must not give its newest volunteer what only its case workers need. Roles that are not here
// are shown nothing of any folder.
var ceilings = map[Role]Section{
	Referrer:          Existence,
	VictimCareOfficer: All &^ (Counselling | OtherParty),
	CaseWorker:        All &^ Counselling,
	Coach:             Existence | Identity | Contact | Story | Risk | Needs | Plan | Notes | Outcome,
	Mediator:          Existence | Identity | Contact,
	Administrator:     Existence | Identity | Contact | Risk | Needs | Plan | Outcome,
	Supervisor:        All&^Counselling | Staff,
	SafeguardingLead:  All &^ Counselling,
	PoliceLiaison:     Existence | Identity | Risk | Plan,
	PanelChair:        Existence | Risk | Needs | Plan,
	PanelCoordinator:  Existence | Identity | Risk | Needs | Plan | Outcome,
	AgencyContact:     Existence | Risk | Plan,

	CommunitySafetyLead:    Existence | Risk,
	CommunitySafetyManager: Existence,
	EngagementOfficer:      Existence | Staff,
	PersonSupported:        All &^ (Risk | Notes | Counselling | OtherParty),
}

// Ceiling gives the sections a role can be shown at most.
func Ceiling(r Role) Section { return ceilings[r] }
