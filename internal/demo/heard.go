package demo

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
)

// willHear promises the person at the end of a day's work that somebody rings, and gives what becomes of it: most are rung on the day, one
// in twelve two working days late, one wants to hear no more of it, and one is rung only when the next thing is recorded. What is
// recorded next within the week is what was promised. n is the number of the tale: nothing is drawn, and no date of the records moves, so that the tale goes
// on as it would without. Whatever is recorded next begins with settle.
func (t *tale) willHear(n int, next clock.Date) (promise []act, becomes func(context.Context)) {
	day, due, ends := clock.Date(""), t.after(t.today(), 7), t.settle
	late := t.after(due, 2)
	switch {
	case t.today().DaysUntil(next) < 1 || next >= t.Now.Date():
		return nil, func(context.Context) {}
	case next <= late: // it is kept when that is recorded
		due = next
		if soon := t.after(t.today(), 1); n%12 == 3 && soon < next {
			due = soon
		}
	case n%12 == 3:
		day = late
	case n%12 == 7:
		day, ends = due, t.withdraw
	case n%12 != 11:
		day = due
	}
	return []act{t.promise(promises[n%len(promises)], due)}, func(ctx context.Context) {
		if !day.IsZero() {
			t.on(day, 11, n%60)
			t.do(ctx, t.who, ends)
		}
	}
}

// settle keeps the promises that are open, as the worker does when she rings again.
func (t *tale) settle(ctx context.Context, tx *gate.Tx, c casework.Case) error {
	return t.endPromises(ctx, tx, c, casework.SettlePromise{Kept: true})
}

// withdraw ends the promises that are open: the person wants to hear no more of it.
func (t *tale) withdraw(ctx context.Context, tx *gate.Tx, c casework.Case) error {
	return t.endPromises(ctx, tx, c, casework.SettlePromise{Why: casework.Withdrawals[0]})
}

func (t *tale) endPromises(ctx context.Context, tx *gate.Tx, c casework.Case, how casework.SettlePromise) error {
	open, err := casework.OpenPromises(ctx, tx, c.Folder)
	if err != nil {
		return err
	}
	for _, p := range open {
		how.Case, how.Service, how.Promise, how.Version = c.ID, t.service, p.ID, p.Version
		if _, err := how.Run(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
