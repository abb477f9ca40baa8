package match

import "math"

// Model names this set of weights. A stored score keeps it.
const Model = "gt-2026-1"

// Prior is the log2 odds, before anything is compared, that a record and a candidate are one
// person: about one in 130,000, as when a newcomer is held against a partnership's people.
const Prior = -17.0

// HouseholdCap is the most that surname, home and phone may count together. It is set so that
// with them alone, and nothing that is the person's own, nobody is proposed.
const HouseholdCap = 15.0

// share is how often a level of agreement is seen: m in two records of one person, u in records of
// two people.
type share struct{ m, u float64 }

// weight is the bits of evidence in the level.
func (s share) weight() float64 { return math.Log2(s.m / s.u) }

// The shares are set, not fitted. The m of names, dates and postcodes, and the u of postcodes, are
// near those published with Splink's demonstration model of 50,000 historical people; the u of
// dates are counted from the calendar over about 65 years of birth; phone and e-mail are judged:
// the m is low because people change them, the u is high because people share them.
//
// m below u is evidence against. Two are kept weak on purpose: another surname (people marry and
// part) and another home (people who are harmed move), and another phone weaker still.
var (
	forenameShares = map[level]share{
		same:        {0.75, 0}, // u is the name's own share, at least leastForename
		variant:     {0.06, 0.0012},
		alike92:     {0.07, 0.0012},
		alike88:     {0.03, 0.0020},
		alike75:     {0.04, 0.0200},
		initialOnly: {0.03, 0.0600},
		apart:       {0.03, 0.9000},
	}
	surnameShares = map[level]share{
		same:    {0.78, 0}, // u is the name's own share, at least leastSurname
		part:    {0.04, 0.0010},
		alike92: {0.07, 0.0005},
		alike88: {0.03, 0.0008},
		alike75: {0.03, 0.0120},
		apart:   {0.09, 0.9800},
	}
	// Names in each other's boxes, counted for each of the two.
	swappedShare = share{0.14, 0.0016}

	bornShares = map[level]share{
		same:       {0.88, 0.000080},
		dayMonth:   {0.01, 0.000040},
		oneEdit:    {0.06, 0.001600},
		twoParts:   {0.03, 0.004500},
		yearOnly:   {0.90, 0.016000},
		nearYear:   {0.05, 0.032000},
		apart:      {0.02, 0.960000},
		yearsApart: {0.01, 0.960000},
	}
	homeShares = map[level]share{
		sameAddress:  {0.55, 0.000050},
		sameUnit:     {0.10, 0.000100},
		sameLine:     {0.05, 0.000080},
		sameSector:   {0.06, 0.002000},
		sameDistrict: {0.06, 0.010000},
		apart:        {0.35, 0.980000},
	}
	phoneShares = map[level]share{
		same:  {0.60, 0.00002},
		apart: {0.50, 1},
	}
	emailShares = map[level]share{
		same:  {0.60, 0.00001},
		apart: {0.60, 1},
	}
	sexShares = map[level]share{
		same:  {0.70, 0.50},
		apart: {0.10, 0.50},
	}
)

// A name that is in no table of common names is taken to be borne by this share of people. The
// truth is often far less, but typing errors make rare names too.
const (
	leastForename = 0.0010
	leastSurname  = 0.0005
)

// sameName adds the rarity of a name to the share of its exact agreement.
func sameName(s share, borne, least float64) share {
	s.u = max(borne, least)
	return s
}
