package intake

import (
	"context"
	"encoding/json"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
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
	Tried   *Tryout  // nil: not tried out with what is said of it
	Trying  *Tryout  // the rows that were tried out so far of a list that is being tried out; nil: it is not
	KeptAt  clock.Instant
	Until   clock.Instant // when it is forgotten
	Version int

	Content *seal.Value // the file, as [OpenList] opens it; otherwise nil: it can be large
}

// Tryout is what came of trying a list out: it names nobody.
type Tryout struct {
	Brought
	Each []TriedRow `json:"each"`

	All   int                            `json:"all,omitempty"` // rows of the list: there are more than Rows while it is being tried out
	Taken map[id.Account]workforce.Tried `json:"taken,omitempty"`
}

// Complete tells whether every row was tried out.
func (t Tryout) Complete() bool { return t.Rows >= t.All }

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
func OpenList(ctx context.Context, v gate.Reader, list id.List) (List, ListSaid, error) {
	l, err := loadList(ctx, v, list)
	if err != nil {
		return List{}, ListSaid{}, err
	}
	var content, columns []byte
	_, err = store.One(ctx, v, listBoxesSQL, func(scan store.Scan) (struct{}, error) { return struct{}{}, scan(&content, &columns) }, l.ID)
	if err != nil {
		return List{}, ListSaid{}, err
	}
	l.Content = contentColumn.Value(l.Folder, string(l.ID), content)
	said := columnsColumn.Value(l.Folder, string(l.ID), columns)
	if err := v.Open(ctx, l.Content, said); err != nil {
		return List{}, ListSaid{}, err
	}
	var c ListSaid
	if text := said.Text(); text != "" {
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return List{}, ListSaid{}, errs.Wrap(errs.Internal, "reading what the columns of a list are", err)
		}
	}
	return l, c, nil
}

// GetList gives a list that the actor has handed in, without the file. Fails with errs.NotFound.
func GetList(ctx context.Context, v gate.Reader, list id.List) (List, error) {
	return loadList(ctx, v, list)
}

// OwnLists gives the lists that the actor has handed in and that wait, latest first.
func OwnLists(ctx context.Context, v gate.Reader) ([]List, error) {
	if err := v.Authorize(ctx, ActCaseload, gate.On{}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, ownListsSQL, func(scan store.Scan) (l List, err error) {
		err = scan(&l.ID, &l.Service, &l.Folder, &l.Batch, &l.KeptAt, &l.Until, &l.Version)
		return l, err
	}, v.Actor().Account(), v.Now())
}

func loadList(ctx context.Context, v gate.Reader, list id.List) (List, error) {
	var tried, trying string
	l, found, err := store.Find(ctx, v, listSQL, func(scan store.Scan) (l List, err error) {
		err = scan(&l.ID, &l.Service, &l.Folder, &l.Batch, &l.KeptAt, &l.Until, &l.Version, &tried, &trying)
		return l, err
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
	for _, kept := range []struct {
		text string
		in   **Tryout
	}{{tried, &l.Tried}, {trying, &l.Trying}} {
		if kept.text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(kept.text), kept.in); err != nil {
			return List{}, errs.Wrap(errs.Internal, "reading what came of trying a list out", err)
		}
	}
	return l, nil
}

var (
	addListSQL = store.SQL("intake.addList", `
	INSERT INTO intake_list (id, service, folder_id, account_id, content, columns, tried, trying, batch_id, kept_at, until_at, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, NULL, '', '', '', $6, $7, 1, $8)`)

	listSQL = store.SQL("intake.list", `
	SELECT id, service, folder_id, batch_id, kept_at, until_at, version, tried, trying FROM intake_list WHERE id = $1 AND until_at > $2`)

	listBoxesSQL = store.SQL("intake.listBoxes", `SELECT content, columns FROM intake_list WHERE id = $1`)

	ownListsSQL = store.SQL("intake.ownLists", `
	SELECT id, service, folder_id, batch_id, kept_at, until_at, version
	FROM intake_list WHERE account_id = $1 AND until_at > $2 ORDER BY kept_at DESC, id LIMIT 20`)

	// beganListSQL ties the list to the batch that its rows come in as: once, and only as it was tried out.
	beganListSQL = store.SQL("intake.beganList", `
	UPDATE intake_list SET batch_id = $2, last_entry = $3 WHERE id = $1 AND batch_id = '' AND tried <> '' AND version = $4`)
)
