package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/app"
	"goldenthread/internal/demo"
)

type demoCommand struct {
	place
	output
	NoServe bool   `name:"no-serve" help:"Load it and end, without serving it."`
	Addr    string `help:"Where to listen: on this machine only." default:"127.0.0.1:8080"`
}

// Run loads the demonstration where it is not loaded yet, and serves it. One whose loading was broken off
// is begun again from nothing.
func (c demoCommand) Run(r *run) (err error) {
	if !c.NoServe {
		if err := c.canServe(); err != nil {
			return err
		}
	}
	if err := app.ClearDemonstration(r.ctx, app.Config{Data: c.Data, Database: c.Database, Log: r.log}); err != nil {
		return err
	}
	ctx, a, err := r.begin(c.place, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if !app.DemonstrationLoaded(c.Data) {
		if err := r.load(ctx, a); err != nil {
			return err
		}
	}
	if c.NoServe {
		return r.answer(c.output, struct {
			Data string `json:"data"`
		}{c.Data}, func(io.Writer) {})
	}
	return r.serve(c.output, a, c.Addr, "")
}

// canServe refuses an address that can't be had before anybody waits for the loading.
func (c demoCommand) canServe() error {
	listener, err := listen(c.Addr, true)
	if err != nil {
		return err
	}
	return listener.Close()
}

// load loads the demonstration and says how far it is.
func (r *run) load(ctx context.Context, a *app.App) error {
	started := a.Config.Clock.Now()
	say := func(line string) {
		fmt.Fprintf(r.io.Err, "%4.0f s  %s\n", a.Config.Clock.Now().Sub(started).Seconds(), line)
	}
	guide, err := demo.Load(ctx, demo.Into{
		DB: a.DB, Keys: a.Keys, Log: a.Log, Catalogue: a.Catalogue, Mode: a.DemoMode(), Now: started, Say: say,
	}, demo.Barnet, demo.Coaching, demo.Samples, demo.Pilot, demo.Harmony, demo.Living)
	if err != nil {
		return err
	}
	say("Everything is there")
	return a.FinishDemonstration(guide)
}
