package reports_test

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/barnet"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/report"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/web/reports"
	"goldenthread/internal/web/webtest"
)

// factSchema stands in for the views that the capabilities publish: tables with their names and columns.
var factSchema = store.Schema{Owner: "reportstest", Files: fstest.MapFS{"00991_facts.sql": {Data: []byte(`-- +goose Up
CREATE TABLE referral (folder_id text, reference text);
CREATE TABLE person_v_name (folder_id text, name_id text, initials bytea);
CREATE TABLE referral_v_fact_referral (referral_id text, folder_id text, person_id text, service text, source text, source_agency_id text, district text, offence_code text, age_at_referral integer,
	received_on text, accepted_on text, recorded_at bigint);
CREATE TABLE identity_v_fact_account (account_id text, initials text);
CREATE TABLE intake_v_fact_listed (referral_id text);
CREATE TABLE agency_v_fact_agency (agency_id text, kind text);
CREATE TABLE person_v_fact_demographic (person_id text, folder_id text, field text, code text, recorded_at bigint);
CREATE TABLE casework_v_fact_case (case_id text, folder_id text, referral_id text, person_id text, service text, opened_on text, closed_on text, recorded_at bigint);
CREATE TABLE casework_v_fact_promise (promise_id text, service text, folder_id text, due_on text, due_at bigint, settled text, settled_on text, came text, recorded_at bigint);
CREATE TABLE casework_v_fact_need (case_id text, folder_id text, service text, kind text, code text, noted_on text, gap_on text NOT NULL DEFAULT '', recorded_at bigint);
CREATE TABLE casework_v_fact_onward (onward_id text, case_id text, folder_id text, service text, code text, made_on text, recorded_at bigint);
CREATE TABLE casework_v_fact_advocacy (advocacy_id text, case_id text, folder_id text, person_id text, service text, forum text, on_date text, recorded_at bigint);
CREATE TABLE casework_v_fact_mediation (mediation_id text, case_id text, folder_id text, service text, offered_on text, recorded_at bigint);
CREATE TABLE casework_v_fact_onward_answer (answer_id text, onward_id text, status text, reason text, on_date text, recorded_at bigint);
CREATE TABLE casework_v_fact_power (power_id text, case_id text, folder_id text, service text, on_date text, recorded_at bigint);
CREATE TABLE casework_v_fact_safety (safety_id text, case_id text, folder_id text, service text, category text, fitted_on text, recorded_at bigint);
CREATE TABLE referral_v_fact_out_of_hours (need_id text, service text, kind text, answered text, arose_on text, recorded_at bigint);
CREATE TABLE workforce_v_fact_activity (activity_id text, service text, kind text, outcome text, body text, on_date text, recorded_at bigint, taken_back_at bigint);
CREATE TABLE workforce_v_fact_day (day_id text, service text, co_located boolean, on_date text, recorded_at bigint, taken_back_at bigint);
INSERT INTO workforce_v_fact_activity VALUES ('y1', 'barnet-asb', 'working_group', 'One list for all.', 'ASB working group', '2018-02-07', 1, 0);
INSERT INTO workforce_v_fact_day VALUES ('w1', 'barnet-asb', true, '2018-02-08', 1, 0);
CREATE TABLE assessment_v_fact_measure (folder_id text, instrument text, phase text, not_done_why text, question text, points integer, recorded_at bigint, replaced_at bigint);
CREATE TABLE assessment_v_fact_pair (folder_id text, instrument text, question text, after_phase text, before_points integer, after_points integer, recorded_at bigint, replaced_at bigint);
CREATE TABLE casework_v_fact_unasked (case_id text, why text);
CREATE TABLE casework_v_fact_ending (case_id text, folder_id text, person_id text, service text, opened_on text, outcome text, recorded_at bigint);
CREATE TABLE casework_v_fact_court (court_id text, case_id text, folder_id text, service text, on_date text, recorded_at bigint);
`)}}}

var inserts = map[string]store.Statement{}

func insert(table, columns string) string {
	n := strings.Count(columns, ",") + 1
	inserts[table] = store.SQL("reportstest.add"+strings.ReplaceAll(table, "_", ""), `INSERT INTO `+table+` (`+columns+`) VALUES {{rows `+strconv.Itoa(n)+`}}`)
	return table
}

var (
	referralRows    = insert("referral", "folder_id, reference")
	nameRows        = insert("person_v_name", "folder_id, name_id, initials")
	referralFacts   = insert("referral_v_fact_referral", "referral_id, folder_id, person_id, service, source, age_at_referral, received_on, accepted_on, recorded_at")
	personFacts     = insert("person_v_fact_demographic", "person_id, folder_id, field, code, recorded_at")
	caseFacts       = insert("casework_v_fact_case", "case_id, folder_id, referral_id, person_id, service, opened_on, closed_on, recorded_at")
	needFacts       = insert("casework_v_fact_need", "case_id, folder_id, service, kind, code, noted_on, recorded_at")
	onwardFacts     = insert("casework_v_fact_onward", "onward_id, case_id, folder_id, service, code, made_on, recorded_at")
	advocacyFacts   = insert("casework_v_fact_advocacy", "advocacy_id, case_id, folder_id, person_id, service, forum, on_date, recorded_at")
	mediationFacts  = insert("casework_v_fact_mediation", "mediation_id, case_id, folder_id, service, offered_on, recorded_at")
	courtFacts      = insert("casework_v_fact_court", "court_id, case_id, folder_id, service, on_date, recorded_at")
	actFill         = access.Declare("reportstest.fill", access.Policy{Systems: []string{"test"}})
	barnetService   = "barnet-asb"
	supervisorsTeam = id.Team("barnet-team")
)

type filled struct{ Rows int }

// EventKind names the event of filling the tables.
func (filled) EventKind() string { return "reportstest.filled" }

// newWorld serves the pages of returns over Barnet's year: a supervisor whose team is let into every
// folder, a commissioning officer who is let into none, a supervisor of another service, a referrer.
func newWorld(t *testing.T, engine string) *webtest.World {
	t.Helper()
	w, _ := timedWorld(t, engine)
	return w
}

// timedWorld gives what moves its clock on as well.
func timedWorld(t *testing.T, engine string) (w *webtest.World, pass func(time.Duration)) {
	t.Helper()
	f := gatetest.New(t, storetest.Open(t, engine, gatetest.Schemas(factSchema, report.Schema)...))
	fill(t, f)
	set := cataloguetest.Shipped(t)
	book, err := report.OpenBook(files.FS, set)
	if err != nil {
		t.Fatal(err)
	}
	w = webtest.New(t, f.Gate, f.Clock, reports.Routes(book))
	w.Person(t, "supervisor", f.As(t, "a-supervisor", access.Membership{Role: access.Supervisor, Agency: "vs", Team: supervisorsTeam, Service: barnetService}))
	w.Person(t, "officer", f.As(t, "an-officer", access.Membership{Role: access.CommissioningOfficer, Agency: "council", Service: barnetService}))
	w.Person(t, "elsewhere", f.As(t, "another", access.Membership{Role: access.Supervisor, Agency: "vs", Service: "asc"}))
	w.Person(t, "referrer", f.As(t, "a-referrer", access.Membership{Role: access.Referrer, Agency: "housing"}))
	return w, func(d time.Duration) { f.Clock.Advance(d) }
}

// fill writes Barnet's records behind the views, each in a folder of its own.
func fill(t *testing.T, f *gatetest.Fixture) {
	t.Helper()
	r, err := barnet.Read(os.DirFS("../../../testdata/barnet-2017-18"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = gate.Write(f.System(t, "test"), f.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		if err := tx.Authorize(ctx, actFill, gate.On{}); err != nil {
			return 0, err
		}
		rows, err := rowsOf(ctx, tx, r)
		if err != nil {
			return 0, err
		}
		for table, list := range rows {
			for part := range slices.Chunk(list, 400) {
				if _, err := store.Exec(ctx, tx, inserts[table], store.Rows(part)); err != nil {
					return 0, err
				}
			}
		}
		tx.Record(filled{len(rows)})
		return len(rows), nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func rowsOf(ctx context.Context, tx *gate.Tx, r barnet.Records) (map[string][][]any, error) {
	rows := map[string][][]any{}
	add := func(table string, row ...any) { rows[table] = append(rows[table], row) }
	at := func(d clock.Date) clock.Instant { return d.At(12, 0) }
	people, folders := map[string]barnet.Person{}, map[string]id.Folder{}
	for _, p := range r.People {
		people[p.Case] = p
	}
	for _, x := range r.Referrals {
		folder, err := tx.NewFolder(ctx, "referral", barnetService)
		if err != nil {
			return nil, err
		}
		folders[x.Case] = folder
		if err := tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: string(supervisorsTeam), Sections: access.All, Basis: gate.BasisService}); err != nil {
			return nil, err
		}
		box, err := tx.Seal(ctx, person.InitialsColumn, folder, "n"+x.Case, "Q. Z.")
		if err != nil {
			return nil, err
		}
		add(referralRows, folder, tx.NewReference())
		add(nameRows, folder, "n"+x.Case, box)
		p := people[x.Case]
		var years any
		if n, ok := p.AgeAt(x.ReceivedOn); ok {
			years = n
		}
		add(referralFacts, "r"+x.Case, folder, "p"+x.Case, barnetService, x.Source, years, x.ReceivedOn, x.ReceivedOn, at(x.ReceivedOn))
		add(caseFacts, "c"+x.Case, folder, "r"+x.Case, "p"+x.Case, barnetService, x.OpenedOn, x.ClosedOn, at(x.OpenedOn))
		add(personFacts, "p"+x.Case, folder, "gender", p.Sex, at(p.AskedOn))
		add(personFacts, "p"+x.Case, folder, "ethnicity", p.Ethnicity, at(p.AskedOn))
	}
	for _, x := range r.Needs {
		add(needFacts, "c"+x.Case, folders[x.Case], barnetService, x.Kind, x.Code, x.On, at(x.On))
	}
	for i, x := range r.Onward {
		add(onwardFacts, "o"+strconv.Itoa(i), "c"+x.Case, folders[x.Case], barnetService, x.Code, x.On, at(x.On))
	}
	for i, x := range r.Advocacy {
		add(advocacyFacts, "a"+strconv.Itoa(i), "c"+x.Case, folders[x.Case], "p"+x.Case, barnetService, x.Forum, x.On, at(x.On))
	}
	for i, x := range r.Mediation {
		add(mediationFacts, "m"+strconv.Itoa(i), "c"+x.Case, folders[x.Case], barnetService, x.On, at(x.On))
	}
	for i, x := range r.Court {
		add(courtFacts, "k"+strconv.Itoa(i), "c"+x.Case, folders[x.Case], barnetService, x.On, at(x.On))
	}
	return rows, nil
}
