package gate

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/id"
)

// Visible gives those of the folders of which the actor may see the sections, all asked in one
// statement. Like May it records no refusal: it is for lists that leave out, or blank, what cannot
// be shown. Like May it refuses to be asked about no section.
func (v *View) Visible(ctx context.Context, folders []id.Folder, sections access.Section) (map[id.Folder]bool, error) {
	if sections == access.None {
		return nil, errAsksNothing
	}
	if err := v.stand(ctx, folders); err != nil {
		return nil, err
	}
	visible := map[id.Folder]bool{}
	for _, f := range folders {
		if v.folders[f].shows(sections) {
			visible[f] = true
		}
	}
	return visible, nil
}
