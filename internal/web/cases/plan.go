package cases

import (
	"slices"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// plan is GET /cases/{reference}/plan: goals, needs, promises, sessions, referrals onward, meetings.
var plan = tabOf{name: "Plan", path: "plan", body: func(r *web.Request, c kase) (view.Part, view.Part, view.Part) {
	return nil, view.Parts{
		view.H2("Goals"), c.goalRows(r),
		view.H2("Steps: who does what by when"), c.actionRows(r),
		view.H2("How " + c.they.they + " " + c.they.verb("hears", "hear") + " from us"), c.followUpPart(r),
		view.H2("Needs"), c.needRows(r), c.nationalPart(),
		view.H2("Promised"), c.keptPart(), c.promiseRows(),
		view.H2("Sessions"), c.rows(casework.ItemSession, "No session was held yet."),
		view.H2("Referred on"), c.onwardRows(r),
		view.H2("Spoken up for " + c.they.them), c.aheadRows(r), c.meetingRows(r),
		view.H2("Updates obtained for " + c.they.them), c.liaisonRows(r, casework.ItemUpdate, "No update was obtained yet."),
		view.H2("What to expect, talked over"), c.liaisonRows(r, casework.ItemExpectation, "Nothing was talked over yet."),
		view.H2("Passed on for assessments of others"), c.contributionRows(r),
		view.H2("Advice on powers"), c.rows(casework.ItemPower, "No advice on powers was given yet."),
		view.H2("Mediation"), c.rows(casework.ItemMediation, "Mediation was not offered."),
	}, view.Parts{c.record(r)}
}}

func (c kase) works(r *web.Request) bool {
	return c.Case.State == casework.Open && r.Could(casework.ActWork)
}

func (c kase) goalRows(r *web.Request) view.Part {
	rows := view.Rows{Empty: "Nothing is agreed yet."}
	for i, g := range c.Of(casework.ItemGoal) {
		state := casework.GoalState(g.State)
		row := view.Row{Tag: tagOf(goalTag(state)), Title: g.Text.Text(), Note: view.Text("Agreed " + c.agreedOn(g))}
		var body view.Parts
		if c.works(r) {
			body = view.Parts{view.Paragraph{Small: true, Body: view.Link{Text: "Change the words", Href: c.at("goal", g.ID), Unseen: " of goal " + number(i+1)}}, view.Form{Action: c.at("goal", "move"), Key: r.Key(),
				Hidden: []view.Hidden{{Name: "goal", Value: g.ID}, {Name: "seen", Value: number(g.Number)}},
				Body:   view.Select{Name: "state", ID: "state-" + number(i+1), Label: "How far is it?", Items: spoken(casework.GoalStates...), Value: g.State},
				Submit: view.Button{Text: "Save", Unseen: " goal " + number(i+1), Kind: view.Secondary}}}
		}
		row.Body = append(body, c.history(g.ID))
		rows.Items = append(rows.Items, row)
	}
	return rows
}

// agreedOn says with whom and when a goal was agreed.
func (c kase) agreedOn(g casework.Item) string {
	with := casework.AgreedWith(g.Code)
	if with == casework.Proposed {
		return "by nobody yet: a proposal of " + dayMonth(g.On)
	}
	return c.agreedWith(with) + " on " + dayMonth(g.On)
}

func tagOf(t view.Tag) *view.Tag { return &t }

func (c kase) needRows(r *web.Request) view.Part {
	rows := view.Rows{Empty: "No need is recorded yet."}
	for _, n := range c.Of(casework.ItemNeed) {
		list := "needs"
		if n.State == string(casework.Additional) {
			list = "additional-needs"
		}
		label := c.list(list).Label(n.Code)
		row := view.Row{When: full(n.On), Tag: &view.Tag{Text: "Open"}, Title: label}
		if n.Settled {
			row.Tag = &view.Tag{Text: "Met", Colour: view.Green}
		} else if c.works(r) {
			row.Do = view.ButtonForm{Action: c.at("needs", "met"), Key: r.Key(),
				Hidden: []view.Hidden{{Name: "kind", Value: n.State}, {Name: "code", Value: n.Code}},
				Button: view.Button{Text: "Met", Unseen: ": " + text.Within(label), Kind: view.Secondary}}
		}
		if n.State == string(casework.Need) && !n.Settled {
			row.Body = c.gapPart(r, n.Code, label)
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}

// nationalPart sums the needs up in the national categories, which other services go by. A category without a need is left out.
func (c kase) nationalPart() view.Part {
	list := c.list("needs")
	national, ok := list.Rollup("national")
	if !ok {
		return nil
	}
	var rows []view.SummaryRow
	for _, g := range national.Groups {
		var found []string
		met := 0
		for _, n := range c.Of(casework.ItemNeed) {
			if n.State == string(casework.Need) && slices.Contains(g.Codes, n.Code) {
				found = append(found, list.Label(n.Code))
				if n.Settled {
					met++
				}
			}
		}
		if len(found) > 0 {
			rows = append(rows, view.SummaryRow{Key: g.Label, Value: view.Text(strings.Join(found, ", ") + ": " + number(met) + " of " + number(len(found)) + " met")})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return view.Details{Summary: "In the national categories of need", Body: view.SummaryList{Rows: rows}}
}

// gapPart says that no service can be reached for a need, or lets it be said with one key.
func (c kase) gapPart(r *web.Request, code, label string) view.Part {
	if g, noted := c.gapOf(code); noted {
		return view.Small("No service can be reached for it: noted on " + dayMonth(g.On) + ".")
	}
	if !c.works(r) {
		return nil
	}
	return view.ButtonForm{Action: c.at("needs", "gap"), Key: r.Key(), Hidden: []view.Hidden{{Name: "code", Value: code}},
		Button: view.Button{Text: "No service can be reached for it", Unseen: ": " + text.Within(label), Kind: view.AsLink, Flush: true}}
}

// keptPart says how many promises that came due were kept.
func (c kase) keptPart() view.Part {
	kept, due := 0, 0
	for _, p := range c.Of(casework.ItemPromise) {
		switch {
		case p.State == "kept":
			kept, due = kept+1, due+1
		case p.State == "" && p.Due < c.Now:
			due++
		}
	}
	if due == 0 {
		return nil
	}
	return view.Para("Kept " + number(kept) + " of " + number(due) + ".")
}

func (c kase) promiseRows() view.Part {
	rows := view.Rows{Empty: "Nothing was promised yet."}
	for _, p := range c.Of(casework.ItemPromise) {
		row := view.Row{When: full(p.Due.Date()), WhenNote: p.Due.By(), Title: p.Text.Text(), Note: view.Text("Promised by " + c.name(p))}
		switch {
		case p.State != "":
			row.Tag = promiseTag(p)
		case p.Due < c.Now:
			row.Broken, row.Tag = true, &view.Tag{Text: "Promise broken", Colour: view.Red}
		default:
			row.Tag = &view.Tag{Text: "Open"}
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}

// promiseTag says how a promise ended. One that was kept late is no broken one any more, and not one kept in time.
func promiseTag(p casework.Item) *view.Tag {
	switch p.State {
	case "kept":
		if p.Code == "" {
			return &view.Tag{Text: "Kept", Colour: view.Green}
		}
		return &view.Tag{Text: "Kept late", Colour: view.Yellow}
	}
	return &view.Tag{Text: capital(p.State), Colour: view.Grey}
}

func (c kase) meetingRows(r *web.Request) view.Part {
	rows := view.Rows{Empty: "Nobody has spoken up at a meeting yet."}
	for _, a := range c.Of(casework.ItemAdvocacy) {
		row := view.Row{When: full(a.On), Title: casework.Forum(a.Code).Words(), Body: view.Parts{view.Para("Asked: " + a.Text.Text()), view.Para("Agreed: " + orNothing(a.More.Text()))}}
		row.Note, row.Do = c.toldNote(a), c.tell(r, a)
		rows.Items = append(rows.Items, row)
	}
	return rows
}

func orNothing(s string) string {
	if s == "" {
		return "nothing yet"
	}
	return s
}

// rows lists items of a kind that have only a day, a name and words.
func (c kase) rows(kind casework.ItemKind, empty string) view.Part {
	rows := view.Rows{Empty: empty}
	for _, it := range c.Of(kind) {
		row := view.Row{When: full(it.On), Title: c.title(it)}
		if words := it.Text.Text(); words != "" {
			row.Body = view.Para(words)
		}
		if it.By != "" {
			row.Note = view.Text("By " + c.name(it))
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}
