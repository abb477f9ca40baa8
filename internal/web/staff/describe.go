package staff

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// among gives somebody out of the register, and those who may supervise her.
func (p pages) among(r *web.Request, w whom) (one workforce.Person, supervisors []view.Choice, err error) {
	people, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]workforce.Person, error) {
		return workforce.Register(ctx, v, w.service.Key)
	})
	if err != nil {
		return one, nil, err
	}
	found := false
	for _, one := range people {
		if one.Account != w.account && workforce.MaySupervise(one.Role) {
			supervisors = append(supervisors, view.Choice{Value: string(one.Account), Label: one.Name})
		}
	}
	for i := range people {
		if people[i].Account == w.account {
			one, found = people[i], true
		}
	}
	if !found {
		err = gate.NoSuchRecord()
	}
	return one, supervisors, err
}

// describe says what somebody can do, where and when; the first time it puts her into the register.
var describe = form{path: "describe", title: "What somebody can do", submit: "Save", said: "It is in the register.", action: workforce.ActRegister,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		one, supervisors, err := p.among(r, w)
		if err != nil {
			return nil, 0, err
		}
		areas := make([]view.Choice, 0, len(w.service.Areas))
		for _, code := range w.service.Areas {
			areas = append(areas, view.Choice{Value: code, Label: p.areas([]string{code})})
		}
		parts := view.Parts{
			view.Para(one.Name + ", " + string(one.Role)),
			view.Radios{Name: "engaged", Legend: "On what footing?", LegendSize: "s", Inline: true, Value: string(one.Engaged),
				Items: []view.Choice{{Value: "paid", Label: "Paid post"}, {Value: "volunteer", Label: "Volunteer"}, {Value: "student", Label: "Student"}}}.From(a),
			p.boxes("skills", "Skills", "staff-skills", one.Skills, a), p.boxes("languages", "Languages beside English", "languages", one.Languages, a),
			view.Checkboxes{Name: "areas", Legend: "Areas", Hint: "None ticked: all of the service's.", LegendSize: "s", Items: areas, Values: one.Areas, Small: true}.From(a),
			p.boxes("times", "When they can work", "staff-times", one.Times, a),
			view.Radios{Name: "gender", Legend: "Where somebody asks for a woman or a man (optional)", LegendSize: "s", Inline: true, Value: genderAnswer(one),
				Items: []view.Choice{{Value: "woman", Label: "Woman"}, {Value: "man", Label: "Man"}, {Value: "unsaid", Label: "Not said"}}}.From(a),
		}
		if one.ID == "" {
			parts = append(parts, view.Select{Name: "supervisor", Label: "Who supervises them?", Items: supervisors}.From(a))
		}
		return parts, one.Version, nil
	},
	send: func(p pages, r *web.Request, w whom) error {
		f := r.Form()
		gender := workforce.Gender(f.Text("gender"))
		if gender == "unsaid" {
			gender = workforce.Unsaid
		}
		return do(r, workforce.Describe{Service: w.service, Lists: workforce.ListsOf(p.set), Account: w.account, Version: f.Int("version"),
			Engaged: workforce.Engaged(f.Text("engaged")), Gender: gender, Supervisor: id.Account(f.Text("supervisor")),
			Skills: f.All("skills"), Languages: f.All("languages"), Areas: f.All("areas"), Times: f.All("times")}.Run)
	},
}

func genderAnswer(one workforce.Person) string {
	if one.ID != "" && one.Gender == workforce.Unsaid {
		return "unsaid"
	}
	return string(one.Gender)
}

// boxes are boxes to tick for the codes of a list.
func (p pages) boxes(name, legend, list string, ticked []string, a view.Answers) view.Part {
	return view.Checkboxes{Name: name, Legend: legend, LegendSize: "s", Items: p.codes(list), Values: ticked, Small: true}.From(a)
}

// codes makes the codes of a list into choices.
func (p pages) codes(list string) []view.Choice {
	l, _ := p.set.List(list)
	items := make([]view.Choice, 0, len(l.Codes))
	for _, c := range l.Codes {
		items = append(items, view.Choice{Value: c.Key, Label: c.Label, Hint: c.Help})
	}
	return items
}

// supervisor gives somebody another supervisor.
var supervisor = form{path: "supervisor", title: "Another supervisor", submit: "Change the supervisor", said: "The supervisor is changed.", action: workforce.ActRegister,
	body: func(p pages, r *web.Request, w whom, a view.Answers) (view.Part, int, error) {
		one, supervisors, err := p.among(r, w)
		if err != nil {
			return nil, 0, err
		}
		return view.Parts{view.Para(one.Name + ", " + string(one.Role) + ". The new supervisor can open the record from now on, and the one before no longer."),
			view.Select{Name: "supervisor", Label: "Who supervises them from now on?", Items: supervisors}.From(a)}, 0, nil
	},
	send: func(_ pages, r *web.Request, w whom) error {
		return do(r, workforce.TakeOver{Service: w.service.Key, Account: w.account, Supervisor: id.Account(r.Form().Text("supervisor"))}.Run)
	},
}
