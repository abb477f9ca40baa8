package cli

import (
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
)

type backupCommand struct {
	place
	output
	To        string   `arg:"" help:"The file to write. It must not exist." type:"path"`
	Recipient []string `required:"" help:"Who can open it: an age public key (age1...). Give two." placeholder:"KEY"`
}

// Run copies the data as it stands to one encrypted file. The key ring is not in it: copy that apart,
// over its last copy, and never archive it.
func (c backupCommand) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	size, err := a.Backup(ctx, c.To, c.Recipient)
	if err != nil {
		return err
	}
	return r.answer(c.output, struct {
		Bytes int64 `json:"bytes"`
	}{size}, func(w io.Writer) {
		fmt.Fprintf(w, "Written: %d bytes, encrypted. The key ring is not in it: copy the folder keys apart, over its last copy.\n", size)
	})
}

type restoreCommand struct {
	place
	output
	From     string `arg:"" help:"The backup." type:"existingfile"`
	Identity string `required:"" help:"File with the age identity that opens it." type:"existingfile"`
}

// Run makes a data folder from a backup and a copy of the key ring, erases again who was erased since,
// and verifies the audit log before it says done.
func (c restoreCommand) Run(r *run) error {
	ctx := access.WithActor(r.ctx, access.NewSystem("cli", ""))
	restored, err := app.Restore(ctx, app.Config{Data: c.Data, Database: c.Database, Log: r.log}, c.From, c.Identity)
	if err != nil {
		return err
	}
	if err := r.answer(c.output, restored, func(w io.Writer) {
		if !restored.OK {
			fmt.Fprintf(w, "Not restored: the backup's audit log does not verify. The first that is not as it was written: %s\n", restored.Bad.Words())
			return
		}
		fmt.Fprintf(w, "Restored: %d audit entries, verified; %d erasures carried out again.\n", restored.Entries, restored.Erased)
		if restored.Demo {
			fmt.Fprintln(w, "It is a demonstration: nobody in it is real. Start it with the command demo.")
		}
	}); err != nil {
		return err
	}
	if !restored.OK {
		return refusal{exitNo}
	}
	return nil
}
