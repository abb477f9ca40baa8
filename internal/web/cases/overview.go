package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// overview is GET /cases/{reference}: what she wants, the next step, what she told us; then the rest.
var overview = tabOf{name: "Overview", body: func(r *web.Request, c kase) (view.Part, view.Part, view.Part) {
	body := view.Parts{
		view.H2("What " + c.they.they + " " + c.they.verb("wants", "want")), c.wants(),
		view.H2("Next step"), c.standing(r), c.nextStep(r), c.panelStands(r),
		view.H2(c.whoseWords()), c.told(r), c.writtenReferral(),
		view.H2("Plan"), c.goals(),
		view.H2("What " + c.they.they + " " + c.they.verb("needs", "need")), c.needsList(),
		c.sharingTable(),
		view.Details{Summary: "Alleged perpetrator: kept apart from this page",
			Body: view.Text("Nothing about the other party is shown here, on " + c.they.their + " pages or in " + c.they.their + " letters.")},
	}
	aside := view.Parts{
		view.H2("Next five things due"), c.nextDue(),
		c.changes(), c.above(r),
		view.H2("Who has looked"), c.lookList(5), view.Paragraph{Small: true, Body: view.Link{Text: "Everyone who has looked", Href: c.at("looked")}},
		c.record(r), c.end(r),
	}
	return view.Parts{c.alarm(r), c.anew(r)}, body, aside
}}

// alarm stands on top of a case until both who must have answered for it.
func (c kase) alarm(r *web.Request) view.Part {
	var all view.Parts
	for _, a := range c.Alarms() {
		words := view.Parts{view.Para(capital(when(a.At, c.Now)) + ", by " + c.name(a) + ": " + a.Text.Text())}
		if told := a.More.Text(); told != "" {
			words = append(words, view.Para("Told: "+told))
		}
		words = append(words, view.Para(c.answered(a)+"."))
		if r.Could(casework.ActAcknowledge) {
			words = append(words, view.ButtonForm{Action: c.at("act-now", "seen"), Key: r.Key(), Hidden: []view.Hidden{{Name: "alarm", Value: a.ID}},
				Button: view.Button{Text: "I have seen this and I am acting", Kind: view.Secondary, Flush: true}})
		} else {
			words = append(words, view.Para("Both have been told, and must both answer."))
		}
		all = append(all, view.Alert{Kind: view.AlertDanger, Heading: "Act now: " + text.Within(c.set.Word("alarm.kinds."+a.Code)), About: a.ID, Body: words})
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// answered says who has answered for an alarm, and who is still to.
func (c kase) answered(a casework.Item) string {
	return casework.Answered(a.Supervisor, a.Safeguarding, func(at clock.Instant) string { return when(at, c.Now) })
}

func (c kase) wants() view.Part {
	if said := c.About.Story.Wants.Text(); said != "" {
		return view.Words{Said: said, Heard: c.they.Their() + " words, " + dayMonth(c.About.Story.ToldOn) + "."}
	}
	return view.Paragraph{Body: view.Parts{view.Text("Not asked yet. Ask this first: everything else follows from it."), view.Link{Text: "Write it down", Href: c.at("told")}}}
}

// whoseWords heads what was said: words of the police are never shown as the person's own.
func (c kase) whoseWords() string {
	if c.About.Story.PoliceWrote() && c.About.Story.Words.Text() != "" {
		return "What the police wrote"
	}
	return "What " + c.they.they + " told us"
}

func (c kase) told(r *web.Request) view.Part {
	s := c.About.Story
	var parts view.Parts
	switch said := s.Words.Text(); {
	case said != "" && s.PoliceWrote():
		parts = append(parts, view.Words{Said: said, Heard: "Reported " + dayMonth(s.ToldOn) + ". Nothing is written down yet in " + c.they.their + " own words."})
	case said != "":
		parts = append(parts, view.Words{Said: said, Heard: "Last told " + dayMonth(s.ToldOn) + ". Read it all before you ask again."})
	default:
		parts = append(parts, view.Para("Nothing is written down yet in "+c.they.their+" own words."))
	}
	if why := c.Came.Why.Text(); why != "" {
		parts = append(parts, view.Para("As it was passed to us: "+why))
	}
	parts = append(parts, view.Para(c.relation()))
	if c.works(r) && r.Could(person.ActRecordStory) {
		parts = append(parts, view.Paragraph{Body: view.Link{Text: "Add to what " + c.they.they + " told us", Href: c.at("told")}})
	}
	return parts
}

// writtenReferral leads whoever goes to see the person to the page that the office wrote for it; nil where none was written.
func (c kase) writtenReferral() view.Part {
	pages := c.Of(casework.ItemCoachReferral)
	if len(pages) == 0 {
		return nil
	}
	return view.Paragraph{Body: view.Parts{view.Text("Before a first session:"), view.Link{Text: "read the written referral", Href: c.at("coach-referral")},
		view.Text("Why coaching, what to mind when you go alone, and how contact is safe.")}}
}

// relation says how the person knows the other party: what tells domestic abuse from a dispute.
func (c kase) relation() string {
	knows := "How " + c.they.they + " " + c.they.verb("knows", "know") + " the other party: "
	rel := c.About.Story.Relationship
	switch {
	case rel == "" || rel == person.RelationNotAsked:
		return knows + "not asked yet."
	case rel.DomesticAbuse():
		return knows + relationWords[rel] + ". This is domestic abuse: letters are off, and mediation is not possible."
	}
	return knows + relationWords[rel] + ". Not a partner, former partner or family."
}

// nextStep is the one thing most worth doing now, with the one green button of the page.
func (c kase) nextStep(r *web.Request) view.Part {
	switch {
	case c.checkDue():
		return c.askNow(r)
	case c.Case.State == casework.Closed:
		if !c.Case.KeepUntil.IsZero() {
			return view.Para("The case is closed: nobody was reached. What was received is kept until " + c.Case.KeepUntil.Plain() + ".")
		}
		return view.Para("The case is closed. Nothing is due.")
	case c.Stop != "":
		return view.Quiet{Body: view.Parts{view.Paragraph{Body: view.Strong(c.Stop + ".")},
			c.stopNext(), c.decideLink()}}
	}
	if open := c.Promises(); len(open) > 0 && !(c.reached() && open[0].Due.Date() > c.Now.Date()) {
		return c.keepPromise(r, open[0])
	}
	return c.stageStep(r)
}

// referral is the address of the referral the case came from.
func (c kase) referral() string { return "/referrals/" + string(c.Case.Reference) }

// decideLink leads to where it is decided how contact goes on.
func (c kase) decideLink() view.Part {
	if c.Came.State != referral.Held {
		return nil
	}
	if c.contactStopped() && casework.DecidesContact(c.Reader, c.service, c.Case.Stage) {
		return view.LinkButton{Text: "Decide whether contact goes on", Href: c.at("decide-contact")}
	}
	return view.Paragraph{Body: view.Link{Text: "See what is held, and decide", Href: c.referral()}}
}

// keepPromise closes a promise and makes the next with one key.
func (c kase) keepPromise(r *web.Request, p casework.Item) view.Part {
	next := casework.NextNews(c.service, c.FollowUp(), c.Now)
	return view.Quiet{Body: view.Parts{
		view.Paragraph{Body: view.Parts{view.Strong(p.Text.Text() + ", " + by(p.Due, c.Now) + "."), view.Text("Promised " + when(p.At, c.Now) + ".")}},
		view.ButtonForm{Action: c.at("promise", "done"), Key: r.Key(),
			Hidden: []view.Hidden{{Name: "promise", Value: p.ID}, {Name: "seen", Value: number(p.Number)}},
			Button: view.Button{Text: "Done. Next update " + next.Date().Short()},
			Beside: view.Link{Text: "Choose another day, or none", Href: c.at("promise")}}}}
}

func (c kase) stageStep(r *web.Request) view.Part {
	st := c.stage()
	words := view.Paragraph{Body: view.Parts{view.Strong(st.Name + "."), c.stageDueWords(), c.triedWords()}}
	point, found := c.firstNumber()
	switch {
	case c.Case.Try.No == casework.UsedUp && r.Could(casework.ActClose):
		return c.triedAll(words)
	case c.nextMethod() != catalogue.MethodPhone && r.Could(casework.ActWork):
		return view.Quiet{Body: view.Parts{words, view.LinkButton{Text: "Record the " + string(c.nextMethod()), Href: c.at("call")},
			c.goOnLink()}}
	case c.reached() && c.goesOn() && r.Could(casework.ActWork):
		return view.Quiet{Body: view.Parts{words, view.LinkButton{Text: "Go on to the next stage", Href: c.at("advance")},
			view.Paragraph{Body: view.Link{Text: "Record another call", Href: c.at("call")}}}}
	case (st.Step == catalogue.StepContact || st.Step == catalogue.StepAssessmentCall) && found && r.Could(person.ActShowNumber):
		return view.Quiet{Body: view.Parts{words,
			view.SafeContact{Rule: c.rule(), Show: c.show(r, point, view.Button{Text: "Show number and call", Unseen: " " + c.initials()})},
			c.goOnLink()}}
	case st.Step == catalogue.StepAllocate && r.Could(casework.ActAllocate):
		return view.Quiet{Body: view.Parts{words, view.LinkButton{Text: "Give the case to a worker", Href: c.at("allocate")},
			c.goOnLink()}}
	case r.Could(casework.ActWork):
		return view.Quiet{Body: view.Parts{words, c.waitsFor(), view.LinkButton{Text: "See what this stage asks for", Href: c.at("advance")}}}
	}
	return view.Parts{words, c.waitsFor()}
}

// goOnLink leads on from the stage, or says whom it waits for.
func (c kase) goOnLink() view.Part {
	if !c.goesOn() {
		return c.waitsFor()
	}
	return view.Paragraph{Body: view.Link{Text: "Go on to the next stage", Href: c.at("advance")}}
}

// waitsFor says whom the stage waits for; nil for those who go on from it.
func (c kase) waitsFor() view.Part {
	if c.goesOn() {
		return nil
	}
	return view.Para(casework.WaitsFor(c.stage()) + ".")
}

func (c kase) stageDueWords() view.Part {
	switch {
	case c.Case.StageDue == clock.Never:
		return nil
	case c.Case.StageDue < c.Now:
		return view.Text(capital(late(c.Case.StageDue, c.Now)) + ".")
	}
	return view.Text("Due " + by(c.Case.StageDue, c.Now) + ".")
}

// goals is the plan as it was agreed.
func (c kase) goals() view.Part {
	goals := c.Of(casework.ItemGoal)
	if len(goals) == 0 {
		return view.Paragraph{Body: view.Parts{view.Text("Nothing is agreed yet."), view.Link{Text: "Write a goal", Href: c.at("goal")}}}
	}
	list := view.TaskList{}
	for i, g := range goals {
		list.Items = append(list.Items, view.Task{ID: "goal-" + number(i+1), Title: g.Text.Text(), Href: c.at("plan"),
			Hint: c.goalHint(g), Status: goalTag(casework.GoalState(g.State))})
	}
	return list
}

// goalHint is the next step of a goal, or when it was agreed.
func (c kase) goalHint(g casework.Item) string {
	if next := c.nextStepOf(g.ID); next != "" {
		return next
	}
	return "Agreed " + c.agreedOn(g)
}

func goalTag(s casework.GoalState) view.Tag {
	colour := map[casework.GoalState]view.Colour{casework.NotStarted: view.Grey, casework.GoalMet: view.Green, casework.LeftOut: view.Grey}[s]
	return view.Tag{Text: capital(string(s)), Colour: colour}
}

// needsList says which needs are open and which are met.
func (c kase) needsList() view.Part {
	var open, met, also string
	add := func(to *string, label string) {
		if *to != "" {
			*to += ". "
		}
		*to += label
	}
	for _, n := range c.Of(casework.ItemNeed) {
		switch {
		case n.State == string(casework.Additional):
			add(&also, c.list("additional-needs").Label(n.Code))
		case n.Settled:
			add(&met, c.list("needs").Label(n.Code))
		default:
			add(&open, c.list("needs").Label(n.Code))
		}
	}
	if open+met+also == "" {
		return view.Paragraph{Body: view.Parts{view.Text("Nothing is recorded yet."), view.Link{Text: "Record needs", Href: c.at("needs")}}}
	}
	list := view.SummaryList{}
	for _, row := range []struct{ key, words string }{{"Still open", open}, {"Met", met}, {"What else came up", also}} {
		if row.words != "" {
			list.Rows = append(list.Rows, view.SummaryRow{Key: row.key, Value: view.Text(row.words + "."),
				Actions: []view.Link{{Text: "Change", Href: c.at("needs"), Unseen: " " + text.Within(row.key)}}})
		}
	}
	return list
}

// end is where support ends, and begins again.
func (c kase) end(r *web.Request) view.Part {
	switch {
	case !r.Could(casework.ActClose):
		return nil
	case c.Case.State == casework.Closed:
		return view.Parts{view.H3("Is it not over?"), view.Paragraph{Small: true, Body: view.Link{Text: "Open this case again", Href: c.at("reopen")}}}
	}
	return view.Parts{view.H3("When support ends"), view.Paragraph{Small: true, Body: view.Joined{view.Link{Text: "Close this case", Href: c.at("close")},
		view.Textf(". We ask why, how %s %s now, and when to check after.", c.they.they, c.they.verb("is", "are"))}}}
}
