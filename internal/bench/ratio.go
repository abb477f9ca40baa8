package bench

import (
	"fmt"
	"slices"
	"time"

	"goldenthread/internal/clock"
)

// Figure is one measured figure.
type Figure struct {
	Name   string  `json:"name"`
	A      string  `json:"a"` // what was measured
	B      string  `json:"b"` // against what
	Ratio  float64 `json:"ratio"`
	Lowest float64 `json:"lowest"`  // of the rounds
	Most   float64 `json:"highest"` // of the rounds
	Aim    float64 `json:"aim"`     // at most
	Met    bool    `json:"met"`
	AMs    float64 `json:"a_ms"` // medians, on this machine
	BMs    float64 `json:"b_ms"`
}

// step is one side of a comparison. It does its work once, and gives how long the part that counts
// took: making data ready is left out.
type step func() (time.Duration, error)

// compare runs a and b in turn and judges them.
func (r *run) compare(f Figure, a, b step) (Figure, error) {
	figures, err := r.compareAll(a, against{f, b})
	return figures[0], err
}

// against is one bare form a piece of work is compared with.
type against struct {
	figure Figure
	bare   step
}

// compareAll runs a and then each bare form of it in turn, and judges for each form the ratio of the
// medians against its aim.
func (r *run) compareAll(a step, forms ...against) ([]Figure, error) {
	figures := make([]Figure, len(forms))
	var as []time.Duration
	bs := make([][]time.Duration, len(forms))
	for i, form := range forms {
		figures[i] = form.figure
	}
	for round := range r.Sizes.Rounds {
		took, err := a()
		if err != nil {
			return figures, fmt.Errorf("%s, round %d: %w", figures[0].Name, round+1, err)
		}
		as = append(as, took)
		for i, form := range forms {
			bare, err := form.bare()
			if err != nil {
				return figures, fmt.Errorf("%s, round %d, bare: %w", form.figure.Name, round+1, err)
			}
			bs[i] = append(bs[i], bare)
			fmt.Fprintf(r.progress, "%s: round %d of %d: %.1f ms against %.1f ms\n", form.figure.Name, round+1, r.Sizes.Rounds, ms(took), ms(bare))
		}
	}
	for i := range figures {
		figures[i] = figures[i].judged(as, bs[i])
	}
	return figures, nil
}

func (f Figure) judged(as, bs []time.Duration) Figure {
	f.Lowest, f.Most = ratio(as[0], bs[0]), ratio(as[0], bs[0])
	for i := range as {
		f.Lowest, f.Most = min(f.Lowest, ratio(as[i], bs[i])), max(f.Most, ratio(as[i], bs[i]))
	}
	f.AMs, f.BMs = ms(median(as)), ms(median(bs))
	f.Ratio = ratio(median(as), median(bs))
	f.Met = f.Ratio <= f.Aim
	return f
}

func median(d []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(d))
	return sorted[len(sorted)/2]
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// timed gives how long fn takes.
func timed(fn func() error) (time.Duration, error) {
	began := clock.System{}.Now()
	err := fn()
	return clock.System{}.Now().Sub(began), err
}
