package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"goldenthread/internal/app"
	"goldenthread/internal/apptest"
	"goldenthread/internal/audit"
	"goldenthread/internal/errs"
	"goldenthread/internal/store"
)

// signWith signs the log of a partnership with a key and keeps the checkpoint in its database.
func signWith(t *testing.T, a *apptest.App, path string) (note, key string) {
	t.Helper()
	signer, err := audit.LoadSigner(path, "goldenthread")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Log.SequenceNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
		note, err = a.Log.Checkpoint(ctx, u, signer, "policy")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return note, signer.VerifierKey()
}

func verify(t *testing.T, a *apptest.App, outside app.Outside) audit.Report {
	t.Helper()
	report, err := a.Verify(t.Context(), outside)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestVerifyBelievesTheFoldersKeyAlone: a checkpoint that another key signed is a fault, and so are
// checkpoints that there is no key for.
func TestVerifyBelievesTheFoldersKeyAlone(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	if r := verify(t, a, app.Outside{}); !r.OK || r.Checkpoints != 0 {
		t.Errorf("before the first checkpoint: %+v, want OK", r)
	}
	if err := a.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, a, app.Outside{}); !r.OK || r.Checkpoints != 1 {
		t.Errorf("with a checkpoint of its own: %+v, want OK", r)
	}
	signer := filepath.Join(a.Config.Data, "keys", "signer")
	if err := os.Rename(signer, signer+".away"); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, a, app.Outside{}); r.OK || r.FirstBad == nil || r.FirstBad.Why == "" {
		t.Errorf("with a checkpoint and no key: %+v, want not OK and why", r)
	}
	if err := os.Rename(signer+".away", signer); err != nil {
		t.Fatal(err)
	}
	a.Refer(t, service)
	_, strangers := signWith(t, a, filepath.Join(t.TempDir(), "forger"))
	if r := verify(t, a, app.Outside{}); r.OK {
		t.Errorf("with a stranger's checkpoint: %+v", r)
	}
	if r := verify(t, a, app.Outside{Keys: []string{strangers}}); !r.OK {
		t.Errorf("when the other key is known: %+v, want OK", r)
	}
	if _, err := a.Verify(t.Context(), app.Outside{Keys: []string{"nonsense"}}); errs.KindOf(err) != errs.Invalid {
		t.Errorf("a key that is none: %v", err)
	}
}

// TestVerifyAgainstWhatWasKeptElsewhere: a checkpoint of another history shows.
func TestVerifyAgainstWhatWasKeptElsewhere(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	note, key, err := a.NewestCheckpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := verify(t, a, app.Outside{Checkpoints: []string{note}}); !r.OK || r.Checkpoints != 2 {
		t.Errorf("against its own checkpoint: %+v, want OK", r)
	}
	other := apptest.New(t, store.SQLite)
	if r := verify(t, other, app.Outside{Checkpoints: []string{note}, Keys: []string{key}}); r.OK {
		t.Errorf("against the checkpoint of another log: %+v", r)
	}
	proof, err := a.Prove(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := audit.VerifyProof(proof, key); err != nil {
		t.Errorf("the proof of the first entry: %v", err)
	}
	if _, err := a.Prove(t.Context(), 1<<40); errs.KindOf(err) != errs.NotFound {
		t.Errorf("the proof of an entry that is not there: %v", err)
	}
}
