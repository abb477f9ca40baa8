package apptest_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// TestEveryServiceCanBeWorked: each service of the catalogue takes somebody in and gives her to a worker,
// who opens her case; nobody else does; looking changes nothing; and the log verifies.
func TestEveryServiceCanBeWorked(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		for _, service := range a.Services() {
			c := a.Case(t, service)
			before := a.Digest(t)
			load := func(ctx context.Context) (casework.Page, error) {
				return gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) (casework.Page, error) {
					return casework.Load(ctx, v, c.Reference)
				})
			}
			if page, err := load(a.As(t, apptest.Holder(service), service)); err != nil || page.About.Identity.Name.Text() == "" {
				t.Errorf("%s: the worker does not see her own case: %v", service, err)
			}
			for name, ctx := range map[string]context.Context{
				"a stranger": a.Stranger(t, apptest.Holder(service), service), "a suspended worker": a.Suspended(t, service), "nobody": a.Nobody(t),
			} {
				if page, err := load(ctx); errs.KindOf(err) != errs.NotFound || page.Case.ID != "" {
					t.Errorf("%s: %s sees the case: %v", service, name, err)
				}
			}
			if diff := cmp.Diff(before, a.Digest(t)); diff != "" {
				t.Errorf("%s: looking changed:\n%s", service, diff)
			}
		}
		if _, err := a.Log.SequenceNow(t.Context()); err != nil {
			t.Fatal(err)
		}
		report, err := a.Verify(t.Context(), app.Outside{})
		if err != nil || !report.OK {
			t.Errorf("Verify = %+v, %v", report, err)
		}
	})
}

func TestClients(t *testing.T) {
	a := apptest.New(t, store.SQLite)
	server := a.Server(t)
	if got := server.Client(t, access.CaseWorker, "barnet-asb").Get(t, "/account"); got.Status != http.StatusOK {
		t.Errorf("a case worker's own account: %d\n%s", got.Status, got.Body)
	}
	if got := server.Anonymous().Get(t, "/account"); got.Status != http.StatusSeeOther {
		t.Errorf("nobody's account: %d, want to be sent to sign in", got.Status)
	}
}
