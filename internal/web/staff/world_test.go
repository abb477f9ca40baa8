package staff_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web/staff"
	"goldenthread/internal/web/webtest"
)

// office is one service with its people and the pages about them.
type office struct {
	*caseworktest.World
	web     *webtest.World
	service string
}

// newOffice has a case worker Nell Carter, her colleague Olu Pike, and their supervisor Sam Reid.
func newOffice(t *testing.T, engine, service string) *office {
	t.Helper()
	f := gatetest.New(t, storetest.Open(t, engine, gatetest.Schemas(caseworktest.Schemas()...)...))
	o := &office{World: caseworktest.New(t, f), service: service}
	o.web = webtest.New(t, f.Gate, f.Clock, staff.Routes(o.Set))
	o.web.Person(t, "worker", o.Staff(t, "Nell Carter", access.CaseWorker, service))
	o.web.Person(t, "colleague", o.Staff(t, "Olu Pike", access.CaseWorker, service))
	o.web.Person(t, "supervisor", o.Staff(t, "Sam Reid", access.Supervisor, service))
	o.web.Person(t, "stranger", o.Staff(t, "Far Away", access.Supervisor, "harmony"))
	return o
}

// send sends a form with a key drawn for a page.
func (o *office) send(t *testing.T, who, page, to string, form url.Values) (int, string) {
	t.Helper()
	form.Set("_key", webtest.Key(t, o.web.Page(t, who, page)))
	got := o.web.Post(who, to, form)
	if got.Code != http.StatusSeeOther && got.Code != http.StatusNotFound {
		webtest.Sound(t, to, got)
	}
	return got.Code, got.Body.String()
}

// says fails for everything a page does not say.
func says(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("the page does not say %q", w)
		}
	}
}
