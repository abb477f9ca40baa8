package bench

import (
	"fmt"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// outwards is how many postcode districts of the two forces the people are spread over, as they are in
// a real file: some dozens of people to a postcode would make matching work on what never happens.
var outwards = func() []string {
	var all []string
	for _, area := range []struct {
		letters string
		most    int
	}{{"TS", 29}, {"DL", 17}, {"DH", 9}} {
		for n := 1; n <= area.most; n++ {
			all = append(all, fmt.Sprintf("%s%d", area.letters, n))
		}
	}
	return all
}()

// policeFile makes a police file of n rows of made-up people, in the columns of the Cleveland sample.
// One row in twenty is a person of an earlier row again, so that matching has something to find.
func policeFile(n int) string {
	var b strings.Builder
	b.WriteString("Force,Crime reference,Victim number,HO code,Offence date,Reported date,Surname,Forename,DOB,Sex,Ethnicity," +
		"Address 1,Town,Postcode,Email,Safe to phone,Safe to text,Safe to write,Safe to leave voicemail,Consent,Vulnerable,Relationship to suspect," +
		"Suspect surname,Suspect forename,MO\n")
	dice := madeup.Dice(20140721)
	for i := range n {
		who := i
		if i > 0 && dice.OneIn(20) {
			who = dice.Below(i)
		}
		person := madeup.Dice(who + 1)
		born := clock.NewDate(person.Between(1935, 1995), 1, 1).AddDays(person.Below(365))
		sex := madeup.Pick(&person, []string{"female", "male"})
		decade := max(1940, min(1990, born.Year()/10*10))
		fmt.Fprintf(&b, "Cleveland Police,BN/%d/14,1,58A,20/07/2014,21/07/2014,%s%s,%s,%02d/%02d/%d,%s,W1,%d %s,Hartlepool,%s %dZZ,bench%d@example.org,Y,Y,Y,N,Informed,N,Neighbour,%s,%s,Window broken at night\n",
			10000+i, madeup.Pick(&person, madeup.Surnames), letters(person.Below(400)), madeup.Pick(&person, madeup.Forenames[sex][decade]),
			born.Day(), int(born.Month()), born.Year(), strings.ToUpper(sex[:1]), person.Between(1, 200), madeup.Pick(&person, madeup.Streets),
			madeup.Pick(&person, outwards), person.Between(0, 9), who, madeup.Pick(&dice, madeup.Surnames), "Alex")
	}
	return b.String()
}
