package report

import (
	"slices"
	"testing"
)

// What is worked out names the figures it is made of, and each of them opens to records or to what it is made of in its
// turn; what comes from the service's file alone names none.
func TestWorkedOutFiguresNameTheirSources(t *testing.T) {
	p, err := HalfYear.Period("2018-04-01", "")
	if err != nil {
		t.Fatal(err)
	}
	d := definition(t, "asc-half-year")
	improved, _ := d.table("improved")
	r := Build(d, p, "2018-10-29", Facts{Tallies: []Tally{{Measure: Improved, Instrument: improved.Instrument, Code: "all", Month: 2, N: 27},
		{Measure: Improved, Instrument: improved.Instrument, Code: "some", Month: 2, N: 35}}, Funding: 32533})
	for row, want := range map[string][]string{
		"better": {"improved/all/period=27 opens", "improved/some/period=35 opens"},
		"paid":   nil,
	} {
		var got []string
		for _, s := range r.WorkedFrom("value", row) {
			text := s.Table + "/" + s.Row + "/" + string(s.Column.Column) + "=" + s.Figure
			if s.Opens {
				text += " opens"
			}
			got = append(got, text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is worked out from %q, want %q", row, got, want)
		}
	}
	if s := r.WorkedFrom("value", "better_of_closed"); len(s) != 2 || s[0].Column.Column != Value || !s[0].Opens {
		t.Errorf("a share of a worked-out figure leads to %+v, want to the figure, which leads on", s)
	}
	if s := r.WorkedFrom("improved", "all"); s != nil {
		t.Errorf("a figure that counts is worked out from %+v", s)
	}
}
