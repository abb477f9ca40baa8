package catalogue

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
)

// digest notes the digest of a file that was read.
func (r *reading) digest(name string, content []byte) {
	r.digests[name] = sha256.Sum256(content)
}

// version gives the digest of a file and of all files it refers to: names and contents, so that a
// file under another name is another version.
func (r *reading) version(name string, refers map[string]bool) string {
	files := append(slices.Collect(maps.Keys(refers)), name)
	slices.Sort(files)
	h := sha256.New()
	for _, f := range files {
		sum := r.digests[f]
		h.Write([]byte(f + "\x00"))
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
