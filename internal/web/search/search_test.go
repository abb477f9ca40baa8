package search_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/search"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	websearch "goldenthread/internal/web/search"
	"goldenthread/internal/web/webtest"
)

// Somebody finds a person by what was told, by a name and by a reference; nothing of what was typed comes
// into an address, and what was typed is still there.
func TestSearch(t *testing.T) {
	f := gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(caseworktest.Schemas()...)...))
	work := caseworktest.New(t, f)
	w := webtest.New(t, f.Gate, f.Clock, websearch.Routes(work.Set, search.NewIndex()))
	worker := work.Staff(t, "Nell Carter", access.CaseWorker, "barnet-asb")
	w.Person(t, "worker", worker)
	w.Person(t, "champion", work.Staff(t, "Vic Hale", access.VictimsChampion, "barnet-asb"))
	c := work.Open(t, worker, "barnet-asb")
	find := func(typed string) string {
		t.Helper()
		got := w.Send(t, "worker", "/search", "/search", url.Values{"words": {typed}})
		webtest.Sound(t, "/search", got)
		return got.Body.String()
	}
	webtest.Says(t, w.Page(t, "worker", "/search"), "What do you look for?", "What you may see of the services you work for, and nothing else.")
	page := find("shouts bins")
	webtest.Says(t, page, "1 found", "M. R. in what was told", "“He waits by the bins and shouts my name.”", string(c.Reference), "Barnet ASB project")
	if !strings.Contains(page, `href="/cases/`+string(c.Reference)+`"`) || !strings.Contains(page, `value="shouts bins"`) {
		t.Errorf("no link to the case, or what was typed is gone:\n%.3000s", webtest.Words(page))
	}
	webtest.Says(t, find("unheard"), "Nothing was found")
	webtest.Says(t, find("?"), "There is a problem", "Type a name, a word, a reference")
	if got := w.Send(t, "worker", "/search", "/search", url.Values{"words": {strings.ToLower(string(c.Reference))}}); got.Header().Get("Location") != "/cases/"+string(c.Reference) {
		t.Errorf("a reference leads to %q", got.Header().Get("Location"))
	}
	waits := work.Refer(t, "barnet-asb", work.Someone(77))
	if got := w.Send(t, "worker", "/search", "/search", url.Values{"words": {string(waits.Reference)}}); got.Header().Get("Location") != "/referrals/"+string(waits.Reference) {
		t.Errorf("the reference of a referral without a case leads to %q", got.Header().Get("Location"))
	}
	w.Person(t, "elsewhere", work.Staff(t, "Ola Reed", access.CaseWorker, "harmony"))
	if got := w.Send(t, "elsewhere", "/search", "/search", url.Values{"words": {string(c.Reference)}}); got.Header().Get("Location") != "/referrals/"+string(c.Reference) {
		t.Errorf("somebody who may not see it is told that there is a case: %q", got.Header().Get("Location"))
	}
	if got := w.Get("champion", "/search"); got.Code != http.StatusNotFound && got.Code != http.StatusForbidden {
		t.Errorf("a victims' champion searches: status %d", got.Code)
	}
}
