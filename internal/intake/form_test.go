package intake_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// form is a filled-in agency's form to a service that takes it.
func form(t testing.TB) intake.AgencyReferral {
	t.Helper()
	return intake.AgencyReferral{
		Service: service(t, "barnet-asb"), Catalogue: set, Source: "housing",
		Person: person.New{
			Forename: "Nadia", Surname: "Farrow", Born: "1979-05-02",
			Contacts: []person.NewContact{
				{Kind: person.Mobile, Value: "07700 900321", Call: person.Yes, Voicemail: person.No, Text: person.NotAsked},
				{Kind: person.Address, Value: "12 Quillmere Walk", Postcode: "N3 1AB", Letter: person.No},
			},
			Safe: person.SafeRule{State: person.Safe, Words: "She answers herself. Nobody else.", Say: "Jo from the Centre", From: 600, To: 720},
			Told: person.NewStory{Wants: "To sleep through a night", ToldTo: "worker"},
		},
		Other: person.New{Forename: "Terry", Surname: "Vance"}, Relationship: person.Neighbour,
		Why: "Threatened by the neighbour four times since May", CrimeRef: "01/12345/14",
		Basis: referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "housing officer", How: "in person", On: on},
	}
}

func (f *fixture) referrer(t testing.TB) context.Context {
	t.Helper()
	return f.As(t, "referrer", access.Membership{Role: access.Referrer, Agency: "agency of homes", Service: "barnet-asb"})
}

func TestAgencyForm(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		who := f.referrer(t)
		got := write(t, f, who, form(t).Run)
		r := f.referralOfService(t, got.Referral, "barnet-asb")
		type facts struct{ State, Door, Source, Agency, District string }
		want := facts{"accepted", "agency_form", "housing", "agency of homes", "E09000003"}
		is := facts{string(r.State), string(r.Door), r.Source, string(r.SourceAgency), r.District}
		if diff := cmp.Diff(want, is); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		// The referrer sees the receipt, and cannot see who she is.
		receipt, err := gate.Read(who, f.Gate, func(ctx context.Context, v *gate.View) (referral.Receipt, error) {
			return referral.ReferrerView(ctx, v, service(t, "barnet-asb"), got.Referral)
		})
		if err != nil || receipt.Reference != got.Reference {
			t.Errorf("the receipt: %+v, %v", receipt, err)
		}
		if _, err := gate.Read(who, f.Gate, func(ctx context.Context, v *gate.View) (int, error) {
			return 0, v.Authorize(ctx, person.ActSeeIdentity, gate.On{Folder: got.Folder})
		}); err == nil {
			t.Error("the referrer reads her identity")
		}
	})
}

func TestAgencyFormChecks(t *testing.T) {
	f := fresh(t)
	who := f.referrer(t)
	tests := []struct {
		name  string
		edit  func(*intake.AgencyReferral)
		field string
	}{
		{"no reason", func(a *intake.AgencyReferral) { a.Why = "" }, "why"},
		{"no basis", func(a *intake.AgencyReferral) { a.Basis = referral.Basis{} }, "basis"},
		{"how they know each other not said", func(a *intake.AgencyReferral) { a.Relationship = "" }, "relationship"},
		{"safe to call not said", func(a *intake.AgencyReferral) { a.Person.Contacts[0].Call = "" }, "safe_call"},
		{"another service's source", func(a *intake.AgencyReferral) { a.Source = "charmm" }, "source"},
		{"unknown offence", func(a *intake.AgencyReferral) { a.OffenceCode = "999Z" }, "offence"},
		{"no name", func(a *intake.AgencyReferral) { a.Person.Forename, a.Person.Surname = "", "" }, "surname"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := form(t)
			tt.edit(&a)
			_, err := gate.Write(who, f.Gate, "", a.Run)
			fields := errs.FieldsOf(err)
			if errs.KindOf(err) != errs.Invalid || len(fields) != 1 || fields[0].Name != tt.field {
				t.Errorf("got %v, want only the field %s", err, tt.field)
			}
		})
	}
}

// TestAgencyFormDomesticAbuse: a partner, a former partner, a relative or the flag is held for those who
// handle domestic abuse, whatever the form says is safe; nothing on the form counts as her own word.
func TestAgencyFormDomesticAbuse(t *testing.T) {
	f := fresh(t)
	who := f.referrer(t)
	tests := []struct {
		name string
		edit func(*intake.AgencyReferral)
	}{
		{"former partner", func(a *intake.AgencyReferral) { a.Relationship = person.ExPartner }},
		{"partner", func(a *intake.AgencyReferral) { a.Relationship = person.Partner }},
		{"family", func(a *intake.AgencyReferral) { a.Relationship = person.Family }},
		{"flagged", func(a *intake.AgencyReferral) { a.Flags.DomesticAbuse = true }},
	}
	for _, tt := range tests {
		a := form(t)
		a.Person.Contacts[1].Letter = person.Yes
		tt.edit(&a)
		got := write(t, f, who, a.Run)
		r := f.referralOfService(t, got.Referral, "barnet-asb")
		if r.State != referral.Held || r.Reason != referral.DomesticAbuse || r.Holder != access.SafeguardingLead || !r.Flags.DomesticAbuse {
			t.Errorf("%s: %s, %s, holder %q, flagged %v", tt.name, r.State, r.Reason, r.Holder, r.Flags.DomesticAbuse)
		}
		about := read(t, f, f.as(t, access.SafeguardingLead, "barnet-asb"), func(ctx context.Context, v *gate.View) (person.About, error) {
			if err := v.Authorize(ctx, referral.ActSee, gate.On{Folder: got.Folder}); err != nil {
				return person.About{}, err
			}
			return person.Load(ctx, v, got.Folder)
		})
		if about.Safe.State != person.NotAskedYet {
			t.Errorf("%s: safe contact stands as %q", tt.name, about.Safe.State)
		}
		for _, c := range about.Contacts {
			if c.Call == person.Yes || c.Voicemail == person.Yes || c.Text == person.Yes || c.Letter != person.No && c.Kind == person.Address {
				t.Errorf("%s: %s may be used: %+v", tt.name, c.Kind, c)
			}
		}
	}
}

// TestAcceptAndStart: one press accepts and opens the case; from a version somebody changed, nothing.
func TestAcceptAndStart(t *testing.T) {
	bothEngines(t, func(t *testing.T, f *fixture) {
		got := write(t, f, f.referrer(t), form(t).Run)
		worker := f.as(t, access.CaseWorker, "barnet-asb")
		accept := intake.Accept{Service: service(t, "barnet-asb"), Referral: got.Referral, Version: 7, Start: true}
		if _, err := gate.Write(worker, f.Gate, "", accept.Run); errs.KindOf(err) != errs.Stale {
			t.Errorf("from another version: %v", err)
		}
		accept.Version = f.referralOfService(t, got.Referral, "barnet-asb").Version
		done := write(t, f, worker, accept.Run)
		if done.Case == "" || done.State != referral.InContact || f.referralOfService(t, got.Referral, "barnet-asb").State != referral.InContact {
			t.Errorf("%+v", done)
		}
		stranger := f.As(t, "stranger", access.Membership{Role: access.CaseWorker, Team: f.teams["asc"], Service: "asc"})
		if _, err := gate.Write(stranger, f.Gate, "", accept.Run); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a stranger: %v", err)
		}
	})
}

func (f *fixture) referralOfService(t testing.TB, r id.Referral, service string) referral.Referral {
	t.Helper()
	ctx := f.As(t, id.Account("reader of "+service), access.Membership{Role: access.Supervisor, Team: f.teams[service], Service: service})
	return read(t, f, ctx, func(ctx context.Context, v *gate.View) (referral.Referral, error) {
		got, err := referral.Get(ctx, v, r)
		if err != nil {
			return got, err
		}
		return got, v.Authorize(ctx, referral.ActSee, gate.On{Folder: got.Folder})
	})
}
