package intake_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding/charmap"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
	"goldenthread/internal/store/storetest"
	"goldenthread/internal/workforce"
)

var schemas = []store.Schema{
	agency.Schema, identity.Schema, person.Schema, assessment.Schema, referral.Schema, workforce.Schema, casework.Schema, intake.Schema,
}

var set = func() *catalogue.Set {
	s, err := catalogue.Load(files.FS)
	if err != nil {
		panic(err)
	}
	return s
}()

func service(t testing.TB, key string) catalogue.Service {
	t.Helper()
	s, ok := set.Service(key)
	if !ok {
		t.Fatalf("there is no service %s", key)
	}
	return s
}

// fixture is a partnership whose services each have a team.
type fixture struct {
	*gatetest.Fixture
	cli   context.Context
	teams map[string]id.Team
	staff map[access.Role]context.Context
}

// on is the day the Cleveland file is taken in, as its README says.
const on clock.Date = "2014-07-24"

func bothEngines(t *testing.T, fn func(t *testing.T, f *fixture)) {
	t.Helper()
	gatetest.BothEngines(t, schemas, func(t *testing.T, f *gatetest.Fixture) { fn(t, newFixture(t, f)) })
}

// fresh is a fixture on a new SQLite database.
func fresh(t testing.TB) *fixture {
	t.Helper()
	return newFixture(t, gatetest.New(t, storetest.Open(t, store.SQLite, gatetest.Schemas(schemas...)...)))
}

func newFixture(t testing.TB, g *gatetest.Fixture) *fixture {
	t.Helper()
	f := &fixture{Fixture: g, cli: g.System(t, "cli"), teams: map[string]id.Team{}, staff: map[access.Role]context.Context{}}
	f.Clock.Set(on.At(9, 30))
	owner := write(t, f, f.cli, agency.AddAgency{Key: "partnership", Name: "The partnership", Kind: "partnership"}.Run)
	for _, s := range set.Services() {
		f.teams[s.Key] = write(t, f, f.cli, agency.AddTeam{Agency: owner, Key: s.Key, Name: s.Name, Service: s.Key}.Run)
	}
	return f
}

// as gives a context in which a member of a service's team acts.
func (f *fixture) as(t testing.TB, role access.Role, service string) context.Context {
	t.Helper()
	if _, ok := f.staff[role]; !ok {
		f.staff[role] = f.As(t, id.Account("account "+string(role)), access.Membership{Role: role, Team: f.teams[service], Service: service})
	}
	return f.staff[role]
}

func write[T any](t testing.TB, f *fixture, ctx context.Context, run func(context.Context, *gate.Tx) (T, error)) T {
	t.Helper()
	out, err := gate.Write(ctx, f.Gate, "", run)
	if err != nil {
		t.Fatalf("writing: %v", err)
	}
	return out
}

func read[T any](t testing.TB, f *fixture, ctx context.Context, fn func(context.Context, *gate.View) (T, error)) T {
	t.Helper()
	out, err := gate.Read(ctx, f.Gate, fn)
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	return out
}

func (f *fixture) tryImport(t testing.TB, service_ string, file []byte) (intake.Result, error) {
	t.Helper()
	return intake.Police{Service: service(t, service_), Catalogue: set, File: bytes.NewReader(file)}.Import(f.cli, f.Gate)
}

func (f *fixture) importFile(t testing.TB, service string, file []byte) intake.Result {
	t.Helper()
	r, err := f.tryImport(t, service, file)
	if err != nil {
		t.Fatalf("importing: %v", err)
	}
	if !r.AddsUp() {
		t.Fatalf("the sums do not add up: %s", r.Sentence())
	}
	return r
}

// rowsOf lists all rows of a file.
func (f *fixture) rowsOf(t testing.TB, b intake.Batch) []intake.Row {
	t.Helper()
	ctx := f.as(t, access.Supervisor, b.Service)
	return read(t, f, ctx, func(ctx context.Context, v *gate.View) ([]intake.Row, error) {
		return intake.Rows(ctx, v, b.ID, "", 0, 100000)
	})
}

func (f *fixture) referralOf(t testing.TB, r id.Referral) referral.Referral {
	t.Helper()
	ctx := f.as(t, access.Supervisor, "adt")
	return read(t, f, ctx, func(ctx context.Context, v *gate.View) (referral.Referral, error) {
		got, err := referral.Get(ctx, v, r)
		if err != nil {
			return got, err
		}
		return got, v.Authorize(ctx, referral.ActSee, gate.On{Folder: got.Folder})
	})
}

// sample is a dip sample: a file and what is published about it.
type sample struct {
	file     []byte
	expected struct {
		On       clock.Date             `json:"as_if_received_on"`
		Rows     int                    `json:"rows"`
		Import   map[reason.Heading]int `json:"import"`
		Reasons  map[reason.Code]int    `json:"reasons"`
		ToDo     map[string]int         `json:"left_to_contact"`
		Stopped  map[reason.Code]int    `json:"stopped_at_contact"`
		Cases    []expectedCase         `json:"cases"`
		Lines    map[string]int         `json:"published_lines"`
		Contacts []contact
	}
}

type expectedCase struct {
	Row     int              `json:"row"`
	Line    string           `json:"published_line"`
	Heading reason.Heading   `json:"heading"`
	Reason  reason.Code      `json:"reason"`
	Method  catalogue.Method `json:"first_method"`
	Of      int              `json:"of"`
	After   reason.Code      `json:"after_contact"`
}

// contact is one try to reach somebody, as published.
type contact struct {
	row                   int
	date                  clock.Date
	time, method, outcome string
	result                string
}

func loadSample(t testing.TB, name string) sample {
	t.Helper()
	var s sample
	dir := filepath.Join("..", "..", "testdata", "police")
	s.file = readFile(t, filepath.Join(dir, name+".csv"))
	if err := json.Unmarshal(readFile(t, filepath.Join(dir, name+".expected.json")), &s.expected); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(readFile(t, filepath.Join(dir, name+".contacts.csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines[1:] {
		s.expected.Contacts = append(s.expected.Contacts, contact{atoi(t, l[0]), clock.Date(l[3]), l[4], l[5], l[6], l[7]})
	}
	return s
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func windows1252(t testing.TB, text string) string {
	t.Helper()
	out, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// everything counts what a partnership holds: what a refused import must leave as it was.
func (f *fixture) everything(t testing.TB) map[string]int {
	t.Helper()
	counts := map[string]int{}
	err := f.DB.Read(t.Context(), func(ctx context.Context, s *store.Snapshot) error {
		for name, count := range countSQL {
			n, err := store.One(ctx, s, count, store.Value[int])
			if err != nil {
				return err
			}
			counts[name] = n
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

var countSQL = map[string]store.Statement{
	"batches":   store.SQL("test.batches", `SELECT COUNT(*) FROM intake_batch`),
	"rows":      store.SQL("test.rows", `SELECT COUNT(*) FROM intake_row`),
	"referrals": store.SQL("test.referrals", `SELECT COUNT(*) FROM referral`),
	"names":     store.SQL("test.names", `SELECT COUNT(*) FROM person_name`),
	"folders":   store.SQL("test.folders", `SELECT COUNT(*) FROM folder`),
	"entries":   store.SQL("test.entries", `SELECT COUNT(*) FROM audit_entry`),
}
