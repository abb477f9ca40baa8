package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"goldenthread/internal/errs"
	"goldenthread/internal/identity"
	"goldenthread/internal/seal"
	"goldenthread/internal/setup"
	"goldenthread/internal/store"
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
// database and the keys that such a loading made. It deletes nothing unless the database itself says that it is a
// demonstration, and nothing from a folder that holds a whole one.
//
// Fails with errs.Conflict when half a demonstration lies in a database of its own, which the operator
// must empty, and when the folder has keys whose database is not there.
func ClearDemonstration(ctx context.Context, c Config) error {
	if !IsDemonstration(c.Data) || DemonstrationLoaded(c.Data) {
		return nil
	}
	if c.Database != "" {
		return errs.New(errs.Conflict, "the database holds half a demonstration: give an empty database and an empty data folder")
	}
	if _, err := os.Stat(c.path("goldenthread.db")); errors.Is(err, fs.ErrNotExist) {
		if c.holdsOneOf("ring.json") {
			return errs.New(errs.Conflict, "this data folder has a key ring and no database: the keys may belong to a database elsewhere. Give an empty folder")
		}
		return nil
	}
	if kind, err := c.kindThere(ctx); err != nil || kind != setup.Demonstration {
		return err // Open says what is wrong with any other
	}
	for _, name := range []string{"goldenthread.db", "goldenthread.db-wal", "goldenthread.db-shm", "keys"} {
		if err := os.RemoveAll(c.path(name)); err != nil {
			return errs.Wrap(errs.Unavailable, "clearing half a demonstration", err)
		}
	}
	return nil
}

// kindThere asks a database of what kind its partnership is before it is opened as that: one out of a backup, or of a demonstration
// that was broken off, wherever it was broken off.
func (c Config) kindThere(ctx context.Context) (kind setup.Kind, err error) {
	db, err := store.Open(ctx, c.url(), store.Options{Log: c.Log})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Migrate(ctx, Schemas()...); err != nil {
		return "", err
	}
	return kindOf(ctx, db)
}
