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

// LeftOut is what a form sends for a question that was left out on purpose: what was chosen by mistake can be taken back.
const LeftOut = "-"

// DoorInput names the input of one of the first questions: apart from all others of the form in which it stands.
func DoorInput(in catalogue.Instrument, q catalogue.Question) string {
	return "first_" + in.Key + "_" + q.Key
}

// TypedAtTheDoor is [SaidAtTheDoor] of a form: typed gives what stands under an input. It names the inputs in which something
// else stands than an answer to their question.
func TypedAtTheDoor(in catalogue.Instrument, relation string, typed func(input string) string, on clock.Date) (given Given, asked bool, unread []string) {
	said := Answers{}
	for _, q := range in.Questions {
		answer := typed(DoorInput(in, q))
		if answer == "" || answer == LeftOut {
			continue
		}
		if _, ok := q.Option(answer); !ok {
			unread = append(unread, DoorInput(in, q))
		}
		said[q.Key] = answer
	}
	given, asked = SaidAtTheDoor(in, relation, said, on)
	return given, asked, unread
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
