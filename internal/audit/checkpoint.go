package audit

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Signer signs checkpoints with an Ed25519 key that stays outside the database.
type Signer struct {
	signer   note.Signer
	verifier string
}

// LoadSigner reads the signing key in a file that only its owner may read, in the key ring's folder;
// it is made at first use. origin names the log in every checkpoint ("audit.example.org/barnet"),
// without spaces or plus signs, and stays what it was when the key was made.
func LoadSigner(path, origin string) (*Signer, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeSigner(path, origin); err != nil {
			return nil, err
		}
		info, err = os.Stat(path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the key for checkpoints: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, errs.New(errs.Forbidden, "others may read the key for checkpoints: run chmod 600 "+path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the key for checkpoints: %w", err)
	}
	secret := strings.TrimSpace(string(text))
	signer, err := note.NewSigner(secret)
	if err != nil { // the cause is not given: it may quote the key
		return nil, errs.New(errs.Invalid, path+" holds no key for checkpoints: put back the one that belongs here")
	}
	if signer.Name() != origin {
		return nil, errs.New(errs.Conflict, fmt.Sprintf("the key for checkpoints is of %s, not of %s", signer.Name(), origin))
	}
	verifier, err := verifierKey(signer.Name(), secret)
	return &Signer{signer: signer, verifier: verifier}, err
}

func makeSigner(path, origin string) error {
	if origin == "" || strings.ContainsAny(origin, " \t\r\n+") {
		return errs.New(errs.Invalid, "the audit log's origin is a name without spaces or plus signs")
	}
	secret, _, err := note.GenerateKey(id.Random, origin)
	if err != nil {
		return fmt.Errorf("making the key for checkpoints: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the key's folder: %w", err)
	}
	return seal.WriteDurably(path, []byte(secret+"\n"))
}

// verifierKey gives the public key of a private note key: PRIVATE+KEY+name+hash+data, where the
// data, which may hold plus signs itself, are the kind of key and the seed.
func verifierKey(name, secret string) (string, error) {
	parts := strings.SplitN(secret, "+", 5)
	raw, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(raw) != 1+ed25519.SeedSize {
		return "", errs.New(errs.Invalid, "the key for checkpoints is damaged: put back the one that belongs here")
	}
	public := ed25519.NewKeyFromSeed(raw[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(name, public)
}

// VerifierKey is the public key by which others check checkpoints.
func (s *Signer) VerifierKey() string { return s.verifier }

// Checkpoint signs the tree as it stands, with the digest of the policy in force, keeps the note and
// gives it: it is for the partner agencies, and holds no personal data. What was pending is not in
// it. errs.Conflict while the tree is empty.
func (l *Log) Checkpoint(ctx context.Context, w store.Writer, s *Signer, policy string) (string, error) {
	if policy == "" || strings.ContainsAny(policy, "\r\n") {
		return "", errs.New(errs.Internal, "a checkpoint names the policy in force in one line")
	}
	h, err := loadHead(ctx, w)
	if err != nil {
		return "", err
	}
	if h.size == 0 {
		return "", errs.New(errs.Conflict, "there is nothing in the audit log to sign yet")
	}
	c := checkpoint{origin: s.signer.Name(), size: h.size, root: h.root, policy: policy}
	signed, err := note.Sign(&note.Note{Text: c.text()}, s.signer)
	if err != nil {
		return "", fmt.Errorf("signing a checkpoint: %w", err)
	}
	_, err = store.Exec(ctx, w, addCheckpoint, h.size, l.clock.Now(), string(signed))
	return string(signed), err
}

// NewestCheckpoint gives the signed note of the largest tree. errs.NotFound when none was signed yet.
func NewestCheckpoint(ctx context.Context, r store.Reader) (string, error) {
	return store.One(ctx, r, newestCheckpoint, func(row store.Scan) (text string, err error) {
		err = row(&text)
		return text, err
	})
}

// checkpoint is a signed statement of the tree, in the form of C2SP tlog-checkpoint.
type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
	policy string
}

func (c checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\npolicy %s\n", c.origin, c.size, c.root, c.policy)
}

// readCheckpoint reads a note. With verifiers, one of them must have signed it; without, only its
// words are taken.
func readCheckpoint(text string, verifiers []note.Verifier) (checkpoint, error) {
	n, err := note.Open([]byte(text), note.VerifierList(verifiers...))
	var unknown *note.UnverifiedNoteError
	if len(verifiers) == 0 && errors.As(err, &unknown) {
		n, err = unknown.Note, nil
	}
	if err != nil {
		return checkpoint{}, fmt.Errorf("a checkpoint is not signed by a known key")
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 {
		return checkpoint{}, fmt.Errorf("a checkpoint has too few lines")
	}
	c := checkpoint{origin: lines[0]}
	if c.size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.size < 0 {
		return checkpoint{}, fmt.Errorf("a checkpoint has no size")
	}
	if c.root, err = tlog.ParseHash(lines[2]); err != nil {
		return checkpoint{}, fmt.Errorf("a checkpoint has no root")
	}
	for _, line := range lines[3:] {
		if p, ok := strings.CutPrefix(line, "policy "); ok {
			c.policy = p
		}
	}
	return c, nil
}

func verifiersOf(keys []string) ([]note.Verifier, error) {
	list := make([]note.Verifier, 0, len(keys))
	for _, k := range keys {
		v, err := note.NewVerifier(strings.TrimSpace(k))
		if err != nil {
			return nil, errs.New(errs.Invalid, "that is not a public key of checkpoints")
		}
		list = append(list, v)
	}
	return list, nil
}
