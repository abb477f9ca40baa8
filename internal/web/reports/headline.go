package reports

import (
	"goldenthread/internal/report"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// The ids of tables that mean the same in every return.
const (
	referralsTable = "referrals"
	supportedTable = "supported"
	targetTable    = "target"
	advocacyTable  = "marac_advocacy"
	onwardTable    = "onward"
)

// headline is the big figures: new referrals, people supported, people spoken up for, referrals
// made. They are different things, so each says what it counts. A return without one of the tables
// has no such figure; one that sets two services beside each other has no new referrals of its own, and none.
func headline(made report.Report) view.Part {
	if _, ok := made.Table(referralsTable); !ok {
		return nil
	}
	var f view.Figures
	add := func(id string, words func(report.Table) string) {
		if t, ok := made.Table(id); ok {
			f.Items = append(f.Items, view.Figure{Value: t.Total.Cells[t.Whole()].String(), Counts: words(t)})
		}
	}
	add(referralsTable, func(report.Table) string { return "new referrals" + ofTarget(made) })
	add(supportedTable, func(t report.Table) string {
		words := "people supported"
		if row, ok := t.Row("carried_over"); ok {
			words += ", with " + row.Cells[t.Whole()].String() + " already open on " + made.Period.From.Plain()
		}
		return words
	})
	add(advocacyTable, func(t report.Table) string { return text.Within(t.Title) })
	add(onwardTable, func(report.Table) string { return "referrals made to other services" })
	if len(f.Items) == 0 {
		return nil
	}
	return f
}

// ofTarget says what the target was and how much of it was reached, when the contract names one.
func ofTarget(made report.Report) string {
	t, ok := made.Table(targetTable)
	if !ok {
		return ""
	}
	target, named := t.Total.Cells[report.Target]
	if !named {
		return ""
	}
	return ". The target was " + target.String() + ": " + figure(t.Total.Cells[report.Percent], report.Percent) + " of target"
}
