package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"goldenthread/internal/app"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/sheet"
)

type importCaseload struct {
	place
	output
	Service string            `required:"" help:"Key of the service whose cases they are." placeholder:"KEY"`
	DryRun  bool              `help:"Say what would become of each row, and change nothing."`
	Mapping string            `help:"A JSON file that says which column is what: {\"Client name\": \"full_name\", \"Shoe size\": \"\"}. Columns it does not name are read as proposed." placeholder:"FILE"`
	Whole   map[string]string `name:"in-all" help:"What is so in every row that does not say so itself, by the fact of the service's file: --in-all Recorded=yes;Unit=response." placeholder:"FACT=VALUE"`
	File    string            `arg:"" help:"The list, as XLSX or CSV."`
}

// mostList is the largest list that is read.
const mostList = 64 << 20

// Run takes the list in, or tells what would become of it.
func (c importCaseload) Run(r *run) (err error) {
	content, err := readFile(c.File, mostList)
	if err != nil {
		return err
	}
	var columns sheet.Corrections
	if c.Mapping != "" {
		text, err := readFile(c.Mapping, 1<<20)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &columns); err != nil {
			return wrong("the mapping is no JSON object of column names and fields")
		}
	}
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	service, err := serviceOf(a.Catalogue, c.Service)
	if err != nil {
		return err
	}
	list := intake.Caseload{Service: service, Catalogue: a.Catalogue, ListSaid: intake.ListSaid{Columns: columns, Whole: c.Whole}, File: content, Progress: r.progress("rows")}
	if err := list.Check(); err != nil {
		return err
	}
	tried, err := c.bring(ctx, a, list)
	result := tried.Brought
	var refused intake.Refused
	if errors.As(err, &refused) {
		return r.refuse(c.output, refused)
	}
	if err != nil {
		return err
	}
	answer := any(result)
	if c.DryRun {
		answer = tried
	}
	if err := r.answer(c.output, answer, func(w io.Writer) { writeBrought(w, result) }); err != nil {
		return err
	}
	if result.Problem != "" {
		fmt.Fprintln(r.io.Err, "goldenthread:", result.Problem)
		return refusal{exitNo}
	}
	return nil
}

// bring takes the list in, or tries it out: then each row with what would become of it.
func (c importCaseload) bring(ctx context.Context, a *app.App, list intake.Caseload) (intake.Tryout, error) {
	if c.DryRun {
		return list.Try(ctx, a.Gate)
	}
	result, err := list.Import(ctx, a.Gate)
	return intake.Tryout{Brought: result}, err
}

// readFile reads a whole file of a size that can be read whole.
func readFile(path string, most int64) ([]byte, error) {
	about, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, wrong("the file can't be opened: " + reasonOf(err))
	case !about.Mode().IsRegular():
		return nil, wrong("the file can't be opened: it must be a file, not a folder or a pipe")
	case about.Size() > most:
		return nil, wrong(fmt.Sprintf("the file is larger than %d MB: send it in parts", most>>20))
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, wrong("the file can't be opened: " + reasonOf(err))
	}
	return content, nil
}

func writeBrought(w io.Writer, b intake.Brought) {
	for _, c := range b.Columns {
		as := c.Field.Words()
		if as == "" {
			as = "not taken in"
		}
		if c.Left > 0 {
			as += fmt.Sprintf(" (not taken in from %d rows: another column for the same said something else first)", c.Left)
		}
		fmt.Fprintf(w, "  %s: %s\n", c.Header, as)
	}
	fmt.Fprintf(w, "%d rows were blank, %d held column names, %d stood above them, %d sheets are hidden and were not read.\n", b.Blank, b.Headings, b.Above, b.Hidden)
	if b.DryRun {
		fmt.Fprintln(w, "Nothing was changed. This is what would become of the list:")
	}
	writeResult(w, imported{Result: b.Result})
	if b.List != "" {
		fmt.Fprintf(w, "To undo it as one: goldenthread import undo %s\n", b.List)
	}
}
