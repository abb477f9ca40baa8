package referrals_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/gate"
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

// Whoever records a panel's decision for another agency sees what becomes of it, as that agency does, and answers what is asked.
func TestThePanelsCoordinatorSeesWhatBecomesOfADecision(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		t.Run(engine, func(t *testing.T) {
			w := newWorld(t, engine)
			housing, err := gate.Write(w.app.System(t, "cli"), w.app.Gate, "", agency.AddAgency{Key: "larkwell", Name: "Larkwell Homes", Kind: "housing"}.Run)
			if err != nil {
				t.Fatal(err)
			}
			w.Person(t, "coordinator", w.app.Stranger(t, access.PanelCoordinator, "asc")) // of the panel's own agency, which runs nothing
			w.Person(t, "office", w.app.As(t, access.Administrator, "asc"))
			form := filledIn()
			for name, value := range map[string]string{"service": "asc", "source": "charmm", "basis": "panel_with_agreement", "postcode": "GU21 6YL", "decision": "coaching",
				"proposer": string(housing)} {
				form.Set(name, value)
			}
			form.Del("flags")
			_, _, checked := w.send(t, "coordinator", "/refer/panel", form)
			if sent := w.Post("coordinator", "/refer/panel", withHidden(checked, "/refer/panel", nil)); sent.Code != http.StatusSeeOther {
				t.Fatalf("sending: status %d\n%s", sent.Code, plain(sent.Body.String()))
			}
			receipt := regexp.MustCompile(`/refer/sent/[A-Z0-9-]+`).FindString(w.Page(t, "coordinator", "/refer/sent"))
			if receipt == "" {
				t.Fatal("the decision is not among those the coordinator sent")
			}
			reference := strings.TrimPrefix(receipt, "/refer/sent/")
			must(t, w.Page(t, "coordinator", receipt), "We have the referral", reference)
			if got := w.Get(referrer, receipt); got.Code != http.StatusNotFound {
				t.Errorf("a referrer of another agency opens the receipt: status %d", got.Code)
			}

			ask, at := "/referrals/"+reference+"/ask", "/referrals/"+reference+"/answer"
			must(t, w.Page(t, "coordinator", at), "Nothing is asked any more.")
			if status, _, body := w.send(t, "office", ask, url.Values{"for": {"born"}}); status != http.StatusSeeOther {
				t.Fatalf("asking: status %d\n%s", status, plain(body))
			}
			for _, page := range []string{receipt, "/refer/sent"} {
				body := w.Page(t, "coordinator", page)
				must(t, body, "Asked of you: their date of birth.", "Answer what is asked")
				if !strings.Contains(body, `href="`+at+`"`) {
					t.Errorf("%s does not lead to where it is answered", page)
				}
			}
			_, _, empty := w.send(t, "coordinator", at, url.Values{})
			must(t, empty, "Write the answer, or that you don't know")
			mustNot(t, empty, "M. O.", "Mina")
			status, back, body := w.send(t, "coordinator", at, url.Values{"said": {"27 March 1984, by the tenancy"}})
			if status != http.StatusSeeOther || back != receipt {
				t.Fatalf("answering: status %d\n%s", status, plain(body))
			}
			mustNot(t, w.Page(t, "coordinator", receipt), "Asked of you", "Answer what is asked")
			must(t, w.Page(t, "office", "/referrals/"+reference), "What the referrer answered", "Their date of birth 27 March 1984, by the tenancy",
				"Whoever referred has answered. Next: read the answer, and put it into the referral")
			must(t, w.Page(t, "office", "/referrals?tab=held"), "Whoever referred has answered.", "read the answer, and put it into the referral")
			status, _, body = w.send(t, "coordinator", at, url.Values{"said": {"Her sister says 28 March"}})
			if status != http.StatusConflict {
				t.Errorf("answered once more: status %d", status)
			}
			must(t, body, "Her sister says 28 March")
			accept := "/referrals/" + reference + "/accept"
			must(t, w.Page(t, "office", accept), "27 March 1984, by the tenancy", "I have read it, and it is in")
			status, _, body = w.send(t, "office", accept, url.Values{})
			if status != http.StatusUnprocessableEntity {
				t.Errorf("accepted without the answer: status %d", status)
			}
			must(t, body, "Read what the referrer answered and put it into the referral")
			if status, _, body = w.send(t, "office", accept, url.Values{"put_in": {"yes"}}); status != http.StatusSeeOther {
				t.Errorf("accepted with the answer put in: status %d\n%s", status, plain(body))
			}
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
