package identity_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/identity"
)

const form = "/cases/4kq2/notes/new"

func load(ctx context.Context, t *testing.T, h *house) url.Values {
	t.Helper()
	d, err := gate.Read(ctx, h.Gate, func(ctx context.Context, v *gate.View) (identity.Draft, error) {
		d, _, err := identity.LoadDraft(ctx, v, form)
		return d, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return d.Values
}

func TestDraftSurvivesSignOut(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		// An auditor is shown nothing of any folder; what she typed herself is hers all the same.
		for _, role := range []access.Role{access.CaseWorker, access.Referrer, access.Auditor} {
			p := h.hire(t, "p-"+string(role[:3])+"@example.org", "P P", role)
			first := h.in(t, p)
			ctx := h.as(t, first.Token)
			typed := url.Values{"note": {"She said:\n\"he waits by the bins\""}, "needs": {"locks", "sleep"}, "empty": {""},
				"password": {"x"}, "_key": {"k"}, "new-password": {"y"}, "code": {"housing_support"}, "postcode": {"N3 1XX"}}
			save := identity.SaveDraft{Form: form, Values: typed}
			if _, err := gate.Write(ctx, h.Gate, "", save.Run); err != nil {
				t.Fatalf("%s: saving: %v", role, err)
			}
			if _, err := gate.Write(ctx, h.Gate, "", identity.SignOut{Token: first.Token}.Run); err != nil {
				t.Fatal(err)
			}
			ctx = h.as(t, h.in(t, p).Token)
			want := url.Values{"note": typed["note"], "needs": typed["needs"], "code": {"housing_support"}, "postcode": {"N3 1XX"}}
			if diff := cmp.Diff(want, load(ctx, t, h)); diff != "" {
				t.Errorf("%s: what she finds again (-want +got):\n%s", role, diff)
			}
			list, err := gate.Read(ctx, h.Gate, identity.Drafts)
			if err != nil || len(list) != 1 || list[0].Form != form {
				t.Errorf("%s: her drafts: %v, %v", role, list, err)
			}
			other := h.hire(t, "q-"+string(role[:3])+"@example.org", "Q Q", access.Supervisor)
			if got := load(h.as(t, h.in(t, other).Token), t, h); got != nil {
				t.Errorf("%s: somebody else finds %v", role, got)
			}
			if err := identity.ForgetDraft(ctx, h.Gate, "/another"); err != nil || load(ctx, t, h) == nil {
				t.Errorf("%s: sending another form lost this draft: %v", role, err)
			}
			if err := identity.ForgetDraft(ctx, h.Gate, form); err != nil {
				t.Fatal(err)
			}
			if got := load(ctx, t, h); got != nil {
				t.Errorf("%s: a form that was sent still has %v", role, got)
			}
		}
	})
}

func TestKeepTypedOfADeadSession(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.CaseWorker)
		token := h.in(t, p).Token
		ended := h.in(t, p)
		if _, err := gate.Write(h.as(t, ended.Token), h.Gate, "", identity.SignOut{Token: ended.Token}.Run); err != nil {
			t.Fatal(err)
		}
		keeps := func(by identity.Hidden, note string, want bool) {
			t.Helper()
			kept, err := identity.KeepTyped(t.Context(), h.Gate, by, identity.SaveDraft{Form: form, Values: url.Values{"note": {note}}})
			if err != nil || kept != want {
				t.Fatalf("%s: kept %t, want %t (%v)", note, kept, want, err)
			}
		}
		keeps(ended.Token, "after signing out", false)
		keeps(identity.Hide("nobody's"), "nobody's", false)
		h.Clock.Advance(45 * time.Minute)
		keeps(token, "an hour with a client", true)
		ctx := h.as(t, h.in(t, p).Token)
		if diff := cmp.Diff(url.Values{"note": {"an hour with a client"}}, load(ctx, t, h)); diff != "" {
			t.Errorf("after signing in again (-want +got):\n%s", diff)
		}
		h.Clock.Advance(48 * time.Hour)
		keeps(token, "two days later", false)
		if diff := cmp.Diff(url.Values{"note": {"an hour with a client"}}, load(h.as(t, h.in(t, p).Token), t, h)); diff != "" {
			t.Errorf("a session long dead wrote a draft:\n%s", diff)
		}
	})
}

// What lets somebody in is left out, at whatever address it is asked for; a code that is a choice out of a list is kept.
func TestDraftLeavesOutSecrets(t *testing.T) {
	for field, kept := range map[string]bool{"password": false, "new-password": false, "password-again": false, "secret": false, "secret_code": false,
		"code": true, "name": true} {
		if empty := (identity.SaveDraft{Form: "/anywhere", Values: url.Values{field: {"x"}, "_key": {"k"}}}).Empty(); empty == kept {
			t.Errorf("%s: kept %t, want %t", field, !empty, kept)
		}
	}
}
