package apptest

import (
	"fmt"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// ways is by which door and on what facts each service takes somebody in.
var ways = map[string]struct {
	door     catalogue.Door
	source   string
	district string
	basis    catalogue.LegalBasis
	facts    catalogue.Facts
}{
	"asc":        {catalogue.DoorPanel, "charmm", "E07000207", catalogue.BasisPanelAgreed, catalogue.Facts{PanelDecision: catalogue.Known("coaching")}},
	"harmony":    {catalogue.DoorAgencyForm, "housing", "E07000197", catalogue.BasisOptOut, catalogue.Facts{}},
	"barnet-asb": {catalogue.DoorAgencyForm, "barnet_asb_team", "E09000003", catalogue.BasisOptOut, catalogue.Facts{}},
	"adt":        {catalogue.DoorPhone, "cleveland_police", "E06000001", catalogue.BasisOptOut, catalogue.Facts{Force: catalogue.Known("cleveland")}},
	"pilot": {catalogue.DoorPoliceFile, "durham_police", "E06000005", catalogue.BasisOptOut,
		catalogue.Facts{Recorded: catalogue.Known(true), Force: catalogue.Known("durham")}},
}

// Somebody makes up a person nobody else is, who can be reached by telephone.
func (a *App) Somebody() person.New {
	a.drawn++
	return person.New{
		Forename: fmt.Sprintf("Forename%d", a.drawn), Surname: fmt.Sprintf("Surname%d", a.drawn), Born: "1984-03-27", Pronoun: person.She,
		Contacts: []person.NewContact{{Kind: person.Mobile, Value: fmt.Sprintf("07700 900%03d", a.drawn%1000), Call: person.Yes, Text: person.Yes}},
		Safe:     person.SafeRule{State: person.Safe, Words: "Mornings only", AskedOn: "2026-11-18"},
		Told:     person.NewStory{Wants: "Quiet at night", Words: "It goes on every night", ToldTo: "agency", Relationship: person.Neighbour},
	}
}

// Referral gives the command by which a service takes somebody in, through a door it opens and on facts
// that make her one of its own.
func (a *App) Referral(t testing.TB, service string, who person.New) referral.Receive {
	t.Helper()
	w, ok := ways[service]
	if !ok {
		t.Fatalf("apptest does not know how %q takes somebody in: add its way", service)
	}
	return referral.Receive{
		Service: a.Service(t, service), Door: w.door, Source: w.source, District: w.district, Facts: w.facts,
		Supported: who, Basis: referral.Basis{Kind: w.basis}, CrimeRef: fmt.Sprintf("CRN%d", a.drawn), Why: "It goes on every night.",
		Priority: referral.Routine, FirstMethod: "phone",
	}
}

// Refer has a service take somebody in, who is then waiting for first contact.
func (a *App) Refer(t testing.TB, service string) referral.Taken {
	t.Helper()
	return a.Take(t, a.Referral(t, service, a.Somebody()))
}

// Take runs a referral as the service's administrator would. It must be accepted.
func (a *App) Take(t testing.TB, c referral.Receive) referral.Taken {
	t.Helper()
	taken, err := gate.Write(a.As(t, access.Administrator, c.Service.Key), a.Gate, "", c.Run)
	if err != nil {
		t.Fatalf("taking somebody in for %s: %v", c.Service.Key, err)
	}
	if taken.State != referral.Accepted {
		t.Fatalf("%s did not accept the referral: %s, %s %v", c.Service.Key, taken.State, taken.Reason, taken.Missing)
	}
	return taken
}
