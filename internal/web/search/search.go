package search

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/search"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// path is the address of the page.
const path = "/search"

// pages is what the handlers make their pages of.
type pages struct {
	set   *catalogue.Set
	index *search.Index
}

// Routes gives the page that searches, over the services of a catalogue.
func Routes(set *catalogue.Set, index *search.Index) web.Routes {
	p := pages{set, index}
	return web.Routes{
		{Method: http.MethodGet, Pattern: path, Action: search.ActFind, Handler: func(r *web.Request) (web.Reply, error) {
			return web.Page(p.page(r, view.Answers{}, nil)), nil
		}},
		{Method: http.MethodPost, Pattern: path, Action: search.ActFind, Handler: p.find},
	}
}

// find answers a search. A reference goes straight to its record.
func (p pages) find(r *web.Request) (web.Reply, error) {
	typed := r.Form().Text("words")
	if reference, err := id.ParseReference(typed); err == nil {
		return leadTo(r, reference)
	}
	found, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (search.Found, error) {
		return p.index.Find(ctx, v, p.services(v.Actor()), typed)
	})
	answers := view.Answers{Values: map[string][]string{"words": {typed}}}
	switch {
	case errs.KindOf(err) == errs.Invalid:
		return r.FormAgain(func(r *web.Request, a view.Answers) (view.Page, error) { return p.page(r, a, nil), nil }, err)
	case err != nil:
		return web.Reply{}, err
	}
	return web.Page(p.page(r, answers, &found)), nil
}

// leadTo leads to what goes by a reference: the case, where there is one that the searcher may see, and else the
// referral, whose page tells whoever may not see it the same as of one that does not exist.
func leadTo(r *web.Request, reference id.Reference) (web.Reply, error) {
	at, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (string, error) {
		if err := v.Authorize(ctx, search.ActFind, gate.On{}); err != nil {
			return "", err
		}
		c, found, err := casework.ByReference(ctx, v, reference)
		if err != nil || !found {
			return "/referrals/", err
		}
		may, err := v.May(ctx, c.Folder, access.Existence)
		if err != nil || !may {
			return "/referrals/", err
		}
		return "/cases/", nil
	})
	return web.SeeOther(at + string(reference)), err
}

// services lists the services somebody works with people for.
func (p pages) services(a access.Actor) []string {
	keys, all := a.Services(access.Casework...)
	if all {
		keys = nil
		for _, s := range p.set.Services() {
			keys = append(keys, s.Key)
		}
	}
	slices.Sort(keys)
	return keys
}

func (p pages) page(r *web.Request, a view.Answers, found *search.Found) view.Page {
	body := view.Parts{view.Form{Action: path, Key: r.Key(),
		Body: view.TextInput{Name: "words", Label: "What do you look for?", LabelSize: "s",
			Hint: "A name, words of what was told, a crime reference, a telephone number, or a date of birth with an initial: M 27 3 1984"}.From(a),
		Submit: view.Button{Text: "Find"}}}
	if found != nil {
		body = append(body, p.results(*found)...)
	}
	return view.Page{Title: "Find", Body: body, Form: a, Aside: view.Parts{
		view.H2("What is searched"),
		view.Small("What you may see of the services you work for, and nothing else. Every find that is shown is kept with who looked."),
		view.Small("What was written in the last two minutes may not be found yet."),
	}}
}

func (p pages) results(found search.Found) view.Parts {
	heading := strconv.Itoa(found.Count) + " found"
	switch {
	case found.Count == 0:
		heading = "Nothing was found"
	case found.Count >= 100:
		heading = "99+ found"
	}
	rows := view.Rows{Empty: "Try fewer words, or another spelling. What you may not see is not searched."}
	for _, h := range found.Hits {
		rows.Items = append(rows.Items, p.row(h))
	}
	parts := view.Parts{view.H2(heading), rows}
	if found.Count > len(found.Hits) {
		parts = append(parts, view.Para("These are the best "+strconv.Itoa(len(found.Hits))+". Add a word to find fewer."))
	}
	if found.Cut {
		parts = append(parts, view.Small("Only the latest records of a service are searched. For an older one use its reference."))
	}
	return parts
}

func (p pages) row(h search.Hit) view.Row {
	who, address := h.Initials.Text(), "/cases/"+string(h.Reference)
	if who == "" {
		who = string(h.Reference)
	}
	if !h.HasCase {
		address = "/referrals/" + string(h.Reference)
	}
	s, _ := p.set.Service(h.Service)
	row := view.Row{Who: &view.Link{Text: who, Href: address}, Title: "in " + strings.Join(h.Where, ", "), Note: view.Text(string(h.Reference) + ", " + s.Name)}
	if h.Piece != "" {
		row.Body = view.Words{Said: h.Piece}
	}
	return row
}
