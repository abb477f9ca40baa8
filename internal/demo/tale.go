package demo

import (
	"context"
	"fmt"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/madeup"
	"goldenthread/internal/referral"
)

// tale is one person's way through one service, told act by act on a clock of its own. After the first
// act that fails nothing more is told, and err says what it was.
type tale struct {
	*world
	gate    *gate.Gate
	clock   *clock.Manual
	dice    madeup.Dice
	service catalogue.Service
	taken   referral.Taken
	stage   string // at which the case began
	who     post   // who works with her
	asked   bool   // how she is, some time after closing
	err     error
}

// begin starts a tale of a service on a day.
func (w *world) begin(service string, on clock.Date, seed int) *tale {
	t := &tale{world: w, dice: madeup.Dice(seed), service: w.service(service, on)}
	t.gate, t.clock = w.gateAt(on.At(9, 15))
	return t
}

// today is the day the tale stands at.
func (t *tale) today() clock.Date { return t.clock.Now().Date() }

// on moves the tale on to a time of a day. When that has passed already, a few minutes go by instead:
// a tale never goes back, and never past the present.
func (t *tale) on(day clock.Date, hour, minute int) {
	next := day.At(hour, minute)
	if now := t.clock.Now(); next <= now {
		next = now + 6*aMinute
	}
	t.clock.Set(min(next, t.Now))
}

const aMinute = clock.Instant(60 * 1_000_000)

// act is a part of what somebody does in one go. The case is as it stands before; it is empty until
// it was opened.
type act func(ctx context.Context, tx *gate.Tx, c casework.Case) error

// do has somebody do some acts in one unit of work: what belongs to one call, one form, one entry.
func (t *tale) do(ctx context.Context, who post, acts ...act) {
	if t.err != nil || len(acts) == 0 {
		return
	}
	_, err := write(ctx, t, who, func(ctx context.Context, tx *gate.Tx) (struct{}, error) {
		for _, a := range acts {
			c, _, err := casework.ByFolder(ctx, tx, t.taken.Folder)
			if err != nil {
				return struct{}{}, err
			}
			if err := a(ctx, tx, c); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	t.failed(who, err)
}

// tries is how often a unit is tried while others are in its way.
const tries = 20

// write has somebody do one unit of work, again when others were in its way.
func write[T any](ctx context.Context, t *tale, who post, fn func(context.Context, *gate.Tx) (T, error)) (out T, err error) {
	for range tries {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if out, err = gate.Write(t.staff[who].ctx, t.gate, "", fn); errs.KindOf(err) != errs.Unavailable {
			return out, err
		}
	}
	return out, err
}

// receive takes the referral in.
func (t *tale) receive(ctx context.Context, by post, r referral.Receive) {
	if t.err != nil {
		return
	}
	r.Service = t.service
	var err error
	t.taken, err = write(ctx, t, by, r.Run)
	t.failed(by, err)
}

// failed keeps the first fault, with where in the tale it happened.
func (t *tale) failed(who post, err error) {
	if err == nil || t.err != nil {
		return
	}
	var fields string
	for _, f := range errs.FieldsOf(err) {
		fields += fmt.Sprintf(" [%s: %s]", f.Name, f.Message)
	}
	t.err = fmt.Errorf("%s, %s, the %s: %w%s", t.service.Key, t.today(), who, err, fields)
}

// ref gives the referral as it stands, for a command that asks for its version.
func (t *tale) ref(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
	return referral.Get(ctx, tx, t.taken.Referral)
}

// folder is where the tale's records lie.
func (t *tale) folder() id.Folder { return t.taken.Folder }
