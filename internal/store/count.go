package store

import (
	"context"
	"sync/atomic"
)

// Counts is what a piece of work cost, exact and the same on every machine.
type Counts struct {
	Statements int64 // statements run
	Rows       int64 // rows read
	FsyncWaits int64 // times the caller waited for the disk
	Opens      int64 // sealed values opened; counted by CountOpens

	outer *Counts
}

type countsKey struct{}

// Counting gives a context under which everything is counted, and the counts. A count inside another
// is added to both. Read the counts when the work is done.
func Counting(ctx context.Context) (context.Context, *Counts) {
	outer, _ := ctx.Value(countsKey{}).(*Counts)
	c := &Counts{outer: outer}
	return context.WithValue(ctx, countsKey{}, c), c
}

// CountOpens adds n sealed values opened to the counts of ctx, if it has any.
func CountOpens(ctx context.Context, n int) { add(ctx, Counts{Opens: int64(n)}) }

// countless gives ctx without its counts.
func countless(ctx context.Context) context.Context {
	return context.WithValue(ctx, countsKey{}, (*Counts)(nil))
}

func add(ctx context.Context, more Counts) {
	c, _ := ctx.Value(countsKey{}).(*Counts)
	for ; c != nil; c = c.outer {
		atomic.AddInt64(&c.Statements, more.Statements)
		atomic.AddInt64(&c.Rows, more.Rows)
		atomic.AddInt64(&c.FsyncWaits, more.FsyncWaits)
		atomic.AddInt64(&c.Opens, more.Opens)
	}
}
