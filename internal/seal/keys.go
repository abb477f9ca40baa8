package seal

import (
	"context"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/store"
)

// drawerCount is how many drawers there are. With a million people a drawer holds a thousand keys:
// few enough to wrap again in one short transaction when one of them is erased.
const drawerCount = 1024

// Keys opens and makes boxes. It is safe for several goroutines. Make it with [Start].
type Keys struct {
	ring   Ring
	clock  clock.Clock
	random io.Reader

	mu      sync.Mutex
	epochs  map[int64]cipher.AEAD
	drawers map[int64]drawer // for new keys; checked by mark when used
	cache   *cache

	blind, noContact []byte // set once, by Start
}

// drawer is an unwrapped drawer key. Its mark tells whether the drawer still has it.
type drawer struct {
	id   int64
	mark int64
	aead cipher.AEAD
}

// drawerRow is a drawer as stored.
type drawerRow struct {
	id, epoch, mark int64
	wrapped         []byte
}

// dataKey is an unwrapped data key: one key for boxes and one for digests are derived from it.
type dataKey struct {
	aead   cipher.AEAD
	digest []byte
}

// Start makes the first epoch, the drawers and the look-up key in a database that has none yet, and
// reads what every box needs. Call it once the schema is there. A ring that lacks the key of an
// epoch in use is refused with errs.Unavailable: nothing would open.
func Start(ctx context.Context, db *store.DB, ring Ring, clk clock.Clock) (*Keys, error) {
	k := &Keys{
		ring: ring, clock: clk, random: rand.Reader,
		epochs: map[int64]cipher.AEAD{}, drawers: map[int64]drawer{}, cache: newCache(cacheSize),
	}
	if err := k.prepare(ctx, db); err != nil {
		return nil, err
	}
	return k, db.Read(ctx, func(ctx context.Context, s *store.Snapshot) error { return k.ready(ctx, s) })
}

// prepare furnishes an empty database. The epoch's key is in the ring before anything is wrapped by it.
func (k *Keys) prepare(ctx context.Context, db *store.DB) error {
	empty := false
	err := db.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
		empty, err = noDrawers(ctx, s)
		return err
	})
	if err != nil || !empty {
		return err
	}
	epoch, aead, err := k.addToRing(ctx, 0)
	if err != nil {
		return err
	}
	return db.Write(ctx, store.Bulk, func(ctx context.Context, u *store.Unit) error {
		if still, err := noDrawers(ctx, u); err != nil || !still {
			return err // another process furnished it meanwhile
		}
		rows := make([]drawerRow, 0, drawerCount)
		var first drawer
		for no := range int64(drawerCount) {
			d, row, err := k.newDrawer(no, epoch.ID, aead)
			if err != nil {
				return err
			}
			if no == 0 {
				first = d
			}
			rows = append(rows, row)
		}
		if err := putDrawerRows(ctx, u, rows); err != nil {
			return err
		}
		if _, err := store.Exec(ctx, u, addEpoch, epoch.ID, epoch.MadeAt, clock.Never, clock.Never); err != nil {
			return err
		}
		_, err := k.insertKey(ctx, u, lookupKey, kindLookup, first)
		return err
	})
}

// InUse tells whether a database has records that open with a key ring only.
func InUse(ctx context.Context, r store.Reader) (bool, error) {
	empty, err := noDrawers(ctx, r)
	return !empty, err
}

func noDrawers(ctx context.Context, r store.Reader) (bool, error) {
	n, err := store.One(ctx, r, countDrawers, store.Value[int64])
	return n == 0, err
}

// ready reads the ring, every drawer and the look-up key.
func (k *Keys) ready(ctx context.Context, r store.Reader) error {
	if err := k.readRing(ctx); err != nil {
		return err
	}
	rows, err := store.Collect(ctx, r, allDrawers, scanDrawer)
	if err != nil {
		return err
	}
	for _, row := range rows {
		d, _, err := k.openDrawer(ctx, row)
		if err != nil {
			return err
		}
		k.keepDrawer(d)
	}
	return k.readLookup(ctx, r)
}

// readRing takes the ring's keys into memory, and forgets those no longer in it.
func (k *Keys) readRing(ctx context.Context) error {
	list, err := k.ring.Epochs(ctx)
	if err != nil {
		return err
	}
	epochs := make(map[int64]cipher.AEAD, len(list))
	for _, e := range list {
		if epochs[e.ID], err = newAEAD(e.Key); err != nil {
			return errs.Wrap(errs.Internal, fmt.Sprintf("reading epoch %d of the key ring", e.ID), err)
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.epochs = epochs
	return nil
}

// epoch gives the key of an epoch, reading the ring again when another process has added to it.
func (k *Keys) epoch(ctx context.Context, no int64) (cipher.AEAD, error) {
	if aead, ok := k.knownEpoch(no); ok {
		return aead, nil
	}
	if err := k.readRing(ctx); err != nil {
		return nil, err
	}
	if aead, ok := k.knownEpoch(no); ok {
		return aead, nil
	}
	return nil, errs.New(errs.Unavailable, fmt.Sprintf(
		"the key ring does not hold the key of epoch %d: put back the ring that belongs to this database; if this is a copy older than 35 days its key was destroyed, and a younger copy is needed", no))
}

func (k *Keys) knownEpoch(no int64) (cipher.AEAD, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	aead, ok := k.epochs[no]
	return aead, ok
}

// addToRing draws an epoch key with a number above every number used and makes it durable.
func (k *Keys) addToRing(ctx context.Context, above int64) (Epoch, cipher.AEAD, error) {
	list, err := k.ring.Epochs(ctx)
	if err != nil {
		return Epoch{}, nil, err
	}
	for _, e := range list {
		above = max(above, e.ID)
	}
	e := Epoch{ID: above + 1, MadeAt: k.clock.Now(), Key: make([]byte, keySize)}
	if _, err := io.ReadFull(k.random, e.Key); err != nil {
		return Epoch{}, nil, fmt.Errorf("drawing an epoch key: %w", err)
	}
	if err := k.ring.Add(ctx, e); err != nil {
		return Epoch{}, nil, err
	}
	aead, err := newAEAD(e.Key)
	if err != nil {
		return Epoch{}, nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.epochs[e.ID] = aead
	return e, aead, nil
}

// newDrawer draws a key and a mark for a drawer, and wraps the key under an epoch's.
func (k *Keys) newDrawer(no, epoch int64, under cipher.AEAD) (drawer, drawerRow, error) {
	var secret [keySize + 8]byte
	if _, err := io.ReadFull(k.random, secret[:]); err != nil {
		return drawer{}, drawerRow{}, fmt.Errorf("drawing a drawer key: %w", err)
	}
	row := drawerRow{id: no, epoch: epoch, mark: int64(binary.BigEndian.Uint64(secret[keySize:]))}
	aead, err := newAEAD(secret[:keySize])
	if err != nil {
		return drawer{}, drawerRow{}, err
	}
	row.wrapped, err = wrap(under, k.random, secret[:keySize], row.about()...)
	return drawer{id: no, mark: row.mark, aead: aead}, row, err
}

// openDrawer unwraps a drawer's key.
func (k *Keys) openDrawer(ctx context.Context, row drawerRow) (drawer, []byte, error) {
	under, err := k.epoch(ctx, row.epoch)
	if err != nil {
		return drawer{}, nil, err
	}
	secret, err := unwrap(under, row.wrapped, row.about()...)
	if err != nil {
		return drawer{}, nil, errs.Wrap(errs.Internal, fmt.Sprintf("opening drawer %d under epoch %d", row.id, row.epoch), err)
	}
	aead, err := newAEAD(secret)
	return drawer{id: row.id, mark: row.mark, aead: aead}, secret, err
}

// about is what a drawer's wrap is bound to.
func (d drawerRow) about() []string {
	return []string{"golden thread drawer", fmt.Sprint(d.id), fmt.Sprint(d.epoch), fmt.Sprint(d.mark)}
}

func (k *Keys) keepDrawer(d drawer) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.drawers[d.id] = d
}

// putDrawerRows stores drawers, 500 a statement.
func putDrawerRows(ctx context.Context, w store.Writer, drawers []drawerRow) error {
	rows := make([][]any, 0, len(drawers))
	for _, d := range drawers {
		rows = append(rows, []any{d.id, d.epoch, d.mark, d.wrapped})
	}
	return putRows(ctx, w, putDrawers, rows)
}

const maxRows = 500

func putRows(ctx context.Context, w store.Writer, s store.Statement, rows [][]any) error {
	for len(rows) > 0 {
		n := min(len(rows), maxRows)
		if _, err := store.Exec(ctx, w, s, store.Rows(rows[:n])); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// newDataKey derives from a secret the key for boxes and the key for digests.
func newDataKey(secret []byte) (*dataKey, error) {
	box, err := derive(secret, "box")
	if err != nil {
		return nil, err
	}
	aead, err := newAEAD(box)
	if err != nil {
		return nil, err
	}
	digest, err := derive(secret, "digest")
	return &dataKey{aead: aead, digest: digest}, err
}

// derive gives the key of one purpose. Secrets are uniform already, so expanding is enough.
func derive(secret []byte, purpose string) ([]byte, error) {
	key, err := hkdf.Expand(sha256.New, secret, "golden thread 1 "+purpose, keySize)
	if err != nil {
		return nil, fmt.Errorf("deriving a key: %w", err)
	}
	return key, nil
}

func scanDrawer(row store.Scan) (d drawerRow, err error) {
	err = row(&d.id, &d.epoch, &d.mark, &d.wrapped)
	return d, err
}
