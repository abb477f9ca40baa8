package report

import (
	"fmt"
	"strconv"
)

// Figure is one number of a report, counted in tenths: whole for everything but a target, which may
// have one decimal (131.7).
type Figure int64

// Whole gives a whole number as a figure.
func Whole(n int) Figure { return Figure(n) * 10 }

// OfTarget gives n as a percentage of a target with one decimal, half a tenth rounded up.
func OfTarget(n, target int) Figure {
	if target <= 0 {
		return 0
	}
	return Figure((2000*n + target) / (2 * target))
}

// Int gives the figure without its decimal.
func (f Figure) Int() int { return int(f / 10) }

// String gives the figure as it is printed: "79", "131.7".
func (f Figure) String() string {
	if f%10 == 0 {
		return strconv.FormatInt(int64(f/10), 10)
	}
	return fmt.Sprintf("%d.%d", f/10, f%10)
}

// MarshalJSON gives the figure as a JSON number.
func (f Figure) MarshalJSON() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalJSON reads what MarshalJSON wrote.
func (f *Figure) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseFloat(string(b), 64)
	if err != nil {
		return fmt.Errorf("a figure is a number: %w", err)
	}
	*f = Figure(n*10 + 0.5)
	return nil
}
