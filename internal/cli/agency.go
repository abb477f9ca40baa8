package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"goldenthread/internal/agency"
	"goldenthread/internal/app"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

type agencyCommand struct {
	Add    agencyAdd    `cmd:"" help:"Make an agency a member of the partnership."`
	List   agencyList   `cmd:"" help:"List the agencies of the partnership."`
	Rename agencyRename `cmd:"" help:"Give an agency another name. Its key stays."`
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
	ctx, a, err := r.begin(c.place, app.IsDemonstration(c.Data))
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

type agencyList struct {
	place
	output
}

// Run lists the agencies.
func (c agencyList) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	list, err := gate.Read(ctx, a.Gate, func(ctx context.Context, v *gate.View) ([]agency.Agency, error) { return agency.List(ctx, v) })
	if err != nil {
		return err
	}
	type line struct {
		Agency   id.Agency `json:"agency"`
		Key      string    `json:"key"`
		Name     string    `json:"name"`
		Kind     string    `json:"kind"`
		District string    `json:"district"`
	}
	lines := make([]line, 0, len(list))
	for _, m := range list {
		lines = append(lines, line{m.ID, m.Key, m.Name, m.Kind, m.District})
	}
	return r.answer(c.output, struct {
		Agencies []line `json:"agencies"`
	}{lines}, func(w io.Writer) {
		for _, l := range lines {
			fmt.Fprintf(w, "%-20s  %-10s  %s\n", l.Key, l.Kind, l.Name)
		}
	})
}

type agencyRename struct {
	place
	output
	Key  string `required:"" help:"Its key."`
	Name string `required:"" help:"Its new name."`
}

// Run renames the agency.
func (c agencyRename) Run(r *run) (err error) {
	ctx, a, err := r.open(c.place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	renamed, err := gate.Write(ctx, a.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Agency, error) {
		m, err := agency.ByKey(ctx, tx, c.Key)
		if err != nil {
			return "", err
		}
		_, err = agency.RenameAgency{Agency: m.ID, Version: m.Version, Name: c.Name}.Run(ctx, tx)
		return m.ID, err
	})
	if err != nil {
		return err
	}
	return r.answer(c.output, struct {
		Agency id.Agency `json:"agency"`
	}{renamed}, func(w io.Writer) { fmt.Fprintf(w, "It is called %s now.\n", c.Name) })
}
