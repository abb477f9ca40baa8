package report

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/store"
)

// The fact views this package reads, and what it asks of them. They hold no identity. A fact counts
// as at a date when it was recorded before the end of that date.
//
//	referral_v_fact_referral     referral_id, folder_id, person_id, service, source, age_at_referral (null: not known),
//	                             received_on, accepted_on ('' until accepted), recorded_at
//	person_v_fact_demographic    person_id, folder_id, field, code ('' unless given), recorded_at
//	casework_v_fact_case         case_id, folder_id, person_id, service, opened_on, closed_on ('' while open), recorded_at
//	casework_v_fact_need         case_id, folder_id, service, kind, code, noted_on, recorded_at
//	casework_v_fact_onward       onward_id, case_id, folder_id, service, code, made_on, recorded_at
//	casework_v_fact_advocacy     advocacy_id, case_id, folder_id, person_id, service, forum, on_date, recorded_at
//	casework_v_fact_mediation    mediation_id, case_id, folder_id, service, offered_on, recorded_at
//	casework_v_fact_court        court_id, case_id, folder_id, service, on_date, recorded_at
//
// Every counting statement takes $1 service, $2 first and $3 last day of the year, $4 to $6 first days
// of quarters 2 to 4, and $7 the instant at which the as-at date ends; those of referrals take that date
// too, for one accepted later did not count then; and some take which of the view's kinds or fields.
// Each gives rows of code, quarter and number, so the database counts and a
// few dozen rows come back however many records there are.

// countReferralsSQL counts new referrals: received in the year and accepted.
var countReferralsSQL = store.SQL("report.countReferrals", `
	SELECT source,
		CASE WHEN received_on < $4 THEN 1 WHEN received_on < $5 THEN 2 WHEN received_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM referral_v_fact_referral
	WHERE service = $1 AND received_on >= $2 AND received_on <= $3 AND accepted_on <> '' AND accepted_on <= $8 AND recorded_at < $7
	GROUP BY source, quarter`)

// countAgesSQL counts new referrals by the person's age when she was referred.
var countAgesSQL = store.SQL("report.countAges", `
	SELECT COALESCE(CAST(age_at_referral AS text), '') AS age,
		CASE WHEN received_on < $4 THEN 1 WHEN received_on < $5 THEN 2 WHEN received_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM referral_v_fact_referral
	WHERE service = $1 AND received_on >= $2 AND received_on <= $3 AND accepted_on <> '' AND accepted_on <= $8 AND recorded_at < $7
	GROUP BY age, quarter`)

// countDemographicSQL counts new referrals by what the person said of herself in the field $9; not
// asked, not given and prefers not to say are all the empty code.
var countDemographicSQL = store.SQL("report.countDemographic", `
	SELECT COALESCE(d.code, '') AS answer,
		CASE WHEN r.received_on < $4 THEN 1 WHEN r.received_on < $5 THEN 2 WHEN r.received_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM referral_v_fact_referral r
	LEFT JOIN person_v_fact_demographic d
		ON d.folder_id = r.folder_id AND d.person_id = r.person_id AND d.field = $9 AND d.recorded_at < $7
	WHERE r.service = $1 AND r.received_on >= $2 AND r.received_on <= $3 AND r.accepted_on <> '' AND r.accepted_on <= $8 AND r.recorded_at < $7
	GROUP BY answer, quarter`)

// countSupportedSQL counts people with a case open at some time in the year, each once: as carried
// over when her first such case was opened before it.
var countSupportedSQL = store.SQL("report.countSupported", `
	WITH supported AS (
		SELECT person_id, min(opened_on) AS opened_on
		FROM casework_v_fact_case
		WHERE service = $1 AND opened_on <= $3 AND (closed_on = '' OR closed_on >= $2) AND recorded_at < $7
		GROUP BY person_id
	)
	SELECT CASE WHEN opened_on < $2 THEN 'carried_over' ELSE 'new' END AS standing,
		CASE WHEN opened_on < $4 THEN 1 WHEN opened_on < $5 THEN 2 WHEN opened_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM supported
	GROUP BY standing, quarter`)

// countNeedsSQL counts needs of the kind $8: need (support given) or additional.
var countNeedsSQL = store.SQL("report.countNeeds", `
	SELECT code,
		CASE WHEN noted_on < $4 THEN 1 WHEN noted_on < $5 THEN 2 WHEN noted_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM casework_v_fact_need
	WHERE service = $1 AND noted_on >= $2 AND noted_on <= $3 AND recorded_at < $7 AND kind = $8
	GROUP BY code, quarter`)

// countOnwardSQL counts referrals made to other services.
var countOnwardSQL = store.SQL("report.countOnward", `
	SELECT code,
		CASE WHEN made_on < $4 THEN 1 WHEN made_on < $5 THEN 2 WHEN made_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM casework_v_fact_onward
	WHERE service = $1 AND made_on >= $2 AND made_on <= $3 AND recorded_at < $7
	GROUP BY code, quarter`)

// countMediationSQL counts cases in which mediation was offered, each once, by the first offer.
var countMediationSQL = store.SQL("report.countMediation", `
	WITH offered AS (
		SELECT case_id, min(offered_on) AS first_on
		FROM casework_v_fact_mediation
		WHERE service = $1 AND offered_on >= $2 AND offered_on <= $3 AND recorded_at < $7
		GROUP BY case_id
	)
	SELECT '' AS code,
		CASE WHEN first_on < $4 THEN 1 WHEN first_on < $5 THEN 2 WHEN first_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM offered
	GROUP BY quarter`)

// countAdvocacySQL counts people spoken up for, by forum, each once, by the first time (R119, I-04).
var countAdvocacySQL = store.SQL("report.countAdvocacy", `
	WITH spoken AS (
		SELECT forum, person_id, min(on_date) AS first_on
		FROM casework_v_fact_advocacy
		WHERE service = $1 AND on_date >= $2 AND on_date <= $3 AND recorded_at < $7
		GROUP BY forum, person_id
	)
	SELECT forum,
		CASE WHEN first_on < $4 THEN 1 WHEN first_on < $5 THEN 2 WHEN first_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM spoken
	GROUP BY forum, quarter`)

// countCourtSQL counts people supported at court, each once, by the first time.
var countCourtSQL = store.SQL("report.countCourt", `
	WITH helped AS (
		SELECT c.person_id, min(k.on_date) AS first_on
		FROM casework_v_fact_court k
		JOIN casework_v_fact_case c ON c.case_id = k.case_id
		WHERE k.service = $1 AND k.on_date >= $2 AND k.on_date <= $3 AND k.recorded_at < $7
		GROUP BY c.person_id
	)
	SELECT '' AS code,
		CASE WHEN first_on < $4 THEN 1 WHEN first_on < $5 THEN 2 WHEN first_on < $6 THEN 3 ELSE 4 END AS quarter,
		count(*)
	FROM helped
	GROUP BY quarter`)

// source is how one measure is counted and listed.
type source struct {
	measure Measure
	count   store.Statement
	list    store.Statement
	kind    string // what both take of the view's kinds or fields, when it has several
	dated   bool   // both take the as-at date itself
	once    bool   // a person or case counts once in the year: list takes the year too
	coded   bool   // list takes codes
}

var sources = []source{
	{measure: Referrals, count: countReferralsSQL, list: listReferralsSQL, dated: true, coded: true},
	{measure: Age, count: countAgesSQL, list: listAgesSQL, dated: true, coded: true},
	{measure: Sex, count: countDemographicSQL, list: listDemographicSQL, kind: "gender", dated: true, coded: true},
	{measure: Ethnicity, count: countDemographicSQL, list: listDemographicSQL, kind: "ethnicity", dated: true, coded: true},
	{measure: Supported, count: countSupportedSQL, list: listSupportedSQL, once: true, coded: true},
	{measure: Needs, count: countNeedsSQL, list: listNeedsSQL, kind: "need", coded: true},
	{measure: AdditionalNeeds, count: countNeedsSQL, list: listNeedsSQL, kind: "additional", coded: true},
	{measure: Onward, count: countOnwardSQL, list: listOnwardSQL, coded: true},
	{measure: Mediation, count: countMediationSQL, list: listMediationSQL, once: true},
	{measure: Advocacy, count: countAdvocacySQL, list: listAdvocacySQL, once: true, coded: true},
	{measure: Court, count: countCourtSQL, list: listCourtSQL, once: true},
}

func sourceOf(m Measure) source {
	for _, s := range sources {
		if s.measure == m {
			return s
		}
	}
	return source{} // cannot be: the schema lists the measures, and a test that each has a source
}

// endOf gives the instant at which a day ends: what was recorded before it was known that day.
func endOf(day clock.Date) clock.Instant { return day.AddDays(1).Start() }

// extra gives the arguments that stand after the first seven.
func (s source) extra(asAt clock.Date) []any {
	var args []any
	if s.dated {
		args = append(args, asAt)
	}
	if s.kind != "" {
		args = append(args, s.kind)
	}
	return args
}

// tally counts one measure of a service in a year.
func (s source) tally(ctx context.Context, q store.Reader, service string, p Period, asAt clock.Date) ([]Tally, error) {
	second, third, fourth := p.Starts()
	args := []any{service, p.From, p.To, second, third, fourth, endOf(asAt)}
	args = append(args, s.extra(asAt)...)
	return store.Collect(ctx, q, s.count, func(scan store.Scan) (Tally, error) {
		t := Tally{Measure: s.measure}
		err := scan(&t.Code, &t.Quarter, &t.N)
		return t, err
	}, args...)
}

// gather counts all that the tables of a definition need.
func (d Definition) gather(ctx context.Context, q store.Reader, p Period, asAt clock.Date) ([]Tally, error) {
	var all []Tally
	done := map[Measure]bool{}
	for _, t := range d.Tables {
		if done[t.Counts] {
			continue
		}
		done[t.Counts] = true
		tallies, err := sourceOf(t.Counts).tally(ctx, q, d.Service, p, asAt)
		if err != nil {
			return nil, err
		}
		all = append(all, tallies...)
	}
	return all, nil
}
