package dipsample

import (
	"fmt"
	"math/rand/v2"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/reason"
)

// Case is one row of a sample with what becomes of it.
type Case struct {
	Row     int              `json:"row"`
	Crime   string           `json:"crime_reference"`
	Victim  string           `json:"victim_number"`
	Line    string           `json:"published_line"`
	Heading reason.Heading   `json:"heading"`                // at import
	Reason  reason.Code      `json:"reason,omitempty"`       // at import
	Of      int              `json:"of,omitempty"`           // of a duplicate: the row it repeats
	Method  catalogue.Method `json:"first_method,omitempty"` // of those to contact
	After   string           `json:"after_contact,omitempty"`

	kind   kind
	victim someone
	fields map[catalogue.Field]string
	on     clock.Date
}

// Sample is one police file in the making.
type Sample struct {
	area  area
	Cases []Case
}

// Samples makes both.
func Samples() []Sample { return []Sample{build(cleveland()), build(durham())} }

// Name gives the sample's name, as its files begin: "cleveland-2014-07".
func (s Sample) Name() string { return s.area.key }

func build(a area) Sample {
	rnd := rand.New(rand.NewPCG(2014, a.seed))
	c := newCast(map[string]string{"cleveland-2014-07": "cleveland", "durham-2014-04": "durham"}[a.key], rnd)
	var cases []Case
	repeats := 0
	for _, k := range a.kinds {
		if k.reason == reason.Duplicate {
			repeats = k.rows
			continue
		}
		for i := range k.rows {
			cases = append(cases, makeCase(a, k, i, c))
		}
	}
	rnd.Shuffle(len(cases), func(i, j int) { cases[i], cases[j] = cases[j], cases[i] })
	for i := range cases {
		cases[i].on = a.days[i*len(a.days)/len(cases)]
		cases[i].finish(a, i, rnd)
	}
	cases = append(cases, duplicates(a, cases, repeats)...)
	for i := range cases {
		cases[i].Row = i + 1
	}
	return Sample{a, cases}
}

// duplicates repeats rows that are to be contacted, as a force sends them again on the last day
// when an officer has touched the record.
func duplicates(a area, cases []Case, n int) []Case {
	var again []Case
	for i, c := range cases {
		if len(again) == n {
			break
		}
		if c.kind.outcome != "" || c.kind.reason != "" || i%9 != 0 {
			continue
		}
		c.Of, c.Heading, c.Reason, c.Line, c.Method = i+1, reason.NotUsable, reason.Duplicate, "Duplicate", ""
		again = append(again, c)
	}
	return again
}

func makeCase(a area, k kind, i int, c *cast) Case {
	heading := reason.Accepted
	if k.reason != "" {
		heading = k.reason.Heading()
	}
	sex, least, most := "", 21, 84
	switch {
	case k.reason == reason.ConsentMissing:
		sex, most, least = "female", 19, 18
	case k.reason == reason.ChildProtection:
		least, most = 13, 15
	case k.domestic:
		sex, most = "female", 60
	}
	cs := Case{Line: k.line, Heading: heading, Reason: k.reason, Method: k.method, After: k.outcome, kind: k, Victim: "1"}
	cs.victim = c.next(a.days[0], sex, least, most)
	v := cs.victim
	f := map[catalogue.Field]string{
		catalogue.FieldForce:        a.force,
		catalogue.FieldVictimNumber: "1",
		catalogue.FieldOffenceCode:  k.offences[i%len(k.offences)],
		catalogue.FieldSurname:      v.surname,
		catalogue.FieldForename:     v.forename,
		catalogue.FieldSex:          map[string]string{"female": "F", "male": "M"}[v.sex],
		catalogue.FieldEthnicity:    "W1",
		catalogue.FieldAddress1:     v.address,
		catalogue.FieldTown:         v.town,
		catalogue.FieldPostcode:     v.postcode,
		catalogue.FieldPhoneMobile:  c.phone(true),
		catalogue.FieldSafePhone:    "Y",
		catalogue.FieldSafeText:     "Y",
		catalogue.FieldSafeLetter:   "Y",
		catalogue.FieldConsent:      "Informed",
		catalogue.FieldOfficer:      fmt.Sprintf("%04d", 1000+c.rnd.IntN(900)),
		catalogue.FieldRelationship: pick(c.rnd, []string{"Stranger", "Stranger", "Neighbour", "Acquaintance", "Not known"}),
	}
	if c.rnd.IntN(3) == 0 {
		f[catalogue.FieldPhoneHome] = c.phone(false)
	}
	cs.fields = f
	cs.shape(i, c)
	if k.domestic || k.method == catalogue.MethodPhone && i%3 == 0 {
		cs.addOther(a, c)
	}
	return cs
}

// shape sets the cells from which the decision follows.
func (cs *Case) shape(i int, c *cast) {
	f, k := cs.fields, cs.kind
	switch k.reason {
	case reason.ConsentMissing:
		f[catalogue.FieldConsent] = "Not asked"
	case reason.ChildProtection:
		guardian := c.next(clock.Date("2014-04-01"), "", 32, 50)
		f[catalogue.FieldChild], f[catalogue.FieldChildSafety] = "Y", "Y"
		f[catalogue.FieldGuardian], f[catalogue.FieldGuardianPhone] = guardian.forename+" "+cs.victim.surname, c.phone(true)
		f[catalogue.FieldSuitability] = "Child protection enquiry open: contact inappropriate"
	case reason.InsufficientContact:
		for _, field := range []catalogue.Field{catalogue.FieldAddress1, catalogue.FieldTown, catalogue.FieldPostcode,
			catalogue.FieldPhoneMobile, catalogue.FieldPhoneHome} {
			delete(f, field)
		}
	case reason.NoSafeContact:
		f[catalogue.FieldSafePhone], f[catalogue.FieldSafeText], f[catalogue.FieldSafeLetter] = "N", "N", "N"
		f[catalogue.FieldSuitability] = "Cannot use a phone (hearing). Post is opened by others"
		if k.domestic {
			f[catalogue.FieldSuitability] = "No safe number. Post is not safe"
		}
	}
	if k.outcome == string(reason.ReturnedToPolice) { // whoever can be rung on another number does not go back
		delete(f, catalogue.FieldPhoneHome)
	}
	if k.method == catalogue.MethodLetter && i%2 == 0 {
		delete(f, catalogue.FieldPhoneMobile)
	}
	if k.domestic {
		f[catalogue.FieldDomesticAbuse], f[catalogue.FieldVulnerable] = "Y", "Y"
		f[catalogue.FieldSafeText], f[catalogue.FieldSafeLetter], f[catalogue.FieldSafeVoicemail] = "N", "N", "N"
		f[catalogue.FieldConsent], f[catalogue.FieldConsentHow] = "Explicit", "In person"
		f[catalogue.FieldConsentBy] = f[catalogue.FieldOfficer]
		f[catalogue.FieldRelationship] = []string{"Ex-partner", "Partner"}[i%2]
		f[catalogue.FieldSafeTimes] = "10:00-12:00"
	}
}

// addOther names the other party.
func (cs *Case) addOther(a area, c *cast) {
	o := c.next(a.days[0], "", 19, 55)
	if cs.kind.domestic {
		o.sex = "male"
	}
	cs.fields[catalogue.FieldOtherSurname], cs.fields[catalogue.FieldOtherForename] = o.surname, o.forename
	cs.fields[catalogue.FieldOtherBirth] = slashed(o.born)
	cs.fields[catalogue.FieldOtherAddress1], cs.fields[catalogue.FieldOtherTown] = o.address, o.town
	cs.fields[catalogue.FieldOtherPostcode] = o.postcode
}

// finish sets what depends on the row's place in the file.
func (cs *Case) finish(a area, i int, rnd *rand.Rand) {
	cs.Crime = fmt.Sprintf("%s/%05d/14", a.letters, 31000+7*i)
	f := cs.fields
	f[catalogue.FieldCrimeReference] = cs.Crime
	f[catalogue.FieldBirth] = slashed(cs.victim.born)
	f[catalogue.FieldReportedDate] = slashed(cs.on)
	f[catalogue.FieldOffenceDate] = slashed(cs.on.AddDays(-rnd.IntN(3)))
	if f[catalogue.FieldConsent] == "Explicit" {
		f[catalogue.FieldConsentDate] = f[catalogue.FieldReportedDate]
	}
	f[catalogue.FieldUnit] = pick(rnd, []string{"TIU", "TIU", "Response", "Neighbourhood", "CID"})
	f[catalogue.FieldSummary] = summaries[f[catalogue.FieldOffenceCode]]
}

func slashed(d clock.Date) string { return fmt.Sprintf("%02d/%02d/%04d", d.Day(), d.Month(), d.Year()) }
