package barnet

import "goldenthread/internal/clock"

// Records is the whole data set. Rows of different files belong together by Case, a key of this
// data set only: B001 to B010 were open already, B011 to B089 are new in the year.
type Records struct {
	People    []Person
	Referrals []Referral
	Needs     []Need
	Onward    []Onward
	Advocacy  []Advocacy
	Mediation []Mediation
	Court     []Court
}

// Person is who was referred, and what she said of herself when asked.
type Person struct {
	Case      string
	Forename  string
	Surname   string
	BornOn    clock.Date // empty: not given
	Sex       string     // male, female
	Ethnicity string     // an 18+1 code; NS not stated; PNS prefers not to say; empty: not asked
	AskedOn   clock.Date // day on which sex and ethnicity were noted
	Address   string
	Postcode  string
	Phone     string
	Email     string // empty: none
	Voicemail bool   // a message may be left
	Letters   bool   // letters are safe
}

// Referral is how she came, and the life of her case.
type Referral struct {
	Case       string
	Source     string // metropolitan_police, barnet_asb_team, community_safety, multi_crime, self, environmental_health, housing
	Door       string // agency_form, self, panel, phone
	Basis      string // opt_out, explicit_consent, self, panel_with_agreement
	ReceivedOn clock.Date
	OpenedOn   clock.Date
	ClosedOn   clock.Date
	Reason     string // goals_met, moved_away, declined_further, no_response, referred_on
	Story      string // what she told us, in her words
}

// Need is one kind of support given (kind need) or one further issue raised (kind additional).
type Need struct {
	Case string
	Kind string // need, additional
	Code string
	On   clock.Date
}

// Onward is one referral made to another service.
type Onward struct {
	Case string
	Code string
	On   clock.Date
}

// Advocacy is one time she was spoken up for at a meeting.
type Advocacy struct {
	Case  string
	Forum string // community_marac
	On    clock.Date
	Asked string // what was asked of the meeting for her
}

// Mediation is one offer of mediation.
type Mediation struct {
	Case   string
	On     clock.Date
	Answer string // accepted, declined
}

// Court is one time she was supported with a court case.
type Court struct {
	Case    string
	Support string // pre_trial_information, witness_service, citizens_advice, at_court
	On      clock.Date
}

// Year is the year the records are about.
const (
	YearFrom clock.Date = "2017-04-01"
	YearTo   clock.Date = "2018-03-31"
)

// age gives whole years from birth to a day.
func age(born, on clock.Date) int {
	years := on.Year() - born.Year()
	if on.Month() < born.Month() || on.Month() == born.Month() && on.Day() < born.Day() {
		years--
	}
	return years
}

// AgeAt gives the person's age on a day; ok is false when she did not give her date of birth.
func (p Person) AgeAt(on clock.Date) (years int, ok bool) {
	if p.BornOn.IsZero() {
		return 0, false
	}
	return age(p.BornOn, on), true
}
