package web

import (
	"goldenthread/internal/identity"
	"goldenthread/internal/web/view"
)

// BeginPath is where the button of [BeginHere] posts to.
const BeginPath = "/account/service"

// BeginHere offers to begin one's lists with the service that is shown, where it is another one than they begin with. Pressed, it
// leads back to the same list. To look at a service keeps nothing.
func BeginHere(r *Request, s identity.Shown, name string) view.Part {
	if !s.Other {
		return nil
	}
	return view.ButtonForm{Action: BeginPath, Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: s.Service}, {Name: "next", Value: r.http.URL.Path}},
		Button: view.Button{Text: "Begin my lists with " + name, Kind: view.Secondary}}
}
