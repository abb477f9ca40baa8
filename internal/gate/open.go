package gate

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
)

// Open opens sealed values for the actor, all in one go: one access query over all folders, one
// key query, then the envelopes. Every item's folder and section is checked again here, whatever
// the list that brought it was filtered by: a forgotten join is an error, not a leak. Empty
// values open to "" without a check. What is opened is recorded, come what may.
//
// Fails with errs.NotFound when one of the items may not be seen; then none is opened.
func (v *View) Open(ctx context.Context, items ...*seal.Value) error {
	items = slices.DeleteFunc(slices.Clone(items), func(it *seal.Value) bool { return it == nil || it.IsEmpty() || it.IsOpen() })
	if len(items) == 0 {
		return nil
	}
	folders := make([]id.Folder, 0, len(items))
	for _, it := range items {
		folders = append(folders, it.Folder())
	}
	if err := v.stand(ctx, folders); err != nil {
		return err
	}
	for _, it := range items {
		if v.folders[it.Folder()].shows(it.Column().Section()) {
			continue
		}
		v.trail.decide(openAction, string(it.Folder()), access.Decision{Why: "no grant for " + it.Column().Section().String()})
		return NoSuchRecord()
	}
	plains, err := v.gate.keys.OpenBatch(ctx, v, items)
	if err != nil {
		return err
	}
	v.trail.open(items)
	for i, it := range items {
		seal.Opened(it, plains[i])
	}
	return nil
}

// OpenWhatMay opens those of the items that the actor may see and leaves the others closed: for
// pages that show each role its own part. Nothing is refused, and what is opened is recorded.
func (v *View) OpenWhatMay(ctx context.Context, items ...*seal.Value) error {
	var folders []id.Folder
	for _, it := range items {
		if it != nil && !it.IsEmpty() {
			folders = append(folders, it.Folder())
		}
	}
	if err := v.stand(ctx, folders); err != nil {
		return err
	}
	return v.Open(ctx, slices.DeleteFunc(slices.Clone(items), func(it *seal.Value) bool {
		return it == nil || it.IsEmpty() || !v.folders[it.Folder()].shows(it.Column().Section())
	})...)
}

// May tells whether the actor may see sections of a folder, without recording a refusal: for
// pages that leave out what cannot be shown. The answer comes from the same rows as Open's. To ask
// about no section at all is a fault of the program: everybody would see it.
func (v *View) May(ctx context.Context, f id.Folder, sections access.Section) (bool, error) {
	if sections == access.None {
		return false, errAsksNothing
	}
	if err := v.stand(ctx, []id.Folder{f}); err != nil {
		return false, err
	}
	return v.folders[f].shows(sections), nil
}

var errAsksNothing = errs.New(errs.Internal, "asked whether no section at all may be seen")

// openAction names a refused opening in the audit entry. Nobody holds it.
var openAction = access.Declare("sealed.open", access.Policy{})

// Compare lets the program look at sealed values without showing them to anyone: for matching,
// conflicts of interest and indexing. The plain text lives only inside fn; only what fn makes of
// it (a score) may come out. The entry says under which rule, how many and whose. The unit must hold
// an allowed decision first.
func (v *View) Compare(ctx context.Context, rule string, items []*seal.Value, fn func(i int, plain string)) error {
	if !v.trail.allowed() {
		return errs.New(errs.Internal, "comparing before any access decision")
	}
	plains, err := v.gate.keys.OpenBatch(ctx, v, items)
	if err != nil {
		return err
	}
	v.trail.compare(rule, items)
	for i := range items {
		fn(i, plains[i])
	}
	return nil
}
