package gate_test

import (
	"context"
	"fmt"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/seal"
)

// TestOpenManyFolders: more folders in one opening than one statement asks about, as an export or a
// restore test has: every one is checked, opens, and stands in the record.
func TestOpenManyFolders(t *testing.T) {
	const many = 1100
	gatetest.BothEngines(t, nil, func(t *testing.T, f *gatetest.Fixture) {
		ctx := f.As(t, "ann", worker)
		boxes, err := gate.Write(ctx, f.Gate, "", func(ctx context.Context, tx *gate.Tx) ([]*seal.Value, error) {
			if err := tx.Authorize(ctx, actTell, gate.On{Service: "barnet"}); err != nil {
				return nil, err
			}
			var boxes []*seal.Value
			for i := range many {
				folder, err := tx.NewFolder(ctx, "referral", "barnet")
				if err != nil {
					return nil, err
				}
				if err := tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: "team", Sections: access.All, Basis: gate.BasisService}); err != nil {
					return nil, err
				}
				row := fmt.Sprintf("row %d", i)
				box, err := tx.Seal(ctx, told, folder, row, "told "+row)
				if err != nil {
					return nil, err
				}
				tx.Record(happened{folder})
				boxes = append(boxes, told.Value(folder, row, box))
			}
			return boxes, nil
		})
		if err != nil {
			t.Fatalf("telling %d stories: %v", many, err)
		}
		_, err = gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
			if err := v.Authorize(ctx, access.SignedIn, gate.On{}); err != nil {
				return 0, err
			}
			return len(boxes), v.Open(ctx, boxes...)
		})
		if err != nil {
			t.Fatalf("opening %d: %v", many, err)
		}
		for i, box := range boxes {
			if want := fmt.Sprintf("told row %d", i); box.Text() != want {
				t.Fatalf("box %d opens to %q, want %q", i, box.Text(), want)
			}
		}
		report, err := audit.Verify(t.Context(), f.DB, audit.Against{})
		if err != nil || !report.OK {
			t.Errorf("the log does not verify: %+v, %v", report, err)
		}
	})
}
