package staff

import (
	"context"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// registered is what a supervisor reads of one service's staff.
type registered struct {
	service catalogue.Service
	may     []catalogue.Service
	people  []workforce.Person
	due     []workforce.Due
	today   clock.Date
	me      id.Account
}

// showRegister is GET /staff: what is due for whom, and who there is.
func (p pages) showRegister(r *web.Request) (web.Reply, error) {
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (g registered, err error) {
		if g.service, g.may, err = p.asked(ctx, v, r, workforce.ActRegister); err != nil {
			return g, err
		}
		g.today, g.me = v.Now().Date(), v.Actor().Account()
		if g.people, err = workforce.Register(ctx, v, g.service.Key); err != nil {
			return g, err
		}
		g.due, err = workforce.DueIn(ctx, v, g.service, g.people)
		return g, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(view.Page{Title: "Staff", Section: register, Caption: got.service.Name, Wide: true,
		Lead:  count(len(got.people), "person works", "people work") + " for this service. " + count(len(got.due), "thing is due.", "things are due."),
		Intro: choose(register, got.service, got.may),
		Body:  view.Parts{postsLink(r, got.service.Key), view.H2("Due"), p.dueTable(got), view.H2("Who works here"), p.peopleTable(r, got)}}), nil
}

// dueTable lists what is missing, past or ends soon.
func (p pages) dueTable(g registered) view.Part {
	rows := make([][]view.Part, 0, len(g.due))
	for _, d := range g.due {
		var when view.Part
		switch {
		case d.What == workforce.DueExpense:
			when = view.Text("Since " + d.On.Short())
		case d.On.IsZero():
			when = view.Tag{Text: "Missing", Colour: view.Red}
		case d.On < g.today:
			when = view.Lines{view.Tag{Text: "Past", Colour: view.Red}, view.Text(d.On.Plain())}
		default:
			when = view.Text(d.On.Plain())
		}
		rows = append(rows, []view.Part{view.Text(d.Name), view.Text(p.dueWords(d)), when})
	}
	return view.Table{Caption: "Missing, past, or ends soon", CaptionSize: "s", Pattern: view.Stack, Rows: rows, Empty: "Nothing is due.",
		Columns: []view.Column{{Head: "Who"}, {Head: "What"}, {Head: "When", NoWrap: true}}}
}

func (p pages) dueWords(d workforce.Due) string {
	switch d.What {
	case workforce.DueSupervision:
		return "Supervision"
	case workforce.DueExpense:
		return "Expenses to decide"
	}
	return p.label("staff-checks", d.Kind)
}

// label gives the words of a code of a list.
func (p pages) label(list, code string) string {
	l, _ := p.set.List(list)
	return l.Label(code)
}

// labels gives the words of codes, one after the other.
func (p pages) labels(list string, codes []string) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = p.label(list, c)
	}
	return strings.Join(words, ", ")
}

var engagedWords = map[workforce.Engaged]string{workforce.Paid: "Paid", workforce.Volunteer: "Volunteer", workforce.Student: "Student"}

// peopleTable lists everybody. A record is a link for whoever supervises her: nobody else can open it.
func (p pages) peopleTable(r *web.Request, g registered) view.Part {
	names := map[id.Account]string{}
	for _, w := range g.people {
		names[w.Account] = w.Name
	}
	rows := make([][]view.Part, 0, len(g.people))
	for _, w := range g.people {
		at := whom{g.service, w.Account}
		name := view.Part(view.Text(w.Name))
		if w.ID != "" && (w.Supervisor == g.me || w.Account == g.me) {
			name = view.Link{Text: w.Name, Href: at.at("")}
		}
		role := capital(string(w.Role))
		links := view.RowLinks{}
		var can view.Lines
		if w.ID == "" {
			can = view.Lines{view.Tag{Text: "Not in the register", Colour: view.Yellow}}
			links.Items = []view.Part{view.Link{Text: "Put in", Unseen: " " + w.Name, Href: at.at("/describe")}}
		} else {
			role += ", " + strings.ToLower(engagedWords[w.Engaged])
			can = p.can(w)
			links.Items = []view.Part{view.Link{Text: "Change", Unseen: " what is said of " + w.Name, Href: at.at("/describe")},
				view.Link{Text: "Away", Unseen: ": " + w.Name, Href: at.at("/away")}}
		}
		if workforce.TakesCases(w.Role) {
			links.Items = append(links.Items, view.Link{Text: "Cover today", Unseen: " for " + w.Name, Href: at.at("/cover")},
				view.Link{Text: "Hand over", Unseen: " the cases of " + w.Name, Href: at.at("/handover")})
		}
		if !w.AwayUntil.IsZero() {
			links.Items = append(links.Items, back(r, at, w.Name))
			can = append(view.Lines{view.Tag{Text: "Away until " + w.AwayUntil.Short(), Colour: view.Orange}}, can...)
		}
		rows = append(rows, []view.Part{name, view.Text(role), can, view.Text(names[w.Supervisor]), links})
	}
	return view.Table{Caption: "Everybody with a role in this service", CaptionSize: "s", Pattern: view.Stack, BoldHeads: true, Rows: rows, Empty: "Nobody yet.",
		Columns: []view.Column{{Head: "Name"}, {Head: "Role"}, {Head: "Can"}, {Head: "Supervised by"}, {Head: "Do"}}}
}

// back is the button that ends somebody's days away.
func back(r *web.Request, w whom, name string) view.Part {
	return view.ButtonForm{Action: register + "/" + string(w.account) + "/back", Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: w.service.Key}},
		Button: view.Button{Text: "Back at work", Unseen: ": " + name, Kind: view.Secondary, Flush: true}}
}

// can says what somebody can do, where and when.
func (p pages) can(w workforce.Person) view.Lines {
	var lines view.Lines
	add := func(what, words string) {
		if words != "" {
			lines = append(lines, view.Text(what+": "+words))
		}
	}
	add("Skills", p.labels("staff-skills", w.Skills))
	add("Languages", p.labels("languages", w.Languages))
	add("Areas", p.areas(w.Areas))
	add("When", p.labels("staff-times", w.Times))
	if len(lines) == 0 {
		lines = view.Lines{view.Text("Nothing in particular")}
	}
	return lines
}

func (p pages) areas(codes []string) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		d, _ := p.set.DistrictNamed(c)
		words[i] = d.Name
	}
	return strings.Join(words, ", ")
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
