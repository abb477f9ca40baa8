package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// decideContact asks whether somebody is tried again after somebody else answered: what happened, and go on or stop.
var decideContact = form{path: "decide-contact", action: casework.ActDecideContact, whole: true,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		if !c.contactStopped() {
			return c.page(r, "Nothing waits for a decision",
				view.Para("Contact was not stopped because somebody else answered, or that was decided already. Go back to the case.")), nil
		}
		body := view.Parts{view.H2("What happened"), c.whatStopped()}
		if !casework.DecidesContact(c.Reader, c.service, c.Case.Stage) {
			body = append(body, c.stopNext())
		} else {
			body = append(body, c.form(r, "decide-contact", "Save the decision", view.Parts{
				view.Radios{Name: "decision", Legend: "Does contact go on?", LegendSize: "m", Items: c.goOrStop(r, a)}.From(a),
				view.Textarea{Name: "why", Label: "Why?", LabelSize: "s", Hint: "It is kept among the notes of the case", Rows: 3}.From(a)},
				view.Hidden{Name: "referral", Value: number(c.Came.Version)}, view.Hidden{Name: "seen", Value: number(c.About.Safe.Version)}))
		}
		return c.page(r, "Contact is stopped: go on?", body), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		cmd := casework.DecideContact{Case: c.Case.ID, Version: f.Int("version"), Referral: f.Int("referral"), Service: c.service, Why: f.Text("why"),
			GoOn: f.Text("decision") == "go on", Seen: f.Int("seen"), Reason: f.Text("reason"), Check: f.Date("check"),
			Rule: person.SafeRule{State: person.Safe, Words: f.Text("words"), Say: f.Text("say"),
				From: f.MinuteOfDay("from"), To: f.MinuteOfDay("to")}}
		if !f.Has("decision") {
			f.Fault("decision", "Choose whether contact goes on or stops")
		}
		_, err := do(r, cmd.Run)
		if cmd.GoOn {
			return done{c.at(), "Contact goes on, as it is safe now."}, err
		}
		return done{c.at(), "Contact stops. The case is closed."}, err
	},
}

// contactStopped tells whether contact is stopped until somebody decides.
func (c kase) contactStopped() bool {
	return c.Case.State == casework.Open && c.Came.State == referral.Held && c.Came.Reason == referral.SuspendedUnsafe
}

// whatStopped is the call after which contact stopped, and the rule that held then.
func (c kase) whatStopped() view.Part {
	list := view.SummaryList{}
	for _, try := range c.Of(casework.ItemAttempt) {
		if stop := casework.Reached(try.State); stop != casework.SomeoneElse && stop != casework.NotSafe {
			continue
		}
		list.Rows = append(list.Rows, view.SummaryRow{Key: "The call", Value: view.Text(capital(when(try.At, c.Now)) + ", by " + c.name(try) + ": " +
			text.Within(casework.Sentence(catalogue.Method(try.Code), casework.Reached(try.State))) + ".")})
		if note := try.Text.Text(); note != "" {
			list.Rows = append(list.Rows, view.SummaryRow{Key: "Note of it", Value: view.Text(note)})
		}
		break
	}
	if words := c.About.Safe.Words; words.IsOpen() && !words.IsEmpty() {
		list.Rows = append(list.Rows, view.SummaryRow{Key: "The rule until then", Value: view.Text(words.Text())})
	}
	return view.Parts{list, view.Paragraph{Body: view.Joined{view.Text("How " + c.they.they + " " + c.they.verb("knows", "know") + " the other party, and everything since, is on "),
		view.Link{Text: "the timeline", Href: c.at("timeline")}, view.Text(".")}}}
}

// goOrStop are the two answers, each with what it needs.
func (c kase) goOrStop(r *web.Request, a view.Answers) []view.Choice {
	from, to := c.About.Safe.Hours()
	items := []view.Choice{{Value: "go on", Label: "Go on, as it is safe now", Reveal: view.Parts{
		view.Textarea{Name: "words", Label: "How is it safe now?", Hint: "Who may answer, when, what to avoid. Whether a message, a text or a letter is safe is asked anew: nothing that was said of them before holds", Rows: 3}.From(a),
		view.TextInput{Name: "say", Label: "What name to give", Value: c.About.Safe.Say.Text()}.From(a),
		view.TextInput{Name: "from", Label: "Safe from", Hint: "A time like 10:00. Leave both empty for any time", Width: 5, Value: from}.From(a),
		view.TextInput{Name: "to", Label: "Safe until", Width: 5, Value: to}.From(a)}}}
	if !r.Could(casework.ActClose) {
		return items
	}
	var reasons []view.Choice
	for _, reason := range c.service.Closing {
		reasons = append(reasons, view.Choice{Value: reason.Key, Label: reason.Name})
	}
	return append(items, view.Choice{Value: "stop", Label: "Stop, and close the case", Reveal: view.Parts{
		view.Select{Name: "reason", Label: "Which reason of closing is nearest?", Items: reasons}.From(a),
		view.DateInput{Name: "check", Legend: "Does somebody look at it again, and when?", LegendSize: "s", Hint: "On that day it is on the supervisor’s list. Leave empty for no" + c.nobodyAsksAfter()}.From(a)}})
}
