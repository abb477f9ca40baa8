package intake

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// One gives one file with its sums. Those who may see [Latest] may. Fails with errs.NotFound.
func One(ctx context.Context, v gate.Reader, b id.Batch) (Batch, error) { return batchFor(ctx, v, b) }
