package account

import (
	"fmt"
	"slices"
	"strconv"

	"goldenthread/internal/gate"
	"goldenthread/internal/notify"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// emailPage is what somebody is written to about.
func (p Pages) emailPage(r *web.Request, a view.Answers) (view.Page, error) {
	now, err := gate.Read(r.Context(), r.Gate(), notify.MyChoice)
	if err != nil {
		return view.Page{}, err
	}
	var body view.Parts
	if !p.Mail {
		body = append(body, view.WarningText{Body: view.Text("No mail server is set up here, so no email is sent. What you choose is kept until there is one.")})
	}
	hours := []view.Choice{{Value: strconv.Itoa(notify.NoDigest), Label: "No summary"}}
	for _, h := range notify.Hours {
		hours = append(hours, view.Choice{Value: strconv.Itoa(h), Label: fmt.Sprintf("At %d:00", h)})
	}
	var chosen []string
	if now.Given {
		chosen = append(chosen, "given")
	}
	if now.Broken {
		chosen = append(chosen, "broken")
	}
	form := view.Form{Action: "/account/email", Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: strconv.Itoa(now.Version)}},
		Body: view.Parts{
			view.Radios{Name: "digest", Legend: "One summary a day", Small: true, Value: strconv.Itoa(now.DigestHour), Items: hours,
				Hint: "What is due and late, what you cover for colleagues who are away, and in which cases colleagues wrote a note, a call, a session, a part of the plan, how to reach them safely, the risk or a day at court since you last looked. Other changes stand on the case. It comes on days on which your service is open, and not when there is nothing to say."}.From(a),
			view.Checkboxes{Name: "at-once", Legend: "Tell me at once when", Small: true, Values: chosen, Items: []view.Choice{
				{Value: "given", Label: "Somebody gives me a case, for good or for today"},
				{Value: "broken", Label: "A promise of mine is broken"},
			}, Hint: "Act now, and access of yours that ends, are always told at once."}.From(a),
		}, Submit: view.Button{Text: "Save"}, Beside: view.Link{Text: "Cancel", Href: "/account"}}
	return view.Page{Title: "Email from us", Back: &view.Back{Href: "/account"},
		Lead: "An email from us holds counts and reference numbers, never a name or what somebody said.", Body: append(body, form)}, nil
}

// doEmail is POST /account/email.
func (p Pages) doEmail(r *web.Request) (web.Reply, error) {
	f := r.Form()
	cmd := notify.Choose{Choice: notify.Choice{DigestHour: f.Int("digest"), Given: slices.Contains(f.All("at-once"), "given"), Broken: slices.Contains(f.All("at-once"), "broken"), Version: f.Int("version")}}
	if _, err := gate.Write(r.Context(), r.Gate(), r.IdempotencyKey(), cmd.Run); err != nil {
		return r.FormAgain(p.emailPage, err)
	}
	return web.SeeOther("/account").Saying("Saved. It counts from now on."), nil
}
