package catalogue

import (
	"maps"
	"slices"
	"strings"
)

// District is a district, borough or unitary authority.
type District struct {
	Code   string // ONS code, as of April 2025
	Name   string
	County string
	Force  string // police force, by the short name files use: "cleveland"
}

type areas struct {
	districts map[string]District
	outcodes  map[string]string // "DL1" -> district of most of it
	sectors   map[string]string // "DL1 2" -> district, where it is not its outcode's
}

// DistrictNamed gives a district by its ONS code.
func (s *Set) DistrictNamed(code string) (District, bool) {
	d, ok := s.areas.districts[code]
	return d, ok
}

// Districts gives all districts of England and Wales, by code.
func (s *Set) Districts() []District {
	var all []District
	for _, code := range slices.Sorted(maps.Keys(s.areas.districts)) {
		all = append(all, s.areas.districts[code])
	}
	return all
}

// District gives the district a postcode lies in: that of most of its sector, or, for a sector too
// new for the table, of most of its outward code. Near a border it can be the neighbour's, so a
// person may correct it. False: no such outward code, or not a postcode.
func (s *Set) District(postcode string) (District, bool) {
	outward, sector, ok := SplitPostcode(postcode)
	if !ok {
		return District{}, false
	}
	code, found := s.areas.sectors[sector]
	if !found {
		code, found = s.areas.outcodes[outward]
	}
	if !found {
		return District{}, false
	}
	return s.areas.districts[code], true
}

// SplitPostcode gives a postcode's outward code and sector: "DL1 5QU" is "DL1" and "DL1 5". Case
// and spaces do not matter. False when it has not the shape of a postcode.
func SplitPostcode(postcode string) (outward, sector string, ok bool) {
	p := strings.ToUpper(strings.Join(strings.Fields(postcode), ""))
	if len(p) < 5 || len(p) > 7 {
		return "", "", false
	}
	outward, inward := p[:len(p)-3], p[len(p)-3:]
	if !letter(outward[0]) || !digit(inward[0]) || !letter(inward[1]) || !letter(inward[2]) {
		return "", "", false
	}
	digits := 0
	for i := range len(outward) {
		switch {
		case digit(outward[i]):
			digits++
		case !letter(outward[i]):
			return "", "", false
		}
	}
	if digits == 0 {
		return "", "", false
	}
	return outward, outward + " " + inward[:1], true
}

func letter(b byte) bool { return b >= 'A' && b <= 'Z' }
func digit(b byte) bool  { return b >= '0' && b <= '9' }
