package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// digest names a report's figures: the return, its period, and every cell by table, row and column; and the words that
// are part of it, commentary and case study. The file's own words are left out, so that mending a spelling keeps the code;
// so is the as-at date, so that a later run over the same records proves that they are the same.
func (r Report) digest() (digest, code string) {
	h := sha256.New()
	fmt.Fprintf(h, "goldenthread report 1\n%s %s %s\n", r.Key, r.Period.From, r.Period.To)
	for _, t := range r.Tables {
		for _, row := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total) {
			for _, c := range t.Columns {
				fmt.Fprintf(h, "%s/%s/%s=%s\n", t.ID, row.Key, c.Column, row.Cells[c.Column])
			}
		}
	}
	words := r.commentary()
	for _, table := range slices.Sorted(maps.Keys(words)) {
		fmt.Fprintf(h, "%s says %x\n", table, sha256.Sum256([]byte(words[table])))
	}
	digest = hex.EncodeToString(h.Sum(nil))
	return digest, CheckCode(digest)
}

// CheckCode gives the first eight characters of a digest, to read out.
func CheckCode(digest string) string {
	if len(digest) < 8 {
		return digest
	}
	return strings.ToUpper(digest[:4] + " " + digest[4:8])
}
