package app

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"filippo.io/age"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// ActBackup is for whoever runs the program.
var ActBackup = access.Declare("backup.make", access.Policy{Systems: []string{"cli"}})

// BackedUp says that a copy of the whole database was asked for, openable by so many keys. It is
// recorded before the copy is made, so that every copy tells of itself.
type BackedUp struct{ Recipients int }

// EventKind names the event.
func (BackedUp) EventKind() string { return "backup.made" }

// snapshotPrefix begins the names of folders that hold a copy until it is encrypted.
const snapshotPrefix = ".backup-"

// Backup writes the whole database, as one snapshot and encrypted to every recipient (age public
// keys), to a new file, and gives its size. Work goes on meanwhile. A checkpoint of the audit log is signed
// first, so that the copy can be held against it. Records BackedUp.
//
// The key ring is not in the file: without it the file opens to codes, dates and boxes. The ledger of
// erasures is written beside the ring, so that a restore erases again who was erased since.
//
// Errors: errs.Invalid for a recipient that is no key, for none at all, and on PostgreSQL, which has
// tools of its own; errs.Conflict when the file exists; errs.Unavailable when the disk is full. After an error
// there is no file.
func (a *App) Backup(ctx context.Context, to string, recipients []string) (size int64, err error) {
	keys, err := parseRecipients(recipients)
	if err != nil {
		return 0, err
	}
	if a.DB.Engine() != store.SQLite {
		return 0, errs.New(errs.Invalid, "this partnership's data is in PostgreSQL: copy it with pg_basebackup or pg_dump, as doc/operations.md says")
	}
	if err := mustBeFree(to); err != nil {
		return 0, err
	}
	if _, err := gate.Write(ctx, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		tx.Record(BackedUp{Recipients: len(keys)})
		return len(keys), tx.Authorize(ctx, ActBackup, gate.On{})
	}); err != nil {
		return 0, err
	}
	if err := a.Checkpoint(ctx); err != nil {
		return 0, err
	}
	if err := a.KeepErasures(ctx); err != nil {
		return 0, err
	}
	a.sweepSnapshots()
	// The plain copy lies where the database itself lies, never beside the backup.
	dir, err := os.MkdirTemp(a.Config.Data, snapshotPrefix)
	if err != nil {
		return 0, errs.Wrap(errs.Unavailable, "making room for the copy in the data folder", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	plain := filepath.Join(dir, "copy.db")
	if err := a.DB.Copy(ctx, plain); err != nil {
		return 0, err
	}
	return encrypt(plain, to, keys)
}

// parseRecipients reads age public keys. An empty list is refused: nobody could open the backup.
func parseRecipients(texts []string) ([]age.Recipient, error) {
	var keys []age.Recipient
	for _, text := range texts {
		parsed, err := age.ParseRecipients(strings.NewReader(text))
		if err != nil {
			return nil, errs.New(errs.Invalid, "a recipient is not an age public key: it begins with age1, as age-keygen prints it")
		}
		keys = append(keys, parsed...)
	}
	if len(keys) == 0 {
		return nil, errs.New(errs.Invalid, "name at least one recipient, or nobody can open the backup")
	}
	return keys, nil
}

func mustBeFree(path string) error {
	switch _, err := os.Lstat(path); {
	case err == nil:
		return errs.New(errs.Conflict, path+" is there already: name another file, or move it away")
	case !errors.Is(err, fs.ErrNotExist):
		return errs.Wrap(errs.Invalid, "looking at the place of the file", err)
	}
	return nil
}

// encrypt writes a file's content to another that is whole or not there.
func encrypt(from, to string, recipients []age.Recipient) (size int64, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, errs.Wrap(errs.Unavailable, "reading the copy", err)
	}
	defer in.Close()
	dir := filepath.Dir(to)
	out, err := os.CreateTemp(dir, "."+filepath.Base(to)+".*") // made with mode 0600
	if err != nil {
		return 0, errs.Wrap(errs.Invalid, "the backup cannot be made: make its folder and give this user the right to write there", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(out.Name()))
		}
	}()
	size, err = fill(out, in, recipients)
	if err = errors.Join(err, out.Close()); err != nil {
		return 0, errs.Wrap(errs.Unavailable, "writing the backup: is there room for it?", err)
	}
	if err = mustBeFree(to); err != nil {
		return 0, err
	}
	if err = os.Rename(out.Name(), to); err != nil {
		return 0, errs.Wrap(errs.Unavailable, "putting the backup in its place", err)
	}
	return size, syncDir(dir)
}

// fill encrypts in to out and brings it to the disk.
func fill(out *os.File, in io.Reader, recipients []age.Recipient) (size int64, err error) {
	w, err := age.Encrypt(out, recipients...)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(w, in)
	if err = errors.Join(err, w.Close()); err != nil {
		return 0, err
	}
	if err := out.Sync(); err != nil {
		return 0, err
	}
	return out.Seek(0, io.SeekCurrent)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err == nil {
		err = errors.Join(d.Sync(), d.Close())
	}
	return errs.Wrap(errs.Unavailable, "bringing a folder to the disk", err)
}

// sweepSnapshots removes plain copies left by a backup that was killed. One that is a day old is
// nobody's work in hand; what can't be removed now is tried again at the next backup.
func (a *App) sweepSnapshots() {
	left, err := filepath.Glob(filepath.Join(a.Config.Data, snapshotPrefix+"*"))
	if err != nil {
		return // only a malformed pattern fails
	}
	for _, dir := range left {
		info, err := os.Stat(dir)
		if err == nil && a.Config.Clock.Now().Time().Sub(info.ModTime()) > 24*time.Hour {
			if err := os.RemoveAll(dir); err != nil {
				a.Config.Log.Error("removing an unfinished backup", "folder", dir)
			}
		}
	}
}

// KeepErasures brings the ledger of erasures that lies beside both copies of the key ring together with the database's.
func (a *App) KeepErasures(ctx context.Context) error { return a.Keys.KeepErasures(ctx, a.DB) }
