package cli

import (
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/agency"
	"goldenthread/internal/app"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

type agencyCommand struct {
	Add agencyAdd `cmd:"" help:"Make an agency a member of the partnership."`
}

type agencyAdd struct {
	place
	output
	Key      string `required:"" help:"A short name of small letters and hyphens, that never changes."`
	Name     string `required:"" help:"Its name."`
	Kind     string `required:"" help:"What it is: police, council, housing, provider."`
	District string `help:"ONS code of the district it works for."`
}

// Run adds the agency.
func (c agencyAdd) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place, app.IsDemonstration(c.Data))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	added, err := gate.Write(ctx, a.Gate, "", agency.AddAgency{Key: c.Key, Name: c.Name, Kind: c.Kind, District: c.District}.Run)
	if err != nil {
		return err
	}
	return r.answer(c.output, struct {
		Agency id.Agency `json:"agency"`
	}{added}, func(w io.Writer) { fmt.Fprintf(w, "%s has joined the partnership.\n", c.Name) })
}
