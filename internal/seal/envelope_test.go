package seal

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/id"
)

var (
	boxA = Register("seal_box_test", "a", access.Identity)
	boxB = Register("seal_box_test", "b", access.Identity)
	boxC = Register("seal_box_test2", "a", access.Identity)
)

// What version 1 of boxes and wraps looks like; see TestKnownAnswer.
const (
	knownBox  = "01056b65792d317477656c7665206279746573a651668406d6d859350c845f413e52967c064e1e8bf44754b51aa0a8f2acfbf6"
	knownWrap = "017477656c766520627974657356a48322b6c5d2f0be567e7f276fe89fdfa0833d48715e901d12ae474bacbfecae2b072bb8e8f3cdca757f7c7d77d65f"
)

// TestKnownAnswer holds the form of boxes and wraps for ever: what was sealed by any version must
// open. A new form gets a new version and a case of its own here; this one is never edited.
func TestKnownAnswer(t *testing.T) {
	secret := bytes.Repeat([]byte{7}, keySize)
	nonce := bytes.NewReader([]byte("twelve bytes"))
	dk, err := newDataKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	box, err := sealBox(dk.aead, nonce, boxA, "row-1", "key-1", "Marigold Ashdown")
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(box); got != knownBox {
		t.Errorf("the box of version 1 = %s, want %s", got, knownBox)
	}
	plain, err := openBox(dk.aead, boxA, "row-1", box)
	if err != nil || plain != "Marigold Ashdown" {
		t.Errorf("openBox = %q, %v", plain, err)
	}
	under, err := newAEAD(bytes.Repeat([]byte{9}, keySize))
	if err != nil {
		t.Fatal(err)
	}
	wrapped, err := wrap(under, bytes.NewReader([]byte("twelve bytes")), secret, drawerRow{id: 3, epoch: 2, mark: -5}.about()...)
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(wrapped); got != knownWrap {
		t.Errorf("the wrap of version 1 = %s, want %s", got, knownWrap)
	}
}

// TestBoxesOpenOnlyInTheirPlace tries 10,000 random swaps and flipped bits; every one is refused.
func TestBoxesOpenOnlyInTheirPlace(t *testing.T) {
	rnd := randomReader{rand.New(rand.NewPCG(1, 2))}
	type cell struct {
		key id.Key
		col Column
		row string
		box []byte
	}
	keys := map[id.Key]*dataKey{}
	var cells []cell
	for k := range 5 {
		key := id.Key(fmt.Sprintf("key%d", k))
		dk, err := newDataKey(random(t, rnd, keySize))
		if err != nil {
			t.Fatal(err)
		}
		keys[key] = dk
		for _, col := range []Column{boxA, boxB, boxC} {
			for r := range 8 {
				c := cell{key: key, col: col, row: fmt.Sprintf("row%d of %s", r, key)}
				if c.box, err = sealBox(dk.aead, rnd, col, c.row, key, fmt.Sprintf("text %d", r)); err != nil {
					t.Fatal(err)
				}
				cells = append(cells, c)
			}
		}
	}
	refused := 0
	for n := range 10_000 {
		at := cells[rnd.IntN(len(cells))]
		box := bytes.Clone(at.box)
		if n%2 == 0 {
			other := cells[rnd.IntN(len(cells))]
			if other.col == at.col && other.row == at.row {
				refused++ // the same cell drawn twice: nothing was swapped
				continue
			}
			box = other.box
		} else {
			bit := rnd.IntN(len(box) * 8)
			box[bit/8] ^= 1 << (bit % 8)
		}
		// Under the key the box names, as OpenBatch does, and under the cell's own.
		named, _ := boxKey(box)
		opened := false
		for _, dk := range []*dataKey{keys[named], keys[at.key]} {
			if dk != nil {
				_, err := openBox(dk.aead, at.col, at.row, box)
				opened = opened || err == nil
			}
		}
		if opened {
			t.Errorf("try %d: a box opened where it does not belong", n)
		} else {
			refused++
		}
	}
	if refused != 10_000 {
		t.Errorf("%d of 10,000 refused, want all", refused)
	}
}

func TestDamagedBoxesAreRefused(t *testing.T) {
	dk, err := newDataKey(bytes.Repeat([]byte{7}, keySize))
	if err != nil {
		t.Fatal(err)
	}
	good, err := sealBox(dk.aead, bytes.NewReader(make([]byte, 12)), boxA, "r", "k", "x")
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n < len(good); n++ {
		if _, err := openBox(dk.aead, boxA, "r", good[:n]); err == nil {
			t.Errorf("the first %d bytes of a box opened", n)
		}
	}
	for _, box := range [][]byte{{2}, {1, 0}, {1, 255}, append([]byte{2}, good[1:]...)} {
		if _, err := boxKey(box); err == nil {
			t.Errorf("boxKey(%x) found a key", box)
		}
	}
	if plain, err := openBox(dk.aead, boxA, "r", nil); err != nil || plain != "" {
		t.Errorf("an empty box = %q, %v; want nothing", plain, err)
	}
}

func random(t *testing.T, from io.Reader, n int) []byte {
	t.Helper()
	b := make([]byte, n)
	if _, err := io.ReadFull(from, b); err != nil {
		t.Fatal(err)
	}
	return b
}

type randomReader struct{ *rand.Rand }

func (r randomReader) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return len(b), nil
}
