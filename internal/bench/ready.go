package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/identity"
)

// ready starts the program itself over the large caseload and records how long it takes until its first
// page, and how much memory it holds after it has served some.
func (r *run) ready(ctx context.Context) error {
	large, err := r.cases(ctx, service, r.Sizes.Large)
	if err != nil {
		return err
	}
	r.results.Recorded.DatabaseMB = sizeMB(filepath.Join(large.folder, "goldenthread.db"))
	if r.Program == "" {
		return nil
	}
	if err := large.app.Close(); err != nil {
		return err
	}
	delete(r.made, large.name)
	cookie, err := signInNow(ctx, large)
	if err != nil {
		return err
	}
	program := exec.CommandContext(ctx, r.Program, "demo", "--data", large.folder, "--addr", "127.0.0.1:0")
	said, err := program.StderrPipe()
	if err != nil {
		return err
	}
	program.Cancel = func() error { return program.Process.Signal(syscall.SIGTERM) }
	began := clock.System{}.Now()
	if err := program.Start(); err != nil {
		return err
	}
	defer func() {
		_ = program.Process.Signal(syscall.SIGTERM)
		_ = program.Wait() // it was told to end
	}()
	v := &visitor{client: http.DefaultClient, cookie: cookie}
	for line := bufio.NewScanner(said); v.base == "" && line.Scan(); {
		if at := strings.Index(line.Text(), "http://"); at >= 0 {
			v.base = strings.TrimSpace(line.Text()[at:])
		}
	}
	if v.base == "" {
		return errors.New("the program did not say where it serves")
	}
	if err := v.get("/my-day"); err != nil {
		return err
	}
	r.results.Recorded.ReadyMs = ms(clock.System{}.Now().Sub(began))
	for _, path := range []string{"/my-day", "/cases/" + string(large.Reference), "/cases"} {
		for range 10 { // few enough for the limit on how fast one visitor may ask
			if err := v.get(path); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	r.results.Recorded.ResidentMB = residentMB(program.Process.Pid)
	return nil
}

// signInNow signs the worker in by today's clock, as the program that is started has it.
func signInNow(ctx context.Context, c *caseload) (_ *http.Cookie, err error) {
	a, err := app.Open(ctx, app.Config{Data: c.folder, Demo: true, Unhurried: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	step, err := identity.DemoSignIn(ctx, a.Gate, a.DemoMode(), a.Rules, c.Worker, "bench")
	if err != nil {
		return nil, err
	}
	return &http.Cookie{Name: sessionCookie, Value: step.Token.Reveal()}, nil
}

// residentMB gives the memory of a process, where the system tells.
func residentMB(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
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
