package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/report"
	"goldenthread/internal/web/reports"
)

type reportCommand struct {
	Run   reportRun   `cmd:"" help:"Make a return and print it."`
	Since reportSince `cmd:"" help:"List what was kept of a return, and what has changed since a version of it."`
	Check reportCheck `cmd:"" help:"Compare a return with published figures; exit 1 when any differs."`
}

// reportAsked is which return is wanted.
type reportAsked struct {
	place
	output
	Key  string `arg:"" help:"Which return: barnet-annual, surrey-indicators, or another under catalogue/reports."`
	From string `required:"" help:"First day of the period, as in 2017-04-01." placeholder:"DATE"`
	To   string `required:"" help:"Last day of the period, as in 2018-03-31." placeholder:"DATE"`
	AsAt string `help:"Count what was recorded up to this day; without it, up to now." placeholder:"DATE"`
}

type reportRun struct {
	reportAsked
	Publish bool   `help:"Publish it: leave out small numbers, and with them as much as is needed so that they can't be worked out. Refused where the service published an overlapping period before."`
	Again   bool   `help:"With --publish: publish it also where it was published before with other figures. Whoever has both can tell what was recorded in between: only to put a mistake right."`
	Kept    string `help:"Print the version that was kept under this number or check code, as it was kept, instead of making the return anew." placeholder:"VERSION"`
	Format  string `enum:"text,html,csv,xlsx" default:"text" help:"How to answer: text, html, csv or xlsx."`
	CSV     bool   `name:"csv" help:"The same as --format csv."`
}

// Run makes the return.
func (c reportRun) Run(r *run) error {
	if c.Kept != "" && (c.Publish || c.AsAt != "") {
		return wrong("--kept prints a version as it was kept: leave out --publish and --as-at")
	}
	if c.Again && !c.Publish {
		return wrong("--again is said with --publish")
	}
	if err := c.oneFormat(); err != nil {
		return err
	}
	do := func() (report.Report, error) { return c.make(r, c.Kept) }
	if c.Publish {
		do = func() (report.Report, error) { return c.release(r) }
	}
	made, err := do()
	if err != nil {
		return err
	}
	switch {
	case c.Format == "html":
		return reports.WriteHTML(r.io.Out, made)
	case c.CSV, c.Format == "csv":
		return made.WriteCSV(r.io.Out)
	case c.Format == "xlsx":
		return made.WriteXLSX(r.io.Out)
	}
	var wrote error
	if err := r.answer(c.output, made, func(w io.Writer) { wrote = made.WriteText(w) }); err != nil {
		return err
	}
	return wrote
}

// oneFormat refuses two formats at once, before anything is made or published: none of them is given in place of the other.
func (c reportRun) oneFormat() error {
	asked := []string{}
	for _, f := range []struct {
		said bool
		flag string
	}{{c.JSON, "--json"}, {c.CSV && c.Format != "csv", "--csv"}, {c.Format != "text", "--format " + c.Format}} {
		if f.said {
			asked = append(asked, f.flag)
		}
	}
	if len(asked) > 1 {
		return wrong("the return is printed in one format: leave out " + strings.Join(asked[:len(asked)-1], " and ") + ", or " + asked[len(asked)-1])
	}
	return nil
}

type reportSince struct {
	reportAsked
	Kept string `help:"The version to compare with, by its number or check code; without it, the last." placeholder:"VERSION"`
}

// Run lists the versions and compares the return as it is made now with one of them.
func (c reportSince) Run(r *run) error {
	type answer struct {
		Report  string           `json:"report"`
		Kept    []report.Version `json:"kept"`
		Since   int              `json:"since"`   // the number of the version that is compared with; 0: none was kept
		Changed []report.Changed `json:"changed"` // in the return as it is made now
	}
	out, err := read(r, c.reportAsked, func(ctx context.Context, v *gate.View, m report.Make) (answer, error) {
		made, err := m.Run(ctx, v)
		if err != nil {
			return answer{}, err
		}
		out := answer{Report: made.Key, Changed: []report.Changed{}}
		if out.Kept, err = report.Versions(ctx, v, made); err != nil || len(out.Kept) == 0 && c.Kept == "" {
			return out, err
		}
		version, old, err := report.Recall{Make: m, Version: cmp.Or(c.Kept, strconv.Itoa(len(out.Kept)))}.Run(ctx, v)
		out.Since, out.Changed = version.Number, made.Since(old)
		return out, err
	})
	if err != nil {
		return err
	}
	return r.answer(c.output, out, func(w io.Writer) {
		if len(out.Kept) == 0 {
			fmt.Fprintln(w, "Nothing was kept yet.")
			return
		}
		for _, v := range out.Kept {
			fmt.Fprintf(w, "Version %d, %s, as at %s, check code %s, kept on %s by %s", v.Number, v.State, v.AsAt.Plain(), report.CheckCode(v.Digest), v.At.Date().Plain(), v.By)
			if v.Reason != "" {
				fmt.Fprintf(w, ": %s", v.Reason)
			}
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%d figures or words have changed since version %d.\n", len(out.Changed), out.Since)
		for _, x := range out.Changed {
			fmt.Fprintf(w, "- %s\n", x.Text)
		}
	})
}

type reportCheck struct {
	reportAsked
	Against string `required:"" help:"CSV file of published figures, with the columns table, row, column and figure; each named as it is printed, or by its key." placeholder:"FILE"`
}

// Run compares the return with the file; a difference is exit code 1, and each is named.
func (c reportCheck) Run(r *run) error {
	file, err := os.Open(c.Against)
	if err != nil {
		return wrong("the published figures can't be read: " + reasonOf(err))
	}
	claims, err := report.ReadClaims(file)
	file.Close() //nolint:errcheck // it was only read
	if err != nil {
		return wrong(c.Against + ": " + err.Error())
	}
	made, err := c.make(r, "")
	if err != nil {
		return err
	}
	differ := made.Against(claims)
	answer := struct {
		Report      string              `json:"report"`
		CheckCode   string              `json:"check_code"`
		Checked     int                 `json:"checked"`
		OK          bool                `json:"ok"`
		Differences []report.Difference `json:"differences"`
	}{made.Key, made.CheckCode, len(claims), len(differ) == 0, differ}
	if err := r.answer(c.output, answer, func(w io.Writer) {
		fmt.Fprintf(w, "%d figures compared, %d differ.\n", len(claims), len(differ))
		for _, d := range differ {
			fmt.Fprintf(w, "- %s/%s/%s: %s\n", d.Table, d.Row, d.Column, d.Text)
		}
	}); err != nil {
		return err
	}
	if len(differ) > 0 {
		return refusal{exitNo}
	}
	return nil
}

// release publishes the return. Where it was published with other figures it is told how to mean it.
func (c reportRun) release(r *run) (report.Report, error) {
	made, err := with(r, c.reportAsked, func(ctx context.Context, a *app.App, m report.Make) (report.Report, error) {
		return gate.Write(ctx, a.Gate, "", report.Release{Make: m, Again: c.Again}.Run)
	})
	if errs.KindOf(err) == errs.Stale {
		return made, errs.New(errs.Stale, errs.MessageOf(err)+" Then say --again.")
	}
	return made, err
}

// make makes the return that was asked for, or reads the version of it that was kept.
func (c reportAsked) make(r *run, kept string) (report.Report, error) {
	return read(r, c, func(ctx context.Context, v *gate.View, m report.Make) (report.Report, error) {
		if kept == "" {
			return m.Run(ctx, v)
		}
		_, old, err := report.Recall{Make: m, Version: kept}.Run(ctx, v)
		return old, err
	})
}

// read opens the data and reads what was asked for of a return.
func read[T any](r *run, c reportAsked, do func(context.Context, *gate.View, report.Make) (T, error)) (T, error) {
	return with(r, c, func(ctx context.Context, a *app.App, m report.Make) (T, error) {
		return gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (T, error) { return do(ctx, v, m) })
	})
}

// with opens the data and does something with the return that was asked for.
func with[T any](r *run, c reportAsked, do func(context.Context, *app.App, report.Make) (T, error)) (made T, err error) {
	from, err := day("--from", c.From)
	if err != nil {
		return made, err
	}
	to, err := day("--to", c.To)
	if err != nil {
		return made, err
	}
	var asAt clock.Date
	if c.AsAt != "" {
		if asAt, err = day("--as-at", c.AsAt); err != nil {
			return made, err
		}
	}
	ctx, a, err := r.open(c.place)
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if _, err := a.Reports.Definition(c.Key); err != nil {
		var keys []string
		for _, d := range a.Reports.Definitions() {
			keys = append(keys, d.Key)
		}
		return made, noSuch("return with that key", keys)
	}
	return do(ctx, a, report.Make{Book: a.Reports, Report: c.Key, From: from, To: to, AsAt: asAt})
}

func day(flag, text string) (clock.Date, error) {
	d, err := clock.ParseDate(text)
	if err != nil {
		return "", wrong(fmt.Sprintf("%s: %v", flag, err))
	}
	return d, nil
}
