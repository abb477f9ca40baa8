package cases

import (
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

// tabs are the parts of the case.
func (c kase) tabs(r *web.Request, current string) view.Part {
	t := view.Tabs{Label: "This case"}
	for _, x := range []struct{ text, path string }{{"Overview", ""}, {"Timeline", "timeline"}, {"Risk", "risk"}, {"Plan", "plan"}, {"People and home", "people"},
		{"Rights", "rights"}, {"Sharing", "sharing"}, {"Outcomes", "outcomes"}, {"Court", "court"}, {"Evidence", "evidence"}} {
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
