package report

import "slices"

// Shares gives each count's whole percentage of their sum, so that they add to exactly 100
// (requirement R197, trap I-02): every share is rounded down, and the points left over go one each
// to the largest remainders. When remainders are equal the larger count gets the point, and after
// that the row that stands first: so the result depends on the figures and the printed order alone.
// A share is always less than one point from the exact one. When everything is 0, so are the shares.
func Shares(counts []int) []int {
	shares := make([]int, len(counts))
	sum := 0
	for _, n := range counts {
		sum += n
	}
	if sum == 0 {
		return shares
	}
	left := 100
	order := make([]int, len(counts))
	for i, n := range counts {
		shares[i] = n * 100 / sum
		left -= shares[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if ra, rb := counts[a]*100%sum, counts[b]*100%sum; ra != rb {
			return rb - ra
		}
		return counts[b] - counts[a]
	})
	for _, i := range order[:left] {
		shares[i]++
	}
	return shares
}
