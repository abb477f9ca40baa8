package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"goldenthread/internal/errs"
)

// Unit is one unit of work: everything written in it is kept together or not at all. It is good
// inside the function it was given to.
type Unit struct {
	s     *session
	depth int // of Try inside Try
}

func (u *Unit) reader() *session {
	if u == nil {
		return nil
	}
	return u.s
}

func (u *Unit) writer() {}

// Try runs fn so that its failure undoes only what fn did: for a failure that is expected, such as a
// reference drawn twice. Without Try a failed statement ends the whole unit. It gives fn's error.
func (u *Unit) Try(ctx context.Context, fn func(context.Context) error) (err error) {
	s := u.reader()
	if s == nil || s.ended.Load() {
		return errs.New(errs.Internal, "store: Try on a unit of work that has ended")
	}
	if s.failed != nil {
		return s.failed
	}
	u.depth++
	mark := fmt.Sprintf("try%d", u.depth)
	defer func() { u.depth-- }()
	if err := u.command(ctx, "SAVEPOINT "+mark); err != nil {
		return err
	}
	settled := false
	defer func() {
		if !settled { // fn panicked or left: what it did is undone, whoever goes on from here
			_ = u.settle(ctx, mark, errs.New(errs.Internal, "store: a Try was abandoned"))
		}
	}()
	err = fn(ctx)
	settled = true
	return u.settle(ctx, mark, err)
}

// settle ends a savepoint: it keeps what was done in it, or undoes it when there is an error, which it
// gives back.
func (u *Unit) settle(ctx context.Context, mark string, err error) error {
	s := u.s
	if err == nil {
		err = s.failed // fn passed over a failed statement: the savepoint cannot be kept
	}
	if s.poison != nil {
		return s.poison
	}
	if err != nil {
		s.failed = nil
		if undo := u.command(ctx, "ROLLBACK TO SAVEPOINT "+mark); undo != nil {
			return undo
		}
	}
	if release := u.command(ctx, "RELEASE SAVEPOINT "+mark); release != nil {
		return release
	}
	return err
}

// command runs a savepoint command; one that fails leaves the connection in doubt.
func (u *Unit) command(ctx context.Context, text string) error {
	err := u.s.link.control(u.s.bound(ctx), text)
	if err != nil {
		err = u.s.link.fault("savepoint", err)
		u.s.failed, u.s.poison = err, err
	}
	return err
}

type insideKey struct{}

// inside marks a context as being inside a unit of work or a snapshot.
func inside(ctx context.Context) context.Context {
	return context.WithValue(ctx, insideKey{}, true)
}

// refuseInside gives an error when ctx comes from inside a Write or Read: a second one would wait for
// the connection that the first holds.
func refuseInside(ctx context.Context) error {
	if ctx.Value(insideKey{}) != nil {
		return errs.New(errs.Internal, "store: a Write or Read was begun inside another")
	}
	return nil
}

// runHook runs what OnBatch registered, in a session of its own so that its statements are not put
// down to a caller.
func runHook(ctx context.Context, hook func(context.Context, *Unit) error, s *session) error {
	return s.end(guard(func() error { return hook(inside(ctx), &Unit{s: s}) }, func(error) {}))
}

// guard runs a function of ours or of a caller and turns a panic into errs.Internal. If the function
// leaves by runtime.Goexit, as a failing test does, left is called with an error and nothing returns.
func guard(fn func() error, left func(error)) (err error) {
	returned := false
	defer func() {
		if returned {
			return
		}
		if p := recover(); p != nil {
			err = panicked(p)
			return
		}
		left(errs.New(errs.Internal, "store: the unit of work was abandoned"))
	}()
	err = fn()
	returned = true
	return err
}

// panicked describes a panic by its place and type. What was panicked with may hold personal data,
// except when it is the runtime's own complaint.
func panicked(p any) error {
	what := fmt.Sprintf("%T", p)
	if r, ok := p.(runtime.Error); ok && !errors.As(r, new(*runtime.TypeAssertionError)) {
		what = r.Error()
	}
	return errs.New(errs.Internal, "store: panic in a unit of work at "+panicPlace()+": "+what)
}

// panicPlace finds the file and line that panicked: the first frame outside the runtime after it.
func panicPlace() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs)])
	seen := false
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			seen = true
		case seen && !strings.HasPrefix(f.Function, "runtime."):
			return fmt.Sprintf("%s:%d", filepath.Base(filepath.Dir(f.File))+"/"+filepath.Base(f.File), f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
