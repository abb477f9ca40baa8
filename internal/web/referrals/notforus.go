package referrals

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// keys goes through the rows of a list by single letters, where something can be done in each.
func keys(r *web.Request, in inboxed) view.Part {
	if len(in.list.Rows) < 2 || !r.Could(referral.ActDecide) {
		return nil
	}
	does := "accept"
	if in.tab != referral.TabNew {
		does = "the button of the row, where it has one"
	}
	return view.Keys{Rows: true, Does: does}
}

// several leads from a list to where those of its rows that are not for the service are turned away together.
func several(r *web.Request, in inboxed) view.Part {
	if len(in.list.Rows) < 2 || !declines(in.tab) || !r.Could(referral.ActDecide) {
		return nil
	}
	q := in.values(in.tab, in.after)
	return view.Paragraph{Body: view.Link{Text: "Several are not for us, for the same reason", Href: notForUs + "?" + q.Encode()}}
}

// declines tells whether rows of a list can be declined.
func declines(t referral.Tab) bool { return t == referral.TabNew || t == referral.TabHeld }

// asked is the page of the inbox that the address names.
func asked(r *web.Request, a view.Answers) referral.Query {
	get := r.Query
	if a.Typed() {
		get = a.Get
	}
	q := referral.Query{Service: get("service"), Tab: referral.Tab(get("tab")), After: place(get("after"))}
	if !declines(q.Tab) {
		q.Tab = referral.TabNew
	}
	return q
}

// notForUsPage is GET /referrals/not-for-us: who of one page of a list is not for the service, and the one reason.
func (p pages) notForUsPage(r *web.Request, a view.Answers) (view.Page, error) {
	q := asked(r, a)
	in, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (inboxed, error) { return p.load(ctx, v, q) })
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "Not for us", Caption: in.service.Name, Section: section, Back: &view.Back{Text: "Back to referrals", Href: in.address(q.Tab, referral.Cursor{})},
		Lead: "Only those with the same reason. Each is declined for itself, and you see row by row what became of it."}
	if len(in.list.Rows) == 0 {
		page.Body = view.Para(tabEmpty[q.Tab])
		return page, nil
	}
	var ticks []view.Choice
	for _, row := range in.list.Rows {
		if oneByOne(row.Reason) {
			continue
		}
		hint := p.from(in.service, row.Source, row.Agency, row.District)
		if row.State == referral.Held {
			hint = row.Reason.Words() + ". " + hint
		}
		ticks = append(ticks, view.Choice{Value: ticked(row), Label: title(row) + " (" + string(row.Reference) + ")", Hint: hint})
	}
	if len(ticks) == 0 {
		page.Body = view.Para("What is held here is decided one by one.")
		return page, nil
	}
	page.Body = view.Form{Action: notForUs, Key: r.Key(), Submit: view.Button{Text: "Decline those ticked", Kind: view.Danger},
		Hidden: []view.Hidden{{Name: "service", Value: in.service.Key}, {Name: "tab", Value: string(q.Tab)}, {Name: "after", Value: in.values(q.Tab, q.After).Get("after")}},
		Body: append(view.Parts{view.Checkboxes{Name: "rows", Legend: "Who is not for us?", LegendSize: "s", Small: true, Items: ticks}.From(a)},
			declineFields(p.set, in.service.Noun, "Why are they not for us?", a)...)}
	return page, nil
}

// oneByOne tells whether what is held for a reason is never turned away together with others: somebody may be in danger.
func oneByOne(why referral.Reason) bool {
	switch why {
	case referral.ChildProtection, referral.UnderAge, referral.DomesticAbuse, referral.SuspendedUnsafe:
		return true
	}
	return false
}

// ticked is what the tick of a row sends: which referral, as it was when it was looked at.
func ticked(row referral.Row) string { return string(row.Reference) + " " + number(row.Version) }

// turnAway is POST /referrals/not-for-us. Each row is a decision of its own: one that somebody else changed meanwhile, or
// that another role decides, stops no other.
func (p pages) turnAway(r *web.Request) (web.Reply, error) {
	f := r.Form()
	rows := f.All("rows")
	if len(rows) == 0 {
		f.Fault("rows", "Tick who is not for us")
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(p.notForUsPage, err)
	}
	list, done := view.Rows{Ordered: true}, 0
	for _, tick := range rows {
		reference, version, _ := strings.Cut(tick, " ")
		err := p.turnAwayOne(r, reference, version)
		item := view.Row{Title: reference, Tag: &view.Tag{Text: "Declined", Colour: view.Green}}
		switch errs.KindOf(err) {
		case errs.None:
			done++
		case errs.Invalid:
			return r.FormAgain(p.notForUsPage, err) // the one answer that all share
		case errs.Stale, errs.Conflict, errs.Forbidden, errs.NotFound:
			item.Tag = &view.Tag{Text: "Not declined", Colour: view.Red}
			item.Title += ": " + text.Within(errs.MessageOf(err))
			item.Do = view.Link{Text: "Look at it", Href: section + "/" + reference, Unseen: ": " + reference}
		default:
			return web.Reply{}, err // sent again it goes on where it stopped: what was declined is not declined twice
		}
		list.Items = append(list.Items, item)
	}
	home := section + "?" + url.Values{"service": {f.Text("service")}, "tab": {f.Text("tab")}}.Encode()
	return web.Page(view.Page{Title: "Not for us: " + number(done) + " of " + number(len(rows)) + " declined", Section: section,
		Back: &view.Back{Text: "Back to referrals", Href: home}, Body: view.Parts{view.H2("What became of each"), list}}), nil
}

// turnAwayOne declines one of the rows that were ticked.
func (p pages) turnAwayOne(r *web.Request, reference, version string) error {
	ref, err := id.ParseReference(reference)
	if err != nil {
		return gate.NoSuchRecord()
	}
	seen, err := strconv.Atoi(version)
	if err != nil {
		return gate.NoSuchRecord()
	}
	found, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (referral.Referral, error) {
		found, err := referral.ByReference(ctx, v, ref)
		if err != nil {
			return found, err
		}
		return found, v.Authorize(ctx, referral.ActDecide, gate.On{Folder: found.Folder})
	})
	if err != nil {
		return err
	}
	if oneByOne(found.Reason) {
		return errs.New(errs.Conflict, "This is decided one by one: open it")
	}
	service, ok := p.set.Service(found.Service)
	if !ok {
		return gate.NoSuchRecord()
	}
	_, err = gate.Write(r.Context(), r.Gate(), r.IdempotencyKey()+" "+reference, declined(r.Form(), service, found.ID, seen).Run)
	return err
}
