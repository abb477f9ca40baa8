package intake

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/referral"
)

// keepFirst keeps what was answered to the first questions as somebody came in by any door, so that it is not asked again;
// sender is the agency that asked, if one did. It raises the alarm where they say that the person is not safe now, also of
// somebody who asked not to be contacted, of whom else only the name is kept: it goes to those who decide what is done, and
// nobody is called by it. What was answered so long ago that it does not stand any more says nothing of now, and raises none: a
// file of last year's reports would hide those who are in danger today among those who were.
func keepFirst(ctx context.Context, tx *gate.Tx, taken referral.Taken, sender id.Agency, first []assessment.Given) error {
	if taken.Folder == "" {
		return nil
	}
	for _, given := range first {
		if given.Stands(tx.Now().Date()) {
			if _, err := (casework.SaidUnsafe{Folder: taken.Folder, Instrument: given.Instrument, Answers: given.Answers}).Run(ctx, tx); err != nil {
				return err
			}
		}
		if taken.State == referral.OptedOut {
			continue
		}
		if _, err := (assessment.AtTheDoor{Folder: taken.Folder, Sender: sender, Given: given}).Run(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// first gives what a row answers to the first questions of the service. They were asked when the matter was reported, and
// stand from then; how they know each other is read once, for the referral and for this.
func (r reader) first(row police.Row) []assessment.Given {
	if len(row.First) == 0 {
		return nil
	}
	on := row.Offence.Reported
	if on.IsZero() {
		on = r.today
	}
	relation, _ := r.relationship(row.Relationship)
	var list []assessment.Given
	for _, in := range r.catalogue.AskedAtTheDoor(r.service) {
		said := assessment.Answers{}
		for _, a := range row.First {
			if a.Form == in.Key {
				said[a.Question] = a.Answer
			}
		}
		if given, asked := assessment.SaidAtTheDoor(in, string(relation), said, on); asked {
			list = append(list, given)
		}
	}
	return list
}

// unsafeDoubted tells whether what a row says of whether the person is safe now can't be read.
func (r reader) unsafeDoubted(row police.Row) bool {
	for _, c := range r.mapping.Columns {
		if c.Asks == nil || !doubted(row, c.Field) {
			continue
		}
		in, _ := r.catalogue.Instrument(c.Asks.Form)
		if q, ok := in.Question(c.Asks.Question); ok && q.Raises() {
			return true
		}
	}
	return false
}
