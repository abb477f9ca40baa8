package casework

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// SaidUnsafe raises what Act now raises where an answer to a set of questions says that the person is in danger now: at
// the door, before anybody of the service has read it, and on the case. It is part of receiving the referral or of asking,
// which is authorised as such; there is nothing in it that could be typed wrongly, so that it stops neither. It says
// whether it raised the alarm. Records ActNowRaised. Practice D3.
type SaidUnsafe struct {
	Folder     id.Folder
	Instrument catalogue.Instrument
	Answers    assessment.Answers
}

// Run raises it, or nothing.
func (s SaidUnsafe) Run(ctx context.Context, tx *gate.Tx) (bool, error) {
	q, answer, unsafe := assessment.Unsafe(s.Instrument, s.Answers)
	if !unsafe {
		return false, nil
	}
	_, err := RaiseActNow{Folder: s.Folder, Kind: InDanger, What: q.Text + " " + answer.Label + ". (" + s.Instrument.Name + ")"}.raise(ctx, tx)
	return true, err
}
