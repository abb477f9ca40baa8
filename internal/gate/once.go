package gate

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/store"
)

// once is what makes a write with an idempotency key happen once: who does what under which key.
// The zero value remembers nothing.
type once struct {
	actor   string // kind and name, so that a job and the person it works for never share a key
	key     string
	command string // the function that does it, as written in the source, and what it gives
}

// onceOf reads off a call of Write what its key stands for. Somebody unknown is nobody in
// particular, so the same nobody cannot come again.
func onceOf[T any](a access.Actor, key string, fn func(context.Context, *Tx) (T, error)) once {
	if key == "" || a.Kind() == access.KindAnonymous {
		return once{}
	}
	does := runtime.FuncForPC(reflect.ValueOf(fn).Pointer()).Name() // casework.Close.Run-fm, or cases.Pages.doClose.func2
	does, _, _ = strings.Cut(does, ".func")                         // the compiler numbers function literals as it likes
	return once{string(a.Kind()) + " " + a.Name(), key, fmt.Sprintf("%s %v", strings.TrimSuffix(does, "-fm"), reflect.TypeFor[T]())}
}

// recall gives the first result, if there is one. A key that stood for another command is
// errs.Conflict. Whether the actor may is decided again, by role alone: the act itself may have
// ended what the actor saw of the folder, as when a case is given away. One that holds no such role
// any more (a suspended account holds none) is refused as if nothing had ever been done.
func (o once) recall(ctx context.Context, tx *Tx) (result []byte, found bool, err error) {
	if o.key == "" {
		return nil, false, nil
	}
	var command, action string
	result, found, err = store.Find(ctx, tx, writeDoneSQL, func(scan store.Scan) (b []byte, err error) {
		err = scan(&b, &command, &action)
		return b, err
	}, o.actor, o.key)
	switch {
	case err != nil || !found:
		return nil, false, err
	case command != o.command:
		return nil, false, errs.New(errs.Conflict, "this form was sent before, for something else: open the page again")
	case !access.EverCould(tx.actor, action):
		tx.trail.decideNamed(action, "", access.Decision{Why: "no role that may, when the first result was asked for again"})
		return nil, false, NoSuchRecord()
	}
	return result, true, nil
}

// keep remembers the result, with the unit.
func (o once) keep(ctx context.Context, tx *Tx, out any) error {
	if o.key == "" {
		return nil
	}
	result, err := json.Marshal(out)
	if err != nil {
		return errs.Wrap(errs.Internal, "keeping a first result", err)
	}
	_, err = store.Exec(ctx, tx, addWriteDoneSQL, o.actor, o.key, result, tx.now, o.command, tx.trail.action())
	return err
}
