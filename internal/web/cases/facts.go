package cases

import (
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// facts answers what is asked most on the telephone.
func (c kase) facts() view.Part {
	f := view.Facts{Four: true, Items: []view.Fact{
		{Name: "Reference", Value: c.referenceFact()},
		{Name: "Service", Value: view.Lines{view.Text(c.service.Name), view.Text(capital(c.service.Noun.One))}},
		{Name: "Came in", Value: view.Lines{view.Text(c.list("sources").Label(c.Came.Source)), view.Text(full(c.Came.ReceivedOn) + ", " + doorWords[c.Came.Door])}},
		{Name: "Passed on because", Value: view.Text(basisWords[c.Came.Basis])},
		{Name: "Stage", Value: c.stageFact()},
		{Name: "Who has the case", Value: view.Text(c.workerWords())},
		{Name: "Next update promised", Value: c.promiseFact()},
		{Name: "Next hearing", Value: c.hearingFact()},
	}}
	return f
}

func (c kase) referenceFact() view.Part {
	lines := view.Lines{view.Parts{view.Text(string(c.Case.Reference)), view.Link{Text: "read it out", Href: c.at("sharing") + "#read-out"}}}
	if crime := c.Came.CrimeRef.Text(); crime != "" {
		lines = append(lines, view.Text("Crime "+crime))
	}
	return lines
}

func (c kase) stageFact() view.Part {
	words := view.Lines{view.Text(c.stage().Name)}
	if c.Case.State == casework.Open && c.Case.StageDue != clock.Never {
		due := "due " + by(c.Case.StageDue, c.Now)
		if c.Case.StageDue < c.Now {
			due = late(c.Case.StageDue, c.Now)
		}
		words = append(words, view.Text(due))
	}
	return words
}

func (c kase) workerWords() string {
	switch {
	case c.Case.Worker == "":
		return "Nobody yet"
	case c.Case.Worker == c.Me:
		return "You"
	case c.Worker == "":
		return "A colleague"
	}
	return c.Worker
}

func (c kase) promiseFact() view.Part {
	open := c.Promises()
	if len(open) == 0 {
		return view.Text("Nothing is promised")
	}
	who := c.name(open[0])
	if open[0].Due < c.Now {
		return view.Parts{view.Tag{Text: "Promise broken", Colour: view.Red}, view.Text(late(open[0].Due, c.Now) + ", by " + who)}
	}
	return view.Text(capital(by(open[0].Due, c.Now)) + ", by " + who)
}

func (c kase) hearingFact() view.Part {
	stand := c.Hearings(c.Now.Date())
	if len(stand) == 0 {
		return view.Text("None known")
	}
	next := stand[0]
	words := next.On.Heading()
	if note := next.Text.Text(); note != "" {
		words += ". " + note
	}
	if next.State == "has to go" || next.State == "need not go" {
		words += ". " + c.they.They() + " " + strings.Replace(next.State, "has", c.they.verb("has", "have"), 1)
	}
	return view.Text(words)
}

// name gives who did something: "you", initials, or "a colleague".
func (c kase) name(it casework.Item) string {
	switch {
	case it.By == c.Me:
		return "you"
	case it.Initials != "":
		return it.Initials
	}
	return "a colleague"
}

// colleague gives whose account it is, of somebody who has looked at the case: "you", initials, or "a colleague".
func (c kase) colleague(account id.Account) string {
	if account == c.Me {
		return "you"
	}
	for _, l := range c.Looks {
		if l.Account == account && l.Initials != "" {
			return l.Initials
		}
	}
	return "a colleague"
}

// closed says on every page of a closed case that it is closed.
func (c kase) closed() view.Part {
	if c.Case.State != casework.Closed {
		return nil
	}
	reason, _ := c.service.ClosingReason(c.Case.CloseReason)
	words := view.Parts{view.Textf("This case was closed on %s: %s.", c.Case.ClosedOn.Plain(), text.Within(reason.Name))}
	if c.asksLater() {
		words = append(words, view.Textf("We ask again on %s how %s %s.", c.Case.CheckOn.Heading(), c.they.they, c.they.verb("is", "are")))
	}
	return view.InsetText{Body: words}
}
