package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/mail/mailtest"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// weeks gives the letters of weeks of referrals that arrive now.
func (p post) weeks(t *testing.T) (of []mailtest.Letter) {
	t.Helper()
	if err := p.QueueMail(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Jobs.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, l := range p.server.Take() {
		if l.To == "office@example.org" {
			of = append(of, l)
		}
	}
	return of
}

// TestAWeekIsSentToTheAgency: an agency that gave an address is sent its week once, on the Monday, in counts that name nobody; a
// week whose letter could not leave is sent later; the supervisor sees what went where; none is sent once the address is taken back.
func TestAWeekIsSentToTheAgency(t *testing.T) {
	withMail(t, func(t *testing.T, p post) {
		referrer := p.As(t, access.Referrer, barnet)
		refer := func() {
			r := p.Referral(t, barnet, p.Somebody())
			do(t, p, referrer, intake.AgencyReferral{Service: p.Service(t, barnet), Catalogue: p.Catalogue, Source: "housing", Person: r.Supported,
				Relationship: person.Neighbour, Why: r.Why, Basis: referral.Basis{Kind: catalogue.BasisOptOut}, Facts: catalogue.Facts{Area: catalogue.Known("E09000003")}}.Run)
		}
		refer()
		none := func(when string) {
			t.Helper()
			if got := p.weeks(t); len(got) != 0 {
				t.Errorf("%s: %+v", when, got)
			}
		}
		week, _ := intake.WeekOf(p.Clock.Now().Date().AddDays(7))
		monday := week.AddDays(7)
		p.Clock.Set(monday.At(9, 0))
		none("without an address")
		do(t, p, referrer, intake.SendWeekly{Address: "office@example.org"}.Run)
		p.Clock.Set(monday.At(7, 59).Add(24 * time.Hour))
		none("before the hour")
		p.Clock.Set(monday.At(9, 0).Add(24 * time.Hour))
		got := p.weeks(t)
		if len(got) != 1 || !strings.Contains(got[0].Text, "Referrals of your agency from "+week.Plain()) || !strings.Contains(got[0].Text, ": 1.\n") ||
			strings.Contains(got[0].Text, "GT-") || !strings.Contains(got[0].Text, "https://gt.example.org/refer/scorecard?week="+string(week)) {
			t.Errorf("the week: %+v", got)
		}
		p.Clock.Advance(time.Hour)
		none("an hour later")

		refer()
		p.Clock.Set(monday.AddDays(7).At(8, 0))
		p.server.Refuse(true)
		for range 30 {
			p.weeks(t)
			p.Clock.Advance(2 * time.Minute)
		}
		p.server.Refuse(false)
		p.Clock.Advance(10 * time.Minute)
		if got := p.weeks(t); len(got) != 1 {
			t.Errorf("once the server is there again: %+v", got)
		}
		p.Clock.Advance(time.Hour)
		none("after it arrived")

		log, err := gate.Read(p.As(t, access.Supervisor, barnet), p.Gate, func(ctx context.Context, v *gate.View) ([]intake.WeeklySent, error) {
			return intake.WeeklyLog(ctx, v, barnet, clock.Date("2026-01-01"))
		})
		if err != nil || len(log) != 2 || log[0].Week != monday || log[1].Week != week || log[0].Left.IsZero() || log[0].Address != "office@example.org" {
			t.Errorf("what was sent: %+v, %v", log, err)
		}
		do(t, p, referrer, intake.SendWeekly{Version: 1}.Run)
		refer()
		p.Clock.Set(monday.AddDays(14).At(9, 0))
		none("once the address is taken back")
	})
}
