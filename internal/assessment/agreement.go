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

// Agreement is how far two people who scored the same cases agree, of one stretch of time and one agency: that of
// whoever scored first.
type Agreement struct {
	measure.Agreement
	Instrument string
	From       clock.Date // the first day of the quarter, or of the year, in which the second score was given
	Agency     string     // its name

	pairs [][2]int // the ranks of the bands that the first and the second gave
}

// beside tells whether two stand for the same stretch, agency and instrument.
func (a Agreement) beside(b Agreement) bool {
	return a.Instrument == b.Instrument && a.From == b.From && a.Agency == b.Agency
}

// QuartersAYear is how many quarters are read at once.
const QuartersAYear = 4

// Agreements reads how far people agree in the four quarters from a day that begins one: by quarter, latest first, and
// agency; and of all four together, by agency. In a small service a quarter has too few pairs for a figure where the
// year has enough. Supervisors may, for their service. Pairs of an earlier edition count as long as its bands are
// those of the instrument in force.
func Agreements(ctx context.Context, v gate.Reader, service string, instruments []catalogue.Instrument, since clock.Date) (quarters, year []Agreement, err error) {
	if err := v.Authorize(ctx, ActAgreement, gate.On{Service: service}); err != nil {
		return nil, nil, err
	}
	by := map[string]catalogue.Instrument{}
	for _, in := range instruments {
		by[in.Key] = in
	}
	err = store.Each(ctx, v, agreementSQL, func(scan store.Scan) error {
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
		pairs := slices.Repeat([][2]int{{one, two}}, n)
		a.From = QuarterOf(clock.Date(month + "-01"))
		quarters = addPairs(quarters, a, pairs)
		a.From = since
		year = addPairs(year, a, pairs)
		return nil
	}, service, since, YearAfter(since))
	for _, list := range [][]Agreement{quarters, year} {
		for i, a := range list {
			in, least := by[a.Instrument], 0
			if in.Again != nil {
				least = in.Again.TooFew
			}
			list[i].Agreement = measure.Kappa(a.pairs, len(in.Bands), least)
		}
	}
	slices.SortStableFunc(quarters, func(a, b Agreement) int { return strings.Compare(string(b.From), string(a.From)) })
	return quarters, year, err
}

// addPairs adds pairs to the last of a list, or begins another.
func addPairs(list []Agreement, a Agreement, pairs [][2]int) []Agreement {
	if last := len(list) - 1; last < 0 || !list[last].beside(a) {
		list = append(list, a)
	}
	last := &list[len(list)-1]
	last.pairs = append(last.pairs, pairs...)
	return list
}

// Scored lists the first days of the quarters in which a service's cases were scored again, latest first. Supervisors
// may, for their service.
func Scored(ctx context.Context, v gate.Reader, service string) ([]clock.Date, error) {
	if err := v.Authorize(ctx, ActAgreement, gate.On{Service: service}); err != nil {
		return nil, err
	}
	all, err := store.Collect(ctx, v, scoredSQL, func(scan store.Scan) (clock.Date, error) {
		var month string
		err := scan(&month)
		return QuarterOf(clock.Date(month + "-01")), err
	}, service)
	return slices.Compact(all), err
}

// YearAfter gives the day on which the four quarters from a day are over.
func YearAfter(since clock.Date) clock.Date { return since.AddMonths(3 * QuartersAYear) }

// QuarterOf gives the first day of the quarter that a day is in.
func QuarterOf(d clock.Date) clock.Date {
	first := d.AddDays(1 - d.Day())
	return first.AddMonths(-(int(first.Month()) - 1) % 3)
}

// agreementSQL is driven by second_score_scored; the months of one quarter of an agency come one after another.
var agreementSQL = store.SQL("assessment.agreement", `
	SELECT s.instrument, substr(s.scored_on, 1, 7) AS month, COALESCE(a.name, ''), s.first_band, s.band, count(*)
	FROM second_score s LEFT JOIN agency_v_agency a ON a.agency_id = s.agency_id
	WHERE s.service = $1 AND s.scored_at > 0 AND s.scored_on >= $2 AND s.scored_on < $3
	GROUP BY s.instrument, substr(s.scored_on, 1, 7), COALESCE(a.name, ''), s.first_band, s.band
	ORDER BY 3, 1, 2, 4, 5`)

// scoredSQL is driven by second_score_scored alone.
var scoredSQL = store.SQL("assessment.scored", `
	SELECT DISTINCT substr(s.scored_on, 1, 7) AS month FROM second_score s WHERE s.service = $1 AND s.scored_at > 0 ORDER BY month DESC`)
