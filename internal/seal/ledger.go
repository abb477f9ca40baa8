package seal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Erasure is one line of the ledger: a key that was destroyed. It names nobody.
type Erasure struct {
	Key id.Key        `json:"key"`
	At  clock.Instant `json:"at"`
}

// Erasures lists the ledger, oldest first.
func Erasures(ctx context.Context, r store.Reader) ([]Erasure, error) {
	return store.Collect(ctx, r, allErasures, func(row store.Scan) (e Erasure, err error) {
		err = row(&e.Key, &e.At)
		return e, err
	})
}

// ReplayErasures erases again, in a database restored from a copy, what a newer ledger says was
// erased, and tells how many keys that were still there it destroyed. A restore runs it before it
// serves anything.
func (k *Keys) ReplayErasures(ctx context.Context, w store.Writer, ledger []Erasure) (int, error) {
	done := 0
	for _, e := range ledger {
		switch err := k.erase(ctx, w, e.Key, e.At); {
		case err == nil:
			done++
		case errs.KindOf(err) == errs.NotFound: // it was gone already; the ledger must still say so
			if _, err := store.Exec(ctx, w, addErasure, e.Key, e.At); err != nil {
				return 0, err
			}
		default:
			return 0, err
		}
	}
	return done, nil
}

// WriteErasures keeps a copy of the ledger in a file beside the key ring, where a restore of an
// older database finds it.
func WriteErasures(path string, ledger []Erasure) error {
	data, err := json.MarshalIndent(ledger, "", " ")
	if err != nil {
		return fmt.Errorf("writing the ledger of erasures: %w", err)
	}
	return WriteDurably(path, data)
}

// ReadErasures reads what WriteErasures kept; nothing when there is no such file yet.
func ReadErasures(path string) ([]Erasure, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the ledger of erasures: %w", err)
	}
	var ledger []Erasure
	if err := json.Unmarshal(data, &ledger); err != nil {
		return nil, errs.New(errs.Invalid, path+" is not a ledger of erasures: put back the one kept beside the key ring")
	}
	return ledger, nil
}
