package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goldenthread/internal/audit"
	"goldenthread/internal/cli"
)

func running(t *testing.T, args ...string) (code int, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = cli.Main(t.Context(), args, cli.IO{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	return code, stdout.String()
}

// TestAudit: new data verifies; its checkpoint, kept elsewhere, fits; an entry is proved by the public key
// alone; and a log whose key is gone does not verify.
func TestAudit(t *testing.T) {
	data := t.TempDir()
	verify := func(want int, more ...string) (report audit.Report) {
		t.Helper()
		code, out := running(t, append([]string{"audit", "verify", "--data", data, "--json"}, more...)...)
		if code != want {
			t.Errorf("audit verify %q is exit code %d, want %d: %s", more, code, want, out)
		}
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Errorf("answered %q: %v", out, err)
		}
		return report
	}
	if code, out := running(t, "agency", "add", "--data", data, "--key", "oak-homes", "--name", "Oak Homes", "--kind", "housing"); code != 0 {
		t.Fatalf("agency add: %d %s", code, out)
	}
	if r := verify(0); !r.OK || r.FirstBad != nil {
		t.Errorf("new data: %+v", r)
	}
	code, note := running(t, "audit", "checkpoint", "--data", data)
	if code != 0 || !strings.HasPrefix(note, "goldenthread\n") {
		t.Fatalf("audit checkpoint is exit code %d: %q", code, note)
	}
	var signed struct{ Checkpoint, Key string }
	if _, out := running(t, "audit", "checkpoint", "--data", data, "--json"); json.Unmarshal([]byte(out), &signed) != nil || signed.Key == "" {
		t.Fatalf("audit checkpoint --json answered %q", out)
	}
	kept := filepath.Join(t.TempDir(), "kept")
	if err := os.WriteFile(kept, []byte(note), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := verify(0, "--checkpoints", kept, "--checkpoints", kept); r.Checkpoints < 3 {
		t.Errorf("against two kept elsewhere: %+v", r)
	}
	damaged := filepath.Join(t.TempDir(), "damaged")
	if err := os.WriteFile(damaged, []byte(note[:len(note)-9]), 0o600); err != nil {
		t.Fatal(err)
	}
	verify(1, "--checkpoints", damaged)
	code, out := running(t, "audit", "verify", "--data", data, "--checkpoints", kept, "--checkpoints", damaged)
	if want := "The first that is not as it was written: the checkpoint kept elsewhere that was given as number 2 can't be read"; code != 1 || !strings.Contains(out, want) {
		t.Errorf("against a damaged checkpoint it is exit code %d and says %q, want %q", code, out, want)
	}
	var proof audit.Proof
	if code, out := running(t, "audit", "prove", "--data", data, "0"); code != 0 || json.Unmarshal([]byte(out), &proof) != nil {
		t.Fatalf("audit prove is exit code %d: %s", code, out)
	}
	if err := audit.VerifyProof(proof, signed.Key); err != nil {
		t.Errorf("the proof: %v", err)
	}
	if code, _ := running(t, "audit", "prove", "--data", data, "999999"); code != 1 {
		t.Errorf("proving an entry that is not there is exit code %d, want 1", code)
	}
	if err := os.Remove(filepath.Join(data, "keys", "signer")); err != nil {
		t.Fatal(err)
	}
	if r := verify(1); r.OK || r.FirstBad == nil {
		t.Errorf("without the signing key: %+v", r)
	}
	verify(0, "--key", signed.Key)
}
