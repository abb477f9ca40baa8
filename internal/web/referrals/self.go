package referrals

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

const (
	helpPath = "/get-help"
	askPath  = helpPath + "/ask"
	backPath = helpPath + "/back"
)

// selfWay is the form for people who ask for help themselves. It needs no account, and leaves nothing in
// the browser.
func (p pages) selfWay() way {
	return way{pages: p, door: catalogue.DoorSelf, path: askPath, title: p.set.Word("help.title"), send: "Send", body: selfBody, needs: selfNeeds, checked: selfChecked, top: view.ExitThisPage{},
		none:  "None of the services here can be asked this way.",
		aside: func(w way, _ []catalogue.Service) view.Part { return w.emergency() },
		fill:  asSelf,
		take:  func(_ *web.Form, form intake.Form) taking { return intake.SelfReferral(form).Run },
		done:  selfDone}
}

// emergency stands beside every page for people who ask for help.
func (w way) emergency() view.Part {
	return view.Parts{view.H2(w.set.Word("help.danger")), view.Small(w.set.Word("help.emergency")), view.Small(w.set.Word("help.child"))}
}

func selfBody(w way, services []catalogue.Service, a view.Answers) view.Parts {
	yesNo := []view.Choice{{Value: string(person.Yes), Label: "Yes"}, {Value: string(person.No), Label: "No"}}
	safe := func(input, what string) view.Part {
		return view.Radios{Name: input, Legend: what, Small: true, Inline: true, Items: yesNo}.From(a)
	}
	var which []view.Choice
	for _, s := range services {
		which = append(which, view.Choice{Value: s.Key, Label: s.Name, Hint: s.About})
	}
	return view.Parts{
		view.Radios{Name: "device", Legend: w.set.Word("help.safe_device"), LegendSize: "s", Hint: w.set.Word("help.safe_device_hint"), Inline: true, Items: yesNo}.From(a),
		view.Radios{Name: "service", Legend: "Who would you like help from?", LegendSize: "s", Items: which}.From(a),
		view.H2("You"),
		view.TextInput{Name: "forename", Label: "First name", Width: 20}.From(a),
		view.TextInput{Name: "surname", Label: "Last name", Width: 20}.From(a),
		view.DateInput{Name: "born", Legend: "Date of birth", Hint: "For example, 27 3 1984"}.From(a),
		view.TextInput{Name: "address", Label: "Address", Hint: "House, street and town"}.From(a),
		view.TextInput{Name: "postcode", Label: "Postcode", Width: 10}.From(a),
		safe("address_letter", "Is it safe to write to you there?"),
		view.H2("How to reach you safely"),
		view.TextInput{Name: "mobile", Label: "Mobile number", Type: "tel", Width: 20}.From(a),
		safe("mobile_call", "Is it safe to call it?"), safe("mobile_voicemail", "May we leave a message on it?"), safe("mobile_text", "May we text it?"),
		view.TextInput{Name: "phone", Label: "Other telephone number", Type: "tel", Width: 20}.From(a),
		safe("phone_call", "Is it safe to call that number?"), safe("phone_voicemail", "May we leave a message there?"),
		view.TextInput{Name: "email", Label: "Email address", Type: "email"}.From(a),
		view.TextInput{Name: "safe_from", Label: "Reach me from", Hint: "A time like 10:00. Leave both empty for any time", Width: 5}.From(a),
		view.TextInput{Name: "safe_to", Label: "Until", Width: 5}.From(a),
		view.Textarea{Name: "safe_words", Label: "Who else might answer, and what should we not say?", Rows: 2}.From(a),
		view.TextInput{Name: "safe_say", Label: "What name should we give?", Hint: "For example: Jo from the Centre"}.From(a),
		view.H2("What happened"),
		view.Textarea{Name: "told", Label: "Tell us in your own words", Hint: "As much or as little as you like. You should not have to tell it again", Rows: 6}.From(a),
		view.Textarea{Name: "wants", Label: "What would help you most?", Rows: 3}.From(a),
		view.Select{Name: "relationship", Label: "How do you know the other person?", Items: selfRelationships()}.From(a),
		view.TextInput{Name: "crime_ref", Label: "Crime reference, if there is one", Width: 20}.From(a),
		forceField(w.set, services, a),
		view.Button{Text: "Keep this and come back later", Kind: view.Secondary, Name: keepIt, Value: "yes"},
	}
}

// selfRelationships are the relationships as somebody is asked who need not answer.
func selfRelationships() []view.Choice {
	items := relationshipChoices()
	items[0].Label = "I would rather not say now"
	return items
}

// selfNeeds are what is insisted on: a safe device, and a way to reach them that they say is safe.
func selfNeeds(_ way, f *web.Form, cmd intake.Form) []need {
	return append([]need{
		{f.Text("device") == string(person.Yes), "device", "If somebody else can see what you do here, stop, and ring from another telephone: the numbers are beside this form"},
		{cmd.Relationship != "", "relationship", "Choose how you know the other person, or that you would rather not say now"},
		{f.Has("told") || f.Has("wants"), "told", "Tell us in a few words what happened, or what would help"},
	}, reachNeeds(f, cmd, "Enter a way for us to reach you", "")...)
}

// selfChecked are the answers of somebody who asks for help, in the order in which they were asked.
func selfChecked(_ way, f *web.Form, cmd intake.Form) view.Parts {
	return view.Parts{
		answers(append([]view.SummaryRow{row("Help from", cmd.Service.Name), row("Your name", cmd.Person.FullName()), row("Date of birth", cmd.Person.Born.Plain())}, contactRows(cmd.Person)...)...),
		view.H2("How to reach you safely"), answers(row("Reach you from", f.Text("safe_from")), row("Until", f.Text("safe_to")),
			row("Who might answer, what not to say", f.Text("safe_words")), row("The name to give", f.Text("safe_say"))),
		view.H2("What happened"), answers(row("In your words", f.Text("told")), row("What would help", f.Text("wants")),
			row("The other person", relationshipWords[cmd.Relationship]), row("Crime reference", cmd.CrimeRef)),
	}
}

// longestSaid is how much of what they told stands in the list of what came in.
const longestSaid = 200

// asSelf completes what somebody wrote about themselves: it is safe as they say, and their first words are why.
func asSelf(_ *web.Form, form intake.Form) intake.Form {
	form.Person.Safe.State = person.Safe
	form.Why = "Asks for help"
	for _, said := range []string{form.Person.Told.Wants, form.Person.Told.Words} {
		if said != "" {
			first, _, _ := strings.Cut(said, "\n")
			form.Why = clip(first, longestSaid)
			break
		}
	}
	return form
}

func clip(s string, most int) string {
	if all := []rune(s); len(all) > most {
		return strings.TrimSpace(string(all[:most-1])) + "…"
	}
	return s
}

// selfDone says that it is there and what happens next, and nothing of what it came to. It is shown once, under no
// address that another could open.
func selfDone(w way, r *web.Request, receipt intake.Receipt, form intake.Form) web.Reply {
	now := r.Now()
	next := view.Parts{view.Para(w.set.Word("help.next", "day", firstCall(form.Service, now).Plain())), view.Para(w.set.Word("help.quiet"))}
	if !form.Service.Hours.OpenAt(now) {
		next = append(next, view.Para(w.set.Word("help.out_of_hours", "name", form.Service.OutOfHours.Name, "note", form.Service.OutOfHours.Note)))
	}
	if age, known := person.Age(form.Person.Born, now.Date()); known && form.Service.Age.Under(age) {
		next = append(next, view.Para(w.set.Word("help.young")))
	}
	return web.Page(view.Page{Title: w.set.Word("receipt.title"), Section: helpPath, Top: w.top, Headless: true, Aside: w.emergency(), Body: append(view.Parts{
		view.Panel{Title: w.set.Word("help.have"), Body: view.Lines{view.Text("Your reference is"), view.Strong(string(receipt.Reference))}},
		view.Para(w.set.Word("receipt.keep")), view.H2("What happens next")}, next...)})
}

// firstCall gives the day by which somebody tries to reach her.
func firstCall(s catalogue.Service, now clock.Instant) clock.Date {
	for _, kind := range []catalogue.Step{catalogue.StepAssessmentCall, catalogue.StepContact} {
		if stages := s.StagesOf(kind); len(stages) > 0 {
			if due := s.Hours.Deadline(now, stages[0].ClockFor("")); due != clock.Never {
				return due.Date()
			}
		}
	}
	return s.Hours.NextOpen(now).Date()
}

// keepIt is the button that keeps what was typed until later.
const keepIt = "keep"

// keep keeps what was typed under a code that is shown once.
func (w way) keep(r *web.Request) (web.Reply, error) {
	code := string(r.Key())
	cmd := intake.KeepUnfinished{Code: code, Typed: w.typed(r.Form()).Encode()}
	until, err := gate.Write(r.Context(), r.Gate(), "", cmd.Run)
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(view.Page{Title: w.set.Word("help.kept"), Section: helpPath, Top: w.top, Headless: true, Aside: w.emergency(), Body: view.Parts{
		view.Panel{Title: w.set.Word("help.kept"), Body: view.Lines{view.Text("Your code is"), view.Strong(spaced(code))}},
		view.Para(w.set.Word("help.code", "time", until.Date().Plain())),
		view.LinkButton{Text: "Come back now", Href: backPath},
	}}), nil
}

// spaced writes a code in groups of four, as people read it out.
func spaced(code string) string {
	var groups []string
	for len(code) > 4 {
		groups, code = append(groups, code[:4]), code[4:]
	}
	return strings.Join(append(groups, code), "-")
}

// help gives the pages before the form and back to it.
func (p pages) help() web.Routes {
	w := p.selfWay()
	return web.Routes{
		{Method: http.MethodGet, Pattern: helpPath, Action: referral.ActAskForHelp, Handler: web.Show(w.start)},
		{Method: http.MethodPost, Pattern: helpPath, Action: referral.ActAskForHelp, Handler: w.where},
		{Method: http.MethodGet, Pattern: backPath, Action: referral.ActAskForHelp, Handler: web.Show(w.backPage)},
		{Method: http.MethodPost, Pattern: backPath, Action: referral.ActAskForHelp, Handler: w.back},
	}
}

// start is GET /get-help: where do you live?
func (w way) start(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{Title: w.set.Word("help.title"), Section: helpPath, Top: w.top, Aside: w.emergency(), Body: view.Parts{
		view.Para(w.set.Word("help.emergency")),
		view.Form{Action: helpPath, Key: r.Key(), Submit: view.Button{Text: "Continue"}, Beside: view.Link{Text: "I have a code", Href: backPath},
			Body: view.TextInput{Name: "postcode", Label: "What is your postcode?", Hint: "Who can help depends on where you live. It is not kept", Width: 10}.From(a)},
	}}, nil
}

// where is POST /get-help: who can help there. A service that takes nobody this way says so kindly, names who
// can help, and is counted as asked.
func (w way) where(r *web.Request) (web.Reply, error) {
	d, ok := w.set.District(r.Form().Text("postcode"))
	if !ok {
		var bad errs.Fields
		bad.Add("postcode", noPostcode)
		return r.FormAgain(w.start, bad.Err())
	}
	open, err := w.taking(r)
	if err != nil {
		return web.Reply{}, err
	}
	page := view.Page{Title: w.set.Word("help.who"), Section: helpPath, Top: w.top, Aside: w.emergency(), Back: &view.Back{Text: "Another postcode", Href: helpPath}}
	var here, elsewhere view.Rows
	for _, s := range w.set.Services() {
		refusal, shut := s.Refusal(w.door)
		switch {
		case !s.Serves(d.Code) || !s.InForce(r.Now().Date()):
		case shut:
			if _, err := w.refuse(r, s, "", d.Code); err != nil {
				return web.Reply{}, err
			}
			elsewhere.Items = append(elsewhere.Items, refused(s, refusal, d.Code))
		default:
			for _, o := range open {
				if o.Key == s.Key {
					here.Items = append(here.Items, view.Row{Title: s.Name, Body: view.Text(s.About)})
				}
			}
		}
	}
	switch {
	case len(here.Items) > 0:
		page.Body = view.Parts{here, view.LinkButton{Text: "Ask for help", Href: askPath}}
	case len(elsewhere.Items) == 0:
		page.Body = view.Para(w.set.Word("help.nobody"))
	}
	if len(elsewhere.Items) > 0 {
		page.Body = view.Parts{page.Body, view.H2("By another way"), elsewhere}
	}
	return web.Page(page), nil
}

// backPage is GET /get-help/back.
func (w way) backPage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{Title: w.set.Word("help.return"), Section: helpPath, Top: w.top, Aside: w.emergency(), Body: view.Form{
		Action: backPath, Key: r.Key(), Submit: view.Button{Text: "Go on"},
		Body: view.TextInput{Name: "code", Label: "Your code", Hint: "Sixteen letters and numbers, like 7k3m-92qx-7k3m-92qx", Width: 20}.From(a)}}, nil
}

// back is POST /get-help/back: the form as it was left.
func (w way) back(r *web.Request) (web.Reply, error) {
	code := r.Form().Text("code")
	text, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (string, error) { return intake.OpenUnfinished(ctx, v, code) })
	if err != nil {
		return r.FormAgain(w.backPage, err)
	}
	values, err := url.ParseQuery(text)
	if err != nil {
		return web.Reply{}, errs.Wrap(errs.Internal, "reading what was kept", err)
	}
	page, err := w.page(r, view.Answers{Values: values})
	return web.Page(page), err
}
