package referrals

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// sent is GET /refer/sent: what the reader has referred, with what she may know of it.
func (p pages) sent(r *web.Request) (web.Reply, error) {
	own, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]referral.Receipt, error) {
		return casework.OwnReferrals(ctx, v, p.set.Service)
	})
	if err != nil {
		return web.Reply{}, err
	}
	rows := view.Rows{Empty: p.set.Word("receipt.none")}
	for _, o := range own {
		item := view.Row{Who: &view.Link{Text: string(o.Reference), Href: receiptAt(o.Reference)}, Title: o.Name,
			Body: view.Parts{view.List{Items: p.said(o)}, view.Paragraph{Body: dangerLink(o)}}}
		if o.Asked != "" {
			item.Tag = &view.Tag{Text: p.set.Word("receipt.asked_tag"), Colour: view.Yellow}
			item.Note = view.Parts{view.Text(p.set.Word("receipt.asked", "what", text.Within(o.Asked))), p.answerAt(o)}
		}
		rows.Items = append(rows.Items, item)
	}
	return web.Page(view.Page{Title: p.set.Word("receipt.yours"), Section: "/refer", Body: view.Parts{
		view.Para(p.set.Word("receipt.list")), view.H2(p.set.Word("receipt.newest")), rows,
		view.LinkButton{Text: p.set.Word("receipt.refer"), Href: "/refer"}}}), nil
}

// receipt is GET /refer/sent/{reference}.
func (p pages) receipt(r *web.Request) (web.Reply, error) {
	reference, err := id.ParseReference(r.Path("reference"))
	if err != nil {
		return web.Reply{}, gate.NoSuchRecord()
	}
	var service catalogue.Service
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (referral.Receipt, error) {
		found, err := referral.ByReference(ctx, v, reference)
		if err != nil {
			return referral.Receipt{}, err
		}
		var ok bool
		if service, ok = p.set.Service(found.Service); !ok {
			return referral.Receipt{}, gate.NoSuchRecord()
		}
		return casework.ReferrerView(ctx, v, service, found.ID)
	})
	if err != nil {
		return web.Reply{}, err
	}
	body := view.Parts{
		view.Panel{Title: p.set.Word("receipt.have"), Body: view.Lines{view.Text(p.set.Word("receipt.is")), view.Strong(string(got.Reference))}},
		view.Paragraph{Body: view.Parts{view.Strong(p.set.Word("receipt.read_out")), view.Text(got.Reference.ReadOut() + ".")}},
		view.Para(p.set.Word("receipt.write_down")),
		view.H2(p.set.Word("receipt.news")), view.List{Items: p.said(got)},
	}
	if got.Asked != "" {
		to := p.answerAt(got)
		body = append(body, view.InsetText{Body: view.Text(p.set.Word("receipt.asked", "what", text.Within(got.Asked)))}, view.LinkButton{Text: to.Text, Href: to.Href})
	}
	body = append(body, p.handOverLinks(r, got, service), view.Para(p.set.Word("receipt.danger")), view.Paragraph{Body: dangerLink(got)}, view.List{Items: []view.Part{
		view.Link{Text: p.set.Word("receipt.another"), Href: "/refer"}, view.Link{Text: p.set.Word("receipt.yours"), Href: "/refer/sent"}}})
	return web.Page(view.Page{Title: p.set.Word("receipt.have"), Section: "/refer", Headless: true, Body: body}), nil
}

// receiptAt is the address of a referral's receipt.
func receiptAt(r id.Reference) string { return "/refer/sent/" + string(r) }

// dangerLink leads whoever referred to the alarm, which they may raise as anyone may who knows of the referral.
func dangerLink(got referral.Receipt) view.Part {
	return view.ActNow(section+"/"+string(got.Reference)+"/act-now", string(got.Reference))
}

// said says what a referrer may know, in the catalogue's words.
func (p pages) said(got referral.Receipt) []view.Part {
	var items []view.Part
	for _, news := range got.News {
		items = append(items, view.Text(p.set.Word("referrer."+news, "day", got.ReceivedAt.Date().Plain(), "count", number(got.Sessions))))
	}
	if got.TurnedAway != "" {
		items = append(items, view.Text(p.set.Word("receipt.not_taken", "why", p.set.Word("sender.why."+string(got.TurnedAway)))))
	}
	return items
}
