package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestShares(t *testing.T) {
	tests := []struct {
		name   string
		counts []int
		want   []int
	}{
		{"nothing at all", nil, []int{}},
		{"all zero", []int{0, 0}, []int{0, 0}},
		{"one", []int{7}, []int{100}},
		{"thirds: the first gets the odd point", []int{1, 1, 1}, []int{34, 33, 33}},
		{"equal remainders: the larger count first", []int{1, 3, 4}, []int{12, 38, 50}},
		// The published tables of Barnet 2017/18 (D5c, D6, D7, D7b, D8a, D8b, D8c). Plain rounding fails on D7:
		// 49 of 338 is 14.497%, printed 15% (I-02).
		{"sources", []int{23, 21, 12, 4, 8, 1, 10}, []int{29, 27, 15, 5, 10, 1, 13}},
		{"onward", []int{10, 43, 32, 13, 8, 8, 2, 2, 9}, []int{8, 34, 25, 10, 6, 6, 2, 2, 7}},
		{"needs", []int{72, 68, 60, 8, 25, 10, 33, 49, 13}, []int{21, 20, 18, 2, 7, 3, 10, 15, 4}},
		{"additional needs", []int{32, 49, 22, 32, 51, 20, 6, 12, 4}, []int{14, 21, 10, 14, 22, 9, 3, 5, 2}},
		{"gender", []int{25, 54}, []int{32, 68}},
		{"ethnicity", []int{14, 9, 33, 14, 9}, []int{18, 11, 42, 18, 11}},
		{"age", []int{11, 11, 15, 12, 14, 9, 7}, []int{14, 14, 19, 15, 18, 11, 9}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Shares(tt.counts)); diff != "" {
				t.Errorf("Shares(%v) (-want +got):\n%s", tt.counts, diff)
			}
		})
	}
}

func TestSharesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 1_000_000), 1, 40).Draw(t, "counts")
		shares := Shares(counts)
		sum, all := 0, 0
		for i, n := range counts {
			sum += shares[i]
			all += n
		}
		if all == 0 {
			if sum != 0 {
				t.Fatalf("nothing was counted, but the shares add to %d", sum)
			}
			return
		}
		if sum != 100 {
			t.Fatalf("the shares %v of %v add to %d", shares, counts, sum)
		}
		for i, n := range counts {
			if off := shares[i]*all - 100*n; off <= -all || off >= all {
				t.Errorf("%d of %d is %d%%: a whole point or more from the exact share", n, all, shares[i])
			}
			for j := range counts {
				if n > counts[j] && shares[i] < shares[j] {
					t.Errorf("%d has %d%%, but the smaller %d has %d%%", n, shares[i], counts[j], shares[j])
				}
			}
		}
	})
}

func TestOfTarget(t *testing.T) {
	for _, tt := range []struct {
		n, target int
		want      string
	}{{79, 60, "131.7"}, {60, 60, "100"}, {0, 60, "0"}, {1, 3, "33.3"}, {2, 3, "66.7"}, {132, 90, "146.7"}, {5, 0, "0"}} {
		if got := OfTarget(tt.n, tt.target).String(); got != tt.want {
			t.Errorf("OfTarget(%d, %d) = %s, want %s", tt.n, tt.target, got, tt.want)
		}
	}
}
