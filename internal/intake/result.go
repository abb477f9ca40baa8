package intake

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/store"
)

func stale() error {
	return errs.New(errs.Stale, "someone changed this since you opened it: look again")
}

// result tells what became of the file, from what is stored.
func (t taking) result(ctx context.Context, before begun, sum police.Summary) (Result, error) {
	r, err := gate.Read(ctx, t.g, func(ctx context.Context, v *gate.View) (Result, error) {
		if err := v.Authorize(ctx, ActImport, gate.On{Service: t.Service.Key}); err != nil {
			return Result{}, err
		}
		b, found, err := findBatch(ctx, v, batchSQL, before.ID)
		if err != nil || !found {
			return Result{}, err
		}
		reasons, err := reasonsOf(ctx, v, b.ID)
		return Result{Sums: b.Sums, AlreadyKnown: b.Known, Reasons: reasons, Batch: b, AlreadyHere: before.Rows + b.Here - before.Here}, err
	})
	if err == nil && sum.Problem != nil {
		r.Problem = sum.Problem.Words
	}
	return r, err
}

func reasonsOf(ctx context.Context, q store.Reader, b id.Batch) (map[reason.Code]int, error) {
	reasons := map[reason.Code]int{}
	return reasons, store.Each(ctx, q, reasonsSQL, func(scan store.Scan) error {
		var c reason.Code
		var n int
		err := scan(&c, &n)
		reasons[c] = n
		return err
	}, b)
}
