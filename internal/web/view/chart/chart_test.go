package chart

import (
	"strings"
	"testing"

	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/viewtest"
)

func drawn(t *testing.T, p view.Part) string {
	t.Helper()
	out, err := view.Render(view.Frame{}, view.Page{Title: "Chart", Body: p})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestTemplates(t *testing.T) { viewtest.CheckTemplates(t) }

func TestTheFiguresAreSaidInWords(t *testing.T) {
	tests := []struct {
		name string
		part view.Part
		want []string
	}{
		{"columns", Columns{ID: "q", Title: "New referrals in each quarter", Values: []Value{{Label: "Q1", Value: 29}, {Label: "Q2", Value: 14.5}}}.Part(),
			[]string{"<desc id=\"q-desc\">Q1: 29. Q2: 14.5.</desc>", `height="145"`, `y="29"`, `role="img"`}},
		{"months", Columns{ID: "m", Title: "New referrals", Values: []Value{{Label: "Nov 2018", Value: 20}, {Label: "Dec 2018", Value: 3}, {Label: "Jan 2019", Value: 5}, {Label: "Year before", Value: 19}}}.Part(),
			[]string{"<desc id=\"m-desc\">Nov 2018: 20. Dec 2018: 3. Jan 2019: 5. Year before: 19.</desc>", `>Nov</text><text x="4.0%" y="216">2018</text>`,
				">Dec</text>\n", `>Jan</text><text x="54.0%" y="216">2019</text>`, ">Year before</text>"}},
		{"bars", Bars{ID: "s", Title: "Sources", Values: []Value{{Label: "Police", Value: 23}, {Label: "Housing", Value: 0}}}.Part(),
			[]string{"Police: 23. Housing: 0.", `width="86.0%"`, `width="0.0%"`}},
		{"to either side of zero", Bars{ID: "z", Title: "Change", Values: []Value{{Label: "Concerns", Value: 2}, {Label: "Sleep", Value: -1}, {Label: "Going out", Value: -2}}}.Part(),
			[]string{"Concerns: 2. Sleep: -1. Going out: -2.", `x="43.0%" y="22" width="43.0%"`, `x="21.5%" y="68" width="21.5%"`, `x="0.0%" y="114" width="43.0%"`,
				`<line class="gt-chart__line" x1="43.0%" x2="43.0%" y1="20" y2="38"`, `<line class="gt-chart__line" x1="43.0%" x2="43.0%" y1="112" y2="130"`}},
		{"only below zero", Bars{ID: "b", Title: "Change", Values: []Value{{Label: "Sleep", Value: -0.5}}}.Part(), []string{`x="0.0%" y="22" width="86.0%"`}},
		{"a long name", Bars{ID: "l", Title: "Sources", Values: []Value{{Label: "Community Safety MARAC and Community Safety Team", Value: 12}}}.Part(),
			[]string{">Community Safety MARAC and…</text>", "Community Safety MARAC and Community Safety Team: 12."}},
		{"range", Range{ID: "r", Title: "Score", Most: 41, Bands: []Band{{"Low", 15.5}, {"Medium", 28.5}, {"High", 41}}, Limit: 22, LimitLabel: "panel threshold",
			Scores: []Score{{Label: "3 Nov", Low: 24, High: 24, Band: "Medium"}, {Label: "17 Nov", Low: 30, High: 36, Band: "High", Last: true}}}.Part(),
			[]string{"3 Nov: 24, Medium. 17 Nov: between 30 and 36, High. The panel threshold is 22.", `x1="53.7%"`, `cx="58.5%"`, `x1="73.2%" x2="87.8%"`}},
		{"nothing to draw", Columns{ID: "n", Title: "None"}.Part(), []string{"<title id=\"n-title\">None</title>"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := drawn(t, test.part)
			for _, want := range test.want {
				if !strings.Contains(out, want) {
					t.Errorf("%s is missing from\n%s", want, out[strings.Index(out, "<svg class=\"gt-chart"):])
				}
			}
		})
	}
}
