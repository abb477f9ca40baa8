package person_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

const (
	service = "barnet-asb"
	team    = id.Team("team-1")
)

var actTest = access.Declare("persontest.do", access.Policy{Systems: []string{"test"}})

// done is the event of what a test does as the system.
type done struct{}

func (done) EventKind() string { return "persontest.done" }

// world is a gate with this package's tables.
type world struct{ *gatetest.Fixture }

func onBoth(t *testing.T, fn func(t *testing.T, w world)) {
	t.Helper()
	gatetest.BothEngines(t, []store.Schema{person.Schema}, func(t *testing.T, f *gatetest.Fixture) { fn(t, world{f}) })
}

// write runs fn as the system, with a decision and an event.
func write[T any](t *testing.T, w world, fn func(context.Context, *gate.Tx) (T, error)) (T, error) {
	t.Helper()
	return gate.Write(w.System(t, "test"), w.Gate, "", func(ctx context.Context, tx *gate.Tx) (T, error) {
		var zero T
		if err := tx.Authorize(ctx, actTest, gate.On{}); err != nil {
			return zero, err
		}
		out, err := fn(ctx, tx)
		tx.Record(done{})
		return out, err
	})
}

type recorded struct {
	Folder id.Folder
	person.Recorded
}

// record opens a folder for the service's team and records people in it.
func (w world) record(t *testing.T, service string, who person.New, others ...person.New) recorded {
	t.Helper()
	out, err := write(t, w, func(ctx context.Context, tx *gate.Tx) (recorded, error) {
		return recordNow(ctx, tx, service, person.Record{Supported: who, Others: others})
	})
	if err != nil {
		t.Fatalf("recording: %v", err)
	}
	return out
}

// recordNow opens a folder for the service's team and records people in it, within a unit of work.
func recordNow(ctx context.Context, tx *gate.Tx, service string, r person.Record) (recorded, error) {
	var err error
	if r.Folder, err = tx.NewFolder(ctx, "referral", service); err != nil {
		return recorded{}, err
	}
	if err := tx.Grant(ctx, gate.Grant{Folder: r.Folder, Grantee: string(team), Sections: access.All, Basis: gate.BasisService}); err != nil {
		return recorded{}, err
	}
	out, err := r.Run(ctx, tx)
	return recorded{r.Folder, out}, err
}

// worker gives a context in which a member of the team acts.
func (w world) worker(t *testing.T, account id.Account, role access.Role) context.Context {
	t.Helper()
	return w.As(t, account, access.Membership{Role: role, Agency: "agency-1", Team: team, Service: service})
}

func read[T any](ctx context.Context, w world, fn func(context.Context, *gate.View) (T, error)) (T, error) {
	return gate.Read(ctx, w.Gate, fn)
}

func ada() person.New {
	return person.New{
		Forename: "Ada", Surname: "Mensah", Born: "1984-03-27", Pronoun: person.She,
		Contacts: []person.NewContact{
			{Kind: person.Mobile, Value: "07700 900123", Call: person.Yes, Voicemail: person.No},
			{Kind: person.Address, Value: "12 Invented Lane, Barnet", Postcode: "EN5 1AA", Letter: person.No},
		},
		Safe: person.SafeRule{State: person.Safe, Words: "She answers", Say: "Jo from the Centre", From: 9 * 60, To: 12 * 60, AskedOn: "2026-11-18"},
		Told: person.NewStory{Wants: "To sleep", Words: "Noise every night", Relationship: person.Neighbour},
	}
}

func TestRecordAndRead(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		r := w.record(t, service, ada(), person.New{Forename: "Sam", Surname: "Otherparty", Born: "1990-05-05"})
		ctx := w.worker(t, "worker", access.CaseWorker)

		is := w.about(t, ctx, r)
		if got, want := is.Safe.Sentence(), "09:00 to 12:00 only; She answers; no voicemail; no letters; say “Jo from the Centre”"; got != want {
			t.Errorf("safe contact is %q, want %q", got, want)
		}
		if who := is.Identity; who.Name.Text()+"|"+who.Initials.Text()+"|"+who.Born.Text()+"|"+string(who.Pronoun) != "Ada Mensah|A. M.|1984-03-27|she" {
			t.Errorf("identity is %s, %s, %s, %s", who.Name.Text(), who.Initials.Text(), who.Born.Text(), who.Pronoun)
		}
		if story := is.Story; story.Wants.Text() != "To sleep" || story.Relationship != person.Neighbour {
			t.Errorf("story is %q, %v", story.Wants.Text(), story.Relationship)
		}

		stranger := w.As(t, "stranger", access.Membership{Role: access.CaseWorker, Agency: "agency-2", Team: "team-2", Service: service})
		if _, err := w.opens(stranger, r.Folder); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a stranger got %v, want not found", err)
		}
	})
}

func TestNotAskedYetIsAStateOfItsOwn(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		r := w.record(t, service, person.New{Forename: "Bo", Surname: "Lind"})
		if got := w.about(t, w.worker(t, "worker", access.CaseWorker), r).Safe.Sentence(); got != "Not asked yet" {
			t.Errorf("got %q", got)
		}
	})
}

func TestShowNumber(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		phone := func(change func(*person.New)) person.New {
			n := ada()
			n.Contacts = n.Contacts[:1]
			if change != nil {
				change(&n)
			}
			return n
		}
		tests := []struct {
			name string
			who  person.New
			at   clock.Instant
			want errs.Kind

			young bool // to be reached through an adult
		}{
			{"in her hours", phone(nil), gatetest.Start, errs.None, false},
			{"outside her hours", phone(nil), clock.Date("2026-11-19").At(14, 0), errs.Conflict, false},
			{"not safe at all", phone(func(n *person.New) { n.Safe.State = person.Unsafe }), gatetest.Start, errs.Conflict, false},
			{"calls refused", phone(func(n *person.New) { n.Contacts[0].Call = person.No }), gatetest.Start, errs.Conflict, false},
			{"not asked is not refused", phone(func(n *person.New) { n.Contacts[0].Call = ""; n.Safe = person.SafeRule{} }), gatetest.Start, errs.None, false},
			{"a letter is refused", phone(func(n *person.New) { n.Contacts = ada().Contacts[1:] }), gatetest.Start, errs.Conflict, false},
			{"a child, and which adult is rung is not said", phone(func(n *person.New) { n.Safe = person.SafeRule{} }), gatetest.Start, errs.Conflict, true},
			{"a child, through the adult of the rule", phone(func(n *person.New) { n.Safe.State = person.Safe }), gatetest.Start, errs.None, true},
		}
		ctx := w.worker(t, "worker", access.CaseWorker)
		for i, tt := range tests {
			tt.who.Surname = fmt.Sprintf("Person%c", 'a'+i)
			r := w.record(t, service, tt.who)
			w.Clock.Set(tt.at)
			about, err := read(ctx, w, func(ctx context.Context, v *gate.View) (person.About, error) {
				if err := v.Authorize(ctx, person.ActSeeIdentity, gate.On{Folder: r.Folder}); err != nil {
					return person.About{}, err
				}
				return person.Load(ctx, v, r.Folder)
			})
			if err != nil {
				t.Fatal(err)
			}
			counted, n := store.Counting(ctx)
			shown, err := read(counted, w, func(ctx context.Context, v *gate.View) (*seal.Value, error) {
				return person.ShowNumber(ctx, v, r.Folder, about.Contacts[0].ID, tt.young)
			})
			if got := errs.KindOf(err); got != tt.want {
				t.Errorf("%s: %v (%v), want %v", tt.name, got, err, tt.want)
			}
			if tt.want == errs.None && (shown.Text() != "07700 900123" || n.Opens != 1) {
				t.Errorf("%s: %q with %d values opened, want one number", tt.name, shown.Text(), n.Opens)
			}
			if tt.want != errs.None && n.Opens != 0 {
				t.Errorf("%s: %d values were opened", tt.name, n.Opens)
			}
			w.Clock.Set(gatetest.Start)
		}
	})
}

func TestRecordStatements(t *testing.T) {
	onBoth(t, func(t *testing.T, w world) {
		counted := func(who person.New, others ...person.New) int64 {
			var before, after int64
			ctx, n := store.Counting(w.System(t, "test"))
			_, err := gate.Write(ctx, w.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Person, error) {
				if err := tx.Authorize(ctx, actTest, gate.On{}); err != nil {
					return "", err
				}
				f, err := tx.NewFolder(ctx, "referral", service)
				if err != nil {
					return "", err
				}
				before = n.Statements
				if _, _, err := person.AskedNotToContact(ctx, tx, service, "", who); err != nil {
					return "", err
				}
				r, err := person.Record{Folder: f, Supported: who, Others: others}.Run(ctx, tx)
				after = n.Statements
				tx.Record(done{})
				return r.Person, err
			})
			if err != nil {
				t.Fatal(err)
			}
			return after - before
		}
		other := person.New{Forename: "Sam", Surname: "Otherparty", Born: "1990-05-05"}
		if got := counted(ada(), other); got > 10 {
			t.Errorf("a new person and other party took %d statements, want at most 10", got)
		}
		if got := counted(ada()); got > 11 {
			t.Errorf("a person known already took %d statements, want at most 11", got)
		}
	})
}

func TestNewCheck(t *testing.T) {
	const today = clock.Date("2026-11-19")
	tests := []struct {
		name  string
		who   person.New
		field string // of the one fault; empty: none
	}{
		{"all is well", ada(), ""},
		{"nobody", person.New{}, "surname"},
		{"300 letters", person.New{Surname: strings.Repeat("a", 300)}, "surname"},
		{"right to left", person.New{Forename: "ليلى", Surname: "حداد"}, ""},
		{"a control character", person.New{Surname: "a\x07b"}, "surname"},
		{"born tomorrow", person.New{Surname: "A", Born: "2026-11-20"}, "born"},
		{"born on no day", person.New{Surname: "A", Born: "2026-02-30"}, "born"},
		{"born in 1850", person.New{Surname: "A", Born: "1850-01-02"}, "born"},
		{"no such number", person.New{Surname: "A", Contacts: []person.NewContact{{Kind: person.Phone, Value: "12"}}}, "phone"},
		{"no such postcode", person.New{Surname: "A", Contacts: []person.NewContact{{Kind: person.Address, Value: "1 B", Postcode: "X"}}}, "postcode"},
		{"a postcode without its address", person.New{Surname: "A", Contacts: []person.NewContact{{Kind: person.Address, Postcode: "EN5 1AB"}}}, "address"},
		{"no such e-mail", person.New{Surname: "A", Contacts: []person.NewContact{{Kind: person.Email, Value: "a@b"}}}, "email"},
		{"hours the wrong way", person.New{Surname: "A", Safe: person.SafeRule{From: 600, To: 500}}, "safe_hours"},
		{"no such relationship", person.New{Surname: "A", Told: person.NewStory{Relationship: "cousin"}}, "relationship"},
	}
	for _, tt := range tests {
		var bad errs.Fields
		tt.who.Check("", today, &bad)
		fields := errs.FieldsOf(bad.Err())
		switch {
		case tt.field == "" && len(fields) > 0:
			t.Errorf("%s: %v", tt.name, bad.Err())
		case tt.field != "" && (len(fields) != 1 || fields[0].Name != tt.field):
			t.Errorf("%s: faults %v, want one at %s", tt.name, fields, tt.field)
		}
	}
}

func TestAge(t *testing.T) {
	tests := []struct {
		born, on clock.Date
		want     int
		known    bool
	}{
		{"2000-02-29", "2018-02-28", 17, true},
		{"2000-02-29", "2018-03-01", 18, true},
		{"1984-11-19", "2026-11-19", 42, true},
		{"", "2026-11-19", 0, false},
		{"1900-01-01", "2026-11-19", 0, false},
		{"2027-01-01", "2026-11-19", 0, false},
	}
	for _, tt := range tests {
		if got, known := person.Age(tt.born, tt.on); got != tt.want || known != tt.known {
			t.Errorf("Age(%s, %s) = %d, %v, want %d, %v", tt.born, tt.on, got, known, tt.want, tt.known)
		}
	}
}
