package casework

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// ReferrerView gives the receipt of one referral with what the service's file lets its referrer know of the work
// (practice D10, parts 3.2 and 3.3): that she was reached or could not be, that support was taken up, how many
// sessions there were, that it ended. Whoever may see the receipt may: see [referral.ReferrerView].
func ReferrerView(ctx context.Context, v gate.Reader, service catalogue.Service, ref id.Referral) (referral.Receipt, error) {
	r, err := referral.ReferrerView(ctx, v, service, ref)
	if err != nil {
		return referral.Receipt{}, err
	}
	list := []referral.Receipt{r}
	err = addNews(ctx, v, list, func(string) (catalogue.Service, bool) { return service, true })
	return list[0], err
}

// OwnReferrals lists what the actor has referred, as [referral.Own], with the same.
func OwnReferrals(ctx context.Context, v gate.Reader, services func(string) (catalogue.Service, bool)) ([]referral.Receipt, error) {
	list, err := referral.Own(ctx, v, services)
	if err != nil {
		return nil, err
	}
	return list, addNews(ctx, v, list, services)
}

// addNews adds what became of the work to receipts, in one statement.
func addNews(ctx context.Context, v gate.Reader, list []referral.Receipt, services func(string) (catalogue.Service, bool)) error {
	var ids []id.Referral
	for _, r := range list {
		if r.Open {
			ids = append(ids, r.Referral)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	went := map[id.Referral]catalogue.Progress{}
	err := store.Each(ctx, v, progressSQL, func(scan store.Scan) error {
		var ref id.Referral
		var state State
		var at catalogue.Passed
		var p catalogue.Progress
		if err := scan(&ref, &state, &p.Sessions, &p.Reached, &at.Stage, &at.By); err != nil {
			return err
		}
		p.Closed, p.Way = state == Closed, append(went[ref].Way, at)
		went[ref] = p
		return nil
	}, ReachedHer, store.List(ids))
	if err != nil {
		return err
	}
	for i, r := range list {
		s, ok := services(r.Service)
		p, worked := went[r.Referral]
		if !ok || !worked {
			continue
		}
		list[i].News, list[i].Sessions = append(r.News, s.News(p)...), p.Sessions
	}
	return nil
}

// progressSQL gives of cases, by their referrals, the stages they came to, and nothing of what was said. Driven by
// the referrals' own index and case_stage_case.
var progressSQL = store.SQL("casework.progress", `
	SELECT c.referral_id, c.state, (SELECT count(*) FROM case_session s WHERE s.case_id = c.id),
		EXISTS (SELECT 1 FROM contact_attempt a WHERE a.folder_id = c.folder_id AND a.outcome = $1), t.stage, t.outcome
	FROM case_file c JOIN case_stage t ON t.case_id = c.id
	WHERE c.referral_id IN ({{list}})
	ORDER BY c.referral_id, t.since_at, t.id`)
