package audit_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"goldenthread/internal/audit"
	"goldenthread/internal/store"
)

func (h *house) signer() *audit.Signer {
	h.t.Helper()
	s, err := audit.LoadSigner(filepath.Join(h.t.TempDir(), "keys", "checkpoint.key"), "audit.example.org/test")
	if err != nil {
		h.t.Fatal(err)
	}
	h.keys = append(h.keys, s.VerifierKey())
	return s
}

func (h *house) checkpoint(s *audit.Signer) (text string) {
	h.t.Helper()
	err := h.db.Write(h.t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) (err error) {
		text, err = h.log.Checkpoint(ctx, u, s, "sha256:policy")
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return text
}

func run(t *testing.T, file *sql.DB, text string, args ...any) {
	t.Helper()
	if _, err := file.ExecContext(t.Context(), text, args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// unguard takes off every trigger that holds tables to being added to.
func unguard(t *testing.T, file *sql.DB) {
	t.Helper()
	rows, err := file.QueryContext(t.Context(), `SELECT name FROM sqlite_schema WHERE type = 'trigger'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		names = append(names, n)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if len(names) < 6 {
		t.Errorf("only %d triggers guard the log: %v", len(names), names)
	}
	for _, n := range names {
		run(t, file, "DROP TRIGGER "+n)
	}
}

// forbidden are statements that no writer may run, not even the program itself.
var forbidden = []store.Statement{
	store.SQL("audittest.deleteEntries", `DELETE FROM audit_entry`),
	store.SQL("audittest.updateEntries", `UPDATE audit_entry SET node = 'x'`),
	store.SQL("audittest.deleteLeaves", `DELETE FROM audit_leaf`),
	store.SQL("audittest.updateLeaves", `UPDATE audit_leaf SET entry_id = 'x'`),
	store.SQL("audittest.deleteSubjects", `DELETE FROM audit_subject`),
	store.SQL("audittest.updateSubjects", `UPDATE audit_subject SET actor = 'x'`),
	store.SQL("audittest.deleteCheckpoints", `DELETE FROM audit_checkpoint`),
	store.SQL("audittest.updateCheckpoints", `UPDATE audit_checkpoint SET note = 'x'`),
}

func TestTheTablesAreOnlyAddedTo(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.appendMany(3)
		h.checkpoint(h.signer())
		for _, s := range forbidden {
			err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
				_, err := store.Exec(ctx, u, s)
				return err
			})
			if err == nil {
				t.Errorf("%s was allowed", s.Text())
			}
		}
		h.isGood(3, 0)
	})
}

func flip(t *testing.T, file *sql.DB, table, column, where string, rnd *rand.Rand) {
	t.Helper()
	var b []byte
	if err := file.QueryRowContext(t.Context(), "SELECT "+column+" FROM "+table+" WHERE "+where).Scan(&b); err != nil {
		t.Fatal(err)
	}
	bit := rnd.IntN(len(b) * 8)
	b[bit/8] ^= 1 << (bit % 8)
	run(t, file, "UPDATE "+table+" SET "+column+" = $1 WHERE "+where, b)
}

// TestEveryMutationIsFound makes random changes by raw SQL to a log of 60 entries, one at a time, and
// demands that each is found and the first altered entry named. The log is verified on copies.
func TestEveryMutationIsFound(t *testing.T) {
	h, file := onFile(t)
	h.appendMany(60)
	signer := h.signer()
	kept := h.checkpoint(signer)
	h.isGood(60, 0)
	unguard(t, file)
	against := audit.Against{VerifierKeys: []string{signer.VerifierKey()}, Checkpoints: []string{kept}}

	entry := func(n int) string { return fmt.Sprintf("entry%05d", n) }
	mutations := []struct {
		name string
		do   func(t *testing.T, f *sql.DB, r *rand.Rand, n int)
		seq  func(n int) int64 // which entry must be named; nil: any
	}{
		{"a bit of a body", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			flip(t, f, "audit_entry", "body", "id = '"+entry(n)+"'", r)
		}, nil},
		{"a bit of a salt", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			flip(t, f, "audit_entry", "salt", "id = '"+entry(n)+"'", r)
		}, nil},
		{"another actor in a body", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_entry SET body = CAST(replace(CAST(body AS text), 'account1', 'account2') AS blob) WHERE id = $1`, entry(n))
		}, nil},
		{"an entry deleted", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `DELETE FROM audit_entry WHERE id = $1`, entry(n))
		}, nil},
		{"an entry and its leaf deleted", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `DELETE FROM audit_entry WHERE id = $1`, entry(n))
			run(t, f, `DELETE FROM audit_subject WHERE entry_id = $1`, entry(n))
			run(t, f, `DELETE FROM audit_leaf WHERE entry_id = $1`, entry(n))
		}, nil},
		{"a leaf deleted", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `DELETE FROM audit_leaf WHERE entry_id = $1`, entry(n))
		}, nil},
		{"the time of an entry", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_entry SET at = at + 1 WHERE id = $1`, entry(n))
		}, nil},
		{"the server of an entry", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_entry SET node = 'other' WHERE id = $1`, entry(n))
		}, nil},
		{"two bodies swapped", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_entry SET (body, salt) = (SELECT o.body, o.salt FROM audit_entry o
				WHERE o.id = CASE audit_entry.id WHEN $1 THEN $2 ELSE $1 END) WHERE id IN ($1, $2)`, entry(n), entry((n+1)%60))
		}, func(n int) int64 { return int64(min(n, (n+1)%60)) }},
		{"two leaves swapped", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			m := (n + 1 + r.IntN(58)) % 60
			run(t, f, `UPDATE audit_leaf SET entry_id = 'x' WHERE seq = $1`, n)
			run(t, f, `UPDATE audit_leaf SET entry_id = $1 WHERE seq = $2`, entry(n), m)
			run(t, f, `UPDATE audit_leaf SET entry_id = $1 WHERE seq = $2`, entry(m), n)
		}, func(int) int64 { return -2 }},
		{"a leaf renumbered", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_leaf SET seq = 1000 WHERE seq = $1`, n)
		}, nil},
		{"a bit of a leaf's hashes", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			flip(t, f, "audit_leaf", "hashes", fmt.Sprint("seq = ", n), r)
		}, nil},
		{"an entry put in", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `INSERT INTO audit_entry SELECT 'forged', at, node, body, salt FROM audit_entry WHERE id = $1`, entry(n))
		}, func(int) int64 { return -1 }},
		{"an entry put in with a leaf at the end", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `INSERT INTO audit_entry SELECT 'forged', at, node, body, salt FROM audit_entry WHERE id = $1`, entry(n))
			run(t, f, `INSERT INTO audit_leaf SELECT 60, 'forged', hashes FROM audit_leaf WHERE entry_id = $1`, entry(n))
		}, func(int) int64 { return 60 }},
		{"who has looked: a row gone", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `DELETE FROM audit_subject WHERE entry_id = $1 AND how = 'opened'`, entry(n))
		}, nil},
		{"who has looked: another actor", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_subject SET actor = 'somebody else' WHERE entry_id = $1`, entry(n))
		}, nil},
		{"who has looked: another time", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_subject SET at = at - 1 WHERE entry_id = $1`, entry(n))
		}, nil},
		{"who has looked: a row put in", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `INSERT INTO audit_subject SELECT entry_id, 'folder77', how, actor, at, day FROM audit_subject WHERE entry_id = $1 LIMIT 1`, entry(n))
		}, nil},
		{"who has looked: a row of no entry", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `INSERT INTO audit_subject SELECT 'forged', subject, how, actor, at, day FROM audit_subject WHERE entry_id = $1 LIMIT 1`, entry(n))
		}, func(int) int64 { return -1 }},
		{"the end cut off", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `DELETE FROM audit_subject WHERE entry_id IN (SELECT entry_id FROM audit_leaf WHERE seq >= $1)`, n)
			run(t, f, `DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf WHERE seq >= $1)`, n)
			run(t, f, `DELETE FROM audit_leaf WHERE seq >= $1`, n)
		}, nil},
		{"the head's root", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_head SET root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`)
		}, func(int) int64 { return 60 }},
		{"the head's size", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) { run(t, f, `UPDATE audit_head SET size = size - 1`) }, func(int) int64 { return -2 }},
		{"the head gone", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) { run(t, f, `DELETE FROM audit_head`) }, func(int) int64 { return -1 }},
		{"an entry made pending again", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `INSERT INTO audit_pending SELECT id, at, salt FROM audit_entry WHERE id = $1`, entry(n))
		}, nil},
		{"a stored checkpoint altered", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `UPDATE audit_checkpoint SET note = replace(note, 'sha256', 'sha257')`)
		}, func(int) int64 { return -1 }},
		{"stored checkpoints gone and the log rewritten from one entry on", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `DELETE FROM audit_checkpoint`)
			rewrite(t, f, n)
		}, func(int) int64 { return 0 }},
		{"stored checkpoints gone, the end cut off and the head put right", func(t *testing.T, f *sql.DB, r *rand.Rand, n int) {
			run(t, f, `DELETE FROM audit_checkpoint`)
			run(t, f, `DELETE FROM audit_subject WHERE entry_id >= $1`, entry(n))
			run(t, f, `DELETE FROM audit_entry WHERE id >= $1`, entry(n))
			rewrite(t, f, -1)
		}, nil},
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, m := range mutations {
		t.Run(m.name, func(t *testing.T) {
			for range 6 {
				n := rnd.IntN(60)
				copied, f := copyOf(t, file)
				m.do(t, f, rnd, n)
				got, err := audit.Verify(t.Context(), copied, against)
				if err != nil {
					t.Fatalf("at %d: %v", n, err)
				}
				want := int64(n)
				if m.seq != nil {
					want = m.seq(n)
				}
				if got.OK || got.FirstBad == nil {
					t.Errorf("at %d: it was not found", n)
				} else if want != -2 && got.FirstBad.Seq != want {
					t.Errorf("at %d: named %+v, want number %d", n, *got.FirstBad, want)
				} else if m.seq == nil && got.FirstBad.Entry != "" && string(got.FirstBad.Entry) != entry(n) {
					t.Errorf("at %d: named %+v, want entry %s", n, *got.FirstBad, entry(n))
				}
			}
		})
	}
	h.isGood(60, 0)
}

// rewrite is what somebody with the file, the program's source and time can do: alter one entry and
// compute every hash anew. Only a checkpoint that left the house shows it.
func rewrite(t *testing.T, f *sql.DB, alter int) {
	t.Helper()
	if alter >= 0 {
		run(t, f, `UPDATE audit_entry SET body = CAST(replace(CAST(body AS text), 'account1', 'account2') AS blob) WHERE id = (SELECT entry_id FROM audit_leaf WHERE seq = $1)`, alter)
		run(t, f, `UPDATE audit_subject SET actor = 'account2' WHERE entry_id = (SELECT entry_id FROM audit_leaf WHERE seq = $1)`, alter)
	}
	run(t, f, `DELETE FROM audit_leaf WHERE entry_id NOT IN (SELECT id FROM audit_entry)`)
	rows, err := f.QueryContext(t.Context(), `SELECT l.seq, e.salt, e.body FROM audit_leaf l JOIN audit_entry e ON e.id = l.entry_id ORDER BY l.seq`)
	if err != nil {
		t.Fatal(err)
	}
	var stored []tlog.Hash
	var leaves [][]byte
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, at := range indexes {
			out[i] = stored[at]
		}
		return out, nil
	})
	for rows.Next() {
		var seq int64
		var salt, body []byte
		if err := rows.Scan(&seq, &salt, &body); err != nil {
			t.Fatal(err)
		}
		hashes, err := tlog.StoredHashes(seq, append(salt, body...), reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, hashes...)
		var joined []byte
		for _, h := range hashes {
			joined = append(joined, h[:]...)
		}
		leaves = append(leaves, joined)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	rows.Close()
	for seq, hashes := range leaves {
		run(t, f, `UPDATE audit_leaf SET hashes = $1 WHERE seq = $2`, hashes, seq)
	}
	size := int64(len(leaves))
	root, err := tlog.TreeHash(size, reader)
	if err != nil {
		t.Fatal(err)
	}
	edge := []byte{} // from the smallest whole subtree to the largest
	for level, at := 0, size; at > 0; level, at = level+1, at>>1 {
		if at&1 == 1 {
			h := stored[tlog.StoredHashIndex(level, at-1)]
			edge = append(edge, h[:]...)
		}
	}
	run(t, f, `UPDATE audit_head SET size = $1, root = $2, edge = $3`, size, root.String(), edge)
}

// copyOf gives the store and a raw handle on a copy of a database file.
func copyOf(t *testing.T, file *sql.DB) (*store.DB, *sql.DB) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy.db")
	run(t, file, "VACUUM INTO '"+to+"'")
	raw, err := sql.Open("sqlite", to)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), "sqlite:"+to, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = raw.Close(), db.Close() })
	return db, raw
}

// TestCheckpointsWithoutAKey: whoever can write to the database can sign checkpoints of his own.
func TestCheckpointsWithoutAKey(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.append(h.entry())
		h.sequence()
		if _, err := audit.Verify(t.Context(), h.db, audit.Against{}); err != nil {
			t.Errorf("no checkpoint and no key: %v", err)
		}
		h.checkpoint(h.signer())
		if got, err := audit.Verify(t.Context(), h.db, audit.Against{}); !errors.Is(err, audit.ErrNoKey) || got.OK || got.Entries != 1 {
			t.Errorf("a checkpoint and no key = %+v, %v; want ErrNoKey", got, err)
		}
	})
}

// TestWhatOnlyACheckpointShows says plainly what verification cannot see by itself: a log rewritten
// whole, or cut off with its head put right, is good in itself.
func TestWhatOnlyACheckpointShows(t *testing.T) {
	h, file := onFile(t)
	h.appendMany(20)
	signer := h.signer()
	unguard(t, file)
	kept := h.checkpoint(signer)
	run(t, file, `DELETE FROM audit_checkpoint`)
	copied, f := copyOf(t, file)
	rewrite(t, f, 7)
	for _, tc := range []struct {
		against audit.Against
		ok      bool
	}{{audit.Against{}, true}, {audit.Against{VerifierKeys: h.keys, Checkpoints: []string{kept}}, false}} {
		got, err := audit.Verify(t.Context(), copied, tc.against)
		if err != nil || got.OK != tc.ok {
			t.Errorf("Verify with %d checkpoints = %+v, %v; want ok %v", len(tc.against.Checkpoints), got, err, tc.ok)
		}
	}
}

// TestBadInWords: what is wrong is said without a number or an entry where there is none.
func TestBadInWords(t *testing.T) {
	for want, b := range map[string]audit.Bad{
		"number 7 (entry_1): it was altered":                      {Seq: 7, Entry: "entry_1", Why: "it was altered"},
		"number 0: it is gone":                                    {Seq: 0, Why: "it is gone"},
		"entry_2, which has no number in the log: it was altered": {Seq: -1, Entry: "entry_2", Why: "it was altered"},
		"the head of the tree cannot be read":                     {Seq: -1, Why: "the head of the tree cannot be read"},
	} {
		if got := b.Words(); got != want {
			t.Errorf("%+v is said %q, want %q", b, got, want)
		}
	}
}
