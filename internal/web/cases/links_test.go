package cases_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/web/referrals"
)

var href = regexp.MustCompile(`href="(/(?:cases|referrals)/[^"#]*)`)

// Every link of a case's page, and of what its stage asks for, leads the worker to a page: also
// those that lead to the referral the case came from.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	w := newWorld(t, referrals.Routes)
	c := w.give(t, w.open(t))
	followed := map[string]bool{}
	for _, from := range []string{at(c), at(c, "advance")} {
		for _, found := range href.FindAllStringSubmatch(w.Page(t, worker, from), -1) {
			to := strings.ReplaceAll(found[1], "&amp;", "&")
			if followed[to] {
				continue
			}
			followed[to] = true
			got := w.Get(worker, to)
			if got.Code == http.StatusSeeOther {
				got = w.Get(worker, got.Header().Get("Location"))
			}
			if got.Code != http.StatusOK {
				t.Errorf("%s leads to %s: status %d", from, to, got.Code)
			}
		}
	}
	if !followed["/referrals/"+string(c.Reference)+"/safe-contact"] {
		t.Error("nothing leads to how it is safe to make contact")
	}
}
