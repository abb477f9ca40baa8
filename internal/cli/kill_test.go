package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/app"
	"goldenthread/internal/cli"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// argumentsVariable is set in a process of its own that runs one command of the program, to be killed.
const argumentsVariable = "GOLDENTHREAD_TEST_ARGUMENTS"

// TestMain is that process where it is asked to be, and runs the tests otherwise.
func TestMain(m *testing.M) {
	if args := os.Getenv(argumentsVariable); args != "" {
		os.Exit(cli.Main(context.Background(), strings.Split(args, "\n"), cli.IO{In: strings.NewReader(""), Out: os.Stdout, Err: os.Stderr}))
	}
	os.Exit(m.Run())
}

// command gives a process that runs a command of the program.
func command(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), argumentsVariable+"="+strings.Join(args, "\n"))
	return c
}

// place gives the flags that name a new data folder and an empty database of an engine.
func place(t *testing.T, engine string) []string {
	flags := []string{"--data", filepath.Join(t.TempDir(), "data")}
	if engine == store.Postgres {
		flags = append(flags, "--database", storetest.Address(t, engine, app.Schemas()...))
	}
	return flags
}

// TestImportSurvivesKills: an import that is killed again and again, each time somewhat later, ends with the same
// answer as one that was left in peace, every row once; and the log verifies.
func TestImportSurvivesKills(t *testing.T) {
	file := filepath.Join("..", "..", "testdata", "police", "cleveland-2014-07.csv")
	undisturbed := place(t, store.SQLite)
	begin(t, undisturbed...)
	_, peace, _ := importing(t, append(undisturbed, "--service", "adt", file, "--json")...)
	whole := verified(t, undisturbed)
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			midway := 0
			for step := time.Duration(6); step <= 48 && midway == 0; step *= 2 { // nearer together, where each came before the first row or after the last
				var kills int
				kills, midway = killing(t, place(t, engine), step, file, peace, whole)
				t.Logf("%d kills, %d of them with rows half taken in", kills, midway)
			}
			if midway == 0 {
				t.Error("no kill came while rows were taken in: nothing was tried")
			}
		})
	}
}

// killing kills an import again and again, each time later by a part of the time, until one is not: it must give the answer of
// an undisturbed one. It gives how many were killed, and how many of them when some rows were in and some were not.
func killing(t *testing.T, flags []string, part time.Duration, file, peace string, whole int) (kills, midway int) {
	t.Helper()
	begin(t, flags...)
	begun := verified(t, flags)
	for after := 200 * time.Millisecond; ; after += after / part {
		imports := command(slices.Concat([]string{"import", "police"}, flags, []string{"--service", "adt", file, "--json"})...)
		var said bytes.Buffer
		imports.Stdout = &said
		if err := imports.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(after, func() { _ = imports.Process.Kill() })
		err := imports.Wait()
		kill.Stop()
		if err == nil {
			if diff := cmp.Diff(peace, said.String()); diff != "" {
				t.Errorf("the answer after %d kills (-undisturbed +killed):\n%s", kills, diff)
			}
			verified(t, flags)
			return kills, midway
		}
		if imports.ProcessState.Exited() {
			t.Fatalf("it ended by itself: %v", err)
		}
		kills++
		if entries := verified(t, flags); entries > begun && entries < whole {
			midway++
		}
	}
}

// verified fails the test unless the log verifies, and gives how many entries it has.
func verified(t *testing.T, flags []string) int {
	t.Helper()
	code, out := running(t, slices.Concat([]string{"audit", "verify"}, flags, []string{"--json"})...)
	var report struct{ Entries int }
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 {
		t.Fatalf("audit verify after a kill: %d %s %v", code, out, err)
	}
	return report.Entries
}

// TestServeLosesNothing: what a page acknowledged, in the program that serves it, is there when it is started
// again after a kill. It is killed three times, or a tenth as often as GOLDENTHREAD_KILLS says: each time it is
// started anew, with all that was written looked up again.
func TestServeLosesNothing(t *testing.T) {
	times := 3
	if n, err := strconv.Atoi(os.Getenv("GOLDENTHREAD_KILLS")); err == nil {
		times = max(times, n/10)
	}
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			flags, worker := smallDemonstration(t, engine)
			v := newVisitor(t, worker)
			kept := 0 // days that were written down, one after the other from today backwards
			for kill := range times {
				served, base := serving(t, flags)
				v.base = base
				if kill == 0 {
					v.signIn(t)
				}
				for on := range kept {
					if !v.has(t, on) {
						t.Fatalf("kill %d: what was acknowledged for day %d is lost", kill, on)
					}
				}
				kept = v.writeUntilKilled(t, served, kept)
			}
			served, base := serving(t, flags)
			v.base = base
			for on := range kept {
				if !v.has(t, on) {
					t.Errorf("after the last kill: what was acknowledged for day %d is lost", on)
				}
			}
			_ = served.Process.Kill()
			_ = served.Wait() // it was killed
			if kept == 0 {
				t.Error("nothing was acknowledged: nothing was tried")
			}
			t.Logf("%d kills, %d acknowledged, 0 lost", times, kept)
		})
	}
}

// smallDemonstration makes a demonstration with one case worker, and gives the flags that name it and her account.
func smallDemonstration(t *testing.T, engine string) (flags []string, worker id.Account) {
	t.Helper()
	flags = place(t, engine)
	c := app.Config{Data: flags[1], Demo: true}
	if len(flags) > 2 {
		c.Database = flags[3]
	}
	a, err := app.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	handout, err := identity.NewHandout(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx := access.WithActor(t.Context(), access.NewSystem("cli", ""))
	if _, err := gate.Write(ctx, a.Gate, "", a.Prepare().Run); err != nil {
		t.Fatal(err)
	}
	worker, err = gate.Write(ctx, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Account, error) {
		account, err := identity.AddAccount{Login: "nell.carter@example.org", Name: "Nell Carter", Handout: handout}.Run(ctx, tx)
		if err != nil {
			return "", err
		}
		team, err := agency.TeamOf(ctx, tx, "pilot")
		if err != nil {
			return "", err
		}
		own, err := agency.ByKey(ctx, tx, "partnership")
		if err != nil {
			return "", err
		}
		_, err = identity.AddMembership{Account: account, Role: access.CaseWorker, Agency: own.ID, Team: team.ID, Service: "pilot"}.Run(ctx, tx)
		return account, err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.FinishDemonstration([]byte("{}")); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	return flags, worker
}

// serving starts the program and gives where it answers.
func serving(t *testing.T, flags []string) (*exec.Cmd, string) {
	t.Helper()
	serve := command(slices.Concat([]string{"demo"}, flags, []string{"--addr", "127.0.0.1:0"})...)
	said, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = serve.Process.Kill() })
	lines := bufio.NewReader(said)
	for {
		line, err := lines.ReadString('\n')
		if base, ok := strings.CutPrefix(strings.TrimSpace(line), "Golden Thread: "); ok {
			go func() { _, _ = io.Copy(io.Discard, lines) }() // its log, until it is killed
			return serve, base
		}
		if err != nil {
			t.Fatalf("it does not serve: %v", err)
		}
	}
}

// visitor is a case worker with a browser.
type visitor struct {
	client http.Client
	base   string
	worker id.Account
	today  clock.Date
}

func newVisitor(t *testing.T, worker id.Account) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{worker: worker, today: clock.System{}.Now().Date(),
		client: http.Client{Jar: jar, Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (v *visitor) signIn(t *testing.T) {
	t.Helper()
	if status, err := v.send("/", "/sign-in/as", url.Values{"account": {string(v.worker)}, "next": {"/"}}); err != nil || status != http.StatusSeeOther {
		t.Fatalf("signing in: %d %v", status, err)
	}
}

var keyOf = regexp.MustCompile(`name="_key" value="([^"]+)"`)

// send sends a form with the key of the page it stands on.
func (v *visitor) send(page, to string, form url.Values) (int, error) {
	body, err := v.get(page)
	if err != nil {
		return 0, err
	}
	key := keyOf.FindStringSubmatch(body)
	if key == nil {
		return 0, fmt.Errorf("%s has no form", page)
	}
	form.Set("_key", html.UnescapeString(key[1]))
	status, _, err := v.ask(func() (*http.Response, error) { return v.client.PostForm(v.base+to, form) })
	return status, err
}

func (v *visitor) get(page string) (string, error) {
	_, body, err := v.ask(func() (*http.Response, error) { return v.client.Get(v.base + page) })
	return body, err
}

// ask asks again when it was told that it asks faster than hands can.
func (v *visitor) ask(once func() (*http.Response, error)) (status int, body string, err error) {
	for {
		answer, err := once()
		if err != nil {
			return 0, "", err
		}
		text, err := io.ReadAll(answer.Body)
		if err = errors.Join(err, answer.Body.Close()); err != nil || answer.StatusCode != http.StatusTooManyRequests {
			return answer.StatusCode, string(text), err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// word is what is written down for a day, and on no other.
func word(on int) string { return fmt.Sprintf("Minute number %d of the group.", on) }

func (v *visitor) has(t *testing.T, on int) bool {
	t.Helper()
	body, err := v.get("/work-log?service=pilot&day=" + string(v.today.AddDays(-on)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(body, word(on))
}

// writeUntilKilled writes down one day after the other until the program is killed at a random moment, and gives
// how many are acknowledged now.
func (v *visitor) writeUntilKilled(t *testing.T, served *exec.Cmd, kept int) int {
	t.Helper()
	var once sync.Once
	for {
		form := url.Values{"service": {"pilot"}, "kind": {"working_group"}, "outcome": {word(kept)}, "on": {string(v.today.AddDays(-kept))}, "people": {"7"}}
		status, err := v.send("/work-log/activity", "/work-log/activity", form)
		if err != nil {
			if err := served.Wait(); err == nil || served.ProcessState.Exited() {
				t.Fatalf("it ended by itself: %v", err)
			}
			return kept
		}
		if status != http.StatusSeeOther {
			t.Fatalf("the form of day %d: %d", kept, status)
		}
		kept++
		once.Do(func() { time.AfterFunc(rand.N(400*time.Millisecond), func() { _ = served.Process.Kill() }) })
	}
}

// TestDemonstrationStaysHere: a demonstration opens without a password, so it is served to this machine alone.
func TestDemonstrationStaysHere(t *testing.T) {
	flags, _ := smallDemonstration(t, store.SQLite)
	for _, addr := range []string{"0.0.0.0:0", "[::]:0", ":0"} {
		var said bytes.Buffer
		code := cli.Main(t.Context(), slices.Concat([]string{"demo"}, flags, []string{"--addr", addr}), cli.IO{In: strings.NewReader(""), Out: io.Discard, Err: &said})
		if code != 2 || !strings.Contains(said.String(), "this machine only") || strings.Contains(said.String(), "Golden Thread:") {
			t.Errorf("%s: exit %d, said %q", addr, code, said.String())
		}
	}
	if code, out := running(t, append([]string{"serve", "--addr", "0.0.0.0:0"}, flags...)...); code == 0 {
		t.Errorf("served as real work: %s", out)
	}
}
