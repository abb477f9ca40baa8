package gate_test

import (
	"context"
	"sync"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
)

// opening and naming are two commands that give the same sort of result.
type opening struct{}

func (opening) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
		return "", err
	}
	folder, err := tx.NewFolder(ctx, "referral", "barnet")
	tx.Record(happened{folder})
	return string(folder), err
}

type naming struct{}

func (naming) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	tx.Record(happened{})
	return "named", tx.Authorize(ctx, actTell, gate.On{Service: "barnet"})
}

// A key belongs to one command: another one under it is neither done nor passed off as done.
func TestAKeyIsForOneCommand(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ctx := f.As(t, "ann", worker)
		first, err := gate.Write(ctx, f.Gate, "key", opening{}.Run)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := gate.Write(ctx, f.Gate, "key", naming{}.Run); errs.KindOf(err) != errs.Conflict || got != "" {
			t.Errorf("another command: %q, %v", got, err)
		}
		if _, err := gate.Write(ctx, f.Gate, "key", func(ctx context.Context, tx *gate.Tx) (struct{ Closed bool }, error) {
			tx.Record(happened{})
			return struct{ Closed bool }{true}, tx.Authorize(ctx, actTell, gate.On{Service: "barnet"})
		}); errs.KindOf(err) != errs.Conflict {
			t.Errorf("another result: %v", err)
		}
		if again, err := gate.Write(ctx, f.Gate, "key", opening{}.Run); err != nil || again != first {
			t.Errorf("the same again: %q, %v; want %q", again, err, first)
		}
	})
}

// The first result is given again only to whoever still may, and never to another or to nobody.
func TestFirstResultIsForWhoeverStillMay(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ctx := f.As(t, "ann", worker)
		if _, err := gate.Write(ctx, f.Gate, "key", opening{}.Run); err != nil {
			t.Fatal(err)
		}
		was := folders(t, f, ctx)
		for name, as := range map[string]context.Context{
			"suspended":           access.WithActor(t.Context(), access.NewPerson("ann", "s", nil)),
			"with another role":   access.WithActor(t.Context(), access.NewPerson("ann", "s", []access.Membership{lead})),
			"a job on her behalf": access.WithActor(t.Context(), access.NewSystem("job", "ann")),
			"nobody":              f.Nobody(t),
		} {
			if got, err := gate.Write(as, f.Gate, "key", opening{}.Run); errs.KindOf(err) != errs.NotFound || got != "" {
				t.Errorf("%s: %q, %v; want not found", name, got, err)
			}
		}
		if n := folders(t, f, ctx); n != was {
			t.Errorf("%d effects", n-was)
		}
		if n := entriesWith(t, f, "asked for again"); n != 2 {
			t.Errorf("%d refusals are recorded, want 2", n)
		}
		open := func(ctx context.Context, tx *gate.Tx) (int, error) {
			tx.Record(happened{})
			return 7, tx.Authorize(ctx, access.Public, gate.On{})
		}
		for range 2 {
			before := entriesWith(t, f, "gate test.happened")
			if _, err := gate.Write(f.Nobody(t), f.Gate, "key", open); err != nil || entriesWith(t, f, "gate test.happened") != before+1 {
				t.Errorf("somebody unknown is taken for somebody who came before: %v", err)
			}
		}
	})
}

// Many at once with one key: one effect, and the same answer for each.
func TestOneKeyManyAtOnce(t *testing.T) {
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ann := f.As(t, "ann", worker)
		before := folders(t, f, ann)
		var group sync.WaitGroup
		results, faults := make([]string, 12), make([]error, 12)
		for i := range results {
			group.Go(func() { results[i], faults[i] = gate.Write(ann, f.Gate, "k", opening{}.Run) })
		}
		group.Wait()
		for i := range results {
			if faults[i] != nil || results[i] != results[0] || id.Folder(results[i]) == "" {
				t.Errorf("%d: %v %v", i, results[i], faults[i])
			}
		}
		if n := folders(t, f, ann) - before; n != 1 {
			t.Errorf("%d effects", n)
		}
	})
}
