package measure

// Agreement is how far two people who scored the same cases agree.
type Agreement struct {
	N     int     // cases scored twice
	Same  int     // put in the same band
	Kappa float64 // 1: always the same; 0: no more than chance; only with Known
	Known bool    // there are enough cases, and chance alone does not explain everything
}

// Kappa works out Cohen's weighted kappa with linear weights (Cohen, Psychological Bulletin 70, 1968): high
// against low weighs twice as much as medium against low, since bands have an order. Each pair holds the ranks
// that the first and the second gave, from 0 to bands-1; ranks outside are a fault of the caller. Below least
// pairs there is none: the page says "too few", and how many. Nor is there one when both always gave the same
// single band, where chance and agreement cannot be told apart.
func Kappa(pairs [][2]int, bands, least int) Agreement {
	a := Agreement{N: len(pairs)}
	first, second := make([]int, bands), make([]int, bands)
	apart := 0
	for _, p := range pairs {
		first[p[0]]++
		second[p[1]]++
		apart += distance(p[0], p[1])
		if p[0] == p[1] {
			a.Same++
		}
	}
	chance := 0
	for i, f := range first {
		for j, s := range second {
			chance += distance(i, j) * f * s
		}
	}
	if a.N < max(least, 1) || chance == 0 {
		return a
	}
	a.Kappa, a.Known = 1-float64(apart)*float64(a.N)/float64(chance), true
	return a
}

func distance(a, b int) int { return max(a-b, b-a) }
