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
	return way{pages: p, door: catalogue.DoorSelf, path: askPath, title: p.set.Word("help.title"), send: p.set.Word("help.send"), body: selfBody, needs: selfNeeds, checked: selfChecked, top: view.ExitThisPage{Emergency: p.set.Word("frame.emergency"), Text: p.set.Word("frame.exit")},
		none:  p.set.Word("help.none"),
		aside: func(w way, _ []catalogue.Service) view.Part { return w.emergency() },
		fill:  asSelf,
		take: func(r *web.Request, form intake.Form) taking {
			return intake.SelfReferral{Form: form, Sent: r.IdempotencyKey()}.Run
		},
		done: selfDone}
}

// emergency stands beside every page for people who ask for help.
func (w way) emergency() view.Part {
	return view.Parts{view.H2(w.set.Word("help.danger")), view.Small(w.set.Word("help.emergency")), view.Small(w.set.Word("help.child"))}
}

func selfBody(w way, services []catalogue.Service, a view.Answers) view.Parts {
	yesNo := []view.Choice{{Value: string(person.Yes), Label: w.set.Word("help.yes")}, {Value: string(person.No), Label: w.set.Word("help.no")}}
	safe := func(input, what string) view.Part {
		return view.Radios{Name: input, Legend: what, Small: true, Inline: true, Items: yesNo}.From(a)
	}
	var which []view.Choice
	for _, s := range services {
		which = append(which, view.Choice{Value: s.Key, Label: s.Name, Hint: s.About})
	}
	return view.Parts{
		view.Radios{Name: "device", Legend: w.set.Word("help.safe_device"), LegendSize: "s", Hint: w.set.Word("help.safe_device_hint"), Inline: true, Items: yesNo}.From(a),
		view.Radios{Name: "service", Legend: w.set.Word("help.ask.service"), LegendSize: "s", Items: which}.From(a),
		view.H2(w.set.Word("help.you")),
		view.TextInput{Name: "forename", Label: w.set.Word("help.ask.forename"), Width: 20}.From(a),
		view.TextInput{Name: "surname", Label: w.set.Word("help.ask.surname"), Width: 20}.From(a),
		view.DateInput{Name: "born", Legend: w.set.Word("help.ask.born"), Hint: w.set.Word("help.ask.born_hint")}.From(a),
		view.TextInput{Name: "address", Label: w.set.Word("help.ask.address"), Hint: w.set.Word("help.ask.address_hint")}.From(a),
		view.TextInput{Name: "postcode", Label: w.set.Word("help.ask.postcode"), Width: 10}.From(a),
		safe("address_letter", w.set.Word("help.ask.letter")),
		view.H2(w.set.Word("help.ask.reach")),
		view.TextInput{Name: "mobile", Label: w.set.Word("help.ask.mobile"), Type: "tel", Width: 20}.From(a),
		safe("mobile_call", w.set.Word("help.ask.mobile_call")), safe("mobile_voicemail", w.set.Word("help.ask.mobile_voicemail")), safe("mobile_text", w.set.Word("help.ask.mobile_text")),
		view.TextInput{Name: "phone", Label: w.set.Word("help.ask.phone"), Type: "tel", Width: 20}.From(a),
		safe("phone_call", w.set.Word("help.ask.phone_call")), safe("phone_voicemail", w.set.Word("help.ask.phone_voicemail")),
		view.TextInput{Name: "email", Label: w.set.Word("help.ask.email"), Type: "email"}.From(a),
		view.TextInput{Name: "safe_from", Label: w.set.Word("help.ask.from"), Hint: w.set.Word("help.ask.from_hint"), Width: 5}.From(a),
		view.TextInput{Name: "safe_to", Label: w.set.Word("help.ask.to"), Width: 5}.From(a),
		view.Textarea{Name: "safe_words", Label: w.set.Word("help.ask.who"), Rows: 2}.From(a),
		view.TextInput{Name: "safe_say", Label: w.set.Word("help.ask.say"), Hint: w.set.Word("help.ask.say_hint")}.From(a),
		view.H2(w.set.Word("help.ask.happened")),
		view.Textarea{Name: "told", Label: w.set.Word("help.ask.told"), Hint: w.set.Word("help.ask.told_hint"), Rows: 6}.From(a),
		view.Textarea{Name: "wants", Label: w.set.Word("help.ask.wants"), Rows: 3}.From(a),
		view.Select{Name: "relationship", Label: w.set.Word("help.ask.relation"), Items: w.selfRelationships()}.From(a),
		view.TextInput{Name: "crime_ref", Label: w.set.Word("help.ask.crime"), Width: 20}.From(a),
		forceField(w.set, services, a),
		w.selfFirst(services, a),
		view.Button{Text: w.set.Word("help.keep"), Kind: view.Secondary, Name: keepIt, Value: "yes"},
	}
}

// selfFirst asks the few questions that every agency asks; nobody need answer one.
func (w way) selfFirst(services []catalogue.Service, a view.Answers) view.Part {
	qs := w.firstAsked(services, a)
	if len(qs) == 0 {
		return nil
	}
	return append(view.Parts{view.H2(w.set.Word("help.ask.first")), view.Para(w.set.Word("help.ask.first_hint"))}, qs.all()...)
}

// selfRelationships are the relationships as somebody is asked who need not answer.
func (w way) selfRelationships() []view.Choice {
	var items []view.Choice
	for _, r := range person.Relationships() {
		items = append(items, view.Choice{Value: string(r), Label: w.set.Word("help.relations." + string(r))})
	}
	return items
}

// selfNeeds are what is insisted on: a safe device, and a way to reach them that they say is safe.
func selfNeeds(w way, f *web.Form, cmd intake.Form) []need {
	return append([]need{
		{f.Text("device") == string(person.Yes), "device", w.set.Word("help.fault.device")},
		{cmd.Relationship != "", "relationship", w.set.Word("help.fault.relation")},
		{f.Has("told") || f.Has("wants"), "told", w.set.Word("help.fault.told")},
	}, w.reachNeeds(f, cmd, "help.fault.")...)
}

// selfChecked are the answers of somebody who asks for help, in the order in which they were asked.
func selfChecked(w way, f *web.Form, cmd intake.Form) view.Parts {
	relation := ""
	if cmd.Relationship != "" {
		relation = w.set.Word("help.relations." + string(cmd.Relationship))
	}
	row := func(key, said string) view.SummaryRow { return w.answer("help."+key, said) }
	return view.Parts{
		answers(append([]view.SummaryRow{row("said.service", cmd.Service.Name), row("said.name", cmd.Person.FullName()), row("ask.born", cmd.Person.Born.Plain())}, w.contactRows(cmd.Person)...)...),
		view.H2(w.set.Word("help.ask.reach")), answers(row("said.from", f.Text("safe_from")), row("ask.to", f.Text("safe_to")),
			row("said.who", f.Text("safe_words")), row("said.say", f.Text("safe_say"))),
		view.H2(w.set.Word("help.ask.happened")), answers(row("said.told", f.Text("told")), row("said.wants", f.Text("wants")),
			row("said.relation", relation), row("said.crime", cmd.CrimeRef), w.answer("help.force", forceName(f.Text("force")))),
		w.firstSaid(cmd.First),
	}
}

// longestSaid is how much of what they told stands in the list of what came in.
const longestSaid = 200

// asSelf completes what somebody wrote about themselves: it is safe as they say, and their first words are why.
func asSelf(w way, form intake.Form) intake.Form {
	form.Person.Safe.State = person.Safe
	form.Why = w.set.Word("help.why_asks")
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

// selfDone says that it is there and what happens next, and nothing of what it came to. Of what was here already it promises nothing
// either, whatever became of it, and says whom to ring. It is shown once, under no
// address that another could open.
func selfDone(w way, r *web.Request, receipt intake.Receipt, form intake.Form) web.Reply {
	now := r.Now()
	by := firstCall(form.Service, receipt.Came).Plain()
	next := view.Parts{view.Para(w.set.Word("help.next", "day", by))}
	if receipt.Again {
		next = view.Parts{view.Para(w.set.Word("help.again", "day", receipt.Came.Date().Plain())),
			view.Para(w.set.Word("help.unheard", "day", by, "name", form.Service.OutOfHours.Line()))}
	}
	next = append(next, view.Para(w.set.Word("help.quiet")))
	if !form.Service.Hours.OpenAt(now) {
		next = append(next, view.Para(w.set.Word("help.out_of_hours", "name", form.Service.OutOfHours.Line(), "note", form.Service.OutOfHours.Note)))
	}
	if age, known := person.Age(form.Person.Born, now.Date()); known && form.Service.Age.Under(age) {
		next = append(next, view.Para(w.set.Word("help.young")))
	}
	return web.Page(view.Page{Title: w.set.Word("receipt.title"), Section: helpPath, Top: w.top, Headless: true, Aside: w.emergency(), Body: append(view.Parts{
		view.Panel{Title: w.set.Word("help.have"), Body: view.Lines{view.Text(w.set.Word("help.reference")), view.Strong(string(receipt.Reference))}},
		view.Para(w.set.Word("receipt.keep")), view.H2(w.set.Word("help.after"))}, next...)})
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
	code := r.Key().Drawn
	cmd := intake.KeepUnfinished{Code: code, Typed: w.typed(r.Form()).Encode()}
	until, err := gate.Write(r.Context(), r.Gate(), "", cmd.Run)
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(view.Page{Title: w.set.Word("help.kept"), Section: helpPath, Top: w.top, Headless: true, Aside: w.emergency(), Body: view.Parts{
		view.Panel{Title: w.set.Word("help.kept"), Body: view.Lines{view.Text(w.set.Word("help.code_is")), view.Strong(spaced(code))}},
		view.Para(w.set.Word("help.code", "time", until.Date().Plain())),
		view.LinkButton{Text: w.set.Word("help.come_back"), Href: backPath},
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
		view.Form{Action: helpPath, Key: r.Key(), Submit: view.Button{Text: w.set.Word("help.continue")}, Beside: view.Link{Text: w.set.Word("help.have_code"), Href: backPath},
			Body: view.TextInput{Name: "postcode", Label: w.set.Word("help.postcode"), Hint: w.set.Word("help.postcode_hint"), Width: 10}.From(a)},
	}}, nil
}

// where is POST /get-help: who can help there. A service that takes nobody this way says so kindly, names who
// can help, and is counted as asked.
func (w way) where(r *web.Request) (web.Reply, error) {
	d, ok := w.set.District(r.Form().Text("postcode"))
	if !ok {
		var bad errs.Fields
		bad.Add("postcode", w.set.Word("help.fault.area"))
		return r.FormAgain(w.start, bad.Err())
	}
	open, err := w.taking(r)
	if err != nil {
		return web.Reply{}, err
	}
	page := view.Page{Title: w.set.Word("help.who"), Section: helpPath, Top: w.top, Aside: w.emergency(), Back: &view.Back{Text: w.set.Word("help.other_postcode"), Href: helpPath}}
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
		page.Body = view.Parts{here, view.LinkButton{Text: w.set.Word("help.ask_for_it"), Href: askPath}}
	case len(elsewhere.Items) == 0:
		page.Body = view.Para(w.set.Word("help.nobody"))
	}
	if len(elsewhere.Items) > 0 {
		page.Body = view.Parts{page.Body, view.H2(w.set.Word("help.by_another_way")), elsewhere}
	}
	return web.Page(page), nil
}

// backPage is GET /get-help/back.
func (w way) backPage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{Title: w.set.Word("help.return"), Section: helpPath, Top: w.top, Aside: w.emergency(), Body: view.Form{
		Action: backPath, Key: r.Key(), Submit: view.Button{Text: w.set.Word("help.go_on")},
		Body: view.TextInput{Name: "secret_code", Label: w.set.Word("help.code_label"), Hint: w.set.Word("help.code_hint"), Width: 20}.From(a)}}, nil
}

// back is POST /get-help/back: the form as it was left.
func (w way) back(r *web.Request) (web.Reply, error) {
	code := r.Form().Text("secret_code")
	text, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (string, error) { return intake.OpenUnfinished(ctx, v, code) })
	if err != nil {
		return r.FormAgain(w.backPage, w.inOurWords(err))
	}
	values, err := url.ParseQuery(text)
	if err != nil {
		return web.Reply{}, errs.Wrap(errs.Internal, "reading what was kept", err)
	}
	page, err := w.page(r, view.Answers{Values: values})
	return web.Page(page), err
}
