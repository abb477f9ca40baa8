package report

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/barnet"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
)

// factSchema stands in for the views of other packages: tables with their names and columns.
var factSchema = store.Schema{Owner: "reporttest", Files: fstest.MapFS{"00990_facts.sql": {Data: []byte(`-- +goose Up
CREATE TABLE referral_v_fact_referral (referral_id text, folder_id text, person_id text, service text, source text, source_agency_id text, district text, outcome text, age_at_referral integer,
	door text, reason text, offence_code text, matter text, received_on text, accepted_on text, decided_on text, recorded_at bigint);
CREATE TABLE person_v_fact_demographic (person_id text, folder_id text, field text, code text, recorded_at bigint);
CREATE INDEX demographic_folder ON person_v_fact_demographic (folder_id, person_id, field);
CREATE TABLE casework_v_fact_case (case_id text, folder_id text, referral_id text, person_id text, service text, opened_on text, closed_on text, close_reason text, recorded_at bigint);
CREATE TABLE referral_v_fact_earlier (referral_id text, version integer, outcome text, reason text, until_on text, until_at bigint);
CREATE TABLE referral_v_fact_advice (referral_id text, folder_id text, person_id text, service text, kind text, given_on text, recorded_at bigint);
CREATE TABLE learning_v_fact_event (event_id text, service text, kind text, part text, source text, on_date text, since_on text, until_on text, people integer,
	recorded_at bigint, replaced_at bigint);
CREATE TABLE agency_v_fact_agency (agency_id text, kind text);
CREATE TABLE casework_v_fact_session (session_id text, case_id text, folder_id text, service text, strand text, on_date text, recorded_at bigint);
CREATE TABLE casework_v_fact_contact (attempt_id text, case_id text, folder_id text, person_id text, service text, method text, outcome text, on_date text, recorded_at bigint);
CREATE TABLE person_v_fact_link (folder_id text, other_folder_id text, state text);
CREATE TABLE casework_v_fact_ending (case_id text, folder_id text, person_id text, service text, opened_on text, outcome text, recorded_at bigint);
CREATE TABLE assessment_v_fact_pair (folder_id text, instrument text, question text, after_phase text, before_points integer, after_points integer, recorded_at bigint, replaced_at bigint);
CREATE TABLE assessment_v_fact_measure (folder_id text, instrument text, phase text, not_done_why text, question text, points integer, recorded_at bigint, replaced_at bigint);
CREATE TABLE casework_v_fact_unasked (case_id text, why text);
CREATE TABLE assessment_v_fact_rating (assessment_id text, folder_id text, instrument text, band text, recorded_at bigint);
CREATE TABLE assessment_v_fact_rated_answer (assessment_id text, question text, points integer);
CREATE TABLE casework_v_fact_promise (promise_id text, service text, folder_id text, due_on text, due_at bigint, settled text, settled_on text, came text, recorded_at bigint);
CREATE TABLE casework_v_fact_need (case_id text, folder_id text, service text, kind text, code text, noted_on text, gap_on text NOT NULL DEFAULT '', recorded_at bigint);
CREATE TABLE casework_v_fact_onward (onward_id text, case_id text, folder_id text, service text, code text, made_on text, recorded_at bigint);
CREATE TABLE casework_v_fact_onward_answer (answer_id text, onward_id text, status text, reason text, on_date text, recorded_at bigint);
CREATE TABLE casework_v_fact_power (power_id text, case_id text, folder_id text, service text, on_date text, recorded_at bigint);
CREATE TABLE casework_v_fact_safety (safety_id text, case_id text, folder_id text, service text, category text, fitted_on text, recorded_at bigint);
CREATE TABLE referral_v_fact_demand (demand_id text, service text, door text, source text, district text, on_date text, recorded_at bigint);
CREATE TABLE referral_v_fact_out_of_hours (need_id text, service text, kind text, answered text, arose_on text, recorded_at bigint);
CREATE TABLE casework_v_fact_advocacy (advocacy_id text, case_id text, folder_id text, person_id text, service text, forum text, on_date text, recorded_at bigint);
CREATE TABLE casework_v_fact_contribution (contribution_id text, case_id text, folder_id text, person_id text, service text, kind text, on_date text, recorded_at bigint);
CREATE TABLE assessment_v_fact_known (assessment_id text, question text, folder_id text, how text, assessed_on text, recorded_at bigint);
CREATE TABLE casework_v_fact_mediation (mediation_id text, case_id text, folder_id text, service text, offered_on text, recorded_at bigint);
CREATE TABLE workforce_v_fact_activity (activity_id text, service text, kind text, outcome text NOT NULL DEFAULT '', body text NOT NULL DEFAULT '', on_date text, recorded_at bigint, taken_back_at bigint);
CREATE TABLE workforce_v_fact_post (look_id text, service text, role text, share integer, state text, adverts integer, difficulty text, note text, looked_on text, replaced_on text, recorded_at bigint);
CREATE TABLE workforce_v_fact_day (day_id text, service text, co_located boolean, on_date text, recorded_at bigint, taken_back_at bigint);
CREATE TABLE identity_v_fact_account (account_id text, initials text);
CREATE TABLE intake_v_fact_listed (referral_id text);
CREATE TABLE casework_v_fact_court (court_id text, case_id text, folder_id text, service text, on_date text, recorded_at bigint);
`)}}}

var (
	addReferralFacts = store.SQL("reporttest.addReferrals", `INSERT INTO referral_v_fact_referral
		(referral_id, folder_id, person_id, service, source, age_at_referral, received_on, accepted_on, recorded_at) VALUES {{rows 9}}`)
	addDemographicFacts = store.SQL("reporttest.addDemographics", `INSERT INTO person_v_fact_demographic
		(person_id, folder_id, field, code, recorded_at) VALUES {{rows 5}}`)
	addCaseFacts = store.SQL("reporttest.addCases", `INSERT INTO casework_v_fact_case
		(case_id, folder_id, referral_id, person_id, service, opened_on, closed_on, recorded_at) VALUES {{rows 8}}`)
	addNeedFacts = store.SQL("reporttest.addNeeds", `INSERT INTO casework_v_fact_need
		(case_id, folder_id, service, kind, code, noted_on, recorded_at) VALUES {{rows 7}}`)
	addOnwardFacts = store.SQL("reporttest.addOnward", `INSERT INTO casework_v_fact_onward
		(onward_id, case_id, folder_id, service, code, made_on, recorded_at) VALUES {{rows 7}}`)
	addAdvocacyFacts = store.SQL("reporttest.addAdvocacy", `INSERT INTO casework_v_fact_advocacy
		(advocacy_id, case_id, folder_id, person_id, service, forum, on_date, recorded_at) VALUES {{rows 8}}`)
	addMediationFacts = store.SQL("reporttest.addMediation", `INSERT INTO casework_v_fact_mediation
		(mediation_id, case_id, folder_id, service, offered_on, recorded_at) VALUES {{rows 6}}`)
	addCourtFacts = store.SQL("reporttest.addCourt", `INSERT INTO casework_v_fact_court
		(court_id, case_id, folder_id, service, on_date, recorded_at) VALUES {{rows 6}}`)
)

const service = "barnet-asb"

// fill puts the data set behind the views, each fact recorded on the day it tells of. The records of
// another service stand beside them and must never be counted.
func fill(t *testing.T, db *store.DB, r barnet.Records) {
	t.Helper()
	facts := map[*store.Statement][][]any{}
	add := func(s *store.Statement, row ...any) { facts[s] = append(facts[s], row) }
	at := func(d clock.Date) clock.Instant { return d.At(12, 0) }
	people := map[string]barnet.Person{}
	for _, p := range r.People {
		people[p.Case] = p
	}
	for _, s := range []struct{ service, mark string }{{service, ""}, {"elsewhere", "x"}} {
		for i, x := range r.Referrals {
			c, p := s.mark+x.Case, people[x.Case]
			var years any
			if n, ok := p.AgeAt(x.ReceivedOn); ok {
				years = n
			}
			add(&addReferralFacts, "r"+c, "f"+c, "p"+c, s.service, x.Source, years, x.ReceivedOn, x.ReceivedOn, at(x.ReceivedOn))
			add(&addCaseFacts, "c"+c, "f"+c, "r"+c, "p"+c, s.service, x.OpenedOn, x.ClosedOn, at(x.OpenedOn))
			add(&addDemographicFacts, "p"+c, "f"+c, "gender", p.Sex, at(p.AskedOn))
			if p.Ethnicity != "" || i%2 == 0 { // not asked: a row without an answer, or no row
				add(&addDemographicFacts, "p"+c, "f"+c, "ethnicity", p.Ethnicity, at(p.AskedOn))
			}
		}
		add(&addReferralFacts, s.mark+"declined", "", "", s.service, "self", nil, clock.Date("2017-05-05"), "", at("2017-05-05"))
		for _, x := range r.Needs {
			add(&addNeedFacts, "c"+s.mark+x.Case, "f"+s.mark+x.Case, s.service, x.Kind, x.Code, x.On, at(x.On))
		}
		for i, x := range r.Onward {
			add(&addOnwardFacts, ident(s.mark, i), "c"+s.mark+x.Case, "f"+s.mark+x.Case, s.service, x.Code, x.On, at(x.On))
		}
		for i, x := range r.Advocacy {
			add(&addAdvocacyFacts, ident(s.mark, i), "c"+s.mark+x.Case, "f"+s.mark+x.Case, "p"+s.mark+x.Case, s.service, x.Forum, x.On, at(x.On))
			add(&addAdvocacyFacts, ident(s.mark+"da", i), "c"+s.mark+x.Case, "f"+s.mark+x.Case, "p"+s.mark+x.Case, s.service, "domestic_abuse_marac", x.On, at(x.On))
		}
		for i, x := range r.Mediation {
			add(&addMediationFacts, ident(s.mark, i), "c"+s.mark+x.Case, "f"+s.mark+x.Case, s.service, x.On, at(x.On))
		}
		for i, x := range r.Court {
			add(&addCourtFacts, ident(s.mark, i), "c"+s.mark+x.Case, "f"+s.mark+x.Case, s.service, x.On, at(x.On))
		}
	}
	err := db.Write(t.Context(), store.Bulk, func(ctx context.Context, u *store.Unit) error {
		for s, rows := range facts {
			for part := range slices.Chunk(rows, 400) {
				if _, err := store.Exec(ctx, u, *s, store.Rows(part)); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func ident(mark string, i int) string {
	return mark + "e" + string(rune('a'+i/26)) + string(rune('a'+i%26))
}

func barnetBook(t *testing.T) *Book {
	d := barnetDefinition(t)
	return &Book{definitions: map[string]Definition{d.Key: d}, terms: func(string, Period) Facts { return Facts{Targets: map[string]int{"referrals": 60}} }}
}

// The database counts what the plain Go model counts, also as at earlier days and for other years.
func TestCountedByTheDatabase(t *testing.T) {
	records := readBarnet(t)
	storetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, db *store.DB) {
		fill(t, db, records)
		d := barnetDefinition(t)
		for _, tt := range []struct{ from, asAt clock.Date }{
			{"2017-04-01", "2018-04-06"}, {"2017-04-01", "2017-09-30"}, {"2017-04-01", "2017-04-03"}, {"2018-04-01", "2019-03-31"}, {"2030-04-01", "2031-03-31"},
		} {
			p, err := Year(tt.from)
			if err != nil {
				t.Fatal(err)
			}
			facts := Facts{Targets: map[string]int{"referrals": 60}}
			err = db.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) (err error) {
				if facts.Tallies, err = d.gather(ctx, s, p, knownOn(tt.asAt, endOf(tt.asAt))); err != nil {
					return err
				}
				facts.Before, err = d.gather(ctx, s, p.Before(), knownOn(tt.asAt, endOf(tt.asAt)))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			want := barnetFacts(records, p, tt.asAt)
			want.Before = barnetFacts(records, p.Before(), tt.asAt).Tallies
			if diff := cmp.Diff(figures(Build(d, p, tt.asAt, want)), figures(Build(d, p, tt.asAt, facts))); diff != "" {
				t.Errorf("the year from %s as at %s (-model +database):\n%s", tt.from, tt.asAt, diff)
			}
		}
	})
}

func figures(r Report) map[string][]string {
	all := map[string][]string{}
	for _, t := range r.Tables {
		all[t.ID] = lines(t)
	}
	return all
}

var (
	officer = access.Membership{Role: access.CommissioningOfficer, Agency: "opcc", Service: service}
	manager = access.Membership{Role: access.Supervisor, Agency: "charity", Team: "team", Service: service}
	referee = access.Membership{Role: access.Referrer, Agency: "council", Service: service}
	other   = access.Membership{Role: access.Supervisor, Agency: "council", Team: "elsewhere", Service: "elsewhere"}
)

func TestMake(t *testing.T) {
	records := readBarnet(t)
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		fill(t, f.DB, records)
		m := Make{Book: barnetBook(t), Report: "barnet-annual", From: "2017-04-01", To: "2018-03-31", AsAt: "2018-04-06"}
		got, err := gate.Read(f.As(t, "officer", officer), f.Gate, func(ctx context.Context, v *gate.View) (Report, error) { return m.Run(ctx, v) })
		if err != nil {
			t.Fatal(err)
		}
		if want := buildBarnet(t); got.Digest != want.Digest {
			t.Errorf("the check code is %s, want %s: %s", got.CheckCode, want.CheckCode, cmp.Diff(figures(want), figures(got)))
		}
		tests := []struct {
			name   string
			by     access.Membership
			change func(*Make)
			want   errs.Kind
		}{
			{"a supervisor of the service", manager, func(*Make) {}, errs.None},
			{"a referrer", referee, func(*Make) {}, errs.NotFound},
			{"a supervisor of another service", other, func(*Make) {}, errs.NotFound},
			{"no such return", officer, func(m *Make) { m.Report = "no-such" }, errs.NotFound},
			{"half a year", officer, func(m *Make) { m.To = "2017-09-30" }, errs.Invalid},
			{"as at tomorrow", officer, func(m *Make) { m.AsAt = gatetest.Start.Date().AddDays(1) }, errs.Invalid},
		}
		for i, tt := range tests {
			m := m
			tt.change(&m)
			ctx := f.As(t, id.Account("account"+string(rune('a'+i))), tt.by)
			_, err := gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (Report, error) { return m.Run(ctx, v) })
			if got := errs.KindOf(err); got != tt.want {
				t.Errorf("%s: kind %v, want %v (%v)", tt.name, got, tt.want, err)
			}
		}
		if _, err := gate.Read(f.Nobody(t), f.Gate, func(ctx context.Context, v *gate.View) (Report, error) { return m.Run(ctx, v) }); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a visitor: %v", err)
		}
	})
}

// Every figure opens to exactly as many records as it says, page by page, none twice (R243).
func TestEveryFigureOpens(t *testing.T) {
	records := readBarnet(t)
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		fill(t, f.DB, records)
		ctx := f.As(t, "officer", officer)
		for from, asAt := range map[clock.Date]clock.Date{"2017-04-01": "2018-04-06", "2018-04-01": "2019-03-31"} {
			m := Make{Book: barnetBook(t), Report: "barnet-annual", From: from, AsAt: asAt}
			r, err := gate.Read(ctx, f.Gate, func(ctx context.Context, v *gate.View) (Report, error) { return m.Run(ctx, v) })
			if err != nil {
				t.Fatal(err)
			}
			err = f.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
				for _, table := range r.Tables {
					for _, row := range append(slices.Clone(table.Rows), table.Total) {
						for _, h := range table.Columns {
							if table.Opens(h.Column) {
								checkPages(ctx, t, s, r.definition, Open{Make: m, Table: table.ID, Row: row.Key, Column: h.Column, Limit: 7}, table, row)
							}
						}
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// checkPages walks the pages of one figure.
func checkPages(ctx context.Context, t *testing.T, q store.Reader, d Definition, o Open, table Table, row Row) {
	t.Helper()
	p, err := d.covers().Period(o.From, o.To)
	if err != nil {
		t.Fatal(err)
	}
	f := d.frame(p)
	cell := f.span(o.Column)
	_, codes, _ := table.cell(o.Row, o.Column)
	seen := map[string]bool{}
	ofNobody := sourceOf(table.layout.Counts).in != ""
	for {
		list, err := o.page(ctx, q, table.layout.counted(), d, f, knownOn(o.AsAt, endOf(o.AsAt)), codes)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range list[:min(len(list), o.Limit)] {
			placed := x.Folder != "" && (x.Referral == "") != (x.Case == "")
			if seen[x.key] || !within(cell, x.On) || placed == ofNobody {
				t.Errorf("%s/%s/%s: record %s of %s is there twice, or out of place", o.Table, o.Row, o.Column, x.key, x.On)
			}
			seen[x.key] = true
			o.After = Place{x.On, x.key}
		}
		if len(list) <= o.Limit {
			break
		}
	}
	if want := row.Cells[o.Column].Int(); len(seen) != want {
		t.Errorf("%s/%s/%s opens to %d records, but the figure is %d", o.Table, o.Row, o.Column, len(seen), want)
	}
}

type arranged struct{}

func (arranged) EventKind() string { return "report test.arranged" }

var actArrange = access.Declare("report test.arrange", access.Policy{Systems: []string{"test"}})

func TestOpenShowsOnlyWhatMayBeSeen(t *testing.T) {
	records := readBarnet(t)
	gatetest.BothEngines(t, []store.Schema{factSchema, Schema}, func(t *testing.T, f *gatetest.Fixture) {
		// One self-referral's folder is real and open to the team; the others are nobody's.
		folder, err := gate.Write(f.System(t, "test"), f.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
			if err := tx.Authorize(ctx, actArrange, gate.On{}); err != nil {
				return "", err
			}
			folder, err := tx.NewFolder(ctx, "referral", service)
			if err != nil {
				return "", err
			}
			tx.Record(arranged{})
			return folder, tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: "team", Sections: access.All, Basis: gate.BasisService})
		})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(records.Referrals, func(r barnet.Referral) bool { return r.Source == "self" && r.ReceivedOn >= barnet.YearFrom })
		fill(t, f.DB, records)
		err = f.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			_, err := store.Exec(ctx, u, moveReferral, folder, "r"+records.Referrals[i].Case)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		o := Open{Make: Make{Book: barnetBook(t), Report: "barnet-annual", From: "2017-04-01", AsAt: "2018-04-06"}, Table: "sources", Row: "self", Column: InYear}
		for _, tt := range []struct {
			by    access.Membership
			shown int
		}{{manager, 1}, {officer, 0}} {
			got, err := gate.Write(f.As(t, id.Account(tt.by.Role), tt.by), f.Gate, "", o.Run)
			if err != nil {
				t.Fatal(err)
			}
			if got.Figure != Whole(8) || len(got.Records) != 8 || got.Label != "Self-referral" || got.Next != nil {
				t.Errorf("%s: figure %s, %d records, label %q", tt.by.Role, got.Figure, len(got.Records), got.Label)
			}
			shown := 0
			for _, r := range got.Records {
				if r.Visible {
					shown++
					if r.Folder != folder || r.Referral == "" {
						t.Errorf("%s is shown the wrong record: %+v", tt.by.Role, r)
					}
				} else if r.Folder != "" || r.Referral != "" || r.Case != "" {
					t.Errorf("%s is told of a record that may not be seen: %+v", tt.by.Role, r)
				}
			}
			if shown != tt.shown {
				t.Errorf("%s sees %d records, want %d", tt.by.Role, shown, tt.shown)
			}
		}
		for name, change := range map[string]func(*Open){
			"no such table": func(o *Open) { o.Table = "none" },
			"no such row":   func(o *Open) { o.Row = "none" },
			"a percentage":  func(o *Open) { o.Column = Percent },
			"no such cell":  func(o *Open) { o.Column = Q1 },
		} {
			o := o
			change(&o)
			if _, err := gate.Write(f.As(t, "someone", manager), f.Gate, "", o.Run); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s: %v, want not found", name, err)
			}
		}
		if _, err := gate.Write(f.As(t, "stranger", other), f.Gate, "", o.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a supervisor of another service opened a figure: %v", err)
		}
	})
}

var moveReferral = store.SQL("reporttest.moveReferral", `UPDATE referral_v_fact_referral SET folder_id = $1 WHERE referral_id = $2`)

func TestEveryMeasureHasASource(t *testing.T) {
	text, err := os.ReadFile("../../catalogue/schema/report.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs struct {
			Table struct {
				Properties struct {
					Counts struct{ Enum []Measure }
				}
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	all := schema.Defs.Table.Properties.Counts.Enum
	if len(all) < 20 {
		t.Fatalf("the schema lists %d measures", len(all))
	}
	var none store.Statement
	for _, m := range all {
		s := sourceOf(m.plain(Own).measure)
		if s.unit == (Unit{}) || s.own == none && s.by == none || (s.own == none) != (s.list == none) || (s.by == none) != (s.chose == none) {
			t.Errorf("%s has no counting and listing statement, or nothing it counts", m)
		}
	}
}
