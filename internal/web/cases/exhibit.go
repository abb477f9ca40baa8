package cases

import (
	"context"
	"fmt"

	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// exhibit is GET /cases/{reference}/evidence/{exhibit}: one thing, its picture and whose hands it went through.
func (p pages) exhibit(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	it, err := c.exhibitOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	body := view.Parts{}
	if it.HasPicture() {
		body = append(body, view.Picture{Src: c.at("evidence", it.ID, "picture"), Shows: it.Shows.Text()})
	}
	body = append(body, c.exhibitFacts(it), view.H2("Where it went"), c.handRows(it))
	if r.Could(evidence.ActLog) {
		body = append(body, view.LinkButton{Text: "Say where it went", Href: c.at("evidence", it.ID, "hand")})
	}
	if it.HasPicture() && r.Could(evidence.ActTake) {
		body = append(body, view.Details{Summary: "The picture as it came", Body: view.Parts{
			view.Para("It holds what the camera wrote into it: often the place, the time and the device. Take it only to hand it on, and say then where it went."),
			view.Paragraph{Body: view.Link{Text: "Take the picture as it came", Href: c.at("evidence", it.ID, "as-it-came")}}}})
	}
	page := c.page(r, c.exhibitTitle(it), body)
	page.Lead, page.Back = it.Shows.Text(), &view.Back{Text: "Back to the evidence", Href: c.at("evidence")}
	return web.Page(page), nil
}

func (c kase) exhibitFacts(it evidence.Item) view.Part {
	rows := []view.SummaryRow{{Key: "Made by", Value: view.Text(c.list("evidence-makers").Label(it.Maker))}}
	made := "Nobody knows"
	if !it.MadeOn.IsZero() {
		made = full(it.MadeOn)
	}
	rows = append(rows, view.SummaryRow{Key: "Made on", Value: view.Text(made)}, view.SummaryRow{Key: "With us since", Value: view.Text(full(it.GotOn))})
	for _, said := range []struct{ key, words string }{{"From", it.GotFrom.Text()}, {"Kept", it.KeptAt.Text()}} {
		if said.words != "" {
			rows = append(rows, view.SummaryRow{Key: said.key, Value: view.Text(said.words)})
		}
	}
	if it.HasPicture() {
		rows = append(rows, view.SummaryRow{Key: "Fingerprint", Value: view.Text(fmt.Sprintf("SHA-256 %s, of %d bytes", grouped(it.SHA256), it.Size))})
	}
	return view.SummaryList{Rows: append(rows, view.SummaryRow{Key: "Logged by", Value: view.Text(it.By + ", " + full(it.At.Date()))})}
}

// grouped sets a fingerprint so that two people can read it to each other.
func grouped(digest string) string {
	var out []byte
	for i := range len(digest) {
		if i > 0 && i%8 == 0 {
			out = append(out, ' ')
		}
		out = append(out, digest[i])
	}
	return string(out)
}

func (c kase) handRows(it evidence.Item) view.Part {
	rows := view.Rows{Empty: "It has gone nowhere."}
	for _, h := range it.Hands {
		title := c.list("evidence-hands").Label(h.Hand)
		if h.Copied {
			title += ": a copy"
		}
		row := view.Row{When: full(h.On), Title: title, Note: view.Text("Written down by " + h.By)}
		if words := h.Words.Text(); words != "" {
			row.Body = view.Para(words)
		}
		rows.Items = append(rows.Items, row)
	}
	return rows
}

// opened reads the picture of the address by one of the two ways to open it; that it was opened is recorded before anything is shown.
func (p pages) opened(r *web.Request, open func(context.Context, *gate.View, id.Folder, string) (evidence.Picture, error)) (kase, evidence.Picture, error) {
	c, err := p.head(r)
	if err != nil {
		return kase{}, evidence.Picture{}, err
	}
	picture, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (evidence.Picture, error) {
		return open(ctx, v, c.Case.Folder, r.Path("exhibit"))
	})
	return c, picture, err
}

// picture is GET /cases/{reference}/evidence/{exhibit}/picture: drawn anew, without what the camera wrote into it.
func (p pages) picture(r *web.Request) (web.Reply, error) {
	_, kept, err := p.opened(r, evidence.Look)
	if err != nil {
		return web.Reply{}, err
	}
	shown, err := kept.Shown()
	if err != nil {
		return web.Reply{}, err
	}
	return web.Picture("image/jpeg", shown), nil
}

// asItCame is GET /cases/{reference}/evidence/{exhibit}/as-it-came: the untouched file, to hand it on.
func (p pages) asItCame(r *web.Request) (web.Reply, error) {
	c, kept, err := p.opened(r, evidence.Take)
	if err != nil {
		return web.Reply{}, err
	}
	return web.Download(string(c.Case.Reference)+"-evidence"+kept.Ending(), kept.Type, kept.AsItCame()), nil
}

// exhibitOf gives the one of the address.
func (c kase) exhibitOf(r *web.Request) (evidence.Item, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (evidence.Item, error) {
		return evidence.One(ctx, v, c.Case.Folder, r.Path("exhibit"))
	})
}

// handOn says where a thing, or a copy of it, went.
var handOn = form{path: "evidence/{exhibit}/hand", from: "evidence", action: evidence.ActLog,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		it, err := c.exhibitOf(r)
		if err != nil {
			return view.Page{}, err
		}
		page := c.page(r, "Where did it go?", c.form(r, "evidence/"+it.ID+"/hand", "Save", view.Parts{
			view.Select{Name: "hand", Label: "Who has it now?", LabelSize: "s", Items: choices(c.list("evidence-hands"))}.From(a),
			view.Radios{Name: "went", Legend: "The thing itself, or a copy?", Hint: "Leave this empty when it was logged by mistake", LegendSize: "s", Small: true,
				Items: []view.Choice{{Value: string(evidence.Copy), Label: "A copy"}, {Value: string(evidence.Itself), Label: "The thing itself"}}}.From(a),
			view.Textarea{Name: "words", Label: "To whom, and what for?", LabelSize: "s", Hint: "A name, a number, a receipt", Rows: 3}.From(a),
			view.DateInput{Name: "on", Legend: "When?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		}))
		page.Caption = c.exhibitTitle(it)
		page.Back = &view.Back{Text: "Back to it", Href: c.at("evidence", it.ID)}
		return page, nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, evidence.HandOn{Folder: c.Case.Folder, Evidence: r.Path("exhibit"), Hands: c.list("evidence-hands"), Hand: f.Text("hand"),
			Went: evidence.Went(f.Text("went")), Words: f.Text("words"), On: f.Date("on")}.Run)
		return done{c.at("evidence", r.Path("exhibit")), "It is written down."}, err
	},
}
