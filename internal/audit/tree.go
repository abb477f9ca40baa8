package audit

import (
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is the growing side of an RFC 6962 tree: its size and the roots of its whole subtrees, one for
// each bit of the size, smallest first. That is all an append needs.
type tree struct {
	size int64
	edge []tlog.Hash
}

// add appends a leaf; it makes a new edge, so that a copy of the tree can grow by itself. It gives the hashes it completed: its own, then those of the subtrees it ends.
func (t *tree) add(leaf tlog.Hash) []tlog.Hash {
	done := []tlog.Hash{leaf}
	h := leaf
	ends := bits.TrailingZeros64(uint64(t.size) + 1) // subtrees of the edge that the leaf completes
	for _, left := range t.edge[:ends] {
		h = tlog.NodeHash(left, h)
		done = append(done, h)
	}
	t.edge = append([]tlog.Hash{h}, t.edge[ends:]...)
	t.size++
	return done
}

// root is the tree's root hash.
func (t *tree) root() tlog.Hash {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	h := t.edge[0]
	for _, left := range t.edge[1:] {
		h = tlog.NodeHash(left, h)
	}
	return h
}

// bytes gives the edge as stored.
func (t *tree) bytes() []byte { return join(t.edge) }

// parseTree reads what bytes gave.
func parseTree(size int64, edge []byte) (tree, error) {
	t := tree{size: size, edge: split(edge)}
	if size < 0 || len(edge)%tlog.HashSize != 0 || len(t.edge) != bits.OnesCount64(uint64(size)) {
		return tree{}, fmt.Errorf("the head of the audit tree is damaged: its edge does not fit its size")
	}
	return t, nil
}

func join(hashes []tlog.Hash) []byte {
	b := make([]byte, 0, len(hashes)*tlog.HashSize)
	for _, h := range hashes {
		b = append(b, h[:]...)
	}
	return b
}

func split(b []byte) []tlog.Hash {
	hashes := make([]tlog.Hash, 0, len(b)/tlog.HashSize)
	for ; len(b) >= tlog.HashSize; b = b[tlog.HashSize:] {
		hashes = append(hashes, tlog.Hash(b[:tlog.HashSize]))
	}
	return hashes
}
