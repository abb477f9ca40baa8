package referrals

import (
	"context"
	"fmt"
	"strconv"
	"time"

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
	from, to := intake.WeekOf(r.Now().Date())
	if asked, err := clock.ParseDate(r.Query("week")); err == nil {
		from, to = intake.WeekOf(asked.AddDays(7))
	}
	card, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (intake.Scorecard, error) {
		return intake.SenderWeek(ctx, v, from, to, p.set.Service)
	})
	if err != nil {
		return web.Reply{}, err
	}
	table := view.Table{Caption: "What they came to", Pattern: view.Stack, Columns: []view.Column{{Head: "Service"}, {Head: "How it stands"}, {Head: "Why"}, {Head: "Referrals", Numeric: true}}}
	for _, c := range card.Came {
		table.Rows = append(table.Rows, []view.Part{view.Text(p.serviceName(c.Service)), view.Text(stood(c.State)), view.Text(lacked(c.Reason)), view.Text(strconv.Itoa(c.N))})
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
	return web.Page(view.Page{Title: "Your week of referrals", Section: "/refer", Back: &view.Back{Text: "Your referrals", Href: "/refer/sent"}, Body: append(body, links)}), nil
}

func (p pages) serviceName(key string) string {
	if s, ok := p.set.Service(key); ok {
		return s.Name
	}
	return key
}

// stood says how referrals stand, as whoever sent them may know it.
func stood(s referral.State) string {
	if s == referral.Accepted {
		return "Taken on"
	}
	return s.Words()
}

// lacked says what stood in the way.
func lacked(r referral.Reason) string {
	if r == "" {
		return "Nothing was missing"
	}
	return r.Words()
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
