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
	Case      string     `csv:"case"`
	Forename  string     `csv:"forename"`
	Surname   string     `csv:"surname"`
	BornOn    clock.Date `csv:"born_on"`   // empty: not given
	Sex       string     `csv:"sex"`       // male, female
	Ethnicity string     `csv:"ethnicity"` // an 18+1 code; NS not stated; PNS prefers not to say; empty: not asked
	AskedOn   clock.Date `csv:"asked_on"`  // day on which sex and ethnicity were noted
	Address   string     `csv:"address"`
	Postcode  string     `csv:"postcode"`
	Phone     string     `csv:"phone"`
	Email     string     `csv:"email"`     // empty: none
	Voicemail bool       `csv:"voicemail"` // a message may be left
	Letters   bool       `csv:"letters"`   // letters are safe
}

// Referral is how she came, and the life of her case.
type Referral struct {
	Case       string     `csv:"case"`
	Source     string     `csv:"source"` // metropolitan_police, barnet_asb_team, community_safety, multi_crime, self, environmental_health, housing
	Door       string     `csv:"door"`   // agency_form, self, panel, phone
	Basis      string     `csv:"basis"`  // opt_out, explicit_consent, self, panel_with_agreement
	ReceivedOn clock.Date `csv:"received_on"`
	OpenedOn   clock.Date `csv:"opened_on"`
	ClosedOn   clock.Date `csv:"closed_on"`
	Reason     string     `csv:"reason"` // goals_met, moved_away, declined_further, no_response, referred_on
	Story      string     `csv:"story"`  // what she told us, in her words
}

// Need is one kind of support given (kind need) or one further issue raised (kind additional).
type Need struct {
	Case string     `csv:"case"`
	Kind string     `csv:"kind"` // need, additional
	Code string     `csv:"code"`
	On   clock.Date `csv:"noted_on"`
}

// Onward is one referral made to another service.
type Onward struct {
	Case string     `csv:"case"`
	Code string     `csv:"code"`
	On   clock.Date `csv:"made_on"`
}

// Advocacy is one time she was spoken up for at a meeting.
type Advocacy struct {
	Case  string     `csv:"case"`
	Forum string     `csv:"forum"` // community_marac
	On    clock.Date `csv:"on"`
	Asked string     `csv:"asked"` // what was asked of the meeting for her
}

// Mediation is one offer of mediation.
type Mediation struct {
	Case   string     `csv:"case"`
	On     clock.Date `csv:"offered_on"`
	Answer string     `csv:"answer"` // accepted, declined
}

// Court is one time she was supported with a court case.
type Court struct {
	Case    string     `csv:"case"`
	Support string     `csv:"support"` // pre_trial_information, witness_service, citizens_advice, at_court
	On      clock.Date `csv:"on"`
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
