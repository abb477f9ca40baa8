package referrals

import (
	"goldenthread/internal/access"
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// answerForm takes the answer to what whoever referred was asked, from them or from somebody to whom they told it.
func answerForm(s subject, a view.Answers) sheet {
	asked := s.Referral.AskedWords()
	if !s.Referral.AwaitsAnswer() {
		return sheet{title: s.set.Word("answer.title"), intro: view.Parts{view.Para(s.set.Word("answer.none")), typedAlready(s, a)}}
	}
	return sheet{title: s.set.Word("answer.title"),
		intro:  view.Para(s.set.Word("receipt.asked", "what", text.Within(asked))),
		fields: view.Parts{view.Textarea{Name: "said", Label: s.set.Word("answer.label"), LabelSize: "s", Hint: s.set.Word("answer.hint"), Rows: 4}.From(a)},
		submit: view.Button{Text: s.set.Word("answer.send")}}
}

// typedAlready keeps what somebody had typed when a colleague was quicker, to copy it.
func typedAlready(s subject, a view.Answers) view.Part {
	if !a.Typed() {
		return nil
	}
	return view.Textarea{Name: "said", Label: s.set.Word("answer.label"), LabelSize: "s", Rows: 4}.From(a)
}

func answer(r *web.Request, s subject) (web.Reply, error) {
	cmd := referral.AnswerAsked{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, Said: r.Form().Text("said")}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return web.SeeOther(s.home(r).address).Saying(s.set.Word("answer.thanks")), nil
}

// answerAt is the page on which whoever referred answers what they are asked: a number as it is used, everything else in words.
func (p pages) answerAt(got referral.Receipt) view.Link {
	if got.AsksNumber {
		return view.Link{Text: p.set.Word("number.title"), Unseen: " " + string(got.Reference), Href: section + "/" + string(got.Reference) + "/better-number"}
	}
	return view.Link{Text: p.set.Word("answer.title"), Unseen: " " + string(got.Reference), Href: section + "/" + string(got.Reference) + "/answer"}
}

// putIn shows, on the pages that let a referral go on, what its referrer answered, and asks whether it stands in it; nil: nothing waits.
func putIn(s subject, a view.Answers) view.Parts {
	if s.Referral.AnsweredFor == "" {
		return nil
	}
	return view.Parts{whatCame(s), view.Checkboxes{Name: "put_in", Legend: "Does the answer stand in the referral?", LegendSize: "s",
		Hint:  "A date of birth or an address under “Mend and send again”, what is safe under “Record how it is safe”",
		Items: []view.Choice{{Value: "yes", Label: "I have read it, and it is in"}}}.From(a)}
}

// heldSaid says of what is held why, what comes next and whose step it is.
func heldSaid(why referral.Reason, answeredFor string, owner access.Role) (words, next string) {
	words, next = why.Words(), why.Next()
	if answeredFor != "" {
		next = referral.AnswerToRead.Next()
		if why != referral.AnswerToRead {
			words += ". " + referral.AnswerToRead.Words()
		}
	}
	return words + ".", "Next: " + text.Within(next) + ". Owner: " + string(owner) + "."
}

// whatCame is what whoever referred answered, for those who decide; nil: there are none.
func whatCame(s subject) view.Part {
	var rows []view.SummaryRow
	for _, a := range s.Answers {
		by := "Answered "
		if a.Heard {
			by = "Written down by the service, as it was told, "
		}
		if a.Said.IsOpen() {
			rows = append(rows, view.SummaryRow{Key: a.Asked, Value: view.Text(a.Said.Text()), Note: by + moment(a.At)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return view.Parts{view.H2("What the referrer answered"), view.SummaryList{Rows: rows}}
}

// answered are the same, for those who decide, with the way to the form that takes it.
func answered(o opened) view.Part {
	found := whatCame(o.subject)
	if found == nil {
		return nil
	}
	parts := view.Parts{found}
	if o.MayRelease && o.Referral.State == referral.Held {
		parts = append(parts, view.Paragraph{Body: view.Link{Text: "Mend the referral with it", Href: o.address("mend")}})
	}
	return parts
}
