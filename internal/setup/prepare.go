package setup

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// ActPrepare is for the program's own start.
var ActPrepare = access.Declare("setup.prepare", access.Policy{Systems: []string{"cli"}})

// Prepare makes the data ready for the services of the catalogue. It is done at every start and
// changes nothing when nothing is new. The first time it says for good whether the people in the data are real.
// Records KindBegun then, and ServiceInForce for each edition it has not seen.
//
// Fails with errs.Conflict when the partnership is of the other kind.
type Prepare struct {
	Services      []catalogue.Service
	Demonstration bool // nobody in the data is real
}

// ServiceInForce says that an edition of a service's file is in force from now on.
type ServiceInForce struct{ Service, Version string }

// EventKind names the event.
func (ServiceInForce) EventKind() string { return "setup.service in force" }

// Needed tells whether there is anything to prepare, so that a start on prepared data writes nothing.
func (p Prepare) Needed(ctx context.Context, v *gate.View) (bool, error) {
	if err := v.Authorize(ctx, ActPrepare, gate.On{}); err != nil {
		return false, err
	}
	_, said, err := store.Find(ctx, v, kindSQL, store.Value[Kind])
	if err != nil || !said {
		return true, err
	}
	seen, err := editions(ctx, v)
	if err != nil {
		return false, err
	}
	for _, s := range p.Services {
		if !seen[s.Key+" "+s.Version] {
			return true, nil
		}
	}
	return false, nil
}

// Run prepares, and gives how many editions are new.
func (p Prepare) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, ActPrepare, gate.On{}); err != nil {
		return 0, err
	}
	begun, err := p.begin(ctx, tx)
	if err != nil {
		return 0, err
	}
	seen, err := editions(ctx, tx)
	if err != nil {
		return 0, err
	}
	fresh := 0
	for _, s := range p.Services {
		if err := ensureTeam(ctx, tx, s); err != nil {
			return 0, err
		}
		if seen[s.Key+" "+s.Version] {
			continue
		}
		if _, err := store.Exec(ctx, tx, addEditionSQL, s.Key, s.Version, tx.Now(), tx.Entry()); err != nil {
			return 0, err
		}
		tx.Record(ServiceInForce{Service: s.Key, Version: s.Version})
		fresh++
	}
	if fresh == 0 && !begun {
		tx.Unaudited("nothing to prepare")
	}
	return fresh, nil
}

// partnership is the agency that runs what nobody else runs yet.
const partnership = "partnership"

func ensureTeam(ctx context.Context, tx *gate.Tx, s catalogue.Service) error {
	if _, err := agency.TeamOf(ctx, tx, s.Key); errs.KindOf(err) != errs.NotFound {
		return err
	}
	owner, err := agency.ByKey(ctx, tx, partnership)
	agencyID := owner.ID
	if errs.KindOf(err) == errs.NotFound {
		agencyID, err = agency.AddAgency{Key: partnership, Name: "The partnership", Kind: "partnership"}.Run(ctx, tx)
	}
	if err != nil {
		return err
	}
	_, err = agency.AddTeam{Agency: agencyID, Key: s.Key, Name: s.Name, Service: s.Key}.Run(ctx, tx)
	return err
}

func editions(ctx context.Context, q store.Reader) (map[string]bool, error) {
	seen := map[string]bool{}
	return seen, store.Each(ctx, q, editionsSQL, func(scan store.Scan) error {
		var service, version string
		if err := scan(&service, &version); err != nil {
			return err
		}
		seen[service+" "+version] = true
		return nil
	})
}

var editionsSQL = store.SQL("setup.editions", `SELECT service, version FROM setup_service`)

var addEditionSQL = store.SQL("setup.addEdition", `
	INSERT INTO setup_service (service, version, since_at, last_entry) VALUES ($1, $2, $3, $4)`)
