package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
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

// FirstContacts tells of every case of a service which priority was agreed, when the person was first reached and whether the clock stood
// still before, so that the clocks of a changed file can be replayed over the past. Fails with errs.Forbidden for everybody but the operator.
func FirstContacts(ctx context.Context, v gate.Reader, service string) (map[id.Referral]referral.FirstContact, error) {
	if err := v.Authorize(ctx, ActStays, gate.On{Service: service}); err != nil {
		return nil, err
	}
	all := map[id.Referral]referral.FirstContact{}
	return all, store.Each(ctx, v, firstContactsSQL, func(scan store.Scan) error {
		var r id.Referral
		var first referral.FirstContact
		if err := scan(&r, &first.Agreed, &first.At, &first.Stood); err != nil {
			return err
		}
		all[r] = first
		return nil
	}, service)
}

// firstContactsSQL is driven by case_file_service, and by contact_attempt_folder and case_pause_case for each case.
var firstContactsSQL = store.SQL("casework.firstContacts", `
	SELECT c.referral_id, c.agreed, COALESCE(c.reached_at, 0),
		EXISTS (SELECT 1 FROM case_pause p WHERE p.case_id = c.id AND (c.reached_at IS NULL OR p.since_at < c.reached_at))
	FROM (
		SELECT f.id, f.referral_id, COALESCE(j.counts, '') AS agreed,
			(SELECT min(a.at) FROM contact_attempt a WHERE a.folder_id = f.folder_id AND a.outcome = 'reached') AS reached_at
		FROM case_file f LEFT JOIN assessment_v_joint j ON j.folder_id = f.folder_id
		WHERE f.service = $1
	) c`)
