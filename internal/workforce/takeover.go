package workforce

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// TakeOver gives somebody another supervisor: her record is that one's to read from now on, and no
// longer the last one's. Supervisors of the service may, so that a supervisor who is away or has left
// leaves nobody without; nobody chooses her own.
//
// Fails with errs.Invalid, errs.NotFound and errs.Forbidden for oneself. Records SupervisorChanged.
type TakeOver struct {
	Service    string
	Account    id.Account
	Supervisor id.Account
}

// SupervisorChanged says who supervises somebody from now on.
type SupervisorChanged struct {
	Account    id.Account `json:"account"`
	Folder     id.Folder  `json:"folder"`
	Before     id.Account `json:"before"`
	Supervisor id.Account `json:"supervisor"`
}

// EventKind names the event.
func (SupervisorChanged) EventKind() string { return "staff.supervisor changed" }

// Run changes it.
func (t TakeOver) Run(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
	if err := tx.Authorize(ctx, ActRegister, gate.On{Service: t.Service}); err != nil {
		return "", err
	}
	p, err := load(ctx, tx, t.Service, t.Account)
	if err != nil {
		return "", err
	}
	if err := notOneself(tx, p.Account); err != nil {
		return "", err
	}
	var bad errs.Fields
	if p.Supervisor == t.Supervisor {
		bad.Add("supervisor", "This is the supervisor already")
	} else if err := mayBeSupervisor(ctx, tx, &bad, t.Service, t.Account, t.Supervisor); err != nil {
		return "", err
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	if _, err := tx.EndGrants(ctx, p.Folder, string(p.Supervisor), gate.BasisSupervision); err != nil {
		return "", err
	}
	if err := tx.Grant(ctx, gate.Grant{Folder: p.Folder, Grantee: string(t.Supervisor), Sections: access.Staff, Basis: gate.BasisSupervision}); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, setSupervisorSQL, p.ID, t.Supervisor, tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(SupervisorChanged{Account: p.Account, Folder: p.Folder, Before: p.Supervisor, Supervisor: t.Supervisor})
	return p.Folder, nil
}

var setSupervisorSQL = store.SQL("workforce.setSupervisor", `
	UPDATE workforce_person SET supervisor = $2, version = version + 1, last_entry = $3 WHERE id = $1`)
