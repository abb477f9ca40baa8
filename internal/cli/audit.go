package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"goldenthread/internal/app"
)

type auditCommand struct {
	Verify     auditVerify     `cmd:"" help:"Check every entry against the tree and the signed checkpoints."`
	Checkpoint auditCheckpoint `cmd:"" help:"Sign the log as it stands, and print the checkpoint for the partner agencies."`
	Prove      auditProve      `cmd:"" help:"Print the proof that one entry stands in the log, which can be checked without the log."`
}

type auditVerify struct {
	place
	output
	Checkpoints []string `help:"File with a checkpoint that was kept elsewhere. May be given several times." type:"existingfile" placeholder:"FILE" sep:"none"`
	Key         []string `help:"A public key of checkpoints beside that of the data folder: of an earlier signing key. May be given several times." placeholder:"KEY" sep:"none"`
}

// Run verifies the audit log, always against the signing key of the data folder; a log that does not
// verify is exit code 1 and names the first bad entry.
func (c auditVerify) Run(r *run) (err error) {
	outside := app.Outside{Keys: c.Key}
	for _, file := range c.Checkpoints {
		note, err := os.ReadFile(file)
		if err != nil {
			return wrong("the checkpoint can't be read: " + reasonOf(err))
		}
		outside.Checkpoints = append(outside.Checkpoints, string(note))
	}
	_, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	report, err := a.Verify(r.ctx, outside)
	if err != nil {
		return err
	}
	if err := r.answer(c.output, report, func(w io.Writer) {
		if report.OK {
			fmt.Fprintf(w, "%d entries, and every one is as it was written.\n", report.Entries)
			return
		}
		fmt.Fprintf(w, "%d entries. The log does not verify. The first that is not as it was written: %s\n", report.Entries, report.FirstBad.Words())
	}); err != nil {
		return err
	}
	if !report.OK {
		return refusal{exitNo}
	}
	return nil
}

type auditCheckpoint struct {
	place
	output
}

// Run prints the newest checkpoint. Who keeps it elsewhere can show later that nothing before it was rewritten.
func (c auditCheckpoint) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	note, key, err := a.NewestCheckpoint(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(r.io.Err, "Public key:", key)
	return r.answer(c.output, struct {
		Checkpoint string `json:"checkpoint"`
		Key        string `json:"key"`
	}{note, key}, func(w io.Writer) { fmt.Fprint(w, note) })
}

type auditProve struct {
	place
	output       // a proof is JSON either way
	Number int64 `arg:"" help:"The entry's number in the log: the first is 0."`
}

// Run prints the proof of one entry, as JSON.
func (c auditProve) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	proof, err := a.Prove(ctx, c.Number)
	if err != nil {
		return err
	}
	return r.answer(output{JSON: true}, proof, nil)
}
