package intake

import (
	"context"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// rawColumn keeps a row that could not be used as it came, until somebody has mended it.
var rawColumn = seal.Register("intake_row", "raw", access.Identity, seal.Retain(seal.Short))

// taking is one import under way.
type taking struct {
	Police
	way
	g       *gate.Gate
	mapping catalogue.Mapping
	batch   begun
	today   clock.Date
	rows    int
	cutAt   int // number of the row in which the file stops without a line end; 0: none
}

// Took says that some rows of a file were taken in.
type Took struct {
	Batch   id.Batch `json:"batch"`
	Service string   `json:"service"`
	From    int      `json:"from"`
	To      int      `json:"to"`
	Sums    Sums     `json:"sums"`
}

// EventKind names the event.
func (Took) EventKind() string { return "intake.took" }

// Ended says that a file was taken in to its end.
type Ended struct {
	Batch   id.Batch `json:"batch"`
	Service string   `json:"service"`
	Sums    Sums     `json:"sums"`
}

// EventKind names the event.
func (Ended) EventKind() string { return "intake.ended" }

// all takes in the rows that are not there yet.
func (t taking) all(ctx context.Context) error {
	return t.few(ctx, func(lines []police.Line) error {
		_, err := gate.Write(ctx, t.g, "", rowsIn{t: t, lines: lines}.run)
		return err
	})
}

// few hands over the rows that are not there yet, a few at a time.
func (t taking) few(ctx context.Context, take func([]police.Line) error) error {
	var lines []police.Line
	flush := func() error {
		if len(lines) == 0 {
			return nil
		}
		err := take(lines)
		if err == nil && t.Progress != nil {
			t.Progress(lines[len(lines)-1].Number, t.rows)
		}
		lines = nil
		return err
	}
	_, err := t.way.scan(ctx, t.mapping, t.today, func(l police.Line) error {
		if l.Number <= t.batch.Rows || l.Number > t.rows || t.most > 0 && l.Number > t.batch.Rows+t.most {
			return nil
		}
		if lines = append(lines, l); len(lines) < chunk {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}

// rowsIn takes in some rows in one unit of work.
type rowsIn struct {
	t       taking
	lines   []police.Line
	workers map[string]id.Account          // of a list: whom its rows name, by the sign-in name
	taken   map[id.Account]workforce.Tried // of a list that is tried out: what was taken in rows that were given up again
}

// rowIn is a row and what it ended as.
type rowIn struct {
	police.Line
	key      int64 // of a row that brings its key in
	heading  reason.Heading
	reason   reason.Code
	field    string
	referral id.Referral
	known    bool
	here     bool
	raw      []byte
}

func (r rowsIn) run(ctx context.Context, tx *gate.Tx) (Sums, error) {
	if err := tx.Authorize(ctx, r.t.act, gate.On{Service: r.t.Service.Key}); err != nil {
		return Sums{}, err
	}
	batch, found, err := findBatch(ctx, tx, batchForRowsSQL, r.t.batch.ID)
	if err != nil {
		return Sums{}, err
	}
	if !found {
		return Sums{}, errs.New(errs.Conflict, "this file's rows were disposed of while it was being taken in")
	}
	lines := r.lines
	for len(lines) > 0 && lines[0].Number <= batch.Rows { // somebody else imports the same file
		lines = lines[1:]
	}
	if len(lines) == 0 {
		tx.Record(CameAgain{Batch: batch.ID, Service: batch.Service})
		return batch.Sums, nil
	}
	there, firsts, err := r.before(ctx, tx, lines)
	if err != nil {
		return Sums{}, err
	}
	if r.t.cases {
		if r.workers, err = workersOf(ctx, tx, lines); err != nil {
			return Sums{}, err
		}
	}
	stored := make([][]any, 0, len(lines))
	var sums Sums
	for _, l := range lines {
		row, err := r.take(ctx, tx, l, there, firsts)
		if err != nil {
			return Sums{}, err
		}
		firsts[l.Number] = first{row.heading, row.referral}
		batch.count(row.heading)
		sums.count(row.heading)
		batch.Known += one(row.known)
		batch.Here += one(row.here)
		stored = append(stored, []any{batch.ID, row.Number, row.Line.Line, batch.Service, store.Null(row.key), row.heading, row.reason,
			row.field, doubts(row.Row), row.referral, row.Of, row.known, row.here, row.raw, 0, 1, tx.Entry()})
	}
	if _, err := store.Exec(ctx, tx, addRowsSQL, store.Rows(stored)); err != nil {
		return Sums{}, err
	}
	tx.Record(Took{Batch: batch.ID, Service: batch.Service, From: lines[0].Number, To: lines[len(lines)-1].Number, Sums: sums})
	if batch.Rows == batch.RowsAll {
		batch.State = done
		tx.Record(Ended{Batch: batch.ID, Service: batch.Service, Sums: batch.Sums})
	}
	batch, err = batch.save(ctx, tx)
	return batch.Sums, err
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// take takes in one row. What is wrong with it is the row's end and takes no other row with it; any
// other failure ends the unit, and the whole of it is tried again when the file is imported again.
func (r rowsIn) take(ctx context.Context, tx *gate.Tx, l police.Line, there map[int64]cameBefore, firsts map[int]first) (rowIn, error) {
	row := rowIn{Line: l, field: string(l.Field)}
	if !l.Usable() {
		return r.unusable(ctx, tx, row, firsts[l.Of])
	}
	key := keyOf(tx, *l.Row)
	read, cut := reader{r.t.Service, r.t.Catalogue, r.t.mapping, r.t.Sender, r.t.batch.team, r.t.today}, l.Number == r.t.cutAt
	in := r.t.receive(read, *l.Row, cut)
	if before, ok := there[key]; ok {
		return r.again(ctx, tx, row, before, in, read.first(*l.Row))
	}
	var taken referral.Taken
	err := tx.Try(ctx, func(ctx context.Context) error {
		var err error
		taken, err = in.Run(ctx, tx)
		if err == nil && !cut { // the end of an answer may be missing
			err = keepFirst(ctx, tx, taken, read.sender, read.first(*l.Row))
		}
		if err == nil && r.t.cases {
			err = keepAbout(ctx, tx, r.t.Catalogue, r.t.mapping, *l.Row, taken)
		}
		if err == nil && taken.State == referral.Accepted && r.t.cases {
			err = takeOver(ctx, tx, r.t.Service, l.Row.Before, taken.Referral, r.workers[l.Row.Before.Worker], r.t.batch.owner, r.taken)
		}
		return err
	})
	if errs.KindOf(err) == errs.Invalid {
		row.Reason, row.field = reason.UnfitCell, fieldOf(err)
		return r.unusable(ctx, tx, row, first{})
	}
	if err != nil {
		return rowIn{}, err
	}
	row.key = key
	return row.ended(taken)
}

// ended notes what the row came to.
func (row rowIn) ended(taken referral.Taken) (rowIn, error) {
	row.heading, row.reason = reason.Heading(taken.State), reason.Code(taken.Reason)
	row.referral, row.known = taken.Referral, taken.Known > 0
	if row.heading != reason.Accepted && row.reason.Heading() != row.heading {
		return rowIn{}, errs.New(errs.Internal, "a row ended for a reason that is counted elsewhere: "+string(row.reason))
	}
	return row, nil
}

// unusable ends a row that can't be used. What it said is kept sealed, unless it repeats a row of
// somebody who asked not to be contacted.
func (r rowsIn) unusable(ctx context.Context, tx *gate.Tx, row rowIn, repeats first) (rowIn, error) {
	in := referral.Receive{Service: r.t.Service, Door: r.t.door, Broken: referral.Reason(row.Reason), SameAs: repeats.referral}
	taken, err := in.Run(ctx, tx)
	if err != nil {
		return rowIn{}, err
	}
	if row, err = row.ended(taken); err != nil {
		return rowIn{}, err
	}
	row.referral = repeats.referral
	if repeats.heading == reason.OptedOut {
		return row, nil
	}
	row.raw, err = tx.Seal(ctx, rawColumn, r.t.batch.Folder, rawRow(r.t.batch.ID, row.Number), row.Raw)
	return row, err
}

// rawRow names the cell of a row that is kept as it came.
func rawRow(b id.Batch, no int) string { return string(b) + "/" + strconv.Itoa(no) }

// fieldOf names the first field an errs.Invalid complains of.
func fieldOf(err error) string {
	if fields := errs.FieldsOf(err); len(fields) > 0 {
		return fields[0].Name
	}
	return ""
}
