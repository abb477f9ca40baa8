package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"goldenthread/internal/errs"
	"goldenthread/internal/identity"
	"goldenthread/internal/seal"
)

// guideFile is written when a demonstration was loaded to its end. It says which pages there are for whom.
const guideFile = "demonstration.json"

// DemoMode is the mode of a demonstration in one, and of real work otherwise.
func (a *App) DemoMode() identity.DemoMode {
	if a.Config.Demo {
		return identity.Demonstration()
	}
	return identity.DemoMode{}
}

// DemonstrationLoaded tells whether a data folder holds a whole demonstration.
func DemonstrationLoaded(data string) bool {
	_, err := os.Stat(filepath.Join(data, guideFile))
	return err == nil
}

// FinishDemonstration keeps the guide to a demonstration that was loaded to its end.
func (a *App) FinishDemonstration(guide []byte) error {
	return seal.WriteDurably(a.Config.path(guideFile), guide)
}

// guide gives what FinishDemonstration kept; nothing when there is none.
func (a *App) guide() ([]byte, error) {
	kept, err := os.ReadFile(a.Config.path(guideFile))
	if errors.Is(err, fs.ErrNotExist) {
		return []byte("{}"), nil
	}
	return kept, err
}

// ClearDemonstration makes room to load a demonstration again whose loading was broken off: it deletes the
// files that such a loading makes, and nothing from a folder that is not a demonstration, or a whole one.
//
// Fails with errs.Conflict when half a demonstration lies in a database of its own, which the operator
// must empty.
func ClearDemonstration(c Config) error {
	if !IsDemonstration(c.Data) || DemonstrationLoaded(c.Data) {
		return nil
	}
	if c.Database != "" {
		return errs.New(errs.Conflict, "the database holds half a demonstration: give an empty database and an empty data folder")
	}
	for _, name := range []string{"goldenthread.db", "goldenthread.db-wal", "goldenthread.db-shm", "keys", "erased.json"} {
		if err := os.RemoveAll(c.path(name)); err != nil {
			return errs.Wrap(errs.Unavailable, "clearing half a demonstration", err)
		}
	}
	return nil
}
