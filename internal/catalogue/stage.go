package catalogue

import "slices"

// Step is the kind of a stage. The engine knows these kinds; a service's file orders and names them.
type Step string

// The kinds of steps.
const (
	StepScreen         Step = "screen"             // look at what came in: basis, safety, place, already known
	StepContact        Step = "contact"            // reach the person, by a protocol
	StepAssessmentCall Step = "assessment_call"    // a call by project staff: does it fit, does she want it
	StepNeeds          Step = "needs"              // needs and risk
	StepOffer          Step = "offer"              // what is offered, and what she takes up
	StepAllocate       Step = "allocate"           // one worker takes the case
	StepSessions       Step = "sessions"           // counted one-to-one sessions
	StepPlan           Step = "plan"               // a plan agreed with the person, and work on it
	StepReview         Step = "review"             // look again: risk, plan, promises
	StepExitMeasure    Step = "exit_measure"       // the same statements as before
	StepClose          Step = "close"              // end with a reason
	StepPostClosure    Step = "post_closure_check" // some time later: is it still all right
)

// Stage is one stage of a service: what happens, who does it, by when, what must be recorded.
type Stage struct {
	Key      string    `yaml:"key"` // unique in the service; the step's kind when the file gives none
	Step     Step      `yaml:"step"`
	Name     string    `yaml:"name"` // as staff see it
	Who      Roles     `yaml:"who"`  // the roles that do it
	Clock    Clock     `yaml:"clock"`
	Bands    BandClock `yaml:"bands"`    // with a clock of "band" or "priority": how long for each
	Musts    []string  `yaml:"must"`     // as written; see Must
	Next     []string  `yaml:"next"`     // keys of the stages that may follow; resolved when the file gives none
	Outcomes []Outcome `yaml:"outcomes"` // how the stage can end
	Protocol string    `yaml:"protocol"` // of a contact: which one
	Tells    string    `yaml:"tells"`    // what the referrer is told when it is done; empty: nothing

	// Must is what has to be recorded before the stage is left.
	Must []Must `yaml:"-"`
}

// Roles are those that do a stage, by their keys in the list of roles. A file writes one, or a list of them.
type Roles []string

// UnmarshalYAML reads one role or a list of them.
func (r *Roles) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*r = Roles{one}
		return nil
	}
	return unmarshal((*[]string)(r))
}

// Has tells whether a role is among them.
func (r Roles) Has(role string) bool { return slices.Contains(r, role) }

// Must is one thing that has to be recorded: the answers of an instrument, or a record.
type Must struct {
	Key        string
	Name       string // as staff see it
	Instrument bool   // Key is an instrument's; otherwise a key of the list "records"
	Said       bool   // a person says that it was done; everything else is made elsewhere
	Anew       bool   // it stands for one stage: another that asks for it wants it recorded since
}

// Outcome is one way a stage ends.
type Outcome struct {
	Key    string `yaml:"key"`
	Name   string `yaml:"name"`
	To     string `yaml:"to"`     // the stage that follows; empty: any the stage allows
	Closes string `yaml:"closes"` // a closing reason this outcome proposes
	Tells  string `yaml:"tells"`  // what the referrer is told of it; empty: what the stage tells, or nothing where it closes
}

// Needs tells whether the stage demands a record or an instrument.
func (st Stage) Needs(key string) bool {
	return slices.ContainsFunc(st.Must, func(m Must) bool { return m.Key == key })
}

// Leads tells whether a stage may follow this one.
func (st Stage) Leads(to string) bool { return slices.Contains(st.Next, to) }

// Outcome gives one of the stage's outcomes by its key.
func (st Stage) Outcome(key string) (Outcome, bool) {
	for _, o := range st.Outcomes {
		if o.Key == key {
			return o, true
		}
	}
	return Outcome{}, false
}

// ClockFor gives the time allowed at the stage for someone in a band of risk or, where the stage's clock
// goes by it, of an agreed priority. One the file does not name gets the shortest of its times: to be late is
// worse than to be early.
func (st Stage) ClockFor(band string) Clock {
	if !st.Clock.Varies() {
		return st.Clock
	}
	if c, ok := st.Bands[band]; ok {
		return c
	}
	var shortest Clock
	for _, c := range st.Bands {
		if shortest.IsZero() || c.roughly() < shortest.roughly() {
			shortest = c
		}
	}
	return shortest
}

// BandClock gives a time for each band of risk, or each priority.
type BandClock map[string]Clock
