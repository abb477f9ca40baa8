package oversight_test

import (
	"context"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/apptest"
	"goldenthread/internal/casework"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/intake"
	"goldenthread/internal/oversight"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// TestThoseWhoWatchOver: the auditor and the data protection lead see how the log stands, count those who asked not to be contacted,
// and are told who looked at a record, in whose list their asking then stands; nobody else is told anything.
func TestThoseWhoWatchOver(t *testing.T) {
	apptest.BothEngines(t, func(t *testing.T, a *apptest.App) {
		c := a.Case(t, "barnet-asb")
		stop := referral.DoNotContact{Referral: c.Referral, Scope: person.ScopeService}
		if _, err := gate.Write(a.As(t, access.CaseWorker, "barnet-asb"), a.Gate, "", stop.Run); err != nil {
			t.Fatal(err)
		}
		look := func(as context.Context) (casework.Looks, error) {
			return gate.Write(as, a.Gate, "", casework.LookInto{Reference: c.Reference}.Run)
		}
		state := func(as context.Context) (oversight.State, error) {
			return gate.Read(as, a.Gate, func(ctx context.Context, v *gate.View) (oversight.State, error) { return oversight.Now(ctx, v) })
		}
		list := "Surname,Forename,DOB,Postcode,Mobile,Safe to call,Opened\nQuillfeather,Ann,05/05/1990,N3 1AA,07700900777,Y,02/02/2026\n"
		if _, err := (intake.Caseload{Service: a.Service(t, "barnet-asb"), Catalogue: a.Catalogue, File: []byte(list)}).Import(a.System(t, "cli"), a.Gate); err != nil {
			t.Fatal(err)
		}
		if s, err := state(a.Stranger(t, access.DataProtectionLead, "barnet-asb")); err != nil || len(s.Lists) != 0 {
			t.Errorf("the data protection lead of an agency that does not run the service sees its lists %+v, %v", s.Lists, err)
		}
		for _, role := range []access.Role{access.Auditor, access.DataProtectionLead} {
			as := a.As(t, role, "barnet-asb")
			s, err := state(as)
			if err != nil || s.Entries+int64(s.Waiting) == 0 || s.NoCall[person.ScopeService] != 1 || s.NoCall[person.ScopeAll] != 0 {
				t.Errorf("%s sees the log as %+v, %v", role, s, err)
			}
			if len(s.Keys) != 1 || s.Keys[0].Destroy != clock.Never || s.Erased != 0 || len(s.Lists) != 1 {
				t.Errorf("%s sees keys %+v, erased %d, lists %+v", role, s.Keys, s.Erased, s.Lists)
			}
			if _, err := look(as); err != nil {
				t.Fatalf("%s asks who looked: %v", role, err)
			}
			again, err := look(as)
			found := false
			for _, d := range again.Days {
				found = found || len(d.Roles) == 1 && d.Roles[0] == role
			}
			if err != nil || !found {
				t.Errorf("that the %s asked is not in the list: %+v, %v", role, again, err)
			}
			if _, err := gate.Write(as, a.Gate, "", casework.LookInto{Reference: "GT-0000-0000"}.Run); errs.KindOf(err) != errs.NotFound {
				t.Errorf("a record that is not there: %v", err)
			}
		}
		on := func(day clock.Date) (casework.Looks, error) {
			return gate.Write(a.As(t, access.Auditor, "barnet-asb"), a.Gate, "", casework.LookInto{Reference: c.Reference, On: day}.Run)
		}
		today := a.Clock.Now().Date()
		for day, want := range map[clock.Date]bool{"": true, today: true, today.AddDays(-400): false} {
			looks, err := on(day)
			runs := false
			for _, s := range looks.Could {
				runs = runs || s.Basis == gate.BasisService && s.Name != "" && s.Since.Date() <= today
			}
			if err != nil || runs != want {
				t.Errorf("on %q who runs the service could see the record: %t, want %t (%+v, %v)", day, runs, want, looks.Could, err)
			}
		}
		if _, err := on(today.AddDays(1)); errs.KindOf(err) != errs.Invalid {
			t.Errorf("who could see it tomorrow: %v", err)
		}
		if _, err := look(a.Stranger(t, access.DataProtectionLead, "barnet-asb")); errs.KindOf(err) != errs.NotFound {
			t.Errorf("the data protection lead of an agency that does not run the service is answered: %v", err)
		}
		for _, role := range []access.Role{access.CaseWorker, access.Supervisor, access.SystemAdministrator, access.PersonSupported} {
			as := a.As(t, role, "barnet-asb")
			if _, err := look(as); err == nil {
				t.Errorf("a %s is told who looked, past the case", role)
			}
			if _, err := state(as); err == nil {
				t.Errorf("a %s sees how the log stands", role)
			}
		}
	})
}
