package demo_test

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/app"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/demo"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// TestTheDipSamples holds the two files to what was published of them: so many rows left to contact, and
// the others each with its reason, those that first contact showed included.
func TestTheDipSamples(t *testing.T) {
	storetest.BothEngines(t, app.Schemas(), func(t *testing.T, db *store.DB) {
		in := load(t, db, demo.Samples)
		ctx := in.as(t, access.Administrator)
		batches, err := gate.Read(ctx, in.gate, func(ctx context.Context, v *gate.View) ([]intake.Batch, error) {
			return intake.Latest(ctx, v, catalogue.DoorPoliceFile, 5, "adt")
		})
		must(t, err)
		if len(batches) != 2 {
			t.Fatalf("%d files, not two", len(batches))
		}
		for i, name := range []string{"cleveland-2014-07", "durham-2014-04"} {
			groups, err := gate.Read(ctx, in.gate, func(ctx context.Context, v *gate.View) ([]intake.Group, error) {
				return intake.Standing(ctx, v, batches[i].ID)
			})
			must(t, err)
			want, rows := expected(t, name)
			got, sum := map[reason.Code]int{}, 0
			for _, g := range groups {
				why := g.Reason
				if g.Heading == reason.Accepted {
					why = reason.Code(g.Why)
				}
				got[why] += g.Rows
				sum += g.Rows
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-published +made):\n%s", name, diff)
			}
			if sum != rows {
				t.Errorf("%s: %d rows do not add up to %d", name, sum, rows)
			}
		}
	})
}

// expected gives what was published of a sample: rows by what they came to in the end.
func expected(t *testing.T, name string) (map[reason.Code]int, int) {
	t.Helper()
	text, err := os.ReadFile("../../testdata/police/" + name + ".expected.json")
	must(t, err)
	var published struct {
		Rows    int                 `json:"rows"`
		Reasons map[reason.Code]int `json:"reasons"`
		ToDo    map[string]int      `json:"left_to_contact"`
		Stopped map[reason.Code]int `json:"stopped_at_contact"`
	}
	must(t, json.Unmarshal(text, &published))
	all := published.Reasons
	for code, n := range published.Stopped {
		all[code] += n
	}
	for _, n := range published.ToDo {
		all["to_contact"] += n
	}
	return all, published.Rows
}
