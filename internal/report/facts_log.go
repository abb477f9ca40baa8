package report

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/store"
)

// The facts of the log of work beside the cases (R122, R168, R177, R210, R228) and of the posts (R209, R211). They are about nobody who is
// supported and have no folder: what they open to is the log itself.

const (
	activityLog = ` FROM workforce_v_fact_activity y
		WHERE y.service = $1 AND y.on_date >= $2 AND y.on_date <= $3 AND y.recorded_at < $5 AND (y.taken_back_at = 0 OR y.taken_back_at >= $5)`
	activityFacts = `SELECT y.activity_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, y.on_date, y.kind AS code` + activityLog

	dayLog = ` FROM workforce_v_fact_day w
		WHERE w.service = $1 AND w.on_date >= $2 AND w.on_date <= $3 AND w.recorded_at < $5 AND (w.taken_back_at = 0 OR w.taken_back_at >= $5)`

	// dayFacts are days somebody worked for the service: two people on one day are two.
	dayFacts = `SELECT w.day_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, w.on_date,
			CASE WHEN w.co_located = true THEN 'with_partner' ELSE 'apart' END AS code` + dayLog

	// staffedFacts are days on which anybody worked for it, each once; one of them with a partner makes it a day with one.
	staffedFacts = `SELECT w.on_date AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id, w.on_date,
			CASE WHEN max(CASE WHEN w.co_located = true THEN 1 ELSE 0 END) = 1 THEN 'with_partner' ELSE 'apart' END AS code` + dayLog + `
		GROUP BY w.on_date`

	// postFacts are the posts there were on the last day, or on the as-at date when that comes first, as last looked at by then.
	postLooks = ` FROM workforce_v_fact_post p
		WHERE p.service = $1 AND CAST($2 AS text) <= $4 AND p.looked_on <= $3 AND p.looked_on <= $4
			AND (p.replaced_on = '' OR p.replaced_on > $3 OR p.replaced_on > $4) AND p.recorded_at < $5`
	postFacts = `SELECT p.look_id AS key, '' AS referral_id, '' AS case_id, '' AS folder_id, '' AS person_id,
			CASE WHEN CAST($3 AS text) > $4 THEN CAST($4 AS text) ELSE CAST($3 AS text) END AS on_date, `
	stateFacts      = postFacts + `p.state AS code` + postLooks
	recruitingFacts = postFacts + `p.difficulty AS code` + postLooks

	said    = `SELECT f.on_date, f.code, f.about, f.words FROM (`
	saidEnd = `) f WHERE f.on_date <= $4 ORDER BY f.on_date, f.key LIMIT 501`

	// activityWords are what was noted by the as-at date. A note that was taken back after it is counted still, but what it
	// said is not repeated: it may have been taken back because it named somebody.
	activityWords = `SELECT y.activity_id AS key, y.on_date, y.kind AS code,
			CASE WHEN y.taken_back_at = 0 THEN y.body ELSE '' END AS about, CASE WHEN y.taken_back_at = 0 THEN y.outcome ELSE '` + takenBack + `' END AS words` + activityLog
	postWords = `SELECT p.look_id AS key, p.looked_on AS on_date, p.state AS code,
			p.role || ', ' || CAST(p.share AS text) || '% of full time, advertised ' || CAST(p.adverts AS text) || CASE WHEN p.adverts = 1 THEN ' time' ELSE ' times' END AS about,
			p.note AS words` + postLooks
)

var logSources = []source{
	{measure: Activities, unit: activitiesLogged, in: InLog, nobody: true,
		own:  store.SQL("report.activities", counts+activityFacts+countsEnd),
		list: store.SQL("report.activitiesListed", lists+activityFacts+listsEnd),
		said: store.SQL("report.activitiesSaid", said+activityWords+saidEnd)},
	{measure: ServiceDays, unit: daysWorked, in: InLog, nobody: true,
		own:  store.SQL("report.serviceDays", counts+dayFacts+countsEnd),
		list: store.SQL("report.serviceDaysListed", lists+dayFacts+listsEnd)},
	{measure: StaffedDays, unit: daysStaffed, in: InLog, nobody: true,
		own:  store.SQL("report.staffedDays", counts+staffedFacts+countsEnd),
		list: store.SQL("report.staffedDaysListed", lists+staffedFacts+listsEnd)},
	{measure: Posts, unit: postsThere, in: InPosts, nobody: true,
		own:  store.SQL("report.posts", counts+stateFacts+countsEnd),
		list: store.SQL("report.postsListed", lists+stateFacts+listsEnd),
		said: store.SQL("report.postsSaid", said+postWords+saidEnd)},
	{measure: Recruiting, unit: postsThere, in: InPosts, nobody: true,
		own:  store.SQL("report.recruiting", counts+recruitingFacts+countsEnd),
		list: store.SQL("report.recruitingListed", lists+recruitingFacts+listsEnd)},
}

// Said is what was written down of one fact of a measure that has words: the words belong to the service's
// work and name nobody (doc/decisions/0004).
type Said struct {
	On    clock.Date `json:"on"`
	Line  string     `json:"line"`  // of the table: what kind
	About string     `json:"about"` // where, or of what; empty: nothing was said of it
	Words string     `json:"words"`

	measure Measure
	code    string
}

// mostSaid is how much a return prints of what was written down in its period.
const mostSaid = 500

// hear reads what was written down, for the tables of a definition that print it.
func (d Definition) hear(ctx context.Context, q store.Reader, p Period, asAt clock.Date) ([]Said, error) {
	var all []Said
	for _, t := range d.Tables {
		if !t.Words {
			continue
		}
		of, err := d.hearOf(ctx, q, t.Counts, p, asAt)
		if err != nil {
			return nil, err
		}
		all = append(all, of...)
	}
	return all, nil
}

// hearOf reads what was written down of one measure.
func (d Definition) hearOf(ctx context.Context, q store.Reader, m Measure, p Period, asAt clock.Date) ([]Said, error) {
	return store.Collect(ctx, q, sourceOf(m).said, func(scan store.Scan) (Said, error) {
		s := Said{measure: m}
		err := scan(&s.On, &s.code, &s.About, &s.Words)
		return s, err
	}, d.Service, p.From, p.To, asAt, endOf(asAt))
}

// keepBack leaves out of a kept return the words that stand in the work log no more. What is written of a post is never taken back; of a
// table that the return's file has no more it is not known which of the two it is of.
func (r *Report) keepBack(ctx context.Context, q store.Reader) error {
	type note struct {
		on           clock.Date
		about, words string
	}
	stands, asked := map[note]bool{}, map[Measure]bool{}
	for _, t := range r.Tables {
		of := []Measure{Activities}
		switch {
		case len(t.Said) == 0 || t.layout.Counts == Posts:
			continue
		case t.layout.Counts == noMore:
			of = append(of, Posts)
		}
		for _, m := range of {
			if asked[m] {
				continue
			}
			asked[m] = true
			all, err := r.definition.hearOf(ctx, q, m, r.Period, r.AsAt)
			if err != nil {
				return err
			}
			for _, s := range all {
				stands[note{s.On, s.About, s.Words}] = true
			}
		}
		for i, s := range t.Said {
			if !stands[note{s.On, s.About, s.Words}] {
				t.Said[i].About, t.Said[i].Words = "", takenBack
			}
		}
	}
	return nil
}

// takenBack stands in place of words that were taken back after the return was kept.
const takenBack = "Taken back since."

// quote takes what was said of a table's facts, each under the line that counts it. Of more than a return prints
// it says so.
func (t *Table) quote(all []Said) {
	for _, s := range all {
		if s.measure != t.layout.Counts {
			continue
		}
		for i, codes := range t.codes {
			for _, code := range codes {
				if code == s.code {
					s.Line = t.Rows[i].Label
					t.Said = append(t.Said, s)
				}
			}
		}
	}
	if len(t.Said) > mostSaid {
		t.Said = t.Said[:mostSaid]
		t.SaidMore = t.Total.Cells[t.Whole()].Int() - mostSaid
	}
}
