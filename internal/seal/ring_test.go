package seal_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/internal/errs"
	"goldenthread/internal/seal"
)

func ringFiles(t *testing.T) (path, second string) {
	t.Helper()
	dir := t.TempDir()
	return filepath.Join(dir, "keys", "ring.json"), filepath.Join(dir, "other disk", "ring.json")
}

func openRing(t *testing.T, path, second string) *seal.FileRing {
	t.Helper()
	r, err := seal.OpenRing(path, second)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func addEpochs(t *testing.T, r seal.Ring, numbers ...int64) {
	t.Helper()
	for _, n := range numbers {
		if err := r.Add(t.Context(), seal.Epoch{ID: n, MadeAt: 1, Key: bytes.Repeat([]byte{byte(n)}, 32)}); err != nil {
			t.Fatal(err)
		}
	}
}

func numbers(t *testing.T, r seal.Ring) string {
	t.Helper()
	list, err := r.Epochs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []int64
	for _, e := range list {
		if !bytes.Equal(e.Key, bytes.Repeat([]byte{byte(e.ID)}, 32)) {
			t.Errorf("epoch %d has the wrong key", e.ID)
		}
		out = append(out, e.ID)
	}
	return fmt.Sprint(out)
}

func TestTheRingIsInBothCopies(t *testing.T) {
	path, second := ringFiles(t)
	r := openRing(t, path, second)
	addEpochs(t, r, 1, 2, 3)
	if err := r.Add(t.Context(), seal.Epoch{ID: 2, Key: make([]byte, 32)}); errs.KindOf(err) != errs.Conflict {
		t.Errorf("adding an epoch twice: %v, want Conflict", err)
	}
	if err := r.Destroy(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if err := r.Add(t.Context(), seal.Epoch{ID: 1, Key: make([]byte, 32)}); errs.KindOf(err) != errs.Conflict {
		t.Errorf("adding a destroyed epoch: %v, want Conflict", err)
	}
	a, errA := os.ReadFile(path)
	b, errB := os.ReadFile(second)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("the two copies differ: %v %v", errA, errB)
	}
	for _, p := range []string{path, second} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, want mode 0600", filepath.Base(p), err)
		}
	}
	if got := numbers(t, openRing(t, path, second)); got != "[2 3]" {
		t.Errorf("opened again the ring holds %s, want [2 3]", got)
	}
	if leftovers, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".ring*")); len(leftovers) > 0 {
		t.Errorf("temporary files were left: %v", leftovers)
	}
}

func TestADamagedCopyIsMadeGood(t *testing.T) {
	for _, tc := range []struct {
		name  string
		spoil func(t *testing.T, path string)
	}{
		{"missing", func(t *testing.T, p string) { must(t, os.Remove(p)) }},
		{"empty", func(t *testing.T, p string) { must(t, os.WriteFile(p, nil, 0o600)) }},
		{"cut in half", func(t *testing.T, p string) { must(t, os.Truncate(p, 60)) }},
		{"a key altered", func(t *testing.T, p string) {
			b, err := os.ReadFile(p)
			must(t, err)
			must(t, os.WriteFile(p, []byte(strings.Replace(string(b), `"AQEB`, `"AQEC`, 1)), 0o600))
		}},
	} {
		for which := range 2 {
			t.Run(fmt.Sprintf("%s %d", tc.name, which), func(t *testing.T) {
				path, second := ringFiles(t)
				addEpochs(t, openRing(t, path, second), 1, 2)
				tc.spoil(t, []string{path, second}[which])
				if got := numbers(t, openRing(t, path, second)); got != "[1 2]" {
					t.Errorf("the ring holds %s, want [1 2]", got)
				}
				a, _ := os.ReadFile(path)
				b, _ := os.ReadFile(second)
				if len(a) == 0 || !bytes.Equal(a, b) {
					t.Error("the bad copy was not made good")
				}
			})
		}
	}
}

func TestWhatARingRefuses(t *testing.T) {
	t.Run("both copies damaged", func(t *testing.T) {
		path, second := ringFiles(t)
		addEpochs(t, openRing(t, path, second), 1)
		must(t, os.WriteFile(path, []byte("{"), 0o600))
		must(t, os.WriteFile(second, []byte("{"), 0o600))
		if _, err := seal.OpenRing(path, second); errs.KindOf(err) != errs.Unavailable {
			t.Errorf("OpenRing = %v, want Unavailable", err)
		}
	})
	t.Run("others may read it", func(t *testing.T) {
		path, second := ringFiles(t)
		openRing(t, path, second)
		must(t, os.Chmod(path, 0o644))
		if _, err := seal.OpenRing(path, second); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("OpenRing = %v, want Forbidden", err)
		}
	})
	t.Run("copies of two rings", func(t *testing.T) {
		path, second := ringFiles(t)
		addEpochs(t, openRing(t, path, second), 1)
		stray, strayToo := ringFiles(t)
		must(t, openRing(t, stray, strayToo).Add(t.Context(), seal.Epoch{ID: 1, Key: make([]byte, 32)}))
		must(t, os.Rename(stray, second))
		if _, err := seal.OpenRing(path, second); errs.KindOf(err) != errs.Conflict {
			t.Errorf("OpenRing = %v, want Conflict", err)
		}
	})
	t.Run("no second copy", func(t *testing.T) {
		path, _ := ringFiles(t)
		for _, second := range []string{"", path, filepath.Dir(path) + "/./ring.json"} {
			if _, err := seal.OpenRing(path, second); errs.KindOf(err) != errs.Invalid {
				t.Errorf("OpenRing(second %q) = %v, want Invalid", second, err)
			}
		}
	})
}

func TestAnOlderSecondCopyRevivesNothing(t *testing.T) {
	path, second := ringFiles(t)
	r := openRing(t, path, second)
	addEpochs(t, r, 1, 2)
	old, err := os.ReadFile(second)
	must(t, err)
	must(t, r.Destroy(t.Context(), 1))
	must(t, os.WriteFile(second, old, 0o600))
	if got := numbers(t, openRing(t, path, second)); got != "[2]" {
		t.Errorf("the ring holds %s, want [2]", got)
	}
	if b, _ := os.ReadFile(second); bytes.Equal(b, old) {
		t.Error("the older copy was not overwritten")
	}
}

func TestTheLedgerHasTwoCopies(t *testing.T) {
	path, second := filepath.Join(t.TempDir(), "ring"), filepath.Join(t.TempDir(), "ring")
	first, other := filepath.Join(filepath.Dir(path), "erased.json"), filepath.Join(filepath.Dir(second), "erased.json")
	r := openRing(t, path, second)
	if got, err := r.Erasures(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("the ledger of a new ring = %v, %v; want it empty and there", got, err)
	}
	want := []seal.Erasure{{Key: "a", At: 1, Done: true}, {Key: "b", At: 2}}
	must(t, r.ChangeErasures(t.Context(), func(ledger []seal.Erasure) []seal.Erasure { return append(ledger, want...) }))
	known := func(what string) {
		t.Helper()
		if got, err := openRing(t, path, second).Erasures(t.Context()); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: the ledger = %v, %v; want %v", what, got, err, want)
		}
	}
	known("written")
	must(t, os.Remove(first))
	known("the first copy gone")
	must(t, os.WriteFile(first, []byte("x"), 0o600))
	known("the first copy damaged")
	must(t, r.ChangeErasures(t.Context(), func(ledger []seal.Erasure) []seal.Erasure { return ledger }))
	must(t, os.Remove(other))
	known("made good from the second, which is gone now")
	must(t, os.WriteFile(first, []byte("x"), 0o600))
	if _, err := r.Erasures(t.Context()); errs.KindOf(err) != errs.Invalid {
		t.Errorf("no copy that can be read: %v, want Invalid", err)
	}
	must(t, os.Remove(first))
	if _, err := openRing(t, path, second).Erasures(t.Context()); errs.KindOf(err) != errs.NotFound {
		t.Errorf("no copy at all, beside a ring that was used: %v, want NotFound and not a new one", err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
