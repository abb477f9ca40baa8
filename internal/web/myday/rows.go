package myday

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/person"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// alarm stands on top of the day until somebody answers for it.
func (p pages) alarm(r *web.Request, a casework.DayAlarm, now clock.Instant, g *green) view.Part {
	raised := "Raised at " + a.RaisedAt.Clock()
	if a.RaisedAt.Date() != now.Date() {
		raised = "Raised on " + a.RaisedAt.Date().Short() + ", " + a.RaisedAt.Clock()
	}
	if a.Raiser != "" {
		raised += " by " + a.Raiser
	}
	words := view.Joined{view.Text(raised + " on "), view.Link{Text: string(a.Reference), Href: casePath(a.Reference)}}
	if who := a.Initials.Text(); who != "" {
		words = append(words, view.Text(", "+who))
	}
	words = append(words, view.Text(": "+a.What.Text()))
	body := view.Parts{view.Paragraph{Body: words}}
	if told := a.Told.Text(); told != "" {
		body = append(body, view.Para("Told: "+told))
	}
	body = append(body, view.Para(casework.Answered(a.Supervisor, a.Safeguarding, func(at clock.Instant) string { return answeredAt(at, now) })+"."))
	if a.ForMe {
		body = append(body, view.ButtonForm{Action: casePath(a.Reference, "act-now", "seen"), Key: r.Key(),
			Hidden: []view.Hidden{{Name: "alarm", Value: a.ID}, {Name: "from", Value: "my-day"}},
			Button: view.Button{Text: "I have seen this and I am acting", Unseen: ", " + a.Initials.Text(), Kind: g.kind(), Flush: true}})
	} else {
		body = append(body, view.Para("Both must answer."))
	}
	return view.Alert{Kind: view.AlertDanger, Heading: "Act now: " + text.Within(p.set.Word("alarm.kinds."+string(a.Kind))) + ", " + string(a.Reference), About: a.ID, Body: body}
}

// answeredAt writes when somebody answered: the time, with the day when it was not today.
func answeredAt(at, now clock.Instant) string {
	if at.Date() == now.Date() {
		return at.Clock()
	}
	return at.Date().Short() + ", " + at.Clock()
}

// stopped is somebody whom nobody tries to reach before it is decided whether contact goes on.
func (p pages) stopped(c casework.Due, g *green) view.Row {
	title, page := "Somebody else answered, or it was not safe", "decide-contact"
	if c.Case.State == casework.Closed {
		title, page = "Closed: it is not safe to ask whether it is still all right", "check"
	}
	return view.Row{When: "No contact", Who: caseLink(c.Initials, c.Case.Reference), Title: title, Flags: flags(c.Case),
		Body: view.Text("Nobody tries to reach them until you or a supervisor decide."), Note: view.Text(string(c.Case.Reference) + ", " + p.service(c.Case.Service).Name),
		Do: view.LinkButton{Text: "Decide", Unseen: " whether contact goes on with " + c.Initials.Text(), Href: casePath(c.Case.Reference, page), Kind: g.kind()}}
}

// call is somebody to be reached. The rule stands before the number, and the number before the question.
func (p pages) call(r *web.Request, c casework.Due, now clock.Instant, s shown, g *green) view.Row {
	row := view.Row{Who: caseLink(c.Initials, c.Case.Reference), Title: p.title(c, now), Flags: flags(c.Case)}
	row.When, row.WhenNote = hours(c.Safe), tried(c, now)
	if c.Case.Worker == "" {
		row.Note = view.Text("Nobody has taken this case yet: whoever is free calls.")
	}
	if next := p.nextTry(c, now); next != "" {
		row.Note = view.Text(next)
	}
	body := view.Parts{view.Text(c.Why.Text())}
	if know := p.knows(c, now.Date()); know != "" {
		body = append(body, view.Paragraph{Body: view.Strong(know)})
	}
	safe := view.SafeContact{Rule: view.SafeRule(c.Safe.Sentence())}
	switch {
	case s.reference == c.Case.Reference:
		safe.Number = s.number.Text()
		body = append(body, safe, p.answer(r, c, s))
	case c.Contact == "":
		body = append(body, safe, view.Parts{view.Text("There is no number that may be rung."), view.Link{Text: "See the case", Href: casePath(c.Case.Reference), Unseen: " of " + c.Initials.Text()}})
	default:
		safe.Show = &view.ButtonForm{Action: path + "/number", Key: r.Key(),
			Hidden: []view.Hidden{{Name: "reference", Value: string(c.Case.Reference)}, {Name: "contact", Value: string(c.Contact)}},
			Button: view.Button{Text: "Show number and call", Unseen: " " + c.Initials.Text(), Kind: g.kind()}}
		body = append(body, safe)
	}
	row.Body = append(body, quietLink(c))
	return row
}

// knows says what whoever rings must know before: an interpreter, how they hear, whose telephone it is, that court is near.
func (p pages) knows(c casework.Due, today clock.Date) string {
	var words []string
	for _, e := range c.Ease.Eases() {
		list, _ := p.set.List(e.List)
		words = append(words, list.Name+": "+list.Label(e.Code)+".")
	}
	if court := casework.CourtWords(c.Hearing, today); court != "" {
		words = append(words, "Court "+court+".")
	}
	return strings.Join(words, " ")
}

// quietLink is one click from any call: a wish not to be contacted is heard once, and kept.
func quietLink(c casework.Due) view.Part {
	return view.Paragraph{Small: true, Body: view.Link{Text: "They ask not to be contacted", Href: casePath(c.Case.Reference, "do-not-contact"), Unseen: ": " + c.Initials.Text()}}
}

// flags are the two flags of a case, in words.
func flags(c casework.Case) []view.Tag { return view.RaisedFlags(c.HighRisk, c.HighNeed) }

// answer asks how the call went, in the same row.
func (p pages) answer(r *web.Request, c casework.Due, s shown) view.Part {
	var items []view.Choice
	for _, o := range casework.After(catalogue.MethodPhone) {
		if o != casework.VoicemailLeft || c.Safe.Voicemail == person.Yes {
			items = append(items, view.Choice{Value: string(o), Label: capital(string(o))})
		}
	}
	return view.Form{Action: casePath(c.Case.Reference, "call"), Key: r.Key(),
		Hidden: []view.Hidden{{Name: "contact", Value: string(s.contact)}, {Name: "method", Value: string(catalogue.MethodPhone)}},
		Body:   view.Radios{Name: "outcome", Legend: "How did the call go?", LegendSize: "s", Items: items, Small: true, Inline: true},
		Submit: view.Button{Text: "Save call", Unseen: " with " + c.Initials.Text(), Kind: view.Secondary},
		Beside: view.ActNow(casePath(c.Case.Reference, "act-now"), c.Initials.Text())}
}

// title says what is to be done, and by when.
func (p pages) title(c casework.Due, now clock.Instant) string {
	name, due := p.stage(c).Name, c.Case.StageDue
	if due == clock.Never {
		due = c.Case.Due
	}
	switch {
	case c.Case.State == casework.Closed:
		return "Closed: ask whether it is still all right"
	case c.Case.Due == clock.Never, c.Case.Worker == "" && c.Case.StageDue == clock.Never && c.Case.Try.No == 0:
		return name
	case due < now:
		return name + ", " + late(due, now)
	case due.Date() != now.Date(), due.By() == "":
		return name
	}
	return name + ", due " + due.By()
}

// nextTry says what is tried next, and how late that is where the stage itself is not as late; "" where nothing was tried.
func (p pages) nextTry(c casework.Due, now clock.Instant) string {
	words := c.Case.NextTry(p.service(c.Case.Service), now)
	if words == "" {
		return ""
	}
	if c.Case.Due < min(now, c.Case.StageDue) {
		return words + ". " + capital(late(c.Case.Due, now)) + "."
	}
	return words + "."
}

// hours are those in which it is safe, as the row's time.
func hours(s person.SafeContact) string {
	if s.To == 0 {
		return "Any time"
	}
	return fmt.Sprintf("%02d:%02d to %02d:%02d", s.From/60, s.From%60, s.To/60, s.To%60)
}

// tried says whether the hours are open, and when the last try was.
func tried(c casework.Due, now clock.Instant) string {
	t := now.Time()
	minute := t.Hour()*60 + t.Minute()
	switch {
	case c.LastTry > 0 && c.LastTry.Date() == now.Date():
		return "tried at " + c.LastTry.Clock()
	case c.Safe.To != 0 && minute < c.Safe.From:
		return "opens in " + span(c.Safe.From-minute)
	case c.Safe.To != 0 && minute >= c.Safe.To:
		return "closed for today"
	case c.LastTry > 0:
		return "tried " + c.LastTry.Date().Short()
	}
	return "not tried yet"
}

func span(minutes int) string {
	if minutes < 60 {
		return plural(minutes, "minute", "minutes")
	}
	return plural(minutes/60, "hour", "hours")
}

// promise is one key: done, and the next on the day of the plan of contact, or the service's default.
func (p pages) promise(r *web.Request, pr casework.DayPromise, now clock.Instant, g *green) view.Row {
	next := casework.NextNews(p.service(pr.Service), pr.Agreed, now)
	row := view.Row{When: due(pr.Due, now), WhenNote: pr.Due.By(), Who: caseLink(pr.Initials, pr.Reference), Body: view.Text(pr.What.Text()),
		Do: view.ButtonForm{Action: casePath(pr.Reference, "promise", "done"), Key: r.Key(),
			Hidden: []view.Hidden{{Name: "promise", Value: pr.ID}, {Name: "seen", Value: strconv.Itoa(pr.Version)}, {Name: "from", Value: "my-day"}},
			Button: view.Button{Text: "Done, next " + next.Date().Short(), Unseen: " for " + pr.Initials.Text(), Kind: g.kind()}}}
	other := view.Link{Text: "Another day, or none", Href: casePath(pr.Reference, "promise"), Unseen: " for " + pr.Initials.Text()}
	if pr.Due < now {
		row.Broken, row.Tag = true, &view.Tag{Text: "Promise broken", Colour: view.Red}
		row.Note = view.Parts{view.Text(capital(late(pr.Due, now)) + "."), other}
		return row
	}
	row.Note = other
	return row
}

// other is what else is due: a stage, a check after closing, contact that stands still.
func (p pages) other(c casework.Due, now clock.Instant) view.Row {
	row := view.Row{When: due(c.Case.Due, now), Who: caseLink(c.Initials, c.Case.Reference), Title: p.title(c, now), Flags: flags(c.Case)}
	if c.Case.Worker == "" {
		row.Note = view.Text("Nobody has this case: it is for whoever is free of the people who do this.")
	}
	switch {
	case c.Case.State == casework.Closed:
		row.When = "Today"
		if c.Case.CheckOn < now.Date() {
			row.When, row.WhenNote = "Late", "was due "+c.Case.CheckOn.Short()
		}
		row.Body = view.Link{Text: "Record the check", Href: casePath(c.Case.Reference, "check"), Unseen: " for " + c.Initials.Text()}
	case c.Stop != "":
		row.Body = view.Text(c.Stop + ". Nobody makes contact.")
	case c.Reached && p.reaches(c):
		row.WhenNote = c.Case.Due.By()
		row.Body = view.Parts{view.Text("Reached " + reachedAt(c.LastTry, now) + "."),
			view.Link{Text: "Go on to the next stage", Href: casePath(c.Case.Reference, "advance"), Unseen: ", for " + c.Initials.Text()}}
	case c.Case.Try.No != 0:
		row.WhenNote = c.Case.Due.By()
		row.Body = view.Parts{view.Text(p.nextTry(c, now)),
			view.Link{Text: "See the case", Href: casePath(c.Case.Reference), Unseen: " of " + c.Initials.Text()}}
	default:
		if c.Case.StageDue == clock.Never { // nobody has it, and the stage has no clock
			row.When = "No date"
		} else {
			row.WhenNote = c.Case.Due.By()
		}
		row.Body = view.Link{Text: "See what this stage asks for", Href: casePath(c.Case.Reference, "advance"), Unseen: ", for " + c.Initials.Text()}
	}
	return row
}

// reachedAt writes when somebody was reached: "at 09:24", or on another day "on Thu 26 Nov".
func reachedAt(at, now clock.Instant) string {
	if at.Date() == now.Date() {
		return "at " + at.Clock()
	}
	return "on " + at.Date().Short()
}

// aside is what to know, after what to do; at its foot, how a call was for the reader.
func (p pages) aside(d casework.Day, ask view.Part) view.Part {
	parts := view.Parts{view.H2("Tomorrow and court")}
	if len(d.Hearings) == 0 {
		parts = append(parts, view.Small("No day at court in the next seven days."))
	}
	for _, h := range d.Hearings {
		parts = append(parts, view.Quiet{Small: true, Body: view.Parts{view.Paragraph{Body: view.Strong(courtDay(h)), Small: true},
			view.Paragraph{Small: true, Body: view.Parts{*caseLink(h.Initials, h.Reference), view.Text(h.Note.Text())}}, stands(h)}})
	}
	parts = append(parts, p.besides(d.Waits, d.Again, d.Now.Date())...)
	open := counted(d.Open, "case open", "cases open")
	if d.MostOpen > 0 {
		open += ", of " + strconv.Itoa(d.MostOpen)
	}
	figures := []view.Figure{{Value: view.UpTo(d.Open), Counts: open}}
	if d.Limit > 0 {
		figures = append(figures, view.Figure{Value: strconv.Itoa(d.Taken), Counts: "taken in " + plural(d.Months, "month", "months") + ", of " + strconv.Itoa(d.Limit)})
	}
	if d.Unowned > 0 {
		figures = append(figures, view.Figure{Value: view.UpTo(d.Unowned), Counts: counted(d.Unowned, "case of the service that nobody has taken yet", "cases of the service that nobody has taken yet")})
	}
	sits := view.Small("No supervision of your own is planned.")
	if !d.Sits.IsZero() {
		sits = view.Small("Your next supervision: " + d.Sits.Heading() + ".")
	}
	return append(parts, view.H2("You"), view.Figures{Items: figures}, sits, p.ends(d.Ends, d.Now.Date()), ask)
}

// ends says, before it stops anything, that a check of the reader's own runs out; nothing while that is far.
func (p pages) ends(e casework.Ending, today clock.Date) view.Part {
	if e.On.IsZero() {
		return nil
	}
	check, _ := p.service(e.Service).Staff.Check(e.Check)
	words := "Your " + check.Name + " runs out on " + e.On.Heading() + "."
	if e.On < today {
		words = "Your " + check.Name + " ran out on " + e.On.Heading() + "."
	}
	if slices.Contains(check.NeededFor, catalogue.ForCases) {
		words += " Without it in date you are given no new case."
	}
	if slices.Contains(check.NeededFor, catalogue.ForAlone) {
		words += " Without it, see nobody alone."
	}
	return view.InsetText{Body: view.Text(words + " Your supervisor records the new one.")}
}

// besides is what waits for others, and what is to be scored again.
func (p pages) besides(waits []casework.DayWait, again int, today clock.Date) view.Parts {
	return view.Parts{p.waiting(waits, today), scoreAgain(again)}
}

// covers leads to what somebody does today for colleagues who are away, and says what of it is new: before her own work, because it ends at
// midnight. Nothing when she covers for nobody.
func covers(n, unseen int) view.Part {
	if n == 0 {
		return nil
	}
	words := "You cover " + plural(n, "case", "cases") + " of colleagues who are away, until midnight. "
	if unseen > 0 {
		words += plural(unseen, "of them is", "of them are") + " new since you last looked. "
	}
	return view.InsetText{Body: view.Parts{view.Text(words),
		view.Link{Text: "See who is to be called and what was promised", Href: "/covering"}}}
}

// scoreAgain leads to what a colleague scored and she is to score again, blind; nothing when nothing waits.
func scoreAgain(n int) view.Part {
	if n == 0 {
		return nil
	}
	return view.Parts{view.H2("Score again"), view.Paragraph{Small: true, Body: view.Link{Text: view.UpTo(n) + " " + counted(n, "case to score again", "cases to score again"), Href: "/again"}}}
}

// counted gives the noun that goes with a count.
func counted(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func plural(n int, one, many string) string { return strconv.Itoa(n) + " " + counted(n, one, many) }

func capital(s string) string {
	if s == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
