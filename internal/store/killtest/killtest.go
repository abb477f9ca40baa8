package killtest

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"goldenthread/internal/id"
)

// Subject is what is killed: the store, or a whole gate above it.
type Subject struct {
	// Write keeps an id and returns nil when that is acknowledged as durable.
	Write func(ctx context.Context, id string) error
	// Kept gives all ids that are there. Ids that were never acknowledged may be among them: a write
	// whose answer did not arrive in time.
	Kept func(ctx context.Context) ([]string, error)
	// Close ends the use of what was opened.
	Close func() error
}

// Open opens what is tried in a folder, in which an earlier one may have been killed.
type Open func(ctx context.Context, dir string) (Subject, error)

const (
	folderVariable = "GOLDENTHREAD_KILL_FOLDER" // set in the child: where it writes
	timesVariable  = "GOLDENTHREAD_KILLS"       // how often the parent kills
	writers        = 8
)

// Run kills the subject 5 times, or as often as GOLDENTHREAD_KILLS says, and fails the test when an
// acknowledged id is lost. The test that calls it must do nothing else: its own code is run in the child too.
func Run(t *testing.T, open Open) {
	t.Helper()
	if dir := os.Getenv(folderVariable); dir != "" {
		write(t, open, dir)
		return
	}
	times := 5
	if s := os.Getenv(timesVariable); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			t.Fatalf("%s is %q: it must be a number from 1", timesVariable, s)
		}
		times = n
	}
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for kill := range times {
		fresh := writeUntilKilled(t, dir)
		for _, key := range fresh {
			acknowledged[key] = true
		}
		lost, kept := missing(t, open, dir, acknowledged)
		if len(lost) > 0 {
			t.Fatalf("kill %d: %d of %d acknowledged writes are lost, %s first", kill+1, len(lost), len(acknowledged), lost[0])
		}
		t.Logf("kill %d: %d acknowledged, %d in all, %d kept, 0 lost", kill+1, len(fresh), len(acknowledged), kept)
	}
	if len(acknowledged) == 0 {
		t.Fatal("no write was acknowledged before a kill: nothing was tried")
	}
}

// writeUntilKilled runs the child until a random moment after its first acknowledgement and gives the
// ids it acknowledged.
func writeUntilKilled(t *testing.T, dir string) (acknowledged []string) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^"+strings.ReplaceAll(t.Name(), "/", "$/^")+"$", "-test.count=1")
	child.Env = append(os.Environ(), folderVariable+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	hangs := time.AfterFunc(30*time.Second, func() { _ = child.Process.Kill() })
	defer hangs.Stop()
	var said []string
	for lines := bufio.NewScanner(out); lines.Scan(); {
		key, isKey := strings.CutPrefix(lines.Text(), "acknowledged ")
		if !isKey {
			said = append(said, lines.Text())
			continue
		}
		if len(acknowledged) == 0 {
			time.AfterFunc(rand.N(400*time.Millisecond), func() { _ = child.Process.Kill() })
		}
		acknowledged = append(acknowledged, key)
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the child ended by itself: %v\n%s", err, strings.Join(said, "\n"))
	}
	return acknowledged
}

// missing opens what the child left behind and gives the acknowledged ids that are not there.
func missing(t *testing.T, open Open, dir string, acknowledged map[string]bool) (lost []string, kept int) {
	t.Helper()
	subject, err := open(t.Context(), dir)
	if err != nil {
		t.Fatalf("what a kill left behind does not open: %v", err)
	}
	defer func() {
		if err := subject.Close(); err != nil {
			t.Error(err)
		}
	}()
	all, err := subject.Kept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	there := make(map[string]bool, len(all))
	for _, key := range all {
		there[key] = true
	}
	for key := range acknowledged {
		if !there[key] {
			lost = append(lost, key)
		}
	}
	return lost, len(all)
}

// write is the child: it writes until it is killed.
func write(t *testing.T, open Open, dir string) {
	t.Helper()
	subject, err := open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for {
				key, err := id.New(id.Random)
				if err == nil {
					err = subject.Write(t.Context(), key)
				}
				if err != nil {
					t.Error(err)
					return
				}
				// One unbuffered write a line: what was not handed over at the kill was not said.
				fmt.Fprintf(os.Stdout, "acknowledged %s\n", key)
			}
		})
	}
	all.Wait()
}

// SQLite gives the address of a database file in a folder, for [Open] functions.
func SQLite(dir string) string { return "sqlite:" + filepath.Join(dir, "killed.db") }
