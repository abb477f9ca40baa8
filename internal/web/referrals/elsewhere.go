package referrals

import (
	"net/http"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// elsewhere is where a form leads when the service that is asked for takes nobody by it. Those who ask for themselves
// are asked where they live before anything else.
func (w way) elsewhere() string {
	if w.door == catalogue.DoorSelf {
		return helpPath
	}
	return w.path + "/elsewhere"
}

// elsewhereRoutes give the page that names who can help instead, for a form by which some services take nobody.
func (w way) elsewhereRoutes() web.Routes {
	act := referral.ByDoor(w.door)
	return web.Routes{
		{Method: http.MethodGet, Pattern: w.elsewhere(), Action: act, Handler: web.Show(w.elsewherePage)},
		{Method: http.MethodPost, Pattern: w.elsewhere(), Action: act, Handler: w.pointOn},
	}
}

// shut gives the services that take nobody by this form, other than those that do.
func (w way) shut(taking []catalogue.Service) []catalogue.Service {
	return slices.DeleteFunc(w.set.Services(), func(s catalogue.Service) bool {
		_, shut := s.Refusal(w.door)
		return !shut || slices.ContainsFunc(taking, func(t catalogue.Service) bool { return t.Key == s.Key })
	})
}

// elsewherePage asks which service was asked for, by whom and where the person lives: no name, since nothing is kept
// of anybody.
func (w way) elsewherePage(r *web.Request, a view.Answers) (view.Page, error) {
	say := w.set.Word
	var which []view.Choice
	for _, s := range w.shut(nil) {
		which = append(which, view.Choice{Value: s.Key, Label: s.Name, Hint: s.About})
	}
	page := view.Page{Title: say("refer.elsewhere.title"), Section: "/refer", Back: &view.Back{Text: w.title, Href: w.path}}
	if len(which) == 0 {
		page.Body = view.Para(say("refer.elsewhere.every"))
		return page, nil
	}
	service := view.Radios{Name: "service", Legend: say("refer.elsewhere.service"), LegendSize: "s", Items: which}
	if len(which) == 1 {
		service.Value = which[0].Value
	}
	list, _ := w.set.List("sources")
	page.Body = view.Parts{
		view.Para(say("refer.elsewhere.why")),
		view.Form{Action: w.elsewhere(), Key: r.Key(), Submit: view.Button{Text: say("refer.elsewhere.title")}, Body: view.Parts{
			service.From(a),
			view.Select{Name: "source", Label: say("refer.elsewhere.source"), LabelSize: "s", Items: codes(list)}.From(a),
			view.TextInput{Name: "postcode", Label: say("refer.elsewhere.postcode"), Hint: say("refer.elsewhere.postcode_hint"), Width: 10}.From(a),
		}}}
	return page, nil
}

// pointOn counts that somebody asked, and says kindly who can help where the person lives.
func (w way) pointOn(r *web.Request) (web.Reply, error) {
	f := r.Form()
	service, ok := w.set.Service(f.Text("service"))
	if !ok {
		f.Fault("service", w.set.Word("refer.fault.asked_for"))
	}
	district, known := w.set.District(f.Text("postcode"))
	if f.Has("postcode") && !known {
		f.Fault("postcode", w.set.Word("help.fault.area"))
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(w.elsewherePage, err)
	}
	refusal, err := w.refuse(r, service, f.Text("source"), district.Code)
	if err != nil {
		return r.FormAgain(w.elsewherePage, err)
	}
	list := view.Rows{Items: []view.Row{refused(service, refusal, district.Code)}}
	return web.Page(view.Page{Title: w.set.Word("help.elsewhere"), Section: "/refer", Back: &view.Back{Text: w.title, Href: w.path},
		Body: view.Parts{list, view.Para(w.set.Word("refer.elsewhere.counted"))}}), nil
}

// refuse counts that somebody asked a service that takes nobody this way.
func (w way) refuse(r *web.Request, s catalogue.Service, source, district string) (catalogue.Refusal, error) {
	note := referral.NoteDemand{Service: s, Catalogue: w.set, Door: w.door, Source: source, District: district}
	return gate.Write(r.Context(), r.Gate(), r.IdempotencyKey()+" "+s.Key, note.Run)
}

// refused says kindly where to turn instead of a service, in one district or in general.
func refused(s catalogue.Service, refusal catalogue.Refusal, district string) view.Row {
	return view.Row{Title: s.Name, Body: view.Parts{view.Text(refusal.Say), view.Strong(refusal.ContactIn(district))}}
}
