package match

import (
	"slices"
	"strings"
)

// Name is one name of a person, brought to the form in which names are compared. A person may have
// several: now, before marriage, known as. None replaces another.
type Name struct {
	Forenames []string // "Mary-Ann Jo": mary, ann, jo
	Surnames  []string // "Smith-Jones": smith, jones
}

// Titles and honours that police systems leave in the name.
var titles = wordSet("mr mrs miss ms mx master dr prof professor rev reverend revd fr father sir dame lady lord " +
	"cllr councillor pc pcso sgt capt captain major col hon jr jnr junior sr snr senior mbe obe cbe esq phd")

// Particles say nothing on their own: "van der Berg" and "Berg" share a surname, "van der Meer" does not.
var particles = wordSet("de da do di du del della la le les van von der den ter ten al el bin binti bint ibn ben abu ap ab st san")

// Placeholders are typed where a name is not known. They must never make two strangers alike.
var placeholders = wordSet("unknown unk na nk none notknown nil test tbc withheld anon anonymous baby victim")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// NewName gives the comparable form of a name as typed. Titles, honours and placeholders are left
// out; compound and hyphenated names come apart, so that half of one can be recognised.
func NewName(forename, surname string) Name {
	return Name{
		Forenames: nameWords(forename, nil),
		Surnames:  nameWords(surname, particles),
	}
}

// nameWords gives the words of a name. Words in weak are dropped when a stronger word remains.
func nameWords(s string, weak map[string]bool) []string {
	all := strings.Fields(Fold(s))
	if placeholders[strings.Join(all, "")] {
		return nil
	}
	all = slices.DeleteFunc(all, func(w string) bool { return titles[w] || placeholders[w] })
	strong := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return weak[w] })
	if len(strong) == 0 {
		return all
	}
	return strong
}

// IsZero tells whether the name holds nothing to compare.
func (n Name) IsZero() bool { return len(n.Forenames) == 0 && len(n.Surnames) == 0 }

// first gives the first forename, or "".
func (n Name) first() string {
	if len(n.Forenames) == 0 {
		return ""
	}
	return n.Forenames[0]
}

// last gives the whole surname as one word, or "".
func (n Name) last() string { return strings.Join(n.Surnames, "") }
