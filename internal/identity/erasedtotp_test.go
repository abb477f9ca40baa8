package identity_test

import (
	"context"
	"testing"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
)

var foldersOf = store.SQL("test.folderOfAccount", `SELECT folder_id FROM account WHERE id = $1`)

// TestNoCodeFitsAnErasedSecret: once the account's key is destroyed its authenticator's secret opens to nothing, whose
// codes anybody could work out.
func TestNoCodeFitsAnErasedSecret(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		p := h.hire(t, "p@example.org", "P P", access.Coach)
		h.enrol(t, h.as(t, h.in(t, p).Token), p.password)
		h.Clock.Advance(time.Hour)
		if err := h.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			folder, err := store.One(ctx, u, foldersOf, store.Value[id.Folder], p.account)
			if err != nil {
				return err
			}
			return h.Keys.Erase(ctx, u, id.Key(folder))
		}); err != nil {
			t.Fatal(err)
		}
		empty := identity.Authenticator{Secret: identity.Hide("")}
		_, err := identity.GiveCode(t.Context(), h.Gate, h.rules, identity.Code{
			Token: h.first(t, p).Token, Code: h.shown(t, empty), Address: "10.0.0.1",
		})
		if field(err, "secret_code") == "" {
			t.Errorf("a code of the empty secret: %v, want it refused", err)
		}
	})
}
