package seal

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Seal makes the box to store in a column of a row, under a data key. Nothing is stored for "".
// The key is read if it is not in memory; errs.NotFound if there is none.
func (k *Keys) Seal(ctx context.Context, r store.Reader, key id.Key, col Column, row, plain string) ([]byte, error) {
	if col.IsZero() || row == "" {
		return nil, errs.New(errs.Internal, "a box needs a registered column and a row")
	}
	if plain == "" {
		return nil, nil
	}
	dk, err := k.one(ctx, r, key)
	if err != nil {
		return nil, err
	}
	box, err := sealBox(dk.aead, k.random, col, row, key, plain)
	return box, errs.Wrap(errs.Internal, "sealing "+col.Name(), err)
}

// OpenBatch gives the plaintexts of values, in their order. It checks nothing and records nothing:
// that is the gate's work, which then hands them on with [Opened] or, for the machine's own
// reading, keeps them to itself. It runs at most one statement for the keys not in memory. What
// was erased gives "" and is marked so; a damaged box, or a key that is missing without having
// been erased, is errs.Internal.
func (k *Keys) OpenBatch(ctx context.Context, r store.Reader, values []*Value) ([]string, error) {
	keys := make([]id.Key, 0, len(values))
	for _, v := range values {
		if !v.IsEmpty() {
			keys = append(keys, v.key)
		}
	}
	have, err := k.fetch(ctx, r, keys)
	if err != nil {
		return nil, err
	}
	erased, err := k.erasedOf(ctx, r, keys, have)
	if err != nil {
		return nil, err
	}
	plains := make([]string, len(values))
	for i, v := range values {
		switch {
		case v.IsEmpty():
		case v.key == "":
			return nil, broken(v)
		case erased[v.key]:
			v.erased = true
		case have[v.key] == nil:
			return nil, errs.New(errs.Internal, "there is no key for "+v.column.Name()+" of row "+v.row)
		default:
			if plains[i], err = openBox(have[v.key].aead, v.column, v.row, v.box); err != nil {
				return nil, broken(v)
			}
		}
	}
	store.CountOpens(ctx, len(values))
	return plains, nil
}

func broken(v *Value) error {
	return errs.Wrap(errs.Internal, fmt.Sprintf("opening %s of row %s", v.column.Name(), v.row), errBroken)
}

// erasedOf tells which of the keys that were not found are in the ledger of erasures.
func (k *Keys) erasedOf(ctx context.Context, r store.Reader, keys []id.Key, have map[id.Key]*dataKey) (map[id.Key]bool, error) {
	var missing []id.Key
	for _, key := range keys {
		if key != "" && key != lookupKey && have[key] == nil {
			missing = append(missing, key)
		}
	}
	erased := map[id.Key]bool{}
	for len(missing) > 0 {
		n := min(len(missing), maxLoad)
		list, err := store.Collect(ctx, r, erasedAmong, store.Value[id.Key], store.List(missing[:n]))
		if err != nil {
			return nil, err
		}
		for _, key := range list {
			erased[key] = true
		}
		missing = missing[n:]
	}
	return erased, nil
}

// Digest gives a keyed digest of a field's plaintext under the subject's own key, for the before
// and after of an audit entry: equal when the text is equal, and meaningless once she is erased.
func (k *Keys) Digest(ctx context.Context, r store.Reader, key id.Key, col Column, row, plain string) (string, error) {
	dk, err := k.one(ctx, r, key)
	if err != nil {
		return "", err
	}
	mac := hmac.New(sha256.New, dk.digest)
	mac.Write(associated(col.Table(), col.Column(), row, plain))
	return hex.EncodeToString(mac.Sum(nil)[:16]), nil
}

func (k *Keys) one(ctx context.Context, r store.Reader, key id.Key) (*dataKey, error) {
	have, err := k.fetch(ctx, r, []id.Key{key})
	if err != nil {
		return nil, err
	}
	if have[key] == nil {
		return nil, errs.New(errs.NotFound, "there is no such data key")
	}
	return have[key], nil
}
