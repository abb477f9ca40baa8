package demo

import (
	"context"
	"strconv"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/madeup"
	"goldenthread/internal/person"
)

// told gives somebody of a data set as a door is told of her.
func told(p madeup.Person, story string, on clock.Date) person.New {
	dice := madeup.Dice(len(story) + len(p.Surname))
	return person.New{
		Forename: p.Forename, Surname: p.Surname, Born: p.BornOn,
		Contacts: []person.NewContact{
			{Kind: person.Phone, Value: p.Phone, Call: person.Yes, Voicemail: permission(dice.OneIn(2))},
			{Kind: person.Address, Value: p.Address, Postcode: p.Postcode, Letter: permission(!dice.OneIn(4))},
		},
		Safe: person.SafeRule{State: person.Safe, Words: "the person answers", Say: "Jo", AskedOn: on},
		Told: person.NewStory{Words: story, Wants: madeup.Pick(&dice, wants), ToldOn: on, ToldTo: "referrer", Relationship: person.Neighbour},
	}
}

// saidOfHerself records her gender and ethnicity, as a data set has them.
func (t *tale) saidOfHerself(p madeup.Person) act {
	return t.about(demographic("gender", p.Sex), demographic("ethnicity", p.Ethnicity))
}

// answers records what she answered to a set of statements, in their order.
func (t *tale) answers(key string, phase assessment.Phase, given []int) act {
	instrument, _ := t.Catalogue.Instrument(key)
	answers := assessment.Answers{}
	for i, q := range instrument.Questions {
		answers[q.Key] = strconv.Itoa(given[i])
	}
	return func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.Ask{Case: c.ID, Service: t.service, Record: assessment.Record{Instrument: instrument, Phase: phase, Answers: answers}}.Run(ctx, tx))
	}
}

// byCase gives the rows of a data set by the case they belong to, in their order.
func byCase[T any](rows []T, of func(T) string) map[string][]T {
	all := map[string][]T{}
	for _, r := range rows {
		all[of(r)] = append(all[of(r)], r)
	}
	return all
}
