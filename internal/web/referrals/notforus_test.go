package referrals_test

import (
	"net/http"
	"net/url"
	"testing"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// Several are turned away with one reason, each for itself: one that was declined meanwhile, or that is nobody's to see,
// stops no other, and what became of each is said.
func TestSeveralAreNotForUs(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			var all []referral.Taken
			for range 4 {
				all = append(all, w.app.Take(t, w.app.Referral(t, "adt", w.app.Somebody())))
			}
			inbox := w.Page(t, officer, "/referrals")
			must(t, inbox, "Several are not for us, for the same reason", "Keys: j next row, k back, a accept.")
			at := "/referrals/not-for-us"
			page := w.Page(t, officer, at+"?service=adt&tab=new")
			must(t, page, "Who is not for us?", string(all[0].Reference))
			if status, _, body := w.send(t, officer, of(all[0], "decline"), url.Values{"reason": {"not_eligible"}, "pointed_to": {"nowhere"}, "told": {"nobody"}}); status != http.StatusSeeOther {
				t.Fatalf("declining one meanwhile: status %d\n%s", status, plain(body))
			}
			ticks := url.Values{"rows": {string(all[0].Reference) + " 1", string(all[1].Reference) + " 1", string(all[2].Reference) + " 1", "GT-AAAA-AAAA 1"}}
			got := w.Post(officer, at, withHidden(page, at, ticks))
			if got.Code != http.StatusUnprocessableEntity {
				t.Errorf("without a reason: status %d", got.Code)
			}
			must(t, got.Body.String(), "Choose why it is declined", "Say who was told", "Who is not for us?")
			form := withHidden(page, at, ticks)
			form["reason"], form["pointed_to"], form["told"] = []string{"not_for_this_service"}, []string{"nowhere"}, []string{"referrer"}
			for range 2 { // pressed twice it has one effect
				got = w.Post(officer, at, form)
				must(t, got.Body.String(), "Not for us: 2 of 4 declined", "Not declined "+string(all[0].Reference)+": ", "Declined "+string(all[1].Reference), "Declined "+string(all[2].Reference))
			}
			must(t, w.Page(t, officer, "/referrals"), "New (1)", "Not for us (3)")
			if got := w.Post(officer, at, withHidden(page, at, nil)); got.Code != http.StatusUnprocessableEntity {
				t.Errorf("with nobody ticked: status %d", got.Code)
			}
			if got := w.Get(payer, at); got.Code != http.StatusNotFound {
				t.Errorf("a commissioning officer: status %d", got.Code)
			}
			ticks["rows"] = []string{string(all[3].Reference) + " 1"}
			for name, one := range ticks {
				form[name] = one
			}
			w.Post(stranger, at, form)
			must(t, w.Page(t, officer, "/referrals"), "New (1)")
		})
	}
}

// Whom a child or domestic abuse is held for is never turned away in a batch, by whoever it is.
func TestSomeAreDecidedOneByOne(t *testing.T) {
	w := newWorld(t, store.SQLite)
	c := w.app.Referral(t, "adt", w.app.Somebody())
	c.Flags.DomesticAbuse = true
	c.Basis = referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "PC 1234", How: "phone", On: "2026-11-18"}
	held := w.receive(t, c)
	must(t, w.Page(t, supervisor, "/referrals/not-for-us?service=adt&tab=held"), "What is held here is decided one by one.")
	got := w.Post(supervisor, "/referrals/not-for-us", url.Values{"rows": {string(held.Reference) + " 1"}, "service": {"adt"}, "reason": {"not_eligible"}, "pointed_to": {"nowhere"}, "told": {"nobody"}})
	must(t, got.Body.String(), "Not for us: 0 of 1 declined", "this is decided one by one")
	must(t, w.Page(t, supervisor, "/referrals?service=adt&tab=held"), "Held for checking (1)")
}
