package myday

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// waiting are the things that are others' to do. None of it is red: a day that passes is theirs.
func (p pages) waiting(waits []casework.DayWait, today clock.Date) view.Part {
	rows := view.Rows{Small: true}
	for _, w := range waits {
		if !w.LookAgain(today) {
			rows.Items = append(rows.Items, p.wait(w, today))
		}
	}
	if len(rows.Items) == 0 {
		return nil
	}
	return view.Parts{view.H2("Waiting on others"), rows}
}

func (p pages) wait(w casework.DayWait, today clock.Date) view.Row {
	who := caseLink(w.Initials, w.Reference)
	switch w.Kind {
	case casework.AwaitsRight:
		code, _ := p.set.Entitlements(catalogue.VictimsCode)
		when := ", without needless delay"
		if !w.On.IsZero() {
			when = " by " + w.On.Short()
		}
		chased := "Not chased yet"
		if w.Chases > 0 {
			chased = "Chased " + plural(w.Chases, "time", "times") + ", last " + w.Chased.Short()
		}
		return view.Row{Body: view.Parts{
			view.Paragraph{Small: true, Body: view.Joined{view.Strong(capital(code.Provider(w.Provider))), view.Text(": due to "), *who, view.Text(when + ". " + code.RightName(w.Code) + ".")}},
			view.Paragraph{Small: true, Body: view.Parts{view.Link{Text: "Chase", Href: casePath(w.Reference, "rights"), Unseen: " for " + w.Initials.Text()}, view.Text(chased)}}}}
	case casework.AwaitsPerson:
		list, _ := p.set.List("pause-reasons")
		back := "until contact is possible again"
		if !w.On.IsZero() {
			back = "look again " + w.On.Short()
		}
		return view.Row{Body: view.Paragraph{Small: true, Body: view.Joined{*who, view.Text(": the clock stands, " + text.Within(list.Label(w.Code)) + "; " + back + ".")}}}
	}
	if w.Kind == casework.AwaitsAgency {
		when := " by " + w.On.Short()
		if days := w.On.DaysUntil(today); days > 0 {
			when = ", " + plural(days, "day late", "days late")
		}
		return view.Row{Body: view.Parts{
			view.Paragraph{Small: true, Body: view.Joined{view.Strong(capital(w.Agency.Text())), view.Text(": a step of the plan of "), *who, view.Text(when + ". " + w.What.Text())}},
			view.Paragraph{Small: true, Body: view.Link{Text: "See the plan", Href: casePath(w.Reference, "plan"), Unseen: " of " + w.Initials.Text()}}}}
	}
	list, _ := p.set.List("onward-services")
	return view.Row{Body: view.Parts{
		view.Paragraph{Small: true, Body: view.Joined{view.Strong(list.Label(w.Code)), view.Text(": no answer yet about "), *who,
			view.Text(", asked " + ago(w.On.DaysUntil(today)) + ".")}},
		view.Paragraph{Small: true, Body: view.Link{Text: "Chase, or write down the answer", Href: casePath(w.Reference, "onward", w.Row), Unseen: " for " + w.Initials.Text()}}}}
}

func ago(days int) string {
	switch days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	return plural(days, "day", "days") + " ago"
}

// lookAgain are clocks that stand and are to be looked at today, and risks after something new was told: they are the worker's to do.
func (p pages) lookAgain(waits []casework.DayWait, today clock.Date) []view.Row {
	reasons, _ := p.set.List("pause-reasons")
	told, _ := p.set.List("additional-needs")
	var rows []view.Row
	for _, w := range waits {
		row := view.Row{When: "Today", Who: caseLink(w.Initials, w.Reference), Title: "Look again: the clock stands",
			Body: view.Parts{view.Text(capital(text.Within(reasons.Label(w.Code))) + "."), view.Link{Text: "See the case", Href: casePath(w.Reference), Unseen: " of " + w.Initials.Text()}}}
		switch w.Kind {
		case casework.AwaitsTaker:
			row.Title = "Something new was told, and nobody has the case"
			row.Body = view.Parts{view.Text(told.Label(w.Code) + ", told on " + w.On.Short() + ". It stands here until somebody takes the case or looks at the risk."),
				view.Link{Text: "Who can take it?", Href: casePath(w.Reference, "allocate"), Unseen: " " + w.Initials.Text()}}
		case casework.AwaitsRisk:
			words := view.RiskWords(w.First)
			row.Title = words.Title
			row.Body = view.Parts{view.Text(told.Label(w.Code) + ", told on " + w.On.Short() + ". " + words.Why),
				view.Link{Text: words.Do, Href: casePath(w.Reference, "assess"), Unseen: " of " + w.Initials.Text()}}
		}
		if w.LookAgain(today) {
			rows = append(rows, row)
		}
	}
	return rows
}

// pool is a victim care officer's: how many there are of each, each leading to its list.
func (p pages) pool(d casework.Day) view.Part {
	if !d.Officer {
		return nil
	}
	var links []view.Part
	for _, which := range casework.Pooleds {
		links = append(links, view.Link{Text: view.UpTo(d.Calls.Of(which)) + " " + poolWords[which], Href: poolPath(which)})
	}
	return view.RowLinks{Items: links}
}

var poolWords = map[casework.Pooled]string{casework.PoolWaiting: "waiting", casework.PoolUnsafe: "unsafe", casework.PoolToAgree: "to agree with police"}

// poolPath is where a list of the pool stands: what is to be agreed has a page of its own.
func poolPath(which casework.Pooled) string {
	if which == casework.PoolToAgree {
		return "/agree"
	}
	return path + "/pool?show=" + string(which)
}
