package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// ActStays is for the operator's command line: it reads no person.
var ActStays = access.Declare("case.stays", access.Policy{Systems: []string{"cli"}})

// Stays tells of every case of a service until when it was open, and its band of risk, so that the limits of a changed
// file can be replayed over the past. Fails with errs.Forbidden for everybody but the operator.
func Stays(ctx context.Context, v gate.Reader, service string) (map[id.Case]workforce.Stay, error) {
	if err := v.Authorize(ctx, ActStays, gate.On{Service: service}); err != nil {
		return nil, err
	}
	stays := map[id.Case]workforce.Stay{}
	return stays, store.Each(ctx, v, staysSQL, func(scan store.Scan) error {
		var c id.Case
		var s workforce.Stay
		if err := scan(&c, &s.Until, &s.Band); err != nil {
			return err
		}
		stays[c] = s
		return nil
	}, service)
}

// staysSQL is driven by case_file_service.
var staysSQL = store.SQL("casework.stays", `
	SELECT c.id, c.closed_on, `+bandOf+` FROM case_file c WHERE c.service = $1`)
