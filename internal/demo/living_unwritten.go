package demo

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
)

// unwritten is a coach's session of yesterday that is not written up yet.
func (w *world) unwritten(ctx context.Context) error {
	p := w.daysAgo("asc", 15, "charmm", catalogue.DoorPanel)
	t := w.comesIn(ctx, p)
	t.goesOn(ctx, p, coach, "sessions")
	on := working(t.service, w.Now.Date().AddDays(-1))
	t.on(on, 15, 30)
	t.do(ctx, coach, func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
		return none(casework.RecordSession{Case: c.ID, Service: t.service, On: on, Strand: "listening", Minutes: 50}.Run(ctx, tx))
	}, t.promise("See each other at the next session", t.after(w.Now.Date(), 6)))
	if t.err != nil {
		return t.err
	}
	day, err := gate.Read(w.staff[coach].ctx, t.gate, func(ctx context.Context, v *gate.View) (casework.CoachDay, error) {
		return casework.MyCoaching(ctx, v, []catalogue.Service{t.service})
	})
	for _, u := range day.Unwritten {
		w.tour.writeUp = "/cases/" + string(u.Reference) + "/write-up?session=" + u.Session
	}
	return err
}
