package report

import "cmp"

// Measure says which facts a table counts, and what their code is.
type Measure string

// The measures. Each has its facts in a facts file, from which one statement counts and one lists.
const (
	Referrals       Measure = "referrals"        // new referrals by source
	Received        Measure = "received"         // everything that came in, by what became of it
	Supported       Measure = "supported"        // people with a case open in the period: carried_over or new
	OpenedCases     Measure = "opened"           // cases opened
	ClosedCases     Measure = "closed"           // cases closed, by reason
	OpenAtEnd       Measure = "open_at_end"      // cases open on the last day
	Cohort          Measure = "cohort"           // new referrals by what became of them: no_case, open, closed
	SessionsEach    Measure = "sessions_each"    // new referrals by how many sessions each person had: 0, 1, 2, ...
	Improved        Measure = "improved"         // new referrals whose case is closed, by change in statements: all, some, none, not_paired
	Coached         Measure = "coached"          // cases by their first session, each once
	Sessions        Measure = "sessions"         // sessions held, by strand
	Endings         Measure = "endings"          // cases opened, by how a stage ended: support, advice, mediation
	Contacts        Measure = "contacts"         // attempts to reach somebody, by outcome
	Onward          Measure = "onward"           // referrals made, by service
	Needs           Measure = "needs"            // kinds of support, by kind: not people
	AdditionalNeeds Measure = "additional_needs" // further issues raised, by kind: not people
	Sex             Measure = "sex"              // new referrals by the person's recorded sex
	Ethnicity       Measure = "ethnicity"        // new referrals by the person's 18+1 group
	Age             Measure = "age"              // new referrals by the person's age at referral
	Mediation       Measure = "mediation"        // cases in which mediation was offered, each once
	Advocacy        Measure = "advocacy"         // people spoken up for, by forum, each once
	Court           Measure = "court"            // people supported at court, each once
	Rated           Measure = "rated"            // new referrals by the band of their latest risk assessment; none: not assessed
	Assessed        Measure = "assessed"         // new referrals with a scored risk assessment
	Moved           Measure = "moved"            // new referrals by the question that weighed most in their latest risk assessment

	FirstTries Measure = "first_tries" // new referrals by how the first try to reach the person was made
	CameTo     Measure = "came_to"     // new referrals by what was agreed in the end, or else why the case was closed
	Seen       Measure = "seen"        // what the police sent, by which services beside each other looked after it

	Help Measure = "help" // new referrals by the help each came to: support, advice, mediation offered, two of them or none

	Events   Measure = "events"   // training and awareness events held, by kind
	Trained  Measure = "trained"  // people who came to training, by kind
	Attended Measure = "attended" // people who came to awareness sessions, by kind
	Growth   Measure = "growth"   // referrals from those who were taught: before and after

	Activities  Measure = "activities"   // work beside the cases, by kind
	ServiceDays Measure = "service_days" // days worked, one for each person and day: with_partner or apart
	StaffedDays Measure = "staffed_days" // days on which anybody worked, each once: with_partner or apart

	Posts      Measure = "posts"        // posts of the service on the last day: filled or vacant
	Recruiting Measure = "hard_to_fill" // the same, by how hard they are to fill

	ToContact Measure = "to_contact" // from receipt to the first time the person was reached
	ToCase    Measure = "to_case"    // from receipt to the case being opened
	ToSession Measure = "to_session" // from receipt to the first session
	ToOnward  Measure = "to_onward"  // from the case being opened to each referral made
	FromList  Measure = "from_list"  // new referrals that came in a list of cases kept before: of these none of the times above is known

	TurnedAway Measure = "turned_away"          // requests at a door that the service's file shuts, by the door
	OutOfHours Measure = "out_of_hours"         // needs that arose while the service was shut, by kind
	AnsweredBy Measure = "out_of_hours_answers" // the same, by who answered

	OnwardStands  Measure = "onward_answers"  // referrals made, by how each stands: made, received, accepted, refused, ended
	OnwardRefused Measure = "onward_refusals" // those that were refused, by the reason
	ToAnswer      Measure = "to_answer"       // from each referral made to the first yes or no
	Gaps          Measure = "gaps"            // needs for which nothing could be reached, by kind
	Helped        Measure = "helped"          // pieces of help by what was done, from their own records

	Promises Measure = "promises" // promises to be heard from by a day, by what became of each: kept, kept_late, broken, withdrawn

	KnownAlready  Measure = "known_already" // questions whose answer another body had been given already: carried over, or asked again
	Contributions Measure = "contributions" // what was passed on for risk assessments of other bodies, by kind
	Proposals     Measure = "proposals"     // proposals to the panel, by what it said: taken, not taken, nothing yet

	Changes  Measure = "changes"  // statements answered before and at the end, of cases closed
	AtEnd    Measure = "at_end"   // statements answered at the end alone, of cases closed
	Measured Measure = "measured" // cases closed, by whether a set of statements was answered: twice, end, beginning, or why not
)

// Dimension is what the facts of a measure are told apart by, when it is not the measure's own code.
type Dimension string

// The dimensions. All but own are of the referral or the person behind a fact.
const (
	Own         Dimension = ""
	BySource    Dimension = "source"
	ByOffence   Dimension = "offence" // code of the crime referred for
	ByAgency    Dimension = "agency"  // kind of the agency that referred
	ByDistrict  Dimension = "district"
	ByAge       Dimension = "age"
	ByGender    Dimension = "gender"
	ByEthnicity Dimension = "ethnicity"
	ByAll       Dimension = "all" // not told apart
)

// Unit is what one fact of a measure is. People, referrals, cases, interventions and tags are
// different things, and every table says which it counts.
type Unit struct {
	One  string `json:"one"`
	Many string `json:"many"`
}

var (
	people           = Unit{"person", "people"}
	newReferrals     = Unit{"new referral", "new referrals"}
	referralsIn      = Unit{"referral received", "referrals received"}
	policeSent       = Unit{"referral from the police", "referrals from the police"}
	cases            = Unit{"case", "cases"}
	sessionsHeld     = Unit{"session", "sessions"}
	attempts         = Unit{"attempt to reach somebody", "attempts to reach somebody"}
	supportTags      = Unit{"kind of support", "kinds of support"}
	issueTags        = Unit{"further issue", "further issues"}
	referralsMade    = Unit{"referral made", "referrals made"}
	eventsHeld       = Unit{"event", "events"}
	peopleTrained    = Unit{"person trained", "people trained"}
	peopleCame       = Unit{"person who came", "people who came"}
	referralsNear    = Unit{"referral in the three months before or after training", "referrals in the three months before or after training"}
	activitiesLogged = Unit{"activity", "activities"}
	daysWorked       = Unit{"day worked", "days worked"}
	daysStaffed      = Unit{"day of service", "days of service"}
	postsThere       = Unit{"post", "posts"}
	questionsKnown   = Unit{"question answered before", "questions answered before"}
	passedOn         = Unit{"contribution", "contributions"}
	proposed         = Unit{"proposal", "proposals"}
	requestsTurned   = Unit{"request that was turned away", "requests that were turned away"}
	needsOutOfHours  = Unit{"need while the service was shut", "needs while the service was shut"}
	promisesMade     = Unit{"promise", "promises"}
	refusals         = Unit{"referral that was refused", "referrals that were refused"}
	needsUnmet       = Unit{"need that nothing could meet", "needs that nothing could meet"}
	piecesOfHelp     = Unit{"piece of help", "pieces of help"}
	answersTwice     = Unit{"statement answered twice", "statements answered twice"}
	answersAtEnd     = Unit{"statement answered at the end", "statements answered at the end"}
)

// counted is what is counted, by what, of which other service (none: of the return's own) and by which set of questions.
type counted struct {
	measure    Measure
	by         Dimension
	beside     string
	instrument string
}

// of gives the service whose facts are counted.
func (c counted) of(service string) string { return cmp.Or(c.beside, service) }

// plain reads the measures that are short for another one with a dimension.
func (m Measure) plain(by Dimension) counted {
	switch m {
	case Sex:
		return counted{measure: Referrals, by: ByGender}
	case Ethnicity:
		return counted{measure: Referrals, by: ByEthnicity}
	case Age:
		return counted{measure: Referrals, by: ByAge}
	}
	if m.elapsed() && by == Own {
		by = ByAll
	}
	return counted{measure: m, by: by}
}

// elapsed tells whether the facts of a measure are stretches of time.
func (m Measure) elapsed() bool {
	return m == ToContact || m == ToCase || m == ToSession || m == ToOnward || m == ToAnswer
}

// means tells whether the facts of a measure are answers on a scale, of which a table gives the mean.
func (m Measure) means() bool { return m == Changes || m == AtEnd }

func (l Layout) counted() counted {
	c := l.Counts.plain(l.By)
	c.beside, c.instrument = l.Beside, l.Instrument
	return c
}

// Tally is how many facts of one measure have one code in one month. An empty code stands for
// a fact that was not asked or not given.
type Tally struct {
	Measure    Measure
	By         Dimension
	Beside     string // of another service than the return's own
	Instrument string // by whose answers the facts go, where they go by answers
	Code       string
	Month      int // of the period, the first being 1
	N          int

	Hours         int // of elapsed times: so long each of them was
	Before, After int // of changes: what each of them was answered; at the end alone: only After
}

func (t Tally) counted() counted {
	c := t.Measure.plain(t.By)
	c.beside, c.instrument = t.Beside, t.Instrument
	return c
}

// Facts is all that [Build] needs to know.
type Facts struct {
	Tallies []Tally        // of the period
	Before  []Tally        // of the period before; not read unless its records are complete
	Targets map[string]int // by key, what the contract asks for in this period; none: it names none
	Yearly  map[string]int // the same for twelve months from the first day
	Funding int            // pounds paid for this period; 0: the service's file names none
	Weekly  map[Days]int   // how many days a week the service's file asks for
	Remarks []Remark       // what was written for the return and beside it
	Said    []Said         // what was written down, for the tables that print it
}

// count is the facts of one row: by month, and in all of the period before.
type count struct {
	month  []int // month[1] is the first
	before int
}

func newCount(months int) count { return count{month: make([]int, months+1)} }

func (c *count) add(o count) {
	for m := range c.month {
		c.month[m] += o.month[m]
	}
	c.before += o.before
}

// sum adds the months from one to another.
func (c count) sum(first, last int) int {
	n := 0
	for m := first; m <= min(last, len(c.month)-1); m++ {
		n += c.month[m]
	}
	return n
}

func (c count) all() int { return c.sum(1, len(c.month)-1) }

// empty tells whether nothing was counted.
func (c count) empty() bool { return c.all() == 0 && c.before == 0 }

// in gives the count that stands in a column of counts.
func (c count) in(f frame, col Column) int {
	if col == YearBefore {
		return c.before
	}
	first, last, _ := f.months(col)
	return c.sum(first, last)
}
