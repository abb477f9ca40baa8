package intake

import (
	"context"
	"encoding/json"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/store"
)

// ListColumns keeps what whoever handed a list in says its columns are, and what is so of the whole list. What was tried
// out before counts no more. Fails with errs.Invalid beside the columns and the facts, errs.Stale, and errs.Conflict once rows of it are in. Records
// ListMapped.
type ListColumns struct {
	Catalogue *catalogue.Set
	List      id.List
	Version   int
	ListSaid
}

// ListMapped says that somebody said what the columns of a list are.
type ListMapped struct {
	List   id.List   `json:"list"`
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (ListMapped) EventKind() string { return "intake.list mapped" }

// Run keeps it.
func (c ListColumns) Run(ctx context.Context, tx *gate.Tx) (id.List, error) {
	l, err := loadList(ctx, tx, c.List)
	if err != nil {
		return "", err
	}
	if l.Batch != "" {
		return "", errs.New(errs.Conflict, "rows of this list are in already: go on with it, or undo it first")
	}
	if l.Version != c.Version {
		return "", stale()
	}
	if err := c.checked(l); err != nil {
		return "", err
	}
	text, err := json.Marshal(c.ListSaid)
	if err != nil {
		return "", errs.Wrap(errs.Internal, "keeping what the columns of a list are", err)
	}
	box, err := tx.Seal(ctx, columnsColumn, l.Folder, string(l.ID), string(text))
	if err != nil {
		return "", err
	}
	if n, err := store.Exec(ctx, tx, mapListSQL, l.ID, l.Version, box, tx.Entry()); err != nil || n == 0 {
		return "", orStale(err)
	}
	tx.Record(ListMapped{List: l.ID, Folder: l.Folder})
	return l.ID, nil
}

func (c ListColumns) checked(l List) error {
	var bad errs.Fields
	if service, ok := c.Catalogue.Service(l.Service); ok {
		c.ListSaid.check(c.Catalogue, service, &bad)
	}
	fields := ListFields(c.Catalogue)
	named, known := false, 0
	for _, f := range c.Columns {
		if f != "" && !slices.Contains(fields, f) {
			bad.Add("columns", "Choose what each column is from the list")
		}
		known += one(f != "")
		named = named || f == catalogue.FieldFullName || f == catalogue.FieldSurname
	}
	if known == 1 {
		bad.Add("columns", "One column is no list: choose what at least two of them are")
	}
	if !named {
		bad.Add("columns", "No column holds a name: choose which is the surname or the whole name")
	}
	return bad.Err()
}

// ListFields gives what a column of a list can be.
func ListFields(set *catalogue.Set) []catalogue.Field {
	m, _ := set.Mapping(caseloadMapping)
	var fields []catalogue.Field
	for _, c := range m.Columns {
		if !sheet.Fills(c.Field) {
			fields = append(fields, c.Field)
		}
	}
	return fields
}

func orStale(err error) error {
	if err != nil {
		return err
	}
	return stale()
}

var mapListSQL = store.SQL("intake.mapList", `
	UPDATE intake_list SET columns = $3, tried = '', trying = '', version = version + 1, last_entry = $4 WHERE id = $1 AND version = $2`)
