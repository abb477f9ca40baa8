package assessment

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// AtTheDoor keeps the few questions that were asked as somebody was referred, in the form, in the call or in a police file, or
// that they answered themselves as they asked for help, so that nobody asks them again while they stand (practice, part 2.4). It is part of receiving the referral, which is authorised as such.
// What they come to is not worked out until a worker of the service goes by them.
//
// Fails with errs.Invalid, question by question. Records Came.
type AtTheDoor struct {
	Folder id.Folder
	Sender id.Agency // that referred and asked; empty: the service's own staff did, or the person answered unasked
	Given  Given
}

// SaidAtTheDoor puts together what was answered to one of the first questions' forms on the way in. How they know each other was
// asked for the referral, and is no question twice; where nothing but that was said, the questions were not asked: false.
func SaidAtTheDoor(in catalogue.Instrument, relation string, said Answers, on clock.Date) (Given, bool) {
	given, asked := Given{Instrument: in, On: on, Answers: Answers{}}, false
	for _, q := range in.Questions {
		if o, known := q.FromRelation(relation); known {
			given.Answers[q.Key] = o.Key
		} else if said[q.Key] != "" {
			given.Answers[q.Key], asked = said[q.Key], true
		}
	}
	return given, asked
}

// Run keeps what was answered, and gives its id.
func (a AtTheDoor) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	var bad errs.Fields
	a.Given.check(&bad, tx.Now().Date())
	if err := bad.Err(); err != nil {
		return "", err
	}
	via := HandedOver
	if a.Sender == "" {
		via = GivenToUs
	}
	return a.Given.keep(ctx, tx, a.Folder, via, a.Sender, "")
}
