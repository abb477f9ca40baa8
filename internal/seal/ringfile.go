package seal

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// FileRing is a key ring in a file, with a second copy that should be on another disk. Each copy
// says which epochs were destroyed, so that an older copy put back beside a newer one revives
// nothing.
type FileRing struct {
	mu           sync.Mutex
	path, second string
}

type ringJSON struct {
	Version          int         `json:"version"`
	DestroyedThrough int64       `json:"destroyed_through"` // no epoch up to this one is ever taken back
	Epochs           []epochJSON `json:"epochs"`
}

type epochJSON struct {
	ID     int64         `json:"id"`
	MadeAt clock.Instant `json:"made_at"`
	Key    []byte        `json:"key"`
	Check  string        `json:"check"`
}

// OpenRing opens the ring at path, with its second copy. Where neither file exists an empty ring
// is made, with an empty ledger of erasures; where one is missing or damaged it is made good from the other. A file
// that others may read is refused.
func OpenRing(path, second string) (*FileRing, error) {
	if second == "" || filepath.Clean(path) == filepath.Clean(second) {
		return nil, errs.New(errs.Invalid, "the key ring needs a second copy in another place")
	}
	for _, p := range []string{path, second} {
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			return nil, fmt.Errorf("making the key ring's folder: %w", err)
		}
	}
	r := &FileRing{path: path, second: second}
	fresh := !isThere(path) && !isThere(second)
	if err := r.change(func(*ringJSON) error { return nil }); err != nil || !fresh {
		return r, err
	}
	return r, r.changeLedger(func(ledger []Erasure) []Erasure { return ledger })
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Epochs lists the keys in the ring, oldest first.
func (r *FileRing) Epochs(context.Context) ([]Epoch, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	state, _, err := r.load()
	if err != nil {
		return nil, err
	}
	list := make([]Epoch, 0, len(state.Epochs))
	for _, e := range state.Epochs {
		list = append(list, Epoch{ID: e.ID, MadeAt: e.MadeAt, Key: e.Key})
	}
	return list, nil
}

// Add makes a key durable in both copies.
func (r *FileRing) Add(_ context.Context, e Epoch) error {
	return r.change(func(s *ringJSON) error {
		taken := slices.ContainsFunc(s.Epochs, func(have epochJSON) bool { return have.ID == e.ID })
		if taken || e.ID <= s.DestroyedThrough {
			return errs.New(errs.Conflict, fmt.Sprintf("the key ring has had an epoch %d already", e.ID))
		}
		s.Epochs = append(s.Epochs, epochJSON{ID: e.ID, MadeAt: e.MadeAt, Key: e.Key, Check: e.check()})
		return nil
	})
}

// Destroy removes the keys up to and including an epoch from both copies.
func (r *FileRing) Destroy(_ context.Context, through int64) error {
	return r.change(func(s *ringJSON) error {
		s.DestroyedThrough = max(s.DestroyedThrough, through)
		return nil
	})
}

// change reads both copies, changes their union and writes both, holding off other processes.
func (r *FileRing) change(edit func(*ringJSON) error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	unlock, err := lockFile(r.path + ".lock")
	if err != nil {
		return err
	}
	defer unlock()
	state, asFound, err := r.load()
	if err != nil {
		return err
	}
	if err := edit(&state); err != nil {
		return err
	}
	state.tidy()
	data, err := json.MarshalIndent(state, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the key ring: %w", err)
	}
	for i, p := range []string{r.path, r.second} {
		if string(asFound[i]) == string(data) {
			continue
		}
		if err := WriteDurably(p, data); err != nil {
			return err
		}
	}
	return nil
}

// load gives the union of the copies: a key added to one only was not yet in use, a key destroyed
// in one is destroyed. Both copies unreadable is an error; so is one damaged with the other missing.
func (r *FileRing) load() (state ringJSON, asFound [2][]byte, err error) {
	state.Version = 1
	var faults []error
	found := 0
	for i, p := range []string{r.path, r.second} {
		one, data, err := readRing(p)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case errs.KindOf(err) == errs.Forbidden:
			return state, asFound, err
		case err != nil:
			faults = append(faults, err)
		default:
			found++
			asFound[i] = data
			state.DestroyedThrough = max(state.DestroyedThrough, one.DestroyedThrough)
			state.Epochs = append(state.Epochs, one.Epochs...)
		}
	}
	if found == 0 && len(faults) > 0 {
		return state, asFound, errs.Wrap(errs.Unavailable, "no copy of the key ring can be read: put back a good copy", errors.Join(faults...))
	}
	slices.SortFunc(state.Epochs, func(a, b epochJSON) int { return cmp.Compare(a.ID, b.ID) })
	for i := 1; i < len(state.Epochs); i++ {
		a, b := state.Epochs[i-1], state.Epochs[i]
		if a.ID == b.ID && string(a.Key) != string(b.Key) {
			return state, asFound, errs.New(errs.Conflict, fmt.Sprintf("the two copies of the key ring hold different keys for epoch %d: put the right copy in both places", a.ID))
		}
	}
	state.tidy()
	return state, asFound, nil
}

// tidy drops doubles and destroyed keys.
func (s *ringJSON) tidy() {
	s.Epochs = slices.CompactFunc(s.Epochs, func(a, b epochJSON) bool { return a.ID == b.ID })
	s.Epochs = slices.DeleteFunc(s.Epochs, func(e epochJSON) bool { return e.ID <= s.DestroyedThrough })
}

func readRing(path string) (state ringJSON, data []byte, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return state, nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return state, nil, errs.New(errs.Forbidden, "others may read the key ring: run chmod 600 "+path)
	}
	if data, err = os.ReadFile(path); err != nil {
		return state, nil, err
	}
	if err := json.Unmarshal(data, &state); err != nil || state.Version != 1 {
		return state, nil, fmt.Errorf("%s is not a key ring", path) // not the cause: it may quote the file
	}
	for _, e := range state.Epochs {
		if len(e.Key) != keySize || (Epoch{Key: e.Key}).check() != e.Check {
			return state, nil, fmt.Errorf("%s: the key of epoch %d is damaged", path, e.ID)
		}
	}
	return state, data, nil
}
