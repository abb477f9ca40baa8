package measure

import "math"

// Pair is one number at the beginning and the same number later, of the same person.
type Pair struct{ Before, After int }

// Change is what became of pairs. Those with one side missing are not in it: they are counted beside it, and
// never set against a stranger's.
type Change struct {
	N                   int     // pairs
	Better, Same, Worse int     // by the scale's smallest step that counts
	Mean                float64 // of after less before, on the scale; turned round where lower is better
	Low, High           float64 // the 95 % interval of the mean; only with Known
	Known               bool    // there are enough pairs, and they differ, so that an interval can be given
}

// LeastPairs is how many pairs an interval needs. Below it a mean of a scale with eleven steps says little,
// and the page says "too few" and how many.
const LeastPairs = 10

// Paired works out the change of pairs. A change below step counts as the same (0 or 1: any change counts).
// lowerIsBetter turns the sign round.
//
// The interval is that of the mean of the differences by Student's t with n-1 degrees of freedom (Student,
// "The probable error of a mean", Biometrika 6, 1908). Each person is her own comparison, so differences
// between people do not widen it. It takes differences as measured on equal steps, which answers on a scale
// are only nearly; the counts of better, same and worse beside it need no such assumption. The test holds it
// to Student's own ten patients.
func Paired(pairs []Pair, step int, lowerIsBetter bool) Change {
	c := Change{N: len(pairs)}
	if c.N == 0 {
		return c
	}
	differences, sum := make([]float64, 0, c.N), 0.0
	for _, p := range pairs {
		d := p.After - p.Before
		if lowerIsBetter {
			d = -d
		}
		switch {
		case d >= max(step, 1):
			c.Better++
		case d <= -max(step, 1):
			c.Worse++
		default:
			c.Same++
		}
		differences, sum = append(differences, float64(d)), sum+float64(d)
	}
	c.Mean = sum / float64(c.N)
	if c.N < LeastPairs {
		return c
	}
	squares := 0.0
	for _, d := range differences {
		squares += (d - c.Mean) * (d - c.Mean)
	}
	if squares == 0 {
		return c // everybody moved alike: the spread is not known, which is not the same as none
	}
	half := student(c.N-1) * math.Sqrt(squares/float64(c.N-1)/float64(c.N))
	c.Low, c.High, c.Known = c.Mean-half, c.Mean+half, true
	return c
}

// student gives the value that Student's t with so many degrees of freedom exceeds, either way, one time in
// twenty. It is found by halving an interval on the exact distribution, by the finite sums of Abramowitz and
// Stegun 26.7.3 and 26.7.4.
func student(df int) float64 {
	low, high := 0.0, 20.0
	for range 80 {
		middle := (low + high) / 2
		if within(middle, df) < 0.95 {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// within gives the probability that Student's t with df degrees of freedom lies between -t and t.
func within(t float64, df int) float64 {
	angle := math.Atan(t / math.Sqrt(float64(df)))
	sine, square := math.Sin(angle), math.Cos(angle)*math.Cos(angle)
	if df%2 == 0 {
		sum, term := 1.0, 1.0
		for k := 2; k < df; k += 2 {
			term *= square * float64(k-1) / float64(k)
			sum += term
		}
		return sine * sum
	}
	if df == 1 {
		return angle * 2 / math.Pi
	}
	sum, term := math.Cos(angle), math.Cos(angle)
	for k := 3; k < df; k += 2 {
		term *= square * float64(k-1) / float64(k)
		sum += term
	}
	return (angle + sine*sum) * 2 / math.Pi
}

// Share gives the 95 % interval of a share, hits out of n, as shares of one: Wilson's score interval (JASA 22,
// 1927), which stays between nothing and all and holds for small numbers too. Nothing out of nothing is
// anything: 0 to 1.
func Share(hits, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	p, size := float64(hits)/float64(n), float64(n)
	centre := (p + z*z/(2*size)) / (1 + z*z/size)
	half := z / (1 + z*z/size) * math.Sqrt(p*(1-p)/size+z*z/(4*size*size))
	return max(0, centre-half), min(1, centre+half)
}
