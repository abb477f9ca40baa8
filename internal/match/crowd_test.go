package match

import (
	"cmp"
	"slices"
	"testing"
)

// TestFebrlInOneBuilding: where a thousand people live at one address and most have one surname, the
// keys that say most still bring the record that is sought among the first few, so that a bounded
// number of comparisons is enough. What is measured stands in the log of the test.
func TestFebrlInOneBuilding(t *testing.T) {
	people, truth := readFebrl(t, "testdata/febrl1.csv")
	for i := range people {
		people[i].Homes = []Home{NewHome("4 Quillfeather Row", "AB1 1AA")}
		if i%10 != 0 && len(people[i].Names) > 0 {
			people[i].Names[0].Surnames = []string{"harbottle"}
		}
	}
	blocks := map[string][]int{}
	for i, p := range people {
		for _, k := range Keys(p) {
			name := k.Rule + "|" + k.Parts[0] + "|" + k.Parts[len(k.Parts)-1]
			if len(k.Parts) == 3 {
				name += "|" + k.Parts[1]
			}
			blocks[name] = append(blocks[name], i)
		}
	}
	bits := make([]map[int]float64, len(people))
	for _, block := range blocks {
		for _, i := range block {
			if bits[i] == nil {
				bits[i] = map[int]float64{}
			}
			for _, j := range block {
				if i != j {
					bits[i][j] += Bits(len(block))
				}
			}
		}
	}
	most, sought, worst, alike := 0, 0, 0, 0
	for i := range people {
		var ranked []int
		for j := range bits[i] {
			ranked = append(ranked, j)
		}
		slices.SortFunc(ranked, func(a, b int) int { return cmp.Or(cmp.Compare(bits[i][b], bits[i][a]), cmp.Compare(b, a)) })
		most = max(most, len(ranked))
		for at, j := range ranked {
			if truth[i] != truth[j] {
				continue
			}
			if r := Compare(people[i], people[j]); !r.Review && !r.Confident {
				continue
			}
			sought++
			if bits[i][j] <= 1 {
				alike++ // nothing in common with her but what everybody has: a look-up says that it left her
			} else {
				worst = max(worst, at+1)
			}
		}
	}
	t.Logf("%d records share a key with one of them; %d sought, %d of them by what all share alone, the others at place %d at worst",
		most, sought, alike, worst)
	if sought < 950 {
		t.Errorf("%d of 1000 found with any number of comparisons: the crowd is not the one meant", sought)
	}
	if worst > 40 || alike > 12 {
		t.Errorf("a record sought stood at place %d, want it among the first 40; %d share what all share alone, want 12 at most", worst, alike)
	}
}
