package report

import (
	"fmt"
	"maps"
	"slices"

	"goldenthread/internal/measure"
)

// KnownShare is the share of those whose answer is known, with one decimal.
const KnownShare Column = "known_share"

// Base is a population that the shares of a table are set beside, such as a borough's residents.
type Base struct {
	Key    Column         `yaml:"key"`
	Text   string         `yaml:"text"`   // heading: "Census 2021, Barnet"
	People map[string]int `yaml:"people"` // by key of row, people or, where only shares were printed, hundredths
	Shares bool           `yaml:"shares"` // the numbers are printed percentages
}

// hasBase tells whether a column is a population that the table is set beside.
func (l Layout) hasBase(c Column) bool {
	return slices.ContainsFunc(l.Base, func(b Base) bool { return b.Key == c })
}

// fillBase sets the share of the known beside each base, and says carefully whether they differ: only
// when the whole interval lies on one side, and never why (R234, R235).
func (t *Table) fillBase() {
	for i, row := range t.Rows {
		for _, c := range []Column{KnownShare, Low, High} {
			row.Cells[c] = None
		}
		if t.unknown[i] || t.Known == 0 {
			continue
		}
		n := t.counts[i].all()
		low, high := fits(n, t.Known)
		row.Cells[KnownShare], row.Cells[Low], row.Cells[High] = share(n, t.Known), low, high
		t.Rows[i].Why = fmt.Sprintf("%d of the %d whose answer is known: %s%%, and with so few people anything from %s%% to %s%% fits",
			n, t.Known, row.Cells[KnownShare], low, high)
	}
	for _, b := range t.layout.Base {
		all := 0
		for n := range maps.Values(b.People) {
			all += n
		}
		for i, row := range t.Rows {
			n, has := b.People[row.Key]
			if !has || all == 0 {
				row.Cells[b.Key] = None
				continue
			}
			of := share(n, all)
			if b.Shares {
				of = Whole(n)
			}
			row.Cells[b.Key] = of
			if row.Cells[Low].Known() {
				t.Rows[i].Why += fmt.Sprintf(". %s: %s%%, %s", b.Text, of, beside(row.Cells[Low], row.Cells[High], of))
			}
		}
		t.Total.Cells[b.Key] = Whole(100)
	}
	t.Total.Cells[KnownShare], t.Total.Cells[Low], t.Total.Cells[High] = Whole(min(100, 100*t.Known)), None, None
}

// beside says how an interval lies to a share.
func beside(low, high, of Figure) string {
	switch {
	case of < low:
		return "so there are more here than among residents"
	case of > high:
		return "so there are fewer here than among residents"
	}
	return "so no clear difference"
}

// share gives part of a whole in per cent with one decimal.
func share(part, whole int) Figure {
	if whole == 0 {
		return None
	}
	return Tenths(100 * float64(part) / float64(whole))
}

// fits gives the interval, in per cent, that fits a share of so many of so many.
func fits(n, of int) (low, high Figure) {
	if of == 0 {
		return None, None
	}
	from, to := measure.Share(n, of)
	return Tenths(100 * from), Tenths(100 * to)
}
