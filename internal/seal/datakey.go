package seal

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"math/big"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// keyRow is a data key as stored, with its drawer.
type keyRow struct {
	id      id.Key
	kind    string
	wrapped []byte
	madeAt  int64
	drawer  drawerRow
}

// NewKey makes a data key under an id from the unit of work, in a drawer chosen at random. It is
// one statement, or three when the drawer was given a new key since this process last saw it.
func (k *Keys) NewKey(ctx context.Context, w store.Writer, key id.Key, kind string) error {
	if key == "" || key == lookupKey || kind == "" || kind == kindLookup {
		return errs.New(errs.Internal, "a data key needs an id and a kind of its own")
	}
	no, err := rand.Int(k.random, big.NewInt(drawerCount))
	if err != nil {
		return fmt.Errorf("choosing a drawer: %w", err)
	}
	k.mu.Lock()
	d, known := k.drawers[no.Int64()]
	k.mu.Unlock()
	for try := 0; ; try++ {
		if !known || try > 0 {
			row, err := store.One(ctx, w, oneDrawer, scanDrawer, no.Int64())
			if err != nil {
				return err
			}
			if d, _, err = k.openDrawer(ctx, row); err != nil {
				return err
			}
			k.keepDrawer(d)
		}
		dk, err := k.insertKey(ctx, w, key, kind, d)
		if err != nil {
			return err
		}
		if dk != nil {
			k.cache.add(key, dk, k.clock.Now())
			return nil
		}
		if try > 0 {
			return errs.New(errs.Internal, "the drawer changed within one unit of work")
		}
	}
}

// insertKey draws a data key and stores it wrapped; nil when the drawer no longer has the key d.
func (k *Keys) insertKey(ctx context.Context, w store.Writer, key id.Key, kind string, d drawer) (*dataKey, error) {
	secret := make([]byte, keySize)
	if _, err := io.ReadFull(k.random, secret); err != nil {
		return nil, fmt.Errorf("drawing a data key: %w", err)
	}
	row := keyRow{id: key, kind: kind, drawer: drawerRow{id: d.id}}
	wrapped, err := wrap(d.aead, k.random, secret, row.about()...)
	if err != nil {
		return nil, err
	}
	n, err := store.Exec(ctx, w, addKey, key, kind, wrapped, k.clock.Now(), d.id, d.mark)
	if err != nil || n == 0 {
		return nil, err
	}
	return newDataKey(secret)
}

// about is what a data key's wrap is bound to.
func (r keyRow) about() []string {
	return []string{"golden thread data key", string(r.id), r.kind, fmt.Sprint(r.drawer.id)}
}

// Load takes keys into memory for the Seal, OpenBatch and Digest calls that follow: one statement
// for those not there yet, none when all are. A key that does not exist is passed over; the use of
// it fails.
func (k *Keys) Load(ctx context.Context, r store.Reader, keys ...id.Key) error {
	_, err := k.fetch(ctx, r, keys)
	return err
}

// maxLoad bounds one statement's list of keys.
const maxLoad = 8192

// fetch gives the keys that exist, from memory or the database.
func (k *Keys) fetch(ctx context.Context, r store.Reader, keys []id.Key) (map[id.Key]*dataKey, error) {
	now := k.clock.Now()
	have := make(map[id.Key]*dataKey, len(keys))
	asked := make(map[id.Key]bool, len(keys))
	var want []id.Key
	for _, key := range keys {
		if key == "" || key == lookupKey || asked[key] {
			continue
		}
		asked[key] = true
		if dk, ok := k.cache.get(key, now); ok {
			have[key] = dk
		} else {
			want = append(want, key)
		}
	}
	for len(want) > 0 {
		n := min(len(want), maxLoad)
		rows, err := store.Collect(ctx, r, loadKeys, scanKey, store.List(want[:n]))
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			secret, err := k.openKey(ctx, row)
			if err != nil {
				return nil, err
			}
			if have[row.id], err = newDataKey(secret); err != nil {
				return nil, err
			}
			k.cache.add(row.id, have[row.id], now)
		}
		want = want[n:]
	}
	return have, nil
}

// openKey unwraps a data key: its drawer's key first.
func (k *Keys) openKey(ctx context.Context, row keyRow) ([]byte, error) {
	d, err := k.drawerOf(ctx, row.drawer)
	if err != nil {
		return nil, err
	}
	secret, err := unwrap(d.aead, row.wrapped, row.about()...)
	return secret, errs.Wrap(errs.Internal, "opening data key "+string(row.id), err)
}

// drawerOf gives a drawer's key, from memory when its mark shows that it is still the one.
func (k *Keys) drawerOf(ctx context.Context, row drawerRow) (drawer, error) {
	k.mu.Lock()
	d, ok := k.drawers[row.id]
	k.mu.Unlock()
	if ok && d.mark == row.mark {
		return d, nil
	}
	d, _, err := k.openDrawer(ctx, row)
	return d, err
}

func scanKey(row store.Scan) (r keyRow, err error) {
	err = row(&r.id, &r.kind, &r.wrapped, &r.drawer.id, &r.drawer.epoch, &r.drawer.mark, &r.drawer.wrapped)
	return r, err
}
