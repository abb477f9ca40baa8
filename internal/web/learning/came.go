package learning

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/learning"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// asked is what the form of who came is made of.
type asked struct {
	learning.Opened
	agencies   []agency.Agency
	colleagues []learning.Colleague
}

// camePage is the form by which it is recorded who came. Only training asks of which agencies they were: they
// are due again one day.
func (p pages) camePage(r *web.Request, a view.Answers) (view.Page, error) {
	in, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (in asked, err error) {
		if in.Opened, err = learning.ByID(ctx, v, r.Path("event")); err != nil {
			return in, err
		}
		if in.colleagues, err = learning.Colleagues(ctx, v, in.Service); err != nil {
			return in, err
		}
		in.agencies, err = agency.List(ctx, v)
		return in, err
	})
	if err != nil {
		return view.Page{}, err
	}
	body := view.Parts{view.TextInput{Name: "people", Label: "How many people came?", InputMode: "numeric", Width: 4, Value: number(in.People)}.From(a)}
	if in.Part == catalogue.Training {
		body = append(body, in.whoCame(a))
	}
	return view.Page{Title: "Who came", Caption: p.kind(in.Kind) + ", " + in.On.Plain(), Section: section,
		Back: &view.Back{Href: at(in.ID), Text: "Back"},
		Body: view.Form{Action: at(in.ID) + "/came", Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: strconv.Itoa(in.Version)}},
			Body: body, Submit: view.Button{Text: "Save"}, Beside: view.Link{Text: "Cancel", Href: at(in.ID)}}}, nil
}

// whoCame asks for numbers by agency and for colleagues by name.
func (in asked) whoCame(a view.Answers) view.Part {
	of := map[string]int{}
	var there []string
	for _, c := range in.Came {
		if c.Account != "" {
			there = append(there, colleagueValue(c.Agency, c.Account))
		} else {
			of[string(c.Agency)] = c.People
		}
	}
	body := view.Parts{view.H2("Of which agencies, as far as you know?"), view.Para("They are told when they are due again. Leave empty what you don’t know.")}
	for _, ag := range in.agencies {
		body = append(body, view.TextInput{Name: agencyField(ag.ID), Label: ag.Name, InputMode: "numeric", Width: 3, LabelSize: "s", Value: number(of[string(ag.ID)])}.From(a))
	}
	var items []view.Choice
	for _, c := range in.colleagues {
		items = append(items, view.Choice{Value: colleagueValue(c.Agency, c.Account), Label: c.Name})
	}
	if len(items) > 0 {
		body = append(body, view.Checkboxes{Name: "came", Legend: "Which of your colleagues came?", LegendSize: "s", Items: items, Values: there, Small: true,
			Hint: "Don’t count them again above."}.From(a))
	}
	return body
}

// agencyField names the input of an agency.
func agencyField(a id.Agency) string { return "of-" + string(a) }

func colleagueValue(a id.Agency, account id.Account) string { return string(a) + "/" + string(account) }

// number is empty for none, so that nothing has to be rubbed out.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// came is POST /learning/events/{event}/came.
func (p pages) came(r *web.Request) (web.Reply, error) {
	f := r.Form()
	in, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (in asked, err error) {
		if in.Opened, err = learning.ByID(ctx, v, r.Path("event")); err != nil {
			return in, err
		}
		in.agencies, err = agency.List(ctx, v)
		return in, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	s, _ := p.set.Service(in.Service)
	cmd := learning.RecordAttendance{Event: in.ID, Version: f.Int("version"), Service: s, People: f.Int("people")}
	for _, ag := range in.agencies {
		if n, given := f.MaybeInt(agencyField(ag.ID)); given && n != 0 {
			cmd.Came = append(cmd.Came, learning.Came{Agency: ag.ID, People: n})
		}
	}
	for _, one := range slices.Compact(slices.Sorted(slices.Values(f.All("came")))) {
		of, account := cut(one)
		cmd.Came = append(cmd.Came, learning.Came{Agency: id.Agency(of), Account: id.Account(account), People: 1})
	}
	if err := f.Err(); err != nil {
		return r.FormAgain(p.camePage, err)
	}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return r.FormAgain(p.camePage, err)
	}
	return web.SeeOther(at(cmd.Event)).Saying("Who came is recorded."), nil
}

// cut takes a value of two parts apart.
func cut(value string) (before, after string) {
	before, after, _ = strings.Cut(value, "/")
	return before, after
}
