package cases_test

import (
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/casework"
	"goldenthread/internal/casework/caseworktest"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web"
	"goldenthread/internal/web/cases"
	"goldenthread/internal/web/webtest"
)

const barnet = "barnet-asb"

// Who signs in: the person's name in the world, and on the first page.
const (
	worker     = "Nell Carter"
	supervisor = "Sam Reid"
	lead       = "Lea Ford"
	stranger   = "Una Sims"
)

// world is the pages of cases over a world of casework.
type world struct {
	*webtest.World
	work *caseworktest.World
}

// newWorld has the pages of cases, and those of other sections when a test follows links there.
func newWorld(t *testing.T, others ...func(*catalogue.Set) web.Routes) *world {
	t.Helper()
	f := gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(caseworktest.Schemas()...)...))
	work := caseworktest.New(t, f)
	routes := cases.Routes(work.Set)
	for _, section := range others {
		routes = append(routes, section(work.Set)...)
	}
	w := &world{webtest.New(t, f.Gate, f.Clock, routes), work}
	for name, as := range map[string]struct {
		role    access.Role
		service string
	}{worker: {access.CaseWorker, barnet}, supervisor: {access.Supervisor, barnet}, lead: {access.SafeguardingLead, barnet}, stranger: {access.Supervisor, "pilot"}} {
		w.Person(t, name, work.Staff(t, name, as.role, as.service))
	}
	return w
}

// open has a case picked up by the worker.
func (w *world) open(t *testing.T) casework.Case {
	t.Helper()
	return w.work.Open(t, w.work.Staff(t, worker, access.CaseWorker, barnet), barnet)
}

// give has the case given to the worker.
func (w *world) give(t *testing.T, c casework.Case) casework.Case {
	t.Helper()
	as := w.work.Staff(t, supervisor, access.Supervisor, barnet)
	return caseworktest.Do(t, w.work, as, casework.Allocate{Case: c.ID, Version: c.Version, Service: w.work.Service(t, barnet),
		Worker: w.work.Account(t, worker), Role: access.CaseWorker}.Run)
}

// at gives an address of a case.
func at(c casework.Case, below ...string) string {
	return strings.Join(append([]string{"/cases", string(c.Reference)}, below...), "/")
}
