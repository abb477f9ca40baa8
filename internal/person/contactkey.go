package person

import (
	"slices"
	"strings"

	"goldenthread/internal/match"
)

// contactKey is one keyed hash under which the do-not-contact register remembers somebody.
type contactKey struct {
	key int64
	// strong keys say who she is; the others only a number or an e-mail, which she may share with
	// others of her household.
	strong bool
}

func (k contactKey) purpose() string {
	if k.strong {
		return "contact"
	}
	return "number"
}

// contactKeys gives the keys of somebody in the do-not-contact register. A name counts together
// with a date of birth, number, e-mail or postcode, and a date of birth with a number or e-mail,
// so that one slip in a later file does not make the register forget. A name alone is nobody.
func contactKeys(b blinder, n New) []contactKey {
	var keys []contactKey
	add := func(strong bool, rule string, parts ...string) {
		if slices.Contains(parts, "") {
			return
		}
		k := contactKey{b.BlindNoContact(rule, parts...), strong}
		if !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	r := n.Comparable(Supported)
	name, born := "", ""
	if len(r.Names) > 0 && len(r.Names[0].Forenames) > 0 && len(r.Names[0].Surnames) > 0 {
		name = r.Names[0].Forenames[0] + " " + strings.Join(r.Names[0].Surnames, "")
	}
	if r.Born.Precision() == match.ToDay {
		born = string(r.Born.Date())
	}
	add(true, "name+birth", name, born)
	for _, numbers := range [][]string{r.Phones, r.Emails} {
		for _, n := range numbers {
			add(true, "name+number", name, n)
			add(true, "birth+number", born, n)
			add(false, "number", n)
		}
	}
	for _, h := range r.Homes {
		add(true, "name+postcode", name, h.Postcode.String())
	}
	return keys
}
