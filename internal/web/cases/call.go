package cases

import (
	"context"
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// call records one attempt to reach the person.
var call = form{path: "call", action: casework.ActWork,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		var err error
		if c.came().MayBeYoung(c.service, c.Now.Date()) {
			if c.young, err = gate.Read(r.Context(), r.Gate(), c.throughAdult); err != nil {
				return view.Page{}, err
			}
		}
		first, err := c.firstOpen(r)
		return c.callPage(r, a, nil, first), err
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		cmd := casework.RecordAttempt{Case: c.Case.ID, Service: c.service, Contact: id.Contact(f.Text("contact")),
			Method: catalogue.Method(f.Text("method")), Outcome: casework.Reached(f.Text("outcome")), Note: f.Text("note"), Anyway: f.Has("anyway")}
		if cmd.Method == "" {
			cmd.Method = catalogue.MethodPhone
		}
		if cmd.Method != catalogue.MethodPhone {
			cmd.Outcome = casework.Sent
		}
		cmd.First = c.firstSaid(f)
		after, err := do(r, cmd.Run)
		return c.afterCall(cmd, after), err
	},
}

// afterCall leads to what follows from an answer.
func (c kase) afterCall(cmd casework.RecordAttempt, after casework.Attempted) done {
	if next, follows := c.afterFirst(cmd.First, after.First); follows {
		return next
	}
	outcome := cmd.Outcome
	switch {
	case c.checkDue() && outcome == casework.WrongNumber:
		return done{c.at("reopen"), "The call is saved, and the number is not offered any more: it is somebody else’s. Open the case again to look for a better one?"}
	case c.checkDue() && outcome == casework.NotSafe:
		return done{c.at("reopen"), "The call is saved. It was not safe to talk: no number is shown until it is written down anew how it is safe. Open the case again?"}
	case c.checkDue() && outcome == casework.SomeoneElse:
		return done{c.at("reopen"), "The call is saved. Somebody else answered: no number is shown until it is written down anew how it is safe. Open the case again?"}
	case c.checkDue():
		return done{c.at("check"), "It is saved. Record what came of asking."}
	case outcome == casework.ReachedHer:
		return done{c.at("promise"), "The call is saved. Say when " + c.they.they + " " + c.they.verb("hears", "hear") + " from us next."}
	case outcome == casework.SomeoneElse || outcome == casework.NotSafe:
		return done{c.at(), "The call is saved. Contact is stopped until your supervisor has decided."}
	case outcome == casework.WrongNumber && after.Other:
		return done{c.at("call"), "The call is saved. That number is somebody else’s and is not offered any more. Another is known: ring that one."}
	case outcome == casework.WrongNumber && after.Nobody:
		return done{c.at(), "The call is saved. No other number is known, and nobody can be asked for one. Your supervisor decides what is tried next."}
	case outcome == casework.WrongNumber:
		return done{c.at(), "The call is saved. Whoever sent it is asked for a better number."}
	case after.Ended:
		return done{c.at(), "The call is saved. Every way was tried."}
	case after.Next != nil:
		return done{c.at(), "The call is saved. Next: " + casework.TryWords(*after.Next, after.From, c.service.Hours, c.Now) + "."}
	}
	return done{c.at(), "The call is saved."}
}

// number is POST /cases/{reference}/number: it shows one number with the rule beside it, and asks how
// the call went. It is no link: a browser may fetch a link ahead, and each showing is recorded.
func (p pages) number(r *web.Request) (web.Reply, error) {
	reference, err := referenceOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	contact := id.Contact(r.Form().Text("contact"))
	type both struct {
		kase  kase
		shown *seal.Value
		first []openFirst
	}
	got, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (b both, err error) {
		page, err := casework.Head(ctx, v, reference)
		if err != nil {
			return both{}, err
		}
		if b.kase, err = p.kase(page); err != nil {
			return both{}, err
		}
		if b.shown, err = referral.ShowNumber(ctx, v, p.set, page.Case.Referral, contact); err != nil {
			return both{}, err
		}
		if b.kase.came().MayBeYoung(b.kase.service, v.Now().Date()) {
			if b.kase.young, err = b.kase.throughAdult(ctx, v); err != nil {
				return both{}, err
			}
		}
		b.first, err = b.kase.firstIn(ctx, v, r)
		return b, err
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(got.kase.callPage(r, view.Answers{}, &shownNumber{contact, got.shown.Text()}, got.first)), nil
}

// shownNumber is a number that was just opened.
type shownNumber struct {
	contact id.Contact
	text    string
}

// callPage holds the rule, the number once it was shown, what to say, and how it went.
func (c kase) callPage(r *web.Request, a view.Answers, shown *shownNumber, first []openFirst) view.Page {
	page := c.page(r, "Call "+c.initials(), nil)
	page.Caption = c.service.Name
	if c.Stop != "" {
		page.Body = view.Parts{view.SafeContact{Rule: c.rule()}, c.stopNext()}
		return page
	}
	chosen := id.Contact(a.Get("contact"))
	safe := view.SafeContact{Rule: c.rule()}
	if shown != nil {
		chosen, safe.Number = shown.contact, shown.text
		page.Bar = c.bar(r, shown.text)
	}
	point, found := c.point(chosen)
	if shown == nil && found && r.Could(person.ActShowNumber) {
		safe.Show = c.show(r, point, view.Button{Text: "Show number and call", Unseen: " " + c.initials(), Kind: view.Secondary})
	}
	body := view.Parts{c.youngPart(), safe}
	if !found {
		page.Body = append(body, view.Para("There is no number, address or e-mail that may be used."))
		return page
	}
	hidden := firstCame(first)
	if shown != nil { // it can only have been that number
		hidden = append(hidden, []view.Hidden{{Name: "contact", Value: string(point.ID)}, {Name: "method", Value: string(catalogue.MethodPhone)}}...)
	}
	body = append(body, c.scripts(point), c.form(r, "call", "Save", view.Parts{c.callForm(a, point, shown != nil), c.firstQuestions(first, a)}, hidden...))
	page.Body, page.Aside = body, c.beside(r)
	return page
}

// throughAdult reads whether the person is reached through an adult today.
func (c kase) throughAdult(ctx context.Context, v *gate.View) (bool, error) {
	if err := v.Authorize(ctx, casework.ActSee, gate.On{Folder: c.Case.Folder}); err != nil {
		return false, err
	}
	return referral.ThroughAdult(ctx, v, c.service, c.came())
}

// came is what of the referral says how old the person is.
func (c kase) came() referral.Referral {
	return referral.Referral{Folder: c.Case.Folder, Age: max(c.Came.Age, 0), AgeKnown: c.Came.Age >= 0, ReceivedOn: c.Came.ReceivedOn}
}

// youngPart says that somebody is reached through an adult; nil for everybody else.
func (c kase) youngPart() view.Part {
	if !c.young {
		return nil
	}
	return view.WarningText{Body: view.Text("Under " + number(c.service.Age.ContactFrom) + ": ring the adult named in how it is safe to reach " + c.they.them + ", not " + c.they.them + ".")}
}

// nextMethod is the way of the next try; a call where none is due.
func (c kase) nextMethod() catalogue.Method {
	if _, next, trying := c.Case.Tries(c.service); trying && next.No > 1 {
		return next.By
	}
	return catalogue.MethodPhone
}

// point gives the contact point that is meant, or the first that serves the next try, or the first that may be used.
func (c kase) point(chosen id.Contact) (person.Contact, bool) {
	for _, k := range c.About.Contacts {
		if k.ID == chosen {
			return k, true
		}
	}
	if by := c.nextMethod(); by != catalogue.MethodPhone {
		for _, k := range c.About.Contacts {
			if casework.MayTry(c.service, c.Case, k, by) {
				return k, true
			}
		}
	}
	if k, ok := c.firstNumber(); ok {
		return k, true
	}
	if len(c.About.Contacts) > 0 {
		return c.About.Contacts[0], true
	}
	return person.Contact{}, false
}

// scripts are what to say, and on a machine only where that is allowed.
func (c kase) scripts(point person.Contact) view.Part {
	p, next, trying := c.Case.Tries(c.service)
	var parts view.Parts
	if say := c.About.Safe.Say.Text(); say != "" {
		parts = append(parts, view.Paragraph{Body: view.Strong("Say you are “" + say + "”, and nothing else, until you know who answers.")})
	}
	if p.Opening != "" {
		parts = append(parts, view.Details{Summary: "What to say first", Body: view.Text(c.filled(p.Opening)), Open: len(c.About.Story.Wants.Text()) == 0})
	}
	if trying && next.By == catalogue.MethodText && p.Text != "" {
		return view.Parts{view.Paragraph{Body: view.Strong("The next try is a text. Send these words, and nothing else:")}, view.InsetText{Body: view.Text(c.filled(p.Text))}}
	}
	if point.Voicemail == person.Yes && p.Voicemail != "" {
		parts = append(parts, view.Details{Summary: "On voicemail", Body: view.Text(c.filled(p.Voicemail))})
	}
	return parts
}

// filled puts what is known of the case into a script: who referred, where that is known, or that the person asked themselves, and the
// name that is safe to give.
func (c kase) filled(script string) string {
	source := c.list("sources").Label(c.Came.Source)
	if c.Came.Source == catalogue.SourceSelf {
		source = "You"
	}
	if source != "" && c.Came.Source != catalogue.SourceNotKnown {
		script = strings.ReplaceAll(script, "[Who referred]", source)
	}
	if say := c.About.Safe.Say.Text(); say != "" {
		script = strings.NewReplacer("[your name]", say, "[your first name]", say).Replace(script)
	}
	return script
}

// callForm asks how it went. After a number was shown it can only have been that number.
func (c kase) callForm(a view.Answers, point person.Contact, shown bool) view.Part {
	var parts view.Parts
	if !shown {
		parts = append(parts,
			view.Radios{Name: "contact", Legend: "Which number or address?", LegendSize: "s", Value: string(point.ID), Items: c.points()}.From(a),
			view.Radios{Name: "method", Legend: "How?", LegendSize: "s", Inline: true, Value: string(c.nextMethod()), Items: []view.Choice{
				{Value: string(catalogue.MethodPhone), Label: "Call"}, {Value: string(catalogue.MethodText), Label: "Text"},
				{Value: string(catalogue.MethodLetter), Label: "Letter"}, {Value: string(catalogue.MethodEmail), Label: "E-mail"}}}.From(a))
	}
	asked := view.Radios{Name: "outcome", Legend: "How did the call go?", LegendSize: "s", Items: c.outcomes(point)}
	if !shown {
		asked.Hint = "Of a text, a letter or an e-mail nothing needs to be chosen"
	}
	parts = append(append(parts, asked.From(a)), anywayField(a)...)
	return append(parts, view.Textarea{Name: "note", Label: "Note", Rows: 3}.From(a))
}

// anywayField lets a try stand that is too like the last one, once that was said.
func anywayField(a view.Answers) view.Parts {
	if a.Error("anyway") == "" {
		return nil
	}
	return view.Parts{view.Checkboxes{Name: "anyway", Legend: "The same time again", LegendSize: "s",
		Items: []view.Choice{{Value: "yes", Label: "I know, and tried all the same"}}}.From(a)}
}

// outcomes are the answers after a call; voicemail only where it may be left. Of a closed case nothing is held and nobody is asked.
func (c kase) outcomes(point person.Contact) []view.Choice {
	closed := c.Case.State == casework.Closed
	var items []view.Choice
	for _, o := range casework.After(catalogue.MethodPhone) {
		if o == casework.VoicemailLeft && point.Voicemail != person.Yes {
			continue
		}
		item := view.Choice{Value: string(o), Label: capital(string(o))}
		switch {
		case o == casework.SomeoneElse && closed:
			item.Hint = "No number is shown until it is written down anew how it is safe"
		case o == casework.SomeoneElse:
			item.Hint = "Contact stops until a person has decided"
		case o == casework.WrongNumber && closed:
			item.Hint = "The number is not offered any more"
		case o == casework.WrongNumber:
			item.Hint = "It is not offered any more. Where no other number is known, whoever sent it is asked for one"
		}
		items = append(items, item)
	}
	return items
}

var kindWords = map[person.ContactKind]string{person.Phone: "Telephone", person.Mobile: "Mobile", person.Email: "E-mail", person.Address: "Address"}

// points lists the ways to reach the person, without showing any.
func (c kase) points() []view.Choice {
	var items []view.Choice
	seen := map[person.ContactKind]int{}
	for _, k := range c.About.Contacts {
		seen[k.Kind]++
		label := kindWords[k.Kind]
		if seen[k.Kind] > 1 {
			label += " " + number(seen[k.Kind])
		}
		hint := ""
		if k.Wrong {
			hint = "Was somebody else's"
		}
		items = append(items, view.Choice{Value: string(k.ID), Label: label, Hint: hint})
	}
	return items
}

// beside is what a call may come to.
func (c kase) beside(r *web.Request) view.Part {
	links := []view.Part{view.ActNow(c.at("act-now"), c.initials())}
	if r.Could(person.ActAskNotToContact) {
		links = append(links, view.Link{Text: "Asked not to be contacted", Href: c.at("do-not-contact")})
	}
	return view.Parts{view.H2("If it comes to that"), view.List{Items: links}}
}
