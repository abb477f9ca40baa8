package assessment

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/measure"
	"goldenthread/internal/store"
)

// ActAgreement is for whoever answers for how a service assesses.
var ActAgreement = access.Declare("assessment.agreement", access.Policy{Roles: []access.Role{access.Supervisor}})

// Agreement is how far two people who scored the same cases agree, of one quarter and one agency: that of whoever
// scored first.
type Agreement struct {
	measure.Agreement
	Instrument string
	From       clock.Date // the first day of the quarter in which the second score was given
	Agency     string     // its name
}

// Agreements reads how far people agree, by quarter, latest first, and agency, since a day that begins a quarter.
// Supervisors may, for their service. Pairs of an earlier edition count as long as its bands are those of the
// instrument in force.
func Agreements(ctx context.Context, v gate.Reader, service string, instruments []catalogue.Instrument, since clock.Date) ([]Agreement, error) {
	if err := v.Authorize(ctx, ActAgreement, gate.On{Service: service}); err != nil {
		return nil, err
	}
	by := map[string]catalogue.Instrument{}
	for _, in := range instruments {
		by[in.Key] = in
	}
	var list []Agreement
	var pairs [][][2]int
	err := store.Each(ctx, v, agreementSQL, func(scan store.Scan) error {
		var a Agreement
		var month, first, second string
		var n int
		if err := scan(&a.Instrument, &month, &a.Agency, &first, &second, &n); err != nil {
			return err
		}
		in := by[a.Instrument]
		one, two := in.BandRank(first), in.BandRank(second)
		if one < 0 || two < 0 {
			return nil
		}
		a.From = QuarterOf(clock.Date(month + "-01"))
		if last := len(list) - 1; last < 0 || list[last].Instrument != a.Instrument || list[last].From != a.From || list[last].Agency != a.Agency {
			list, pairs = append(list, a), append(pairs, nil)
		}
		for last := len(list) - 1; n > 0; n-- {
			pairs[last] = append(pairs[last], [2]int{one, two})
		}
		return nil
	}, service, since)
	for i, a := range list {
		in := by[a.Instrument]
		least := 0
		if in.Again != nil {
			least = in.Again.TooFew
		}
		list[i].Agreement = measure.Kappa(pairs[i], len(in.Bands), least)
	}
	slices.SortStableFunc(list, func(a, b Agreement) int { return strings.Compare(string(b.From), string(a.From)) })
	return list, err
}

// QuarterOf gives the first day of the quarter that a day is in.
func QuarterOf(d clock.Date) clock.Date {
	first := d.AddDays(1 - d.Day())
	return first.AddMonths(-(int(first.Month()) - 1) % 3)
}

// agreementSQL is driven by second_score_scored; the months of one quarter of an agency come one after another.
var agreementSQL = store.SQL("assessment.agreement", `
	SELECT s.instrument, substr(s.scored_on, 1, 7) AS month, COALESCE(a.name, ''), s.first_band, s.band, count(*)
	FROM second_score s LEFT JOIN agency_v_agency a ON a.agency_id = s.agency_id
	WHERE s.service = $1 AND s.scored_at > 0 AND s.scored_on >= $2
	GROUP BY s.instrument, substr(s.scored_on, 1, 7), COALESCE(a.name, ''), s.first_band, s.band
	ORDER BY 3, 1, 2, 4, 5`)
