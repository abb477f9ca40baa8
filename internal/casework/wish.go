package casework

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// Wishes is what a person asks of whoever works with her. Empty: she does not mind.
type Wishes struct {
	Language string // of the catalogue's list
	Gender   workforce.Gender
	Skill    string
	Time     string
}

// NoteWishes writes down what a person asks of whoever works with her: who takes the case is offered by
// it (R207). Those who work on the case may. Fails with errs.Invalid. Records WishesNoted.
type NoteWishes struct {
	Case   id.Case
	Lists  workforce.Lists
	Wishes Wishes
}

// Run writes it down.
func (n NoteWishes) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, n.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	if !slices.Contains([]workforce.Gender{workforce.Unsaid, workforce.Woman, workforce.Man}, n.Wishes.Gender) {
		bad.Add("gender", "Choose a woman, a man, or either")
	}
	for _, asked := range []struct {
		field, code string
		list        catalogue.List
	}{{"language", n.Wishes.Language, n.Lists.Languages}, {"skill", n.Wishes.Skill, n.Lists.Skills}, {"time", n.Wishes.Time, n.Lists.Times}} {
		if _, known := asked.list.Code(asked.code); asked.code != "" && !known {
			bad.Add(asked.field, "Choose from the list, or leave it open")
		}
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if _, err := store.Exec(ctx, tx, dropWishesSQL, now.Folder); err != nil {
		return Case{}, err
	}
	var rows [][]any
	for _, w := range n.Wishes.all() {
		if w.Code != "" {
			rows = append(rows, []any{now.Folder, w.Kind, w.Code})
		}
	}
	if len(rows) > 0 {
		if _, err := store.Exec(ctx, tx, addWishesSQL, store.Rows(rows)); err != nil {
			return Case{}, err
		}
	}
	tx.Record(WishesNoted{Case: now.ID, Folder: now.Folder})
	return now, nil
}

// Trait is one thing that is asked for, or that somebody can do.
type Trait struct{ Kind, Code string }

func (w Wishes) all() []Trait {
	return []Trait{{"language", w.Language}, {"gender", string(w.Gender)}, {"skill", w.Skill}, {"time", w.Time}}
}

// WishesOf reads what a person asks of whoever works with her. Those who work on the case may.
func WishesOf(ctx context.Context, v gate.Reader, c Case) (Wishes, error) {
	if err := v.Authorize(ctx, ActWork, gate.On{Folder: c.Folder}); err != nil {
		return Wishes{}, err
	}
	return wishes(ctx, v, c.Folder)
}

// wishes reads what a person asks for.
func wishes(ctx context.Context, v gate.Reader, f id.Folder) (Wishes, error) {
	var w Wishes
	err := store.Each(ctx, v, wishesSQL, func(scan store.Scan) error {
		var t Trait
		if err := scan(&t.Kind, &t.Code); err != nil {
			return err
		}
		switch t.Kind {
		case "language":
			w.Language = t.Code
		case "gender":
			w.Gender = workforce.Gender(t.Code)
		case "skill":
			w.Skill = t.Code
		case "time":
			w.Time = t.Code
		}
		return nil
	}, f)
	return w, err
}

var (
	dropWishesSQL = store.SQL("casework.dropWishes", `DELETE FROM case_wish WHERE folder_id = $1`)
	addWishesSQL  = store.SQL("casework.addWishes", `INSERT INTO case_wish (folder_id, kind, code) VALUES {{rows 3}}`)
	wishesSQL     = store.SQL("casework.wishes", `SELECT kind, code FROM case_wish WHERE folder_id = $1`)
)
