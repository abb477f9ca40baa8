package assessment

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// AtTheDoor keeps the few questions that were asked as somebody was referred, in the form or in the call, so that nobody
// asks them again while they stand (practice, part 2.4). It is part of receiving the referral, which is authorised as such.
// What they come to is not worked out until a worker of the service goes by them.
//
// Fails with errs.Invalid, question by question. Records Came.
type AtTheDoor struct {
	Folder id.Folder
	Sender id.Agency // that referred and asked; empty: the service's own staff did
	Given  Given
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
