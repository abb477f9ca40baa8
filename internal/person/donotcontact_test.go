package person_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// asked asks the register as a way in does.
func (w world) asked(t *testing.T, service, matter string, who person.New) (person.Match, bool) {
	t.Helper()
	type answer struct {
		M     person.Match
		Asked bool
	}
	a, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (answer, error) {
		m, asked, err := person.AskedNotToContact(ctx, tx, service, person.MatterOf(tx, matter), who)
		return answer{m, asked}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a.M, a.Asked
}

func (w world) ask(t *testing.T, f id.Folder, scope person.Scope, matter string) {
	t.Helper()
	ctx := w.worker(t, "hearer", access.VictimCareOfficer)
	got, err := gate.Write(ctx, w.Gate, "", func(ctx context.Context, tx *gate.Tx) (person.Remembered, error) {
		return person.AskNotToContact{Folder: f, Scope: scope, Matter: person.MatterOf(tx, matter), SaidOn: "2026-11-03"}.Run(ctx, tx)
	})
	if err != nil || got.Keys == 0 {
		t.Fatalf("remembering: %+v (%v)", got, err)
	}
}

func TestAskedNotToContact(t *testing.T) {
	misspelt, sameDay, household, otherwise := ada(), ada(), ada(), person.New{Forename: "Bo", Surname: "Lind", Born: "1970-01-02"}
	misspelt.Forename = "Aida"
	sameDay.Contacts = nil
	household.Forename, household.Born, household.Contacts = "Kofi", "1980-09-09", ada().Contacts[:1]
	tests := []struct {
		name    string
		scope   person.Scope
		service string
		matter  string
		who     person.New
		asked   bool
		strong  bool
	}{
		{"all, another service", person.ScopeAll, "pilot", "", ada(), true, true},
		{"the service", person.ScopeService, service, "", ada(), true, true},
		{"another service", person.ScopeService, "pilot", "", ada(), false, false},
		{"the matter", person.ScopeMatter, "pilot", "cleveland|CRN1", ada(), true, true},
		{"another matter", person.ScopeMatter, service, "cleveland|CRN2", ada(), false, false},
		{"no matter", person.ScopeMatter, service, "", ada(), false, false},
		{"name and birth alone", person.ScopeAll, service, "", sameDay, true, true},
		{"first name misspelt", person.ScopeAll, service, "", misspelt, true, true},
		{"someone else with her number", person.ScopeAll, service, "", household, true, false},
		{"someone else", person.ScopeAll, service, "", otherwise, false, false},
		{"a name alone", person.ScopeAll, service, "", person.New{Forename: "Ada", Surname: "Mensah"}, false, false},
	}
	onBoth(t, func(t *testing.T, w world) {
		for _, scope := range []person.Scope{person.ScopeMatter, person.ScopeService, person.ScopeAll} {
			f := w.record(t, service, ada())
			w.ask(t, f.Folder, scope, "cleveland|CRN1")
			for _, tt := range tests {
				if tt.scope != scope {
					continue
				}
				m, asked := w.asked(t, tt.service, tt.matter, tt.who)
				if asked != tt.asked || m.Strong != tt.strong {
					t.Errorf("%s: asked %v strong %v, want %v and %v", tt.name, asked, m.Strong, tt.asked, tt.strong)
				}
				if asked && (m.SaidOn != "2026-11-03" || m.HeardBy != "hearer") {
					t.Errorf("%s: said on %s, heard by %s", tt.name, m.SaidOn, m.HeardBy)
				}
			}
			// Taken back, so that the next scope starts clean.
			ctx := w.worker(t, "hearer", access.VictimCareOfficer)
			if _, err := gate.Write(ctx, w.Gate, "", person.ContactAgain{Folder: f.Folder}.Run); err != nil {
				t.Fatal(err)
			}
			if _, asked := w.asked(t, service, "cleveland|CRN1", ada()); asked {
				t.Errorf("scope %s: taken back, and still counted", scope)
			}
		}
	})
}

func TestNoNumberAfterAsking(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		here, elsewhere := w.record(t, service, ada()), w.record(t, service, ada())
		w.ask(t, here.Folder, person.ScopeAll, "")
		ctx := w.worker(t, "worker", access.CaseWorker)
		for _, f := range []id.Folder{here.Folder, elsewhere.Folder} {
			_, err := read(ctx, w, func(ctx context.Context, v *gate.View) (*seal.Value, error) {
				about, err := person.Load(ctx, v, f)
				if err != nil {
					return nil, err
				}
				return person.ShowNumber(ctx, v, f, about.Contacts[0].ID, false)
			})
			if errs.KindOf(err) != errs.Conflict {
				t.Errorf("a number was shown after they asked not to be contacted: %v", err)
			}
		}
	})
}

// TestRegisterOutlivesErasure: nothing is left of her but what the register needs.
func TestRegisterOutlivesErasure(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		r := w.record(t, service, ada())
		w.ask(t, r.Folder, person.ScopeAll, "")
		err := w.DB.Write(t.Context(), store.Interactive, func(ctx context.Context, u *store.Unit) error {
			return w.Keys.Erase(ctx, u, id.Key(r.Folder))
		})
		if err != nil {
			t.Fatal(err)
		}
		if m, asked := w.asked(t, "pilot", "", ada()); !asked || !m.Strong {
			t.Errorf("after erasure the register forgot: asked %v, strong %v", asked, m.Strong)
		}
	})
}

// TestCanary: what is sealed is nowhere in the database's files in clear.
func TestCanary(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "canary.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context(), gatetest.Schemas(person.Schema)...); err != nil {
		t.Fatal(err)
	}
	w := world{gatetest.New(t, db)}
	n := ada()
	n.Forename, n.Surname = "Canaryfore", "Canarysur"
	n.Safe.Words, n.Safe.Say, n.Told.Wants, n.Told.Words = "canaryrule", "canarysay", "canarywants", "canarytold"
	n.Contacts[1].Value = "1 Canarystreet"
	other := person.New{Forename: "Canaryother", Surname: "Canaryparty", Born: "1990-05-05", Contacts: []person.NewContact{
		{Kind: person.Mobile, Value: "07700 900789"}, {Kind: person.Email, Value: "canary@example.org"}, {Kind: person.Address, Value: "2 Canaryroad", Postcode: "EN5 2AB"},
	}}
	r := w.record(t, service, n, other)
	w.record(t, service, n, other)
	w.ask(t, r.Folder, person.ScopeAll, "")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		b = bytes.ToLower(b)
		for _, canary := range []string{"900123", "900789", "1984-03-27", "1990-05-05", "en5 1aa", "canaryfore", "canarysur", "canaryrule", "canarysay", "canarywants", "canarytold", "canarystreet", "canaryother", "canaryparty", "canary@", "canaryroad"} {
			if bytes.Contains(b, []byte(canary)) {
				t.Errorf("%s holds %q in clear", f.Name(), canary)
			}
		}
	}
}
