package catalogue

import "slices"

// Door is a way in.
type Door string

// The doors.
const (
	DoorPoliceFile Door = "police_file" // a row of a file from the police
	DoorAgencyForm Door = "agency_form" // a professional fills in the form
	DoorSelf       Door = "self"        // the person asks
	DoorPhone      Door = "phone"       // someone rings and staff write it down
	DoorPanel      Door = "panel"       // a decision of a multi-agency panel
)

// Doors gives all doors.
func Doors() []Door { return []Door{DoorPoliceFile, DoorAgencyForm, DoorSelf, DoorPhone, DoorPanel} }

// Source is one who may refer to a service.
type Source struct {
	Key   string `yaml:"key"`  // in the list "sources"
	Name  string `yaml:"name"` // as this service prints it; the list's label when the file gives none
	Doors []Door `yaml:"doors"`
}

// SourceNotKnown stands for who referred where nobody can say: a list of cases kept before does not name them, or names none of the
// service's. No file names it; in a return it has a row of its own.
const SourceNotKnown = "not_known"

// SourceSelf stands for the person themselves, by whichever door they come.
const SourceSelf = "self"

// Refusal is a shut door: what is said there, kindly, and who can help instead.
type Refusal struct {
	Door    Door   `yaml:"door"`
	Say     string `yaml:"say"`
	Contact string `yaml:"contact"`
	// Contacts names who can help in one district, by ONS code, where that is not the same everywhere.
	Contacts map[string]string `yaml:"contacts"`
}

// ContactIn gives who can help somebody of a district; for one that is not said, who can help in general.
func (r Refusal) ContactIn(district string) string {
	if there, ok := r.Contacts[district]; ok {
		return there
	}
	return r.Contact
}

// Source gives one of the service's sources by its key.
func (s Service) Source(key string) (Source, bool) {
	for _, src := range s.Sources {
		if src.Key == key {
			return src, true
		}
	}
	return Source{}, false
}

// Opens tells whether any source may use a door of the service.
func (s Service) Opens(d Door) bool { return len(s.SourcesBy(d)) > 0 }

// SourcesBy gives the sources that may use a door.
func (s Service) SourcesBy(d Door) []Source {
	var found []Source
	for _, src := range s.Sources {
		if slices.Contains(src.Doors, d) {
			found = append(found, src)
		}
	}
	return found
}

// Refusal gives what is said at a shut door.
func (s Service) Refusal(d Door) (Refusal, bool) {
	for _, r := range s.Refuses {
		if r.Door == d {
			return r, true
		}
	}
	return Refusal{}, false
}

// Excludes tells whether an offence is left out of the service by its code alone. The code is
// given as [Offence.Code].
func (s Service) Excludes(code string) bool { return slices.Contains(s.Excluded, code) }

// LegalBasis is on what ground a person's details were passed on.
type LegalBasis string

// The grounds.
const (
	BasisOptOut          LegalBasis = "opt_out"                 // told, and did not object
	BasisExplicitConsent LegalBasis = "explicit_consent"        // said yes; who took it, when and how
	BasisSelf            LegalBasis = "self"                    // asked for it herself
	BasisPanelAgreed     LegalBasis = "panel_with_agreement"    // a panel decided and she agreed
	BasisPanelNotAsked   LegalBasis = "panel_without_agreement" // a panel decided; the reason is recorded
)

// Bases gives all grounds.
func Bases() []LegalBasis {
	return []LegalBasis{BasisOptOut, BasisExplicitConsent, BasisSelf, BasisPanelAgreed, BasisPanelNotAsked}
}

// Basis says which grounds a service works on.
type Basis struct {
	Default LegalBasis   `yaml:"default"`
	Accepts []LegalBasis `yaml:"accepts"`
	// ExplicitFor names the offence groups for which nothing but explicit consent will do.
	ExplicitFor []string `yaml:"explicit_consent_for"`
}

// Accepted tells whether the service works on a ground.
func (b Basis) Accepted(l LegalBasis) bool { return slices.Contains(b.Accepts, l) }

// NeedsExplicitConsent tells whether any of the offence groups demands explicit consent, and which.
func (b Basis) NeedsExplicitConsent(groups []string) (string, bool) {
	for _, g := range groups {
		if slices.Contains(b.ExplicitFor, g) {
			return g, true
		}
	}
	return "", false
}

// AgeRule says from which age the service works with a person, and what happens below it.
type AgeRule struct {
	Min         int    `yaml:"min"`
	HeldFor     string `yaml:"held_for"`     // role of the named worker who decides below Min
	ContactFrom int    `yaml:"contact_from"` // age from which the person may be contacted directly
	Note        string `yaml:"note"`
}

// Under tells whether an age is below the service's.
func (a AgeRule) Under(age int) bool { return age < a.Min }

// ThroughAdult tells whether somebody of an age is not rung directly, but through an adult who is safe.
func (a AgeRule) ThroughAdult(age int, known bool) bool { return known && age < a.ContactFrom }

// Method is a way to reach a person.
type Method string

// The methods.
const (
	MethodPhone  Method = "phone"
	MethodText   Method = "text"
	MethodLetter Method = "letter"
	MethodEmail  Method = "email"
)

// FirstContact says what decides how a person is first reached.
type FirstContact struct {
	// By is "need" or "offence_code". By need, the offence never decides.
	By      string          `yaml:"by"`
	Default Method          `yaml:"default"`
	Groups  []OffenceMethod `yaml:"groups"`
}

// byOffence is what a file says by which the offence decides.
const byOffence = "offence_code"

// OffenceMethod is the first method for offences of some groups.
type OffenceMethod struct {
	Groups []string `yaml:"offence_groups"`
	Method Method   `yaml:"method"`
}

// ByOffence gives the first method the file lays down for offence groups. False: in this service
// the offence has no say, and need decides.
func (f FirstContact) ByOffence(groups []string) (Method, bool) {
	if f.By != byOffence {
		return "", false
	}
	for _, m := range f.Groups {
		for _, g := range groups {
			if slices.Contains(m.Groups, g) {
				return m.Method, true
			}
		}
	}
	return f.Default, true
}
