package learning

import (
	"net/http"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/learning"
	"goldenthread/internal/web"
)

// section is where these pages stand in the navigation.
const section = "/learning"

// pages is the catalogue that the handlers make their pages of.
type pages struct{ set *catalogue.Set }

// Routes gives the pages of training and awareness.
func Routes(set *catalogue.Set) web.Routes {
	p := pages{set}
	const get, post = http.MethodGet, http.MethodPost
	return web.Routes{
		{Method: get, Pattern: section, Action: learning.ActSee, Handler: p.list},
		{Method: get, Pattern: section + "/due", Action: learning.ActSee, Handler: p.due},
		{Method: get, Pattern: section + "/new", Action: learning.ActPlan, Handler: web.Show(p.planPage)},
		{Method: post, Pattern: section + "/new", Action: learning.ActPlan, Handler: p.plan},
		{Method: get, Pattern: section + "/events/{event}", Action: learning.ActSee, Handler: p.one},
		{Method: get, Pattern: section + "/events/{event}/came", Action: learning.ActRecord, Handler: web.Show(p.camePage)},
		{Method: post, Pattern: section + "/events/{event}/came", Action: learning.ActRecord, Handler: p.came},
		{Method: post, Pattern: section + "/events/{event}/cancel", Action: learning.ActCancel, Handler: p.cancel},
	}
}

// at gives the address of an event.
func at(event string) string { return section + "/events/" + event }
