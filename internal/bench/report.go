package bench

import (
	"context"
	"time"

	"goldenthread/internal/app"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/store"
)

// reports compares every return of the catalogue with its own statements: of the service whose growth is measured
// over the large year, of the others over a middle one. For the first the large year is compared with a middle one too.
func (r *run) reports(ctx context.Context) error {
	middle, err := r.cases(ctx, service, r.Sizes.Middle)
	if err != nil {
		return err
	}
	large, err := r.cases(ctx, service, r.Sizes.Large)
	if err != nil {
		return err
	}
	for _, d := range large.app.Reports.Definitions() {
		if d.Service != service { // its own caseload is a middle one
			of, err := r.cases(ctx, d.Service, r.Sizes.Middle)
			if err != nil {
				return err
			}
			if err := r.reportAgainstBare(ctx, of.app, d.Key); err != nil {
				return err
			}
			continue
		}
		if err := r.reportAgainstBare(ctx, large.app, d.Key); err != nil {
			return err
		}
		f, err := r.compare(Figure{Name: d.Key + ", growth", A: "over the large year", B: "over the middle one",
			Aim: 12 * float64(r.Sizes.Large) / float64(10*r.Sizes.Middle)},
			func() (time.Duration, error) { return timed(func() error { return makeReturn(ctx, large.app, d.Key) }) },
			func() (time.Duration, error) {
				return timed(func() error { return makeReturn(ctx, middle.app, d.Key) })
			})
		if err != nil {
			return err
		}
		r.add(f)
	}
	return nil
}

// makeReturn makes a return of the year the cases were made in.
func makeReturn(ctx context.Context, a *app.App, key string) error {
	m := report.Make{Book: a.Reports, Report: key, From: yearStart, AsAt: yearEnd}
	d, err := a.Reports.Definition(key)
	if err != nil {
		return err
	}
	if d.Covers == report.AnyLength {
		m.To = yearEnd
	}
	_, err = gate.Read(operator(ctx), a.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
	return err
}

// reportAgainstBare compares a return with its own aggregate statements run bare.
func (r *run) reportAgainstBare(ctx context.Context, a *app.App, key string) error {
	calls, err := a.DB.Record(func() error { return makeReturn(ctx, a, key) })
	if err != nil {
		return err
	}
	bare, err := a.DB.Replayer(ctx)
	if err != nil {
		return err
	}
	defer bare.Close()
	f, err := r.compare(Figure{Name: key, A: "the return", B: "its own statements, bare", Aim: 1.5},
		func() (time.Duration, error) { return timed(func() error { return makeReturn(ctx, a, key) }) },
		func() (time.Duration, error) { return timed(func() error { return bare.Run(ctx, reads(calls)) }) })
	if err == nil {
		r.add(f)
	}
	return err
}

// reads leaves out what a return writes (nothing but the record of its making) and keeps what it counts.
func reads(calls []store.Call) []store.Call {
	var kept []store.Call
	for _, c := range calls {
		if !c.Changes() {
			kept = append(kept, c)
		}
	}
	return kept
}
