package audit

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
)

// TestTheTreeIsRFC6962 grows our tree beside sumdb/tlog's own and compares every hash and root.
func TestTheTreeIsRFC6962(t *testing.T) {
	var ours tree
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, at := range indexes {
			out[i] = stored[at]
		}
		return out, nil
	})
	for n := range int64(300) {
		root, err := tlog.TreeHash(n, reader)
		if err != nil {
			t.Fatal(err)
		}
		if ours.root() != root {
			t.Fatalf("the root of %d leaves = %v, want %v", n, ours.root(), root)
		}
		leaf := leafHash([]byte("salt"), fmt.Append(nil, n))
		want, err := tlog.StoredHashesForRecordHash(n, leaf, reader)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, ours.add(leaf)); diff != "" {
			t.Fatalf("the hashes that leaf %d completes (-want +got):\n%s", n, diff)
		}
		stored = append(stored, want...)
		back, err := parseTree(ours.size, ours.bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(ours.edge, back.edge); diff != "" {
			t.Fatalf("the edge after %d leaves, read back (-want +got):\n%s", n+1, diff)
		}
	}
	if _, err := parseTree(3, make([]byte, 32)); err == nil {
		t.Error("an edge that does not fit the size was taken")
	}
}
