package referrals

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// weeklyMonths is how far back the page of what was sent goes.
const weeklyMonths = 3

// weekly is GET /referrals/weekly: which agencies were sent their week of referrals, and where.
func (p pages) weekly(r *web.Request) (web.Reply, error) {
	since := r.Now().Date().AddMonths(-weeklyMonths)
	body, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) (body view.Parts, err error) {
		for _, s := range p.servicesOf(v.Actor(), intake.ActWeeklySent) {
			sent, err := intake.WeeklyLog(ctx, v, s.Key, since)
			if err != nil {
				return nil, err
			}
			table := view.Table{Caption: s.Name + ": sent since " + since.Plain(), CaptionSize: "s", Pattern: view.Stack, Empty: "Nothing was sent to an agency that refers here.",
				Columns: []view.Column{{Head: "Agency"}, {Head: "Week from"}, {Head: "Sent to"}, {Head: "When"}}}
			for _, x := range sent {
				when := "Waits to be sent"
				if !x.Left.IsZero() {
					when = x.Left.Date().Plain()
				}
				table.Rows = append(table.Rows, []view.Part{view.Text(x.Agency), view.Text(x.Week.Plain()), view.Text(x.Address), view.Text(when)})
			}
			body = append(body, table)
		}
		return body, nil
	})
	if err != nil {
		return web.Reply{}, err
	}
	return web.Page(view.Page{Title: "Weeks sent to agencies", Section: section, Back: &view.Back{Text: "Back to referrals", Href: section},
		Lead: "An agency that gave an address is sent its week of referrals every Monday: how many, what was missing, one thing that would help, and thanks. It names nobody.", Body: body}), nil
}
