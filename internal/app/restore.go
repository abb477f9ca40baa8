package app

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/setup"
	"goldenthread/internal/store"
)

// ActRestore is for whoever runs the program.
var ActRestore = access.Declare("backup.restore", access.Policy{Systems: []string{"cli"}})

// RestoredFrom says that the records go on from a backup, and how many erasures were carried out again.
type RestoredFrom struct{ Erased int }

// EventKind names the event.
func (RestoredFrom) EventKind() string { return "backup.restored" }

// Restored is what a restore came to. When OK is false the audit log in the backup is not as it was
// written, Bad is the first entry that is not, and nothing was put in place.
type Restored struct {
	Entries int64      `json:"entries"`
	Erased  int        `json:"erased"`
	OK      bool       `json:"ok"`
	Bad     *audit.Bad `json:"first_bad"`
	Demo    bool       `json:"demonstration,omitempty"` // nobody in it is real: it is served with the command demo
}

// Restore makes the database of a data folder from a backup. The folder has no database yet, and holds in
// keys the copy of the key ring, with its ledger of erasures, that was kept apart. Before the database is in its place, the audit log is
// verified against the signing key beside the ring, who was erased since the backup is erased again, and
// every drawer is wrapped under a new epoch. A backup of a demonstration makes a demonstration, and its folder is marked as one; a backup of
// real records goes into no folder that is. Records RestoredFrom.
//
// Errors: errs.Invalid for a file that is no backup, is damaged or cut short, and for a folder without the key
// ring that belongs to it; errs.Forbidden when the identity does not open it; errs.Conflict when there is a database, and for real records in a demonstration's folder;
// errs.Unavailable when the ring no longer has the backup's epoch (it is older than 35 days). After an
// error the folder has no database and the backup is as it was.
func Restore(ctx context.Context, c Config, from, identityFile string) (restored Restored, err error) {
	if err := c.readyToRestore(); err != nil {
		return restored, err
	}
	if err := c.sweepStaged(); err != nil {
		return restored, err
	}
	dir, err := os.MkdirTemp(c.Data, stagedPrefix)
	if err != nil {
		return restored, errs.Wrap(errs.Unavailable, "making room for the restore in the data folder", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	staged := filepath.Join(dir, "goldenthread.db")
	if err := decrypt(from, staged, identityFile); err != nil {
		return restored, err
	}
	a, err := c.openStaged(ctx, staged)
	if errs.KindOf(err) == errs.Internal {
		return restored, errs.Wrap(errs.Invalid, "the database in the backup does not open: is the folder "+c.path("keys")+" the one that belongs to it?", err)
	}
	if err != nil {
		return restored, err
	}
	restored, err = a.revive(ctx)
	if err = errors.Join(err, a.Close()); err != nil || !restored.OK {
		return restored, err
	}
	// Closing has folded the log of writes into the file; without that the file alone is not the database.
	if _, err := os.Stat(staged + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		return Restored{}, errs.New(errs.Internal, "the restored database did not close")
	}
	if restored.Demo = a.Config.Demo; restored.Demo {
		// First the mark and that it is whole: a demonstration without them would be begun again from nothing.
		if err := errors.Join(c.markDemonstration(), a.FinishDemonstration([]byte("{}"))); err != nil {
			return Restored{}, err
		}
	}
	if err := os.Rename(staged, c.path("goldenthread.db")); err != nil {
		return Restored{}, errs.Wrap(errs.Unavailable, "putting the database in its place", err)
	}
	return restored, syncDir(c.Data)
}

// openStaged opens a database out of a backup, as what it is: real records, or a demonstration.
func (c Config) openStaged(ctx context.Context, staged string) (*App, error) {
	c.Database, c.restoring = "sqlite:"+staged, true
	kind, err := c.kindThere(ctx)
	if err != nil {
		return nil, err
	}
	if c.Demo = kind == setup.Demonstration; !c.Demo && IsDemonstration(c.Data) {
		return nil, errs.New(errs.Conflict, "this data folder is a demonstration's, and the backup is of real records: "+ofItsOwn)
	}
	return Open(ctx, c)
}

// readyToRestore looks whether the folder can take a database from a backup.
func (c Config) readyToRestore() error {
	if c.Database != "" {
		return errs.New(errs.Invalid, "a PostgreSQL database is restored with its own tools, as doc/operations.md says")
	}
	// A log of writes left beside a database that was removed would be played into the new one.
	for _, name := range []string{"goldenthread.db", "goldenthread.db-wal", "goldenthread.db-shm"} {
		if err := mustBeFree(c.path(name)); err != nil {
			return err
		}
	}
	if !c.holdsOneOf("ring.json") {
		return errs.New(errs.Invalid, "there is no key ring in "+c.path("keys")+": first copy the folder keys that was kept apart to there")
	}
	if !c.holdsOneOf("erased.json") {
		return errs.New(errs.Invalid, "there is no ledger of erasures in "+c.path("keys")+": whoever was erased since the backup would come back. "+
			"Copy erased.json from the folder keys that was kept apart to there; only if nobody was ever erased, write [] into it")
	}
	return nil
}

// holdsOneOf tells whether a file of the key ring is there, in either copy.
func (c Config) holdsOneOf(name string) bool {
	for _, path := range []string{c.path("keys", name), c.path("keys", "second", name)} {
		if _, err := os.Stat(path); err == nil {
			return true
		}
	}
	return false
}

// stagedPrefix begins the names of folders in which a restore is made ready.
const stagedPrefix = ".restore-"

// sweepStaged removes what a restore that was killed left: a whole database, openable with the ring beside it.
func (c Config) sweepStaged() error {
	left, err := filepath.Glob(c.path(stagedPrefix + "*"))
	for _, dir := range left {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return errs.Wrap(errs.Unavailable, "removing what an earlier restore left", err)
}

// decrypt opens a backup into a file of its own. age tells of every byte that was altered or is missing.
func decrypt(from, to, identityFile string) (err error) {
	identities, err := readIdentities(identityFile)
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return errs.Wrap(errs.Invalid, "reading the backup", err)
	}
	defer in.Close()
	plain, err := age.Decrypt(in, identities...)
	var none *age.NoIdentityMatchError
	switch {
	case errors.As(err, &none):
		return errs.New(errs.Forbidden, "this identity does not open the backup: it was made for other recipients")
	case err != nil:
		return errs.New(errs.Invalid, "this is not a backup, or its beginning is damaged: take another copy")
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return errs.Wrap(errs.Unavailable, "making room for the restore in the data folder", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(writing{out}, plain); err != nil {
		if errs.KindOf(err) == errs.Unavailable {
			return err
		}
		return errs.New(errs.Invalid, "the backup is damaged or cut short: take another copy")
	}
	return errs.Wrap(errs.Unavailable, "bringing the restored file to the disk", out.Sync())
}

// writing tells a disk that is full from a backup that is damaged: io.Copy gives one error for both.
type writing struct{ to io.Writer }

// Write writes, and marks what fails.
func (w writing) Write(p []byte) (int, error) {
	n, err := w.to.Write(p)
	return n, errs.Wrap(errs.Unavailable, "writing the restored file: is there room for it?", err)
}

func readIdentities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, errs.Wrap(errs.Invalid, "reading the identity", err)
	}
	defer f.Close()
	identities, err := age.ParseIdentities(f)
	if err != nil { // the cause is not given: it may quote the key
		return nil, errs.New(errs.Invalid, "the identity file holds no age identity: it has a line that begins with AGE-SECRET-KEY-")
	}
	return identities, nil
}

// revive verifies a restored database and makes it fit to be served.
func (a *App) revive(ctx context.Context) (Restored, error) {
	against, err := a.against(Outside{})
	if err != nil {
		return Restored{}, err
	}
	before, err := audit.Verify(ctx, a.DB, against)
	if errors.Is(err, audit.ErrNoKey) {
		return Restored{}, errs.New(errs.Invalid, "there is no key for checkpoints ("+a.signerPath()+"): copy it from the folder keys that was kept apart, or the backup can't be checked")
	}
	if err != nil || !before.OK {
		return Restored{Entries: before.Entries, Bad: before.FirstBad}, err
	}
	if before.Entries == 0 {
		return Restored{}, errs.New(errs.Invalid, "this backup holds no record at all: every backup tells of itself")
	}
	ledger, err := a.Keys.Ledger(ctx)
	if err != nil {
		return Restored{}, err
	}
	erased := 0
	if err := a.DB.Write(ctx, store.Bulk, func(ctx context.Context, u *store.Unit) (err error) {
		erased, err = a.Keys.ReplayErasures(ctx, u, ledger)
		return err
	}); err != nil {
		return Restored{}, err
	}
	if err := a.Keys.NewEpoch(ctx, a.DB); err != nil {
		return Restored{}, err
	}
	if _, err := gate.Write(ctx, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		tx.Record(RestoredFrom{Erased: erased})
		return erased, tx.Authorize(ctx, ActRestore, gate.On{})
	}); err != nil {
		return Restored{}, err
	}
	if err := a.Checkpoint(ctx); err != nil {
		return Restored{}, err
	}
	if err := a.KeepErasures(ctx); err != nil {
		return Restored{}, err
	}
	after, err := audit.Verify(ctx, a.DB, against)
	return Restored{Entries: after.Entries, Erased: erased, OK: after.OK, Bad: after.FirstBad}, err
}
