package audit_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"goldenthread/internal/audit"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

func TestCheckpointsAreSigned(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		s := h.signer()
		err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			_, err := h.log.Checkpoint(ctx, u, s, "sha256:policy")
			return err
		})
		if errs.KindOf(err) != errs.Conflict {
			t.Errorf("a checkpoint of nothing: %v, want Conflict", err)
		}
		h.appendMany(10)
		text := h.checkpoint(s)
		v, err := note.NewVerifier(s.VerifierKey())
		if err != nil {
			t.Fatal(err)
		}
		n, err := note.Open([]byte(text), note.VerifierList(v))
		if err != nil {
			t.Fatalf("the note does not open with sumdb/note: %v", err)
		}
		lines := strings.Split(n.Text, "\n")
		if lines[0] != "audit.example.org/test" || lines[1] != "10" || lines[3] != "policy sha256:policy" {
			t.Errorf("the note says %q", n.Text)
		}
		h.appendMany(5)
		h.checkpoint(s)
		if got := h.verify(audit.Against{VerifierKeys: []string{s.VerifierKey()}, Checkpoints: []string{text}}); !got.OK || got.Checkpoints != 3 {
			t.Errorf("Verify = %+v, want ok with 3 checkpoints", got)
		}
		other := h.signer()
		if got := h.verify(audit.Against{VerifierKeys: []string{other.VerifierKey()}}); got.OK {
			t.Error("checkpoints signed by an unknown key were believed")
		}
		if _, err := audit.Verify(t.Context(), h.db, audit.Against{VerifierKeys: []string{"nonsense"}}); errs.KindOf(err) != errs.Invalid {
			t.Errorf("a public key that is none: %v, want Invalid", err)
		}
	})
}

func TestTheSigningKeyStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "checkpoint.key")
	a, err := audit.LoadSigner(path, "audit.example.org/test")
	if err != nil {
		t.Fatal(err)
	}
	b, err := audit.LoadSigner(path, "audit.example.org/test")
	if err != nil || a.VerifierKey() != b.VerifierKey() {
		t.Errorf("loaded again the key is %q, %v; want %q", b.VerifierKey(), err, a.VerifierKey())
	}
	if _, err := audit.LoadSigner(path, "audit.example.org/other"); errs.KindOf(err) != errs.Conflict {
		t.Errorf("loading it for another origin: %v, want Conflict", err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.LoadSigner(path, "audit.example.org/test"); errs.KindOf(err) != errs.Forbidden {
		t.Errorf("a key that others may read: %v, want Forbidden", err)
	}
	if _, err := audit.LoadSigner(path+"2", "with space"); errs.KindOf(err) != errs.Invalid {
		t.Errorf("an origin with a space: %v, want Invalid", err)
	}
	if err := os.WriteFile(path+"3", []byte("PRIVATE+KEY+x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := audit.LoadSigner(path+"3", "x"); errs.KindOf(err) != errs.Invalid || strings.Contains(err.Error(), "PRIVATE") {
		t.Errorf("a damaged key: %v, want Invalid without the key's text", err)
	}
}

func TestProofs(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		prove := func(seq int64) (p audit.Proof, err error) {
			err = h.db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) (err error) {
				p, err = audit.Prove(ctx, s, seq)
				return err
			})
			return p, err
		}
		s := h.signer()
		h.appendMany(77)
		if _, err := prove(3); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a proof before any checkpoint: %v, want Conflict", err)
		}
		h.checkpoint(s)
		h.appendMany(4)
		if _, err := prove(78); errs.KindOf(err) != errs.Conflict {
			t.Errorf("a proof of what no checkpoint covers: %v, want Conflict", err)
		}
		if _, err := prove(500); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a proof of nothing: %v, want NotFound", err)
		}
		for seq := range int64(77) {
			p, err := prove(seq)
			if err != nil {
				t.Fatalf("proving %d: %v", seq, err)
			}
			data, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			var back audit.Proof
			if err := json.Unmarshal(data, &back); err != nil {
				t.Fatal(err)
			}
			if err := audit.VerifyProof(back, s.VerifierKey()); err != nil {
				t.Errorf("the proof of %d: %v", seq, err)
			}
			back.Body = strings.Replace(back.Body, "account1", "account2", 1)
			if err := audit.VerifyProof(back, s.VerifierKey()); errs.KindOf(err) != errs.Invalid {
				t.Errorf("a proof of %d with an altered body: %v, want Invalid", seq, err)
			}
		}
		p, err := prove(5)
		if err != nil {
			t.Fatal(err)
		}
		for what, bad := range map[string]func(audit.Proof) audit.Proof{
			"another number": func(p audit.Proof) audit.Proof { p.Seq = 6; return p },
			"beyond the end": func(p audit.Proof) audit.Proof { p.Seq = 77; return p },
			"another salt":   func(p audit.Proof) audit.Proof { p.Salt = make([]byte, 32); return p },
			"another entry":  func(p audit.Proof) audit.Proof { p.Entry = id.Entry("other"); return p },
			"a shorter path": func(p audit.Proof) audit.Proof { p.Path = p.Path[1:]; return p },
			"a bigger tree":  func(p audit.Proof) audit.Proof { p.Checkpoint = strings.Replace(p.Checkpoint, "77", "78", 1); return p },
			"no checkpoint":  func(p audit.Proof) audit.Proof { p.Checkpoint = ""; return p },
		} {
			if err := audit.VerifyProof(bad(p), s.VerifierKey()); err == nil {
				t.Errorf("a proof with %s was believed", what)
			}
		}
		if err := audit.VerifyProof(p, h.signer().VerifierKey()); err == nil {
			t.Error("a proof signed by another key was believed")
		}
	})
}
