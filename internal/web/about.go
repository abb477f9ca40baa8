package web

import (
	"net/http"

	"goldenthread/internal/access"
	"goldenthread/internal/web/view"
)

// footer links to the pages that everybody may read, from every page.
var footer = []view.NavItem{
	{Text: "If the system is down", Href: "/system-down"},
	{Text: "Accessibility", Href: "/accessibility"},
	{Text: "Privacy", Href: "/privacy"},
}

// about are those pages.
var about = Routes{
	{Method: http.MethodGet, Pattern: "/system-down", Action: access.Public, Handler: fixed(view.Page{
		Title: "If the system is down",
		Body: view.Parts{
			view.Para("If somebody is in danger, call 999 first. Write down what you did and when; put it in here later."),
			view.H2("Today’s calls"),
			view.Para("Do not call from memory: a number without its rule may not be safe. Wait, or ask your supervisor, who decides who must be reached today and by whom."),
			view.H2("When it is back"),
			view.Para("Enter each call with the time it was made. A promise that fell due meanwhile still counts: say sorry, and give a new date."),
		}})},
	{Method: http.MethodGet, Pattern: "/accessibility", Action: access.Public, Handler: fixed(view.Page{
		Title: "Accessibility",
		Body: view.Parts{
			view.Para("These pages are made to work with a keyboard, a screen reader, large text, a small telephone, and without scripts. They aim at the Web Content Accessibility Guidelines 2.2, level AA, and every page is checked against them by machine before each release."),
			view.Para("Checks by machine find about half of what can be wrong. If something stands in your way, tell your supervisor: it is treated as a fault."),
		}})},
	{Method: http.MethodGet, Pattern: "/privacy", Action: access.Public, Handler: fixed(view.Page{
		Title: "Privacy",
		Body: view.Parts{
			view.Para("Records here are about people who have been harmed. You see what your work needs and no more. Each time somebody’s details are opened, that is recorded: who, when, and which part. The person can ask to see that list."),
			view.Para("No page is kept by the browser. Three cookies are used, all needed: one keeps you signed in, one carries a short message from one page to the next, and one lets this browser be known again, so that nobody else’s wrong passwords slow you down."),
		}})},
}

// fixed makes the handler of a page that is always the same.
func fixed(p view.Page) Handler {
	return func(*Request) (Reply, error) { return Page(p), nil }
}
