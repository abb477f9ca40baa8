package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/clock"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// coaching is a return with a table of every sort, over half a year.
const coaching = `key: small
title: Small
service: barnet-asb
covers: half-year
records_from: 2018-04-01
spans: [{key: may_on, text: From May, first: 2, last: 6}]
tables:
  - {id: referrals, title: New referrals, counts: referrals, caption: "{referrals}", columns: [months, may_on, period, target], target: coaching, rows: [{key: new, label: New, all: true}]}
  - {id: agencies, title: Agencies, counts: referrals, by: agency, caption: By agency, columns: [period, percent], share: Share, must_equal: referrals,
     rows: [{key: police, label: Police, codes: [police]}, {key: council, label: Council, codes: [council]}]}
  - {id: districts, title: Districts, counts: referrals, by: district, caption: By district, columns: [period], rows: [{key: north, label: North, codes: [N]}, {key: south, label: South, codes: [S]}]}
  - {id: closed, title: Closed, counts: cohort, caption: "As at {as_at}", columns: [period],
     rows: [{key: closed, label: Closed, codes: [closed]}, {key: open, label: Open, codes: [open]}, {key: none, label: No case, codes: [no_case]}]}
  - {id: coached, title: Coached, counts: sessions_each, only: ["1", "2", "3"], caption: Coached, columns: [period], rows: [{key: one, label: One, codes: ["1"]}, {key: more, label: Two or three, ages: {from: 2, to: 3}}]}
  - {id: improved, title: Improved, counts: improved, instrument: five, caption: Improved, columns: [period],
     rows: [{key: any, label: Some or all, codes: [some, all]}, {key: none, label: None, codes: [none]}, {key: unpaired, label: Not asked twice, codes: [not_paired], unknown: true}]}
  - {id: sessions, title: Sessions, counts: sessions, caption: Sessions, columns: [period], rows: [{key: listening, label: Listening, codes: [listening]}, {key: coping, label: Coping, codes: [coping]}]}
  - {id: endings, title: Endings, counts: endings, caption: Endings, columns: [period], rows: [{key: advice, label: Advice, codes: [advice]}, {key: support, label: Support, codes: [support]}]}
  - {id: contacts, title: Contacts, counts: contacts, caption: Contacts, columns: [period], rows: [{key: reached, label: Reached, codes: [reached]}, {key: other, label: Other, codes: [no answer]}]}
  - {id: open, title: Open, counts: open_at_end, caption: Open, columns: [period], rows: [{key: open, label: Open, all: true}]}
  - {id: rated, title: Rated, counts: rated, instrument: risk, caption: Rated, columns: [period], rows: [{key: high, label: High, codes: [high]}, {key: none, label: Not assessed, codes: [""], unknown: true}]}
  - {id: moved, title: Moved, counts: moved, instrument: risk, caption: Moved, columns: [period], rows: [{key: alone, label: Alone, codes: [alone]}, {key: none, label: Nothing, codes: [""], unknown: true}]}
  - {id: wait, title: Wait, counts: to_contact, by: district, fewest: 2, caption: Wait, columns: [period, median, slow], rows: [{key: north, label: North, codes: [N]}, {key: south, label: South, codes: [S]}]}
  - {id: activities, title: Activities, counts: activities, words: true, caption: Activities, columns: [period], rows: [{key: group, label: Working groups, codes: [working_group]}, {key: meeting, label: Meetings, codes: [meeting]}]}
  - {id: days, title: Days, counts: service_days, caption: Days, columns: [period], rows: [{key: partner, label: With a partner, codes: [with_partner]}, {key: apart, label: Apart, codes: [apart]}]}
  - {id: staffed, title: Staffed, counts: staffed_days, caption: Staffed, columns: [period], rows: [{key: partner, label: With a partner, codes: [with_partner]}, {key: apart, label: Apart, codes: [apart]}]}
  - {id: posts, title: Posts, counts: posts, words: true, caption: Posts, columns: [period], rows: [{key: filled, label: Filled, codes: [filled]}, {key: vacant, label: Vacant, codes: [vacant]}]}
  - {id: recruiting, title: Recruiting, counts: hard_to_fill, caption: Recruiting, columns: [period], rows: [{key: none, label: No difficulty, codes: [none]}, {key: serious, label: Serious, codes: [serious]}]}
  - {id: changes, title: Changes, counts: changes, instrument: five, fewest: 2, caption: Changes, columns: [period, before, after, change, low, high], rows: [{key: s1, label: S1, codes: [s1]}]}
  - {id: thought, title: Thought, counts: at_end, instrument: opinion, fewest: 2, caption: Thought, columns: [period, after, low, high], rows: [{key: o1, label: O1, codes: [o1]}]}
  - {id: asked, title: Asked, counts: measured, instrument: five, caption: Asked, columns: [period],
     rows: [{key: twice, label: Twice, codes: [twice]}, {key: end, label: At the end, codes: [end]}, {key: beginning, label: At the beginning, codes: [beginning]},
            {key: away, label: Could not be reached, codes: [could not be reached]}, {key: early, label: Closed too early, codes: [closed too early]}, {key: nothing, label: Nothing, codes: [""], unknown: true}]}
  - id: money
    title: Money
    caption: Money
    columns: [value, low, high]
    rows:
      - {key: cost, label: A referral, work: {cost_of: referrals}}
      - {key: share, label: Improved, work: {share: {part: improved/any, whole: closed/closed}}}
      - {key: used, label: Used, work: {reached: {count: referrals, target: coaching}}}
      - {key: a_week, label: Days a week, work: {a_week: staffed}}
      - {key: asked, label: Asked for, work: {asked_for: days}}
      - {key: not_asked, label: Not asked for, work: {asked_for: days_with_partner}}
      - {key: twice, label: Twice, work: {sum: [referrals, referrals], minus: [closed/closed]}}
`

// coachingFacts are eight referrals, a month or so apart, north and south, from police and council.
func coachingFacts() store.Schema {
	insert := func(table, columns string, rows ...string) string {
		return "INSERT INTO " + table + " (" + columns + ") VALUES (" + strings.Join(rows, "), (") + ");\n"
	}
	days := []clock.Date{"2018-04-02", "2018-04-20", "2018-05-03", "2018-05-10", "2018-06-01", "2018-07-01", "2018-08-01", "2018-09-30"}
	var referrals, cases, sessions, endings, contacts, pairs, ratings, answered []string
	for i, on := range days {
		agency, district := []string{"p", "c"}[i%2], []string{"N", "S"}[i%2]
		at := int64(on.At(9, 0))
		referrals = append(referrals, fmt.Sprintf("'r%d', 'f%d', 'p%d', '%s', 'charmm', '%s', '%s', '%s', '%s', %d", i, i, i, service, agency, district, on, on, at))
		if i == 7 {
			continue // no case yet
		}
		closed := ""
		if i < 4 {
			closed = string(on.AddDays(60))
		}
		cases = append(cases, fmt.Sprintf("'c%d', 'f%d', 'r%d', 'p%d', '%s', '%s', '%s', 'sessions_done', %d", i, i, i, i, service, on.AddDays(1), closed, at+86_400_000_000))
		contacts = append(contacts, fmt.Sprintf("'k%d', 'c%d', 'f%d', 'p%d', '%s', 'reached', '%s', %d", i, i, i, i, service, on.AddDays(1+i), at+int64(1+i)*86_400_000_000))
		for n := range i % 4 { // none, one, two, three, none, ...
			sessions = append(sessions, fmt.Sprintf("'s%d%d', 'c%d', 'f%d', '%s', 'listening', '%s', %d", i, n, i, i, service, on.AddDays(5+n), at+5*86_400_000_000))
		}
		endings = append(endings, fmt.Sprintf("'c%d', 'f%d', 'p%d', '%s', '%s', 'support', %d", i, i, i, service, on.AddDays(1), at))
		if i < 3 { // closed, and asked twice: 2 up, 4 up, 0 up
			pairs = append(pairs, fmt.Sprintf("'f%d', 'five', 's1', 'exit', 3, %d, %d, %d", i, 3+[]int{2, 4, 0}[i], at+60*86_400_000_000, int64(clock.Never)))
			ratings = append(ratings, fmt.Sprintf("'a%d', 'f%d', 'risk', 'high', %d", i, i, at))
			answered = append(answered, fmt.Sprintf("'a%d', 'alone', 3", i), fmt.Sprintf("'a%d', 'hate', 1", i))
		}
	}
	sql := insert("agency_v_fact_agency", "agency_id, kind", "'p', 'police'", "'c', 'council'") +
		insert("referral_v_fact_referral", "referral_id, folder_id, person_id, service, source, source_agency_id, district, received_on, accepted_on, recorded_at", referrals...) +
		insert("casework_v_fact_case", "case_id, folder_id, referral_id, person_id, service, opened_on, closed_on, close_reason, recorded_at", cases...) +
		insert("casework_v_fact_session", "session_id, case_id, folder_id, service, strand, on_date, recorded_at", sessions...) +
		insert("casework_v_fact_ending", "case_id, folder_id, person_id, service, opened_on, outcome, recorded_at", endings...) +
		insert("casework_v_fact_contact", "attempt_id, case_id, folder_id, person_id, service, outcome, on_date, recorded_at", contacts...) +
		insert("assessment_v_fact_pair", "folder_id, instrument, question, after_phase, before_points, after_points, recorded_at, replaced_at", pairs...) +
		insert("assessment_v_fact_rating", "assessment_id, folder_id, instrument, band, recorded_at", ratings...) +
		insert("assessment_v_fact_rated_answer", "assessment_id, question, points", answered...)
	sql += loggedFacts() + postLooked() + askedFacts()
	return store.Schema{Owner: "coachingtest", Files: fstest.MapFS{"00992_coaching.sql": {Data: []byte("-- +goose Up\n" + sql)}}}
}

// askedFacts are what was asked of the four closed cases: both times; at the beginning, and then not; at the end alone, of which
// another asking came after the as-at date; nothing, and a reason at closing. A second risk form, asked later, and a second
// set of statements must change nothing.
func askedFacts() string {
	at := int64(clock.Date("2018-06-01").At(9, 0))
	later := int64(clock.Date("2018-11-05").At(9, 0))
	row := func(folder, instrument, phase, why, question string, points int, from, until int64) string {
		return fmt.Sprintf("('%s', '%s', '%s', '%s', '%s', %d, %d, %d)", folder, instrument, phase, why, question, points, from, until)
	}
	never := int64(clock.Never)
	return "INSERT INTO assessment_v_fact_measure (folder_id, instrument, phase, not_done_why, question, points, recorded_at, replaced_at) VALUES " + strings.Join([]string{
		row("f0", "five", "before", "", "s1", 3, at, never), row("f0", "five", "exit", "", "s1", 5, at, never),
		row("f1", "five", "before", "", "s1", 3, at, never), row("f1", "five", "exit", "could not be reached", "", 0, at, never),
		row("f2", "five", "exit", "", "s1", 3, at, later), row("f2", "five", "exit", "", "s1", 9, later, never),
		row("f0", "opinion", "exit", "", "o1", 8, at, never), row("f2", "opinion", "exit", "", "o1", 6, at, never), row("f3", "opinion", "exit", "", "o1", 9, later, never),
	}, ", ") + `;
INSERT INTO casework_v_fact_unasked (case_id, why) VALUES ('c3', 'closed too early');
INSERT INTO assessment_v_fact_rating (assessment_id, folder_id, instrument, band, recorded_at) VALUES ('b0', 'f0', 'second', 'little', ` + fmt.Sprint(at) + `), ('b5', 'f5', 'second', 'much', ` + fmt.Sprint(at) + `);
INSERT INTO assessment_v_fact_pair (folder_id, instrument, question, after_phase, before_points, after_points, recorded_at, replaced_at) VALUES ('f3', 'second', 's1', 'exit', 1, 9, ` + fmt.Sprint(at, ", ", never) + `);
`
}

// loggedFacts are a log of work beside the cases: what was taken back by the as-at date, another service's and an
// earlier half year's count for nothing.
func loggedFacts() string {
	at, later := int64(clock.Date("2018-05-02").At(9, 0)), int64(clock.Date("2018-11-05").At(9, 0))
	sql := "INSERT INTO workforce_v_fact_activity (activity_id, service, kind, on_date, recorded_at, taken_back_at, outcome, body) VALUES"
	for i, a := range []struct {
		service, kind string
		on            clock.Date
		takenBack     int64
	}{{service, "working_group", "2018-05-01", 0}, {service, "working_group", "2018-05-02", later}, {service, "meeting", "2018-06-02", 0},
		{service, "meeting", "2018-05-01", at}, {service, "meeting", "2018-03-31", 0}, {"elsewhere", "meeting", "2018-05-01", 0}} {
		sql += fmt.Sprintf("%s ('y%d', '%s', '%s', '%s', %d, %d, 'words %d', '%s')", comma(i), i, a.service, a.kind, a.on, at, a.takenBack, i, map[bool]string{true: "Council"}[i == 0])
	}
	sql += ";\nINSERT INTO workforce_v_fact_day (day_id, service, co_located, on_date, recorded_at, taken_back_at) VALUES"
	for i, d := range []struct {
		service   string
		with      bool
		on        clock.Date
		takenBack int64
	}{{service, true, "2018-05-01", 0}, {service, false, "2018-05-01", 0}, {service, false, "2018-05-02", 0}, {service, false, "2018-05-03", at}, {"elsewhere", true, "2018-05-01", 0}} {
		sql += fmt.Sprintf("%s ('w%d', '%s', %v, '%s', %d, %d)", comma(i), i, d.service, d.with, d.on, at, d.takenBack)
	}
	return sql + ";\n"
}

// wantHeard is what was written down: of what was taken back after the as-at date that it was, and neither what was taken back before, nor of another service, nor later.
const wantHeard = "2018-05-01 Working groups (Council): words 0; 2018-05-02 Working groups (): Taken back since.; 2018-06-02 Meetings (): words 2; " +
	"2018-06-02 Vacant (case worker, 100% of full time, advertised 1 time): advertised again; 2018-09-30 Filled (administrator, 50% of full time, advertised 0 times): "

func heard(r Report) (all []string) {
	for _, t := range r.Tables {
		for _, s := range t.Said {
			all = append(all, fmt.Sprintf("%s %s (%s): %s", s.On, s.Line, s.About, s.Words))
		}
	}
	return all
}

// postLooked are looks at posts: replaced within the half year, on its last day, after it; and one that is new after it.
func postLooked() string {
	at := func(day clock.Date) int64 { return int64(day.At(9, 0)) }
	return fmt.Sprintf(`INSERT INTO workforce_v_fact_post (look_id, service, role, share, state, adverts, difficulty, note, looked_on, replaced_on, recorded_at) VALUES
		('l1', '%[1]s', 'administrator', 50, 'vacant', 3, 'serious', 'old', '2018-05-01', '2018-09-30', %[2]d),
		('l2', '%[1]s', 'administrator', 50, 'filled', 0, 'none', '', '2018-09-30', '', %[3]d),
		('l3', '%[1]s', 'case worker', 100, 'vacant', 1, 'serious', 'advertised again', '2018-06-02', '2018-10-03', %[4]d),
		('l4', '%[1]s', 'case worker', 100, 'filled', 0, 'none', 'later', '2018-10-03', '', %[5]d),
		('l5', 'elsewhere', 'coach', 100, 'filled', 0, 'none', 'elsewhere', '2018-05-01', '', %[2]d);
`, service, at("2018-05-01"), at("2018-09-30"), at("2018-06-02"), at("2018-10-03"))
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// Every sort of table is counted alike on both engines, and every count opens to as many records.
func TestEverySortOfTable(t *testing.T) {
	all, err := load(t, coaching)
	if err != nil {
		t.Fatal(err)
	}
	d := all[0]
	want := map[string][]string{
		"referrals":  {"New: 2 2 1 1 1 1 6 8 6", "All: 2 2 1 1 1 1 6 8 6"},
		"agencies":   {"Police: 4 50", "Council: 4 50", "All: 8 100"},
		"districts":  {"North: 4", "South: 4", "All: 8"},
		"closed":     {"Closed: 4", "Open: 3", "No case: 1", "All: 8"},
		"coached":    {"One: 2", "Two or three: 3", "All: 5"},
		"improved":   {"Some or all: 2", "None: 1", "Not asked twice: 1", "All: 4"},
		"sessions":   {"Listening: 9", "Coping: 0", "All: 9"},
		"endings":    {"Advice: 0", "Support: 7", "All: 7"},
		"contacts":   {"Reached: 7", "Other: 0", "All: 7"},
		"open":       {"Open: 3", "All: 3"},
		"rated":      {"High: 3", "Not assessed: 5", "All: 8"},
		"moved":      {"Alone: 3", "Nothing: 5", "All: 8"},
		"activities": {"Working groups: 2", "Meetings: 1", "All: 3"}, // one was taken back before the as-at date, one after it
		"days":       {"With a partner: 1", "Apart: 2", "All: 3"},    // two people on one day are two
		"staffed":    {"With a partner: 1", "Apart: 1", "All: 2"},    // one of the two worked with a partner that day
		"posts":      {"Filled: 1", "Vacant: 1", "All: 2"},           // as last looked at by 30 September
		"recruiting": {"No difficulty: 1", "Serious: 1", "All: 2"},
		"wait":       {"North: 4 4 7", "South: 3 4 6", "All: 7 4 7"}, // 1, 3, 5, 7 days; 2, 4, 6
		"changes":    {"S1: 3 3 5 2 - -", "All: 3 - - - - -"},        // 2, 4 and 0 up: too few for an interval
		"thought":    {"O1: 2 7 - -", "All: 2 - - -"},                // 8 and 6; the third was asked after the as-at date
		"asked":      {"Twice: 1", "At the end: 1", "At the beginning: 0", "Could not be reached: 1", "Closed too early: 1", "Nothing: 0", "All: 4"},
		"money":      {"A referral: 125 - -", "Improved: 50 15 85", "Used: 133.3 - -", "Days a week: 0.1 - -", "Asked for: 3 - -", "Not asked for: - - -", "Twice: 12 - -", "All: - - -"},
	}
	storetest.BothEngines(t, []store.Schema{factSchema, coachingFacts()}, func(t *testing.T, db *store.DB) {
		p, err := HalfYear.Period("2018-04-01", "")
		if err != nil {
			t.Fatal(err)
		}
		err = db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
			facts := Facts{Targets: map[string]int{"coaching": 6}, Funding: 1000, Weekly: map[Days]int{OfService: 3}}
			if facts.Tallies, err = d.gather(ctx, s, p, knownOn("2018-10-29", endOf("2018-10-29"))); err != nil {
				return err
			}
			if facts.Said, err = d.hear(ctx, s, p, "2018-10-29"); err != nil {
				return err
			}
			r := Build(d, p, "2018-10-29", facts)
			if got := strings.Join(heard(r), "; "); got != wantHeard {
				t.Errorf("it says %s, want %s", got, wantHeard)
			}
			if pub := heard(r.Publish()); len(pub) > 0 {
				t.Errorf("a publication says %v", pub)
			}
			if diff := cmp.Diff(want, figures(r)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !r.Agrees {
				t.Errorf("the totals do not agree: %v", r.Notes)
			}
			for _, table := range r.Tables {
				for _, row := range append(slices.Clone(table.Rows), table.Total) {
					for _, h := range table.Columns {
						if h.Column.opens() && table.Unit != nil {
							m := Make{Report: d.Key, From: p.From, To: p.To, AsAt: "2018-10-29"}
							checkPages(ctx, t, s, d, Open{Make: m, Table: table.ID, Row: row.Key, Column: h.Column, Limit: 3}, table, row)
						}
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// What Alliance Support Coaching's commissioner was told of its first half year of 2018 to 2019, and what
// the report could have said besides: 132 referrals against 180 paid for, as the guide to practice has it.
func TestProjection(t *testing.T) {
	p, err := HalfYear.Period("2018-04-01", "")
	if err != nil {
		t.Fatal(err)
	}
	r := Report{Period: p, AsAt: "2018-10-29", definition: Definition{Covers: HalfYear}, facts: Facts{Yearly: map[string]int{"coaching": 180}}}
	if x := r.projected(132); x.value.String() != "263.3" || x.low.String() != "231.6" || x.high.String() != "295" {
		t.Errorf("projected %s (%s to %s)", x.value, x.low, x.high)
	}
	x := r.ends(132, 180)
	if x.words != "about 6 December 2018" || !strings.Contains(x.how, "between 14 November 2018 and 28 December 2018") {
		t.Errorf("ends %s: %s", x.words, x.how)
	}
	row := Row{Cells: map[Column]Figure{Value: x.value, Low: x.low, High: x.high}, Words: x.words, First: x.first, Last: x.last}
	if got := []string{row.Text(Value), row.Text(Low), row.Text(High)}; !slices.Equal(got, []string{"about 6 December 2018", "14 November 2018", "28 December 2018"}) {
		t.Errorf("the day stands as %q, want the day and those between which it falls", got)
	}
	for n, words := range map[int]string{180: "reached already", 12: "not within the year", 0: ""} {
		if x := r.ends(n, 180); x.words != words {
			t.Errorf("%d of 180 ends %q", n, x.words)
		}
	}
	if x := r.projected(0); x.value.Known() {
		t.Errorf("nothing is projected to %s", x.value)
	}
}
