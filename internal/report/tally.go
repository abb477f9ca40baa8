package report

// Measure says which facts a table counts, and what their code is.
type Measure string

// The measures. Each has one counting statement and one listing statement in facts.go.
const (
	Referrals       Measure = "referrals"        // new referrals by source
	Supported       Measure = "supported"        // people with a case open in the year: carried_over or new
	Onward          Measure = "onward"           // referrals made, by service
	Needs           Measure = "needs"            // kinds of support, by kind: not people
	AdditionalNeeds Measure = "additional_needs" // further issues raised, by kind: not people
	Sex             Measure = "sex"              // new referrals by the person's recorded sex
	Ethnicity       Measure = "ethnicity"        // new referrals by the person's 18+1 group
	Age             Measure = "age"              // new referrals by the person's age at referral
	Mediation       Measure = "mediation"        // offers of mediation
	Advocacy        Measure = "advocacy"         // people spoken up for, by forum, each once
	Court           Measure = "court"            // people supported at court, each once
)

// Tally is how many facts of one measure have one code in one quarter. An empty code stands for
// a fact that was not asked or not given.
type Tally struct {
	Measure Measure
	Code    string
	Quarter int // 1 to 4
	N       int
}

// Facts is all that [Build] needs to know.
type Facts struct {
	Tallies []Tally // of the year
	Before  []Tally // of the year before; not read unless its records are complete
	Target  int     // new referrals the contract asks for in the year; 0 when it names none
}

// count is the facts of one row: by quarter, and in all of the year before.
type count struct {
	quarter [5]int // quarter[1] to quarter[4]
	before  int
}

func (c *count) add(o count) {
	for q := range c.quarter {
		c.quarter[q] += o.quarter[q]
	}
	c.before += o.before
}

func (c count) year() int {
	return c.quarter[1] + c.quarter[2] + c.quarter[3] + c.quarter[4]
}

// in gives the count that stands in a column of counts.
func (c count) in(col Column) int {
	switch col {
	case Q1, Q2, Q3, Q4:
		return c.quarter[col[1]-'0']
	case FirstHalf:
		return c.quarter[1] + c.quarter[2]
	case SecondHalf:
		return c.quarter[3] + c.quarter[4]
	case YearBefore:
		return c.before
	}
	return c.year()
}
