package casework_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
)

// TestFirstContacts: of each case the operator learns which priority was agreed last, when the person was first reached and whether the
// clock stood still before, not how often it was tried; nobody else learns it.
func TestFirstContacts(t *testing.T) {
	onAgreeing(t, func(p *agreeing) {
		reached, tried, unbegun, away := p.came(graded(referral.Routine)), p.came(), p.came(), p.came()
		cases := map[id.Referral]id.Case{}
		for _, r := range []referral.Taken{reached, tried, away} {
			for _, priority := range []string{"soon", "urgent"} {
				p.Clock.Advance(time.Minute)
				agreed, err := p.agree(r, p.Judged(p.t, priority, "medium", assessment.ByTelephone))
				if err != nil {
					p.t.Fatal(err)
				}
				cases[r.Referral] = agreed.Case
			}
		}
		call := func(r referral.Taken, outcome casework.Reached) {
			p.Clock.Advance(time.Hour)
			if _, err := p.Call(p.t, p.officer, p.Case(p.t, p.officer, cases[r.Referral]), outcome); err != nil {
				p.t.Fatal(err)
			}
		}
		pause := func(r referral.Taken) {
			p.Clock.Advance(time.Minute)
			c := p.Case(p.t, p.officer, cases[r.Referral])
			caseworktest.Do(p.t, p.World, p.officer, casework.PauseClock{Case: c.ID, Version: c.Version, List: p.List(p.t, "pause-reasons"), Reason: "away",
				BackOn: p.Clock.Now().Date().AddDays(5)}.Run)
		}
		pause(away)
		call(tried, casework.NoAnswer)
		call(reached, casework.NoAnswer)
		call(reached, casework.ReachedHer)
		first := p.Clock.Now()
		call(reached, casework.ReachedHer)
		pause(reached)

		ask := func(ctx context.Context) (map[id.Referral]referral.FirstContact, error) {
			return gate.Read(ctx, p.Gate, func(ctx context.Context, v *gate.View) (map[id.Referral]referral.FirstContact, error) {
				return casework.FirstContacts(ctx, v, "pilot")
			})
		}
		got, err := ask(p.System(p.t, "cli"))
		if err != nil {
			p.t.Fatal(err)
		}
		want := map[id.Referral]referral.FirstContact{reached.Referral: {Agreed: referral.Urgent, At: first}, tried.Referral: {Agreed: referral.Urgent},
			away.Referral: {Agreed: referral.Urgent, Stood: true}}
		if diff := cmp.Diff(want, got); diff != "" {
			p.t.Errorf("(-want +got, %s was not begun):\n%s", unbegun.Referral, diff)
		}
		if _, err := ask(p.officer); errs.KindOf(err) != errs.Forbidden && errs.KindOf(err) != errs.NotFound {
			p.t.Errorf("a victim care officer: %v", err)
		}
	})
}
