package store

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

const (
	maxBatch  = 64
	batchTime = 25 * time.Millisecond
)

// writer is SQLite's one writer. It gives each request its turn inside a shared transaction; the
// request's function runs on its caller's goroutine, so that a panic or a failing test ends that caller alone.
type writer struct {
	e       *sqliteEngine
	ctx     context.Context // never cancelled: the writer's own statements run under it
	conn    *reading        // nil after a failure that could not be mended yet
	lanes   [2]chan *request
	turns   int
	quit    chan struct{}
	stopped chan struct{}
	once    sync.Once
}

// request is one call of Write.
type request struct {
	ctx   context.Context
	fn    func(context.Context, *Unit) error
	state atomic.Int32
	turn  chan *Unit // the writer gives the turn
	did   chan error // the caller gives it back
	done  chan error // the answer

	fnErr    error    // what the function answered at its last run
	session  *session // its last run
	departed bool     // its caller's goroutine has ended: there is nobody to take a turn
}

const (
	queued int32 = iota
	taken
	dropped
)

func newWriter(ctx context.Context, e *sqliteEngine) (*writer, error) {
	w := &writer{e: e, ctx: context.WithoutCancel(ctx), quit: make(chan struct{}), stopped: make(chan struct{})}
	for i := range w.lanes {
		w.lanes[i] = make(chan *request, 4*maxBatch)
	}
	var err error
	if w.conn, err = e.open(w.ctx); err != nil {
		return nil, err
	}
	go w.run()
	return w, nil
}

// submit queues a request, takes its turn when it comes, and waits for the answer.
func (w *writer) submit(ctx context.Context, lane Lane, fn func(context.Context, *Unit) error) error {
	r := &request{ctx: ctx, fn: fn, turn: make(chan *Unit), did: make(chan error, 1), done: make(chan error, 1)}
	if ctx.Err() != nil {
		return cancelled(ctx)
	}
	select {
	case <-w.quit:
		return errClosed()
	default:
	}
	select {
	case w.lanes[lane&1] <- r:
	case <-ctx.Done():
		return cancelled(ctx)
	case <-w.quit:
		return errClosed()
	}
	gone, stopped := ctx.Done(), w.stopped
	for {
		select {
		case u := <-r.turn:
			r.take(u)
		case err := <-r.done:
			return err
		case <-gone:
			if r.state.CompareAndSwap(queued, dropped) {
				return cancelled(ctx)
			}
			gone = nil // it has begun: it is now all or nothing, and the answer will come
		case <-stopped:
			if r.state.CompareAndSwap(queued, dropped) {
				return errClosed()
			}
			stopped = nil // it was answered just before
		}
	}
}

// take runs the function for one turn.
func (r *request) take(u *Unit) {
	ctx := inside(context.WithoutCancel(r.ctx))
	r.did <- guard(func() error { return r.fn(ctx, u) }, func(err error) {
		r.departed = true
		r.did <- err
	})
}

// run is the writer's loop.
func (w *writer) run() {
	defer close(w.stopped)
	for {
		first := w.next()
		if first == nil {
			if w.conn != nil {
				w.conn.close()
			}
			return
		}
		w.batch(first)
	}
}

// next waits for a request, interactive ones first; nil when the writer is to stop and none waits.
func (w *writer) next() *request {
	for {
		r := w.poll()
		if r == nil {
			select {
			case r = <-w.lanes[Interactive]:
			case r = <-w.lanes[Bulk]:
			case <-w.quit:
				if r = w.poll(); r == nil {
					return nil
				}
			}
		}
		if r.state.CompareAndSwap(queued, taken) {
			return r
		}
	}
}

// poll gives a request that is waiting already, or nil. Interactive ones come first, but each
// sixteenth turn is for Bulk, so that a busy morning does not stop an import altogether.
func (w *writer) poll() *request {
	prefer := Interactive
	if w.turns++; w.turns%16 == 0 {
		prefer = Bulk
	}
	select {
	case r := <-w.lanes[prefer]:
		return r
	default:
	}
	select {
	case r := <-w.lanes[Interactive]:
		return r
	case r := <-w.lanes[Bulk]:
		return r
	default:
		return nil
	}
}

// batch runs first and all that are waiting in one transaction, and answers each of them.
func (w *writer) batch(first *request) {
	if err := w.begin(); err != nil {
		first.done <- err
		return
	}
	began := clock.System{}.Now()
	var members []*request
	for r := first; r != nil; {
		members = append(members, r)
		if err := w.member(r); err != nil {
			w.apart(members)
			return
		}
		if len(members) == maxBatch || (clock.System{}).Now().Sub(began) >= batchTime {
			break
		}
		for r = w.poll(); r != nil && !r.state.CompareAndSwap(queued, taken); r = w.poll() {
		}
	}
	again, err := w.commit(members)
	if again {
		w.apart(members)
		return
	}
	answer(members, err)
}

// answer gives every member what its function said, or err when that said nothing.
func answer(members []*request, err error) {
	for _, r := range members {
		switch {
		case r.fnErr != nil:
			r.done <- r.fnErr
		case err != nil:
			r.done <- err
		default:
			add(r.ctx, Counts{FsyncWaits: 1})
			r.done <- nil
		}
	}
}

// apart throws the transaction away and runs each member again alone.
func (w *writer) apart(members []*request) {
	w.rollback()
	for _, r := range members {
		if r.session != nil {
			r.session.uncount(r.ctx)
		}
		if r.departed {
			continue
		}
		if err := w.begin(); err != nil {
			r.done <- err
			continue
		}
		if err := w.member(r); err != nil {
			w.rollback()
			r.done <- err
			continue
		}
		again, err := w.commit([]*request{r})
		if again {
			w.rollback()
		}
		answer([]*request{r}, err)
	}
}

// member gives a request its turn inside a savepoint. An error means that the transaction itself is
// in doubt; the function's own failure is kept in fnErr.
func (w *writer) member(r *request) error {
	if r.fnErr = w.conn.link.control(w.ctx, "SAVEPOINT member"); r.fnErr != nil {
		return sqliteFault("savepoint", r.fnErr)
	}
	s := &session{link: w.conn.link, engine: SQLite, detach: true}
	r.session = s
	r.turn <- &Unit{s: s}
	r.fnErr = s.end(<-r.did)
	if s.poison != nil {
		return s.poison
	}
	if r.fnErr != nil {
		if err := w.conn.link.control(w.ctx, "ROLLBACK TO SAVEPOINT member"); err != nil {
			return sqliteFault("savepoint", err)
		}
	}
	if err := w.conn.link.control(w.ctx, "RELEASE SAVEPOINT member"); err != nil {
		return sqliteFault("savepoint", err)
	}
	return nil
}

// commit makes the transaction durable. again says that it can be thrown away and its members run alone.
func (w *writer) commit(members []*request) (again bool, err error) {
	good := false
	for _, r := range members {
		good = good || r.fnErr == nil
	}
	if !good {
		w.rollback()
		return false, nil
	}
	if err = runHook(w.ctx, w.e.hook, &session{link: w.conn.link, engine: SQLite, detach: true}); err != nil {
		return true, err
	}
	if err = w.conn.link.control(w.ctx, "COMMIT"); err == nil {
		return false, nil
	}
	out := sqliteFault("commit", err)
	if !diskFailed(out) {
		return true, out
	}
	// The disk did not take the commit. What it holds now is unknown and a second fsync would claim
	// success without having written, so nothing is tried again on this connection.
	w.reopen()
	return false, errs.Wrap(errs.Unavailable, "the disk failed while saving; look whether the change is there before trying again", out)
}

// begin starts a transaction, on a new connection when the old one cannot.
func (w *writer) begin() error {
	if w.conn != nil {
		err := w.conn.link.control(w.ctx, "BEGIN IMMEDIATE")
		if err == nil {
			return nil
		}
		if out := sqliteFault("begin", err); busy(out) {
			return out
		}
	}
	if err := w.reopen(); err != nil {
		return err
	}
	if err := w.conn.link.control(w.ctx, "BEGIN IMMEDIATE"); err != nil {
		return sqliteFault("begin", err)
	}
	return nil
}

// rollback throws the transaction away. SQLite may have done so itself, and then says that there is
// none; a connection that is still inside one fails its next begin and is replaced there.
func (w *writer) rollback() {
	if w.conn != nil {
		_ = w.conn.link.control(w.ctx, "ROLLBACK")
	}
}

// reopen replaces the connection.
func (w *writer) reopen() (err error) {
	if w.conn != nil {
		w.conn.close()
		w.conn = nil
	}
	w.conn, err = w.e.open(w.ctx)
	return err
}

// stop ends the writer after the requests that wait; false when it was stopped before.
func (w *writer) stop() (first bool) {
	w.once.Do(func() {
		first = true
		close(w.quit)
	})
	<-w.stopped
	return first
}
