package cases

import (
	"slices"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

// nextDue are the next five things somebody has to do.
func (c kase) nextDue() view.Part {
	type thing struct {
		at   clock.Instant
		what string
	}
	var all []thing
	for _, p := range c.Promises() {
		all = append(all, thing{p.Due, capital(c.name(p)) + ": " + text.Within(p.Text.Text())})
	}
	if next := c.Case.NextTry(c.service, c.Now); next != "" && c.Case.State == casework.Open && c.Stop == "" {
		all = append(all, thing{c.Case.Due, next})
	} else if c.Case.State == casework.Open && c.Case.StageDue != clock.Never && !(c.Stop != "" && c.calls()) {
		all = append(all, thing{c.Case.StageDue, c.stage().Name})
	}
	for _, t := range toTell {
		for _, it := range c.Of(t.kind) {
			if !it.Settled {
				all = append(all, thing{it.Due, "Tell " + c.they.them + " " + casework.Learned(t.kind, learnedFrom(it), c.list("agencies-asked"))})
			}
		}
	}
	for _, sent := range c.Of(casework.ItemOnward) {
		if c.chase(sent) {
			all = append(all, thing{c.Now, "No answer yet from: " + text.Within(c.list("onward-services").Label(sent.Code)) + ". Ask after it"})
		}
	}
	for _, s := range c.Of(casework.ItemAction) {
		if !s.Settled {
			all = append(all, thing{s.On.At(0, int(c.service.Hours.Close)), capital(c.does(s)) + ": " + text.Within(s.Text.Text())})
		}
	}
	for _, m := range c.Ahead() {
		all = append(all, thing{m.On.Start(), casework.Forum(m.Code).Words() + ": ask what " + c.they.they + " " + c.they.verb("wants", "want") + " asked"})
	}
	for _, h := range c.Hearings(c.Now.Date()) {
		all = append(all, thing{h.On.Start(), "Hearing. " + h.Text.Text()})
	}
	if c.asksLater() {
		all = append(all, thing{c.Case.CheckOn.Start(), "Ask how " + c.they.they + " " + c.they.verb("is", "are")})
	}
	slices.SortStableFunc(all, func(a, b thing) int {
		if a.at < b.at {
			return -1
		}
		return 1
	})
	rows := view.Rows{Ordered: true, Small: true, Empty: "Nothing is due."}
	for _, t := range all[:min(len(all), 5)] {
		day := t.at.Date().Short()
		switch {
		case t.at < c.Now && t.at.Date() != c.Now.Date():
			day = capital(late(t.at, c.Now))
		case t.at.Date() == c.Now.Date():
			day = strings.TrimSpace("Today " + t.at.By())
		}
		rows.Items = append(rows.Items, view.Row{Body: view.Parts{view.Strong(day), view.Text(t.what)}})
	}
	return rows
}

// changes says what others did since this reader last looked.
func (c kase) changes() view.Part {
	since, last := c.Since(c.Me)
	if last == 0 {
		return nil
	}
	anew := c.RewrittenSince(c.Me, last)
	heading := plural(len(since)+len(anew), "change", "changes") + " since you last looked"
	if len(since)+len(anew) == 0 {
		heading = "Nothing new since you last looked"
	}
	list := view.List{Bullets: true, Small: true}
	for _, a := range anew {
		list.Items = append(list.Items, view.Text(map[casework.RewrittenWhat]string{casework.RewrittenRule: "How it is safe to make contact", casework.RewrittenNumber: "A number or address, and what is safe of it",
			casework.RewrittenStory: "What " + c.they.they + " told us"}[a.What]+", "+when(a.At, c.Now)))
	}
	for _, it := range since[:min(len(since), 5)] {
		list.Items = append(list.Items, view.Text(c.title(it)+", "+when(it.At, c.Now)))
	}
	return view.Parts{view.H2(heading), view.Small("You last looked " + when(last, c.Now) + "."), list}
}

// learnedFrom gives the meeting or the body that something to tell the person is about.
func learnedFrom(it casework.Item) string {
	if it.Kind == casework.ItemContribution {
		return it.Of
	}
	return it.Code
}
