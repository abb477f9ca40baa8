package web

import (
	"net/url"
	"strings"

	"goldenthread/internal/identity"
	"goldenthread/internal/web/view"
)

// BeginPath is where the button of [BeginHere] posts to.
const BeginPath = "/account/service"

// listParts are the parts of an address that say which list of a page is shown. Each is a short word of ours and says nothing of anybody.
var listParts = []string{"show", "tab", "flag"}

// BeginHere offers to begin one's lists with the service that is shown, where it is another one than they begin with. Pressed, it
// leads back to the same list, from its start. To look at a service keeps nothing.
func BeginHere(r *Request, s identity.Shown, name string) view.Part {
	if !s.Other {
		return nil
	}
	hidden := []view.Hidden{{Name: "service", Value: s.Service}, {Name: "next", Value: r.http.URL.Path}}
	for _, part := range listParts {
		if word := r.Query(part); isListWord(word) {
			hidden = append(hidden, view.Hidden{Name: part, Value: word})
		}
	}
	return view.ButtonForm{Action: BeginPath, Key: r.Key(), Hidden: hidden,
		Button: view.Button{Text: "Begin my lists with " + name, Kind: view.Secondary}}
}

// SameList is the address of the list from which the button of [BeginHere] was pressed: a page of ours, as in [Request.Next], and
// which of its lists. Anything else that is sent is left out.
func (r *Request) SameList() string {
	q := url.Values{}
	for _, part := range listParts {
		if word := r.Form().Text(part); isListWord(word) {
			q.Set(part, word)
		}
	}
	if len(q) == 0 {
		return r.Next()
	}
	return r.Next() + "?" + q.Encode()
}

// isListWord tells whether something is written like the name of a list: small letters and hyphens.
func isListWord(s string) bool {
	other := func(c rune) bool { return c != '-' && (c < 'a' || c > 'z') }
	return s != "" && len(s) <= 20 && !strings.ContainsFunc(s, other)
}
