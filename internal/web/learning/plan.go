package learning

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/learning"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// planPage is the form by which training or a session is put on record. Somebody of several services says
// which with the kind: a service and what it gives are one choice.
func (p pages) planPage(r *web.Request, a view.Answers) (view.Page, error) {
	may, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]catalogue.Service, error) {
		if err := v.Authorize(ctx, learning.ActPlan, gate.On{}); err != nil {
			return nil, err
		}
		return learning.ServicesOf(v.Actor(), learning.ActPlan, p.set.Services()), nil
	})
	if err != nil {
		return view.Page{}, err
	}
	page := view.Page{Title: "Add training or a session", Section: section, Back: &view.Back{Href: section, Text: "Training and awareness"}}
	var kinds []view.Choice
	for _, s := range may {
		for _, l := range s.Learning {
			kinds = append(kinds, view.Choice{Value: s.Key + "/" + l.Kind, Label: l.Name, Hint: s.Name})
		}
	}
	if len(kinds) == 0 {
		page.Body = view.Para("Your service gives no training.")
		return page, nil
	}
	audiences, _ := p.set.List("audiences")
	page.Body = view.Form{Action: section + "/new", Key: r.Key(), Submit: view.Button{Text: "Save"}, Beside: view.Link{Text: "Cancel", Href: section},
		Body: view.Parts{
			view.Radios{Name: "kind", Legend: "What is it?", LegendSize: "s", Items: kinds}.From(a),
			view.DateInput{Name: "on", Legend: "Which day?", LegendSize: "s", Hint: "A day to come, or one gone by."}.From(a),
			view.Select{Name: "audience", Label: "Who is it for?", Items: choices(audiences)}.From(a),
			view.Select{Name: "district", Label: "Where?", Items: p.districts(may)}.From(a),
			view.Select{Name: "source", Label: "Does somebody come who refers to you?", Items: sources(may),
				Hint: "Then the page shows whether they referred more people afterwards."}.From(a),
		}}
	return page, nil
}

// everywhere stands in the form for no district in particular, and for nobody in particular who refers.
const everywhere = "-"

// districts offers the districts of some services.
func (p pages) districts(services []catalogue.Service) []view.Choice {
	items := []view.Choice{{Value: everywhere, Label: "More than one district"}}
	var seen []string
	for _, s := range services {
		for _, code := range s.Areas {
			if !slices.Contains(seen, code) {
				seen = append(seen, code)
				items = append(items, view.Choice{Value: code, Label: p.district(code)})
			}
		}
	}
	return items
}

// sources offers those who refer to some services.
func sources(services []catalogue.Service) []view.Choice {
	items := []view.Choice{{Value: everywhere, Label: "Nobody in particular"}}
	var seen []string
	for _, s := range services {
		for _, from := range s.Sources {
			if from.Key != catalogue.SourceSelf && !slices.Contains(seen, from.Key) {
				seen = append(seen, from.Key)
				items = append(items, view.Choice{Value: from.Key, Label: from.Name})
			}
		}
	}
	return items
}

// plan is POST /learning/new.
func (p pages) plan(r *web.Request) (web.Reply, error) {
	f := r.Form()
	service, kind := cut(f.Text("kind"))
	s, _ := p.set.Service(service)
	audiences, _ := p.set.List("audiences")
	cmd := learning.Plan{Service: s, Audiences: audiences, Kind: kind, Audience: f.Text("audience"), District: unless(f.Text("district"), everywhere),
		Source: unless(f.Text("source"), everywhere), On: f.Date("on")}
	if kind == "" {
		f.Fault("kind", "Choose what it is")
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(p.planPage, err)
	}
	event, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run)
	if err != nil {
		return r.FormAgain(p.planPage, err)
	}
	if cmd.On <= r.Now().Date() {
		return web.SeeOther(at(event) + "/came").Saying("It is on record. Now say who came."), nil
	}
	return web.SeeOther(at(event)).Saying("It is planned."), nil
}

// unless gives what was typed, or nothing for the word that stands for nothing.
func unless(typed, nothing string) string {
	if typed == nothing {
		return ""
	}
	return typed
}
