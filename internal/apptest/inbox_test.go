package apptest_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
	"goldenthread/internal/referral"
)

// TestTheInboxListsOnlyWhatMayBeSeen: a supervisor of another agency who also keeps the accounts of the
// one that runs the service, and so is shown no folder, finds none in a list and none in a count.
func TestTheInboxListsOnlyWhatMayBeSeen(t *testing.T) {
	const service = "barnet-asb"
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		taken := a.Refer(t, service)
		runner, _ := access.ActorFrom(a.As(t, access.CaseWorker, service))
		stranger, _ := access.ActorFrom(a.Stranger(t, access.Supervisor, service))
		at := runner.Memberships()[0]
		if _, err := gate.Write(a.System(t, "cli"), a.Gate, "", identity.AddMembership{
			Account: stranger.Account(), Role: access.SystemAdministrator, Agency: at.Agency, Team: at.Team}.Run); err != nil {
			t.Fatal(err)
		}
		both := append(stranger.Memberships(), access.Membership{Role: access.SystemAdministrator, Agency: at.Agency, Team: at.Team})
		ctx := access.WithActor(t.Context(), access.NewPerson(stranger.Account(), "s", both))
		for _, tab := range referral.Tabs() {
			list, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (referral.List, error) {
				return referral.Inbox(ctx, v, referral.Query{Service: service, Tab: tab})
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(list.Rows) > 0 || list.Counts[tab] > 0 {
				t.Errorf("%s lists %d referrals and counts %d", tab, len(list.Rows), list.Counts[tab])
			}
		}
		if _, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (referral.Page, error) {
			return referral.Load(ctx, v, taken.Referral)
		}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("opening it: %v, want not found", err)
		}
	})
}
