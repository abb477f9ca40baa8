package bench

import (
	"fmt"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/madeup"
)

// policeFile makes a police file of n rows of made-up people, in the columns of the Cleveland sample.
// One row in twenty is a person of an earlier row again, so that matching has something to find.
func policeFile(n int) string {
	var b strings.Builder
	b.WriteString("Force,Crime reference,Victim number,HO code,Offence date,Reported date,Surname,Forename,DOB,Sex,Ethnicity," +
		"Address 1,Town,Postcode,Mobile,Safe to phone,Safe to text,Safe to write,Safe to leave voicemail,Consent,Vulnerable,Relationship to suspect," +
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
		fmt.Fprintf(&b, "Cleveland Police,BN/%d/14,1,58A,20/07/2014,21/07/2014,%s%s,%s,%02d/%02d/%d,%s,W1,%d %s,Hartlepool,TS24 %dZZ,07700 900%03d,Y,Y,Y,N,Informed,N,Neighbour,%s,%s,Window broken at night\n",
			10000+i, madeup.Pick(&person, madeup.Surnames), letters(person.Below(400)), madeup.Pick(&person, madeup.Forenames[sex][decade]),
			born.Day(), int(born.Month()), born.Year(), strings.ToUpper(sex[:1]), person.Between(1, 200), madeup.Pick(&person, madeup.Streets),
			person.Between(0, 9), who%1000, madeup.Pick(&dice, madeup.Surnames), "Alex")
	}
	return b.String()
}
