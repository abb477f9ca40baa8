package casework

import (
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
)

// Shared is somebody who may see the case, with what they see.
type Shared struct {
	gate.Held
	Name string // of the team or agency; initials of a worker
}

// sharedWith puts the names of those who may see a case beside what they see.
func sharedWith(held []gate.Held, names map[string]string) []Shared {
	all := make([]Shared, len(held))
	for i, h := range held {
		all[i] = Shared{Held: h, Name: names[h.Grantee]}
	}
	return all
}

var becauseWords = map[gate.Basis]string{
	gate.BasisService: "runs the service", gate.BasisCase: "has the case", gate.BasisReceipt: "referred",
	gate.BasisPanel: "at the panel", gate.BasisConsent: "with agreement", gate.BasisJoint: "to agree the priority",
	gate.BasisCover: "covers for a colleague, for one day",
}

// Because says why somebody may see a case, in a few words.
func (s Shared) Because() string { return becauseWords[s.Basis] }

// Sees says what of a case somebody may see, in a few words.
func (s Shared) Sees() string {
	switch {
	case s.Sections.Has(access.All):
		return "Everything that the role allows"
	case s.Sections == access.Existence:
		return "That there is a referral, nothing more"
	}
	words := s.Sections.String()
	return strings.ToUpper(words[:1]) + words[1:]
}
