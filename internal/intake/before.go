package intake

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// keyOf is the keyed hash that names a row for ever.
func keyOf(v gate.Reader, row police.Row) int64 {
	k := row.Key()
	return v.Blind("police row", k.Force, k.Crime, k.Victim)
}

// cameBefore is a row with the same key that is there already, and where its referral stands now.
type cameBefore struct {
	batch    id.Batch
	row      int
	heading  reason.Heading
	reason   reason.Code
	referral id.Referral
	known    bool
	state    referral.State
	why      referral.Reason
	version  int
}

// first is what an earlier row of the same file ended as.
type first struct {
	heading  reason.Heading
	referral id.Referral
}

// before finds what some rows repeat: rows that came in other files, by their keys, and earlier rows
// of this file. Two statements at most.
func (r rowsIn) before(ctx context.Context, tx *gate.Tx, lines []police.Line) (map[int64]cameBefore, map[int]first, error) {
	there, firsts := map[int64]cameBefore{}, map[int]first{}
	var keys []int64
	var repeated []int
	for _, l := range lines {
		if l.Usable() {
			keys = append(keys, keyOf(tx, *l.Row))
		}
		if l.Of > 0 && l.Of < lines[0].Number {
			repeated = append(repeated, l.Of)
		}
	}
	if len(keys) > 0 {
		err := store.Each(ctx, tx, thereSQL, func(scan store.Scan) error {
			var key int64
			var c cameBefore
			err := scan(&key, &c.batch, &c.row, &c.heading, &c.reason, &c.referral, &c.known, &c.state, &c.why, &c.version)
			there[key] = c
			return err
		}, r.t.Service.Key, store.List(keys))
		if err != nil {
			return nil, nil, err
		}
	}
	if len(repeated) > 0 {
		err := store.Each(ctx, tx, firstsSQL, func(scan store.Scan) error {
			var no int
			var f first
			err := scan(&no, &f.heading, &f.referral)
			firsts[no] = f
			return err
		}, r.t.batch.ID, store.List(repeated))
		if err != nil {
			return nil, nil, err
		}
	}
	return there, firsts, nil
}

// again ends a row that came in another file before. It adds nothing and is counted as what it ended
// as the first time, with two exceptions: she asked not to be contacted since, which every later file
// is counted by; and the first file stopped in the middle of the row, which is now there whole.
func (r rowsIn) again(ctx context.Context, tx *gate.Tx, row rowIn, before cameBefore, in referral.Receive, first []assessment.Given) (rowIn, error) {
	row.here, row.known = true, before.known
	row.heading, row.reason, row.referral = before.heading, before.reason, before.referral
	switch {
	case before.state == referral.OptedOut:
		row.heading, row.reason = reason.OptedOut, reason.OptedOutBefore
	case before.state == referral.Held && before.why == referral.Reason(reason.UncertainEnd) && in.Unsure == "" && !in.Objected:
		whole := referral.Resubmit{Service: in.Service, Referral: before.referral, Version: before.version, Supported: in.Supported,
			Basis: in.Basis, Offence: in.Offence, District: in.District, Facts: in.Facts, Flags: in.Flags, Why: in.Why,
			OffenceOpen: true} // the end that was missing may be that of its code
		var taken referral.Taken
		err := tx.Try(ctx, func(ctx context.Context) error {
			var err error
			if taken, err = whole.Run(ctx, tx); err != nil {
				return err
			}
			return keepFirst(ctx, tx, taken, in.SourceAgency, first)
		})
		switch errs.KindOf(err) {
		case errs.None:
			return row.ended(taken)
		case errs.Invalid, errs.Forbidden, errs.NotFound, errs.Conflict:
			return row, nil // it stays held as it was: whoever imports may not decide, or the rest of it is no better
		default:
			return rowIn{}, err
		}
	}
	return row, nil
}
