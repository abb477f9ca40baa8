package bench

import (
	"context"
	"fmt"
	"io"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/app"
	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/workforce"
)

// service is the service whose pages and growth are measured.
const service = "barnet-asb"

// wayIn is how the made-up people of a service come to it.
type wayIn struct {
	door  catalogue.Door
	basis referral.Basis
	facts catalogue.Facts
}

// waysIn are those of the services that owe a return.
var waysIn = map[string]wayIn{
	service:   {door: catalogue.DoorAgencyForm, basis: referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "council", How: "in person"}},
	"harmony": {door: catalogue.DoorAgencyForm, basis: referral.Basis{Kind: catalogue.BasisExplicitConsent, By: "council", How: "in person"}},
	"asc": {door: catalogue.DoorPanel, basis: referral.Basis{Kind: catalogue.BasisPanelAgreed},
		facts: catalogue.Facts{PanelDecision: catalogue.Known("coaching")}},
	"pilot": {door: catalogue.DoorPhone, basis: referral.Basis{Kind: catalogue.BasisOptOut},
		facts: catalogue.Facts{Recorded: catalogue.Known(true), Force: catalogue.Known("cleveland"), Unit: catalogue.Known("telephone_investigation_unit")}},
}

// yearStart and yearEnd bound the year all cases are referred in.
var (
	yearStart = clock.NewDate(2017, 4, 1)
	yearEnd   = clock.NewDate(2018, 3, 31)
)

// crew are the people who act in a filled database.
type crew struct {
	Worker, Supervisor id.Account
	Reference          id.Reference // of one of the worker's cases, with a full page
	asWorker, asSuper  context.Context
}

// perUnit is how many cases are made in one unit of work, as an import takes its rows.
const perUnit = 50

// own is how many open cases the worker has, whatever the size of the whole.
const own = 20

// waiting is how many more referrals nobody has opened yet, whatever the size of the whole: a full page of the inbox.
const waiting = 60

// fill makes n cases through the real commands: referred by a form, picked up, needs and
// demographics recorded; the worker's own are allocated to her, with promises due. Then the inbox fills.
func fill(ctx context.Context, a *app.App, clk *clock.Manual, of string, n int, progress io.Writer) (crew, error) {
	clk.Set(yearStart.At(9, 0))
	c, err := hire(ctx, a, of)
	if err != nil {
		return crew{}, err
	}
	svc, _ := a.Catalogue.Service(of)
	if _, ok := waysIn[of]; !ok {
		return crew{}, fmt.Errorf("the bench does not know how people come to %s: add it to waysIn", of)
	}
	days := yearStart.DaysUntil(yearEnd)
	for made := 0; made < n; made += perUnit {
		clk.Set(yearStart.AddDays(made*days/n).At(9, 30))
		count := min(perUnit, n-made)
		_, err := gate.Write(gate.InBulk(c.asSuper), a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
			for i := range count {
				mine := made+i < own
				ref, err := openOne(ctx, tx, svc, a.Catalogue, made+i)
				if err != nil {
					return 0, err
				}
				if mine {
					if err := takeOn(ctx, tx, svc, ref, c.Worker, made+i == 0); err != nil {
						return 0, err
					}
				}
				if made+i == 0 {
					c.Reference = ref
				}
			}
			return count, nil
		})
		if err != nil {
			return crew{}, fmt.Errorf("making case %d: %w", made, err)
		}
		if made%(perUnit*100) == 0 {
			fmt.Fprintf(progress, "%s: made %d of %d cases\n", of, made, n)
		}
	}
	_, err = gate.Write(gate.InBulk(c.asSuper), a.Gate, "", func(ctx context.Context, tx *gate.Tx) (int, error) {
		for i := range waiting {
			if _, err := refer(ctx, tx, svc, n+i); err != nil {
				return 0, err
			}
		}
		return waiting, nil
	})
	return c, err
}

// hire makes a worker and a supervisor of the service's team.
func hire(ctx context.Context, a *app.App, of string) (crew, error) {
	var c crew
	for _, p := range []struct {
		to   *id.Account
		name string
		role access.Role
	}{{&c.Worker, "Ada Bench", access.CaseWorker}, {&c.Supervisor, "Bea Bench", access.Supervisor}} {
		handout, err := identity.NewHandout(ctx)
		if err != nil {
			return crew{}, err
		}
		*p.to, err = gate.Write(ctx, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Account, error) {
			account, err := identity.AddAccount{Login: string(p.role[:4]) + "@example.org", Name: p.name, Handout: handout}.Run(ctx, tx)
			if err != nil {
				return "", err
			}
			team, err := agency.TeamOf(ctx, tx, of)
			if err != nil {
				return "", err
			}
			_, err = identity.AddMembership{Account: account, Role: p.role, Agency: team.Agency, Team: team.ID, Service: of}.Run(ctx, tx)
			return account, err
		})
		if err != nil {
			return crew{}, err
		}
	}
	if err := c.act(ctx, a); err != nil {
		return crew{}, err
	}
	svc, _ := a.Catalogue.Service(of)
	_, err := gate.Write(c.asSuper, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (clock.Date, error) {
		enter := workforce.Describe{Service: svc, Lists: workforce.ListsOf(a.Catalogue), Account: c.Worker, Engaged: workforce.Paid, Supervisor: c.Supervisor}
		if _, err := enter.Run(ctx, tx); err != nil {
			return "", err
		}
		return workforce.RecordCheck{Service: svc, Account: c.Worker, Kind: "dbs", On: tx.Now().Date()}.Run(ctx, tx)
	})
	return c, err
}

// refer makes the nth referral.
func refer(ctx context.Context, tx *gate.Tx, svc catalogue.Service, n int) (referral.Taken, error) {
	way := waysIn[svc.Key]
	way.basis.On = tx.Now().Date()
	sources := svc.SourcesBy(way.door)
	return referral.Receive{
		Service: svc, Door: way.door, Source: sources[n%len(sources)].Key, District: svc.Areas[n%len(svc.Areas)], Facts: way.facts,
		Supported: person.New{
			Forename: "Bench", Surname: fmt.Sprintf("Number%s", letters(n)), Born: clock.NewDate(1945+n%50, 1, 1).AddDays(n % 300),
			Contacts: []person.NewContact{{Kind: person.Email, Value: fmt.Sprintf("bench%d@example.org", n)}},
			Safe:     person.SafeRule{State: person.Safe, Words: "Mornings only", AskedOn: tx.Now().Date()},
			Told:     person.NewStory{Wants: "It should stop", Words: "Every night", Relationship: "neighbour"},
		},
		Basis: way.basis,
		Why:   "Noise every night",
	}.Run(ctx, tx)
}

// openOne makes the nth case.
func openOne(ctx context.Context, tx *gate.Tx, svc catalogue.Service, set *catalogue.Set, n int) (id.Reference, error) {
	needs, _ := set.List("needs")
	taken, err := refer(ctx, tx, svc, n)
	if err != nil {
		return "", err
	}
	c, err := casework.OpenCase{Referral: taken.Referral, Service: svc}.Run(ctx, tx)
	if err != nil {
		return "", err
	}
	_, err = casework.RecordNeeds{Case: c, Service: svc, Kind: casework.Need, List: needs, Codes: []string{needs.Codes[n%len(needs.Codes)].Key}, On: tx.Now().Date()}.Run(ctx, tx)
	if err != nil {
		return "", err
	}
	_, err = person.RecordDemographics{Folder: taken.Folder, Lists: set.List, Answers: []person.Answer{
		{Field: "gender", State: person.Given, Code: []string{"female", "male"}[n%2]},
		{Field: "ethnicity", State: person.Given, Code: []string{"W1", "A1", "B1", "W9"}[n%4]},
	}}.Run(ctx, tx)
	return taken.Reference, err
}

// takeOn gives a case to the worker with a promise that is due, and fills the first one's page.
func takeOn(ctx context.Context, tx *gate.Tx, svc catalogue.Service, ref id.Reference, worker id.Account, full bool) error {
	c, _, err := casework.ByReference(ctx, tx, ref)
	if err != nil {
		return err
	}
	if c, err = (casework.Allocate{Case: c.ID, Version: c.Version, Service: svc, Worker: worker, Role: access.CaseWorker}).Run(ctx, tx); err != nil {
		return err
	}
	if _, err := (casework.MakePromise{Case: c.ID, Service: svc, What: "Say what the council decided"}).Run(ctx, tx); err != nil {
		return err
	}
	if !full {
		return nil
	}
	for n := range 20 {
		if _, err := (casework.AddNote{Case: c.ID, Text: fmt.Sprintf("Note %d of a page with something on it", n+1)}).Run(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// letters writes a number in letters, so that surnames differ as surnames do.
func letters(n int) string {
	s := ""
	for ; n > 0 || s == ""; n /= 26 {
		s += string(rune('a' + n%26))
	}
	return s
}
