package seal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"goldenthread/internal/clock"
)

// Epoch is one key of the ring. A retired epoch's key is kept for 28 days and then destroyed.
type Epoch struct {
	ID     int64
	MadeAt clock.Instant
	Key    []byte // 32 bytes
}

// check gives a few bytes from which a damaged key can be told, but not the key.
func (e Epoch) check() string {
	sum := sha256.Sum256(append([]byte("golden thread epoch check"), e.Key...))
	return hex.EncodeToString(sum[:8])
}

// Ring keeps the epoch keys, outside the database and outside every backup of it: a file with a
// second copy, or a vault.
type Ring interface {
	// Epochs lists the keys, oldest first.
	Epochs(ctx context.Context) ([]Epoch, error)
	// Add makes a key durable in every copy before it returns. An epoch that is there already is
	// refused with errs.Conflict: two keys of one number would lose data.
	Add(ctx context.Context, e Epoch) error
	// Destroy removes the keys up to and including an epoch from every copy, for good: a key of
	// that number or lower is never taken back.
	Destroy(ctx context.Context, through int64) error
	// Erasures lists the ledger of erasures kept beside the keys. errs.NotFound when it is missing.
	Erasures(ctx context.Context) ([]Erasure, error)
	// ChangeErasures makes a change to the ledger durable in every copy before it returns, holding off
	// others. A ledger that is missing is made.
	ChangeErasures(ctx context.Context, edit func([]Erasure) []Erasure) error
}
