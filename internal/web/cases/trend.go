package cases

import (
	"slices"
	"strings"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/chart"
)

// chart holds history, bands and the panel's threshold, which is not a band.
func (s result) chart() view.Part {
	g := chart.Range{ID: "score", Title: "Score at each assessment, from 0 to " + number(s.in.Max()), Most: float64(s.in.Max())}
	for i, b := range s.in.Bands {
		until := float64(s.in.Max())
		if i+1 < len(s.in.Bands) {
			until = float64(s.in.Bands[i+1].From) - 0.5
		}
		g.Bands = append(g.Bands, chart.Band{Label: b.Name, Until: until})
	}
	if s.in.Panel != nil {
		g.Limit, g.LimitLabel = float64(s.in.Panel.From), "panel threshold"
	}
	shown := slices.Clone(s.history[:min(len(s.history), 5)])
	slices.Reverse(shown)
	for i, k := range shown {
		g.Scores = append(g.Scores, chart.Score{Label: shortDay(k), Low: float64(k.Low), High: float64(k.High), Band: s.name(k.BandLow), Last: i == len(shown)-1})
	}
	return g.Part()
}

func shortDay(k assessment.Kept) string {
	short := k.On.Short()
	return short[strings.Index(short, " ")+1:]
}

// scale says where the bands lie, and that the threshold stands apart.
func (s result) scale() string {
	var words []string
	for i, b := range s.in.Bands {
		until := s.in.Max()
		if i+1 < len(s.in.Bands) {
			until = s.in.Bands[i+1].From - 1
		}
		words = append(words, b.Name+" is "+number(b.From)+" to "+number(until)+".")
	}
	if s.in.Panel != nil {
		words = append(words, "The panel looks at "+number(s.in.Panel.From)+" or more: that is apart from the bands.")
	}
	return strings.Join(words, " ")
}

// figures are those of the chart.
func (s result) figures(c kase) view.Part {
	t := view.Table{Caption: "The same figures", CaptionSize: "s", Pattern: view.Tight, Columns: []view.Column{{Head: "When"}, {Head: "Risk"},
		{Head: "Score, of " + number(s.in.Max()), Numeric: true}}}
	shown := slices.Clone(s.history[:min(len(s.history), 5)])
	slices.Reverse(shown)
	for i, k := range shown {
		row := []string{k.On.Plain() + c.askedBy(k), s.name(k.Band()), rangeWords(k)}
		if i == len(shown)-1 {
			t.Rows = append(t.Rows, []view.Part{view.Strong(row[0]), view.Strong(row[1]), view.Strong(row[2])})
			continue
		}
		t.Rows = append(t.Rows, view.Cells(row...))
	}
	return t
}

// askedBy says who asked, after the day.
func (c kase) askedBy(k assessment.Kept) string {
	if k.By == c.Me {
		return ", by you"
	}
	for _, it := range c.Of(casework.ItemAssessment) {
		if it.ID == string(k.ID) && it.Initials != "" {
			return ", by " + it.Initials
		}
	}
	return ""
}
