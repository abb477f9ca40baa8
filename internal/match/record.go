package match

import (
	"strings"
)

// Sex is a person's sex as recorded; anything other than these two is not compared.
type Sex string

// The sexes that are compared.
const (
	Female Sex = "female"
	Male   Sex = "male"
)

// Record is what is known of one person, in comparable form. Every list may be empty and may hold
// what was true before: an earlier name or home is evidence, never an error.
type Record struct {
	Names      []Name // the name in use first
	Born       Birth
	Sex        Sex
	Homes      []Home   // the present one first
	Phones     []string // as ParsePhone gives them
	Emails     []string // as ParseEmail gives them
	OtherParty bool     // the person complained about, not someone who is supported
}

// Home is an address: its first line, and its postcode if it has one.
type Home struct {
	line     string
	Postcode Postcode
}

// words of a street that are shortened.
var streetWords = map[string]string{
	"st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "cl": "close", "dr": "drive", "ln": "lane",
	"ct": "court", "cres": "crescent", "pl": "place", "sq": "square", "tce": "terrace", "ter": "terrace",
	"gdns": "gardens", "gr": "grove", "apt": "flat", "apartment": "flat",
}

// NewHome gives the comparable form of an address. line is house and street; postcode may be blank
// or wrong, and then only the line is compared.
func NewHome(line, postcode string) Home {
	words := strings.Fields(Fold(line))
	for i, w := range words {
		if full, ok := streetWords[w]; ok && i > 0 {
			words[i] = full
		}
	}
	p, _ := ParsePostcode(postcode)
	if p.IsPseudo() {
		p = Postcode{}
	}
	return Home{line: strings.Join(words, " "), Postcode: p}
}

// IsZero tells whether the home holds nothing to compare.
func (h Home) IsZero() bool { return h.line == "" && h.Postcode.IsZero() }

// number gives the house number of the line, or "".
func (h Home) number() string {
	for _, w := range strings.Fields(h.line) {
		if w[0] >= '0' && w[0] <= '9' {
			return w
		}
	}
	return ""
}
