package casework

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
)

// What the commands that record one thing on a case share: a day is today or earlier, an answer is one
// of those offered, a code is one of its list's, and what was said in words is sealed.

// happened notes a day that is missing or still to come. ask says which: "the day of the meeting".
func happened(bad *errs.Fields, field string, on, today clock.Date, ask string) {
	if on.IsZero() || on > today {
		bad.Add(field, "Give "+ask+": today or earlier")
	}
}

// among notes an answer that is none of those offered.
func among[T comparable](bad *errs.Fields, field string, answer T, offered []T, say string) {
	if !slices.Contains(offered, answer) {
		bad.Add(field, say)
	}
}

// listed notes a code that its list does not have.
func listed(bad *errs.Fields, field string, list catalogue.List, code, say string) {
	if _, ok := list.Code(code); !ok {
		bad.Add(field, say)
	}
}

// worded notes words that are missing.
func worded(bad *errs.Fields, field, words, say string) {
	if words == "" {
		bad.Add(field, say)
	}
}

// cells seals the words of one row, column by column. The first failure stays in err.
type cells struct {
	ctx    context.Context
	tx     *gate.Tx
	folder id.Folder
	row    string
	err    error
}

// of seals words for a column of the row.
func (c *cells) of(column seal.Column, words string) []byte {
	if c.err != nil {
		return nil
	}
	var box []byte
	box, c.err = c.tx.Seal(c.ctx, column, c.folder, c.row, words)
	return box
}

// changed makes errs.Stale of a change that found no row of the version it was made for.
func changed(rows int64, err error) error {
	if err == nil && rows == 0 {
		return errs.New(errs.Stale, "somebody changed this while you were writing")
	}
	return err
}
