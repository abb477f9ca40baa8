package referrals_test

import (
	"net/http"
	"net/url"
	"testing"

	"goldenthread/internal/store"
)

// At the telephone and for another agency a service that takes nobody this way is refused kindly as well: the contact
// of the district is named, and the demand is counted.
func TestAShutDoorAtTheTelephoneAndForAnAgency(t *testing.T) {
	for _, engine := range []string{store.SQLite, store.Postgres} {
		for at, who := range map[string]string{"/refer/call": worker, "/refer": referrer} {
			t.Run(engine+at, func(t *testing.T) {
				w := newWorld(t, engine)
				must(t, w.Page(t, who, at), "Alliance Support Coaching", "name who can help where they live")
				ask := url.Values{"service": {"asc"}, "source": {"housing"}, "postcode": {"GU21 6YL"}}
				before := w.app.Digest(t)["referral_demand"]
				for input, says := range map[string]string{"service": "Choose the service", "source": "Choose who asked", "postcode": "Enter a full postcode"} {
					bad := url.Values{"service": ask["service"], "source": ask["source"], "postcode": ask["postcode"]}
					bad.Set(input, "nowhere")
					status, _, body := w.send(t, who, at+"/elsewhere", bad)
					if status != http.StatusUnprocessableEntity {
						t.Errorf("%s: status %d", input, status)
					}
					must(t, body, says)
				}
				if w.app.Digest(t)["referral_demand"] != before {
					t.Error("what can't be counted is counted")
				}
				status, _, body := w.send(t, who, at+"/elsewhere", ask)
				if status != http.StatusOK {
					t.Fatalf("status %d\n%s", status, plain(body))
				}
				must(t, body, "The CHaRMM coordinator, Woking Borough Council", "It is counted")
				if w.app.Digest(t)["referral_demand"] == before {
					t.Error("that somebody asked is not counted")
				}
				ask.Del("postcode")
				_, _, body = w.send(t, who, at+"/elsewhere", ask)
				must(t, body, "The CHaRMM coordinator of the person's district or borough")
				if got := w.Get(payer, at+"/elsewhere"); got.Code != http.StatusNotFound {
					t.Errorf("a commissioning officer: status %d", got.Code)
				}
			})
		}
	}
}
