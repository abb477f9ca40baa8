package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
)

// cases gives the program over n cases of a service, at the end of their year. They are made unless an earlier run
// made them in the same folder, to the end.
func (r *run) cases(ctx context.Context, of string, n int) (*caseload, error) {
	name := of + "-" + strconv.Itoa(n)
	if c, ok := r.made[name]; ok {
		return c, nil
	}
	c := &caseload{name: name, folder: filepath.Join(r.Folder, name)}
	clk := clock.NewManual(yearStart.Start())
	var err error
	if c.app, err = open(ctx, c.folder, clk); err != nil {
		return nil, err
	}
	r.made[name] = c
	noted, err := os.ReadFile(c.note())
	switch {
	case err == nil:
		clk.Set(yearEnd.At(10, 0))
		if err := json.Unmarshal(noted, &c.crew); err != nil {
			return nil, err
		}
		return c, c.crew.act(ctx, c.app)
	case !errors.Is(err, os.ErrNotExist):
		return nil, err
	}
	took, err := timed(func() error {
		c.crew, err = fill(operator(ctx), c.app, clk, of, n, r.progress)
		return err
	})
	if err != nil {
		return nil, err
	}
	a := float64(n) / took.Seconds()
	fmt.Fprintf(r.progress, "%s: made %d cases, %.0f a second\n", of, n, a)
	if n == r.Sizes.Large {
		r.results.Recorded.MakingCases = a
	}
	clk.Set(yearEnd.At(10, 0))
	if noted, err = json.Marshal(c.crew); err != nil {
		return nil, err
	}
	if err := c.app.FinishDemonstration([]byte("{}")); err != nil {
		return nil, err
	}
	return c, os.WriteFile(c.note(), noted, 0o600)
}

// note is where it stands who works in the data that was made.
func (c *caseload) note() string { return filepath.Join(c.folder, "crew.json") }

// act makes the contexts in which the crew acts.
func (c *crew) act(ctx context.Context, a *app.App) (err error) {
	if c.asWorker, err = identity.ActAs(ctx, a.Gate, a.DemoMode(), a.Rules, c.Worker); err != nil {
		return err
	}
	c.asSuper, err = identity.ActAs(ctx, a.Gate, a.DemoMode(), a.Rules, c.Supervisor)
	return err
}

// open opens a data folder of the bench: like the demonstration's, nobody in it is real.
func open(ctx context.Context, folder string, clk clock.Clock) (*app.App, error) {
	a, err := app.Open(ctx, app.Config{Data: folder, Clock: clk, Demo: true, Unhurried: true})
	if err != nil {
		return nil, err
	}
	if _, err := gate.Write(operator(ctx), a.Gate, "", a.Prepare().Run); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func operator(ctx context.Context) context.Context {
	return access.WithActor(ctx, access.NewSystem("cli", ""))
}
