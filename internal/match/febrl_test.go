package match

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"goldenthread/internal/clock"
)

// readFebrl reads one of the FEBRL sets: synthetic Australian people with slips put in. The truth is in
// rec_id. The national number is left out, since no police file has one. Australian postcodes
// have four digits; they are written one to one in a British form, so that unit, sector and
// district mean four, two and one digits in common.
func readFebrl(t testing.TB, path string) (people []Record, truth []string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.TrimLeadingSpace = true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		rec := Record{Homes: []Home{NewHome(row[3]+" "+row[4], britishForm(row[7]))}}
		if n := NewName(row[1], row[2]); !n.IsZero() {
			rec.Names = []Name{n}
		}
		if d := row[9]; len(d) == 8 {
			if date, err := clock.ParseDate(d[:4] + "-" + d[4:6] + "-" + d[6:]); err == nil {
				rec.Born = Born(date)
			}
		}
		people = append(people, rec)
		truth = append(truth, strings.Split(row[0], "-")[1])
	}
	return people, truth
}

func britishForm(digits string) string {
	if len(digits) != 4 {
		return ""
	}
	letters := "ABDEFGHJLN"
	return "AB" + digits[:1] + " " + digits[1:2] + letters[digits[2]-'0':][:1] + letters[digits[3]-'0':][:1]
}

// quality is how a threshold does on a set whose truth is known.
type quality struct{ right, wrong, truePairs, found int }

func (q quality) precision() float64 { return float64(q.right) / float64(q.right+q.wrong) }
func (q quality) recall() float64    { return float64(q.right) / float64(q.truePairs) }

// measure looks every record up by its keys, as the product does, and counts right and wrong pairs.
func measure(people []Record, truth []string, says func(Result) bool) quality {
	blocks := map[string][]int{}
	for i, p := range people {
		for _, k := range Keys(p) {
			key := k.Rule + "|" + strings.Join(k.Parts, "|")
			blocks[key] = append(blocks[key], i)
		}
	}
	var q quality
	size := map[string]int{}
	for _, id := range truth {
		q.truePairs += size[id] // with each one of her records that came before
		size[id]++
	}
	seen := map[[2]int]bool{}
	for _, block := range blocks {
		for x, i := range block {
			for _, j := range block[x+1:] {
				if pair := [2]int{i, j}; !seen[pair] {
					seen[pair] = true
					q.count(truth[i] == truth[j], says(Compare(people[i], people[j])))
				}
			}
		}
	}
	return q
}

func (q *quality) count(one, said bool) {
	if one {
		q.found++
	}
	switch {
	case one && said:
		q.right++
	case said:
		q.wrong++
	}
}

// TestFebrl holds the floor of quality on a public set. What is measured stands in the log of the
// test; the floors are a little below it, so that a change for the worse is seen.
func TestFebrl(t *testing.T) {
	people, truth := readFebrl(t, "testdata/febrl1.csv")
	if len(people) != 1000 {
		t.Fatalf("read %d records, want 1000", len(people))
	}
	tests := []struct {
		name              string
		says              func(Result) bool
		precision, recall float64
	}{
		{"someone should look", func(r Result) bool { return r.Confident || r.Review }, 0.99, 0.96},
		{"very likely", func(r Result) bool { return r.Confident }, 1, 0.75},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := measure(people, truth, tt.says)
			t.Logf("precision %.4f, recall %.4f, found by keys %d of %d", q.precision(), q.recall(), q.found, q.truePairs)
			if q.truePairs != 500 {
				t.Fatalf("%d true pairs, want the published 500", q.truePairs)
			}
			if q.precision() < tt.precision || q.recall() < tt.recall {
				t.Errorf("precision %.4f and recall %.4f, want at least %.4f and %.4f", q.precision(), q.recall(), tt.precision, tt.recall)
			}
		})
	}
}
