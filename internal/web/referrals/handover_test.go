package referrals_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/web/webtest"
)

// Whoever referred hands over her agency's assessment from the receipt, and learns nothing by it; the service has it.
func TestAnAgencyHandsOverItsAssessment(t *testing.T) {
	w := newWorld(t, store.SQLite)
	form := filledIn()
	form.Set("step", "send")
	_, receipt, _ := w.send(t, referrer, "/refer", form)
	reference := strings.TrimPrefix(receipt, "/refer/sent/")
	at := "/referrals/" + reference + "/assessment/asb-matrix"
	must(t, w.Page(t, referrer, receipt), "Have you scored the risk?", "Risk from anti-social behaviour")
	page := w.Page(t, referrer, at)
	must(t, page, "Hand over your assessment", "Back to the receipt")
	mustNot(t, page, "Mina", "M. O.")
	empty := w.Post(referrer, at, withHidden(page, at, url.Values{}))
	webtest.Sound(t, at, empty)
	must(t, empty.Body.String(), "Give the day it was scored", "Give the answers, the total or the band")
	given := url.Values{"scored_on-day": {"17"}, "scored_on-month": {"11"}, "scored_on-year": {"2026"}, "their_band": {"medium"}, "frequency": {"weekly"}, "linked": {"yes"}}
	if got := w.Post(stranger, at, withHidden(page, at, given)); got.Code != http.StatusNotFound && got.Code != http.StatusForbidden {
		t.Errorf("a stranger hands over: status %d", got.Code)
	}
	sent := w.Post(referrer, at, withHidden(page, at, given))
	if sent.Code != http.StatusSeeOther || sent.Header().Get("Location") != receipt {
		t.Fatalf("handing over: status %d\n%s", sent.Code, plain(sent.Body.String()))
	}
	list, err := gate.Read(w.app.As(t, access.CaseWorker, "barnet-asb"), w.app.Gate, func(ctx context.Context, v *gate.View) ([]assessment.Received, error) {
		found, err := referral.ByReference(ctx, v, id.Reference(reference))
		if err != nil {
			return nil, err
		}
		return assessment.ReceivedIn(ctx, v, found.Folder)
	})
	if err != nil || len(list) != 1 || list[0].Via != assessment.HandedOver || list[0].Sender == "" || list[0].On != "2026-11-17" || len(list[0].Answers) != 2 || list[0].Band != "medium" {
		t.Errorf("the service has %+v, %v", list, err)
	}
	for _, other := range []string{"triage", "nonsense"} {
		if got := w.Get(referrer, "/referrals/"+reference+"/assessment/"+other); got.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", other, got.Code)
		}
	}
}
