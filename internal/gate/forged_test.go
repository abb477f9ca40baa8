package gate_test

import (
	"context"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/store"
)

var (
	forgeGrantSQL = store.SQL("gate.testForgeGrant", `
	INSERT INTO access_grant (id, folder_id, grantee, sections, basis, granted_by, since_at, until_at, last_entry)
	VALUES ('forged', $1, 'bob', 4095, 'case', 'ann', 0, $2, 'no such entry')`)
	forgeExclusionSQL = store.SQL("gate.testForgeExclusion", `
	INSERT INTO access_exclusion (id, folder_id, account_id, basis, excluded_by, since_at, until_at, last_entry)
	VALUES ('forged', $1, 'bob', 'conflict of interest', 'ann', 0, $2, 'no such entry')`)
	forgeMembershipSQL = store.SQL("gate.testForgeMembership", `
	INSERT INTO membership (id, account_id, role, agency_id, team_id, service, granted_by, since_at, until_at, last_entry)
	SELECT 'forged', 'bob', 'supervisor', 'charity', 'team', 'barnet', 'ann', 0, $2, 'no such entry' FROM folder WHERE id = $1`)
)

// What somebody with the database in the hand lets himself into is found by verification.
func TestVerifyFindsWhatWasForged(t *testing.T) {
	for table, forge := range map[string]store.Statement{
		"access_grant": forgeGrantSQL, "access_exclusion": forgeExclusionSQL, "membership": forgeMembershipSQL,
	} {
		t.Run(table, func(t *testing.T) {
			gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
				folder := tellStory(t, f, f.As(t, "ann", worker), access.All).Folder()
				if r, err := audit.Verify(t.Context(), f.DB, audit.Against{}); err != nil || !r.OK {
					t.Fatalf("before: %+v, %v", r.FirstBad, err)
				}
				if err := f.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
					_, err := store.Exec(ctx, u, forge, folder, clock.Never)
					return err
				}); err != nil {
					t.Fatal(err)
				}
				r, err := audit.Verify(t.Context(), f.DB, audit.Against{})
				if err != nil || r.OK || r.FirstBad.Entry != "no such entry" || !strings.HasPrefix(r.FirstBad.Why, table+" forged ") {
					t.Errorf("Verify = %+v, %v", r.FirstBad, err)
				}
			})
		})
	}
}
