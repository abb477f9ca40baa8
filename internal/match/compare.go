package match

import (
	"math"
	"slices"

	"goldenthread/internal/clock"
)

// Thresholds of the decision.
const (
	confidentFrom = 0.999 // proposed as very likely, when enough agrees and no veto stands
	reviewFrom    = 0.5   // someone should look
	agreeingLeast = 3     // fields that must agree on their own for confident
)

// Result is what a comparison says. It holds no personal data.
type Result struct {
	Score       float64 // log2 odds: Prior and the weights of all reasons
	Probability float64 // the score as a probability
	Confident   bool    // very likely one person; a human still decides
	Review      bool    // may be one person: a human should look
	Vetoes      []Veto  // why it may never be called confident
	Reasons     []Reason
}

// Reason is one field's part in the result, in words for the person who decides.
type Reason struct {
	Field  Field
	Words  string
	Weight float64 // bits: above 0 speaks for one person
}

// Field names what a reason is about.
type Field string

// Fields of a comparison.
const (
	FieldForename  Field = "first name"
	FieldSurname   Field = "surname"
	FieldBorn      Field = "date of birth"
	FieldSex       Field = "sex"
	FieldHome      Field = "home"
	FieldPhone     Field = "phone"
	FieldEmail     Field = "e-mail"
	FieldHousehold Field = "household"
)

// Compare weighs whether two records are about one person. It is symmetric. What is missing on
// either side says nothing; an earlier name or home counts as much as the present one.
func Compare(a, b Record) Result {
	c := comparison{}
	c.names(a, b)
	c.born = bornLevel(a.Born, b.Born)
	c.add(FieldBorn, c.born, bornShares[c.born], bornWords(c.born, a.Born, b.Born))
	c.home = nearestHome(a.Homes, b.Homes)
	c.add(FieldHome, c.home, homeShares[c.home], homeWords[c.home])
	c.phone = shared(a.Phones, b.Phones)
	c.add(FieldPhone, c.phone, phoneShares[c.phone], phoneWords[c.phone])
	c.email = shared(a.Emails, b.Emails)
	c.add(FieldEmail, c.email, emailShares[c.email], emailWords[c.email])
	sex := sexLevel(a.Sex, b.Sex)
	c.add(FieldSex, sex, sexShares[sex], sexWords[sex])
	c.capHousehold()
	return c.result(vetoes(c, a, b))
}

// comparison gathers the levels and reasons of one pair.
type comparison struct {
	forename, surname, born, home, phone, email level
	reasons                                     []Reason
}

func (c *comparison) add(f Field, l level, s share, words string) {
	if l != missing {
		c.reasons = append(c.reasons, Reason{f, words, s.weight()})
	}
}

// names compares each name of one with each of the other and keeps the pair that says most.
func (c *comparison) names(a, b Record) {
	best := math.Inf(-1)
	for i, x := range a.Names {
		for j, y := range b.Names {
			try := comparison{}
			try.namePair(x, y, i > 0 || j > 0)
			if s := try.sum(); len(try.reasons) > 0 && s > best {
				best = s
				c.forename, c.surname, c.reasons = try.forename, try.surname, try.reasons
			}
		}
	}
}

func (c *comparison) namePair(x, y Name, other bool) {
	if isSwapped(x, y) {
		c.forename, c.surname = swapped, swapped
		c.add(FieldForename, swapped, swappedShare, "First name and surname are the other way round")
		c.add(FieldSurname, swapped, swappedShare, "Surname stands as the first name")
		return
	}
	t := tables()
	c.forename, c.surname = forenameLevel(x, y), surnameLevel(x, y)
	fn, sn := forenameShares[c.forename], surnameShares[c.surname]
	if c.forename == same {
		fn = sameName(fn, max(t.forenames[x.first()], t.forenames[y.first()]), leastForename)
	}
	if c.surname == same {
		sn = sameName(sn, t.surnames[x.last()], leastSurname)
	}
	c.add(FieldForename, c.forename, fn, forenameWords(c.forename, fn))
	c.add(FieldSurname, c.surname, sn, surnameWords(c.surname, sn, other))
}

func (c *comparison) sum() float64 {
	s := 0.0
	for _, r := range c.reasons {
		s += r.Weight
	}
	return s
}

// capHousehold takes away what surname, home and phone count together above the cap.
func (c *comparison) capHousehold() {
	together := 0.0
	for _, r := range c.reasons {
		if r.Weight > 0 && (r.Field == FieldSurname || r.Field == FieldHome || r.Field == FieldPhone) {
			together += r.Weight
		}
	}
	if together > HouseholdCap {
		c.reasons = append(c.reasons, Reason{FieldHousehold,
			"Surname, home and phone are often shared in one household, so together they count less", HouseholdCap - together})
	}
}

// agreeing counts the fields that agree well on their own. First name and surname are two; a
// household's surname, home and phone are at most two.
func (c *comparison) agreeing() int {
	n := 0
	count := func(l level, good ...level) int {
		if slices.Contains(good, l) {
			return 1
		}
		return 0
	}
	n += count(c.forename, same, variant, alike92, swapped)
	n += count(c.born, same, dayMonth)
	n += count(c.email, same)
	n += min(2, count(c.surname, same, part, alike92, swapped)+count(c.home, sameAddress, sameUnit)+count(c.phone, same))
	return n
}

func (c *comparison) result(v []Veto) Result {
	slices.SortStableFunc(c.reasons, func(x, y Reason) int {
		return int(math.Copysign(1, math.Abs(y.Weight)-math.Abs(x.Weight)))
	})
	score := Prior + c.sum()
	p := 1 / (1 + math.Exp2(-score))
	confident := p >= confidentFrom && c.agreeing() >= agreeingLeast && len(v) == 0
	return Result{
		Score:       score,
		Probability: p,
		Confident:   confident,
		Review:      !confident && (p >= reviewFrom || c.mayBeSlip(v)),
		Vetoes:      v,
		Reasons:     c.reasons,
	}
}

// mayBeSlip tells whether a namesake in one household should be looked at although the dates of
// birth are far apart: a parent and child of one name, or one person with a wrong date. Only a
// person can tell, and not asking would lose the second.
func (c *comparison) mayBeSlip(v []Veto) bool {
	near := []level{same, variant, alike92, part, swapped}
	return slices.Contains(v, VetoBornApart) && slices.Contains(near, c.forename) && slices.Contains(near, c.surname)
}

func nearestHome(a, b []Home) level {
	best := missing
	for _, x := range a {
		for _, y := range b {
			l := homeLevel(x, y)
			if best == missing || l != missing && homeShares[l].weight() > homeShares[best].weight() {
				best = l
			}
		}
	}
	return best
}

func shared(a, b []string) level {
	if len(a) == 0 || len(b) == 0 {
		return missing
	}
	if slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) }) {
		return same
	}
	return apart
}

func sexLevel(a, b Sex) level {
	switch {
	case a != Female && a != Male, b != Female && b != Male:
		return missing
	case a == b:
		return same
	}
	return apart
}

// isDayApart tells whether two dates in the form 2006-01-02 are one day apart.
func isDayApart(x, y string) bool {
	d := clock.Date(x).DaysUntil(clock.Date(y))
	return d == 1 || d == -1
}
