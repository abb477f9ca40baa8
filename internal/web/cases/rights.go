package cases

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/gate"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// code gives the Victims' Code of the catalogue.
func (c kase) code() catalogue.Entitlements {
	e, _ := c.set.Entitlements(catalogue.VictimsCode)
	return e
}

// due reads what is due to the person.
func (c kase) due(r *web.Request) (entitlement.Page, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (entitlement.Page, error) {
		return entitlement.Load(ctx, v, c.Case.Folder)
	})
}

// rights is GET /cases/{reference}/rights: what is due to the person, from whom, by when; for those
// affected by behaviour that is not a crime, what applies to them instead.
func (p pages) rights(r *web.Request) (web.Reply, error) {
	c, err := p.whole(r)
	if err != nil {
		return web.Reply{}, err
	}
	got, err := c.due(r)
	if err != nil {
		return web.Reply{}, err
	}
	body := view.Parts{c.standingRows(got.Standing)}
	open := slices.ContainsFunc(got.Dues, func(d entitlement.Due) bool { return d.State == entitlement.Open })
	if got.Standing.Crime == entitlement.Yes || open {
		body = append(body, view.H2("Due to "+c.they.them), c.dueRows(r, got.Dues, true), view.H2("Settled"), c.dueRows(r, got.Dues, false))
	} else {
		body = append(body, view.H2("What applies to "+c.they.them), view.List{Bullets: true, Items: texts(c.code().Instead)})
		if len(got.Dues) > 0 {
			body = append(body, view.H2("Settled"), c.dueRows(r, got.Dues, false))
		}
	}
	aside := view.Parts{view.H2("Who owes this"), view.Small("These are duties of the police, the prosecution and the courts, under the " +
		c.code().Name + ". A day that passes is theirs: ask them again, and write down what they say."), c.record(r)}
	return web.Page(c.tabPage(r, "Rights", "rights", nil, body, aside)), nil
}

func texts(words []string) []view.Part {
	parts := make([]view.Part, len(words))
	for i, w := range words {
		parts[i] = view.Text(w)
	}
	return parts
}

var crimeWords = map[entitlement.Crime]string{entitlement.Yes: "Yes", entitlement.No: "No: behaviour that is not a crime", entitlement.NotKnown: "Not known yet"}

func (c kase) standingRows(s entitlement.Standing) view.Part {
	crime := crimeWords[s.Crime]
	if !s.Asked && s.Crime == entitlement.Yes {
		crime = "Yes, by the offence that the referral names. Nobody has confirmed it yet"
	}
	ways := "No: the usual times"
	if len(s.Gateways) > 0 {
		ways = "Yes: " + text.Within(strings.Join(c.gateways(s.Gateways), "; "))
	}
	change := []view.Link{{Text: "Change", Href: c.at("rights", "standing"), Unseen: " whether it was a crime, and the enhanced rights"}}
	list := view.SummaryList{Rows: []view.SummaryRow{{Key: "A victim of a crime", Value: view.Text(crime), Actions: change}}}
	if s.Crime == entitlement.Yes {
		list.Rows = append(list.Rows, view.SummaryRow{Key: "Enhanced rights", Value: view.Text(ways)})
	}
	return list
}

func (c kase) gateways(keys []string) []string {
	words := make([]string, len(keys))
	for i, k := range keys {
		g, _ := c.code().Gateway(k)
		words[i] = g.Label
	}
	return words
}

// dueWords says what is due from whom by when: never as something a worker is late with.
func (c kase) dueWords(d entitlement.Due) string {
	words := "Due to " + c.they.them + " from " + c.code().Provider(d.Provider)
	if d.On.IsZero() {
		return words + ", without needless delay"
	}
	return words + " by " + d.On.Short()
}

func (c kase) dueRows(r *web.Request, dues []entitlement.Due, open bool) view.Part {
	rows := view.Rows{Empty: "Nothing."}
	if open {
		rows.Empty = "Nothing is due now. Write down what happens: an arrest, a charge, a hearing."
	}
	for i, d := range dues {
		if (d.State == entitlement.Open) != open {
			continue
		}
		row := view.Row{Title: c.code().RightName(d.Right)}
		body := view.Parts{view.Para(c.dueWords(d) + ". It happened on " + d.Happened.Short() + ".")}
		if open && c.code().Unchecked(d.Right) {
			body = append(body, view.Small("The number of days is "+text.Within(c.code().Sources["reading"])+" Check it before you hold them to it."))
		}
		for _, k := range d.Chases {
			body = append(body, view.Small(chaseWords(k)))
		}
		if open {
			body = append(body, c.dueActions(r, d, i)...)
		} else {
			row.Tag = dueTag(d)
			body = append(body, view.Small("Settled "+d.Settled.Short()+"."))
			if why := d.Why.Text(); why != "" {
				body = append(body, view.Small("Their reason: "+why))
			}
		}
		row.Body = body
		rows.Items = append(rows.Items, row)
	}
	if open && c.works(r) {
		return view.Parts{rows, view.LinkButton{Text: "Write down what happened", Href: c.at("rights", "happened")}}
	}
	return rows
}

func chaseWords(k entitlement.Asking) string {
	words := "Chased " + k.On.Short()
	if asked := k.Asked.Text(); asked != "" {
		words += ": " + asked
	}
	if answer := k.Answer.Text(); answer != "" {
		words += ". They answered on " + k.AnsweredOn.Short() + ": " + answer
	}
	return words
}

func dueTag(d entitlement.Due) *view.Tag {
	if d.State == entitlement.Given && (d.On.IsZero() || d.Settled <= d.On) {
		return &view.Tag{Text: "Given", Colour: view.Green}
	}
	if d.State == entitlement.Given {
		return &view.Tag{Text: "Given late"}
	}
	return &view.Tag{Text: capital(string(d.State)), Colour: view.Grey}
}

// dueActions chase what is due with one press, keep the answer, and settle it.
func (c kase) dueActions(r *web.Request, d entitlement.Due, i int) view.Parts {
	if !c.works(r) {
		return nil
	}
	which := ", " + number(i+1)
	parts := view.Parts{view.ButtonForm{Action: c.at("rights", "chase"), Key: r.Key(), Hidden: []view.Hidden{{Name: "due", Value: d.ID}},
		Button: view.Button{Text: "Chase: asked again today", Unseen: which, Kind: view.Secondary, Flush: true},
		Beside: view.Link{Text: "Settle", Href: c.at("rights", "settle") + "?due=" + d.ID, Unseen: which}}}
	if k := slices.IndexFunc(d.Chases, func(k entitlement.Asking) bool { return k.AnsweredOn.IsZero() }); k >= 0 {
		parts = append(parts, view.Form{Action: c.at("rights", "answer"), Key: r.Key(), Hidden: []view.Hidden{{Name: "chase", Value: d.Chases[k].ID}},
			Body:   view.TextInput{Name: "answer", ID: "answer-" + number(i+1), Label: "You asked on " + d.Chases[k].On.Short() + ". What did they answer?"},
			Submit: view.Button{Text: "Save the answer", Unseen: which, Kind: view.Secondary}})
	}
	return parts
}

// codeStanding records whether it was a crime, and the gateways to enhanced rights.
var codeStanding = form{path: "rights/standing", from: "rights", action: entitlement.ActWork,
	meanwhile: func(r *web.Request, c kase) (meanwhile, error) {
		got, err := c.due(r)
		s := got.Standing
		return meanwhile{who: c.colleague(s.By) + ", " + s.On.Short(), changes: []change{{name: "A victim of a crime", is: crimeWords[s.Crime]}, {name: "Enhanced rights by", is: strings.Join(c.gateways(s.Gateways), "; ")}}}, err
	},
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		got, err := c.due(r)
		if err != nil {
			return view.Page{}, err
		}
		s, hint, ticked := got.Standing, "", got.Standing.Gateways
		if came := c.code().Suggested(s.Came); !s.Asked && len(came) > 0 {
			hint, ticked = "What came with the referral speaks for what is ticked. You decide.", came
		}
		var items []view.Choice
		for _, k := range entitlement.Crimes {
			items = append(items, view.Choice{Value: string(k), Label: crimeWords[k]})
		}
		return c.page(r, "Rights under the "+c.code().Name, c.form(r, "rights/standing", "Save", view.Parts{
			view.Radios{Name: "crime", Legend: "Is " + c.they.they + " a victim of a crime?", LegendSize: "s", Items: items, Value: string(s.Crime),
				Hint: "It need not have been reported, and nobody need be charged."}.From(a),
			view.Checkboxes{Name: "gateways", Legend: "Do the enhanced rights apply?", LegendSize: "s", Hint: hint, Items: choices(c.code().GatewayCodes()),
				Values: ticked}.From(a),
		}, view.Hidden{Name: "seen", Value: number(s.Version)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, entitlement.SetStanding{Folder: c.Case.Folder, Version: f.Int("seen"), Code: c.code(), Crime: entitlement.Crime(f.Text("crime")),
			Gateways: f.All("gateways")}.Run)
		return done{c.at("rights"), "It is recorded."}, err
	},
}

// happened records what sets off a right.
var happened = form{path: "rights/happened", from: "rights", action: entitlement.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		var items []view.Choice
		for _, right := range c.code().EachRight() {
			items = append(items, view.Choice{Value: right.Key, Label: right.After, Hint: right.Name})
		}
		return c.page(r, "What happened?", c.form(r, "rights/happened", "Save", view.Parts{
			view.Radios{Name: "right", Legend: "What happened?", LegendSize: "s", Items: items}.From(a),
			view.DateInput{Name: "on", Legend: "On which day?", LegendSize: "s"}.On(c.Now.Date()).From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		_, err := do(r, entitlement.Happened{Folder: c.Case.Folder, Code: c.code(), Right: r.Form().Text("right"), On: r.Form().Date("on")}.Run)
		return done{c.at("rights"), "It is due to " + c.they.them + " now."}, err
	},
}

var endWords = map[entitlement.State]string{entitlement.Given: "It was given", entitlement.GoodReason: "They had a good reason not to",
	entitlement.NotWanted: "It is not wanted"}

// settleDue ends what is due.
var settleDue = form{path: "rights/settle", from: "rights", action: entitlement.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		got, err := c.due(r)
		if err != nil {
			return view.Page{}, err
		}
		which := r.Query("due")
		if which == "" {
			which = r.Form().Text("due")
		}
		at := slices.IndexFunc(got.Dues, func(d entitlement.Due) bool { return d.ID == which && d.State == entitlement.Open })
		if at < 0 {
			return view.Page{}, gate.NoSuchRecord()
		}
		d := got.Dues[at]
		var items []view.Choice
		for _, s := range entitlement.Ends {
			items = append(items, view.Choice{Value: string(s), Label: endWords[s]})
		}
		return c.page(r, "Settle what was due", c.form(r, "rights/settle", "Save", view.Parts{
			view.Para(c.code().RightName(d.Right) + ". " + c.dueWords(d) + "."),
			view.Radios{Name: "state", Legend: "What came of it?", LegendSize: "s", Items: items}.From(a),
			view.DateInput{Name: "on", Legend: "On which day?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			view.Textarea{Name: "why", Label: "Their reason, if they had one", Rows: 3}.From(a),
		}, view.Hidden{Name: "due", Value: d.ID}, view.Hidden{Name: "seen", Value: number(d.Version)})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, entitlement.Settle{Folder: c.Case.Folder, Due: f.Text("due"), Version: f.Int("seen"), State: entitlement.State(f.Text("state")),
			On: f.Date("on"), Why: f.Text("why")}.Run)
		return done{c.at("rights"), "It is settled."}, err
	},
}

// chase is POST /cases/{reference}/rights/chase.
func (p pages) chase(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	return c.back(r, "rights", "It is written down that you asked again.", ignore(do(r, entitlement.Chase{Folder: c.Case.Folder, Due: r.Form().Text("due")}.Run)))
}

// chaseAnswered is POST /cases/{reference}/rights/answer.
func (p pages) chaseAnswered(r *web.Request) (web.Reply, error) {
	c, err := p.head(r)
	if err != nil {
		return web.Reply{}, err
	}
	f := r.Form()
	return c.back(r, "rights", "The answer is written down.", ignore(do(r, entitlement.Answer{Folder: c.Case.Folder, Chase: f.Text("chase"), Answer: f.Text("answer")}.Run)))
}

// rightsRoutes are the pages of what is due to the person.
func (p pages) rightsRoutes() web.Routes {
	return append(web.Routes{
		{Method: "GET", Pattern: one + "/rights", Action: entitlement.ActSee, Handler: p.rights},
		{Method: "POST", Pattern: one + "/rights/chase", Action: entitlement.ActWork, Handler: p.chase},
		{Method: "POST", Pattern: one + "/rights/answer", Action: entitlement.ActWork, Handler: p.chaseAnswered},
	}, p.forms(codeStanding, happened, settleDue)...)
}
