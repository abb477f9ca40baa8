package intake

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// Latest gives the latest files of one kind (the police file's, or [ListKind]) that came for some services, newest
// first: each with its sums. Those who work in each of the services, and police liaison, may. One statement, however many
// services and rows.
func Latest(ctx context.Context, v gate.Reader, kind catalogue.Door, most int, services ...string) ([]Batch, error) {
	for _, s := range services {
		if err := v.Authorize(ctx, ActBatches, gate.On{Service: s}); err != nil {
			return nil, err
		}
	}
	if len(services) == 0 {
		return nil, nil
	}
	return store.Collect(ctx, v, latestSQL, scanBatch, kind, most, store.List(services))
}

// Arithmetic is the sums of the latest police file of a service, for the head of the inbox; false when none has come yet. Otherwise like
// [Latest].
func Arithmetic(ctx context.Context, v gate.Reader, service string) (Batch, bool, error) {
	latest, err := Latest(ctx, v, catalogue.DoorPoliceFile, 1, service)
	if err != nil || len(latest) == 0 {
		return Batch{}, false, err
	}
	return latest[0], true, nil
}

// Group is rows of a file that ended alike, and where their referrals stand now.
type Group struct {
	Heading reason.Heading // as they came in
	Reason  reason.Code
	State   referral.State // now; empty: nothing was opened
	Why     referral.Reason
	Rows    int
}

// Standing counts the rows of a file by what they ended as and where they stand now, with what first
// contact brought: 118 rows, 90 left to contact. Those who may see [Latest] may. Fails with
// errs.NotFound.
func Standing(ctx context.Context, v gate.Reader, b id.Batch) ([]Group, error) {
	if _, err := batchFor(ctx, v, b); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, standSQL, func(scan store.Scan) (Group, error) {
		var g Group
		err := scan(&g.Heading, &g.Reason, &g.State, &g.Why, &g.Rows)
		return g, err
	}, b)
}

// Doubts counts the rows of a file in which something could not be read and was kept as typed, and how
// often which cell. Those who may see [Latest] may. Fails with errs.NotFound.
func Doubts(ctx context.Context, v gate.Reader, b id.Batch) (rows int, cells map[catalogue.Field]int, err error) {
	if _, err := batchFor(ctx, v, b); err != nil {
		return 0, nil, err
	}
	return doubtsOf(ctx, v, b)
}

// batchFor loads a batch and takes the decision to see it.
func batchFor(ctx context.Context, v gate.Reader, b id.Batch) (Batch, error) {
	batch, found, err := findBatch(ctx, v, batchSQL, b)
	if err != nil {
		return Batch{}, err
	}
	if err := v.Authorize(ctx, ActBatches, gate.On{Service: batch.Service}); err != nil || !found {
		return Batch{}, notFound(err)
	}
	return batch, nil
}

// Row is one row of a file as a list shows it, without what it said.
type Row struct {
	Number   int            `json:"row"`  // from 1, under the column names
	Line     int            `json:"line"` // in the file, as a text editor counts
	Heading  reason.Heading `json:"outcome"`
	Reason   reason.Code    `json:"reason,omitempty"`
	Field    string         `json:"field,omitempty"`  // the cell at fault, if it is one
	Doubts   []string       `json:"doubts,omitempty"` // cells that were kept as typed
	Referral id.Referral    `json:"referral,omitempty"`
	SameAs   int            `json:"same_as,omitempty"` // of a duplicate: the row it repeats
	Known    bool           `json:"known,omitempty"`
	Here     bool           `json:"here,omitempty"` // it came in another file before
	Mended   bool           `json:"-"`
	Version  int            `json:"-"`
}

// Rows lists rows of a file after a row number, those under one heading or (empty) all. Those who may
// see [Latest] may. Fails with errs.NotFound.
func Rows(ctx context.Context, v gate.Reader, b id.Batch, h reason.Heading, after, most int) ([]Row, error) {
	if _, err := batchFor(ctx, v, b); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, rowsSQL, func(scan store.Scan) (Row, error) { return scanRow(scan) }, b, after, h, most)
}

func scanRow(scan store.Scan, more ...any) (Row, error) {
	var r Row
	var doubts string
	var mended int64
	dest := []any{&r.Number, &r.Line, &r.Heading, &r.Reason, &r.Field, &doubts, &r.Referral, &r.SameAs, &r.Known, &r.Here, &mended, &r.Version}
	err := scan(append(dest, more...)...)
	r.Doubts, r.Mended = splitDoubts(doubts), mended > 0
	return r, err
}
