package demo

import (
	"encoding/json"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	webdemo "goldenthread/internal/web/demo"
)

// tour is where a visitor finds what.
type tour struct {
	case1, held, known, receipt id.Reference
}

// visitor is somebody whom a visitor can be, with the pages there are for her.
type visitor struct {
	Name   string   `json:"name"`
	Button string   `json:"button,omitempty"`
	Pages  []string `json:"pages"`
}

// guide says which pages there are for whom, in the form in which test/browser/run.mjs reads it.
func (w *world) guide() ([]byte, error) {
	out := struct {
		LoadedOn clock.Date `json:"loaded_on"`
		People   []visitor  `json:"people"`
	}{LoadedOn: w.Now.Date(), People: []visitor{{Name: "nobody", Pages: []string{"/", "/sign-in"}}}}
	seen := map[string]bool{}
	for _, m := range roster {
		if seen[string(m.role)] {
			continue // the first of a role is the one the button signs in as
		}
		seen[string(m.role)] = true
		out.People = append(out.People, visitor{Name: string(m.role), Button: webdemo.Button(m.name, string(m.role)), Pages: w.pages(m.post)})
	}
	text, err := json.MarshalIndent(out, "", "  ")
	return text, errs.Wrap(errs.Internal, "writing the guide", err)
}

// pages lists the pages that are for somebody.
func (w *world) pages(p post) []string {
	pages := []string{"/", "/account"}
	held, known := "/referrals/"+string(w.tour.held), "/referrals/"+string(w.tour.known)
	inbox := []string{"/referrals", held, "/refer", "/refer/sent"}
	decide := []string{held + "/accept", held + "/decline", held + "/signpost", held + "/hold", held + "/ask", held + "/consent", held + "/mend"}
	switch p {
	case officer:
		pages = append(append(pages, inbox...), decide...)
	case worker, office:
		pages = append(append(append(pages, inbox...), decide...), known, known+"/compare")
	case supervisor:
		pages = append(append(append(pages, inbox...), decide...), known, known+"/compare")
		pages = append(pages, "/both-sides", "/reports", "/reports/barnet-annual", "/accounts")
	case police, council, coordinator:
		pages = append(pages, "/refer", "/refer/sent")
	case commissioning:
		pages = append(pages, "/reports", "/reports/barnet-annual")
	case system:
		pages = append(pages, "/accounts", "/accounts/new")
	}
	return pages
}
