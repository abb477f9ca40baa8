package reports

import (
	"fmt"
	"slices"

	"goldenthread/internal/report"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// agreement says whether the totals agree, and every figure that was printed otherwise.
func agreement(made report.Report, sections []table) view.Part {
	if !made.Agrees {
		var items []view.Part
		for _, n := range about(made, report.Disagrees) {
			items = append(items, view.Text(n.Text))
		}
		return view.Alert{Kind: view.AlertWarning, Heading: "Totals that must be equal are not", Body: view.Parts{
			view.Para("Do not send this return. Open the figures and go through their records."), view.List{Bullets: true, Items: items}}}
	}
	differ := about(made, report.Differs)
	if len(differ) == 0 {
		return view.InsetText{Body: view.Strong("All totals agree.")}
	}
	var strips view.Parts
	for i, n := range differ {
		why := view.Parts{view.Text(n.Text)}
		if i == 0 {
			why = view.Parts{view.Strong("All totals agree. " + notAsPrinted(differ)), view.Text(n.Text)}
		}
		if at := slices.IndexFunc(sections, func(t table) bool { return t.id == n.Table }); at >= 0 {
			why = append(why, view.Link{Text: "Go to " + text.Within(sections[at].title), Href: "#" + sections[at].anchor})
		}
		strips = append(strips, strip(n, why))
	}
	return strips
}

// notAsPrinted counts the printed figures that are wrong: "1 printed percentage does not."
func notAsPrinted(differ []report.Note) string {
	thing := "percentage"
	if slices.ContainsFunc(differ, func(n report.Note) bool { return n.Column != report.Percent }) {
		thing = "figure"
	}
	if len(differ) == 1 {
		return "1 printed " + thing + " does not."
	}
	return fmt.Sprintf("%d printed %ss do not.", len(differ), thing)
}

// strip sets what was printed beside what it is.
func strip(n report.Note, why view.Part) view.Part {
	return view.Corrected{Printed: figure(*n.Printed, n.Column), Is: figure(*n.Is, n.Column), Why: why}
}

func about(made report.Report, what report.About) []report.Note {
	return slices.DeleteFunc(slices.Clone(made.Notes), func(n report.Note) bool { return n.About != what })
}

// figure writes a figure with its sign.
func figure(f report.Figure, c report.Column) string {
	if c == report.Percent {
		return f.String() + "%"
	}
	return f.String()
}
