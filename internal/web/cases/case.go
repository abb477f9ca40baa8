package cases

import (
	"context"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// kase is one case with what its pages say it with.
type kase struct {
	casework.Page
	set     *catalogue.Set
	service catalogue.Service
	they    pronoun
	young   bool   // reached through an adult; read only for a call
	from    string // the part of the case to which its form leads back; empty: the overview
}

// head reads what the identity bar needs.
func (p pages) head(r *web.Request) (kase, error) { return p.read(r, casework.Head) }

// whole reads the whole case.
func (p pages) whole(r *web.Request) (kase, error) { return p.read(r, casework.Load) }

func (p pages) read(r *web.Request, load func(context.Context, *gate.View, id.Reference) (casework.Page, error)) (kase, error) {
	reference, err := referenceOf(r)
	if err != nil {
		return kase{}, err
	}
	page, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (casework.Page, error) {
		return load(ctx, v, reference)
	})
	if err != nil {
		return kase{}, err
	}
	return p.kase(page)
}

func (p pages) kase(page casework.Page) (kase, error) {
	s, ok := p.set.Service(page.Case.Service)
	if !ok {
		return kase{}, errs.New(errs.Internal, "a case of a service whose file is gone")
	}
	return kase{Page: page, set: p.set, service: s, they: pronounOf(page.About.Identity.Pronoun)}, nil
}

// referenceOf reads the reference in the address, however it was typed.
func referenceOf(r *web.Request) (id.Reference, error) {
	reference, err := id.ParseReference(r.Path("reference"))
	if err != nil {
		return "", gate.NoSuchRecord()
	}
	return reference, nil
}

// at gives an address of the case: at("close").
func (c kase) at(below ...string) string {
	return strings.Join(append([]string{section, string(c.Case.Reference)}, below...), "/")
}

// initials gives what the person is called on every screen; the reference for those who can't see
// even the initials.
func (c kase) initials() string {
	if i := c.About.Identity.Initials.Text(); i != "" {
		return i
	}
	return string(c.Case.Reference)
}

// stage gives the stage the case is at.
func (c kase) stage() catalogue.Stage {
	st, _ := c.service.Stage(c.Case.Stage)
	return st
}

// list gives a list of codes of the catalogue.
func (c kase) list(key string) catalogue.List {
	l, _ := c.set.List(key)
	return l
}

// page makes a page on which something is recorded.
func (c kase) page(r *web.Request, title string, body view.Part) view.Page {
	back := c.home()
	return view.Page{Title: title, Caption: c.service.Noun.Named(c.initials()), Section: section, Bar: c.bar(r, ""), Back: &back, Body: body}
}

// form makes a form of the case.
func (c kase) form(r *web.Request, below, button string, body view.Part, hidden ...view.Hidden) view.Form {
	return view.Form{Action: c.at(below), Key: r.Key(), Hidden: append(hidden, c.version()), Body: body,
		Submit: view.Button{Text: button}, Beside: view.Link{Text: "Cancel", Href: c.home().Href}}
}

// version is the hidden field that says which version of the case the worker was looking at.
func (c kase) version() view.Hidden {
	return view.Hidden{Name: "version", Value: number(c.Case.Version)}
}
