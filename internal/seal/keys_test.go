package seal_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/seal/sealtest"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

var schemas = []store.Schema{seal.Schema}

const day = 24 * time.Hour

// house is a database with its keys and a clock that stands still.
type house struct {
	t     *testing.T
	db    *store.DB
	ring  seal.Ring
	clock *clock.Manual
	keys  *seal.Keys
}

func furnish(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, ring: sealtest.Ring(), clock: clock.NewManual(clock.NewDate(2026, 11, 2).At(9, 0))}
	h.restart()
	return h
}

// restart opens the keys anew, as another process would: nothing is in memory.
func (h *house) restart() {
	h.t.Helper()
	k, err := seal.Start(h.t.Context(), h.db, h.ring, h.clock)
	if err != nil {
		h.t.Fatal(err)
	}
	h.keys = k
}

func (h *house) write(fn func(ctx context.Context, u *store.Unit) error) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), store.Interactive, fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) read(fn func(ctx context.Context, s *store.Snapshot) error) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), fn); err != nil {
		h.t.Fatal(err)
	}
}

// seal makes a key and seals one text under it.
func (h *house) seal(key id.Key, plain string) (box []byte) {
	h.t.Helper()
	h.write(func(ctx context.Context, u *store.Unit) (err error) {
		if err := h.keys.NewKey(ctx, u, key, "person"); err != nil {
			return err
		}
		box, err = h.keys.Seal(ctx, u, key, name, "row of "+string(key), plain)
		return err
	})
	return box
}

func (h *house) open(key id.Key, box []byte) (plain string, v *seal.Value, err error) {
	v = name.Value("folder", "row of "+string(key), box)
	err = h.db.Read(h.t.Context(), func(ctx context.Context, s *store.Snapshot) error {
		plains, err := h.keys.OpenBatch(ctx, s, []*seal.Value{v})
		if err == nil {
			plain = plains[0]
		}
		return err
	})
	return plain, v, err
}

func (h *house) opens(key id.Key, box []byte, want string) {
	h.t.Helper()
	if got, _, err := h.open(key, box); err != nil || got != want {
		h.t.Errorf("opening the box of %s = %q, %v; want %q", key, got, err, want)
	}
}

func (h *house) isErased(key id.Key, box []byte) {
	h.t.Helper()
	if got, v, err := h.open(key, box); err != nil || got != "" || !v.Erased() {
		h.t.Errorf("opening what was erased = %q, erased %v, %v; want nothing and marked erased", got, v.Erased(), err)
	}
}

func both(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) { fn(t, furnish(t, db)) })
}

func TestSealedTextComesBack(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		box := h.seal("key1", "Marigold")
		if strings.Contains(string(box), "Marigold") {
			t.Error("the plaintext is in the box")
		}
		h.opens("key1", box, "Marigold")
		h.restart()
		h.opens("key1", box, "Marigold")

		v := name.Value("folder", "row of key1", box)
		if v.Key() != "key1" || v.Folder() != "folder" || v.Row() != "row of key1" || v.Column() != name || v.IsEmpty() {
			t.Errorf("the value reads its box wrongly: key %q", v.Key())
		}
		if _, _, err := h.open("another row", box); errs.KindOf(err) != errs.Internal {
			t.Errorf("a box in another row: %v, want Internal", err)
		}
		h.read(func(ctx context.Context, s *store.Snapshot) error {
			if box, err := h.keys.Seal(ctx, s, "key1", name, "r", ""); err != nil || box != nil {
				t.Errorf("sealing nothing = %v, %v; want no box", box, err)
			}
			if _, err := h.keys.Seal(ctx, s, "no such key", name, "r", "x"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("sealing under no key: %v, want NotFound", err)
			}
			return nil
		})
	})
}

func TestABatchIsOneStatement(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		var values []*seal.Value
		for n := range 50 {
			key := id.Key(fmt.Sprintf("key%02d", n))
			values = append(values, name.Value("folder", "row of "+string(key), h.seal(key, fmt.Sprint("text ", n))))
		}
		values = append(values, name.Value("folder", "empty", nil))
		h.restart()
		for _, want := range []int64{1, 0} { // the second time every key is in memory
			ctx, counts := store.Counting(t.Context())
			var plains []string
			err := h.db.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
				plains, err = h.keys.OpenBatch(ctx, s, values)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if counts.Statements != want || counts.Opens != 51 {
				t.Errorf("opening 51 values: %d statements and %d opens, want %d and 51", counts.Statements, counts.Opens, want)
			}
			for n, plain := range plains[:50] {
				if plain != fmt.Sprint("text ", n) {
					t.Errorf("plaintext %d = %q", n, plain)
				}
			}
			if values[0].IsOpen() {
				t.Error("OpenBatch must not mark a value open")
			}
		}
		ctx, counts := store.Counting(t.Context())
		err := h.db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
			if err := h.keys.NewKey(ctx, u, "one more", "folder"); err != nil {
				return err
			}
			_, err := h.keys.Seal(ctx, u, "one more", name, "r", "x")
			return err
		})
		if err != nil || counts.Statements != 1 {
			t.Errorf("a new key and a box: %d statements, %v; want 1", counts.Statements, err)
		}
	})
}

func TestARolledBackKeyIsNoKey(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		stop := errors.New("stop")
		err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			if err := h.keys.NewKey(ctx, u, "key1", "person"); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		box := h.seal("key1", "second") // the same id again, as when a unit of work runs twice
		h.opens("key1", box, "second")
		h.restart()
		h.opens("key1", box, "second")
	})
}

func TestBlindKeys(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		k := h.keys
		a := k.Blind("name+born", "ashdown", "1980-01-02")
		type keyOf struct {
			what string
			key  int64
		}
		for _, other := range []keyOf{
			{"another rule", k.Blind("name", "ashdown", "1980-01-02")},
			{"another part", k.Blind("name+born", "ashdown", "1980-01-03")},
			{"parts joined otherwise", k.Blind("name+born", "ashdown1", "980-01-02")},
			{"one part", k.Blind("name+born", "ashdown1980-01-02")},
			{"an empty part more", k.Blind("name+born", "ashdown", "1980-01-02", "")},
			{"the rule run into the parts", k.Blind("name+bornashdown", "1980-01-02")},
			{"the do-not-contact register", k.BlindNoContact("name+born", "ashdown", "1980-01-02")},
		} {
			if other.key == a {
				t.Errorf("%s gives the same key", other.what)
			}
		}
		n := k.BlindNoContact("phone", "+441632960001")
		h.clock.Advance(7 * day)
		if _, err := k.Rotate(t.Context(), h.db); err != nil {
			t.Fatal(err)
		}
		h.restart()
		if h.keys.Blind("name+born", "ashdown", "1980-01-02") != a || h.keys.BlindNoContact("phone", "+441632960001") != n {
			t.Error("look-up keys must stay what they are through epochs and restarts")
		}
		other := furnish(t, storetest.Open(t, store.SQLite, schemas...))
		if other.keys.Blind("name+born", "ashdown", "1980-01-02") == a {
			t.Error("two databases have the same look-up key")
		}
		err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error { return h.keys.Erase(ctx, u, "lookup") })
		if errs.KindOf(err) != errs.Forbidden {
			t.Errorf("erasing the look-up key: %v, want Forbidden", err)
		}
		h.read(func(ctx context.Context, s *store.Snapshot) error {
			if _, err := h.keys.Seal(ctx, s, "lookup", name, "r", "x"); errs.KindOf(err) != errs.NotFound {
				t.Errorf("sealing under the look-up key: %v, want NotFound", err)
			}
			return nil
		})
	})
}

func TestDigestsAreKeyed(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.seal("key1", "x")
		h.seal("key2", "x")
		digest := func(key id.Key, row, plain string) (d string) {
			h.read(func(ctx context.Context, s *store.Snapshot) (err error) {
				d, err = h.keys.Digest(ctx, s, key, name, row, plain)
				return err
			})
			return d
		}
		a := digest("key1", "r", "yes")
		if a != digest("key1", "r", "yes") || len(a) != 32 {
			t.Errorf("a digest must be the same for the same text: %q", a)
		}
		got := []bool{a == digest("key2", "r", "yes"), a == digest("key1", "s", "yes"), a == digest("key1", "r", "no")}
		if diff := cmp.Diff([]bool{false, false, false}, got); diff != "" {
			t.Errorf("digests equal under another key, row, text (-want +got):\n%s", diff)
		}
	})
}

// TestManyAtOnce runs new keys, openings, erasures and epochs together: nothing sealed by a unit
// of work that committed may be lost. Run with -race it also finds unguarded memory.
func TestManyAtOnce(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		var mu sync.Mutex
		boxes, gone := map[id.Key][]byte{}, map[id.Key]bool{}
		var group sync.WaitGroup
		for w := range 4 {
			group.Go(func() {
				for n := range 25 {
					key := id.Key(fmt.Sprintf("key-%d-%d", w, n))
					var box []byte
					err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) (err error) {
						if err := h.keys.NewKey(ctx, u, key, "person"); err != nil {
							return err
						}
						box, err = h.keys.Seal(ctx, u, key, name, "row of "+string(key), string(key))
						return err
					})
					if err != nil {
						t.Errorf("sealing %s: %v", key, err)
						return
					}
					if n%5 == 0 {
						err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
							return h.keys.Erase(ctx, u, key)
						})
						if err != nil {
							t.Errorf("erasing %s: %v", key, err)
							return
						}
					}
					mu.Lock()
					boxes[key], gone[key] = box, n%5 == 0
					mu.Unlock()
				}
			})
		}
		group.Go(func() {
			for range 3 {
				if err := h.keys.NewEpoch(t.Context(), h.db); err != nil {
					t.Errorf("a new epoch: %v", err)
				}
			}
		})
		group.Wait()
		for range 2 {
			for key, box := range boxes {
				if gone[key] {
					h.isErased(key, box)
				} else {
					h.opens(key, box, string(key))
				}
			}
			h.restart()
		}
	})
}
