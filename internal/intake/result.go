package intake

import (
	"context"

	"goldenthread/internal/catalogue"
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
		if err := v.Authorize(ctx, t.act, gate.On{Service: t.Service.Key}); err != nil {
			return Result{}, err
		}
		b, found, err := findBatch(ctx, v, batchSQL, before.ID)
		if err != nil || !found {
			return Result{}, err
		}
		r := Result{Sums: b.Sums, AlreadyKnown: b.Known, Batch: b, AlreadyHere: before.Rows + b.Here - before.Here}
		if r.Reasons, err = reasonsOf(ctx, v, b.ID); err != nil {
			return Result{}, err
		}
		r.Doubted, r.Doubts, err = doubtsOf(ctx, v, b.ID)
		return r, err
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

// doubtsOf counts the rows of a file in which something was kept as typed, and how often which cell.
func doubtsOf(ctx context.Context, q store.Reader, b id.Batch) (rows int, cells map[catalogue.Field]int, err error) {
	cells = map[catalogue.Field]int{}
	err = store.Each(ctx, q, doubtsSQL, func(scan store.Scan) error {
		var names string
		var n int
		err := scan(&names, &n)
		for _, name := range splitDoubts(names) {
			cells[catalogue.Field(name)] += n
		}
		rows += n
		return err
	}, b)
	return rows, cells, err
}
