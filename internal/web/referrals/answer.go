package referrals

import (
	"goldenthread/internal/referral"
	"goldenthread/internal/text"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// answerForm takes the answer to what whoever referred was asked, from them or from somebody to whom they told it.
func answerForm(s subject, a view.Answers) sheet {
	asked := s.Referral.AskedWords()
	if !s.Referral.AwaitsAnswer() {
		return sheet{title: s.set.Word("answer.title"), intro: view.Para(s.set.Word("answer.none"))}
	}
	return sheet{title: s.set.Word("answer.title"),
		intro:  view.Para(s.set.Word("receipt.asked", "what", text.Within(asked))),
		fields: view.Parts{view.Textarea{Name: "said", Label: s.set.Word("answer.label"), LabelSize: "s", Hint: s.set.Word("answer.hint"), Rows: 4}.From(a)},
		submit: view.Button{Text: s.set.Word("answer.send")}}
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

// answered are the answers of whoever referred, for those who decide; nil: there are none.
func answered(o opened) view.Part {
	var rows []view.SummaryRow
	for _, a := range o.Answers {
		if a.Said.IsOpen() {
			rows = append(rows, view.SummaryRow{Key: a.Asked, Value: view.Text(a.Said.Text()), Note: "Answered " + moment(a.At)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	parts := view.Parts{view.H2("What the referrer answered"), view.SummaryList{Rows: rows}}
	if o.MayRelease && o.Referral.State == referral.Held {
		parts = append(parts, view.Paragraph{Body: view.Link{Text: "Mend the referral with it", Href: o.address("mend")}})
	}
	return parts
}
