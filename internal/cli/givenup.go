package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/app"
	"goldenthread/internal/gate"
	"goldenthread/internal/job"
)

type givenUpCommand struct {
	List  givenUpList  `cmd:"" default:"withargs" help:"List it, latest first."`
	Again givenUpAgain `cmd:"" help:"Have one tried again."`
	Leave givenUpLeave `cmd:"" help:"Leave one as it is, and say why."`
}

type givenUpList struct {
	place
	output
	Most int `help:"How many at most." default:"200"`
}

// Run lists what was given up.
func (c givenUpList) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	given, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) ([]job.GivenUp, error) { return job.Given(ctx, v, c.Most) })
	if err != nil {
		return err
	}
	type line struct {
		job.GivenUp
		At string `json:"given_up_at"`
	}
	lines := make([]line, len(given))
	for i, g := range given {
		lines[i] = line{g, g.At.String()}
	}
	return r.answer(c.output, struct {
		GivenUp []line `json:"given_up"`
	}{lines}, func(w io.Writer) {
		for _, l := range lines {
			fmt.Fprintf(w, "%s  %s  %-22s  tried %d times  %s\n", l.ID, l.At, l.Kind, l.Tries, l.Fault)
		}
		if len(lines) == 0 {
			fmt.Fprintln(w, "Nothing was given up.")
		}
	})
}

// effect says which of what was given up.
type effect struct {
	place
	output
	Effect string `arg:"" help:"Which, as the list names it."`
}

// see has it seen to.
func (c effect) see(r *run, how func(*app.App) func(context.Context, *gate.Tx) (string, error), said string) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	kind, err := gate.Write(ctx, a.Gate, "", how(a))
	if err != nil {
		return err
	}
	return r.answer(c.output, struct {
		Effect string `json:"effect"`
		Kind   string `json:"kind"`
	}{c.Effect, kind}, func(w io.Writer) { fmt.Fprintln(w, said) })
}

type givenUpAgain struct{ effect }

// Run has it tried again by the program that serves.
func (c givenUpAgain) Run(r *run) error {
	return c.see(r, func(*app.App) func(context.Context, *gate.Tx) (string, error) {
		return job.TryAgain{Effect: c.Effect}.Run
	}, "It is tried again while the program serves.")
}

type givenUpLeave struct {
	effect
	Why string `required:"" help:"A key of the list effect-left: not_needed, by_hand, again_since or cannot."`
}

// Run leaves it.
func (c givenUpLeave) Run(r *run) error {
	return c.see(r, func(a *app.App) func(context.Context, *gate.Tx) (string, error) {
		list, _ := a.Catalogue.List(job.LeftWhy)
		return job.Leave{Effect: c.Effect, Why: c.Why, Reasons: list}.Run
	}, "It is left.")
}
