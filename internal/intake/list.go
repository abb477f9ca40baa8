package intake

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ActList is for whoever has handed a list of cases in: nobody else sees it before it is taken in.
var ActList = access.Declare("intake.list", access.Policy{
	Roles: []access.Role{access.Administrator, access.Supervisor}, Sections: access.Identity,
})

var (
	contentColumn = seal.Register("intake_list", "content", access.Identity, seal.Retain(seal.Short))
	columnsColumn = seal.Register("intake_list", "columns", access.Identity, seal.Retain(seal.Short))
)

// listKept is how long a list waits that was handed in and not taken in.
const listKept = 7 * 24 * time.Hour

// List is a list of cases that was handed in and waits to be taken in.
type List struct {
	ID      id.List
	Service string
	Folder  id.Folder
	Batch   id.Batch // empty: nothing of it was taken in yet
	Tried   *Tryout  // nil: not tried out with these columns
	KeptAt  clock.Instant
	Until   clock.Instant // when it is forgotten
	Version int

	Content *seal.Value // the file
	columns *seal.Value // JSON of corrections
}

// Tryout is what came of trying a list out: it names nobody.
type Tryout struct {
	Brought
	Each []TriedRow `json:"each"`
}

// TriedRow is what would become of one row.
type TriedRow struct {
	Row
	RowCase
}

// KeepList keeps a list of cases that somebody hands in, until it is taken in or for a week. The service's
// administrators and supervisors may; she alone sees it. Records ListKept.
type KeepList struct {
	Service catalogue.Service
	File    []byte
}

// ListKept says that somebody handed a list in.
type ListKept struct {
	List    id.List   `json:"list"`
	Folder  id.Folder `json:"folder"`
	Service string    `json:"service"`
}

// EventKind names the event.
func (ListKept) EventKind() string { return "intake.list kept" }

// Run keeps it.
func (k KeepList) Run(ctx context.Context, tx *gate.Tx) (id.List, error) {
	if err := tx.Authorize(ctx, ActCaseload, gate.On{Service: k.Service.Key}); err != nil {
		return "", err
	}
	folder, err := tx.NewFolder(ctx, "list", k.Service.Key)
	if err != nil {
		return "", err
	}
	account := tx.Actor().Account()
	if err := tx.Grant(ctx, gate.Grant{Folder: folder, Grantee: string(account), Sections: access.Identity, Basis: gate.BasisOwn}); err != nil {
		return "", err
	}
	list := id.List(tx.NewID())
	content, err := tx.Seal(ctx, contentColumn, folder, string(list), string(k.File))
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addListSQL, list, k.Service.Key, folder, account, content, tx.Now(), tx.Now().Add(listKept), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(ListKept{List: list, Folder: folder, Service: k.Service.Key})
	return list, nil
}

// OpenList opens a list that the actor has handed in. Fails with errs.NotFound.
func OpenList(ctx context.Context, v gate.Reader, list id.List) (List, sheet.Corrections, error) {
	l, err := loadList(ctx, v, list)
	if err != nil {
		return List{}, nil, err
	}
	if err := v.Open(ctx, l.Content, l.columns); err != nil {
		return List{}, nil, err
	}
	var c sheet.Corrections
	if text := l.columns.Text(); text != "" {
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return List{}, nil, errs.Wrap(errs.Internal, "reading what the columns of a list are", err)
		}
	}
	return l, c, nil
}

// GetList gives a list that the actor has handed in, closed. Fails with errs.NotFound.
func GetList(ctx context.Context, v gate.Reader, list id.List) (List, error) {
	return loadList(ctx, v, list)
}

// OwnLists gives the lists that the actor has handed in and that wait, latest first.
func OwnLists(ctx context.Context, v gate.Reader) ([]List, error) {
	if err := v.Authorize(ctx, ActCaseload, gate.On{}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, ownListsSQL, func(scan store.Scan) (l List, err error) {
		return l, scan(&l.ID, &l.Service, &l.Folder, &l.Batch, &l.KeptAt, &l.Until, &l.Version)
	}, v.Actor().Account(), v.Now())
}

func loadList(ctx context.Context, v gate.Reader, list id.List) (List, error) {
	var content, columns []byte
	var tried string
	l, found, err := store.Find(ctx, v, listSQL, func(scan store.Scan) (l List, err error) {
		return l, scan(&l.ID, &l.Service, &l.Folder, &l.Batch, &l.KeptAt, &l.Until, &l.Version, &content, &columns, &tried)
	}, list, v.Now())
	if err != nil {
		return List{}, err
	}
	if err := v.Authorize(ctx, ActList, gate.On{Folder: l.Folder}); err != nil {
		return List{}, err
	}
	if !found {
		return List{}, notFound(nil)
	}
	l.Content, l.columns = contentColumn.Value(l.Folder, string(l.ID), content), columnsColumn.Value(l.Folder, string(l.ID), columns)
	if tried != "" {
		if err := json.Unmarshal([]byte(tried), &l.Tried); err != nil {
			return List{}, errs.Wrap(errs.Internal, "reading what came of trying a list out", err)
		}
	}
	return l, nil
}

// ListColumns keeps what whoever handed a list in says its columns are. What was tried out before counts no
// more. Fails with errs.Invalid beside the columns, errs.Stale, and errs.Conflict once rows of it are in. Records
// ListMapped.
type ListColumns struct {
	Catalogue *catalogue.Set
	List      id.List
	Version   int
	Columns   sheet.Corrections
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
	if err := c.check(); err != nil {
		return "", err
	}
	text, err := json.Marshal(c.Columns)
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

func (c ListColumns) check() error {
	var bad errs.Fields
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

// KeepTried keeps what came of trying a list out. Fails with errs.Stale when its columns were changed meanwhile.
// Records ListTried.
type KeepTried struct {
	List    id.List
	Version int
	Tried   Tryout
}

// ListTried says that a list was tried out to its end.
type ListTried struct {
	List   id.List   `json:"list"`
	Folder id.Folder `json:"folder"`
	Sums   Sums      `json:"sums"`
}

// EventKind names the event.
func (ListTried) EventKind() string { return "intake.list tried" }

// Run keeps it.
func (k KeepTried) Run(ctx context.Context, tx *gate.Tx) (id.List, error) {
	l, err := loadList(ctx, tx, k.List)
	if err != nil {
		return "", err
	}
	if l.Version != k.Version {
		return "", stale()
	}
	text, err := json.Marshal(k.Tried)
	if err != nil {
		return "", errs.Wrap(errs.Internal, "keeping what came of trying a list out", err)
	}
	if n, err := store.Exec(ctx, tx, triedListSQL, l.ID, l.Version, string(text), tx.Entry()); err != nil || n == 0 {
		return "", orStale(err)
	}
	tx.Record(ListTried{List: l.ID, Folder: l.Folder, Sums: k.Tried.Sums})
	return l.ID, nil
}

// DropList forgets a list that was handed in: it is in, or given up. Whoever handed it in may. Records ListDropped.
type DropList struct {
	List id.List
}

// ListDropped says that a list that was handed in is forgotten.
type ListDropped struct {
	List   id.List   `json:"list"`
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (ListDropped) EventKind() string { return "intake.list dropped" }

// Run forgets it.
func (d DropList) Run(ctx context.Context, tx *gate.Tx) (id.Folder, error) {
	l, err := loadList(ctx, tx, d.List)
	if err != nil {
		return "", err
	}
	return l.Folder, dropLists(ctx, tx, []List{l})
}

func dropLists(ctx context.Context, tx *gate.Tx, lists []List) error {
	ids, folders := make([]id.List, len(lists)), make([]id.Folder, len(lists))
	for i, l := range lists {
		ids[i], folders[i] = l.ID, l.Folder
		tx.Record(ListDropped{List: l.ID, Folder: l.Folder})
	}
	if _, err := store.Exec(ctx, tx, dropListsSQL, store.List(ids)); err != nil {
		return err
	}
	return tx.TakeBack(ctx, folders)
}

// ForgetLists forgets lists that were handed in a week ago and never taken in. The program does it every hour.
// Records ListDropped for each.
type ForgetLists struct{}

var actForgetLists = access.Declare("intake.forget lists", access.Policy{Systems: []string{"job"}})

// Run forgets them. It gives how many.
func (ForgetLists) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	if err := tx.Authorize(ctx, actForgetLists, gate.On{}); err != nil {
		return 0, err
	}
	old, err := store.Collect(ctx, tx, oldListsSQL, func(scan store.Scan) (l List, err error) { return l, scan(&l.ID, &l.Folder) }, tx.Now())
	if err != nil {
		return 0, err
	}
	if len(old) == 0 {
		tx.Unaudited("no list waited for longer than a week")
		return 0, nil
	}
	return len(old), dropLists(ctx, tx, old)
}

var (
	addListSQL = store.SQL("intake.addList", `
	INSERT INTO intake_list (id, service, folder_id, account_id, content, columns, tried, batch_id, kept_at, until_at, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, NULL, '', '', $6, $7, 1, $8)`)

	listSQL = store.SQL("intake.list", `
	SELECT id, service, folder_id, batch_id, kept_at, until_at, version, content, columns, tried FROM intake_list WHERE id = $1 AND until_at > $2`)

	ownListsSQL = store.SQL("intake.ownLists", `
	SELECT id, service, folder_id, batch_id, kept_at, until_at, version
	FROM intake_list WHERE account_id = $1 AND until_at > $2 ORDER BY kept_at DESC, id LIMIT 20`)

	mapListSQL = store.SQL("intake.mapList", `
	UPDATE intake_list SET columns = $3, tried = '', version = version + 1, last_entry = $4 WHERE id = $1 AND version = $2`)

	triedListSQL = store.SQL("intake.triedList", `
	UPDATE intake_list SET tried = $3, version = version + 1, last_entry = $4 WHERE id = $1 AND version = $2`)

	// beganListSQL ties the list to the batch that its rows come in as.
	beganListSQL = store.SQL("intake.beganList", `
	UPDATE intake_list SET batch_id = $2, last_entry = $3 WHERE id = $1 AND batch_id = ''`)

	dropListsSQL = store.SQL("intake.dropLists", `DELETE FROM intake_list WHERE id IN ({{list}})`)

	oldListsSQL = store.SQL("intake.oldLists", `SELECT id, folder_id FROM intake_list WHERE until_at <= $1 ORDER BY until_at LIMIT 100`)
)
