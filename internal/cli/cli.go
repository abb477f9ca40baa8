package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"

	"github.com/alecthomas/kong"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

// Exit codes.
const (
	exitDone  = 0
	exitNo    = 1
	exitWrong = 2
)

// IO is where a command reads and writes.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
}

// commands is the command line as kong reads it.
type commands struct {
	Serve     serveCommand     `cmd:"" help:"Serve the pages."`
	Demo      demoCommand      `cmd:"" help:"Load the demonstration and serve it on this machine only. Nobody in it is real."`
	Import    importCommand    `cmd:"" help:"Take in a file."`
	Report    reportCommand    `cmd:"" help:"Make a return."`
	Audit     auditCommand     `cmd:"" help:"Check the record of who did and saw what."`
	Catalogue catalogueCommand `cmd:"" help:"Check the services' files."`
	User      userCommand      `cmd:"" help:"Accounts of staff."`
	Agency    agencyCommand    `cmd:"" help:"Agencies of the partnership and their teams."`
	GivenUp   givenUpCommand   `cmd:"" name:"given-up" help:"What the program could not carry out and gave up."`
	Backup    backupCommand    `cmd:"" help:"Copy the data to one encrypted file."`
	Restore   restoreCommand   `cmd:"" help:"Make a data folder from a backup."`
	Bench     benchCommand     `cmd:"" help:"Measure the program against itself."`
}

// place says which data a command works on.
type place struct {
	Data     string `help:"The data folder." default:"./data" env:"GOLDENTHREAD_DATA" placeholder:"DIR"`
	Database string `help:"Address of a PostgreSQL database; without it the data folder holds SQLite." env:"GOLDENTHREAD_DATABASE" placeholder:"URL"`
}

// there refuses a data folder in which nothing lies: a slip in its name must not answer with an empty
// return, nor take anybody in where nobody looks. Of a PostgreSQL database [app.Open] asks the database itself.
func (p place) there() error {
	if p.Database == "" && !app.HasData(p.Data) {
		return wrong("there is no data in that folder: look at what --data says. A new partnership begins with user add or agency add")
	}
	return nil
}

// output says how a command answers.
type output struct {
	JSON bool `name:"json" help:"Answer with one JSON value."`
}

// run is what a command is given beside its flags.
type run struct {
	ctx  context.Context
	io   IO
	log  *slog.Logger
	json bool // --json was said: a fault is answered so too
}

// refusal is a fault that ends the program with a code of its own; what is to be said was said.
type refusal struct{ code int }

// Error says only that it was refused: the words are on standard error.
func (r refusal) Error() string { return fmt.Sprintf("refused (%d)", r.code) }

// wrong gives a fault of use: exit code 2.
func wrong(message string) error { return wrongUse{message} }

type wrongUse struct{ message string }

// Error says what is wrong with the use.
func (w wrongUse) Error() string { return w.message }

// Main runs the program with its arguments (without the program's name) and gives its exit code.
func Main(ctx context.Context, args []string, stdio IO) int {
	var c commands
	code := -1
	parser, err := kong.New(&c, kong.Name("goldenthread"), kong.Writers(stdio.Out, stdio.Err),
		kong.Description("Golden Thread looks after victims of anti-social behaviour and crime, from the first report to the commissioner's return."),
		kong.Exit(func(status int) { code = status }), kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(stdio.Err, err)
		return exitWrong
	}
	r := &run{ctx: ctx, io: stdio, log: slog.New(slog.NewTextHandler(stdio.Err, nil)), json: slices.Contains(args, "--json")}
	parsed, err := parser.Parse(args)
	if code >= 0 { // help was asked for and printed
		return code
	}
	if err != nil {
		return r.fault(exitWrong, err.Error(), nil)
	}
	return r.exit(parsed.Run(r))
}

func (r *run) exit(err error) int {
	var refused refusal
	var use wrongUse
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &refused):
		return refused.code
	case errors.As(err, &use):
		return r.fault(exitWrong, use.message, nil)
	}
	message := errs.MessageOf(err)
	if message == "" {
		message = err.Error() // a fault of ours: the operator sees it whole; it holds no personal data
	}
	code := exitNo
	if errs.KindOf(err) == errs.Invalid { // what was asked for can't be: another flag or file mends it
		code = exitWrong
	}
	return r.fault(code, message, errs.FieldsOf(err))
}

// fault says what went wrong, in words and where asked for as JSON, and gives the exit code.
func (r *run) fault(code int, message string, fields []errs.Field) int {
	fmt.Fprintln(r.io.Err, "goldenthread:", message)
	for _, f := range fields {
		fmt.Fprintf(r.io.Err, "  %s: %s\n", f.Name, f.Message)
	}
	if r.json {
		answer := struct {
			Problem string       `json:"problem"`
			Fields  []errs.Field `json:"fields,omitempty"`
		}{message, fields}
		if err := json.NewEncoder(r.io.Out).Encode(answer); err != nil {
			fmt.Fprintln(r.io.Err, "goldenthread:", err)
		}
	}
	return code
}

// open opens the data a command works on, as the operator, ready for the catalogue's services.
func (r *run) open(p place) (context.Context, *app.App, error) {
	return r.openAs(p, app.IsDemonstration(p.Data))
}

// openAs opens data as [run.open] does, as a demonstration or as real records.
func (r *run) openAs(p place, demo bool) (context.Context, *app.App, error) {
	if err := p.there(); err != nil {
		return nil, nil, err
	}
	return r.start(p, app.Config{Demo: demo, Begun: true})
}

// begin opens data as [run.openAs] does, or makes it where there is none yet.
func (r *run) begin(p place, demo bool) (context.Context, *app.App, error) {
	return r.start(p, app.Config{Demo: demo})
}

func (r *run) start(p place, c app.Config) (context.Context, *app.App, error) {
	c.Data, c.Database, c.Log = p.Data, p.Database, r.log
	a, err := app.Open(r.ctx, c)
	if err != nil {
		return nil, nil, err
	}
	ctx := access.WithActor(r.ctx, access.NewSystem("cli", ""))
	if err := prepare(ctx, a); err != nil {
		return nil, nil, errors.Join(err, a.Close())
	}
	return ctx, a, nil
}

func prepare(ctx context.Context, a *app.App) error {
	p := a.Prepare()
	needed, err := gate.Read(ctx, a.Gate, p.Needed)
	if err != nil || !needed {
		return err
	}
	_, err = gate.Write(ctx, a.Gate, "", p.Run)
	return err
}

// answer prints a value: as JSON, or in words.
func (r *run) answer(o output, value any, words func(io.Writer)) error {
	if !o.JSON {
		words(r.io.Out)
		return nil
	}
	e := json.NewEncoder(r.io.Out)
	e.SetEscapeHTML(false)
	return e.Encode(value)
}
