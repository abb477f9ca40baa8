package agency

import (
	"context"
	"strings"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// RenameAgency gives an agency another name; its key stays. The system administrator and the
// operator's command line may.
//
// Fails with errs.Invalid, errs.NotFound, and errs.Stale when someone changed it since it was
// read. Records AgencyRenamed.
type RenameAgency struct {
	Agency  id.Agency
	Version int // of the agency that was looked at
	Name    string
}

// AgencyRenamed says that an agency goes by another name now.
type AgencyRenamed struct {
	Agency id.Agency `json:"agency"`
}

// EventKind names the event.
func (AgencyRenamed) EventKind() string { return "agency.renamed" }

// Run renames the agency and gives its new version.
func (c RenameAgency) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActRename, gate.On{}); err != nil {
		return 0, err
	}
	var bad errs.Fields
	checkName(&bad, c.Name)
	if err := bad.Err(); err != nil {
		return 0, err
	}
	if _, err := ByID(ctx, tx, c.Agency); err != nil {
		return 0, err
	}
	changed, err := store.Exec(ctx, tx, renameAgencySQL, strings.TrimSpace(c.Name), tx.Entry(), c.Agency, c.Version)
	if err != nil {
		return 0, err
	}
	if changed == 0 {
		return 0, errs.New(errs.Stale, "someone else changed this agency since you opened it: look again, then rename it")
	}
	tx.Record(AgencyRenamed{Agency: c.Agency})
	return c.Version + 1, nil
}
