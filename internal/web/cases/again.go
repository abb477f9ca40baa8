package cases

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// again is where scores are given a second time. Its pages lead to no case and name nobody: who scores again is
// to see neither the first score nor who gave it.
const again = "/again"

// againRoutes are the pages of scoring again, and the supervisor's of what came of it.
func (p pages) againRoutes(get, post string) web.Routes {
	return web.Routes{
		{Method: get, Pattern: again, Action: assessment.ActToScore, Handler: p.againList},
		{Method: get, Pattern: again + "/agreement", Action: assessment.ActAgreement, Handler: p.agreement},
		{Method: get, Pattern: again + "/{first}", Action: assessment.ActAgain, Handler: web.Show(p.againPage)},
		{Method: post, Pattern: again + "/{first}", Action: assessment.ActAgain, Handler: p.scoreAgain},
		{Method: post, Pattern: again + "/{first}/take", Action: assessment.ActAgain, Handler: p.takeAgain},
		{Method: post, Pattern: again + "/{first}/give-back", Action: assessment.ActAgain, Handler: p.giveBack},
	}
}

// againList is GET /again: what waits for the reader.
func (p pages) againList(r *web.Request) (web.Reply, error) {
	list, err := gate.Read(r.Context(), r.Gate(), casework.ToScoreAgain)
	if err != nil {
		return web.Reply{}, err
	}
	rows := view.Rows{Ordered: true, Empty: "Nothing waits for you."}
	for _, row := range list {
		in, _ := p.set.Instrument(row.Instrument)
		s, _ := p.set.Service(row.Service)
		shown := view.Row{When: row.FirstOn.Short(), WhenNote: "scored first", Title: in.Name, Note: view.Text(s.Name)}
		if row.Taken {
			shown.Do = view.RowLinks{Items: []view.Part{
				view.Link{Text: "Go on", Href: again + "/" + string(row.First), Unseen: " with the one of " + row.FirstOn.Short()},
				view.ButtonForm{Action: again + "/" + string(row.First) + "/give-back", Key: r.Key(),
					Button: view.Button{Text: "Give it back", Unseen: ": the one of " + row.FirstOn.Short(), Kind: view.AsLink}}}}
		} else {
			shown.Do = view.ButtonForm{Action: again + "/" + string(row.First) + "/take", Key: r.Key(),
				Button: view.Button{Text: "Score it again", Unseen: ": the one of " + row.FirstOn.Short(), Kind: view.Secondary}}
		}
		rows.Items = append(rows.Items, shown)
	}
	body := view.Parts{view.H2("Waiting for you"), rows}
	if len(list) > 99 {
		body = append(body, view.Small("These are the first hundred."))
	}
	var lead view.Part
	if r.Could(assessment.ActAgreement) {
		lead = view.Paragraph{Body: view.Link{Text: "How far people agree", Href: again + "/agreement"}}
	}
	return web.Page(view.Page{Title: "Score again", Section: "/my-day", Lead: "Some cases are scored by two people, so that the score doesn't depend on who gives it. The program chooses which.",
		Body: view.Parts{body, lead}, Aside: view.Parts{view.H2("What you see"), view.Small("You see what was known when the case was scored first. You don't see the score, or who gave it. Please don't look for the case before you are done."),
			view.Small("Cases you have opened since are not on this list. What you take is yours for some days, and then a colleague can take it. You can give it back.")}}), nil
}

// notShown says why somebody who has taken a case to score again is not shown its score, and how she comes to it.
func (c kase) notShown(r *web.Request) view.Part {
	at := again + "/" + string(c.Again)
	return view.Parts{
		view.Para("You have taken this case to score again. So that your score is your own, the first one is not shown to you until you have scored, or have given it back."),
		view.LinkButton{Text: "Score it again", Href: at},
		view.ButtonForm{Action: at + "/give-back", Key: r.Key(), Hidden: []view.Hidden{{Name: "case", Value: string(c.Case.Reference)}},
			Button: view.Button{Text: "Give it back and see the risk", Kind: view.Secondary}},
	}
}

// giveBack is POST /again/{first}/give-back: colleagues see it at once. From a case it leads back to its risk.
func (p pages) giveBack(r *web.Request) (web.Reply, error) {
	if _, err := do(r, assessment.GiveBack{First: id.Assessment(r.Path("first"))}.Run); err != nil {
		return web.Reply{}, err
	}
	if reference, err := id.ParseReference(r.Form().Text("case")); err == nil {
		return web.SeeOther(section + "/" + string(reference) + "/risk").Saying("You gave it back. A colleague scores it."), nil
	}
	return web.SeeOther(again).Saying("You gave it back. A colleague scores it."), nil
}

// takeAgain is POST /again/{first}/take.
func (p pages) takeAgain(r *web.Request) (web.Reply, error) {
	first := id.Assessment(r.Path("first"))
	if _, err := do(r, assessment.TakeAgain{First: first}.Run); err != nil {
		if errs.KindOf(err) == errs.Stale {
			return web.SeeOther(again).Saying("A colleague has taken that one. Take another."), nil
		}
		return web.Reply{}, err
	}
	return web.SeeOther(again + "/" + string(first)), nil
}

// blind reads what is to be scored again, and by which questions.
func (p pages) blind(r *web.Request) (casework.Blind, catalogue.Instrument, error) {
	b, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (casework.Blind, error) {
		return casework.BlindFor(ctx, v, id.Assessment(r.Path("first")))
	})
	in, ok := p.set.Instrument(b.Instrument)
	if err == nil && !ok {
		err = errs.New(errs.NotFound, "these questions are not asked any more")
	}
	return b, in, err
}

// againPage is the questions beside what was known.
func (p pages) againPage(r *web.Request, a view.Answers) (view.Page, error) {
	b, in, err := p.blind(r)
	if err != nil {
		return view.Page{}, err
	}
	s, _ := p.set.Service(b.Service)
	known := view.Parts{view.H2("What was known on " + b.FirstAt.Date().Plain())}
	if why := b.Why.Text(); why != "" {
		known = append(known, view.Para("As it was passed on: "+why))
	}
	const own = "In the person's own words"
	heard := own
	if b.Story.PoliceWrote() {
		heard = "As the police wrote"
	}
	for _, w := range []view.Words{{Said: b.Story.Words.Text(), Heard: heard}, {Said: b.Story.Wants.Text(), Heard: own}} {
		if w.Said != "" {
			known = append(known, w)
		}
	}
	if b.Changed {
		known = append(known, view.Small("What the person told was changed after the first score, so it is left out here."))
	}
	for _, n := range b.Notes {
		known = append(known, view.Small(n.At.Date().Short()+": "+n.Text.Text()))
	}
	body := view.Parts{known, view.H2("Your score")}
	body = append(body, questions(in, nil, nil, a)...)
	if len(in.Escalators) > 0 {
		body = append(body, factQuestions(a, catalogue.Facts{}))
	}
	at := again + "/" + string(b.First)
	return view.Page{Title: "Score again", Caption: s.Name, Section: "/my-day", Back: &view.Back{Href: again, Text: "Back"},
		Lead: "Answer from what is written here. Leave out what it doesn't say. The first score is not shown.",
		Body: view.Form{Action: at, Key: r.Key(), Body: body, Submit: view.Button{Text: "Save the second score"}, Beside: view.Link{Text: "Cancel", Href: again}}}, nil
}

// scoreAgain is POST /again/{first}.
func (p pages) scoreAgain(r *web.Request) (web.Reply, error) {
	b, in, err := p.blind(r)
	if err != nil {
		return web.Reply{}, err
	}
	cmd := assessment.ScoreAgain{First: b.First, Instrument: in, Answers: answersIn(r.Form(), in), Facts: factsOf(r.Form())}
	if err := r.Form().Err(); err != nil {
		return r.FormAgain(p.againPage, err)
	}
	if _, err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.againPage, err)
	}
	return web.SeeOther(again).Saying("Thank you. Both scores are kept; neither changes the other."), nil
}
