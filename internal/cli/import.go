package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
)

type importCommand struct {
	Caseload importCaseload `cmd:"" help:"Take in a list of cases kept before, as a workbook (XLSX) or CSV. The same list twice adds nothing; an interrupted one is completed."`
	Undo     importUndo     `cmd:"" help:"Undo a list of cases that was taken in, as one, while nothing was done on any of its cases since."`
	Police   importPolice   `cmd:"" help:"Take in a file of victims from the police. The same file twice adds nothing; an interrupted one is completed."`
}

type importPolice struct {
	place
	output
	Service string `required:"" help:"Key of the service the file is for: adt." placeholder:"KEY"`
	Mapping string `help:"Key of the column mapping in the catalogue." default:"police-standard" placeholder:"KEY"`
	Rows    bool   `help:"Also list each row that was not accepted: its number and line, why, and of a duplicate the row it repeats."`
	File    string `arg:"" help:"The file, as CSV or XML."`
}

// imported is what came of a file, with the rows that were not accepted where they were asked for.
type imported struct {
	intake.Result
	NotAccepted []intake.Row `json:"not_accepted,omitempty"`
}

// Run takes the file in.
func (c importPolice) Run(r *run) (err error) {
	file, err := os.Open(c.File)
	if err != nil {
		return wrong("the file can't be opened: " + reasonOf(err))
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if about, err := file.Stat(); err != nil || !about.Mode().IsRegular() {
		return wrong("the file can't be opened: it must be a file, not a folder or a pipe")
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
	if _, ok := a.Catalogue.Mapping(c.Mapping); !ok {
		return wrong("there is no mapping " + c.Mapping + " in the catalogue")
	}
	p := intake.Police{Service: service, Catalogue: a.Catalogue, Mapping: c.Mapping, File: file, Progress: r.progress("rows")}
	result, err := p.Import(ctx, a.Gate)
	var refused intake.Refused
	if errors.As(err, &refused) {
		return r.refuse(c.output, refused)
	}
	if err != nil {
		return err
	}
	answer := imported{Result: result}
	if c.Rows {
		if answer.NotAccepted, err = notAccepted(ctx, a.Gate, result.Batch.ID); err != nil {
			return err
		}
	}
	if err := r.answer(c.output, answer, func(w io.Writer) { writeResult(w, answer) }); err != nil {
		return err
	}
	if result.Problem != "" { // read up to there: what came before stands
		fmt.Fprintln(r.io.Err, "goldenthread:", result.Problem)
		return refusal{exitNo}
	}
	return nil
}

// notAccepted lists the rows of a file that were not accepted, without what they say.
func notAccepted(ctx context.Context, g *gate.Gate, b id.Batch) (rows []intake.Row, err error) {
	const page = 500
	for last := 0; ; {
		some, err := gate.Read(ctx, g, func(ctx context.Context, v *gate.View) ([]intake.Row, error) {
			return intake.Rows(ctx, v, b, "", last, page)
		})
		if err != nil || len(some) == 0 {
			return rows, err
		}
		last = some[len(some)-1].Number
		rows = append(rows, slices.DeleteFunc(some, func(r intake.Row) bool { return r.Heading == reason.Accepted })...)
	}
}

// reasonOf gives why the system would not open a file, without its path, which may name somebody.
func reasonOf(err error) string {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// serviceOf gives a service by its key, or says which there are.
func serviceOf(set *catalogue.Set, key string) (catalogue.Service, error) {
	s, ok := set.Service(key)
	if ok {
		return s, nil
	}
	var keys []string
	for _, s := range set.Services() {
		keys = append(keys, s.Key)
	}
	return s, noSuch("service with that key", keys)
}

// noSuch refuses a name that is none of those there are, and says which there are.
func noSuch(what string, there []string) error {
	return wrong("there is no " + what + "; there are " + strings.Join(there, ", "))
}

// refuse says why a whole file can't be taken in: nothing was changed.
func (r *run) refuse(o output, refused intake.Refused) error {
	fmt.Fprintln(r.io.Err, "goldenthread:", refused.Words)
	answer := struct {
		Problem string `json:"problem"`
		Fault   string `json:"fault"`
	}{refused.Words, string(refused.Fault)}
	if err := r.answer(o, answer, func(io.Writer) {}); err != nil {
		return err
	}
	return refusal{exitNo}
}

// progress tells on standard error how far long work is, at every full thousand.
func (r *run) progress(what string) func(done, all int) {
	const every = 1000
	said := 0
	return func(done, all int) {
		if all < every || done/every == said {
			return
		}
		said = done / every
		fmt.Fprintf(r.io.Err, "%d of %d %s\n", done, all, what)
	}
}

func writeResult(w io.Writer, r imported) {
	fmt.Fprintln(w, r.Sentence())
	codes := make([]reason.Code, 0, len(r.Reasons))
	for c := range r.Reasons {
		codes = append(codes, c)
	}
	slices.Sort(codes)
	for _, c := range codes {
		fmt.Fprintf(w, "  %4d  %s (%s)\n", r.Reasons[c], c.Words(), c)
	}
	for _, row := range r.NotAccepted {
		fmt.Fprintf(w, "  row %d, line %d: %s", row.Number, row.Line, row.Reason.Words())
		if row.SameAs > 0 {
			fmt.Fprintf(w, ": the same as row %d", row.SameAs)
		}
		if row.Here {
			fmt.Fprint(w, ": it came in an earlier file")
		}
		fmt.Fprintln(w)
	}
	if r.Doubted > 0 {
		fmt.Fprintf(w, "%d hold something that could not be read, or that no list knows:\n", r.Doubted)
		for _, f := range slices.Sorted(maps.Keys(r.Doubts)) {
			fmt.Fprintf(w, "  %4d  %s\n", r.Doubts[f], f.Words())
		}
	}
	if r.AlreadyKnown > 0 {
		fmt.Fprintf(w, "%d may be people known already: a link is proposed for each.\n", r.AlreadyKnown)
	}
	if r.AlreadyHere > 0 {
		fmt.Fprintf(w, "%d were already here and were not taken in again.\n", r.AlreadyHere)
	}
}
