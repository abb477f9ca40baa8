package match

import (
	"math"
	"slices"
	"strings"
)

// Key is one composite look-up key in clear: the rule that made it and the values in it. It is
// personal data. The caller turns it into a keyed hash and stores only that.
type Key struct {
	Rule  string
	Parts []string
}

// The rules of look-up keys. Two records that share one key are compared. The names are part of
// the stored hash: a rule that changes gets a new name.
const (
	RuleSoundBirth    = "sound+birth"    // sound of first name or surname, date of birth
	RuleNamesYear     = "names+year"     // both names in either order, year of birth
	RuleNamesDay      = "names+day"      // both names in either order, day and month of birth
	RulePostcodeSound = "postcode+sound" // postcode, sound of first name or surname
	RulePostcodeBirth = "postcode+birth" // postcode, date of birth
	RuleNamesDistrict = "names+district" // both names in either order, postcode district
	RulePhone         = "phone"          // telephone number
	RuleEmail         = "email"          // e-mail address
)

// ruleWords say what two records share that share a key, for whoever decides about them.
var ruleWords = map[string]string{
	RuleSoundBirth:    "the date of birth and a name that sounds alike",
	RuleNamesYear:     "the name and the year of birth",
	RuleNamesDay:      "the name and the day of birth",
	RulePostcodeSound: "the postcode and a name that sounds alike",
	RulePostcodeBirth: "the postcode and the date of birth",
	RuleNamesDistrict: "the name and the district",
	RulePhone:         "a telephone number",
	RuleEmail:         "an e-mail address",
}

// RuleWords says in words what two records have in common that share a key of a rule.
func RuleWords(rule string) string { return ruleWords[rule] }

// Bits says how much it tells that two records share a key which a number of records have: one bit
// when it has become too common to say anything, one more for each half of them that are fewer. The
// bits of several keys add up. It ranks whom to compare first and is no weight of [Compare].
func Bits(records int) float64 { return max(1, math.Log2(1000/float64(max(records, 1)))) }

// MaxKeys bounds the keys of one record: someone with many names and homes gets those of the
// newest first, since lists hold the present before the past.
const MaxKeys = 64

// Keys gives the look-up keys of a record, each once, the strongest rules first. One rule serves first name
// and surname alike, so that names typed into each other's boxes still meet. A record with
// nothing but a name has none: nobody is looked up by a name alone.
func Keys(r Record) []Key {
	var b keyBuilder
	for _, p := range r.Phones {
		b.add(RulePhone, p)
	}
	for _, e := range r.Emails {
		b.add(RuleEmail, e)
	}
	for _, n := range r.Names {
		b.named(n, r.Born, r.Homes)
	}
	if r.Born.Precision() == ToDay {
		for _, h := range r.Homes {
			b.add(RulePostcodeBirth, h.Postcode.String(), string(r.Born.Date()))
		}
	}
	return b.keys
}

type keyBuilder struct {
	keys []Key
	seen map[string]bool
}

// add keeps a key unless a part of it is blank, it is there already, or there are enough.
func (b *keyBuilder) add(rule string, parts ...string) {
	if len(b.keys) == MaxKeys || slices.Contains(parts, "") {
		return
	}
	whole := rule + "\x00" + strings.Join(parts, "\x00")
	if b.seen[whole] {
		return
	}
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	b.seen[whole] = true
	b.keys = append(b.keys, Key{Rule: rule, Parts: parts})
}

// named adds the keys that one of the person's names gives.
func (b *keyBuilder) named(n Name, born Birth, homes []Home) {
	sounds := soundsOf(n)
	if born.Precision() == ToDay {
		for _, s := range sounds {
			b.add(RuleSoundBirth, s, string(born.Date()))
		}
	}
	for _, both := range pairsOf(n) {
		if born.Precision() >= ToYear {
			b.add(RuleNamesYear, both[0], both[1], born.year())
		}
		if born.Precision() == ToDay {
			b.add(RuleNamesDay, both[0], both[1], born.monthDay())
		}
		for _, h := range homes {
			b.add(RuleNamesDistrict, both[0], both[1], h.Postcode.District())
		}
	}
	for _, h := range homes {
		for _, s := range sounds {
			b.add(RulePostcodeSound, h.Postcode.String(), s)
		}
	}
}

// soundsOf gives the sounds of the first forename, of its common form, and of each surname word.
func soundsOf(n Name) []string {
	var words []string
	if f := n.first(); f != "" {
		words = append(words, f, canonical(f))
	}
	words = append(words, surnamesOf(n)...)
	for i, w := range words {
		words[i] = Soundex(w)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// pairsOf gives first name and surname in alphabetical order, once for each surname word, with
// the first name as it is and in its common form.
func pairsOf(n Name) [][2]string {
	first := n.first()
	if first == "" {
		return nil
	}
	var pairs [][2]string
	for _, f := range slices.Compact([]string{first, canonical(first)}) {
		for _, s := range surnamesOf(n) {
			pairs = append(pairs, [2]string{min(f, s), max(f, s)})
		}
	}
	return pairs
}

// surnamesOf gives the surname as one word, and its words if it has several.
func surnamesOf(n Name) []string {
	switch len(n.Surnames) {
	case 0:
		return nil
	case 1:
		return n.Surnames
	}
	return append([]string{n.last()}, n.Surnames...)
}
