package referrals

import (
	"net/http"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// handOverRoutes are the page on which another agency hands over the assessment it made.
func (p pages) handOverRoutes() web.Routes {
	at := section + "/{reference}/assessment/{instrument}"
	return web.Routes{
		{Method: http.MethodGet, Pattern: at, Action: assessment.ActHandOver, Handler: web.Show(p.handOverPage)},
		{Method: http.MethodPost, Pattern: at, Action: assessment.ActHandOver, Handler: p.handOver},
	}
}

// handsOver finds the referral and the instrument of the address.
func (p pages) handsOver(r *web.Request) (subject, catalogue.Instrument, error) {
	s, err := p.find(r, assessment.ActHandOver)
	if err != nil {
		return subject{}, catalogue.Instrument{}, err
	}
	for _, in := range p.set.TakenOver(s.service) {
		if in.Key == r.Path("instrument") {
			return s, in, nil
		}
	}
	return subject{}, catalogue.Instrument{}, gate.NoSuchRecord()
}

// handOverPage asks what the agency's own assessment came to.
func (p pages) handOverPage(r *web.Request, a view.Answers) (view.Page, error) {
	s, in, err := p.handsOver(r)
	if err != nil {
		return view.Page{}, err
	}
	say := p.set.Word
	var bands []view.Choice
	for _, b := range in.Bands {
		bands = append(bands, view.Choice{Value: b.Key, Label: b.Name})
	}
	fields := view.Parts{
		view.DateInput{Name: "scored_on", Legend: say("refer.score.on"), LegendSize: "s"}.From(a),
		view.TextInput{Name: "their_total", Label: say("refer.score.total", "most", number(in.Max())), LabelSize: "s", Hint: say("refer.score.total_hint"), InputMode: "numeric", Width: 3}.From(a),
		view.Select{Name: "their_band", Label: say("refer.score.band"), LabelSize: "s", Items: bands}.From(a),
		view.H2(say("refer.score.answers")), view.Para(say("refer.score.leave_out")),
	}
	for _, q := range in.Questions {
		field := view.Select{Name: q.Key, Label: q.Text, LabelSize: "s"}
		for _, o := range q.Options {
			field.Items = append(field.Items, view.Choice{Value: o.Key, Label: o.Label})
		}
		fields = append(fields, field.From(a))
	}
	home := s.home(r)
	return view.Page{Title: say("refer.score.title"), Caption: home.caption, Section: home.section, Back: &view.Back{Text: home.back, Href: home.address},
		Lead: say("refer.score.lead", "assessment", in.Name, "days", plural(in.Lasts, "day")),
		Body: view.Form{Action: s.address("assessment", in.Key), Key: r.Key(), Body: fields, Submit: view.Button{Text: say("refer.score.send")},
			Beside: view.Link{Text: say("refer.cancel"), Href: home.address}}}, nil
}

// handOver is POST /referrals/{reference}/assessment/{instrument}.
func (p pages) handOver(r *web.Request) (web.Reply, error) {
	s, in, err := p.handsOver(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	given := assessment.Given{Instrument: in, On: f.Date("scored_on"), Band: f.Text("their_band"), Answers: assessment.Answers{}}
	if n, ok := f.MaybeInt("their_total"); ok {
		given.Total = catalogue.Known(n)
	}
	for _, q := range in.Questions {
		if answer := f.Text(q.Key); answer != "" {
			given.Answers[q.Key] = answer
		}
	}
	if _, err := write(r, assessment.HandOver{Folder: s.Referral.Folder, Given: given}.Run); err != nil {
		return r.FormAgain(p.handOverPage, err)
	}
	return web.SeeOther(s.home(r).address).Saying(p.set.Word("refer.score.thanks")), nil
}

// handOverLinks lead whoever referred to where an assessment is handed over.
func (p pages) handOverLinks(r *web.Request, got referral.Receipt, service catalogue.Service) view.Part {
	if !r.Could(assessment.ActHandOver) {
		return nil
	}
	list := view.List{}
	for _, in := range p.set.TakenOver(service) {
		list.Items = append(list.Items, view.Link{Text: in.Name, Href: section + "/" + string(got.Reference) + "/assessment/" + in.Key})
	}
	if len(list.Items) == 0 {
		return nil
	}
	return view.Parts{view.H2(p.set.Word("receipt.scored")), view.Para(p.set.Word("receipt.hand_over")), list}
}
