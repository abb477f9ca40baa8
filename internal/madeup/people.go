package madeup

import (
	"fmt"
	"strings"

	"goldenthread/internal/clock"
)

// Person is somebody who does not exist, as a data set has her.
type Person struct {
	Case      string     `csv:"case"` // joins the files of a data set, and is of no use outside it
	Forename  string     `csv:"forename"`
	Surname   string     `csv:"surname"`
	BornOn    clock.Date `csv:"born_on"`
	Sex       string     `csv:"sex"`       // male, female
	Ethnicity string     `csv:"ethnicity"` // an 18+1 code; PNS prefers not to say; empty: not asked
	Address   string     `csv:"address"`
	Postcode  string     `csv:"postcode"`
	Phone     string     `csv:"phone"`
}

// Place is a district with a sector of postcodes that lies in it, and endings that are not in use there.
type Place struct{ District, Town, Sector, Endings string }

// People draws people, no two of one name and no two with one number.
type People struct {
	*Dice
	Exchange string // the first eleven characters of numbers kept for drama: "0118 496 0"
	names    map[string]bool
	drawn    int
}

// Name draws a name that nobody has yet, with a forename of the time.
func (d *Dice) Name(sex string, born clock.Date, taken map[string]bool) (forename, surname string) {
	decade := 1960
	if !born.IsZero() {
		decade = min(max(born.Year()/10*10, 1940), 1990)
	}
	for {
		forename, surname = Pick(d, Forenames[sex][decade]), Pick(d, Surnames)
		if full := forename + " " + surname; !taken[full] {
			taken[full] = true
			return forename, surname
		}
	}
}

// At makes up somebody who lives at a place and is referred on a day.
func (p *People) At(key string, place Place, on clock.Date) Person {
	if p.names == nil {
		p.names = map[string]bool{}
	}
	who := Person{Case: key, Sex: Pick(p.Dice, []string{"female", "female", "female", "male", "male"}),
		BornOn:    on.AddMonths(-12 * p.Between(19, 81)).AddDays(-p.Below(364)),
		Ethnicity: Pick(p.Dice, []string{"W1", "W1", "W1", "W1", "W1", "W9", "W2", "A1", "A2", "B2", "M1", "PNS", ""})}
	who.Forename, who.Surname = p.Name(who.Sex, who.BornOn, p.names)
	who.Address = fmt.Sprintf("%d %s, %s", p.Between(2, 148), Pick(p.Dice, Streets), place.Town)
	who.Postcode = place.Sector + Pick(p.Dice, strings.Fields(place.Endings))
	who.Phone = fmt.Sprintf("%s%03d", p.Exchange, p.drawn%1000)
	p.drawn++
	return who
}

// Story is what somebody told: a sentence for each of two things that happened to her.
func (d *Dice) Story(kinds []string) string {
	one := Pick(d, kinds)
	two := Pick(d, kinds)
	said := Pick(d, Told[one])
	if two != one {
		said += " " + Pick(d, Told[two])
	}
	return said
}
