package referrals

import (
	"context"
	"fmt"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// pair is a record beside the one that may be the same person's.
type pair struct {
	person.Link
	other person.About
	named referral.Named
	known bool // there is anything to show of the other record
}

// compare is GET /referrals/{reference}/compare: each record that may be the same person's beside this
// one. A human decides; nothing is joined by itself.
func (p pages) compare(r *web.Request) (web.Reply, error) {
	s, err := p.find(r, person.ActLink)
	if err != nil {
		return web.Reply{}, err
	}
	var left person.Left
	pairs, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]pair, error) {
		var err error
		if left, err = person.NotCompared(ctx, v, s.Referral.Folder); err != nil {
			return nil, err
		}
		return pairsOf(ctx, v, s.Referral.Folder)
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(comparePage(r, s, pairs, left)), nil
}

// pairsOf reads the other records as far as the reader may see them.
func pairsOf(ctx context.Context, v *gate.View, folder id.Folder) ([]pair, error) {
	links, err := person.Links(ctx, v, folder)
	if err != nil {
		return nil, err
	}
	var others []id.Folder
	for _, l := range links {
		others = append(others, l.Other)
	}
	visible, err := v.Visible(ctx, others, person.ActLink.Policy().Sections)
	if err != nil {
		return nil, err
	}
	named, err := referral.NameFolders(ctx, v, others)
	if err != nil {
		return nil, err
	}
	pairs := make([]pair, len(links))
	for i, l := range links {
		pairs[i] = pair{Link: l, named: named[l.Other], known: visible[l.Other]}
		if !visible[l.Other] {
			continue
		}
		if pairs[i].other, err = person.Load(ctx, v, l.Other); err != nil {
			return nil, err
		}
		if err := v.OpenWhatMay(ctx, pairs[i].other.Identity.Values()...); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

func comparePage(r *web.Request, s subject, pairs []pair, left person.Left) view.Page {
	var body view.Parts
	for i, p := range pairs {
		body = append(body, view.H2(fmt.Sprintf("Record %d of %d", i+1, len(pairs))), beside(s, p), why(p), decision(r, s, p))
	}
	if len(pairs) == 0 {
		body = view.Parts{view.Para("No other record may be the same person’s.")}
	}
	if words := left.Words(); words != "" {
		body = append(body, view.Para(words))
	}
	return view.Page{Title: "Compare records", Caption: s.service.Noun.Named(s.who()) + ", " + string(s.Referral.Reference), Section: section,
		Back: &view.Back{Text: "Back to the referral", Href: s.address()}, Wide: true,
		Body: append(view.Parts{view.Para("Are these the same person? Joined records stay two; each service keeps its own. A decision can be taken back.")}, body...)}
}

// beside sets what is known of both in two columns.
func beside(s subject, p pair) view.Part {
	t := view.Table{Caption: "Side by side", CaptionSize: "s", Pattern: view.Tight, Columns: []view.Column{{Head: "What"}, {Head: "This referral"}, {Head: "The other record"}}}
	line := func(what, here, there string) { t.Rows = append(t.Rows, view.Cells(what, here, there)) }
	if !p.known {
		line("Reference", string(s.Referral.Reference), cantSee)
		line("Name", orNot(true, plainly(s.About.Identity.Name)), cantSee)
		line("Date of birth", orNot(true, born(s.About.Identity.Born)), cantSee)
		return t
	}
	line("Reference", string(s.Referral.Reference), string(p.named.Reference))
	line("Name", orNot(true, plainly(s.About.Identity.Name)), orNot(true, plainly(p.other.Identity.Name)))
	line("Date of birth", orNot(true, born(s.About.Identity.Born)), orNot(true, born(p.other.Identity.Born)))
	return t
}

// why says what speaks for one person and what against.
func why(p pair) view.Part {
	var items []view.Part
	for _, reason := range p.Reasons {
		items = append(items, view.Text(reason.Words))
	}
	likely := "Perhaps the same person."
	if p.Confident {
		likely = "Very likely the same person."
	}
	return view.Parts{view.Paragraph{Body: view.Strong(likely)}, view.List{Bullets: true, Items: items}}
}

// decision is the two buttons, or what was decided and the way back.
func decision(r *web.Request, s subject, p pair) view.Part {
	button := func(what, words string, kind view.ButtonKind) view.Part {
		return view.ButtonForm{Action: s.address("compare"), Key: r.Key(), Button: view.Button{Text: words, Kind: kind},
			Hidden: []view.Hidden{{Name: "link", Value: p.ID}, {Name: "version", Value: number(p.Version)}, {Name: "decision", Value: what}}}
	}
	switch p.State {
	case person.LinkConfirmed:
		return view.Parts{view.Paragraph{Body: view.Tag{Text: "Same person: joined", Colour: view.Green}}, button("undo", "Take it back", view.Secondary)}
	case person.LinkDeclined:
		return view.Parts{view.Paragraph{Body: view.Tag{Text: "Different people", Colour: view.Grey}}, button("undo", "Take it back", view.Secondary)}
	}
	return view.Parts{button("same", "Same person: join", view.Secondary), button("different", "Different people", view.Secondary)}
}

// decideLink is POST /referrals/{reference}/compare.
func (p pages) decideLink(r *web.Request) (web.Reply, error) {
	s, err := p.find(r, person.ActLink)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	link, version := f.Text("link"), f.Int("version")
	said := ""
	switch f.Text("decision") {
	case "same":
		_, err = write(r, person.ConfirmLink{Link: link, Version: version}.Run)
		said = "Joined."
	case "different":
		_, err = write(r, person.DeclineLink{Link: link, Version: version}.Run)
		said = "Recorded: different people."
	case "undo":
		_, err = write(r, person.UndoLink{Link: link, Version: version}.Run)
		said = "Taken back."
	default:
		return web.SeeOther(s.address("compare")), nil
	}
	if err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(s.address("compare")).Saying(said), nil
}
