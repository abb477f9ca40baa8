package dipsample

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"

	"goldenthread/internal/clock"
)

// names.csv and postcodes.csv are small extracts; where they come from is in doc/data-sources.md.
var (
	//go:embed names.csv
	namesText string

	//go:embed postcodes.csv
	postcodesText string
)

// streets that do not exist: two made-up halves.
var (
	streetNames = []string{"Quillfeather", "Larkspindle", "Thimblegate", "Osierwick", "Marrowfell", "Candlemere", "Fennelcroft",
		"Brackenhoe", "Saltwhistle", "Tansybeck", "Pipistrelle", "Hollowoak", "Gossamer", "Cobblewick", "Dapplemead"}
	streetKinds = []string{"Row", "Close", "Terrace", "Avenue"}
)

// someone is a made-up person at a made-up address.
type someone struct {
	forename, surname, sex, address, town, postcode string
	born                                            clock.Date
}

// cast makes people, no two of one name; postcodes are taken in turn.
type cast struct {
	rnd    *rand.Rand
	byKind map[string][]string
	homes  [][]string
	taken  map[string]bool
	phones int
}

func newCast(force string, rnd *rand.Rand) *cast {
	c := &cast{rnd: rnd, byKind: map[string][]string{}, taken: map[string]bool{}}
	for _, row := range cells(namesText) {
		c.byKind[row[0]] = append(c.byKind[row[0]], row[1])
	}
	for _, row := range cells(postcodesText) {
		if row[0] == force {
			c.homes = append(c.homes, row)
		}
	}
	return c
}

// cells splits a small table without quoted cells, leaving out its column names.
func cells(text string) [][]string {
	var rows [][]string
	for line := range strings.Lines(text) {
		rows = append(rows, strings.Split(strings.TrimSpace(line), ","))
	}
	return rows[1:]
}

func pick(rnd *rand.Rand, from []string) string { return from[rnd.IntN(len(from))] }

// next makes a person of an age in years from least to most, on a day.
func (c *cast) next(on clock.Date, sex string, least, most int) someone {
	if sex == "" {
		sex = pick(c.rnd, []string{"female", "male"})
	}
	p := someone{sex: sex}
	for p.forename == "" || c.taken[p.forename+p.surname] {
		p.forename, p.surname = pick(c.rnd, c.byKind[sex]), pick(c.rnd, c.byKind["surname"])
	}
	c.taken[p.forename+p.surname] = true
	age := least + c.rnd.IntN(most-least+1)
	p.born = on.AddMonths(-12 * age).AddDays(-2 - c.rnd.IntN(360))
	home := c.homes[0]
	c.homes = append(c.homes[1:], home)
	p.address = fmt.Sprintf("%d %s %s", 2+c.rnd.IntN(90), pick(c.rnd, streetNames), pick(c.rnd, streetKinds))
	p.postcode, p.town = home[1], home[3]
	return p
}

// phone gives a number of the ranges kept for film and theatre, each once in a file.
func (c *cast) phone(mobile bool) string {
	c.phones++
	if mobile {
		return fmt.Sprintf("07700 900%03d", c.phones)
	}
	return fmt.Sprintf("01632 960%03d", c.phones)
}
