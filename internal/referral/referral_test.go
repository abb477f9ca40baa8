package referral_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// world is a gate with an agency that refers, one that runs a service, and its team.
type world struct {
	*gatetest.Fixture
	police, provider id.Agency
	team             id.Team
	service          catalogue.Service
}

func onBoth(t *testing.T, key string, fn func(t *testing.T, w world)) {
	t.Helper()
	gatetest.BothEngines(t, []store.Schema{agency.Schema, person.Schema, referral.Schema}, func(t *testing.T, f *gatetest.Fixture) {
		w := world{Fixture: f, service: service(t, key)}
		cli := f.System(t, "cli")
		add := func(key, kind string) id.Agency {
			a, err := gate.Write(cli, f.Gate, "", agency.AddAgency{Key: key, Name: strings.ToUpper(key), Kind: kind}.Run)
			if err != nil {
				t.Fatal(err)
			}
			return a
		}
		w.police, w.provider = add("police", "police"), add("provider", "provider")
		team, err := gate.Write(cli, f.Gate, "", agency.AddTeam{Agency: w.provider, Key: "team", Name: "Team", Service: key}.Run)
		if err != nil {
			t.Fatal(err)
		}
		w.team = team
		fn(t, w)
	})
}

// staff gives a context in which a member of the service's team acts.
func (w world) staff(t *testing.T, role access.Role) context.Context {
	t.Helper()
	return w.As(t, id.Account("staff "+role), access.Membership{Role: role, Agency: w.provider, Team: w.team, Service: w.service.Key})
}

func (w world) referrer(t *testing.T) context.Context {
	t.Helper()
	return w.As(t, "officer", access.Membership{Role: access.Referrer, Agency: w.police})
}

func ada() person.New {
	return person.New{
		Forename: "Ada", Surname: "Mensah", Born: "1984-03-27",
		Contacts: []person.NewContact{
			{Kind: person.Mobile, Value: "07700 900123"},
			{Kind: person.Address, Value: "12 Invented Lane", Postcode: "EN5 1AA"},
		},
	}
}

// row is a row of a police file about Ada that is accepted.
func (w world) row(change func(*referral.Receive)) referral.Receive {
	c := referral.Receive{
		Service: w.service, Door: catalogue.DoorPoliceFile, Source: "metropolitan_police", SourceAgency: w.police,
		Supported: ada(), CrimeRef: "CRN/1", Matter: "met|CRN/1", District: "E09000003",
		Basis: referral.Basis{Kind: catalogue.BasisOptOut}, Why: "Noise every night since May.",
	}
	if change != nil {
		change(&c)
	}
	return c
}

func (w world) take(t *testing.T, c referral.Receive) referral.Taken {
	t.Helper()
	taken, err := gate.Write(w.System(t, "cli"), w.Gate, "", c.Run)
	if err != nil {
		t.Fatalf("receiving: %v", err)
	}
	return taken
}

func (w world) get(t *testing.T, ref id.Referral) referral.Referral {
	t.Helper()
	r, err := gate.Read(w.staff(t, access.Supervisor), w.Gate, func(ctx context.Context, v *gate.View) (referral.Referral, error) {
		if err := v.Authorize(ctx, referral.ActInbox, gate.On{Service: w.service.Key}); err != nil {
			return referral.Referral{}, err
		}
		return referral.Get(ctx, v, ref)
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReceive(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		rape, ok := set.Offence("19C")
		if !ok {
			t.Fatal("no offence 19C")
		}
		tests := []struct {
			name   string
			change func(*referral.Receive)
			state  referral.State
			reason referral.Reason
			kind   errs.Kind
		}{
			{"to contact", nil, referral.Accepted, referral.ToContact, errs.None},
			{"no explicit consent", func(c *referral.Receive) { c.Offence = rape }, referral.Held, referral.ConsentMissing, errs.None},
			{"explicit consent", func(c *referral.Receive) {
				c.Offence, c.Basis = rape, referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "officer", How: "in_person", On: "2026-11-18"}
			}, referral.Accepted, referral.ToContact, errs.None},
			{"a child", func(c *referral.Receive) { c.Supported.Born = "2012-04-05" }, referral.Held, referral.UnderAge, errs.None},
			{"another place", func(c *referral.Receive) { c.District = "E06000005" }, referral.Signposted, referral.NotEligible, errs.None},
			{"place not known", func(c *referral.Receive) { c.District = "" }, referral.Held, referral.FactsMissing, errs.None},
			{"her former partner", func(c *referral.Receive) { c.Supported.Told.Relationship = person.ExPartner }, referral.Held, referral.DomesticAbuse, errs.None},
			{"no way to reach her", func(c *referral.Receive) { c.Supported.Contacts = nil }, referral.Held, referral.InsufficientContact, errs.None},
			{"a broken row", func(c *referral.Receive) { c.Broken, c.Supported = "missing_victim", person.New{} }, referral.NotUsable, "missing_victim", errs.None},
			{"a duplicate", func(c *referral.Receive) { c.SameAs = "first" }, referral.NotUsable, referral.Duplicate, errs.None},
			{"nobody", func(c *referral.Receive) { c.Supported = person.New{} }, "", "", errs.Invalid},
			{"a source the service does not know", func(c *referral.Receive) { c.Source = "nobody" }, "", "", errs.Invalid},
		}
		for i, tt := range tests {
			c := w.row(tt.change)
			if c.Supported.Surname != "" {
				c.Supported.Surname = fmt.Sprintf("Mensah%c", 'a'+i)
			}
			taken, err := gate.Write(w.System(t, "cli"), w.Gate, "", c.Run)
			if errs.KindOf(err) != tt.kind {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.kind)
				continue
			}
			if taken.State != tt.state || taken.Reason != tt.reason {
				t.Errorf("%s: %s %s, want %s %s", tt.name, taken.State, taken.Reason, tt.state, tt.reason)
			}
			opened := tt.kind == errs.None && tt.reason != referral.Duplicate && tt.reason != "missing_victim"
			if (taken.Folder != "") != opened || (taken.Referral != "") != opened {
				t.Errorf("%s: opened %q %q", tt.name, taken.Referral, taken.Folder)
			}
			if opened {
				r := w.get(t, taken.Referral)
				if (r.Holder != "") != (r.State == referral.Held) {
					t.Errorf("%s: %s is owned by %q", tt.name, r.State, r.Holder)
				}
				if (referral.CanContact(r) == nil) != (r.State == referral.Accepted) {
					t.Errorf("%s: can contact: %v", tt.name, referral.CanContact(r))
				}
			}
		}
		if _, err := gate.Write(w.As(t, "analyst", access.Membership{Role: access.Analyst, Agency: w.provider}), w.Gate, "", w.row(nil).Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("an analyst's referral: %v", err)
		}
	})
}

func TestReceiveStatements(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		w.take(t, w.row(nil))
		for _, known := range []bool{false, true} {
			c := w.row(nil)
			c.Team = w.team
			c.Others = []person.New{{Forename: "Sam", Surname: "Okafor", Born: "1990-05-05"}}
			if !known {
				c.Supported = person.New{Forename: "Bo", Surname: "Lind", Born: "1970-02-03", Contacts: []person.NewContact{{Kind: person.Mobile, Value: "07700 900321"}}}
			}
			ctx, n := store.Counting(w.System(t, "cli"))
			taken, err := gate.Write(ctx, w.Gate, "", c.Run)
			if err != nil {
				t.Fatal(err)
			}
			if (taken.Known == 1) != known {
				t.Errorf("known %d, want %v", taken.Known, known)
			}
			if n.Statements > 22 {
				t.Errorf("known %v: %d statements, want at most 22", known, n.Statements)
			}
		}
	})
}

// TestOptedOutAtEveryDoor: she is remembered for ever, and nothing is kept by which she could be
// reached.
func TestOptedOutAtEveryDoor(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		first := w.take(t, w.row(nil))
		worker := w.staff(t, access.CaseWorker)
		r, err := gate.Write(worker, w.Gate, "", referral.DoNotContact{Referral: first.Referral, Scope: person.ScopeAll}.Run)
		if err != nil || r.State != referral.OptedOut {
			t.Fatalf("%s (%v)", r.State, err)
		}
		doors := []struct {
			door   catalogue.Door
			source string
			basis  catalogue.LegalBasis
			state  referral.State
			reason referral.Reason
		}{
			{catalogue.DoorPoliceFile, "metropolitan_police", catalogue.BasisOptOut, referral.OptedOut, referral.AskedNotToContact},
			{catalogue.DoorAgencyForm, "housing", catalogue.BasisOptOut, referral.OptedOut, referral.AskedNotToContact},
			{catalogue.DoorPhone, "housing", catalogue.BasisOptOut, referral.OptedOut, referral.AskedNotToContact},
			{catalogue.DoorPanel, "community_safety", catalogue.BasisPanelAgreed, referral.OptedOut, referral.AskedNotToContact},
			{catalogue.DoorSelf, "self", catalogue.BasisSelf, referral.Held, referral.AskedThenCame},
		}
		var last referral.Taken
		for _, d := range doors {
			last = w.take(t, w.row(func(c *referral.Receive) {
				c.Door, c.Source, c.Basis.Kind, c.Matter = d.door, d.source, d.basis, "met|CRN/"+string(d.door)
			}))
			if last.State != d.state || last.Reason != d.reason {
				t.Errorf("%s: %s %s, want %s %s", d.door, last.State, last.Reason, d.state, d.reason)
			}
			page := w.page(t, worker, last.Referral)
			if d.state == referral.OptedOut && (last.Known != 0 || len(page.About.Contacts) != 0) {
				t.Errorf("%s: known %d and %d numbers kept of someone who opted out", d.door, last.Known, len(page.About.Contacts))
			}
		}
		// She asked for help herself: nobody accepts it before it was written down that she wants to be contacted.
		accept := referral.Decide{Service: w.service, Referral: last.Referral, Version: 1, To: referral.Accepted}
		if _, err := gate.Write(worker, w.Gate, "", accept.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("accepted what the register forbids: %v", err)
		}
		if _, err := gate.Write(worker, w.Gate, "", referral.ContactAgain{Referral: last.Referral, Version: 1}.Run); err != nil {
			t.Fatal(err)
		}
		accept.Version = 2
		if r, err := gate.Write(worker, w.Gate, "", accept.Run); err != nil || r.State != referral.Accepted {
			t.Errorf("%s (%v)", r.State, err)
		}
	})
}

func (w world) page(t *testing.T, ctx context.Context, ref id.Referral) referral.Page {
	t.Helper()
	p, err := gate.Read(ctx, w.Gate, func(ctx context.Context, v *gate.View) (referral.Page, error) { return referral.Load(ctx, v, ref) })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestDecide(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		rape, _ := set.Offence("19C")
		worker, supervisor, admin := w.staff(t, access.CaseWorker), w.staff(t, access.Supervisor), w.staff(t, access.Administrator)
		consent := referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "officer", How: "phone", On: "2026-11-19"}
		n := 0
		fresh := func(change func(*referral.Receive)) referral.Taken {
			n++
			return w.take(t, w.row(func(c *referral.Receive) {
				c.Supported.Surname = fmt.Sprintf("Surname%c", 'a'+n)
				c.Supported.Born = ""
				c.Supported.Contacts = []person.NewContact{{Kind: person.Mobile, Value: fmt.Sprintf("07700 9002%02d", n)}}
				if change != nil {
					change(c)
				}
			}))
		}
		tests := []struct {
			name   string
			change func(*referral.Receive)
			by     context.Context
			do     referral.Decide
			want   errs.Kind
			state  referral.State
		}{
			{"a worker declines", nil, worker, referral.Decide{To: referral.Declined, Reason: "no_capacity", PointedTo: "citizens_advice", Told: "both"}, errs.None, referral.Declined},
			{"a decline says where to", nil, worker, referral.Decide{To: referral.Declined, Reason: "no_capacity"}, errs.Invalid, referral.Accepted},
			{"signposted", nil, worker, referral.Decide{To: referral.Signposted, PointedTo: "harmony", Told: "referrer"}, errs.None, referral.Signposted},
			{"held", nil, worker, referral.Decide{To: referral.Held, Owner: access.Administrator}, errs.None, referral.Held},
			{"held for nobody", nil, worker, referral.Decide{To: referral.Held}, errs.Invalid, referral.Accepted},
			{"a decision that is none", nil, worker, referral.Decide{To: referral.Allocated}, errs.Invalid, referral.Accepted},
			{"someone changed it", nil, worker, referral.Decide{Version: 7, To: referral.NotUsable}, errs.Stale, referral.Accepted},
			{"accepted without consent", func(c *referral.Receive) { c.Offence = rape }, supervisor, referral.Decide{To: referral.Accepted}, errs.Conflict, referral.Held},
			{"a child's, by a worker", func(c *referral.Receive) { c.Flags.Child = true }, worker, referral.Decide{To: referral.Accepted}, errs.Forbidden, referral.Held},
			{"a child's, by a supervisor", func(c *referral.Receive) { c.Flags.Child = true }, supervisor, referral.Decide{To: referral.Accepted}, errs.None, referral.Accepted},
			{"domestic abuse, by an administrator", func(c *referral.Receive) { c.Flags.DomesticAbuse, c.Basis = true, consent }, admin, referral.Decide{To: referral.Accepted}, errs.Forbidden, referral.Held},
		}
		for _, tt := range tests {
			taken := fresh(tt.change)
			tt.do.Service, tt.do.Referral = w.service, taken.Referral
			if tt.do.Version == 0 {
				tt.do.Version = 1
			}
			_, err := gate.Write(tt.by, w.Gate, "", tt.do.Run)
			if errs.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
			}
			r := w.get(t, taken.Referral)
			if r.State != tt.state || (tt.want != errs.None && r.Version != 1) {
				t.Errorf("%s: %s version %d, want %s", tt.name, r.State, r.Version, tt.state)
			}
		}

		held := fresh(func(c *referral.Receive) { c.Offence = rape })
		if _, err := gate.Write(worker, w.Gate, "", referral.RecordBasis{Service: w.service, Referral: held.Referral, Version: 1, Basis: referral.Basis{Kind: catalogue.BasisOptOut}}.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("opt-out was taken where explicit consent is demanded: %v", err)
		}
		r, err := gate.Write(worker, w.Gate, "", referral.RecordBasis{Service: w.service, Referral: held.Referral, Version: 1, Basis: consent}.Run)
		if err != nil || r.State != referral.Held || r.Reason != referral.ToDecide {
			t.Fatalf("%s %s (%v)", r.State, r.Reason, err)
		}
		if r, err = gate.Write(worker, w.Gate, "", referral.Decide{Service: w.service, Referral: held.Referral, Version: 2, To: referral.Accepted}.Run); err != nil || r.AcceptedOn != "2026-11-19" {
			t.Errorf("%s, accepted on %s (%v)", r.State, r.AcceptedOn, err)
		}
	})
}

// TestStopAndGoOn: a wrong number and an unsafe call stop contact and the clock; the work goes on
// where it stood.
func TestStopAndGoOn(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker, supervisor := w.staff(t, access.CaseWorker), w.staff(t, access.Supervisor)
		taken := w.take(t, w.row(nil))
		moved, err := gate.Write(worker, w.Gate, "", func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
			r, err := referral.Get(ctx, tx, taken.Referral)
			if err != nil {
				return r, err
			}
			if err := tx.Authorize(ctx, referral.ActContact, gate.On{Folder: r.Folder}); err != nil {
				return r, err
			}
			tx.Record(referral.Stopped{Referral: r.ID})
			return referral.Move(ctx, tx, r, referral.InContact, referral.ToContact)
		})
		if err != nil || moved.State != referral.InContact {
			t.Fatalf("%s (%v)", moved.State, err)
		}
		contact := w.page(t, worker, taken.Referral).About.Contacts[0].ID
		show := func() error {
			_, err := gate.Read(worker, w.Gate, func(ctx context.Context, v *gate.View) (*seal.Value, error) {
				return referral.ShowNumber(ctx, v, taken.Referral, contact)
			})
			return err
		}
		if err := show(); err != nil {
			t.Fatalf("before: %v", err)
		}
		stopped, err := gate.Write(worker, w.Gate, "", referral.SuspendUnsafe{Referral: taken.Referral, Version: 2}.Run)
		if err != nil || stopped.State != referral.Held || stopped.HeldFrom != referral.InContact || stopped.ClockLeft == 0 {
			t.Fatalf("%+v (%v)", stopped, err)
		}
		if errs.KindOf(show()) != errs.Conflict {
			t.Error("a number was shown after somebody else answered")
		}
		accept := referral.Decide{Service: w.service, Referral: taken.Referral, Version: 3, To: referral.Accepted}
		if _, err := gate.Write(worker, w.Gate, "", accept.Run); errs.KindOf(err) != errs.Forbidden {
			t.Errorf("a worker took up what a supervisor decides: %v", err)
		}
		if _, err := gate.Write(supervisor, w.Gate, "", accept.Run); errs.KindOf(err) != errs.Conflict {
			t.Errorf("taken up before it was said how it is safe: %v", err)
		}
		rule := person.SetSafeRule{Folder: taken.Folder, Version: 1, Rule: person.SafeRule{State: person.Safe, Words: "she answers"}}
		if _, err := gate.Write(supervisor, w.Gate, "", rule.Run); err != nil {
			t.Fatal(err)
		}
		if r, err := gate.Write(supervisor, w.Gate, "", accept.Run); err != nil || r.State != referral.InContact || r.ClockLeft != 0 {
			t.Fatalf("%+v (%v)", r, err)
		}
		if err := show(); err != nil {
			t.Errorf("after: %v", err)
		}
		back, err := gate.Write(worker, w.Gate, "", referral.ReturnToPolice{Referral: taken.Referral, Version: 4, Contact: contact}.Run)
		if err != nil || back.Reason != referral.ReturnedToPolice {
			t.Fatalf("%+v (%v)", back, err)
		}
		mended := ada()
		mended.Contacts[0].Value = "07700 900555"
		again := referral.Resubmit{Service: w.service, Referral: taken.Referral, Version: 5, Supported: mended, District: "E09000003", Basis: referral.Basis{Kind: catalogue.BasisOptOut}}
		got, err := gate.Write(worker, w.Gate, "", again.Run)
		if err != nil || got.State != referral.InContact {
			t.Fatalf("mended: %+v (%v)", got, err)
		}
	})
}

func TestReferrerLearnsOnlyWhatTheFileLets(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		officer, worker := w.referrer(t), w.staff(t, access.CaseWorker)
		c := w.row(func(c *referral.Receive) { c.Door, c.Source = catalogue.DoorAgencyForm, "metropolitan_police" })
		taken, err := gate.Write(officer, w.Gate, "", c.Run)
		if err != nil {
			t.Fatal(err)
		}
		said := func() []string {
			r, err := gate.Read(officer, w.Gate, func(ctx context.Context, v *gate.View) (referral.Receipt, error) {
				return referral.ReferrerView(ctx, v, w.service, taken.Referral)
			})
			if err != nil {
				t.Fatal(err)
			}
			return r.Said
		}
		received := []string{"Received on 19 November 2026"}
		if d := cmp.Diff(received, said()); d != "" {
			t.Error(d)
		}
		if _, err := gate.Write(worker, w.Gate, "", func(ctx context.Context, tx *gate.Tx) (referral.Referral, error) {
			r, err := referral.Get(ctx, tx, taken.Referral)
			if err != nil {
				return r, err
			}
			if err := tx.Authorize(ctx, referral.ActContact, gate.On{Folder: r.Folder}); err != nil {
				return r, err
			}
			tx.Record(referral.Stopped{Referral: r.ID})
			return referral.Move(ctx, tx, r, referral.InContact, referral.ToContact)
		}); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(append(slices.Clone(received), "Contacted"), said()); d != "" {
			t.Error(d)
		}
		if _, err := gate.Write(worker, w.Gate, "", referral.KeepPrivate{Referral: taken.Referral, Version: 2}.Run); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(received, said()); d != "" {
			t.Errorf("private: %s", d)
		}
		own, err := gate.Read(officer, w.Gate, func(ctx context.Context, v *gate.View) ([]referral.OwnReceipt, error) {
			return referral.Own(ctx, v, set.Service)
		})
		if err != nil || len(own) != 1 {
			t.Errorf("%d of her own (%v)", len(own), err)
		}
		if _, err := gate.Read(officer, w.Gate, func(ctx context.Context, v *gate.View) (referral.Page, error) {
			return referral.Load(ctx, v, taken.Referral)
		}); errs.KindOf(err) == errs.None {
			t.Error("the referrer opened the referral's page")
		}
	})
}

func TestInbox(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		var all []id.Referral
		for i := range 53 {
			all = append(all, w.take(t, w.row(func(c *referral.Receive) {
				c.Supported = person.New{Forename: "Bo", Surname: strings.Repeat(string(rune('b'+i%20)), 3+i/20) + "ova", Contacts: []person.NewContact{{Kind: person.Mobile, Value: fmt.Sprintf("07700 9003%02d", i)}}}
			})).Referral)
		}
		again := w.take(t, w.row(nil))
		all = append(all, again.Referral, w.take(t, w.row(nil)).Referral)
		w.take(t, w.row(func(c *referral.Receive) {
			c.District = "E06000005"
			c.Supported.Surname, c.Supported.Born = "Quill", ""
		}))
		w.take(t, w.row(func(c *referral.Receive) {
			c.Flags.Child = true
			c.Supported = person.New{Forename: "Kit", Surname: "Young", Contacts: ada().Contacts[1:]}
		}))

		worker, admin := w.staff(t, access.CaseWorker), w.staff(t, access.Administrator)
		list := func(ctx context.Context, q referral.Query) referral.List {
			q.Service = w.service.Key
			l, err := gate.Read(ctx, w.Gate, func(ctx context.Context, v *gate.View) (referral.List, error) { return referral.Inbox(ctx, v, q) })
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		counted, n := store.Counting(worker)
		first := list(counted, referral.Query{Tab: referral.TabNew})
		if len(first.Rows) != 50 || first.Next == nil || n.Statements > 12 {
			t.Fatalf("%d rows, next %v, %d statements", len(first.Rows), first.Next, n.Statements)
		}
		second := list(worker, referral.Query{Tab: referral.TabNew, After: *first.Next})
		var seen []id.Referral
		for _, r := range append(slices.Clone(first.Rows), second.Rows...) {
			seen = append(seen, r.ID)
			if r.Initials.Text() == "" || r.Why.Text() != "Noise every night since May." || r.Agency != "POLICE" {
				t.Errorf("a row shows %q, %q, %q", r.Initials.Text(), r.Why.Text(), r.Agency)
			}
		}
		slices.Sort(seen)
		slices.Sort(all)
		if d := cmp.Diff(all, seen); d != "" || second.Next != nil {
			t.Errorf("the two pages are not all of them, each once: %s", d)
		}
		want := map[referral.Tab]int{referral.TabNew: 55, referral.TabHeld: 1, referral.TabKnown: 1, referral.TabWaiting: 0, referral.TabInContact: 0, referral.TabNotForUs: 1}
		if d := cmp.Diff(want, first.Counts); d != "" {
			t.Errorf("counts (-want +got):\n%s", d)
		}
		for _, tab := range referral.Tabs() {
			if got := len(list(worker, referral.Query{Tab: tab}).Rows); got != min(want[tab], 50) {
				t.Errorf("%s has %d rows, want %d", tab, got, want[tab])
			}
		}
		office := list(admin, referral.Query{Tab: referral.TabHeld})
		if len(office.Rows) != 1 || office.Rows[0].Initials.Text() == "" || office.Rows[0].Why.IsOpen() {
			t.Errorf("the administrator sees %+v", office.Rows)
		}
		stranger := w.As(t, "stranger", access.Membership{Role: access.CaseWorker, Agency: "elsewhere", Service: w.service.Key})
		for _, tab := range referral.Tabs() {
			if l := list(stranger, referral.Query{Tab: tab}); len(l.Rows) != 0 || l.Counts[tab] != 0 {
				t.Errorf("a worker of another agency sees %d rows of %s and a count of %d", len(l.Rows), tab, l.Counts[tab])
			}
		}
	})
}

// TestHeldForSafetyStaysHeld: recording a consent, or a wrong number, does not take a child or
// domestic abuse out of the hands of those who handle it.
func TestHeldForSafetyStaysHeld(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker, lead := w.staff(t, access.CaseWorker), w.staff(t, access.SafeguardingLead)
		consent := referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "officer", How: "phone", On: "2026-11-19"}
		tests := []struct {
			name   string
			change func(*referral.Receive)
			reason referral.Reason
		}{
			{"domestic abuse", func(c *referral.Receive) { c.Flags.DomesticAbuse = true }, referral.DomesticAbuse},
			{"a child", func(c *referral.Receive) {
				c.Flags.DomesticAbuse = true
				c.Supported.Born, c.Supported.Surname = "2012-04-05", "Young"
			}, referral.UnderAge},
		}
		for _, tt := range tests {
			taken := w.take(t, w.row(tt.change))
			if taken.Reason != referral.ConsentMissing {
				t.Fatalf("%s: %s", tt.name, taken.Reason)
			}
			r, err := gate.Write(worker, w.Gate, "", referral.RecordBasis{Service: w.service, Referral: taken.Referral, Version: 1, Basis: consent}.Run)
			if err != nil || r.Reason != tt.reason || r.Holder != access.SafeguardingLead {
				t.Errorf("%s: %s held for %q (%v)", tt.name, r.Reason, r.Holder, err)
			}
			if r, err = gate.Write(worker, w.Gate, "", referral.ReturnToPolice{Referral: r.ID, Version: r.Version}.Run); err != nil {
				t.Fatal(err)
			}
			accept := referral.Decide{Service: w.service, Referral: r.ID, Version: r.Version, To: referral.Accepted}
			if _, err := gate.Write(worker, w.Gate, "", accept.Run); errs.KindOf(err) != errs.Forbidden {
				t.Errorf("%s: a worker got round it: %v", tt.name, err)
			}
			add := person.AddContactPoint{Folder: taken.Folder, Contact: person.NewContact{Kind: person.Mobile, Value: "07700 900777"}}
			if _, err := gate.Write(lead, w.Gate, "", add.Run); err != nil {
				t.Fatal(err)
			}
			if r, err := gate.Write(lead, w.Gate, "", accept.Run); err != nil || r.State != referral.Accepted {
				t.Errorf("%s: %s by the safeguarding lead (%v)", tt.name, r.State, err)
			}
		}
	})
}

func TestAskAndDivert(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		worker := w.staff(t, access.CaseWorker)
		taken := w.take(t, w.row(nil))
		if _, err := gate.Write(worker, w.Gate, "", referral.AskReferrer{Referral: taken.Referral, Version: 1, For: "her name"}.Run); errs.KindOf(err) != errs.Invalid {
			t.Errorf("free text was asked: %v", err)
		}
		r, err := gate.Write(worker, w.Gate, "", referral.AskReferrer{Referral: taken.Referral, Version: 1, For: "number"}.Run)
		if err != nil || r.State != referral.Held || r.Reason != referral.AskedReferrer {
			t.Fatalf("%+v (%v)", r, err)
		}
		receipt, err := gate.Read(w.referrer(t), w.Gate, func(ctx context.Context, v *gate.View) (referral.Receipt, error) {
			return referral.ReferrerView(ctx, v, w.service, taken.Referral)
		})
		if err != nil || receipt.Asked == "" {
			t.Errorf("the referrer is asked %q (%v)", receipt.Asked, err)
		}
		r, err = gate.Write(worker, w.Gate, "", referral.DivertDomesticAbuse{Referral: taken.Referral, Version: 2}.Run)
		if err != nil || r.Reason != referral.DomesticAbuse || !r.Flags.DomesticAbuse || r.Holder != access.SafeguardingLead {
			t.Errorf("%+v (%v)", r, err)
		}
		for _, c := range w.page(t, worker, taken.Referral).About.Contacts {
			if c.Kind == person.Address && c.Letter != person.No {
				t.Error("letters are still on")
			}
		}
	})
}

func TestPageStatements(t *testing.T) {
	onBoth(t, "barnet-asb", func(t *testing.T, w world) {
		taken := w.take(t, w.row(nil))
		ctx, n := store.Counting(w.staff(t, access.CaseWorker))
		p := w.page(t, ctx, taken.Referral)
		if p.About.Identity.Name.Text() != "Ada Mensah" || p.CrimeRef.Text() != "CRN/1" || p.Why.Text() == "" || p.Stop != "" || !p.MayDecide {
			t.Errorf("the page is %+v", p)
		}
		if n.Statements > 12 {
			t.Errorf("%d statements, want at most 12", n.Statements)
		}
	})
}
