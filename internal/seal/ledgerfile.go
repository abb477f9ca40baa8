package seal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
)

// ledgerName is the file of the ledger of erasures, which lies beside each copy of the ring.
const ledgerName = "erased.json"

// Erasures lists the ledger beside the ring, as both copies of it together know it.
func (r *FileRing) Erasures(context.Context) ([]Erasure, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	ledger, _, err := r.loadLedger()
	return ledger, err
}

// ChangeErasures makes a change to the ledger durable in both copies. Where there was none, one is made.
func (r *FileRing) ChangeErasures(_ context.Context, edit func([]Erasure) []Erasure) error {
	return r.changeLedger(edit)
}

func (r *FileRing) changeLedger(edit func([]Erasure) []Erasure) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	unlock, err := lockFile(r.path + ".lock")
	if err != nil {
		return err
	}
	defer unlock()
	ledger, asFound, err := r.loadLedger()
	if err != nil && errs.KindOf(err) != errs.NotFound {
		return err
	}
	data, err := json.MarshalIndent(append([]Erasure{}, edit(ledger)...), "", " ")
	if err != nil {
		return fmt.Errorf("writing the ledger of erasures: %w", err)
	}
	for i, path := range r.ledgers() {
		if string(asFound[i]) == string(data) {
			continue
		}
		if err := WriteDurably(path, data); err != nil {
			return err
		}
	}
	return nil
}

func (r *FileRing) ledgers() [2]string {
	return [2]string{filepath.Join(filepath.Dir(r.path), ledgerName), filepath.Join(filepath.Dir(r.second), ledgerName)}
}

// loadLedger gives the lines of both copies. One copy that is missing or damaged is made good from the other
// at the next change.
func (r *FileRing) loadLedger() (ledger []Erasure, asFound [2][]byte, err error) {
	found, damaged := 0, ""
	for i, path := range r.ledgers() {
		data, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, asFound, fmt.Errorf("reading the ledger of erasures: %w", err)
		}
		var lines []Erasure
		if err := json.Unmarshal(data, &lines); err != nil {
			damaged = path
			continue
		}
		found++
		asFound[i] = data
		ledger = merged(ledger, lines)
	}
	switch {
	case found == 0 && damaged != "":
		return nil, asFound, errs.New(errs.Invalid, damaged+" is not a ledger of erasures: put back the one kept beside the key ring")
	case found == 0:
		return nil, asFound, errs.New(errs.NotFound, "there is no ledger of erasures ("+ledgerName+") beside the key ring")
	}
	return ledger, asFound, nil
}

// merged adds lines to a ledger: a key stands in it once, and is done when either copy says so.
func merged(ledger, lines []Erasure) []Erasure {
	at := make(map[id.Key]int, len(ledger))
	for i, e := range ledger {
		at[e.Key] = i
	}
	for _, e := range lines {
		i, known := at[e.Key]
		switch {
		case !known:
			at[e.Key] = len(ledger)
			ledger = append(ledger, e)
		case e.Done:
			ledger[i].Done = true
		}
	}
	return ledger
}
