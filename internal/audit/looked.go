package audit

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Look is one line of "who has looked": who, at whom, how and when.
type Look struct {
	Subject string
	At      clock.Instant
	Actor   string
	How     string
	Entry   id.Entry
}

// Looked lists who looked at the subjects, newest first. It is for the gate's callers, who have
// checked that their actor may know; reading it is itself recorded there.
func Looked(ctx context.Context, r store.Reader, limit int, subjects ...string) ([]Look, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	return store.Collect(ctx, r, lookedAt, func(row store.Scan) (l Look, err error) {
		err = row(&l.Subject, &l.At, &l.Actor, &l.How, &l.Entry)
		return l, err
	}, limit, store.List(subjects))
}
