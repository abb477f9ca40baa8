package audit

import (
	"context"
	"encoding/json"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Proof shows that one entry stands in the log under a signed checkpoint, without the rest of the
// log: what goes to a court or to another agency. It is JSON.
type Proof struct {
	Statement  string           `json:"statement"` // what it proves, in words
	Seq        int64            `json:"seq"`
	Entry      id.Entry         `json:"entry"`
	Body       string           `json:"body"` // the exact bytes that were hashed
	Salt       []byte           `json:"salt"`
	Path       tlog.RecordProof `json:"path"`
	Checkpoint string           `json:"checkpoint"`
}

// Prove makes the proof of the entry with a number in the tree, under the newest checkpoint.
// errs.NotFound if there is no such entry, errs.Conflict if no checkpoint covers it yet.
func Prove(ctx context.Context, r store.Reader, seq int64) (Proof, error) {
	p, found, err := store.Find(ctx, r, oneLeaf, func(row store.Scan) (p Proof, err error) {
		var bytes []byte
		err = row(&p.Entry, &p.Salt, &bytes)
		p.Body = string(bytes)
		return p, err
	}, seq)
	if err != nil {
		return Proof{}, err
	}
	if !found {
		return Proof{}, errs.New(errs.NotFound, fmt.Sprintf("the audit log has no entry %d", seq))
	}
	p.Seq = seq
	p.Checkpoint, found, err = store.Find(ctx, r, coveringCheckpoint, func(row store.Scan) (text string, err error) {
		err = row(&text)
		return text, err
	}, seq)
	if err != nil {
		return Proof{}, err
	}
	if !found {
		return Proof{}, errs.New(errs.Conflict, "no checkpoint covers the entry yet: make one first")
	}
	c, err := readCheckpoint(p.Checkpoint, nil)
	if err != nil {
		return Proof{}, errs.Wrap(errs.Internal, "reading a checkpoint", err)
	}
	p.Path, err = tlog.ProveRecord(c.size, seq, storedHashes(ctx, r))
	if err != nil {
		return Proof{}, errs.Wrap(errs.Internal, "proving an entry", err)
	}
	p.Statement = fmt.Sprintf("The entry %s, with the body given here byte for byte, is number %d of the audit log %s, which had %d entries when its checkpoint was signed.", p.Entry, seq, c.origin, c.size)
	return p, nil
}

// VerifyProof checks a proof with the log's public key alone. Its error says what does not hold.
func VerifyProof(p Proof, verifierKey string) error {
	verifiers, err := verifiersOf([]string{verifierKey})
	if err != nil {
		return err
	}
	c, err := readCheckpoint(p.Checkpoint, verifiers)
	if err != nil {
		return errs.Wrap(errs.Invalid, "the proof does not hold", err)
	}
	if p.Seq < 0 || p.Seq >= c.size {
		return errs.New(errs.Invalid, "the proof does not hold: its number is beyond the checkpoint")
	}
	leaf := leafHash(p.Salt, []byte(p.Body))
	if err := tlog.CheckRecord(p.Path, c.size, c.root, p.Seq, leaf); err != nil {
		return errs.New(errs.Invalid, "the proof does not hold: the entry is not in the tree that was signed")
	}
	var b body
	if err := json.Unmarshal([]byte(p.Body), &b); err != nil || b.ID != p.Entry {
		return errs.New(errs.Invalid, "the proof does not hold: its body is of another entry")
	}
	return nil
}

// storedHashes reads hashes of the tree by their number: each stands in the row of the leaf that
// completed it, at the place of its level.
func storedHashes(ctx context.Context, r store.Reader) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		if len(indexes) == 0 {
			return nil, nil
		}
		seqs := make([]int64, len(indexes))
		for i, index := range indexes {
			level, n := tlog.SplitStoredHashIndex(index)
			seqs[i] = (n+1)<<level - 1
		}
		rows := map[int64][]tlog.Hash{}
		err := store.Each(ctx, r, leafHashes, func(row store.Scan) error {
			var seq int64
			var hashes []byte
			if err := row(&seq, &hashes); err != nil {
				return err
			}
			rows[seq] = split(hashes)
			return nil
		}, store.List(seqs))
		if err != nil {
			return nil, err
		}
		out := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			level, _ := tlog.SplitStoredHashIndex(index)
			if level >= len(rows[seqs[i]]) {
				return nil, errs.New(errs.Internal, "a hash of the audit tree is missing")
			}
			out[i] = rows[seqs[i]][level]
		}
		return out, nil
	}
}
