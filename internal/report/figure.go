package report

import (
	"fmt"
	"math"
	"strconv"
)

// Figure is one number of a report, counted in tenths: whole for counts and shares; what is worked out
// may have one decimal (131.7).
type Figure int64

// What stands where there is no number.
const (
	Hidden Figure = math.MinInt64     // left out of a publication, because it is small or would tell a small one
	None   Figure = math.MinInt64 + 1 // there is nothing to tell: too few, or nothing to divide by
)

// Whole gives a whole number as a figure.
func Whole(n int) Figure { return Figure(n) * 10 }

// Tenths rounds a number to one decimal, half away from zero. What is no number is None.
func Tenths(f float64) Figure {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return None
	}
	return Figure(math.Round(f * 10))
}

// OfTarget gives n as a percentage of a target with one decimal, half a tenth rounded up.
func OfTarget(n, target int) Figure {
	if target <= 0 {
		return 0
	}
	return Figure((2000*n + target) / (2 * target))
}

// Known tells whether the figure is a number.
func (f Figure) Known() bool { return f != Hidden && f != None }

// Int gives the figure without its decimal, 0 when it is no number.
func (f Figure) Int() int {
	if !f.Known() {
		return 0
	}
	return int(f / 10)
}

// Float gives the figure as a number for a chart or a spreadsheet.
func (f Figure) Float() float64 {
	if !f.Known() {
		return 0
	}
	return float64(f) / 10
}

// String gives the figure as it is printed: "79", "131.7", "-" where there is none.
func (f Figure) String() string {
	switch {
	case f == Hidden:
		return "not shown"
	case f == None:
		return "-"
	case f%10 == 0:
		return strconv.FormatInt(int64(f/10), 10)
	}
	return strconv.FormatFloat(float64(f)/10, 'f', 1, 64)
}

// MarshalJSON gives the figure as a JSON number, or null where there is none.
func (f Figure) MarshalJSON() ([]byte, error) {
	if !f.Known() {
		return []byte("null"), nil
	}
	return []byte(f.String()), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (f *Figure) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*f = None
		return nil
	}
	n, err := strconv.ParseFloat(string(b), 64)
	if err != nil {
		return fmt.Errorf("a figure is a number: %w", err)
	}
	*f = Tenths(n)
	return nil
}

// UnmarshalYAML reads a printed figure, whole or with one decimal. It asks for the number, not for its text: for a
// text the library lays out the whole file again, once for each figure.
func (f *Figure) UnmarshalYAML(unmarshal func(any) error) error {
	var n float64
	if err := unmarshal(&n); err != nil {
		return err
	}
	*f = Tenths(n)
	return nil
}
