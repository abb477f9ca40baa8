package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
)

type reportCommand struct {
	Run reportRun `cmd:"" help:"Make a return of one year and print it."`
}

type reportRun struct {
	place
	output
	Key  string `arg:"" help:"Which return: barnet-annual."`
	From string `required:"" help:"First day of the year." placeholder:"2017-04-01"`
	To   string `required:"" help:"Last day of the year." placeholder:"2018-03-31"`
	AsAt string `help:"Count what was recorded up to this day; without it, up to now." placeholder:"DATE"`
	CSV  bool   `name:"csv" help:"Answer with a table for a spreadsheet."`
}

// Run makes the return.
func (c reportRun) Run(r *run) (err error) {
	from, err := day("--from", c.From)
	if err != nil {
		return err
	}
	to, err := day("--to", c.To)
	if err != nil {
		return err
	}
	var asAt clock.Date
	if c.AsAt != "" {
		if asAt, err = day("--as-at", c.AsAt); err != nil {
			return err
		}
	}
	if err := c.there(); err != nil {
		return err
	}
	ctx, a, err := r.open(c.place, app.IsDemonstration(c.Data))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if _, err := a.Reports.Definition(c.Key); err != nil {
		return wrong("there is no return with that key")
	}
	m := report.Make{Book: a.Reports, Report: c.Key, From: from, To: to, AsAt: asAt}
	made, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (report.Report, error) { return m.Run(ctx, v) })
	if err != nil {
		return err
	}
	if c.CSV {
		return made.WriteCSV(r.io.Out)
	}
	var wrote error
	if err := r.answer(c.output, made, func(w io.Writer) { wrote = made.WriteText(w) }); err != nil {
		return err
	}
	return wrote
}

func day(flag, text string) (clock.Date, error) {
	d, err := clock.ParseDate(text)
	if err != nil {
		return "", wrong(fmt.Sprintf("%s: %v", flag, err))
	}
	return d, nil
}
