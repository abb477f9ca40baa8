package cases

import (
	"goldenthread/internal/casework"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// askNow says that somebody is to ask how the person is, with the number where it may be rung. Where contact is stopped nobody
// asks before the case is open again and it is settled how it is safe, and only who decides records the check.
func (c kase) askNow(r *web.Request) view.Part {
	ask := view.Parts{view.Paragraph{Body: view.Strong("Ask how " + c.they.they + " " + c.they.verb("is", "are") + " now.")}}
	switch point, found := c.firstNumber(); {
	case c.StoppedAfter():
		ask = c.nobodyAsks(r)
		if !c.decides() {
			return view.Quiet{Body: ask}
		}
	case found && c.mayRing(r):
		ask = append(ask, view.SafeContact{Rule: c.rule(), Show: c.show(r, point, view.Button{Text: "Show number and call", Unseen: " " + c.initials(), Kind: view.Secondary})})
	}
	return view.Quiet{Body: append(ask, view.LinkButton{Text: "Record the check", Href: c.at("check")})}
}

// nobodyAsks says that nobody is to ring, and who settles it.
func (c kase) nobodyAsks(r *web.Request) view.Parts {
	parts := view.Parts{view.Paragraph{Body: view.Strong("Nobody rings to ask how " + c.they.they + " " + c.they.verb("is", "are") + ": it is not safe to make contact.")}}
	if r.Could(casework.ActClose) && c.Came.State == referral.Closed {
		parts = append(parts, view.Paragraph{Body: view.Link{Text: "Open the case again, and settle how it is safe", Href: c.at("reopen")}})
	}
	if c.decides() {
		return parts
	}
	return append(parts, view.Small(capital(referral.SuspendedUnsafe.Next())+". It is on their list, whether the case is open again or not."))
}

// decides tells whether the reader decides about contact that is stopped.
func (c kase) decides() bool { return casework.DecidesContact(c.Reader, c.service, c.Case.Stage) }

// check records the check some time after closing: is it still all right?
var check = form{path: "check", action: casework.ActCheckAfter,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		if c.StoppedAfter() && !c.decides() && !a.Typed() { // what was typed is not taken away
			return c.page(r, "How "+c.they.they+" "+c.they.verb("is", "are")+" now", c.nobodyAsks(r)), nil
		}
		return c.page(r, "How "+c.they.they+" "+c.they.verb("is", "are")+" now", c.form(r, "check", "Save", view.Parts{
			view.Radios{Name: "outcome", Legend: "Is it still all right?", LegendSize: "s", Items: spoken(casework.CheckOutcomes...)}.From(a),
			view.Textarea{Name: "how", Label: "In " + c.they.their + " words", Rows: 3}.From(a),
			view.DateInput{Name: "again", Legend: "Ask again?", LegendSize: "s", Hint: "Leave empty if this was the last time"}.From(a),
		})), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, casework.CheckAfter{Case: c.Case.ID, Version: f.Int("version"), Service: c.service, Outcome: f.Text("outcome"), How: f.Text("how"),
			Again: f.Date("again")}.Run)
		if err == nil && f.Text("outcome") == casework.CheckOutcomes[1] && r.Could(casework.ActClose) {
			return done{c.at("reopen"), "It is saved. Open the case again?"}, nil
		}
		return done{c.at(), "It is saved."}, err
	},
}
