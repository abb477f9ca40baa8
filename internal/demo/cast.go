package demo

import (
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
	"goldenthread/internal/person"
)

// place is a district in which a service works, with a sector of postcodes that lies in it and endings that
// are not in use there (doc/data-sources.md).
type place struct{ district, town, sector, endings string }

// places are real districts and sectors; streets are not.
var places = map[string][]place{
	"harmony": {
		{"E06000021", "Stoke-on-Trent", "ST1 3", "GR TY YE DF EP WT FL TL"},
		{"E06000021", "Stoke-on-Trent", "ST4 5", "FQ WW SB FH FZ UY UT FT"},
		{"E07000195", "Newcastle-under-Lyme", "ST5 5", "LR XW GZ PA RQ HT XD GT"},
		{"E07000197", "Stafford", "ST16 2", "BW TZ YW FU LQ QN FX TL"},
		{"E07000193", "Burton upon Trent", "DE14 1", "UP JU UJ YR WY GJ FJ UR"},
		{"E07000192", "Cannock", "WS11 9", "WR EW HT DR NB XS DF NJ"},
		{"E07000199", "Tamworth", "B79 7", "XT GS TT YZ WG QG NF SN"},
	},
	"pilot": {
		{"E06000005", "Darlington", "DL1 9", "NJ JR GW FP ZR EH XW ZJ"},
		{"E06000005", "Darlington", "DL3 6", "EQ WS LL WA UR PH YT TY"},
		{"E06000002", "Middlesbrough", "TS1 3", "FF GL XU NY UU LG ZQ XW"},
		{"E06000004", "Stockton-on-Tees", "TS18 1", "ZY WB BU XH ST TG XS YW"},
		{"E06000001", "Hartlepool", "TS24 8", "RW XJ RY WD TX UY YT TH"},
		{"E06000003", "Redcar", "TS10 1", "FE SL WU ZR ZF EG EF ZS"},
	},
	"asc": {
		{"E07000209", "Guildford", "GU1 3", "XB WE YG PR GD YT HP YD"},
		{"E07000207", "Walton-on-Thames", "KT12 4", "EU UH SY GT XF GA UT FH"},
		{"E07000213", "Staines-upon-Thames", "TW18 2", "ZP NL FY ZE JW TU TT WB"},
		{"E07000211", "Redhill", "RH1 1", "LR WH UP XX QP GW UY UT"},
		{"E07000217", "Woking", "GU21 5", "ZB UF LN FF BY GQ YU AF"},
	},
	"barnet-asb": {
		{"E09000003", "Barnet", "EN5 2", "NR WG WP AJ JF YH ZU XS"},
		{"E09000003", "North Finchley", "N12 8", "GG ZJ WZ YN YY ZF EZ WE"},
		{"E09000003", "Hendon", "NW4 4", "PS PU PR DX ST WY BY FZ"},
		{"E09000003", "Finchley", "N3 1", "GP WD FY FG QD ZB DL FE"},
		{"E09000003", "Colindale", "NW9 4", "NY ZU LR UJ HT JX QJ US"},
	},
	"adt": {
		{"E06000047", "Durham", "DH1 2", "UT XF XT ZL GW GR ZQ ZH"},
		{"E06000005", "Darlington", "DL1 5", "SE LU FF FZ FN YJ PF XZ"},
		{"E06000004", "Stockton-on-Tees", "TS19 7", "XD ZX GX XR FB RY XU UR"},
		{"E06000002", "Middlesbrough", "TS3 7", "ZS XW FH XR TS ZB GE ZU"},
	},
}

// someone is a made-up person at a made-up address.
type someone struct {
	forename, surname, sex, ethnicity string
	born                              clock.Date
	street, postcode                  string
	place                             place
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
	decade := min(max(s.born.Year()/10*10, 1940), 1990)
	for {
		s.forename, s.surname = madeup.Pick(&c.Dice, madeup.Forenames[s.sex][decade]), madeup.Pick(&c.Dice, madeup.Surnames)
		if full := s.forename + " " + s.surname; !c.names[full] {
			c.names[full] = true
			break
		}
	}
	s.street = fmt.Sprintf("%d %s", c.Between(2, 148), madeup.Pick(&c.Dice, madeup.Streets))
	s.postcode = s.place.sector + madeup.Pick(&c.Dice, strings.Fields(s.place.endings))
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
			{Kind: person.Address, Value: s.street + ", " + s.place.town, Postcode: s.postcode, Letter: permission(!dice.OneIn(4))},
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
	{State: person.Safe, Words: "the person answers", Say: "your first name, from the Centre", From: 9 * 60, To: 12 * 60},
	{State: person.Safe, Words: "the house is empty then", Say: "your first name only", From: 14 * 60, To: 17 * 60},
	{State: person.Safe, Words: "text first, then ring", Say: "your first name, about the appointment"},
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
