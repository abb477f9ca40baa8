package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Sizes are how much data is made, and how often each thing is measured.
type Sizes struct {
	Large, Middle, Small int // cases
	Rows                 int // of the police file
	Rounds               int // how often A and B are run in turn
	Visits               int // how often a page is asked for in one round
}

// Whole are the sizes of the figures; Short only shows that the bench runs.
var (
	Whole = Sizes{Large: 100_000, Middle: 10_000, Small: 1_000, Rows: 10_000, Rounds: 5, Visits: 60}
	Short = Sizes{Large: 100, Middle: 40, Small: 30, Rows: 60, Rounds: 1, Visits: 3}
)

// Wanted says what is measured, and where the data is.
type Wanted struct {
	Folder  string   // data is made in it; what an earlier run made there is used again
	Only    []string // some of [Parts]; none: all of them
	Program string   // the program, to start it and see when it is ready; empty: that is not measured
	Sizes   Sizes
}

// Results is everything measured, with the machine it was measured on.
type Results struct {
	Date       clock.Date  `json:"date"`
	Machine    string      `json:"machine"`
	Sizes      Sizes       `json:"sizes"`
	Figures    []Figure    `json:"figures"`
	Pages      []PageCount `json:"pages"` // statements of a page, at the small size and at the large
	Recorded   Recorded    `json:"recorded"`
	AllAimsMet bool        `json:"all_aims_met"`
}

// Recorded are absolute figures: they belong to the machine and judge nothing.
type Recorded struct {
	ReadyMs     float64 `json:"ready_ms,omitempty"`    // from starting the program to its first page, at the large size
	ResidentMB  float64 `json:"resident_mb,omitempty"` // of the program after serving pages at the large size
	BinaryMB    float64 `json:"binary_mb,omitempty"`
	DatabaseMB  float64 `json:"database_mb,omitempty"`         // at the large size
	MakingCases float64 `json:"cases_made_a_second,omitempty"` // at the large size
}

// run is one measuring: the parts add to its results.
type run struct {
	Wanted
	progress io.Writer
	results  Results
	made     map[string]*caseload // by service and number of cases
}

// parts are what can be measured by itself, in the order it is.
var parts = []struct {
	name    string
	measure func(*run, context.Context) error
}{
	{"import", (*run).imports},
	{"pages", (*run).pages},
	{"reports", (*run).reports},
	{"simulate", (*run).simulate},
	{"ready", (*run).ready},
}

// Parts names what can be measured by itself.
func Parts() []string {
	var names []string
	for _, p := range parts {
		names = append(names, p.name)
	}
	return names
}

// Run makes the data and measures. Progress goes to progress. Fails with errs.Invalid when a part is
// asked for that there is not.
func Run(ctx context.Context, w Wanted, progress io.Writer) (_ Results, err error) {
	for _, name := range w.Only {
		if !slices.Contains(Parts(), name) {
			return Results{}, errs.New(errs.Invalid, "there is nothing called "+name+" to measure: choose of "+strings.Join(Parts(), ", "))
		}
	}
	r := run{Wanted: w, progress: progress, made: map[string]*caseload{},
		results: Results{Date: clock.System{}.Now().Date(), Machine: machine(), Sizes: w.Sizes, AllAimsMet: true}}
	defer func() { err = errors.Join(err, r.close()) }()
	for _, p := range parts {
		if len(w.Only) > 0 && !slices.Contains(w.Only, p.name) {
			continue
		}
		if err := p.measure(&r, ctx); err != nil {
			return r.results, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	r.results.Recorded.BinaryMB = sizeMB(w.Program)
	return r.results, nil
}

// add keeps a figure.
func (r *run) add(f Figure) {
	r.results.Figures = append(r.results.Figures, f)
	r.results.AllAimsMet = r.results.AllAimsMet && f.Met
}

func (r *run) close() (err error) {
	for _, c := range r.made {
		err = errors.Join(err, c.app.Close())
	}
	return err
}

// caseload is a database with a number of cases, and the program over it.
type caseload struct {
	app *app.App
	crew
	name, folder string
}

func machine() string {
	name := fmt.Sprintf("%s/%s, %d processors", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return name
	}
	for line := range strings.Lines(string(info)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return name + ", " + strings.TrimSpace(value)
		}
	}
	return name
}

func sizeMB(path string) float64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return float64(info.Size()) / (1 << 20)
}
