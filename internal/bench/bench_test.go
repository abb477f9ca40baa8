package bench

import (
	"io"
	"testing"

	"goldenthread/internal/errs"
)

// The bench itself must not rot: it runs whole, small. What it measures at this size means nothing,
// so nothing is judged here but that every figure is there, and that pages take the same statements.
func TestRunsSmall(t *testing.T) {
	w := Wanted{Folder: t.TempDir(), Sizes: Short}
	r, err := Run(t.Context(), w, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Figures {
		if f.Ratio <= 0 || f.AMs <= 0 || f.BMs <= 0 {
			t.Errorf("%s was not measured: %+v", f.Name, f)
		}
	}
	if len(r.Figures) < 16 {
		t.Errorf("%d figures, want 16 or more: the import, the pages, each return, the replay of a service's file", len(r.Figures))
	}
	for _, p := range r.Pages {
		if p.Small == 0 || p.Small != p.Large {
			t.Errorf("%s takes %d statements with %d cases and %d with %d", p.Page, p.Small, w.Sizes.Small, p.Large, w.Sizes.Large)
		}
	}
	if r.Recorded.DatabaseMB <= 0 {
		t.Errorf("not recorded: database %v MB", r.Recorded.DatabaseMB)
	}
	// What was made is used again. To the pages belongs a full worklist beside an empty one.
	w.Only = []string{"pages"}
	again, err := Run(t.Context(), w, io.Discard)
	if err != nil || len(again.Figures) != len(r.Pages)+1 || again.Recorded.MakingCases != 0 {
		t.Errorf("some figures alone, over the data that is there: %d, cases made again %v (%v)", len(again.Figures), again.Recorded.MakingCases != 0, err)
	}
	w.Only = []string{"nothing"}
	if _, err := Run(t.Context(), w, io.Discard); errs.KindOf(err) != errs.Invalid {
		t.Errorf("a part there is not: %v, want invalid", err)
	}
}
