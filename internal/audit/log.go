package audit

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/mod/sumdb/tlog"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Log is the audit log of one database, as one process appends to it. It is safe for several
// goroutines. Make it with [Start].
type Log struct {
	db     *store.DB
	clock  clock.Clock
	node   string
	name   string // of this process, as a leader
	random io.Reader

	waiting atomic.Bool  // an entry may be pending
	fence   atomic.Int64 // of the lease this process holds; 0: none

	mu   sync.Mutex
	last *head // where the tree was left; a guess that the compare-and-set confirms
}

// head is the state of the tree: the one row of audit_head.
type head struct {
	tree
	root       tlog.Hash
	fence      int64
	leader     string
	leaseUntil clock.Instant
}

// Start opens the log once the schema is there. node names this server in entries. On SQLite the
// leaves are appended within each batch's own transaction from now on; on PostgreSQL run [Log.Run].
func Start(ctx context.Context, db *store.DB, clk clock.Clock, node string) (*Log, error) {
	if node == "" {
		return nil, errs.New(errs.Invalid, "the audit log needs a name for this server")
	}
	name, err := id.New(id.Random)
	if err != nil {
		return nil, err
	}
	l := &Log{db: db, clock: clk, node: node, name: node + "/" + name, random: rand.Reader}
	l.waiting.Store(true) // what another process left
	err = db.Read(ctx, func(ctx context.Context, s *store.Snapshot) error {
		_, err := loadHead(ctx, s)
		return err
	})
	if err == nil && db.Engine() == store.SQLite {
		db.OnBatch(l.onBatch)
	}
	return l, err
}

// maxRows is how many subjects or leaves one statement takes.
const maxRows = 500

// Append writes an entry down in the caller's unit of work: two statements, and one more if it is
// about somebody. It is durable, and cannot be changed unseen, once that unit is.
func (l *Log) Append(ctx context.Context, w store.Writer, e Entry) error {
	if e.Node == "" {
		e.Node = l.node
	}
	b, bytes, err := e.encode()
	if err != nil {
		return err
	}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(l.random, salt); err != nil {
		return fmt.Errorf("drawing a salt: %w", err)
	}
	leaf := leafHash(salt, bytes)
	l.waiting.Store(true)
	if _, err := store.Exec(ctx, w, addEntry, e.ID, e.At, e.Node, bytes, salt); err != nil {
		return err
	}
	if _, err := store.Exec(ctx, w, addPending, e.ID, e.At, leaf[:]); err != nil {
		return err
	}
	var rows [][]any
	for _, s := range b.subjects() {
		rows = append(rows, []any{e.ID, s.ID, s.How, e.Actor, e.At, e.At.Date()})
	}
	return putRows(ctx, w, addSubjects, rows)
}

func putRows(ctx context.Context, w store.Writer, s store.Statement, rows [][]any) error {
	for len(rows) > 0 {
		n := min(len(rows), maxRows)
		if _, err := store.Exec(ctx, w, s, store.Rows(rows[:n])); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// onBatch appends the leaves of everything a SQLite batch wrote. A batch that wrote no entry costs nothing.
func (l *Log) onBatch(ctx context.Context, u *store.Unit) error {
	if !l.waiting.Load() {
		return nil
	}
	for {
		n, err := l.Sequence(ctx, u, maxRows)
		if err != nil {
			return err
		}
		if n < maxRows {
			l.waiting.Store(false) // nobody else appends meanwhile: there is one writer
			return nil
		}
	}
}

// pendingLeaf is an entry on its way into the tree.
type pendingLeaf struct {
	entry id.Entry
	at    clock.Instant
	leaf  []byte
}

// Sequence takes at most max pending entries into the tree and tells how many it took: three
// statements, or one when there are none. The head moves by compare-and-set from where this process
// last saw it; if that was not where it is (a batch was rolled back, another process wrote) it is read
// once more. errs.Conflict when it moves under our hands.
func (l *Log) Sequence(ctx context.Context, u *store.Unit, max int) (int, error) {
	taken, err := store.Collect(ctx, u, takePending, scanPending, max)
	if err != nil || len(taken) == 0 {
		return 0, err
	}
	slices.SortFunc(taken, func(a, b pendingLeaf) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.entry, b.entry))
	})
	from := l.remembered()
	for fresh := false; ; fresh = true {
		if from == nil {
			if from, err = loadHead(ctx, u); err != nil {
				return 0, err
			}
			if led := l.fence.Load(); led != 0 && from.fence != led {
				return 0, errs.New(errs.Conflict, "another server leads the audit log")
			}
			fresh = true
		}
		to, rows, err := from.grow(taken)
		if err != nil {
			return 0, err
		}
		n, err := store.Exec(ctx, u, moveHead, to.size, to.root.String(), to.bytes(), from.size, from.root.String(), from.fence)
		if err != nil {
			return 0, err
		}
		if n == 1 {
			l.remember(to)
			return len(taken), putRows(ctx, u, addLeaves, rows)
		}
		if fresh {
			return 0, errs.New(errs.Conflict, "the head of the audit tree moved while leaves were appended")
		}
		from = nil
	}
}

// grow gives the head with the leaves appended, and the leaves' rows.
func (h *head) grow(taken []pendingLeaf) (*head, [][]any, error) {
	to := *h
	rows := make([][]any, 0, len(taken))
	for _, p := range taken {
		if len(p.leaf) != tlog.HashSize {
			return nil, nil, errs.New(errs.Internal, "the pending audit entry "+string(p.entry)+" is damaged")
		}
		seq := to.size
		rows = append(rows, []any{seq, p.entry, join(to.add(tlog.Hash(p.leaf)))})
	}
	to.root = to.tree.root()
	return &to, rows, nil
}

// SequenceNow takes every pending entry into the tree: before a checkpoint, a backup or a verification,
// and in tests. On SQLite nothing is pending but what a crash of an older version left.
func (l *Log) SequenceNow(ctx context.Context) (int, error) {
	total := 0
	for {
		n := 0
		err := l.db.Write(ctx, store.Bulk, func(ctx context.Context, u *store.Unit) (err error) {
			n, err = l.Sequence(ctx, u, maxRows)
			return err
		})
		total += n
		if err != nil || n < maxRows {
			return total, err
		}
	}
}

func (l *Log) remembered() *head {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

func (l *Log) remember(h *head) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last = h
}

func loadHead(ctx context.Context, r store.Reader) (*head, error) {
	return store.One(ctx, r, readHead, func(row store.Scan) (*head, error) {
		var h head
		var size int64
		var root string
		var edge []byte
		if err := row(&size, &root, &edge, &h.fence, &h.leader, &h.leaseUntil); err != nil {
			return nil, err
		}
		var err error
		if h.tree, err = parseTree(size, edge); err == nil {
			h.root, err = tlog.ParseHash(root)
		}
		return &h, errs.Wrap(errs.Internal, "reading the head of the audit tree", err)
	})
}

func scanPending(row store.Scan) (p pendingLeaf, err error) {
	err = row(&p.entry, &p.at, &p.leaf)
	return p, err
}
