package intake

import (
	"context"
	"errors"
	"maps"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// errGivenUp undoes what was only tried.
var errGivenUp = errors.New("tried, and given up")

// Tried says that rows were tried out: nothing of them is kept.
type Tried struct {
	Service string `json:"service"`
	From    int    `json:"from"`
	To      int    `json:"to"`
	Sums    Sums   `json:"sums"`
}

// EventKind names the event.
func (Tried) EventKind() string { return "intake.tried" }

// tryOut does what bring does, a few rows at a time, and gives each few up again. A list that was begun
// already fails with errs.Conflict. It goes on after the rows that were tried out before, which are in what it gives.
func (p Police) tryOut(ctx context.Context, g *gate.Gate, w way, before Tryout) (Tryout, error) {
	ctx = gate.InBulk(ctx)
	w.list = "" // nothing of it is begun
	t, b, err := p.ready(ctx, g, w)
	if err != nil {
		return Tryout{}, err
	}
	all := Tryout{Each: slices.Clone(before.Each), All: t.rows, Taken: map[id.Account]workforce.Tried{}}
	all.Reasons, all.Doubts = map[reason.Code]int{}, map[catalogue.Field]int{}
	all.add(before.Result)
	maps.Copy(all.Taken, before.Taken)
	t.batch.Rows = before.Rows
	err = t.few(ctx, func(lines []police.Line) error {
		some, err := gate.Write(ctx, g, "", trying{t, b, lines, all.Taken}.run)
		if err != nil {
			return err
		}
		all.add(some.Result)
		all.Each = append(all.Each, some.each...)
		for worker, n := range some.taken {
			so := all.Taken[worker]
			all.Taken[worker] = workforce.Tried{Taken: so.Taken + n.Taken, Open: so.Open + n.Open}
		}
		return nil
	})
	if b.sum.Problem != nil {
		all.Problem = b.sum.Problem.Words
	}
	return all, err
}

// trying is a few rows that are tried out.
type trying struct {
	t     taking
	b     begin
	lines []police.Line
	taken map[id.Account]workforce.Tried // in the rows before
}

// someTried is what would become of a few rows.
type someTried struct {
	Result
	each  []TriedRow
	taken map[id.Account]workforce.Tried
}

func (c trying) run(ctx context.Context, tx *gate.Tx) (someTried, error) {
	if err := tx.Authorize(ctx, c.t.act, gate.On{Service: c.t.Service.Key}); err != nil {
		return someTried{}, err
	}
	var r someTried
	err := tx.Try(ctx, func(ctx context.Context) error {
		var err error
		if c.t.batch, err = c.b.run(ctx, tx); err != nil {
			return err
		}
		if c.t.batch.Rows > 0 || c.t.batch.State == done {
			return errs.New(errs.Conflict, "this list was begun already: bring it again and it goes on")
		}
		if r.Sums, err = (rowsIn{t: c.t, lines: c.lines, taken: c.taken}).run(ctx, tx); err != nil {
			return err
		}
		batch, _, err := findBatch(ctx, tx, batchSQL, c.t.batch.ID)
		if err != nil {
			return err
		}
		r.AlreadyKnown, r.AlreadyHere = batch.Known, batch.Here
		if r.Reasons, err = reasonsOf(ctx, tx, batch.ID); err != nil {
			return err
		}
		if r.Doubted, r.Doubts, err = doubtsOf(ctx, tx, batch.ID); err != nil {
			return err
		}
		if r.each, err = triedRows(ctx, tx, batch.ID); err != nil {
			return err
		}
		if r.taken, err = takenIn(ctx, tx, batch.ID, c.t.Service, c.t.today); err != nil {
			return err
		}
		return errGivenUp
	})
	if !errors.Is(err, errGivenUp) {
		return someTried{}, err
	}
	tx.Record(Tried{Service: c.t.Service.Key, From: c.lines[0].Number, To: c.lines[len(c.lines)-1].Number, Sums: r.Sums})
	return r, nil
}

// triedRows gives the rows of a batch that is tried out, each with its case. Their referrals are given up again.
func triedRows(ctx context.Context, tx *gate.Tx, b id.Batch) ([]TriedRow, error) {
	rows, err := store.Collect(ctx, tx, rowsSQL, func(scan store.Scan) (Row, error) { return scanRow(scan) }, b, 0, "", chunk)
	if err != nil {
		return nil, err
	}
	cases, err := casesOf(ctx, tx, b, 0, chunk)
	each := make([]TriedRow, len(rows))
	for i, row := range rows {
		row.Referral = ""
		each[i] = TriedRow{row, cases[row.Number]}
	}
	return each, err
}

// add adds what became of some rows to what became of others.
func (r *Result) add(o Result) {
	for _, h := range reason.Headings() {
		*r.at(h) += o.Of(h)
	}
	r.Rows += o.Rows
	r.AlreadyKnown += o.AlreadyKnown
	r.AlreadyHere += o.AlreadyHere
	r.Doubted += o.Doubted
	for c, n := range o.Reasons {
		r.Reasons[c] += n
	}
	for f, n := range o.Doubts {
		r.Doubts[f] += n
	}
}
