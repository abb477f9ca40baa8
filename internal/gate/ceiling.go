package gate

import (
	"context"
	"maps"

	"goldenthread/internal/access"
	"goldenthread/internal/store"
)

// SetCeilings writes what each role can be shown at most, as this program has it, to where lists and
// decisions read it. Whoever opens a database calls it once, before anything is read: without these
// rows nobody reaches any folder. When nothing changed, nothing is written.
func (g *Gate) SetCeilings(ctx context.Context) error {
	return g.db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
		type ceiling struct {
			sections   access.Section
			everywhere bool
		}
		known := map[access.Role]ceiling{}
		if err := store.Each(ctx, u, ceilingsSQL, func(scan store.Scan) error {
			var (
				r access.Role
				c ceiling
			)
			err := scan(&r, &c.sections, &c.everywhere)
			known[r] = c
			return err
		}); err != nil {
			return err
		}
		var rows [][]any
		set := func(r access.Role, c ceiling) {
			if was, found := known[r]; !found || was != c {
				rows = append(rows, []any{r, c.sections, c.everywhere})
			}
			delete(known, r)
		}
		for _, r := range access.Roles() {
			set(r, ceiling{access.Ceiling(r), r.Everywhere()})
		}
		for r := range maps.Clone(known) { // roles that were: they are shown nothing
			set(r, ceiling{})
		}
		if len(rows) == 0 {
			return nil
		}
		_, err := store.Exec(ctx, u, setCeilingsSQL, store.Rows(rows))
		return err
	})
}
