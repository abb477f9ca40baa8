package cases

import (
	"context"
	"slices"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// risk is GET /cases/{reference}/risk: the latest result, explained, with the ones before it.
func (p pages) risk(r *web.Request) (web.Reply, error) {
	page, err := p.riskPage(r, view.Answers{})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(page), nil
}

// riskPage draws the tab, with an own judgement as it was typed.
func (p pages) riskPage(r *web.Request, a view.Answers) (view.Page, error) {
	c, err := p.whole(r)
	if err != nil {
		return view.Page{}, err
	}
	if c.Again != "" {
		return c.tabPage(r, "Risk", "risk", nil, c.notShown(r), nil), nil
	}
	in, ok := c.matrix()
	form := r.Query("form")
	if form == "" {
		form = r.Form().Text("instrument") // of an own judgement that was sent
	}
	if form != "" {
		if in, err = c.instrument(form); err != nil {
			return view.Page{}, err
		}
	}
	if !ok {
		return c.tabPage(r, "Risk", "risk", nil, view.Para("This service asks no such questions."), nil), nil
	}
	res, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (result, error) {
		res, err := readResult(ctx, v, c, in)
		if err == nil && res.kept.ID != "" {
			res.known, err = assessment.KnownOf(ctx, v, c.Case.Folder, res.kept.ID)
		}
		return res, err
	})
	if err != nil {
		return view.Page{}, err
	}
	ask := c.askButton(r, in, res.kept.ID == "")
	if res.kept.ID == "" {
		return c.tabPage(r, "Risk", "risk", nil, view.Parts{view.Para("Nobody has asked the questions yet."), ask, res.elsewherePart(r, c), res.judgements(c), c.otherForms(r, in)}, nil), nil
	}
	page := c.tabPage(r, "Risk", "risk", nil, view.Parts{res.body(r, c, a), res.origins(c), res.elsewherePart(r, c), res.judgements(c), ask, c.otherForms(r, in)}, res.aside())
	page.Heading, page.Caption, page.Lead = res.heading(), in.Name+", "+res.kept.On.Heading(), res.lead()
	return page, nil
}

func (c kase) askButton(r *web.Request, in catalogue.Instrument, first bool) view.Part {
	if !c.works(r) || !r.Could(assessment.ActAssess) {
		return nil
	}
	if first {
		return view.LinkButton{Text: "Ask the questions", Href: c.at("assess", in.Key)}
	}
	return view.LinkButton{Text: "Ask the questions again", Href: c.at("assess", in.Key)}
}

// otherForms are the other sets of questions that the service asks or may ask: a new file in the catalogue
// appears here by itself.
func (c kase) otherForms(r *web.Request, shown catalogue.Instrument) view.Part {
	list := view.List{Small: true}
	for _, in := range c.set.Instruments() {
		if in.Key == shown.Key || in.Scale != nil || in.Kind == catalogue.KindJudgement || !in.OfferedIn(c.service) {
			continue
		}
		links := view.Joined{view.Link{Text: in.Name, Href: c.at("risk") + "?form=" + in.Key, Unseen: ": the answers"}}
		if c.works(r) && r.Could(assessment.ActAssess) {
			links = append(links, view.Text(" ("), view.Link{Text: "ask", Href: c.at("assess", in.Key), Unseen: ": " + text.Within(in.Name)}, view.Text(")"))
		}
		list.Items = append(list.Items, links)
	}
	if len(list.Items) == 0 {
		return nil
	}
	return view.Parts{view.H2("Other questions"), list}
}

// agreeAt is where what is judged with the police is judged.
func (c kase) agreeAt() string { return "/agree/" + string(c.Case.Reference) }

func (c kase) asks(instrument string) bool {
	return slices.ContainsFunc(c.service.Stages, func(st catalogue.Stage) bool { return st.Needs(instrument) })
}

// result is one asking worked out again under its own edition, with those before it.
type result struct {
	in      catalogue.Instrument
	kept    assessment.Kept
	said    assessment.Answers
	score   assessment.Score
	same    bool // the edition it was asked under is the one in force: the answers can be explained
	before  assessment.Kept
	was     assessment.Answers // answers of the one before, when it was asked under the same edition
	history []assessment.Kept  // latest first, of this instrument

	elsewhere []assessment.Received // what other bodies made, newest first
	known     []assessment.Known    // what was known from them when this was asked
	judged    []judged              // together with the police
}

func readResult(ctx context.Context, v *gate.View, c kase, in catalogue.Instrument) (result, error) {
	all, err := assessment.History(ctx, v, c.Case.Folder)
	if err != nil {
		return result{}, err
	}
	res := result{in: in}
	if res.elsewhere, err = assessment.ReceivedIn(ctx, v, c.Case.Folder); err != nil {
		return result{}, err
	}
	if res.judged, err = c.judgedIn(ctx, v); err != nil {
		return result{}, err
	}
	for _, k := range all {
		if k.Instrument == in.Key {
			res.history = append(res.history, k)
		}
	}
	if len(res.history) == 0 {
		return res, nil
	}
	res.kept = res.history[0]
	res.same = res.kept.Version == in.Version
	if res.said, err = answersOf(ctx, v, c, res.kept.ID); err != nil {
		return result{}, err
	}
	res.score = assessment.Work(in, res.said, res.said.Facts())
	if len(res.history) > 1 {
		res.before = res.history[1]
		if res.before.Version == in.Version {
			res.was, err = answersOf(ctx, v, c, res.before.ID)
		}
	}
	return res, err
}

func answersOf(ctx context.Context, v *gate.View, c kase, a id.Assessment) (assessment.Answers, error) {
	return assessment.AnswersOf(ctx, v, c.Case.Folder, a)
}

// override is POST /cases/{reference}/override: a person's own judgement beside the score.
func (p pages) override(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	in, err := c.instrument(f.Text("instrument"))
	if err != nil {
		return web.Reply{}, err
	}
	cmd := casework.Override{Case: c.Case.ID, Service: c.service, Override: assessment.Override{
		Assessment: id.Assessment(f.Text("assessment")), Version: f.Int("seen"), Instrument: in, Band: f.Text("band"), Reason: f.Text("reason")}}
	if _, err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.riskPage, err)
	}
	return web.SeeOther(c.at("risk")).Saying("Your judgement is kept beside the score."), nil
}
