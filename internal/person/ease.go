package person

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Ease is what makes contact with a person possible at all, each a code of a list of the catalogue; empty: not known.
type Ease struct {
	Interpreter string // of the list interpreter
	Hearing     string // of hearing
	Access      string // of access-need
	Phone       string // of phone-held
	Version     int    // 0: never recorded
}

// NoNeed is the code of every such list that says that it was asked and there is none.
const NoNeed = "none"

// EaseAsked are the lists of the four, by the field that a form asks them in.
var EaseAsked = []struct{ Field, List string }{
	{"interpreter", "interpreter"}, {"hearing", "hearing"}, {"access_need", "access-need"}, {"phone_held", "phone-held"},
}

// Of gives the code of one of the fields of [EaseAsked].
func (e *Ease) Of(field string) *string {
	switch field {
	case "interpreter":
		return &e.Interpreter
	case "hearing":
		return &e.Hearing
	case "access_need":
		return &e.Access
	}
	return &e.Phone
}

// Eases gives what must be known before contact is made, in the order it is asked: each a list of the catalogue and its code.
// What is not known, and where there is no need, is not in it.
func (e Ease) Eases() []struct{ List, Code string } {
	var known []struct{ List, Code string }
	for _, asked := range EaseAsked {
		if code := *e.Of(asked.Field); code != "" && code != NoNeed {
			known = append(known, struct{ List, Code string }{asked.List, code})
		}
	}
	return known
}

// SetEase records what makes contact with the person of a folder possible: it stands beside the rule of safe contact on
// every page of the case. Those who work with her may.
//
// Fails with errs.Invalid field by field, and errs.Stale when someone changed it since it was read. Records EaseSet.
type SetEase struct {
	Folder id.Folder
	Lists  func(key string) (catalogue.List, bool) // the catalogue's lists: (*catalogue.Set).List
	Ease   Ease                                    // with the version as read
}

// EaseSet says what makes contact possible was recorded.
type EaseSet struct {
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (EaseSet) EventKind() string { return "person.ease set" }

// Run records it.
func (c SetEase) Run(ctx context.Context, tx *gate.Tx) (struct{}, error) {
	if err := tx.Authorize(ctx, ActRecordContact, gate.On{Folder: c.Folder}); err != nil {
		return struct{}{}, err
	}
	var bad errs.Fields
	for _, asked := range EaseAsked {
		list, _ := c.Lists(asked.List)
		if code := *c.Ease.Of(asked.Field); code != "" {
			if _, ok := list.Code(code); !ok {
				bad.Add(asked.Field, "Choose one of the answers offered")
			}
		}
	}
	if err := bad.Err(); err != nil {
		return struct{}{}, err
	}
	if err := sameVersion(ctx, tx, easeVersionSQL, c.Folder, c.Ease.Version); err != nil {
		return struct{}{}, err
	}
	e := c.Ease
	if _, err := store.Exec(ctx, tx, setEaseSQL, c.Folder, e.Interpreter, e.Hearing, e.Access, e.Phone, tx.Entry()); err != nil {
		return struct{}{}, err
	}
	tx.Record(EaseSet{Folder: c.Folder})
	return struct{}{}, nil
}

var easeVersionSQL = store.SQL("person.easeVersion", `SELECT version FROM contact_ease WHERE folder_id = $1`)

var setEaseSQL = store.SQL("person.setEase", `
	INSERT INTO contact_ease (folder_id, interpreter, hearing, access_need, phone, version, last_entry) VALUES ($1, $2, $3, $4, $5, 1, $6)
	ON CONFLICT (folder_id) DO UPDATE SET interpreter = excluded.interpreter, hearing = excluded.hearing,
		access_need = excluded.access_need, phone = excluded.phone, version = contact_ease.version + 1, last_entry = excluded.last_entry`)
