// Command testsum reads the events of "go test -json" and says what a person wants to know: one line
// for each package, all that a failed test printed, and at the end how many tests passed and failed,
// which it also writes to the file it is given.
//
//	go test -json ./... | go run ./tools/testsum COUNTS
//
// A test counts when it has no subtests. A package that does not build, or that ends without a
// failed test to blame, counts as one failure.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "use: go test -json ./... | testsum COUNTS")
		os.Exit(2)
	}
	s := newSum(os.Stdout)
	if err := s.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, "testsum:", err)
		os.Exit(1)
	}
	s.close()
	if err := os.WriteFile(os.Args[1], fmt.Appendf(nil, "%d %d\n", s.passed, s.failed), 0o600); err != nil {
		fmt.Fprintln(os.Stderr, "testsum:", err)
		os.Exit(1)
	}
}

// event is one line of go test -json.
type event struct {
	Action, Package, ImportPath, Test, Output string
	FailedBuild                               string
	Elapsed                                   float64
}

type sum struct {
	out            io.Writer
	passed, failed int
	output         map[string]map[string][]string // package, test: what it printed
	parents        map[string]bool                // package and test: it has subtests
	ended          map[string]map[string]string   // package, test: pass, fail or skip
	build          map[string][]string            // package: what the compiler said
	open           map[string]bool                // packages that have begun and not ended
}

func newSum(out io.Writer) *sum {
	return &sum{out: out, output: map[string]map[string][]string{}, parents: map[string]bool{},
		ended: map[string]map[string]string{}, build: map[string][]string{}, open: map[string]bool{}}
}

func (s *sum) read(in io.Reader) error {
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		switch {
		case len(line) == 0:
		case json.Unmarshal(line, &e) != nil:
			s.out.Write(line) // not an event: what go itself had to say
		default:
			s.take(e)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (s *sum) take(e event) {
	switch e.Action {
	case "build-output":
		s.build[e.ImportPath] = append(s.build[e.ImportPath], e.Output)
	case "start":
		s.open[e.Package] = true
		s.output[e.Package], s.ended[e.Package] = map[string][]string{}, map[string]string{}
	case "run":
		for at := strings.LastIndexByte(e.Test, '/'); at > 0; at = strings.LastIndexByte(e.Test[:at], '/') {
			s.parents[e.Package+" "+e.Test[:at]] = true
		}
	case "output":
		if s.output[e.Package] != nil {
			s.output[e.Package][e.Test] = append(s.output[e.Package][e.Test], e.Output)
		}
	case "pass", "fail", "skip":
		if e.Test == "" {
			s.endPackage(e)
		} else {
			s.ended[e.Package][e.Test] = e.Action
		}
	}
}

// endPackage prints and counts a package that has ended.
func (s *sum) endPackage(e event) {
	delete(s.open, e.Package)
	counts := map[string]int{}
	var bad []string
	for test, how := range s.ended[e.Package] {
		if !s.parents[e.Package+" "+test] {
			counts[how]++
		}
		if how == "fail" {
			bad = append(bad, test)
		}
	}
	slices.Sort(bad)
	s.passed += counts["pass"]
	s.failed += counts["fail"]
	mark := "ok  "
	if e.Action == "fail" {
		mark = "FAIL"
		if counts["fail"] == 0 {
			s.failed++
		}
	}
	if e.Action != "skip" { // a package without tests
		fmt.Fprintf(s.out, "%s  %s  %d passed, %d failed, %d skipped  %.1f s\n", mark, e.Package, counts["pass"], counts["fail"], counts["skip"], e.Elapsed)
	}
	for _, test := range bad {
		s.print(s.output[e.Package][test])
	}
	if e.Action == "fail" {
		s.print(s.build[e.FailedBuild])
		s.print(s.output[e.Package][""])
	} else {
		s.loud(e.Package)
	}
	delete(s.output, e.Package)
	delete(s.ended, e.Package)
}

// loud passes on what a package wants said although it passed.
func (s *sum) loud(pkg string) {
	for _, lines := range s.output[pkg] {
		for _, line := range lines {
			if strings.Contains(line, "left out:") {
				fmt.Fprint(s.out, "      ", line)
			}
		}
	}
}

// print shows output, without the lines by which go test only marks its progress.
func (s *sum) print(lines []string) {
	for _, line := range lines {
		if strings.HasPrefix(line, "=== ") || line == "PASS\n" || line == "FAIL\n" {
			continue
		}
		fmt.Fprint(s.out, "      ", line)
	}
}

// close counts packages that never ended: the run was broken off.
func (s *sum) close() {
	for pkg := range s.open {
		s.failed++
		fmt.Fprintf(s.out, "FAIL  %s  did not end\n", pkg)
		for _, lines := range s.output[pkg] {
			s.print(lines)
		}
	}
}
