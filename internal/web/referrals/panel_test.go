package referrals_test

import (
	"net/http"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/store"
)

// A panel's decision becomes the referral by itself, to a service that takes people no other way.
func TestAPanelsDecisionIsTheReferral(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			w.Person(t, "coordinator", w.app.As(t, access.PanelCoordinator, "asc"))
			w.Person(t, "office", w.app.As(t, access.Administrator, "asc"))
			form := filledIn()
			form.Set("service", "asc")
			form.Set("source", "charmm")
			form.Set("basis", "panel_with_agreement")
			form.Set("postcode", "GU21 6YL")
			form.Set("decision", "coaching")
			form.Del("flags")
			status, _, checked := w.send(t, "coordinator", "/refer/panel", form)
			if status != http.StatusOK {
				t.Fatalf("checking: status %d\n%s", status, plain(checked))
			}
			sent := w.Post("coordinator", "/refer/panel", withHidden(checked, "/refer/panel", nil))
			if sent.Code != http.StatusSeeOther {
				t.Fatalf("sending: status %d\n%s", sent.Code, plain(sent.Body.String()))
			}
			must(t, w.Page(t, "office", "/referrals"), "New: 1", "M. O.", "Panel, with their agreement")
			form.Set("decision", "keep")
			_, _, checked = w.send(t, "coordinator", "/refer/panel", form)
			w.Post("coordinator", "/refer/panel", withHidden(checked, "/refer/panel", nil))
			must(t, w.Page(t, "office", "/referrals?tab=notforus"), "Not within what this service is for")
		})
	}
}
