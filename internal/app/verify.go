package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"goldenthread/internal/audit"
	"goldenthread/internal/errs"
	"goldenthread/internal/store"
)

// Outside is what was kept of the audit log elsewhere, out of reach of whoever has this machine.
type Outside struct {
	Checkpoints []string // signed notes
	Keys        []string // public keys of checkpoints, beside the one of the key in the data folder
}

// Verify holds the audit log against the key for checkpoints beside the ring, and against what was kept
// elsewhere. Checkpoints that nobody's key is there for are a fault of the log, which the report says: who
// can write to the database can put checkpoints of his own there.
func (a *App) Verify(ctx context.Context, outside Outside) (audit.Report, error) {
	against, err := a.against(outside)
	if err != nil {
		return audit.Report{}, err
	}
	// On PostgreSQL what a command line wrote waits for a server's leader: it must be in the tree first.
	if _, err := a.Log.SequenceNow(ctx); err != nil {
		return audit.Report{OK: false, FirstBad: &audit.Bad{Seq: -1, Why: "The tree can't be read or added to: " + errs.KindOf(err).String() + "."}}, nil
	}
	report, err := audit.Verify(ctx, a.DB, against)
	if errors.Is(err, audit.ErrNoKey) {
		report.FirstBad = &audit.Bad{Seq: -1, Why: "There are checkpoints and no key to check them by: put back " + a.signerPath() +
			", or give the public key that was noted when it was made."}
		return report, nil
	}
	return report, err
}

// NewestCheckpoint signs the log as it stands and gives the signed note, for the partner agencies, with
// the public key it is checked by. errs.Conflict while the log is empty.
func (a *App) NewestCheckpoint(ctx context.Context) (note, key string, err error) {
	if err := a.Checkpoint(ctx); err != nil {
		return "", "", err
	}
	signer, err := audit.LoadSigner(a.signerPath(), logOrigin)
	if err != nil {
		return "", "", err
	}
	err = a.DB.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
		note, err = audit.NewestCheckpoint(ctx, s)
		return err
	})
	return note, signer.VerifierKey(), err
}

// Prove makes the proof that one entry stands in the log, under a checkpoint that is signed now if none covers it.
// errs.NotFound when there is no entry with that number.
func (a *App) Prove(ctx context.Context, seq int64) (proof audit.Proof, err error) {
	prove := func() error {
		return a.DB.Read(ctx, func(ctx context.Context, s *store.Snapshot) (err error) {
			proof, err = audit.Prove(ctx, s, seq)
			return err
		})
	}
	if err := prove(); errs.KindOf(err) != errs.Conflict {
		return proof, err
	}
	if err := a.Checkpoint(ctx); err != nil {
		return proof, err
	}
	return proof, prove()
}

// against is what the log is held against: the key beside the ring, whose signatures nobody who only has
// the database can make, and what comes from outside.
func (a *App) against(outside Outside) (audit.Against, error) {
	against := audit.Against{VerifierKeys: outside.Keys, Checkpoints: outside.Checkpoints}
	if _, err := os.Stat(a.signerPath()); errors.Is(err, fs.ErrNotExist) {
		return against, nil // one is made with the first checkpoint
	}
	signer, err := audit.LoadSigner(a.signerPath(), logOrigin)
	if err != nil {
		return audit.Against{}, fmt.Errorf("reading the key for checkpoints: %w", err)
	}
	against.VerifierKeys = append(against.VerifierKeys, signer.VerifierKey())
	return against, nil
}

func (a *App) signerPath() string { return a.Config.path("keys", "signer") }
