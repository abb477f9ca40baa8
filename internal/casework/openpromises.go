package casework

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// OpenPromises lists the promises of a folder that are neither kept nor withdrawn, soonest first, with
// their words closed. It is for commands that settle what is open before they do something else; they take
// their own decision.
func OpenPromises(ctx context.Context, q gate.Reader, f id.Folder) ([]Promise, error) {
	return openPromises(ctx, q, f)
}
