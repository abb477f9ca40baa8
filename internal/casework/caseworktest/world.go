// Package caseworktest gives tests services with their agencies, teams and people, over a gate of
// gatetest's, and cases that came in by a real referral.
package caseworktest

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	files "goldenthread/catalogue"
	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/report"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// Schemas are the tables casework stands on, and its own; and those of the returns that count them.
func Schemas() []store.Schema {
	return []store.Schema{agency.Schema, identity.Schema, person.Schema, assessment.Schema, referral.Schema, workforce.Schema, entitlement.Schema, casework.Schema, evidence.Schema, intake.Schema, report.Schema}
}

// World is the services of the catalogue, each run by a team of one agency.
type World struct {
	*gatetest.Fixture
	Set    *catalogue.Set
	Agency id.Agency
	Teams  map[string]id.Team // by key of the service
	people map[string]context.Context
	names  map[string]id.Account
	cases  int
}

// OnBoth runs a test in a fresh world on each engine.
func OnBoth(t *testing.T, fn func(t *testing.T, w *World)) {
	t.Helper()
	gatetest.BothEngines(t, Schemas(), func(t *testing.T, f *gatetest.Fixture) { fn(t, New(t, f)) })
}

// New makes a world over a gate whose database has [Schemas], of the services that are shipped.
func New(t testing.TB, f *gatetest.Fixture) *World {
	t.Helper()
	set, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return of(t, f, set)
}

// Of makes a world of the services of a catalogue, but that no check of staff stops anybody, so that its people need not all be
// put into the register: see [World.Checked].
func Of(t testing.TB, f *gatetest.Fixture, catalogueFiles fs.FS) *World {
	t.Helper()
	set, err := unchecked(catalogueFiles)
	if err != nil {
		t.Fatal(err)
	}
	return of(t, f, set)
}

// Reading the catalogue, and hashing a password for each of a test's people, would take longer than most tests. Each is made once for
// all tests of a package, so it is no single test's context in which the password is hashed.
var (
	shipped = sync.OnceValues(func() (*catalogue.Set, error) { return unchecked(files.FS) })
	handout = sync.OnceValues(func() (identity.Handout, error) { return identity.NewHandout(context.Background()) })
)

// unchecked reads a catalogue and takes away what stops staff without a check.
func unchecked(catalogueFiles fs.FS) (*catalogue.Set, error) {
	set, err := catalogue.Load(catalogueFiles)
	if err != nil {
		return nil, err
	}
	for _, s := range set.Services() {
		for i := range s.Staff.Checks {
			s.Staff.Checks[i].NeededFor = nil
		}
	}
	return set, nil
}

func of(t testing.TB, f *gatetest.Fixture, set *catalogue.Set) *World {
	t.Helper()
	w := &World{Fixture: f, Set: set, Teams: map[string]id.Team{}, people: map[string]context.Context{}, names: map[string]id.Account{}}
	cli := f.System(t, "cli")
	w.Agency = Do(t, w, cli, agency.AddAgency{Key: "victim-support", Name: "Victim Support", Kind: "charity"}.Run)
	for _, s := range set.Services() {
		add := agency.AddTeam{Agency: w.Agency, Key: s.Key, Name: s.Name, Service: s.Key}
		w.Teams[s.Key] = Do(t, w, cli, add.Run)
	}
	return w
}

// Checked has the services ask the checks of staff that their shipped files ask.
func (w *World) Checked(t testing.TB) {
	t.Helper()
	w.Set = cataloguetest.Shipped(t)
}

// Do runs a command that may not fail.
func Do[T any](t testing.TB, w *World, as context.Context, run func(context.Context, *gate.Tx) (T, error)) T {
	t.Helper()
	out, err := gate.Write(as, w.Gate, "", run)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return out
}

// Service gives a service of the catalogue.
func (w *World) Service(t testing.TB, key string) catalogue.Service {
	t.Helper()
	s, ok := w.Set.Service(key)
	if !ok {
		t.Fatalf("there is no service %s", key)
	}
	return s
}

// List gives a list of codes of the catalogue.
func (w *World) List(t testing.TB, key string) catalogue.List {
	t.Helper()
	l, ok := w.Set.List(key)
	if !ok {
		t.Fatalf("there is no list %s", key)
	}
	return l
}

// Instrument gives an instrument of the catalogue.
func (w *World) Instrument(t testing.TB, key string) catalogue.Instrument {
	t.Helper()
	in, ok := w.Set.Instrument(key)
	if !ok {
		t.Fatalf("there is no instrument %s", key)
	}
	return in
}

// Staff gives a context in which somebody of a service's team acts, in one role; the same name and
// service give the same account. The name is in plain letters, "Ada Nkemelu".
func (w *World) Staff(t testing.TB, name string, role access.Role, service string) context.Context {
	t.Helper()
	key := name + "|" + service + "|" + string(role)
	if ctx, known := w.people[key]; known {
		return ctx
	}
	w.people[key] = w.As(t, w.Account(t, name), access.Membership{Role: role, Agency: w.Agency, Team: w.Teams[service], Service: service})
	return w.people[key]
}

// Account gives the account of somebody, adding it the first time.
func (w *World) Account(t testing.TB, name string) id.Account {
	t.Helper()
	if a, known := w.names[name]; known {
		return a
	}
	first, err := handout()
	if err != nil {
		t.Fatal(err)
	}
	login := strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.org"
	w.names[name] = Do(t, w, w.System(t, "cli"), identity.AddAccount{Login: login, Name: name, Handout: first}.Run)
	return w.names[name]
}

// door says how a referral to a service comes in: the least that its file takes.
func (w *World) door(t testing.TB, key string) referral.Receive {
	t.Helper()
	s := w.Service(t, key)
	switch key {
	case "asc":
		return referral.Receive{Service: s, Door: catalogue.DoorPanel, Source: "charmm", District: s.Areas[0],
			Facts: catalogue.Facts{PanelDecision: catalogue.Known("coaching")},
			Basis: referral.Basis{Kind: catalogue.BasisPanelAgreed, On: w.Clock.Now().Date()}}
	case "pilot":
		return referral.Receive{Service: s, Door: catalogue.DoorPoliceFile, Source: "durham_police", District: "E06000005",
			Facts: catalogue.Facts{Recorded: catalogue.Known(true), Force: catalogue.Known("durham")},
			Basis: referral.Basis{Kind: catalogue.BasisOptOut}}
	}
	return referral.Receive{Service: s, Door: catalogue.DoorPoliceFile, Source: s.Sources[0].Key, District: s.Areas[0],
		Basis: referral.Basis{Kind: catalogue.BasisOptOut}}
}

// Someone gives somebody who was told of, not like anybody else: every number is reserved for drama.
func (w *World) Someone(n int) person.New {
	return person.New{
		Forename: fmt.Sprintf("Mina%c%c", 'a'+n%26, 'a'+n/26%26), Surname: fmt.Sprintf("Rahimi%c%c", 'a'+n%26, 'a'+n/26%26),
		Born: "1984-03-27", Pronoun: person.She,
		Contacts: []person.NewContact{{Kind: person.Mobile, Value: fmt.Sprintf("07700 900%03d", n%1000), Call: person.Yes, Voicemail: person.No}},
		Safe:     person.SafeRule{State: person.Safe, Words: "They answer themselves", Say: "Jo from the Centre", From: 9 * 60, To: 18 * 60},
		Told: person.NewStory{Wants: "I want to stay in my home.", Words: "He waits by the bins and shouts my name.",
			Relationship: person.Neighbour},
	}
}

// Refer takes in a referral to a service about somebody.
func (w *World) Refer(t testing.TB, service string, who person.New, change ...func(*referral.Receive)) referral.Taken {
	t.Helper()
	w.cases++
	r := w.door(t, service)
	r.Supported, r.CrimeRef, r.Why = who, fmt.Sprintf("45/%05d/26", w.cases), "Eggs and stones at the windows, four times since October."
	for _, f := range change {
		f(&r)
	}
	return Do(t, w, w.System(t, "cli"), r.Run)
}

// Open refers somebody to a service and has the case picked up by as.
func (w *World) Open(t testing.TB, as context.Context, service string, change ...func(*referral.Receive)) casework.Case {
	t.Helper()
	taken := w.Refer(t, service, w.Someone(w.cases), change...)
	if taken.State != referral.Accepted {
		t.Fatalf("the referral is %s: %s", taken.State, taken.Reason)
	}
	c := Do(t, w, as, casework.OpenCase{Referral: taken.Referral, Service: w.Service(t, service)}.Run)
	return w.Case(t, as, c)
}

// Case reads a case as it stands.
func (w *World) Case(t testing.TB, as context.Context, c id.Case) casework.Case {
	t.Helper()
	out, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (casework.Case, error) {
		if err := v.Authorize(ctx, casework.ActMyDay, gate.On{}); err != nil {
			return casework.Case{}, err
		}
		return casework.Get(ctx, v, c)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Page reads a case's page.
func (w *World) Page(t testing.TB, as context.Context, c casework.Case) casework.Page {
	t.Helper()
	p, err := gate.Read(as, w.Gate, func(ctx context.Context, v *gate.View) (casework.Page, error) {
		return casework.Load(ctx, v, c.Reference)
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Call records a call to the person's first number.
func (w *World) Call(t testing.TB, as context.Context, c casework.Case, outcome casework.Reached) (casework.Attempted, error) {
	t.Helper()
	return gate.Write(as, w.Gate, "", casework.RecordAttempt{Case: c.ID, Service: w.Service(t, c.Service), Contact: w.Number(t, as, c),
		Method: catalogue.MethodPhone, Outcome: outcome, Anyway: true}.Run)
}

// Number gives the person's first number.
func (w *World) Number(t testing.TB, as context.Context, c casework.Case) id.Contact {
	t.Helper()
	for _, p := range w.Page(t, as, c).About.Contacts {
		if p.Kind == person.Mobile || p.Kind == person.Phone {
			return p.ID
		}
	}
	t.Fatal("there is no number")
	return ""
}

// Judged gives a judgement with one grade in every dimension, with a sentence for each, and what the police say
// to it: the same. how "": they have not said.
func (w *World) Judged(t testing.TB, priority, grade string, how assessment.How) assessment.Judge {
	t.Helper()
	j := assessment.Judge{Instrument: w.Instrument(t, "joint-priority"), Grades: assessment.Answers{}, Why: map[string]string{}, Priority: priority,
		LookedAt: w.List(t, "looked-at"), Sources: []string{"police_row"}}
	for _, q := range j.Instrument.Questions {
		j.Grades[q.Key], j.Why[q.Key] = grade, "Because of what the officer saw."
	}
	if how != "" {
		j.Signed = &assessment.Signature{How: how, Officer: "1234", At: w.Clock.Now(), Priority: priority}
	}
	return j
}
