package referrals

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
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
		return web.SeeOther("/refer/scorecard").Saying("Your week of referrals is not sent any more."), nil
	}
	return web.SeeOther("/refer/scorecard").Saying("Your week of referrals is sent there every Monday."), nil
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
	table := view.Table{Caption: "What they came to", Pattern: view.Stack, Columns: []view.Column{{Head: "Service"}, {Head: "How it stands"}, {Head: "Why"}, {Head: "Referrals", Numeric: true}}}
	for _, c := range card.Came {
		table.Rows = append(table.Rows, []view.Part{view.Text(p.serviceName(c.Service)), view.Text(c.Stood()), view.Text(c.Lacked()), view.Text(strconv.Itoa(c.N))})
	}
	body := view.Parts{view.Para(fmt.Sprintf("Your agency made %s from %s to %s.", plural(card.All, "referral"), from.Plain(), to.Plain()))}
	if len(card.Came) > 0 {
		body = append(body, table)
	}
	if card.Better != nil {
		body = append(body, view.H2("One thing that would help"), view.InsetText{Body: view.Text(fmt.Sprintf("%s: %s. %s.",
			plural(card.Better.N, "referral"), lowerFirst(card.Better.Reason.Words()), card.Better.Reason.Next()))})
	}
	if len(card.Reached) > 0 {
		thanks := view.List{Bullets: true}
		for _, t := range card.Reached {
			thanks.Items = append(thanks.Items, view.Text(fmt.Sprintf("%s, which you sent on %s: they were reached in %s.", t.Reference, t.On.Plain(), elapsed(t.After))))
		}
		body = append(body, view.H2("Thank you"), thanks)
	}
	before, after := "/refer/scorecard?week="+string(from.AddDays(-7)), "/refer/scorecard?week="+string(from.AddDays(7))
	links := view.List{Items: []view.Part{view.Link{Text: "The week before", Href: before}}}
	if from.AddDays(14) <= r.Now().Date() {
		links.Items = append(links.Items, view.Link{Text: "The week after", Href: after})
	}
	byMail := view.Form{Action: "/refer/scorecard", Key: r.Key(), Hidden: []view.Hidden{{Name: "version", Value: strconv.Itoa(card.sent.Version)}},
		Submit: view.Button{Text: "Save", Kind: view.Secondary},
		Body: view.TextInput{Name: "address", Label: "Your agency’s email address", Type: "email", Value: card.sent.Address,
			Hint: "The week is sent there every Monday. It is counts alone: it names nobody and holds no reference. Leave it empty to have nothing sent"}.From(a)}
	return view.Page{Title: "Your week of referrals", Section: "/refer", Form: a, Back: &view.Back{Text: "Your referrals", Href: "/refer/sent"},
		Body: append(body, links, view.H2("Have it sent by email"), byMail)}, nil
}

func (p pages) serviceName(key string) string {
	if s, ok := p.set.Service(key); ok {
		return s.Name
	}
	return key
}

// elapsed says how long something took, as people do.
func elapsed(d time.Duration) string {
	switch hours := int(d.Hours()); {
	case hours < 1:
		return "under an hour"
	case hours < 48:
		return plural(hours, "hour")
	default:
		return plural(hours/24, "day")
	}
}
