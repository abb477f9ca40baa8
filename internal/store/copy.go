package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"goldenthread/internal/errs"
)

// copyTo is the one statement that names a file. Its text is constant; the file is an argument.
const copyTo = "VACUUM INTO $1"

// Copy writes the whole database, as one snapshot, to a new file that only this user may read. Writes
// go on meanwhile. The copy is one file, has no free pages in which something deleted could lie, and is
// on the disk when Copy returns.
//
// Errors: errs.Invalid on PostgreSQL, which has pg_basebackup and pg_dump for this, and for a place
// where no file can be made; errs.Conflict when the file exists; errs.Unavailable when the disk is full
// or ctx ends. After an error there is no file.
func (db *DB) Copy(ctx context.Context, path string) error {
	if err := refuseInside(ctx); err != nil {
		return err
	}
	return db.engine.copyTo(ctx, path)
}

func (e *sqliteEngine) copyTo(ctx context.Context, path string) (err error) {
	// An absolute path can't be taken for a file: address.
	if path, err = filepath.Abs(path); err != nil {
		return errs.Wrap(errs.Invalid, "the copy's place cannot be found", err)
	}
	// SQLite fills an empty file, and would itself make one that others may read.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errs.New(errs.Conflict, "there is a file already where the copy is to go: name another, or move it away")
	case err != nil:
		return errs.Wrap(errs.Invalid, "the copy cannot be made: make its folder and give this user the right to write there", err)
	}
	defer func() {
		err = errors.Join(err, f.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(path))
		}
	}()
	r, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if _, err := r.link.exec(ctx, copyTo, []any{path}); err != nil {
		return sqliteFault("copy", err)
	}
	// SQLite leaves the copy in the system's memory.
	if err := errors.Join(f.Sync(), syncDir(filepath.Dir(path))); err != nil {
		return errs.Wrap(errs.Unavailable, "the copy could not be brought to the disk", err)
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func (e *postgresEngine) copyTo(context.Context, string) error {
	return errs.New(errs.Invalid, "a PostgreSQL database is copied with its own tools: pg_basebackup with its write-ahead log, or pg_dump")
}
