package referrals_test

import (
	"net/http"
	"regexp"
	"strings"
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
			for missing, says := range map[string]string{"proposer": "Choose the agency that brought the person to the panel", "decision": "Choose what the panel decided"} {
				without := filledIn()
				without.Set("proposer", w.proposer(t, "coordinator"))
				without.Set("decision", "coaching")
				without.Set(missing, "")
				status, _, body := w.send(t, "coordinator", "/refer/panel", without)
				if status != http.StatusUnprocessableEntity {
					t.Errorf("without the %s: status %d", missing, status)
				}
				must(t, body, says)
				if !strings.Contains(body, `value="Mina"`) {
					t.Errorf("without the %s: what was typed is lost", missing)
				}
			}
			form.Set("proposer", w.proposer(t, "coordinator"))
			status, _, checked := w.send(t, "coordinator", "/refer/panel", form)
			if status != http.StatusOK {
				t.Fatalf("checking: status %d\n%s", status, plain(checked))
			}
			must(t, checked, "Which agency brought the person to the panel? The partnership")
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

// proposer is the partnership, as the panel's form offers it.
func (w world) proposer(t *testing.T, who string) string {
	t.Helper()
	found := regexp.MustCompile(`<option value="([^"]+)"[^>]*>\s*The partnership`).FindStringSubmatch(w.Page(t, who, "/refer/panel"))
	if found == nil {
		t.Fatal("the form offers no agency")
	}
	return found[1]
}
