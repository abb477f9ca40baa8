package referrals

import (
	"strings"

	"goldenthread/internal/casework"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// row is one referral in a list: why in a sentence, what is asked most, and what can be done now.
func (p pages) row(r *web.Request, in inboxed, row referral.Row, top bool) view.Row {
	who := initials(row.Initials)
	facts := []view.Fact{
		{Name: "From", Value: view.Text(p.from(in.service, row.Source, row.Agency, row.District))},
		{Name: "How it came", Value: view.Text(doorWords[row.Door])},
		{Name: "Legal basis", Value: view.Text(basisWords[row.Basis])},
		{Name: "Safe to contact?", Value: safeSaid(row.Safe, row.State)},
		{Name: "Known already?", Value: known(row)},
		{Name: "Priority", Value: prioritySaid(row.Priority, row.Flags)},
		{Name: "For", Value: view.Text(in.service.Name)},
	}
	if row.State == referral.Accepted {
		facts = append(facts, view.Fact{Name: "Referrer sees", Value: view.Text("Received")})
	}
	return view.Row{ID: "referral-" + string(row.ID), Big: true, Title: title(row),
		Body: view.Parts{view.Paragraph{Body: standing(r, in, row)}, view.Facts{Items: facts}, view.RowLinks{Items: actions(r, row, who, top)}}}
}

// title is why the person is here, in one sentence after the initials.
func title(row referral.Row) string {
	who := initials(row.Initials)
	switch {
	case !row.Why.IsOpen():
		return who
	case row.Why.Text() == "":
		return who + ": no reason was given"
	}
	return who + ": " + text.Within(strings.TrimSuffix(row.Why.Text(), "."))
}

// standing says when it came and what time is left, or, of what is held or turned away, why and
// whose the next step is.
func standing(r *web.Request, in inboxed, row referral.Row) view.Part {
	received := view.Text("Received " + moment(row.ReceivedAt) + ".")
	switch {
	case row.State == referral.Held:
		words, next := heldSaid(row.Reason, row.AnsweredFor, row.Holder)
		return view.Parts{received, view.Strong(words), view.Text(next)}
	case row.State.NotForUs():
		return view.Parts{received, view.Strong(row.State.Words() + "."), view.Text(row.Reason.Words() + ".")}
	}
	time := left(in.service.Hours, r.Now(), row.ClockDue)
	if time == "" {
		return received
	}
	return view.Parts{received, view.Strong(time)}
}

func known(row referral.Row) view.Part {
	if row.Known == 0 {
		return view.Text("No match")
	}
	return view.Lines{view.Tag{Text: "Maybe", Colour: view.Orange}, view.Link{Text: "Compare", Href: at(row, "compare"), Unseen: " with " + plural(row.Known, "record")}}
}

func at(row referral.Row, below string) string {
	return section + "/" + string(row.Reference) + "/" + below
}

// actions are what can be done in place. Green is for the top row's first contact alone; nothing on
// a held row leads to a call.
func actions(r *web.Request, row referral.Row, who string, top bool) []view.Part {
	link := func(text, below string) view.Part {
		return view.Link{Text: text, Href: at(row, below), Unseen: " for " + who}
	}
	open := view.Link{Text: "Open the referral", Href: section + "/" + string(row.Reference), Unseen: " for " + who}
	var do []view.Part
	switch {
	case !r.Could(referral.ActDecide):
		do = append(do, open)
	case row.State == referral.Accepted:
		button := view.Button{Text: "Accept", Unseen: who, Kind: view.Secondary, Flush: true}
		if top {
			button.Text, button.Kind = "Accept and start first contact", view.Primary
		}
		do = append(do, view.ButtonForm{Action: at(row, "accept"), Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: number(row.Version)}}, Button: button})
		if !row.NobodyToAsk() {
			do = append(do, link("Ask the referrer", "ask"))
		}
		if row.Known > 0 {
			do = append(do, link("Compare and join", "compare"))
		}
		do = append(do, link("Point elsewhere", "signpost"), link("Decline", "decline"), open)
	case row.State == referral.Held:
		do = append(do, open)
		text, below := nextStep(row.Reason, row.AnsweredFor)
		if row.MayRelease || !decides(below) {
			do = append(do, link(text, below))
		}
		if row.MayRelease {
			do = append(do, link("Point elsewhere", "signpost"), link("Decline", "decline"))
		}
		if row.Known > 0 {
			do = append(do, link("Compare and join", "compare"))
		}
	case working(row.State):
		if row.State == referral.Waiting && r.Could(casework.ActAllocate) {
			do = append(do, view.Link{Text: "Who takes the case", Href: "/cases/" + string(row.Reference) + "/allocate", Unseen: " for " + who})
		}
		do = append(do, view.Link{Text: "Open the case", Href: "/cases/" + string(row.Reference), Unseen: " for " + who}, open)
	default:
		do = append(do, open)
	}
	return append(do, view.ActNow(at(row, "act-now"), who))
}

// decides tells whether a step is for those alone whose decision it is.
func decides(below string) bool { return below == "accept" || below == "mend" }

// nextStep is the link that leads to what a held referral waits for.
func nextStep(why referral.Reason, answeredFor string) (text, below string) {
	switch why {
	case referral.AnswerToRead:
		switch answeredFor {
		case "safe_contact":
			return "Record how it is safe", "safe-contact"
		case "consent":
			return "Record the legal basis", "consent"
		}
		return "Mend and send again", "mend"
	case referral.ConsentMissing, referral.BasisMissing:
		return "Record the legal basis", "consent"
	case referral.InsufficientContact, referral.NoSafeContact, referral.FactsMissing, referral.AskedReferrer:
		return "Mend and send again", "mend"
	case referral.ReturnedToPolice:
		return "Write down a better number", "better-number"
	case referral.SuspendedUnsafe, referral.DomesticAbuse:
		return "Record how it is safe", "safe-contact"
	case referral.AskedThenCame:
		return "They want contact now", "again"
	}
	return "Decide", "accept"
}
