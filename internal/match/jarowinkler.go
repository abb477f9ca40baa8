package match

// Winkler's constants: a shared beginning of up to four letters counts for a tenth each.
const (
	winklerPrefix = 4
	winklerScale  = 0.1
)

// maxCompared bounds the work of one comparison; names are told apart long before.
const maxCompared = 64

// JaroWinkler tells how alike two words are, from 0 to 1. Words are compared letter by letter, and
// only their first 64 letters count.
func JaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	x, y := runes(a), runes(b)
	j := jaro(x, y)
	prefix := 0
	for prefix < min(len(x), len(y), winklerPrefix) && x[prefix] == y[prefix] {
		prefix++
	}
	return j + float64(prefix)*winklerScale*(1-j)
}

func runes(s string) []rune {
	r := []rune(s)
	return r[:min(len(r), maxCompared)]
}

// jaro counts the letters that both words have within half a word of the same place, and how many
// of them stand in another order.
func jaro(x, y []rune) float64 {
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	window := max(0, max(len(x), len(y))/2-1)
	var inX, inY [maxCompared]bool
	common := 0
	for i, r := range x {
		for j := max(0, i-window); j < min(len(y), i+window+1); j++ {
			if !inY[j] && y[j] == r {
				inX[i], inY[j] = true, true
				common++
				break
			}
		}
	}
	if common == 0 {
		return 0
	}
	outOfOrder, j := 0, 0
	for i, r := range x {
		if !inX[i] {
			continue
		}
		for !inY[j] {
			j++
		}
		if r != y[j] {
			outOfOrder++
		}
		j++
	}
	m := float64(common)
	return (m/float64(len(x)) + m/float64(len(y)) + (m-float64(outOfOrder/2))/m) / 3
}
