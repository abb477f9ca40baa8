package agency

import (
	"context"
	"strings"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// AddAgency makes an agency a member of the partnership. The system administrator and the
// operator's command line may.
//
// Fails with errs.Invalid (field by field) and errs.Conflict when the key is taken. Records
// AgencyAdded.
type AddAgency struct {
	Key      string
	Name     string
	Kind     string
	District string
}

// AgencyAdded says that an agency joined.
type AgencyAdded struct {
	Agency id.Agency `json:"agency"`
	Kind   string    `json:"agency_kind"`
}

// EventKind names the event.
func (AgencyAdded) EventKind() string { return "agency.added" }

// Run adds the agency and gives its id.
func (c AddAgency) Run(ctx context.Context, tx *gate.Tx) (id.Agency, error) {
	if err := tx.Authorize(ctx, ActAddAgency, gate.On{}); err != nil {
		return "", err
	}
	if err := c.check(); err != nil {
		return "", err
	}
	_, taken, err := store.Find(ctx, tx, agencyByKeySQL, scanAgency, c.Key)
	if err != nil {
		return "", err
	}
	if taken {
		return "", errs.New(errs.Conflict, "there is an agency with that key already: choose another key")
	}
	added := id.Agency(tx.NewID())
	_, err = store.Exec(ctx, tx, addAgencySQL, added, c.Key, strings.TrimSpace(c.Name), c.Kind, c.District, tx.Entry())
	if err != nil {
		return "", err
	}
	tx.Record(AgencyAdded{Agency: added, Kind: c.Kind})
	return added, nil
}

func (c AddAgency) check() error {
	var bad errs.Fields
	checkKey(&bad, "key", c.Key)
	checkName(&bad, c.Name)
	if !codeForm.MatchString(c.Kind) {
		bad.Add("kind", "Say what kind of agency it is: council, police, housing, health, provider")
	}
	if c.District != "" && !areaForm.MatchString(c.District) {
		bad.Add("district", "Use the district's code, as in E09000003, or leave it empty for the whole area")
	}
	return bad.Err()
}
