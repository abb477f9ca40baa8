package audit

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Report is what a verification found.
type Report struct {
	Entries     int64 `json:"entries"`
	OK          bool  `json:"ok"`
	FirstBad    *Bad  `json:"first_bad"`
	Pending     int64 `json:"pending"`     // entries not in the tree yet
	Checkpoints int   `json:"checkpoints"` // checkpoints the tree was held against
}

// Bad is the first thing that is not as it was written.
type Bad struct {
	Seq   int64    `json:"seq"` // its number in the tree; -1: it has none
	Entry id.Entry `json:"entry"`
	Why   string   `json:"why"`
}

// Words say it to whoever has to look: which entry it is, where it is one, by its number as far as it has one, and what is wrong.
func (b Bad) Words() string {
	switch {
	case b.Seq >= 0 && b.Entry != "":
		return fmt.Sprintf("number %d (%s): %s", b.Seq, b.Entry, b.Why)
	case b.Seq >= 0:
		return fmt.Sprintf("number %d: %s", b.Seq, b.Why)
	case b.Entry != "":
		return fmt.Sprintf("%s, which has no number in the log: %s", b.Entry, b.Why)
	}
	return b.Why
}

// Against is what a verification is held against besides the database itself: whoever can rewrite
// the database can rewrite the checkpoints in it, so those that left the house decide.
type Against struct {
	VerifierKeys []string // every checkpoint must be signed by one of them
	Checkpoints  []string // notes kept elsewhere
}

// ErrNoKey says that there are checkpoints and no public key to check them by: anybody could have signed them.
var ErrNoKey = errs.New(errs.Invalid, "there are checkpoints, and no public key was given to check them by")

// Verify computes the whole tree again from the entries' bodies and salts and holds it against the
// stored hashes, the head and every checkpoint; and entries, leaves, pending rows and subject rows
// against each other; and looks for rows of the packages above whose last entry is not there (see
// [Tie]). It names the first entry that was altered. It reads one snapshot, a page at a
// time. An error means that it could not verify, not that something is wrong: ErrNoKey, with how many entries there
// are, when there are checkpoints and no key is given.
func Verify(ctx context.Context, db *store.DB, a Against) (Report, error) {
	verifiers, err := verifiersOf(a.VerifierKeys)
	if err != nil {
		return Report{}, err
	}
	var report Report
	err = db.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
		v := verification{r: s, verifiers: verifiers}
		err := v.run(ctx, a.Checkpoints)
		v.report.OK = v.report.FirstBad == nil && err == nil
		report = v.report
		return err
	})
	return report, err
}

// verification is one walk through the log. Each step adds at most the first fault it finds.
type verification struct {
	r         store.Reader
	verifiers []note.Verifier
	marks     []mark // by size
	report    Report
	tree      tree
	held      int64 // size of the largest checkpoint that fitted
}

// mark is a checkpoint that the tree is held against. Of one that can't be believed the size is -1: it fits nowhere.
type mark struct {
	checkpoint
	which string // of those there are, in words
}

func (v *verification) bad(seq int64, entry id.Entry, why string) {
	if v.report.FirstBad == nil {
		v.report.FirstBad = &Bad{seq, entry, why}
	}
}

func (v *verification) found() bool { return v.report.FirstBad != nil }

func (v *verification) run(ctx context.Context, outside []string) error {
	var err error
	if v.report.Entries, err = store.One(ctx, v.r, countEntries, store.Value[int64]); err != nil {
		return err
	}
	if err := v.readMarks(ctx, outside); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{v.leaves, v.head, v.pending, v.strays, v.rows} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// readMarks gathers the checkpoints. One that cannot be believed is itself a fault, but not the
// first: the walk may name the entry it was forged for.
func (v *verification) readMarks(ctx context.Context, outside []string) error {
	stored, err := store.Collect(ctx, v.r, allCheckpoints, func(row store.Scan) (text string, err error) {
		err = row(&text)
		return text, err
	})
	if err != nil {
		return err
	}
	if len(v.verifiers) == 0 && len(stored)+len(outside) > 0 {
		return ErrNoKey
	}
	for i, text := range append(stored, outside...) {
		m := mark{which: "a checkpoint in the database"}
		if i >= len(stored) {
			m.which = fmt.Sprintf("the checkpoint kept elsewhere that was given as number %d", i-len(stored)+1)
		}
		if m.checkpoint, err = readCheckpoint(text, v.verifiers); err != nil {
			m.size = -1
		}
		v.marks = append(v.marks, m)
	}
	slices.SortStableFunc(v.marks, func(a, b mark) int { return cmp.Compare(a.size, b.size) })
	v.report.Checkpoints = len(v.marks)
	return nil
}

// leafRow is a leaf with its entry, as stored.
type leafRow struct {
	seq    int64
	leafOf id.Entry
	hashes []byte
	entryRow
}

// entryRow is an entry as stored; its id is empty when it is gone.
type entryRow struct {
	id   id.Entry
	at   clock.Instant
	node string
	salt []byte
	body []byte
}

const verifyPage = 500

// leaves walks the leaves in order, computing every hash again.
func (v *verification) leaves(ctx context.Context) error {
	for !v.found() {
		rows, err := store.Collect(ctx, v.r, leafPage, scanLeaf, v.tree.size, verifyPage)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		kept, err := v.subjects(ctx, rows)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if !v.leaf(row, kept[row.leafOf]) {
				return nil
			}
		}
	}
	return nil
}

// leaf checks one leaf and tells whether it is good.
func (v *verification) leaf(row leafRow, kept []subjectRow) bool {
	seq := v.tree.size
	switch {
	case row.seq != seq:
		v.bad(seq, "", fmt.Sprintf("leaf %d is gone: the next is %d", seq, row.seq))
	case row.id == "":
		v.bad(seq, row.leafOf, "the entry is gone")
	}
	if v.found() {
		return false
	}
	b, why := row.check()
	leaf := leafHash(row.salt, row.body)
	stored := split(row.hashes)
	switch done := v.tree.add(leaf); {
	case len(stored) == 0 || stored[0] != leaf:
		v.bad(seq, row.id, "the entry is not what was hashed: its body or salt was altered, or another entry was put in its place")
	case why != "":
		v.bad(seq, row.id, why)
	case !bytes.Equal(join(done), row.hashes):
		v.bad(seq, row.id, "a hash that the leaf completed was altered")
	}
	if !v.found() {
		v.subjectsFit(seq, b, kept)
	}
	v.mark()
	return !v.found()
}

// check holds an entry's columns against its body.
func (e entryRow) check() (body, string) {
	var b body
	if err := json.Unmarshal(e.body, &b); err != nil {
		return b, "the entry's body cannot be read"
	}
	if b.ID != e.id || b.At != e.at.String() || b.Node != e.node {
		return b, "the entry's id, time or server is not what its body says"
	}
	return b, ""
}

// mark holds the tree against the checkpoints of its present size.
func (v *verification) mark() {
	for _, c := range v.marks {
		if c.size != v.tree.size {
			continue
		}
		if c.root != v.tree.root() {
			v.bad(v.held, "", fmt.Sprintf("the checkpoint of size %d does not fit: something from %d to %d was rewritten together with its hashes", c.size, v.held, c.size-1))
			return
		}
		v.held = c.size
	}
}

// head holds the tree against its head, and looks for checkpoints that fit no size.
func (v *verification) head(ctx context.Context) error {
	if v.found() {
		return nil
	}
	h, err := loadHead(ctx, v.r)
	switch {
	case err != nil:
		v.bad(-1, "", "the head of the tree cannot be read")
	case h.size > v.tree.size:
		v.bad(v.tree.size, "", fmt.Sprintf("the end is gone: the tree had %d leaves and has %d", h.size, v.tree.size))
	case h.size < v.tree.size || h.root != v.tree.root() || !bytes.Equal(h.bytes(), v.tree.bytes()):
		v.bad(min(h.size, v.tree.size), "", "the head of the tree was altered, or leaves were added without it")
	}
	for _, c := range v.marks {
		switch {
		case c.size < 0:
			v.bad(-1, "", c.which+" can't be read, or is not signed by a known key")
		case c.size > v.tree.size:
			v.bad(v.tree.size, "", fmt.Sprintf("the end is gone: a checkpoint was signed for %d leaves and there are %d", c.size, v.tree.size))
		}
	}
	return nil
}

// pending checks the entries that are not in the tree yet.
func (v *verification) pending(ctx context.Context) error {
	type pendingRow struct {
		leafOf id.Entry
		leaf   []byte
		seq    int64
		entryRow
	}
	rows, err := store.Collect(ctx, v.r, pendingEntries, func(row store.Scan) (p pendingRow, err error) {
		err = row(&p.leafOf, &p.leaf, store.Maybe(&p.id), store.Maybe(&p.at), store.Maybe(&p.node), &p.salt, &p.body, &p.seq)
		return p, err
	})
	if err != nil {
		return err
	}
	v.report.Pending = int64(len(rows))
	for _, p := range rows {
		hash := leafHash(p.salt, p.body)
		switch _, why := p.check(); {
		case p.id == "":
			v.bad(-1, p.leafOf, "the entry is gone before it came into the tree")
		case p.seq >= 0:
			v.bad(p.seq, p.id, "the entry is in the tree and waits for it as well")
		case !bytes.Equal(hash[:], p.leaf) || why != "":
			v.bad(-1, p.id, "the entry was altered before it came into the tree")
		}
	}
	return nil
}

// strays looks for entries that are in no tree, and for subject rows without an entry.
func (v *verification) strays(ctx context.Context) error {
	for _, look := range []struct {
		in  store.Statement
		why string
	}{
		{strayEntries, "the entry is neither in the tree nor waiting for it: it was put in, or its leaf taken out"},
		{straySubjects, "somebody is said to have been looked at in an entry that is not there"},
	} {
		entry, found, err := store.Find(ctx, v.r, look.in, store.Value[id.Entry])
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		if first := v.report.FirstBad; first != nil && first.Entry == "" && look.in == strayEntries {
			first.Entry = entry // the leaf that is gone was most likely this entry's
		}
		v.bad(-1, entry, look.why)
	}
	return nil
}

func scanLeaf(row store.Scan) (l leafRow, err error) {
	err = row(&l.seq, &l.leafOf, &l.hashes, store.Maybe(&l.id), store.Maybe(&l.at), store.Maybe(&l.node), &l.salt, &l.body)
	return l, err
}
