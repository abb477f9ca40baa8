package referral_test

import (
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
)

// A referral of years ago that is mended today counts somebody as old as they were when referred.
func TestAgeAtReferralStaysWhenItIsMended(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		taken := w.take(t, w.row(func(c *referral.Receive) { c.ReceivedOn, c.District, c.Offence = "2024-11-19", "", catalogue.Offence{} }))
		if r := w.get(t, taken.Referral); r.Age != 40 || r.State != referral.Held {
			t.Fatalf("%d when referred, and %s", r.Age, r.State)
		}
		mend := referral.Resubmit{Service: w.service, Referral: taken.Referral, Version: 1, Supported: ada(), Offence: catalogue.Offence{Code: "66/24"}, District: "E09000003", Basis: referral.Basis{Kind: catalogue.BasisOptOut}}
		if _, err := gate.Write(w.staff(t, access.CaseWorker), w.Gate, "", mend.Run); err != nil {
			t.Fatal(err)
		}
		if r := w.get(t, taken.Referral); r.Age != 40 {
			t.Errorf("mended, %d when referred, want 40", r.Age)
		}
	})
}
