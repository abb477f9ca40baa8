package assessment

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// ActHandOver is for those of another agency who know that the folder exists, since they referred or work with it.
var ActHandOver = access.Declare("assessment.hand over", access.Policy{Sections: access.Existence,
	Roles: []access.Role{access.Referrer, access.PoliceLiaison, access.PanelCoordinator, access.AgencyContact}})

// HandOver gives the service of a folder the assessment that another agency made of the person, so that nobody is asked
// twice (practice, part 2.4). The agency that referred may, and partners who know of the folder. To hand it over is to
// share it. What it came to is not worked out anew, and nothing of the folder is shown.
//
// Fails with errs.Invalid field by field. Records Came.
type HandOver struct {
	Folder id.Folder
	Given  Given
}

// Run keeps what was handed over, and gives its id.
func (h HandOver) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActHandOver, gate.On{Folder: h.Folder}); err != nil {
		return "", err
	}
	var bad errs.Fields
	h.Given.check(&bad, tx.Now().Date())
	if err := bad.Err(); err != nil {
		return "", err
	}
	return h.Given.keep(ctx, tx, h.Folder, HandedOver, tx.Actor().Agency(), "")
}
