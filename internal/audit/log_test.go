package audit_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

var schemas = []store.Schema{audit.Schema}

// looksSQL reads who has looked, as other packages do.
var looksSQL = store.SQL("audittest.looks", `
	SELECT subject, at, actor, how FROM audit_v_looked WHERE subject IN ({{list}}) ORDER BY at DESC, subject, how`)

type closed struct {
	Case   string `json:"case"`
	Reason string `json:"reason"`
	folder string
}

func (closed) EventKind() string { return "case.closed" }

func (c closed) Subjects() []audit.Subject { return []audit.Subject{{ID: c.folder, How: "changed"}} }

// moved is an event that says nothing of whom it is about but the folder it names.
type moved struct {
	Folder id.Folder
	To     string
}

func (moved) EventKind() string { return "case.moved" }

// Each folder that an event names was changed, for whoever asks who has looked; of one that names none nothing is said.
func TestAFolderThatAnEventNamesWasChanged(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		e := h.entry()
		e.Actor, e.Events, e.Opened, e.Listed = "ann", []audit.Event{moved{Folder: "her", To: "review"}, moved{To: "review"}}, nil, nil
		h.append(e)
		var got []string
		err := h.db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			return store.Each(ctx, s, looksSQL, func(scan store.Scan) error {
				var subject, actor, how string
				var at clock.Instant
				err := scan(&subject, &at, &actor, &how)
				got = append(got, subject+" "+how+" by "+actor)
				return err
			}, store.List([]string{"her", ""}))
		})
		if err != nil || !slices.Equal(got, []string{"her changed by ann"}) {
			t.Errorf("who has looked: %v (%v)", got, err)
		}
	})
}

// house is a database with its log and a clock that stands still.
type house struct {
	t     *testing.T
	db    *store.DB
	clock *clock.Manual
	log   *audit.Log
	keys  []string // public keys of the signers the test made
	next  int
}

func furnish(t *testing.T, db *store.DB) *house {
	t.Helper()
	h := &house{t: t, db: db, clock: clock.NewManual(clock.NewDate(2026, 11, 2).At(9, 0))}
	var err error
	if h.log, err = audit.Start(t.Context(), db, h.clock, "node1"); err != nil {
		t.Fatal(err)
	}
	return h
}

func both(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	storetest.BothEngines(t, schemas, func(t *testing.T, db *store.DB) { fn(t, furnish(t, db)) })
}

// entry makes the next entry: an opening of one folder, and a closing in every third.
func (h *house) entry() audit.Entry {
	n := h.next
	h.next++
	h.clock.Advance(time.Second)
	e := audit.Entry{
		ID: id.Entry(fmt.Sprintf("entry%05d", n)), At: h.clock.Now(), Actor: "account1", Agency: "agency1", Session: "session1", Action: "case.read",
		Decisions: []audit.Decision{{Action: "case.read", On: "folder1", Allowed: true, Why: "role and grant"}},
		Opened:    []audit.Opened{{Folder: id.Folder(fmt.Sprint("folder", n%7)), Column: "person_name.full", Rows: []string{"row1", "row2"}}},
		RequestID: "request1",
	}
	if n%3 == 0 {
		e.Events = []audit.Event{closed{"case1", "withdrew", "folder9"}}
		e.Compared = []audit.Compared{{Rule: "name+born", Count: 40}}
	}
	return e
}

func (h *house) append(entries ...audit.Entry) {
	h.t.Helper()
	for _, e := range entries {
		err := h.db.Write(h.t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error { return h.log.Append(ctx, u, e) })
		if err != nil {
			h.t.Fatal(err)
		}
	}
}

func (h *house) appendMany(n int) {
	h.t.Helper()
	for n > 0 {
		some := min(n, 100)
		var entries []audit.Entry
		for range some {
			entries = append(entries, h.entry())
		}
		err := h.db.Write(h.t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			for _, e := range entries {
				if err := h.log.Append(ctx, u, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			h.t.Fatal(err)
		}
		n -= some
	}
	h.sequence()
}

func (h *house) sequence() int {
	h.t.Helper()
	n, err := h.log.SequenceNow(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// verify holds the log against what is given; without keys, against those of the test's own signers.
func (h *house) verify(a audit.Against) audit.Report {
	h.t.Helper()
	if a.VerifierKeys == nil {
		a.VerifierKeys = h.keys
	}
	r, err := audit.Verify(h.t.Context(), h.db, a)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func (h *house) isGood(entries, pending int64) {
	h.t.Helper()
	got := h.verify(audit.Against{})
	if diff := cmp.Diff(audit.Report{Entries: entries, OK: true, Pending: pending, Checkpoints: got.Checkpoints}, got); diff != "" {
		h.t.Errorf("Verify (-want +got):\n%s", diff)
	}
}

func TestEntriesComeIntoTheTree(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.isGood(0, 0)
		h.append(h.entry(), h.entry(), h.entry())
		if h.db.Engine() == store.SQLite {
			h.isGood(3, 0) // in the tree with the very transaction
		} else {
			h.isGood(3, 3)
		}
		h.sequence()
		h.isGood(3, 0)
		h.appendMany(700)
		h.isGood(703, 0)
	})
}

func TestWhatAnEntryCosts(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		e := h.entry()
		for n := range 20 {
			e.Listed = append(e.Listed, audit.Opened{Folder: id.Folder(fmt.Sprint("listed", n)), Column: "person_name.initials", Rows: []string{"r"}})
		}
		ctx, counts := store.Counting(t.Context())
		err := h.db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error { return h.log.Append(ctx, u, e) })
		if err != nil || counts.Statements != 3 {
			t.Errorf("appending an entry about 21 folders: %d statements, %v; want 3", counts.Statements, err)
		}
		h.sequence()
		var entries []audit.Entry
		for range 50 {
			entries = append(entries, h.entry())
		}
		ctx, counts = store.Counting(t.Context())
		var before int64
		err = h.db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
			for _, e := range entries {
				if err := h.log.Append(ctx, u, e); err != nil {
					return err
				}
			}
			before = counts.Statements
			n, err := h.log.Sequence(ctx, u, 500)
			if n != 50 {
				t.Errorf("Sequence took %d, want 50", n)
			}
			return err
		})
		if err != nil || counts.Statements-before > 3 {
			t.Errorf("taking 50 entries into the tree: %d statements, %v; want at most 3", counts.Statements-before, err)
		}
		h.isGood(51, 0)
	})
}

// TestARolledBackBatch: the log remembers where it left the tree; when that never came to be, it
// finds out and goes on from where the tree is.
func TestARolledBackBatch(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.appendMany(5)
		stop := errors.New("stop")
		for range 3 {
			err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
				if err := h.log.Append(ctx, u, h.entry()); err != nil {
					return err
				}
				if _, err := h.log.Sequence(ctx, u, 500); err != nil {
					return err
				}
				return stop
			})
			if !errors.Is(err, stop) {
				t.Fatal(err)
			}
			h.isGood(int64(5), 0)
		}
		h.appendMany(4)
		h.isGood(9, 0)
	})
}

func TestWhoHasLooked(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		listed := func(actor string, folders ...id.Folder) audit.Entry {
			e := h.entry()
			e.Actor, e.Opened, e.Events = actor, nil, nil
			for _, f := range folders {
				e.Listed = append(e.Listed, audit.Opened{Folder: f, Column: "person_name.initials", Rows: []string{"r"}})
			}
			return e
		}
		opened := listed("ann", "f1", "f2")
		opened.Opened = []audit.Opened{{Folder: "f1", Column: "person_name.full", Rows: []string{"r"}}}
		h.append(listed("ann", "f1", "f2"), listed("ann", "f1", "f3"), listed("ben", "f1"), opened)
		changed := listed("ann")
		changed.Events = []audit.Event{closed{"case1", "done", "f1"}}
		h.append(changed)
		h.clock.Advance(24 * time.Hour)
		h.append(listed("ann", "f1"))
		h.sequence()

		var got []string
		err := h.db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			return store.Each(ctx, s, looksSQL, func(scan store.Scan) error {
				var subject, actor, how string
				var at clock.Instant
				err := scan(&subject, &at, &actor, &how)
				got = append(got, subject+" "+actor+" "+how+" "+string(at.Date()))
				return err
			}, store.List([]string{"f1", "f3"}))
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			"f1 ann listed 2026-11-03", "f1 ann changed 2026-11-02", "f1 ben listed 2026-11-02",
			"f3 ann listed 2026-11-02", "f1 ann listed 2026-11-02", "f1 ann opened 2026-11-02",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Looked (-want +got):\n%s", diff)
		}
		h.isGood(6, 0)
	})
}

func TestAnEntryThatLacksItsPartsIsRefused(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		for _, e := range []audit.Entry{{}, {ID: "x", Actor: "a"}, {ID: "x", At: 1}, {Actor: "a", At: 1}} {
			err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error { return h.log.Append(ctx, u, e) })
			if errs.KindOf(err) != errs.Internal {
				t.Errorf("appending %+v: %v, want Internal", e, err)
			}
		}
		e := h.entry()
		h.append(e)
		err := h.db.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error { return h.log.Append(ctx, u, e) })
		if err == nil {
			t.Error("an entry was written twice")
		}
		h.sequence()
		h.isGood(1, 0)
	})
}

// onFile furnishes a SQLite database and gives a handle to its file, as somebody with the file in
// hands could have, with the triggers taken off.
func onFile(t *testing.T) (*house, *sql.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "house.db")
	db, err := store.Open(t.Context(), "sqlite:"+path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context(), schemas...); err != nil {
		t.Fatal(err)
	}
	file, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return furnish(t, db), file
}
