package myday

import (
	"net/http"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/person"
	"goldenthread/internal/web"
)

// path is the address of the page.
const path = "/my-day"

// pages is what the handlers make their pages of.
type pages struct{ set *catalogue.Set }

// Routes gives the page of one's own day, by the services of a catalogue.
func Routes(set *catalogue.Set) web.Routes {
	p := pages{set}
	return web.Routes{
		{Method: http.MethodGet, Pattern: path, Action: casework.ActMyDay, Handler: p.day},
		{Method: http.MethodGet, Pattern: path + "/pool", Action: casework.ActPool, Handler: p.showPool},
		{Method: http.MethodPost, Pattern: path + "/number", Action: person.ActShowNumber, Handler: p.number},
	}
}
