package intake

import (
	"fmt"
	"strings"

	"goldenthread/internal/intake/reason"
)

// Sums is how the rows of a file ended. The five add up to Rows. Requirement R037.
type Sums struct {
	Rows       int `json:"rows"`
	Accepted   int `json:"accepted"`
	Held       int `json:"held"`
	Signposted int `json:"signposted"`
	OptedOut   int `json:"opted_out"`
	NotUsable  int `json:"not_usable"`
}

// AddsUp tells whether every row is counted under exactly one heading.
func (s Sums) AddsUp() bool {
	return s.Accepted+s.Held+s.Signposted+s.OptedOut+s.NotUsable == s.Rows
}

// Sentence says the sums as the head of the inbox does.
func (s Sums) Sentence() string {
	parts := []string{fmt.Sprintf("%d to contact", s.Accepted), fmt.Sprintf("%d held for checking", s.Held),
		fmt.Sprintf("%d signposted", s.Signposted), fmt.Sprintf("%d asked not to be contacted", s.OptedOut), fmt.Sprintf("%d not usable", s.NotUsable)}
	noun := "rows"
	if s.Rows == 1 {
		noun = "row"
	}
	said := fmt.Sprintf("%d %s = %s.", s.Rows, noun, strings.Join(parts, " + "))
	if s.AddsUp() {
		return said + " Adds up."
	}
	return said + " Does not add up."
}

// Of gives one heading's sum.
func (s Sums) Of(h reason.Heading) int { return *s.at(h) }

func (s *Sums) at(h reason.Heading) *int {
	switch h {
	case reason.Accepted:
		return &s.Accepted
	case reason.Held:
		return &s.Held
	case reason.Signposted:
		return &s.Signposted
	case reason.OptedOut:
		return &s.OptedOut
	default:
		return &s.NotUsable
	}
}

// count counts one more row.
func (s *Sums) count(h reason.Heading) {
	s.Rows++
	*s.at(h)++
}
