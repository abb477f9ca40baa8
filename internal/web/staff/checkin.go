package staff

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
	"goldenthread/internal/workforce"
)

// The addresses of what somebody says of her own day, and of what waits for her supervisor.
const (
	checkIn  = "/check-in"
	thanks   = "/thanks"
	checkIns = "/check-ins"
)

// feelings are the answers to how a call was.
var feelings = []view.Choice{
	{Value: string(workforce.Fine), Label: view.FeelingFine},
	{Value: string(workforce.Hard), Label: view.FeelingHard, Hint: "Your supervisor sees it and speaks with you."},
	{Value: string(workforce.Talk), Label: view.FeelingTalk, Hint: "Your supervisor sees it first of all. If it can’t wait, ring them too."},
}

// feelingTag is an answer as it stands in a list.
func feelingTag(f workforce.Feeling) *view.Tag {
	switch f {
	case workforce.Talk:
		return &view.Tag{Text: "Would like to talk", Colour: view.Red} // short: a tag does not break
	case workforce.Hard:
		return &view.Tag{Text: view.FeelingHard, Colour: view.Yellow}
	}
	return &view.Tag{Text: view.FeelingFine, Colour: view.Green}
}

// own makes a page on which somebody writes something of her own day, with what she wrote before.
func (p pages) own(r *web.Request, title, address string, body view.Part, submit string, before func(workforce.Record, unsays) view.Part) (view.Page, error) {
	var s catalogue.Service
	var may []catalogue.Service
	rec, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (rec workforce.Record, err error) {
		if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
			return rec, err
		}
		if s, may, err = p.asked(ctx, v, r, workforce.ActCheckIn); err != nil {
			return rec, err
		}
		return workforce.LoadRecord(ctx, v, s.Key, v.Actor().Account())
	})
	page := view.Page{Title: title, Section: workLog, Caption: s.Name, Back: &view.Back{Text: "My day", Href: "/my-day"}, Intro: choose(address, s, may)}
	if errs.KindOf(err) == errs.NotFound && s.Key != "" {
		page.Body = view.Para("You are not in the register of this service yet. Ask your supervisor to put you in: then this has a place that only the two of you can see.")
		return page, nil
	}
	if err != nil {
		return view.Page{}, err
	}
	page.Lead = "Only you and your supervisor can read this. It is in no return and no list of others."
	page.Body = view.Parts{view.Form{Action: address, Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: s.Key}}, Body: body,
		Submit: view.Button{Text: submit}, Beside: view.Link{Text: "Cancel", Href: "/my-day"}}, before(rec, unsays{r, s.Key, address})}
	return page, nil
}

// checkInPage is GET /check-in: how a call was, and what came of the last ones.
func (p pages) checkInPage(r *web.Request, a view.Answers) (view.Page, error) {
	return p.own(r, "How was that call?", checkIn, view.Parts{
		view.Radios{Name: "answer", Legend: "How was it for you?", LegendSize: "s", Items: feelings}.From(a),
		view.Textarea{Name: "words", Label: "Anything you want to add? (optional)", LabelSize: "s", Rows: 3, Hint: "A few words. You need not say whose call it was."}.From(a),
	}, "Send", checkInsPart)
}

// doCheckIn is POST /check-in, also from the foot of My day.
func (p pages) doCheckIn(r *web.Request) (web.Reply, error) {
	f := r.Form()
	cmd := workforce.CheckIn{Service: f.Text("service"), Answer: workforce.Feeling(f.Text("answer")), Words: f.Text("words")}
	if err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.checkInPage, err)
	}
	said := "Your supervisor sees this and speaks with you. Nobody else sees it."
	if cmd.Answer == workforce.Fine {
		said = "Good. It is kept for you and your supervisor."
	}
	return web.SeeOther("/my-day").Saying(said), nil
}

// thanksPage is GET /thanks: how somebody was thanked, and the thanks before.
func (p pages) thanksPage(r *web.Request, a view.Answers) (view.Page, error) {
	return p.own(r, "Somebody thanked you", thanks,
		view.Textarea{Name: "words", Label: "What did they say or do?", LabelSize: "s", Rows: 3, Hint: "A card, a call, a sentence: theirs or yours. Name nobody."}.From(a), "Save", thanksPart)
}

// doThanks is POST /thanks.
func (p pages) doThanks(r *web.Request) (web.Reply, error) {
	f := r.Form()
	cmd := workforce.NoteThanks{Service: f.Text("service"), Words: f.Text("words")}
	if err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.thanksPage, err)
	}
	return web.SeeOther(at(thanks, cmd.Service)).Saying("It is written down, and is among the good news at your next supervision."), nil
}

// unsays makes the buttons with which somebody takes back what she wrote of her own day, and where that leads; of the zero value
// there are none.
type unsays struct {
	r                *web.Request
	service, address string
}

func (u unsays) button(said workforce.Told) view.Part {
	if u.r == nil {
		return nil
	}
	return view.ButtonForm{Action: checkIn + "/back", Key: u.r.Key(), Hidden: []view.Hidden{{Name: "service", Value: u.service}, {Name: "said", Value: said.ID}, {Name: "of", Value: u.address}},
		Button: view.Button{Text: "Take it back", Unseen: ", of " + said.On.Short(), Kind: view.AsLink}}
}

// unsay is POST /check-in/back: what somebody wrote of her own day is taken back.
func (p pages) unsay(r *web.Request) (web.Reply, error) {
	f := r.Form()
	if err := do(r, workforce.Unsay{Service: f.Text("service"), Said: f.Text("said")}.Run); err != nil {
		return web.Reply{}, err
	}
	to := checkIn
	if f.Text("of") == thanks {
		to = thanks
	}
	return web.SeeOther(at(to, f.Text("service"))).Saying("It is taken back. Its words are gone."), nil
}

// checkInsPart lists how calls were for somebody, and what came of it.
func checkInsPart(rec workforce.Record, back unsays) view.Part {
	rows := view.Rows{Empty: "Nothing is said yet."}
	for _, c := range rec.CheckIns {
		row := view.Row{When: c.On.Short(), Tag: feelingTag(c.Answer), Body: view.Text(c.Words.Text())}
		if !c.Spoken.IsZero() {
			row.Note = view.Text(c.By + " spoke with you on " + c.Spoken.Plain() + ".")
			if !rec.Mine {
				row.Note = view.Text(c.By + " spoke with them on " + c.Spoken.Plain() + ".")
			}
		} else {
			if c.Answer != workforce.Fine {
				row.Note = view.Text("Waits for an answer.")
			}
			row.Do = back.button(c)
		}
		rows.Items = append(rows.Items, row)
	}
	return view.Parts{view.H2("How calls were"), rows}
}

// thanksPart lists the thanks somebody was given.
func thanksPart(rec workforce.Record, back unsays) view.Part {
	rows := view.Rows{Empty: "No thanks are written down yet."}
	for _, t := range rec.Thanks {
		rows.Items = append(rows.Items, view.Row{When: t.On.Short(), Body: view.Text(t.Words.Text()), Do: back.button(t)})
	}
	return view.Parts{view.H2("Thanks received"), rows}
}

// told is what a supervisor reads of her people.
type told struct{ waiting, thanks []workforce.Told }

// toldOf reads what waits for the reader and the thanks of her people, in the service that is asked for or in all she answers for.
func (p pages) toldOf(r *web.Request) (told, error) {
	return gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (t told, err error) {
		asked := r.Query("service")
		if asked == "" {
			asked = r.Form().Text("service")
		}
		var services []string
		for _, s := range p.set.Services() {
			if v.Actor().HoldsAny(s.Key, workforce.ActRegister.Policy().Roles...) && (asked == "" || asked == s.Key) {
				services = append(services, s.Key)
			}
		}
		if len(services) == 0 {
			return t, gate.NoSuchRecord()
		}
		if t.waiting, err = workforce.CheckInsWaiting(ctx, v, services...); err != nil {
			return t, err
		}
		t.thanks, err = workforce.ThanksOfTeam(ctx, v, services...)
		return t, err
	})
}

// showCheckIns is GET /check-ins: whose call was hard and who would like to talk, and whom people thanked.
func (p pages) showCheckIns(r *web.Request) (web.Reply, error) {
	got, err := p.toldOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	waiting, thanked := view.Rows{Ordered: true, Empty: "Nobody waits for you."}, view.Rows{Empty: "No thanks are written down in these days."}
	for _, c := range got.waiting {
		waiting.Items = append(waiting.Items, view.Row{When: c.On.Short(), Tag: feelingTag(c.Answer), Title: c.Name, Body: view.Text(c.Words.Text()), Note: view.Text(p.named(c.Service)),
			Do: view.LinkButton{Text: "I have spoken with them", Unseen: ": " + c.Name + ", " + c.On.Short(), Href: at(checkIns+"/"+c.ID, c.Service), Kind: view.Secondary}})
	}
	for _, t := range got.thanks {
		thanked.Items = append(thanked.Items, view.Row{When: t.On.Short(), Title: t.Name, Body: view.Text(t.Words.Text()), Note: view.Text(p.named(t.Service))})
	}
	return web.Page(view.Page{Title: "How calls were, and thanks", Section: register,
		Lead: "What those you supervise said to you alone. Colleagues and other supervisors see none of it, and it is in no return.",
		Body: view.Parts{view.H2("Waiting for you"), waiting, view.H2("Thanks received"), view.Small("In the last " + number(workforce.ThanksLately) + " days"), thanked}}), nil
}

func (p pages) named(service string) string {
	s, _ := p.set.Service(service)
	return s.Name
}

// one finds the check-in an address names, among those that wait for the reader.
func (p pages) one(r *web.Request) (workforce.Told, error) {
	got, err := p.toldOf(r)
	if err != nil {
		return workforce.Told{}, err
	}
	for _, c := range got.waiting {
		if c.ID == r.Path("checkin") {
			return c, nil
		}
	}
	return workforce.Told{}, gate.NoSuchRecord()
}

// answerPage is GET /check-ins/{checkin}: on which day the supervisor spoke with somebody.
func (p pages) answerPage(r *web.Request, a view.Answers) (view.Page, error) {
	c, err := p.one(r)
	if err != nil {
		return view.Page{}, err
	}
	return view.Page{Title: "You have spoken with them", Section: register, Caption: p.named(c.Service), Back: &view.Back{Text: "How calls were", Href: checkIns},
		Body: view.Parts{view.H2("What they said"), view.Rows{Items: []view.Row{{When: c.On.Short(), Tag: feelingTag(c.Answer), Title: c.Name, Body: view.Text(c.Words.Text())}}},
			view.Form{Action: checkIns + "/" + c.ID, Key: r.Key(), Hidden: []view.Hidden{{Name: "service", Value: c.Service}, {Name: "account", Value: string(c.Account)}},
				Body:   view.DateInput{Name: "on", Legend: "When did you speak?", LegendSize: "s", Hint: "What you said stays between you. What you agreed goes under supervision."}.On(r.Now().Date()).From(a),
				Submit: view.Button{Text: "I have spoken with them"}, Beside: view.Link{Text: "Cancel", Href: checkIns}}}}, nil
}

// answerCheckIn is POST /check-ins/{checkin}.
func (p pages) answerCheckIn(r *web.Request) (web.Reply, error) {
	f := r.Form()
	cmd := workforce.AnswerCheckIn{Service: f.Text("service"), Account: id.Account(f.Text("account")), CheckIn: r.Path("checkin"), On: f.Date("on")}
	if err := do(r, cmd.Run); err != nil {
		return r.FormAgain(p.answerPage, err)
	}
	return web.SeeOther(checkIns).Saying("It waits no longer, and they can see that you spoke."), nil
}
