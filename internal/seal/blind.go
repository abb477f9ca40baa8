package seal

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// The look-up secret is a data key like any other, but for its fixed id: it is wrapped again with
// its drawer and its epoch, never changes, and is never erased.
const (
	lookupKey  id.Key = "lookup"
	kindLookup string = "lookup"
)

// Blind gives the look-up key of a canonical text under a rule: the first 64 bits of an HMAC under
// a secret. The same rule and parts give the same key for ever; without the secret a key tells
// nothing. Never use it on a bare surname: see the matching rules.
func (k *Keys) Blind(rule string, parts ...string) int64 { return blind(k.blind, rule, parts) }

// BlindNoContact is Blind for the do-not-contact register, under a secret of its own: its keys
// outlive an erasure and must not be comparable with those of person look-up.
func (k *Keys) BlindNoContact(rule string, parts ...string) int64 {
	return blind(k.noContact, rule, parts)
}

func blind(secret []byte, rule string, parts []string) int64 {
	mac := hmac.New(sha256.New, secret)
	mac.Write(associated(rule))
	mac.Write(associated(parts...))
	return int64(binary.BigEndian.Uint64(mac.Sum(nil)))
}

// readLookup derives the two look-up secrets.
func (k *Keys) readLookup(ctx context.Context, r store.Reader) error {
	rows, err := store.Collect(ctx, r, loadKeys, scanKey, store.List([]id.Key{lookupKey}))
	if err != nil {
		return err
	}
	if len(rows) != 1 {
		return errs.New(errs.Internal, "the look-up key is missing from the database: restore a copy")
	}
	secret, err := k.openKey(ctx, rows[0])
	if err != nil {
		return err
	}
	if k.blind, err = derive(secret, "blind"); err != nil {
		return err
	}
	k.noContact, err = derive(secret, "no contact")
	return err
}
