package audit

import (
	"context"

	"goldenthread/internal/store"
)

// Begun tells whether the log has any entry: a database without one was never used.
func Begun(ctx context.Context, r store.Reader) (bool, error) {
	_, found, err := store.Find(ctx, r, anyEntry, scanEntryID)
	return found, err
}
