package bench

import (
	"context"
	"io"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/store"
)

// make makes the Barnet return of the year the cases were made in.
func makeReturn(ctx context.Context, a *app.App) error {
	ctx = access.WithActor(ctx, access.NewSystem("cli", ""))
	m := report.Make{Book: a.Reports, Report: "barnet-annual", From: yearStart, To: yearEnd, AsAt: yearEnd}
	_, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
	return err
}

// reportAgainstBare compares the return with its own aggregate statements run bare.
func reportAgainstBare(ctx context.Context, a *app.App, progress io.Writer) (Figure, error) {
	calls, err := a.DB.Record(ctx, func() error { return makeReturn(ctx, a) })
	if err != nil {
		return Figure{}, err
	}
	bare, err := a.DB.Replayer(ctx)
	if err != nil {
		return Figure{}, err
	}
	defer bare.Close()
	return compare(progress, Figure{Name: "report", A: "the Barnet return", B: "its own statements, bare", Aim: 1.5},
		func() (time.Duration, error) { return timed(func() error { return makeReturn(ctx, a) }) },
		func() (time.Duration, error) { return timed(func() error { return bare.Run(ctx, reads(calls)) }) })
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

// reportGrowth compares the return over a large year with one over a small year.
func reportGrowth(ctx context.Context, large, small *app.App, aim float64, progress io.Writer) (Figure, error) {
	return compare(progress, Figure{Name: "report growth", A: "the return over the large year", B: "over the small year", Aim: aim},
		func() (time.Duration, error) { return timed(func() error { return makeReturn(ctx, large) }) },
		func() (time.Duration, error) { return timed(func() error { return makeReturn(ctx, small) }) })
}
