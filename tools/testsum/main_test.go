package main

import (
	"strings"
	"testing"
)

func TestSum(t *testing.T) {
	tests := []struct {
		name           string
		events         []string
		passed, failed int
		says           []string
	}{
		{"subtests count, their parents do not", []string{
			`{"Action":"start","Package":"p"}`, `{"Action":"run","Package":"p","Test":"A"}`, `{"Action":"run","Package":"p","Test":"A/x"}`,
			`{"Action":"run","Package":"p","Test":"A/y"}`, `{"Action":"output","Package":"p","Test":"A/y","Output":"    a.go:1: wrong\n"}`,
			`{"Action":"pass","Package":"p","Test":"A/x"}`, `{"Action":"fail","Package":"p","Test":"A/y"}`, `{"Action":"fail","Package":"p","Test":"A"}`,
			`{"Action":"fail","Package":"p","Elapsed":1}`,
		}, 1, 1, []string{"FAIL  p  1 passed, 1 failed", "a.go:1: wrong"}},
		{"a package that does not build", []string{
			`{"ImportPath":"p","Action":"build-output","Output":"a.go:2: undefined: x\n"}`, `{"ImportPath":"p","Action":"build-fail"}`,
			`{"Action":"start","Package":"p"}`, `{"Action":"fail","Package":"p","FailedBuild":"p"}`,
		}, 0, 1, []string{"undefined: x"}},
		{"a package that panics outside a test", []string{
			`{"Action":"start","Package":"p"}`, `{"Action":"output","Package":"p","Output":"panic: at start-up\n"}`, `{"Action":"fail","Package":"p"}`,
		}, 0, 1, []string{"panic: at start-up"}},
		{"a run that is broken off", []string{`{"Action":"start","Package":"p"}`, `not an event`}, 0, 1, []string{"did not end", "not an event"}},
		{"a skipped test is neither", []string{
			`{"Action":"start","Package":"p"}`, `{"Action":"run","Package":"p","Test":"A"}`, `{"Action":"output","Package":"p","Output":"PostgreSQL left out: why\n"}`,
			`{"Action":"skip","Package":"p","Test":"A"}`, `{"Action":"pass","Package":"p"}`,
		}, 0, 0, []string{"1 skipped", "PostgreSQL left out: why"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			s := newSum(&out)
			if err := s.read(strings.NewReader(strings.Join(test.events, "\n"))); err != nil {
				t.Fatal(err)
			}
			s.close()
			if s.passed != test.passed || s.failed != test.failed {
				t.Errorf("%d passed, %d failed; want %d, %d", s.passed, s.failed, test.passed, test.failed)
			}
			for _, part := range test.says {
				if !strings.Contains(out.String(), part) {
					t.Errorf("%q is not in:\n%s", part, out.String())
				}
			}
		})
	}
}
