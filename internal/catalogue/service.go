package catalogue

import (
	"slices"
	"strings"

	"goldenthread/internal/clock"
)

// Service is one service as its file describes it.
type Service struct {
	Key   string     `yaml:"key"`
	Name  string     `yaml:"name"`
	About string     `yaml:"about"`
	Noun  Noun       `yaml:"noun"`  // its own word for the person
	From  clock.Date `yaml:"from"`  // first day this edition is in force
	Until clock.Date `yaml:"until"` // last day; empty: until further notice

	Areas      []string   `yaml:"areas"` // ONS codes of the districts it serves
	Hours      Hours      `yaml:"hours"`
	OutOfHours OutOfHours `yaml:"out_of_hours"`

	Sources  []Source  `yaml:"sources"` // who may refer, and by which doors
	Refuses  []Refusal `yaml:"refuses"` // doors that are shut, with what is said at them
	Eligible Rule      `yaml:"eligible"`
	Excluded []string  `yaml:"excluded_offences"` // offence codes that are not for this service
	RatedBy  string    `yaml:"risk"`              // key of the matrix whose band stands for the risk; empty: it asks none
	HighRisk Rule      `yaml:"high_risk_when"`    // the two flags of a case; see [Service.Flags]
	HighNeed Rule      `yaml:"high_need_when"`
	Basis    Basis     `yaml:"basis"`
	Age      AgeRule   `yaml:"age"`

	FirstContact FirstContact        `yaml:"first_contact"`
	Protocols    map[string]Protocol `yaml:"protocols"`
	Stages       []Stage             `yaml:"stages"` // in the file's own order
	NextUpdate   int                 `yaml:"next_update_working_days"`
	OnwardAnswer int                 `yaml:"onward_answer_working_days"` // after which another service is asked for its answer; 0: not at all
	Check        Clock               `yaml:"post_closure_check"`         // default, counted from closing; zero: none

	Sessions *Sessions  `yaml:"sessions"` // nil: no limit
	Cap      *Cap       `yaml:"cap"`      // nil: no cap
	Staff    Staff      `yaml:"staff"`
	Targets  []Target   `yaml:"targets"`
	Funding  []Funding  `yaml:"funding"`
	Learning []Learning `yaml:"learning"`            // the training and awareness it gives
	Advice   []string   `yaml:"advice_without_case"` // kinds of advice that are a whole service without a case; none: there is always a case

	Closing  []ClosingReason `yaml:"closing_reasons"`
	Outcomes []string        `yaml:"outcomes"` // instruments asked before and after
	Tells    []string        `yaml:"tells_referrer"`
	Reports  []string        `yaml:"reports"`

	// Version is the digest of the file and of every file it refers to.
	Version string `yaml:"-"`
	// File is the path of the file in the catalogue.
	File string `yaml:"-"`
}

// Noun is a service's word for the person it works with.
type Noun struct {
	One  string `yaml:"one"`
	Many string `yaml:"many"`
}

// Named puts the word before what stands for one person: "Client P. A.".
func (n Noun) Named(who string) string { return strings.ToUpper(n.One[:1]) + n.One[1:] + " " + who }

// OutOfHours is what people are told when the service is shut.
type OutOfHours struct {
	Name  string `yaml:"name"`
	Phone string `yaml:"phone"`
	Note  string `yaml:"note"`
}

// Line gives its name, with the number where one is published.
func (o OutOfHours) Line() string {
	if o.Phone == "" {
		return o.Name
	}
	return o.Name + " on " + o.Phone
}

// Flags tells whether a case is of high risk, and whether of high need, from what is known of it: two things that go by
// rules of their own (R028). What is not known raises no flag.
func (s Service) Flags(f Facts) (risk, need bool) {
	raised := func(r Rule) bool { return !r.IsZero() && r.Ask(f).Verdict == Yes }
	return raised(s.HighRisk), raised(s.HighNeed)
}

// InForce tells whether this edition of the service is in force on a date.
func (s Service) InForce(on clock.Date) bool {
	return on >= s.From && (s.Until.IsZero() || on <= s.Until)
}

// Serves tells whether a district is one of the service's.
func (s Service) Serves(area string) bool { return slices.Contains(s.Areas, area) }

// Stage gives a stage by its key.
func (s Service) Stage(key string) (Stage, bool) {
	for _, st := range s.Stages {
		if st.Key == key {
			return st, true
		}
	}
	return Stage{}, false
}

// First gives the stage a referral enters.
func (s Service) First() Stage { return s.Stages[0] }

// Next gives the stages that may follow a stage, in the order the file gives them: none after the
// last, and none for a key the service does not have.
func (s Service) Next(key string) []Stage {
	now, ok := s.Stage(key)
	if !ok {
		return nil
	}
	var next []Stage
	for _, k := range now.Next {
		if st, ok := s.Stage(k); ok {
			next = append(next, st)
		}
	}
	return next
}

// StagesOf gives the service's stages of one kind, in order.
func (s Service) StagesOf(kind Step) []Stage {
	var found []Stage
	for _, st := range s.Stages {
		if st.Step == kind {
			found = append(found, st)
		}
	}
	return found
}

// Protocol gives how a person is tried to be reached at a stage.
func (s Service) Protocol(key string) (Protocol, bool) {
	p, ok := s.Protocols[key]
	return p, ok
}

// KeepUntil gives how long what was received is kept of somebody whose case is closed for a reason because nobody could
// reach them; empty: the file says nothing of that reason.
func (s Service) KeepUntil(reason string, closed clock.Instant) clock.Date {
	for _, st := range s.Stages {
		if p, ok := s.Protocols[st.Protocol]; ok && p.Then.Closes == reason && !p.Then.Keep.IsZero() {
			return s.Hours.Deadline(closed, p.Then.Keep).Date()
		}
	}
	return ""
}

// ClosingReason gives a reason for closing by its key.
func (s Service) ClosingReason(key string) (ClosingReason, bool) {
	for _, r := range s.Closing {
		if r.Key == key {
			return r, true
		}
	}
	return ClosingReason{}, false
}

// NeedsExitMeasure tells whether closing for a reason asks for the last set of statements, or for
// why there is none.
func (s Service) NeedsExitMeasure(key string) bool {
	r, ok := s.ClosingReason(key)
	return ok && r.ExitMeasure
}

// TellsReferrer tells whether the service lets the referrer know of a thing: "contacted".
func (s Service) TellsReferrer(what string) bool { return slices.Contains(s.Tells, what) }

// ClosingReason is one of the reasons for which a service closes a case.
type ClosingReason struct {
	Key         string `yaml:"key"`
	Name        string `yaml:"name"`
	ExitMeasure bool   `yaml:"exit_measure"`
	Check       bool   `yaml:"check"`    // somebody asks after closing whether it is still all right: leaving that out is no choice
	NoCheck     bool   `yaml:"no_check"` // nobody asks after closing: the person did not want us, was never reached, or is dead
	Sessions    bool   `yaml:"sessions"` // only where at least the least number of sessions was held
}

// Sessions limits one-to-one sessions.
type Sessions struct {
	Min     int      `yaml:"min"`
	Max     int      `yaml:"max"`
	Strands []string `yaml:"strands"` // what a session can be about, from the service's own words
}

// Cap limits the cases one worker takes: how many in some months, counted when taken (R205, R206), and
// how many she may have open, by number and by weight.
type Cap struct {
	Roles      []string  `yaml:"roles"` // whose cases are counted; others take freely
	Taken      int       `yaml:"taken"`
	Months     int       `yaml:"months"` // in the last so many months, rolling
	WarnAt     int       `yaml:"warn_at"`
	OverrideBy string    `yaml:"override_by"` // role that may go above it with a reason; empty: nobody
	ProRata    []ProRata `yaml:"pro_rata"`
	Open       int       `yaml:"open"`     // most cases open at once; 0: no limit
	Weighted   int       `yaml:"weighted"` // most that the open cases may weigh together; 0: no limit
	Weights    []Weight  `yaml:"weights"`
}

// ProRata is what a cap comes to over a shorter time: 60 in a pilot of six months.
type ProRata struct {
	Months int `yaml:"months"`
	Taken  int `yaml:"taken"`
}

// Counts tells whether the cap counts cases taken by someone in this role.
func (c Cap) Counts(role string) bool { return slices.Contains(c.Roles, role) }

// Target is a number the service is paid to reach.
type Target struct {
	Key    string     `yaml:"key"`
	Name   string     `yaml:"name"`
	Amount int        `yaml:"amount"`
	Per    string     `yaml:"per"` // "year"
	From   clock.Date `yaml:"from"`
	Until  clock.Date `yaml:"until"`
}

// In gives what the target comes to over some months.
func (t Target) In(months int) int {
	switch t.Per {
	case "month":
		return t.Amount * months
	case "quarter":
		return t.Amount * months / 3
	}
	return t.Amount * months / 12
}

// Funding is what is paid for the service: so much a year, or for a term of set days.
type Funding struct {
	Pounds int        `yaml:"pounds"`
	Per    string     `yaml:"per"` // "year" or "term"
	From   clock.Date `yaml:"from"`
	Until  clock.Date `yaml:"until"`
	By     string     `yaml:"by"` // who pays
}

// Funded gives what is paid for the days from one to another, to the nearest pound: a year's money by
// the days of that year, a term's by the days of the term.
func (s Service) Funded(from, to clock.Date) int {
	pence := 0
	for _, f := range s.Funding {
		first, last := max(from, f.From), to
		if !f.Until.IsZero() {
			last = min(to, f.Until)
		}
		if last < first {
			continue
		}
		whole := from.DaysUntil(from.AddMonths(12))
		if f.Per == "term" {
			whole = f.From.DaysUntil(f.Until) + 1
		}
		pence += 100 * f.Pounds * (first.DaysUntil(last) + 1) / whole
	}
	return (pence + 50) / 100
}

// Target gives the target of a key that is in force on a date.
func (s Service) Target(key string, on clock.Date) (Target, bool) {
	for _, t := range s.Targets {
		if t.Key == key && on >= t.From && (t.Until.IsZero() || on <= t.Until) {
			return t, true
		}
	}
	return Target{}, false
}

// AfterScreening gives the first stage that is still to do when a referral was accepted: what screening asks
// was answered when it was judged, but for a screening that asks an instrument, as the pilot's joint priority.
func (s Service) AfterScreening() Stage {
	for _, st := range s.Stages {
		if st.Step != StepScreen || slices.ContainsFunc(st.Must, func(m Must) bool { return m.Instrument }) {
			return st
		}
	}
	return s.First()
}

// Learning is one kind of training or awareness that a service gives.
type Learning struct {
	Kind  string `yaml:"kind"`  // of the list "learning"
	Part  string `yaml:"-"`     // the kind's group: training or awareness
	Name  string `yaml:"-"`     // the kind's label
	Again Clock  `yaml:"again"` // those trained are due again after so long, by the calendar; zero: not
}

// The two parts of learning. They are counted apart.
const (
	Training  = "training"  // of people whose work it is
	Awareness = "awareness" // of the public
)

// Gives finds a kind of training or awareness among those the service gives.
func (s Service) Gives(kind string) (Learning, bool) {
	for _, l := range s.Learning {
		if l.Kind == kind {
			return l, true
		}
	}
	return Learning{}, false
}

// Due gives the day on which somebody trained on a day is due again; empty: never.
func (l Learning) Due(on clock.Date) clock.Date {
	switch l.Again.Unit {
	case Months:
		return on.AddMonths(l.Again.N)
	case Days:
		return on.AddDays(l.Again.N)
	}
	return ""
}
