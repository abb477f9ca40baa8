package demo

import (
	"context"

	files "goldenthread/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/report"
)

// handedIn keeps the Barnet return of the year as it was printed, hands it in, and has those who pay for the
// service ask beside a table, be answered, and accept it.
func (w *world) handedIn(ctx context.Context) error {
	book, err := report.OpenBook(files.FS, w.Catalogue)
	if err != nil {
		return err
	}
	of := report.Make{Book: book, Report: "barnet-annual", From: "2017-04-01", To: "2018-03-31", AsAt: "2018-04-06"}
	t := w.begin("barnet-asb", of.AsAt, 1900)
	say := func(day clock.Date, who post, w report.Write) {
		t.on(day, 11, 0)
		w.Make = of
		if t.err == nil {
			t.err = none(write(ctx, t, who, w.Run))
		}
	}
	remark := func(day clock.Date, who post, words string) {
		say(day, who, report.Write{Table: "referrals", Body: words})
	}
	say(of.AsAt, supervisor, report.Write{Table: "sources", InReturn: true, Body: "Fewer came from housing in the second half: the largest landlord now settles more by itself, and sends us what it can't."})
	say(of.AsAt, supervisor, report.Write{Table: report.CaseStudy, Nobody: true, Body: "Somebody who lives alone was kept awake by a neighbour for months and had stopped opening the curtains. " +
		"We spoke for them at a meeting that nobody had invited them to, told them the same week what had been agreed, and rang every ten days until it was done. The neighbour was moved. They sleep, and the curtains are open."})
	if t.err != nil {
		return t.err
	}
	kept, err := write(ctx, t, supervisor, report.Keep{Make: of}.Run)
	if err != nil {
		return err
	}
	move := func(day clock.Date, who post, to report.State) {
		t.on(day, 15, 0)
		if t.err == nil {
			t.err = none(write(ctx, t, who, report.MoveVersion{Make: of, Version: kept.ID, To: to}.Run))
		}
	}
	move("2018-04-09", supervisor, report.Submitted)
	remark("2018-04-16", commissioning, "Why did the second quarter bring fewer than half as many as the first?")
	remark("2018-04-18", supervisor, "A team that refers to us moved offices in July and was not told where we are. We have met them since.")
	move("2018-04-20", commissioning, report.Accepted)
	return t.err
}
