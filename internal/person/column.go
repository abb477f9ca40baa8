package person

import (
	"goldenthread/internal/access"
	"goldenthread/internal/seal"
)

// The sealed columns, each with the section an actor needs to open it. Lists of other packages
// make values of the boxes in this package's views with them.
var (
	NameColumn     = seal.Register("person_name", "full_name", access.Identity)
	FamilyColumn   = seal.Register("person_name", "family", access.Identity)
	InitialsColumn = seal.Register("person_name", "initials", access.Existence, seal.Listing)
	BornColumn     = seal.Register("person_name", "born", access.Identity)

	ContactColumn = seal.Register("contact_point", "value", access.Contact)
	RuleColumn    = seal.Register("safe_rule", "words", access.Contact)
	SayColumn     = seal.Register("safe_rule", "say", access.Contact)

	WantsColumn = seal.Register("story", "wants", access.Story)
	ToldColumn  = seal.Register("story", "told", access.Story)

	OtherNameColumn   = seal.Register("person_other", "full_name", access.OtherParty)
	OtherFamilyColumn = seal.Register("person_other", "family", access.OtherParty)
	OtherBornColumn   = seal.Register("person_other", "born", access.OtherParty)
	OtherPhoneColumn  = seal.Register("person_other", "phone", access.OtherParty)
	OtherEmailColumn  = seal.Register("person_other", "email", access.OtherParty)
	OtherHomeColumn   = seal.Register("person_other", "home", access.OtherParty)
)
