package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
)

// Sizes are how much data is made.
type Sizes struct {
	Large, Middle, Small int // cases
	Rows                 int // of the police file
}

// Whole are the sizes of the figures; Short only shows that the bench runs.
var (
	Whole = Sizes{Large: 100_000, Middle: 10_000, Small: 1_000, Rows: 10_000}
	Short = Sizes{Large: 400, Middle: 100, Small: 40, Rows: 100}
)

// Results is everything measured, with the machine it was measured on.
type Results struct {
	Date    clock.Date `json:"date"`
	Machine string     `json:"machine"`
	Sizes   Sizes      `json:"sizes"`
	Figures []Figure   `json:"figures"`
	// Recorded, not judged.
	ReadyMs     float64 `json:"ready_ms"`    // from nothing to answering, at the large size
	ResidentMB  float64 `json:"resident_mb"` // of this process after it all
	BinaryMB    float64 `json:"binary_mb"`
	DatabaseMB  float64 `json:"database_mb"` // at the large size
	AllAimsMet  bool    `json:"all_aims_met"`
	MakingCases float64 `json:"cases_made_a_second"`
}

// Run makes the data in a folder of its own and measures. Progress goes to progress.
func Run(ctx context.Context, folder string, sizes Sizes, progress io.Writer) (_ Results, err error) {
	r := Results{Date: clock.System{}.Now().Date(), Machine: machine(), Sizes: sizes, AllAimsMet: true}
	add := func(f Figure, err error) error {
		r.Figures = append(r.Figures, f)
		r.AllAimsMet = r.AllAimsMet && f.Met
		return err
	}
	if err := importFigures(ctx, folder, sizes.Rows, progress, add); err != nil {
		return r, err
	}
	var apps [3]*app.App
	var crews [3]crew
	for i, n := range []int{sizes.Small, sizes.Middle, sizes.Large} {
		clk := clock.NewManual(yearStart.Start())
		if apps[i], err = open(ctx, filepath.Join(folder, strconv.Itoa(n)), clk); err != nil {
			return r, err
		}
		defer func() { err = errors.Join(err, apps[i].Close()) }()
		took, err := timed(func() error {
			crews[i], err = fill(operator(ctx), apps[i], clk, n, progress)
			return err
		})
		if err != nil {
			return r, err
		}
		r.MakingCases = float64(n) / took.Seconds()
		clk.Set(yearEnd.At(10, 0))
	}
	small, middle, large := apps[0], apps[1], apps[2]
	if err := pageFigures(ctx, large, small, crews[2], crews[0], progress, add); err != nil {
		return r, err
	}
	if err := add(reportAgainstBare(ctx, large, progress)); err != nil {
		return r, err
	}
	if err := add(reportGrowth(ctx, large, middle, 12*float64(sizes.Large)/float64(10*sizes.Middle), progress)); err != nil {
		return r, err
	}
	if r.ReadyMs, err = ready(ctx, filepath.Join(folder, strconv.Itoa(sizes.Large)), large); err != nil {
		return r, err
	}
	r.ResidentMB, r.BinaryMB, r.DatabaseMB = resident(), sizeMB(os.Args[0]), sizeMB(filepath.Join(folder, strconv.Itoa(sizes.Large), "goldenthread.db"))
	return r, nil
}

// pageFigures compares a page over a large caseload with the same page over a small one.
func pageFigures(ctx context.Context, large, small *app.App, lc, sc crew, progress io.Writer, add func(Figure, error) error) error {
	at, err := visit(ctx, large, lc.worker)
	if err != nil {
		return err
	}
	with, err := visit(ctx, small, sc.worker)
	if err != nil {
		return errors.Join(err, at.stop())
	}
	for _, p := range []struct{ name, large, small string }{
		{"my day", "/my-day", "/my-day"},
		{"case page", "/cases/" + string(lc.reference), "/cases/" + string(sc.reference)},
	} {
		err = errors.Join(err, add(compare(progress, Figure{Name: p.name, A: "over the large caseload", B: "over the small one", Aim: 1.3},
			at.round(p.large), with.round(p.small))))
	}
	return errors.Join(err, at.stop(), with.stop())
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

// ready gives how long the program needs from nothing until its first page, with the large data.
func ready(ctx context.Context, folder string, large *app.App) (float64, error) {
	if err := large.Close(); err != nil {
		return 0, err
	}
	took, err := timed(func() error {
		a, err := app.Open(ctx, app.Config{Data: folder, Demo: true})
		if err != nil {
			return err
		}
		_, err = a.Handler(true)
		return errors.Join(err, a.Close())
	})
	return ms(took), err
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

// resident gives the memory of this process, where the system tells.
func resident() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 64)
			if err == nil {
				return kb / 1024
			}
		}
	}
	return 0
}

func sizeMB(path string) float64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return float64(info.Size()) / (1 << 20)
}
