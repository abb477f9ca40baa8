package web

import (
	"net/http"

	"goldenthread/internal/access"
	"goldenthread/internal/web/view"
)

// footer links to the pages that everybody may read, from every page.
func (s *Server) footer() []view.NavItem {
	say := s.config.Words
	return []view.NavItem{
		{Text: say("frame.down"), Href: "/system-down"},
		{Text: say("frame.accessibility"), Href: "/accessibility"},
		{Text: say("frame.privacy"), Href: "/privacy"},
	}
}

// about gives those pages.
func (s *Server) about() Routes {
	say := s.config.Words
	para := func(key string) view.Part { return view.Para(say(key)) }
	fixed := func(address, title string, body ...view.Part) Route { // a page that is always the same
		p := view.Page{Title: say(title), Body: view.Parts(body)}
		return Route{Method: http.MethodGet, Pattern: address, Action: access.Public, Handler: func(*Request) (Reply, error) { return Page(p), nil }}
	}
	return Routes{
		fixed("/system-down", "frame.down", para("about.down.danger"), view.H2(say("about.down.calls")), para("about.down.calls_how"),
			view.H2(say("about.down.back")), para("about.down.back_how")),
		fixed("/accessibility", "frame.accessibility", para("about.accessibility.made"), para("about.accessibility.tell")),
		fixed("/privacy", "frame.privacy", para("about.privacy.records"), para("about.privacy.cookies")),
	}
}
