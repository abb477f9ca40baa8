//go:build browser

package referrals_test

import (
	"testing"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

// TestReferralsInABrowser needs what `make test` installs.
//
//	go test -tags browser -run Browser ./internal/web/referrals
func TestReferralsInABrowser(t *testing.T) {
	w := newWorld(t, store.SQLite)
	file := w.takeIn(t, admin, policeFile(t))
	first := w.app.Take(t, w.app.Referral(t, "adt", mina()))
	again := mina()
	again.Born = "1984-03-28"
	second := w.app.Take(t, w.app.Referral(t, "adt", again))
	unasked := w.app.Somebody()
	unasked.Contacts[0].Call = person.NotAsked
	c := w.app.Referral(t, "adt", unasked)
	c.Flags.DomesticAbuse = true
	c.Basis = referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "PC 1234", How: "phone", On: "2026-11-18"}
	held := w.receive(t, c)
	w.app.Refer(t, "barnet-asb")
	sides := w.app.Referral(t, "adt", w.app.Somebody())
	sides.Others = []person.New{mina()}
	w.app.Take(t, sides)

	pages := []string{"/referrals", "/referrals?tab=held", "/referrals?tab=known", "/referrals?tab=notforus", of(first), of(second), of(held), of(second, "compare")}
	for _, below := range []string{"accept", "decline", "signpost", "hold", "ask", "consent", "mend", "safe-contact", "stop", "again", "act-now"} {
		pages = append(pages, of(first, below))
	}
	w.Browse(t, "../../..",
		webtest.Visit{Name: officer, Pages: pages},
		webtest.Visit{Name: admin, Pages: []string{"/referrals/file", file}},
		webtest.Visit{Name: supervisor, Pages: []string{"/both-sides"}},
		webtest.Visit{Name: worker, Pages: []string{"/referrals"}},
		webtest.Visit{Name: referrer, Pages: []string{"/refer", "/refer/sent"}})
}
