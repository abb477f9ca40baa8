package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/app"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
)

type userCommand struct {
	Add userAdd `cmd:"" help:"Make an account for a member of staff, with a role. Prints the first password and the codes to hand over."`
}

type userAdd struct {
	place
	output
	Email   string `required:"" help:"The address she signs in with."`
	Name    string `required:"" help:"Her name, as colleagues see it."`
	Role    string `required:"" help:"Her role, as services' files say it: \"case worker\"."`
	Service string `help:"Key of the one service the role is for; with it, she joins the team that runs the service."`
	Agency  string `help:"Key of her agency; without it, that of the service's team, or the partnership." placeholder:"KEY"`
}

// handedOver is what is handed over on paper, once.
type handedOver struct {
	Account  id.Account `json:"account"`
	Password string     `json:"first_password"`
	Codes    []string   `json:"codes"`
}

// Run adds the account and its role in one unit of work.
func (c userAdd) Run(r *run) (err error) {
	ctx, a, err := r.begin(c.place, app.IsDemonstration(c.Data))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := c.check(a); err != nil {
		return err
	}
	handout, err := identity.NewHandout(ctx)
	if err != nil {
		return err
	}
	account, err := gate.Write(ctx, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Account, error) {
		return c.add(ctx, tx, handout)
	})
	if err != nil {
		return err
	}
	answer := handedOver{Account: account, Password: handout.Password.Reveal()}
	for _, code := range handout.Sheet.Codes {
		answer.Codes = append(answer.Codes, code.Reveal())
	}
	return r.answer(c.output, answer, func(w io.Writer) {
		fmt.Fprintf(w, "%s can sign in. Hand this over on paper; it is not shown again.\n", c.Email)
		fmt.Fprintf(w, "First password (to be changed): %s\nCodes, each for one sign-in:\n", answer.Password)
		for _, code := range answer.Codes {
			fmt.Fprintf(w, "  %s\n", code)
		}
	})
}

// check says which roles and services there are, where what was named is none of them.
func (c userAdd) check(a *app.App) error {
	if roles := access.Roles(); !slices.Contains(roles, access.Role(c.Role)) {
		var names []string
		for _, role := range roles {
			names = append(names, string(role))
		}
		return noSuch("role of that name", names)
	}
	if c.Service == "" {
		return nil
	}
	_, err := serviceOf(a.Catalogue, c.Service)
	return err
}

func (c userAdd) add(ctx context.Context, tx *gate.Tx, handout identity.Handout) (id.Account, error) {
	account, err := identity.AddAccount{Login: c.Email, Name: c.Name, Handout: handout}.Run(ctx, tx)
	if err != nil {
		return "", err
	}
	m := identity.AddMembership{Account: account, Role: access.Role(c.Role), Service: c.Service}
	if c.Service != "" {
		team, err := agency.TeamOf(ctx, tx, c.Service)
		if err != nil {
			return "", err
		}
		m.Agency, m.Team = team.Agency, team.ID
	}
	if c.Agency != "" || m.Agency == "" {
		key := c.Agency
		if key == "" {
			key = "partnership"
		}
		owner, err := agency.ByKey(ctx, tx, key)
		if err != nil {
			return "", err
		}
		if owner.ID != m.Agency {
			m.Agency, m.Team = owner.ID, ""
		}
	}
	_, err = m.Run(ctx, tx)
	return account, err
}
