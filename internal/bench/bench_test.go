package bench

import (
	"io"
	"testing"
)

// The bench itself must not rot: it runs whole, small. What it measures at this size means nothing,
// so nothing is judged here but that every figure is there.
func TestRunsSmall(t *testing.T) {
	r, err := Run(t.Context(), t.TempDir(), Short, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Figures {
		if f.Ratio <= 0 || f.AMs <= 0 || f.BMs <= 0 {
			t.Errorf("%s was not measured: %+v", f.Name, f)
		}
	}
	if len(r.Figures) != 6 {
		t.Errorf("%d figures, want 6", len(r.Figures))
	}
	if r.ReadyMs <= 0 || r.DatabaseMB <= 0 {
		t.Errorf("not recorded: ready %v ms, database %v MB", r.ReadyMs, r.DatabaseMB)
	}
}
