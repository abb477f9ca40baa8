package match

import (
	"regexp"
	"strings"
)

// Postcode is a UK postcode in its parts. "GU1 3AA": area GU, district GU1, sector GU1 3, unit.
type Postcode struct {
	outward string // GU1
	inward  string // 3AA
}

// The six formats, with the letters that Royal Mail leaves out at each place. XX is its own area,
// for returned parcels.
var outwardForm = regexp.MustCompile(`^(?:[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?|(?:[A-PR-UWYZ][A-HK-Y]|XX)[0-9][0-9ABEHMNPRVWXY]?)$`)

var inwardForm = regexp.MustCompile(`^[0-9][ABD-HJLNP-UW-Z]{2}$`)

// The health service's postcodes for no fixed abode and not known keep to no such rule.
var pseudoForm = regexp.MustCompile(`^ZZ99[0-9][A-Z]{2}$`)

// ParsePostcode reads a postcode as typed, with or without its space, in any case. It tells
// whether the text has the form of a postcode, not whether the place exists. NHS pseudo-postcodes
// (ZZ99) have the form; see [Postcode.IsPseudo].
func ParsePostcode(s string) (Postcode, bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	if len(s) < 5 || len(s) > 7 {
		return Postcode{}, false
	}
	p := Postcode{outward: s[:len(s)-3], inward: s[len(s)-3:]}
	form := outwardForm.MatchString(p.outward) && inwardForm.MatchString(p.inward)
	if !form && !pseudoForm.MatchString(s) && s != "GIR0AA" {
		return Postcode{}, false
	}
	return p, true
}

// IsZero tells whether there is no postcode.
func (p Postcode) IsZero() bool { return p.outward == "" }

// IsPseudo tells whether the postcode stands for no place: ZZ99 is "no fixed abode" or "not known".
// Two people who have it do not live together.
func (p Postcode) IsPseudo() bool { return p.outward == "ZZ99" }

// String gives the postcode as it is written: "GU1 3AA".
func (p Postcode) String() string {
	if p.IsZero() {
		return ""
	}
	return p.outward + " " + p.inward
}

// Area gives the letters at the beginning: "GU".
func (p Postcode) Area() string { return strings.TrimRight(p.District(), "0123456789") }

// District gives the district, without the letter that London adds behind its number: "GU1", and
// "EC1" for EC1A.
func (p Postcode) District() string {
	d := p.outward
	if len(d) > 2 && d[len(d)-1] >= 'A' && d[len(d)-2] >= '0' && d[len(d)-2] <= '9' {
		return d[:len(d)-1]
	}
	return d
}

// Outward gives the first half: "EC1A".
func (p Postcode) Outward() string { return p.outward }

// Sector gives the sector: "GU1 3".
func (p Postcode) Sector() string {
	if p.IsZero() {
		return ""
	}
	return p.outward + " " + p.inward[:1]
}
