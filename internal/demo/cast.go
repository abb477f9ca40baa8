package demo

import (
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
	"goldenthread/internal/person"
)

// places are districts in which the services work, with sectors of postcodes that lie in them and endings that
// are not in use there (doc/data-sources.md). They are real districts and sectors; streets are not.
var places = map[string][]madeup.Place{
	"harmony": {
		{District: "E06000021", Town: "Stoke-on-Trent", Sector: "ST1 3", Endings: "GR TY YE DF EP WT FL TL"},
		{District: "E06000021", Town: "Stoke-on-Trent", Sector: "ST4 5", Endings: "FQ WW SB FH FZ UY UT FT"},
		{District: "E07000195", Town: "Newcastle-under-Lyme", Sector: "ST5 5", Endings: "LR XW GZ PA RQ HT XD GT"},
		{District: "E07000197", Town: "Stafford", Sector: "ST16 2", Endings: "BW TZ YW FU LQ QN FX TL"},
		{District: "E07000193", Town: "Burton upon Trent", Sector: "DE14 1", Endings: "UP JU UJ YR WY GJ FJ UR"},
		{District: "E07000192", Town: "Cannock", Sector: "WS11 9", Endings: "WR EW HT DR NB XS DF NJ"},
		{District: "E07000199", Town: "Tamworth", Sector: "B79 7", Endings: "XT GS TT YZ WG QG NF SN"},
	},
	"pilot": {
		{District: "E06000005", Town: "Darlington", Sector: "DL1 9", Endings: "NJ JR GW FP ZR EH XW ZJ"},
		{District: "E06000005", Town: "Darlington", Sector: "DL3 6", Endings: "EQ WS LL WA UR PH YT TY"},
		{District: "E06000002", Town: "Middlesbrough", Sector: "TS1 3", Endings: "FF GL XU NY UU LG ZQ XW"},
		{District: "E06000004", Town: "Stockton-on-Tees", Sector: "TS18 1", Endings: "ZY WB BU XH ST TG XS YW"},
		{District: "E06000001", Town: "Hartlepool", Sector: "TS24 8", Endings: "RW XJ RY WD TX UY YT TH"},
		{District: "E06000003", Town: "Redcar", Sector: "TS10 1", Endings: "FE SL WU ZR ZF EG EF ZS"},
	},
	"asc": {
		{District: "E07000209", Town: "Guildford", Sector: "GU1 3", Endings: "XB WE YG PR GD YT HP YD"},
		{District: "E07000207", Town: "Walton-on-Thames", Sector: "KT12 4", Endings: "EU UH SY GT XF GA UT FH"},
		{District: "E07000213", Town: "Staines-upon-Thames", Sector: "TW18 2", Endings: "ZP NL FY ZE JW TU TT WB"},
		{District: "E07000211", Town: "Redhill", Sector: "RH1 1", Endings: "LR WH UP XX QP GW UY UT"},
		{District: "E07000217", Town: "Woking", Sector: "GU21 5", Endings: "ZB UF LN FF BY GQ YU AF"},
	},
	"barnet-asb": {
		{District: "E09000003", Town: "Barnet", Sector: "EN5 2", Endings: "NR WG WP AJ JF YH ZU XS"},
		{District: "E09000003", Town: "North Finchley", Sector: "N12 8", Endings: "GG ZJ WZ YN YY ZF EZ WE"},
		{District: "E09000003", Town: "Hendon", Sector: "NW4 4", Endings: "PS PU PR DX ST WY BY FZ"},
		{District: "E09000003", Town: "Finchley", Sector: "N3 1", Endings: "GP WD FY FG QD ZB DL FE"},
		{District: "E09000003", Town: "Colindale", Sector: "NW9 4", Endings: "NY ZU LR UJ HT JX QJ US"},
	},
	"adt": {
		{District: "E06000047", Town: "Durham", Sector: "DH1 2", Endings: "UT XF XT ZL GW GR ZQ ZH"},
		{District: "E06000005", Town: "Darlington", Sector: "DL1 5", Endings: "SE LU FF FZ FN YJ PF XZ"},
		{District: "E06000004", Town: "Stockton-on-Tees", Sector: "TS19 7", Endings: "XD ZX GX XR FB RY XU UR"},
		{District: "E06000002", Town: "Middlesbrough", Sector: "TS3 7", Endings: "ZS XW FH XR TS ZB GE ZU"},
	},
}

// someone is a made-up person at a made-up address.
type someone struct {
	forename, surname, sex, ethnicity string
	born                              clock.Date
	street, postcode                  string
	place                             madeup.Place
	mobile, phone, email              string
}

// cast makes people, no two of one name and no two with one number.
type cast struct {
	madeup.Dice
	names  map[string]bool
	people int
	quiet  someone // who asked not to be contacted
}

// The mobile numbers from here on, and from 900800, are the demonstration's: those before are the dip
// samples', and 900700 to 900799 are Barnet's.
const firstMobile = 150

func (c *cast) someone(service string, on clock.Date) someone {
	s := someone{sex: madeup.Pick(&c.Dice, []string{"female", "female", "female", "male", "male"}), place: madeup.Pick(&c.Dice, places[service])}
	s.born = on.AddMonths(-12 * c.Between(19, 81)).AddDays(-c.Below(364))
	s.ethnicity = madeup.Pick(&c.Dice, []string{"W1", "W1", "W1", "W1", "W9", "W2", "A1", "A2", "B1", "B2", "M1", "PNS", ""})
	s.forename, s.surname = c.Name(s.sex, s.born, c.names)
	s.street = fmt.Sprintf("%d %s", c.Between(2, 148), madeup.Pick(&c.Dice, madeup.Streets))
	s.postcode = s.place.Sector + madeup.Pick(&c.Dice, strings.Fields(s.place.Endings))
	number := firstMobile + c.people
	if number >= 700 {
		number += 100
	}
	c.people++
	s.mobile = fmt.Sprintf("07700 900%03d", number%1000)
	if c.OneIn(4) {
		s.phone = fmt.Sprintf("01632 960%03d", 200+c.people%800)
	}
	if c.OneIn(2) {
		s.email = strings.ToLower(s.forename + "." + s.surname + "@example.org")
	}
	return s
}

// told gives her as a door is told of her: what she said, what she wants, how it is safe to reach her; and why
// she is referred, in one sentence of whoever refers.
func (s someone) told(dice *madeup.Dice, on clock.Date) (person.New, string) {
	kinds := additionalKinds(dice)
	var words []string
	for _, k := range kinds[:min(2, len(kinds))] {
		words = append(words, madeup.Pick(dice, madeup.Told[k]))
	}
	n := person.New{
		Forename: s.forename, Surname: s.surname, Born: s.born, Pronoun: map[string]person.Pronoun{"female": person.She, "male": person.He}[s.sex],
		Contacts: []person.NewContact{
			{Kind: person.Mobile, Value: s.mobile, Call: person.Yes, Voicemail: permission(dice.OneIn(2)), Text: permission(!dice.OneIn(4))},
			{Kind: person.Address, Value: s.street + ", " + s.place.Town, Postcode: s.postcode, Letter: permission(!dice.OneIn(4))},
		},
		Safe: madeup.Pick(dice, safeRules),
		Told: person.NewStory{Words: strings.Join(words, " "), Wants: madeup.Pick(dice, wants), ToldOn: on, ToldTo: "referrer",
			Relationship: madeup.Pick(dice, []person.Relationship{person.Neighbour, person.Neighbour, person.Stranger, person.Acquaintance, person.Landlord})},
	}
	n.Safe.AskedOn = on
	if s.phone != "" {
		n.Contacts = append(n.Contacts, person.NewContact{Kind: person.Phone, Value: s.phone, Call: person.Yes})
	}
	if s.email != "" {
		n.Contacts = append(n.Contacts, person.NewContact{Kind: person.Email, Value: s.email})
	}
	return n, why(kinds)
}

// safeRules are ways in which people said they can be reached.
var safeRules = []person.SafeRule{
	{State: person.Safe, Words: "the person answers"},
	{State: person.Safe, Words: "the person answers", Say: "Jo from the Centre", From: 9 * 60, To: 12 * 60},
	{State: person.Safe, Words: "the house is empty then", Say: "Jo", From: 14 * 60, To: 17 * 60},
	{State: person.Safe, Words: "text first, then ring", Say: "Jo, about the appointment"},
	{},
}

// additionalKinds draws what came up: one to four of the catalogue's additional needs.
func additionalKinds(dice *madeup.Dice) []string {
	var all []string
	for k := range madeup.Told {
		all = append(all, k)
	}
	slices.Sort(all)
	madeup.Shuffle(dice, all)
	return all[:dice.Between(1, 4)]
}

// matters are what a referrer calls the things that people tell of.
var matters = map[string]string{"assault": "an assault", "hate_crime": "hate incidents", "criminal_damage": "damage to the home", "noise": "noise at night",
	"harassment": "harassment", "drugs": "drug dealing in the building", "parking": "a dispute over parking", "youth": "groups of young people outside",
	"burglary": "a burglary"}

// why says in a sentence what somebody is referred for.
func why(kinds []string) string {
	var words []string
	for _, k := range kinds[:min(2, len(kinds))] {
		words = append(words, matters[k])
	}
	if len(words) == 0 {
		return "Anti-social behaviour over several months."
	}
	said := strings.Join(words, " and ")
	return strings.ToUpper(said[:1]) + said[1:] + ", and the effect it has had."
}
