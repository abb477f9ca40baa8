package referral_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
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
		Supported: ada(), CrimeRef: "CRN/1", Matter: "met|CRN/1", District: "E09000003", Offence: catalogue.Offence{Code: "66/24"},
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
			{"nobody who referred, on the telephone", func(c *referral.Receive) { c.Door, c.Source = catalogue.DoorPhone, catalogue.SourceNotKnown }, "", "", errs.Invalid},
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
			{"an offence that is in no list", func(c *referral.Receive) { c.Offence, c.Unsure = catalogue.Offence{}, referral.UnknownOffence }, supervisor, referral.Decide{To: referral.Accepted}, errs.Conflict, referral.Held},
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
		other := referral.Resubmit{Service: w.service, Referral: held.Referral, Version: 1, Supported: ada(), Offence: catalogue.Offence{Code: "66/24"}, District: "E09000003", Basis: referral.Basis{Kind: catalogue.BasisOptOut}}
		if _, err := gate.Write(worker, w.Gate, "", other.Run); errs.KindOf(err) != errs.Conflict || w.get(t, held.Referral).Reason != referral.ConsentMissing {
			t.Errorf("a known offence was exchanged for one that needs no consent: %v", err)
		}
		other.Offence, other.Basis, other.Typed = rape, referral.Basis{Kind: catalogue.BasisExplicitConsent}, true
		if _, err := gate.Write(worker, w.Gate, "", other.Run); len(errs.FieldsOf(err)) != 1 || errs.FieldsOf(err)[0].Name != "basis_by" || w.get(t, held.Referral).Reason != referral.ConsentMissing {
			t.Errorf("consent was taken without who took it, when and how: %v", err)
		}
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
