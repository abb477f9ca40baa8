package measure_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"goldenthread/internal/measure"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s: got %.7f, want %.7f", what, got, want)
	}
}

// sleep is Student's own example: hours of sleep gained by ten patients under two drugs, here in tenths.
// (Cushny and Peebles 1905; in R, t.test(sleep, paired = TRUE) gives 0.7001142 to 2.4598858, mean 1.58.)
var sleep = []measure.Pair{{7, 19}, {-16, 8}, {-2, 11}, {-12, 1}, {-1, -1}, {34, 44}, {37, 55}, {8, 16}, {0, 46}, {20, 34}}

func TestPairedIsStudents(t *testing.T) {
	c := measure.Paired(sleep, 1, false)
	near(t, "mean", c.Mean, 15.8, 1e-9)
	near(t, "low", c.Low, 7.001142, 1e-5)
	near(t, "high", c.High, 24.598858, 1e-5)
	if c.N != 10 || c.Better != 9 || c.Same != 1 || c.Worse != 0 || !c.Known {
		t.Errorf("ten pairs: %+v", c)
	}
	down := measure.Paired(sleep, 1, true)
	near(t, "where lower is better, the mean", down.Mean, -15.8, 1e-9)
	near(t, "where lower is better, the low end", down.Low, -c.High, 1e-9)
	if down.Worse != 9 || down.Better != 0 {
		t.Errorf("turned round: %+v", down)
	}
}

func TestPairedSaysWhenThereIsNone(t *testing.T) {
	tests := map[string]struct {
		pairs []measure.Pair
		step  int
		want  measure.Change
	}{
		"nobody":           {nil, 1, measure.Change{}},
		"too few":          {sleep[:9], 1, measure.Change{N: 9, Better: 8, Same: 1, Mean: 144.0 / 9}},
		"all moved alike":  {repeat(measure.Pair{Before: 3, After: 5}, 12), 1, measure.Change{N: 12, Better: 12, Mean: 2}},
		"below small step": {repeat(measure.Pair{Before: 3, After: 4}, 2), 2, measure.Change{N: 2, Same: 2, Mean: 1}},
	}
	for name, tt := range tests {
		if got := measure.Paired(tt.pairs, tt.step, false); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func repeat(p measure.Pair, n int) []measure.Pair {
	var all []measure.Pair
	for range n {
		all = append(all, p)
	}
	return all
}

// The half width of the interval of n differences, half of them 0 and half 2, is t times a spread that is
// easily worked out: so it shows Student's t of the printed tables (0.05, both ways).
func TestStudentsTables(t *testing.T) {
	for n, table := range map[int]float64{10: 2.2622, 12: 2.2010, 16: 2.1314, 21: 2.0860, 30: 2.0452, 31: 2.0423, 61: 2.0003, 121: 1.9799} {
		var pairs []measure.Pair
		for i := range n {
			pairs = append(pairs, measure.Pair{Before: 0, After: i})
		}
		c := measure.Paired(pairs, 1, false)
		spread := math.Sqrt(float64(n) * float64(n+1) / 12)
		near(t, "t", (c.High-c.Mean)/spread*math.Sqrt(float64(n)), table, 6e-5)
	}
}

// Values of Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
func TestShareIsWilsons(t *testing.T) {
	for _, tt := range []struct {
		hits, n   int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}, {0, 0, 0, 1}} {
		low, high := measure.Share(tt.hits, tt.n)
		near(t, "low", low, tt.low, 6e-5)
		near(t, "high", high, tt.high, 6e-5)
	}
}

// slowKappa is Cohen's definition, written out: one less the observed disagreement over that of every
// first rating set beside every second one.
func slowKappa(pairs [][2]int, bands int) float64 {
	weight := func(i, j int) float64 { return math.Abs(float64(i-j)) / float64(bands-1) }
	observed, chance := 0.0, 0.0
	for _, p := range pairs {
		observed += weight(p[0], p[1]) / float64(len(pairs))
		for _, q := range pairs {
			chance += weight(p[0], q[1]) / float64(len(pairs)*len(pairs))
		}
	}
	return 1 - observed/chance
}

func TestKappaAgainstTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bands := rapid.IntRange(2, 5).Draw(t, "bands")
		n := rapid.IntRange(0, 60).Draw(t, "n")
		pairs := make([][2]int, n)
		for i := range pairs {
			pairs[i] = [2]int{rapid.IntRange(0, bands-1).Draw(t, "first"), rapid.IntRange(0, bands-1).Draw(t, "second")}
		}
		a := measure.Kappa(pairs, bands, 1)
		if slow := slowKappa(pairs, bands); a.Known && math.Abs(a.Kappa-slow) > 1e-9 {
			t.Fatalf("kappa %v, by the definition %v", a.Kappa, slow)
		} else if a.Known == (n == 0 || math.IsNaN(slow) || math.IsInf(slow, 0)) {
			t.Fatalf("known: %v, by the definition %v", a.Known, slow)
		}
	})
}

// By hand: three bands, ten cases; two differ by one band, one by two. Observed 4; by chance, of first 5, 3, 2
// and second 4, 3, 3, it is (5*3 + 5*3*2 + 3*4 + 3*3 + 2*4*2 + 2*3)/10 = 8.8; kappa is 1 - 4/8.8.
func TestKappaByHand(t *testing.T) {
	pairs := [][2]int{{0, 0}, {0, 0}, {0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 1}, {1, 0}, {2, 2}, {2, 2}}
	a := measure.Kappa(pairs, 3, 10)
	near(t, "kappa", a.Kappa, 1-4/8.8, 1e-9)
	if a.Same != 7 || !a.Known {
		t.Errorf("%+v", a)
	}
	if few := measure.Kappa(pairs, 3, 11); few.Known || few.N != 10 {
		t.Errorf("ten are too few where eleven are asked for: %+v", few)
	}
}
