package access

import "strings"

// Section is a part of a folder that can be shared apart from the others. Sections are bits, so
// a grant and a need are both a set of them.
type Section int64

// The sections, in the order in which a person would expect them on a page.
const (
	Existence   Section = 1 << iota // that there is a folder: reference, status, dates, initials
	Identity                        // name, date of birth
	Contact                         // addresses, numbers, safe-contact rules
	Story                           // what she told us and what she wants
	Risk                            // assessments and alarms
	Needs                           // needs and onward referrals
	Plan                            // plan, promises, actions, sessions' dates
	Notes                           // the worker's notes
	Counselling                     // counselling notes
	Evidence                        // photographs, statements, logs
	Outcome                         // outcome measures
	OtherParty                      // the alleged perpetrator or other party: never on her pages
	Staff                           // of a worker's own folder: checks, supervision, expenses
)

// None is no section; All is every one of a folder about a person supported. Staff is not among them:
// what is said about a worker is in no such folder, and nobody is let into it with the rest.
const (
	None Section = 0
	All  Section = Staff - 1
)

var sectionNames = []string{"existence", "identity", "contact", "story", "risk", "needs", "plan", "notes", "counselling notes", "evidence", "outcome", "other party", "staff record"}

// Has tells whether every section of want is in s.
func (s Section) Has(want Section) bool { return s&want == want }

// Names lists the sections by their plain names.
func (s Section) Names() []string {
	var names []string
	for i, n := range sectionNames {
		if s&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// String joins the names: "identity, contact".
func (s Section) String() string { return strings.Join(s.Names(), ", ") }
