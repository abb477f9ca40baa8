package intake

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActListed is for the operator's command line: it reads no person.
var ActListed = access.Declare("intake.listed", access.Policy{Systems: []string{"cli"}})

// Listed tells which referrals of a service came in a list of cases kept before: how long anybody waited there the program does
// not know. Fails with errs.Forbidden for everybody but the operator.
func Listed(ctx context.Context, v gate.Reader, service string) (map[id.Referral]bool, error) {
	if err := v.Authorize(ctx, ActListed, gate.On{Service: service}); err != nil {
		return nil, err
	}
	rows, err := store.Collect(ctx, v, listedSQL, store.Value[id.Referral], service)
	listed := map[id.Referral]bool{}
	for _, r := range rows {
		listed[r] = true
	}
	return listed, err
}

// listedSQL reads the rows of the service's lists.
var listedSQL = store.SQL("intake.listed", `
	SELECT r.referral_id FROM intake_batch b JOIN intake_row r ON r.batch_id = b.id
	WHERE b.service = $1 AND b.kind = 'caseload' AND r.referral_id <> ''`)
