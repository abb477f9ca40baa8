package referrals

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// subject is the referral that a form is about.
type subject struct {
	referral.Page
	service catalogue.Service
	set     *catalogue.Set
}

// who is what the page calls the person: initials, or that they can't be seen.
func (s subject) who() string { return initials(s.About.Identity.Initials) }

// address is that of the referral's own page, or of a form below it.
func (s subject) address(below ...string) string {
	at := section + "/" + string(s.Referral.Reference)
	for _, b := range below {
		at += "/" + b
	}
	return at
}

// form is one thing that can be done with a referral: its page and what sending it does.
type form struct {
	p      pages
	path   string
	action access.Action
	draw   func(s subject, a view.Answers) sheet
	do     func(r *web.Request, s subject) (web.Reply, error)
}

// sheet is what stands on the page of a form.
type sheet struct {
	title  string
	intro  view.Part
	fields view.Parts
	hidden []view.Hidden
	submit view.Button // without words there is nothing to send: the page only says so
}

// page shows the form.
func (f form) page(r *web.Request, a view.Answers) (view.Page, error) {
	s, err := f.p.find(r, f.action)
	if err != nil {
		return view.Page{}, err
	}
	d, home := f.draw(s, a), s.home(r)
	body := view.Parts{d.intro}
	if d.submit.Text != "" {
		body = append(body, view.Form{
			Action: s.address(f.path), Key: r.Key(), Hidden: append(d.hidden, view.Hidden{Name: "version", Value: number(s.Referral.Version)}),
			Body: d.fields, Submit: d.submit, Beside: view.Link{Text: "Cancel", Href: home.address},
		})
	}
	return view.Page{Title: d.title, Caption: home.caption, Section: home.section, Back: &view.Back{Text: home.back, Href: home.address}, Body: body}, nil
}

// send does what the form is for, or shows it again with what is wrong.
func (f form) send(r *web.Request) (web.Reply, error) {
	s, err := f.p.find(r, f.action)
	if err != nil {
		return web.Reply{}, err
	}
	s.Referral.Version = r.Form().Int("version")
	reply, err := f.do(r, s)
	if err != nil {
		return r.FormAgain(f.page, err)
	}
	return reply, nil
}

// home is the page that a form leads back to.
type home struct{ caption, section, back, address string }

// home gives the referral's own page, or, to a referrer, who may not see that, the receipt,
// on which nobody is named.
func (s subject) home(r *web.Request) home {
	reference := string(s.Referral.Reference)
	if !r.Could(referral.ActSee) {
		return home{reference, "/refer", "Back to the receipt", receiptAt(s.Referral.Reference)}
	}
	return home{s.service.Noun.Named(s.who()) + ", " + reference, section, "Back to the referral", s.address()}
}

// back goes to the referral's page once something is done.
func (s subject) back(said string) web.Reply { return web.SeeOther(s.address()).Saying(said) }

// find loads the referral of the address for somebody who may do an action with it.
func (p pages) find(r *web.Request, act access.Action) (subject, error) {
	reference, err := id.ParseReference(r.Path("reference"))
	if err != nil {
		return subject{}, gate.NoSuchRecord()
	}
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (subject, error) {
		found, err := referral.ByReference(ctx, v, reference)
		if err != nil {
			return subject{}, err
		}
		if err := v.Authorize(ctx, act, gate.On{Folder: found.Folder}); err != nil {
			return subject{}, err
		}
		service, ok := p.set.Service(found.Service)
		if !ok {
			return subject{}, errs.New(errs.Internal, "the catalogue has no file for the service of a referral")
		}
		s := subject{Page: referral.Page{Referral: found}, service: service, set: p.set}
		if s.About, err = person.Load(ctx, v, found.Folder); err != nil {
			return subject{}, err
		}
		open := append(s.About.Identity.Values(), s.About.Safe.Values()...)
		if found.AnsweredFor != "" {
			if s.Answers, err = referral.Answers(ctx, v, found); err != nil {
				return subject{}, err
			}
			for _, a := range s.Answers {
				open = append(open, a.Said)
			}
		}
		return s, v.OpenWhatMay(ctx, open...)
	})
}

// write runs a command of a form under the form's key.
func write[T any](r *web.Request, run func(context.Context, *gate.Tx) (T, error)) (T, error) {
	var zero T
	if err := r.Form().Err(); err != nil {
		return zero, err
	}
	return gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), run)
}
