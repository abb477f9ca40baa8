package entitlement

import "goldenthread/internal/id"

// What this package records: ids and codes.
type (
	// StandingSet: whether the person is a victim of a crime, and by which gateways.
	StandingSet struct {
		Folder   id.Folder
		Crime    Crime
		Gateways []string
	}
	// BecameDue: something happened after which a right is due to her.
	BecameDue struct {
		Folder   id.Folder
		Due      string
		Right    string
		Enhanced bool
	}
	// Chased: whoever owes it was asked for it.
	Chased struct {
		Folder id.Folder
		Due    string
		Chase  string
	}
	// ChaseAnswered: they answered.
	ChaseAnswered struct {
		Folder id.Folder
		Chase  string
	}
	// DueSettled: it was given, there was a good reason, or it is not wanted.
	DueSettled struct {
		Folder id.Folder
		Due    string
		State  State
	}
)

// EventKind names the event in the log.
func (StandingSet) EventKind() string   { return "entitlement.standing set" }
func (BecameDue) EventKind() string     { return "entitlement.became due" }
func (Chased) EventKind() string        { return "entitlement.chased" }
func (ChaseAnswered) EventKind() string { return "entitlement.chase answered" }
func (DueSettled) EventKind() string    { return "entitlement.settled" }
