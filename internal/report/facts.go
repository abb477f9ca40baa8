package report

import (
	"context"
	"slices"

	"goldenthread/internal/clock"
	"goldenthread/internal/store"
)

// How facts are counted and listed. A measure's facts are one text (facts_*.go), a query over the fact
// views of other packages that gives for each fact
//
//	key          its own, unique among the facts
//	referral_id, case_id   which of the two it is about; the other is ''
//	folder_id, person_id   whose it is
//	on_date      the day by which it is counted
//	code         what the rows of a table go by
//
// and takes $1 service, $2 first and $3 last day, $4 the as-at date and $5 the instant at which that
// ends: what was recorded later, or is dated later, did not count then. The statement that counts and
// the one that lists are made of the same text, so a figure always opens to what it counts.
//
// The database counts: rows of code, month and number come back, a few hundred however many facts there are.

const (
	counts     = `SELECT f.code, substr(f.on_date, 1, 7) AS month, count(*) FROM (`
	countsEnd  = `) f WHERE f.on_date <= $4 GROUP BY f.code, substr(f.on_date, 1, 7)`
	answers    = `SELECT ` + dimension + ` AS answer, substr(f.on_date, 1, 7) AS month, count(*) FROM (`
	answersEnd = `) f` + dimensions + ` WHERE f.on_date <= $4 GROUP BY answer, month`

	// $6 and $7 first and last day of the cell, $8 day and $9 key of the last fact of the page before,
	// $10 how many, then the codes.
	lists    = `SELECT f.key, f.referral_id, f.case_id, f.folder_id, f.on_date FROM (`
	page     = ` WHERE f.on_date <= $4 AND f.on_date >= $6 AND f.on_date <= $7 AND (f.on_date, f.key) > ($8, $9) AND `
	order    = ` IN ({{list}}) ORDER BY f.on_date, f.key LIMIT $10`
	listsEnd = `) f` + page + `f.code` + order

	// The dimension stands as $6 where it is counted and as $11 where it is listed.
	dimension  = `CASE CAST($6 AS text) ` + dimensionOf
	dimensions = `
		LEFT JOIN referral_v_fact_referral r ON r.folder_id = CASE WHEN CAST($6 AS text)` + ofReferral + ` THEN f.folder_id END
		LEFT JOIN agency_v_fact_agency g ON g.agency_id = CASE WHEN CAST($6 AS text) = 'agency' THEN r.source_agency_id END
		LEFT JOIN person_v_fact_demographic d ON d.folder_id = CASE WHEN NOT CAST($6 AS text)` + ofReferral + ` THEN f.folder_id END
			AND d.person_id = f.person_id AND d.recorded_at < $5 AND d.field = $6`
	choosesEnd  = `) f` + joinReferral + ` AND d.field = $11` + page + `CASE CAST($11 AS text) ` + dimensionOf + order
	dimensionOf = `WHEN 'all' THEN '' WHEN 'source' THEN COALESCE(r.source, '') WHEN 'offence' THEN COALESCE(r.offence_code, '') WHEN 'agency' THEN COALESCE(g.kind, '')
		WHEN 'district' THEN COALESCE(r.district, '') WHEN 'age' THEN COALESCE(CAST(r.age_at_referral AS text), '') ELSE COALESCE(d.code, '') END`
	// What a dimension is not of is not looked up: a year of 100,000 cases is told apart by several.
	ofReferral   = ` IN ('source', 'offence', 'agency', 'district', 'age')`
	joinReferral = `
		LEFT JOIN referral_v_fact_referral r ON r.folder_id = f.folder_id
		LEFT JOIN agency_v_fact_agency g ON g.agency_id = r.source_agency_id
		LEFT JOIN person_v_fact_demographic d ON d.folder_id = f.folder_id AND d.person_id = f.person_id AND d.recorded_at < $5`

	// Elapsed times: the code is the hours that went by.
	times    = `SELECT ` + dimension + ` AS answer, substr(f.on_date, 1, 7) AS month, f.hours, count(*) FROM (`
	timesEnd = `) f` + dimensions + ` WHERE f.on_date <= $4 GROUP BY answer, month, f.hours`

	// Statements answered twice: the answers, and how many gave that pair of them.
	changes    = `SELECT f.code, substr(f.on_date, 1, 7) AS month, f.before_points, f.after_points, count(*) FROM (`
	changesEnd = `) f WHERE f.on_date <= $4 GROUP BY f.code, substr(f.on_date, 1, 7), f.before_points, f.after_points`

	// Where facts go by a set of questions its key is the next parameter: $6 where they are counted, $11 where they are
	// listed, and one more where a dimension stands before it.
)

// source is how one measure is counted and listed: by its own code, and by a dimension where its facts
// have somebody behind them.
type source struct {
	measure   Measure
	unit      Unit
	own, list store.Statement
	by, chose store.Statement
	said      store.Statement // what was written down of the facts, where they have words
	tells     []Dimension     // the dimensions it can be told apart by; none: all
	nobody    bool            // a fact is no person, and tells of none: a publication may show small numbers of it
	in        Kept            // where the facts are kept; empty: each in somebody's folder
	asks      string          // the kind of set of questions by whose answers the facts go; empty: by none
}

// Kept is where facts are kept that are in nobody's folder.
type Kept string

// The places: the log of work beside the cases, training and awareness, the posts, and counts of what was asked.
const (
	InLog      Kept = "log"
	InTraining Kept = "training"
	InPosts    Kept = "posts"
	InCounts   Kept = "counts" // counted when it was asked, with nobody named: there is nothing more to see
)

// dimensional tells whether a measure can be told apart by a dimension.
func (s source) dimensional(by Dimension) bool {
	return s.by != (store.Statement{}) && (len(s.tells) == 0 || slices.Contains(s.tells, by))
}

func sourceOf(m Measure) source {
	for _, all := range [][]source{referralSources, caseSources, workSources, elapsedSources, learningSources, logSources, besideSources, onwardSources, promiseSources, helpedSources, demandSources, measureSources} {
		for _, s := range all {
			if s.measure == m {
				return s
			}
		}
	}
	return source{} // cannot be: the schema lists the measures, and a test that each has a source
}

// endOf gives the instant at which a day ends: what was recorded before it was known that day.
func endOf(day clock.Date) clock.Instant { return day.AddDays(1).Start() }

// known says up to when a return counts.
type known struct {
	asAt clock.Date
	late clock.Instant // what should have been done before it and was not is late: now as long as the day goes on, then its end
}

func knownOn(asAt clock.Date, now clock.Instant) known { return known{asAt, min(endOf(asAt), now)} }

// tally counts one measure of a service in a period.
func (c counted) tally(ctx context.Context, q store.Reader, d Definition, p Period, k known) ([]Tally, error) {
	s := sourceOf(c.measure)
	args := []any{c.of(d.Service), p.From, p.To, k.asAt, endOf(k.asAt)}
	statement := s.own
	if c.by != Own {
		statement = s.by
		args = append(args, c.by)
	}
	args = append(args, c.more(d, k)...)
	return store.Collect(ctx, q, statement, func(scan store.Scan) (Tally, error) {
		t := Tally{Measure: c.measure, By: c.by, Beside: c.beside, Instrument: c.instrument}
		var month clock.Date // without its day
		var err error
		switch {
		case c.measure.elapsed():
			err = scan(&t.Code, &month, &t.Hours, &t.N)
		case c.measure.means():
			err = scan(&t.Code, &month, &t.Before, &t.After, &t.N)
		default:
			err = scan(&t.Code, &month, &t.N)
		}
		t.Month = p.Month(month + "-01")
		return t, err
	}, args...)
}

// more gives what the statements of a measure take besides.
func (c counted) more(d Definition, k known) []any {
	switch {
	case c.measure == Promises:
		return []any{k.late}
	case c.measure == Seen:
		return []any{d.beside()}
	case sourceOf(c.measure).asks != "":
		return []any{c.instrument}
	}
	return nil
}

// gather counts all that the tables of a definition need.
func (d Definition) gather(ctx context.Context, q store.Reader, p Period, k known) ([]Tally, error) {
	var all []Tally
	done := map[counted]bool{}
	for _, t := range d.Tables {
		c := t.counted()
		if c.measure == "" || done[c] {
			continue
		}
		done[c] = true
		tallies, err := c.tally(ctx, q, d, p, k)
		if err != nil {
			return nil, err
		}
		all = append(all, tallies...)
	}
	return all, nil
}
