package cases

import (
	"slices"

	"goldenthread/internal/evidence"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// tabOf is one of the pages of a case that only show.
type tabOf struct {
	name, path string // path below the case; empty: the overview
	body       func(r *web.Request, c kase) (top, body, aside view.Part)
}

// tab makes the handler of one.
func (p pages) tab(t tabOf) web.Handler {
	return func(r *web.Request) (web.Reply, error) {
		c, err := p.whole(r)
		if err != nil {
			return web.Reply{}, err
		}
		intro, body, aside := t.body(r, c)
		return web.Page(c.tabPage(r, t.name, t.path, intro, body, aside)), nil
	}
}

// tabPage makes a page of the case with its facts and tabs.
func (c kase) tabPage(r *web.Request, name, path string, intro, body, aside view.Part) view.Page {
	page := view.Page{
		Title: c.initials() + ", " + text.Within(name), Heading: c.initials() + ": " + text.Within(name), Section: section,
		Bar: c.bar(r, ""), Top: view.Parts{c.closed(), c.facts(), c.tabs(r, path)}, Body: view.Parts{c.sentence(path), intro, body}, Aside: aside,
	}
	if aside == nil {
		page.Wide = path == "timeline"
	}
	return page
}

// sentence is what the person wants, in their own words: it stands first on every page of the case that
// may show it. The overview has it under its own heading.
func (c kase) sentence(path string) view.Part {
	said := c.About.Story.Wants.Text()
	if said == "" || path == "" {
		return nil
	}
	return view.Words{Said: said, Heard: "What " + c.they.they + " " + c.they.verb("wants", "want") + ", " + dayMonth(c.About.Story.ToldOn) + "."}
}

// part is a part of the case: its tab, and how the way back to it is called.
type part struct{ text, path, back string }

var partsOfCase = []part{{"Overview", "", "the case"}, {"Timeline", "timeline", "the timeline"}, {"Risk", "risk", "the risk"}, {"Plan", "plan", "the plan"},
	{"People and home", "people", "people and home"}, {"Rights", "rights", "rights"}, {"Sharing", "sharing", "sharing"}, {"Outcomes", "outcomes", "outcomes"},
	{"Court", "court", "court"}, {"Evidence", "evidence", "the evidence"}}

// home is the part of the case from which a form is opened, and to which it leads back.
func (c kase) home() view.Back {
	to := partsOfCase[max(slices.IndexFunc(partsOfCase, func(x part) bool { return x.path == c.from }), 0)]
	at := c.at()
	if to.path != "" {
		at = c.at(to.path)
	}
	return view.Back{Text: "Back to " + to.back, Href: at}
}

// tabs are the parts of the case.
func (c kase) tabs(r *web.Request, current string) view.Part {
	t := view.Tabs{Label: "This case"}
	for _, x := range partsOfCase {
		if x.path == "evidence" && !r.Could(evidence.ActSee) {
			continue
		}
		href := c.at()
		if x.path != "" {
			href = c.at(x.path)
		}
		t.Items = append(t.Items, view.Tab{Text: x.text, Href: href, Current: x.path == current})
	}
	return t
}
