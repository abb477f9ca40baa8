package catalogue

import (
	"slices"

	"goldenthread/internal/clock"
)

// Kinds of instruments.
const (
	KindMatrix     = "matrix"     // questions with points, a score, bands
	KindTriage     = "triage"     // few questions, asked by every agency: whether the matrix is asked
	KindStatements = "statements" // statements on a scale, asked before and after
	KindJudgement  = "judgement"  // graded dimensions, deliberately without a number
)

// NotAsked are the reasons for which statements were not asked (practice, part 2.12).
var NotAsked = []string{"could not be reached", "did not want to", "not the right moment", "closed too early"}

// Instrument is a set of questions. Old answers keep the Version they were given under: an old
// score is never worked out again under a new one.
type Instrument struct {
	Key     string     `yaml:"key"`
	Name    string     `yaml:"name"`
	Kind    string     `yaml:"kind"`
	About   string     `yaml:"about"`
	Caveat  string     `yaml:"caveat"` // printed with every result
	Licence string     `yaml:"licence"`
	From    clock.Date `yaml:"from"`
	Until   clock.Date `yaml:"until"`

	Services []string `yaml:"services"` // in which it is offered; none: in all
	Phases   []string `yaml:"phases"`   // of statements: when they are asked; none: before, at review and at exit

	Scale     *Scale     `yaml:"scale"` // of statements: the same for all
	Questions []Question `yaml:"questions"`

	Bands      []RiskBand  `yaml:"bands"`      // of a matrix: lowest first, without gaps
	Panel      *Threshold  `yaml:"panel"`      // apart from the bands
	Escalators []Escalator `yaml:"escalators"` // lift the band, whatever the score
	LeadsTo    *Leads      `yaml:"leads_to"`   // of a triage: which form is asked next, and from which score
	Parts      []ScorePart `yaml:"parts"`      // scores shown beside each other: harm and vulnerability
	Again      *Again      `yaml:"again"`      // of a matrix: some cases are scored again, blind
	Lasts      int         `yaml:"lasts"`      // of a matrix or triage: for so many days one that another body made is gone by; 0: never
	Priorities []Option    `yaml:"priorities"` // of a judgement: what it comes to, most urgent first

	Version string `yaml:"-"`
	File    string `yaml:"-"`
}

// Question is one question or statement.
type Question struct {
	Key     string   `yaml:"key"`
	Text    string   `yaml:"text"`
	Help    string   `yaml:"help"`
	Short   string   `yaml:"short"` // names the question in a table or an explanation
	Part    string   `yaml:"part"`  // of the instrument's parts
	Options []Option `yaml:"options"`
	Fills   []Fill   `yaml:"fills"` // of a judgement: what known facts already say
}

// Leads says from which score another form is asked.
type Leads struct {
	Form string `yaml:"form"`
	From int    `yaml:"from"`
	Say  string `yaml:"say"`
}

// ScorePart is a share of a score with a name: every question is of one.
type ScorePart struct {
	Key  string `yaml:"key"`
	Name string `yaml:"name"`
}

// Again says how many are scored a second time, blind, and how few are too few to say how far people agree.
type Again struct {
	OneIn  int `yaml:"one_in"`
	TooFew int `yaml:"too_few"`   // pairs a quarter
	Hold   int `yaml:"hold_days"` // days for which whoever takes one has it for herself
	Ask    int `yaml:"ask_days"`  // days after the first score, from which nobody is asked any more
}

// Fill grades a dimension of a judgement from what is known, for a person to look at: it decides nothing.
// It may not go by the offence: need decides, never the type of crime.
type Fill struct {
	When    Rule   `yaml:"when"`
	Grade   string `yaml:"grade"`
	Because string `yaml:"because"` // what is known, and from where, in a sentence
}

// Option is one answer.
type Option struct {
	Key    string `yaml:"key"`
	Label  string `yaml:"label"`
	Points int    `yaml:"points"`
	Short  string `yaml:"short"`   // in an explanation: "being harassed now"; empty: the label
	Why    bool   `yaml:"why"`     // of a grade: it asks for a sentence
	Divert string `yaml:"diverts"` // "domestic_abuse": contact stops, and the matter goes to those who handle it (practice D5)
	Raises string `yaml:"raises"`  // "danger": the alarm of Act now, wherever it is answered (practice D3)
	Fills  string `yaml:"fills"`   // of a priority the police gave: the grade every dimension begins with; empty: none

	Relations []string `yaml:"relations"` // how people may know each other, as a referral's form asks it, that are this answer
}

// Scale is what statements are answered on.
type Scale struct {
	Min       int    `yaml:"min"`
	Max       int    `yaml:"max"`
	MinLabel  string `yaml:"min_label"`
	MaxLabel  string `yaml:"max_label"`
	BetterIs  string `yaml:"better_is"`  // "higher" or "lower"
	SmallStep int    `yaml:"small_step"` // a change below this is not called improvement; 0 or 1: any
}

// RiskBand is a range of scores with a name.
type RiskBand struct {
	Key  string `yaml:"key"`
	Name string `yaml:"name"`
	From int    `yaml:"from"` // lowest score of the band; the next band's From ends it
}

// Threshold is a score from which something is proposed.
type Threshold struct {
	From int    `yaml:"from"`
	Say  string `yaml:"say"`
}

// Escalator lifts the band to at least one of the instrument's, for a reason.
type Escalator struct {
	Key     string `yaml:"key"`
	When    Rule   `yaml:"when"`
	AtLeast string `yaml:"at_least"`
	Reason  string `yaml:"reason"`
}

// Min gives the least points the question can give.
func (q Question) Min() int {
	if len(q.Options) == 0 {
		return 0
	}
	least := q.Options[0].Points
	for _, o := range q.Options {
		least = min(least, o.Points)
	}
	return least
}

// Max gives the most points the question can give.
func (q Question) Max() int {
	if len(q.Options) == 0 {
		return 0
	}
	most := q.Options[0].Points
	for _, o := range q.Options {
		most = max(most, o.Points)
	}
	return most
}

// Option gives one of the question's options by its key.
func (q Question) Option(key string) (Option, bool) {
	for _, o := range q.Options {
		if o.Key == key {
			return o, true
		}
	}
	return Option{}, false
}

// FromRelation gives the answer to the question that how people know each other already is; false when it says nothing
// of the question.
func (q Question) FromRelation(relation string) (Option, bool) {
	for _, o := range q.Options {
		if slices.Contains(o.Relations, relation) {
			return o, true
		}
	}
	return Option{}, false
}

// Raises tells whether an answer to the question raises the alarm of Act now.
func (q Question) Raises() bool {
	return slices.ContainsFunc(q.Options, func(o Option) bool { return o.Raises != "" })
}

// AsksRelation tells whether the question is answered by how people know each other.
func (q Question) AsksRelation() bool {
	return slices.ContainsFunc(q.Options, func(o Option) bool { return len(o.Relations) > 0 })
}

// Explains gives the option's words in an explanation.
func (o Option) Explains() string {
	if o.Short != "" {
		return o.Short
	}
	return o.Label
}

// Question gives one of the instrument's questions by its key.
func (i Instrument) Question(key string) (Question, bool) {
	for _, q := range i.Questions {
		if q.Key == key {
			return q, true
		}
	}
	return Question{}, false
}

// Min gives the least score the instrument can give, worked out from its questions. Statements:
// the least of one statement times their number.
func (i Instrument) Min() int {
	if i.Scale != nil {
		return i.Scale.Min * len(i.Questions)
	}
	sum := 0
	for _, q := range i.Questions {
		sum += q.Min()
	}
	return sum
}

// Max gives the highest score the instrument can give, worked out from its questions.
func (i Instrument) Max() int {
	if i.Scale != nil {
		return i.Scale.Max * len(i.Questions)
	}
	sum := 0
	for _, q := range i.Questions {
		sum += q.Max()
	}
	return sum
}

// Band gives the band a score lies in. False when the instrument has no bands.
func (i Instrument) Band(score int) (RiskBand, bool) {
	if len(i.Bands) == 0 {
		return RiskBand{}, false
	}
	found := i.Bands[0]
	for _, b := range i.Bands {
		if score >= b.From {
			found = b
		}
	}
	return found, true
}

// BandNamed gives a band by its key.
func (i Instrument) BandNamed(key string) (RiskBand, bool) {
	for _, b := range i.Bands {
		if b.Key == key {
			return b, true
		}
	}
	return RiskBand{}, false
}

// BandRank gives a band's place, 0 for the lowest; -1 for a key the instrument does not have.
func (i Instrument) BandRank(key string) int {
	for n, b := range i.Bands {
		if b.Key == key {
			return n
		}
	}
	return -1
}

// OfferedIn tells whether a service asks the instrument, or may: where its file names it, and where the
// instrument is for all services or for this one.
func (i Instrument) OfferedIn(s Service) bool {
	return slices.Contains(s.Outcomes, i.Key) || slices.ContainsFunc(s.Stages, func(st Stage) bool { return st.Needs(i.Key) }) ||
		i.Kind != KindJudgement && (slices.Contains(i.Services, s.Key) || len(i.Services) == 0 && i.Kind != KindStatements)
}

// AskedIn tells whether statements are asked in a phase.
func (i Instrument) AskedIn(phase string) bool {
	return len(i.Phases) == 0 || slices.Contains(i.Phases, phase)
}

// Priority gives one of a judgement's priorities by its key.
func (i Instrument) Priority(key string) (Option, bool) {
	return Question{Options: i.Priorities}.Option(key)
}

// LeastPriority gives the least urgent priority of a judgement: the one that many can be agreed at together.
func (i Instrument) LeastPriority() Option {
	if len(i.Priorities) == 0 {
		return Option{}
	}
	return i.Priorities[len(i.Priorities)-1]
}

// Filled is a grade that known facts gave a dimension, and why.
type Filled struct{ Grade, Because string }

// FillIn grades the dimensions of a judgement from known facts and the priority the police gave ("" for none).
// Where several rules apply, the highest grade stands. A dimension about which nothing is known is left out: it
// is not low, it is not known.
func (i Instrument) FillIn(facts Facts, police string) map[string]Filled {
	filled := map[string]Filled{}
	given, _ := i.Priority(police)
	for _, q := range i.Questions {
		at := -1
		if given.Fills != "" {
			at = q.rank(given.Fills)
			filled[q.Key] = Filled{given.Fills, "The police graded it " + given.Label + " in their file"}
		}
		for _, f := range q.Fills {
			if r := q.rank(f.Grade); r > at && f.When.Ask(facts).Verdict == Yes {
				at, filled[q.Key] = r, Filled{f.Grade, f.Because}
			}
		}
	}
	return filled
}

// rank gives an option's place, 0 for the first; -1 for one the question does not have.
func (q Question) rank(key string) int {
	return slices.IndexFunc(q.Options, func(o Option) bool { return o.Key == key })
}

// MeetsPanel tells whether a score is one for which the panel is proposed. It stands apart from
// the band. False when the instrument has no such threshold.
func (i Instrument) MeetsPanel(score int) bool { return i.Panel != nil && score >= i.Panel.From }
