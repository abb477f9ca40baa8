package referrals

import (
	"context"
	"strconv"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// scorecard is GET /refer/scorecard: a week of the reader's agency's referrals, the one thing that would help
// most, and thanks.
func (p pages) scorecard(r *web.Request) (web.Reply, error) {
	page, err := p.scorecardPage(r, view.Answers{})
	return web.Page(page), err
}

// sendWeekly is POST /refer/scorecard: where the week is to be sent.
func (p pages) sendWeekly(r *web.Request) (web.Reply, error) {
	f := r.Form()
	if _, err := write(r, intake.SendWeekly{Address: f.Text("address"), Version: f.Int("version")}.Run); err != nil {
		return r.FormAgain(p.scorecardPage, err)
	}
	if !f.Has("address") {
		return web.SeeOther("/refer/scorecard").Saying(p.set.Word("week.not_sent")), nil
	}
	return web.SeeOther("/refer/scorecard").Saying(p.set.Word("week.sent")), nil
}

// backToSent leads to one's own referrals, for those who have any to see.
func (p pages) backToSent(r *web.Request) *view.Back {
	if !r.Could(referral.ActOwnList) {
		return nil
	}
	return &view.Back{Text: p.set.Word("receipt.yours"), Href: "/refer/sent"}
}

func (p pages) scorecardPage(r *web.Request, a view.Answers) (view.Page, error) {
	from, to := intake.WeekOf(r.Now().Date())
	if asked, err := clock.ParseDate(r.Query("week")); err == nil {
		from, to = intake.WeekOf(asked.AddDays(7))
	}
	type week struct {
		intake.Scorecard
		sent intake.WeeklyAddress
	}
	card, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (w week, err error) {
		if w.Scorecard, err = intake.SenderWeek(ctx, v, from, to, p.set.Service); err != nil {
			return w, err
		}
		w.sent, err = intake.OwnWeekly(ctx, v)
		return w, err
	})
	if err != nil {
		return view.Page{}, err
	}
	say := p.set.Word
	table := view.Table{Caption: say("week.came"), Pattern: view.Stack, Columns: []view.Column{{Head: say("week.service")}, {Head: say("week.stands")}, {Head: say("week.why")},
		{Head: say("week.referrals"), Numeric: true}}}
	for _, c := range card.Came {
		table.Rows = append(table.Rows, []view.Part{view.Text(p.serviceName(c.Service)), view.Text(c.Stood(p.set)), view.Text(c.Lacked(p.set)), view.Text(strconv.Itoa(c.N))})
	}
	body := view.Parts{view.Para(card.Arrived(p.set))}
	if len(card.Came) > 0 {
		body = append(body, table)
	}
	if card.Better != nil {
		body = append(body, view.H2(say("week.better")), view.InsetText{Body: view.Text(card.Improve(p.set))})
	}
	if len(card.Reached) > 0 {
		thanks := view.List{Bullets: true}
		for _, t := range card.Reached {
			thanks.Items = append(thanks.Items, view.Text(say("week.reached", "reference", string(t.Reference), "day", t.On.Plain(), "time", t.Within(p.set))))
		}
		body = append(body, view.H2(say("week.thanks")), thanks)
	}
	before, after := "/refer/scorecard?week="+string(from.AddDays(-7)), "/refer/scorecard?week="+string(from.AddDays(7))
	links := view.List{Items: []view.Part{view.Link{Text: say("week.before"), Href: before}}}
	if from.AddDays(14) <= r.Now().Date() {
		links.Items = append(links.Items, view.Link{Text: say("week.after"), Href: after})
	}
	byMail := view.Form{Action: "/refer/scorecard", Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: strconv.Itoa(card.sent.Version)}},
		Submit: view.Button{Text: say("week.save"), Kind: view.Secondary},
		Body:   view.TextInput{Name: "address", Label: say("week.address"), Type: "email", Value: card.sent.Address, Hint: say("week.address_hint")}.From(a)}
	return view.Page{Title: say("week.title"), Section: "/refer", Form: a, Back: p.backToSent(r),
		Body: append(body, links, view.H2(say("week.mail")), byMail)}, nil
}

func (p pages) serviceName(key string) string {
	if s, ok := p.set.Service(key); ok {
		return s.Name
	}
	return key
}
