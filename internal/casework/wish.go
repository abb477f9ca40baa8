package casework

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
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

// Wished is what a person asks, and who wrote it down last.
type Wished struct {
	Wishes
	Version int // how often it was written down; 0: never
	By      id.Account
	At      clock.Instant
}

// NoteWishes writes down what a person asks of whoever works with her: who takes the case is offered by
// it (R207). Those who work on the case may. Fails with errs.Invalid, and errs.Stale when someone changed it since it was
// read. Records WishesNoted.
type NoteWishes struct {
	Case    id.Case
	Version int // of what was read; 0: nobody had asked
	Lists   workforce.Lists
	Wishes  Wishes
}

// WishesNoted says that what the person asks of whoever works with her was written down.
type WishesNoted struct {
	Case   id.Case
	Folder id.Folder
}

// EventKind names the event.
func (WishesNoted) EventKind() string { return "case.wishes noted" }

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
	written, err := store.Exec(ctx, tx, setWishedSQL, now.Folder, tx.Actor().Account(), tx.Now(), n.Version, tx.Entry())
	if err != nil {
		return Case{}, err
	}
	if written == 0 {
		return Case{}, errs.New(errs.Stale, "someone changed this since you opened it: look again")
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

// WishesOf reads what a person asks of whoever works with her, and who wrote it down last. Those who work on the case may.
func WishesOf(ctx context.Context, v gate.Reader, c Case) (Wished, error) {
	if err := v.Authorize(ctx, ActWork, gate.On{Folder: c.Folder}); err != nil {
		return Wished{}, err
	}
	return wishes(ctx, v, c.Folder)
}

// wishes reads what a person asks for.
func wishes(ctx context.Context, v gate.Reader, f id.Folder) (Wished, error) {
	var w Wished
	err := store.Each(ctx, v, wishesSQL, func(scan store.Scan) error {
		var t Trait
		var version int
		var at clock.Instant
		if err := scan(&t.Kind, &t.Code, &version, &at); err != nil {
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
		case "":
			w.By, w.Version, w.At = id.Account(t.Code), version, at
		}
		return nil
	}, f)
	return w, err
}

var (
	dropWishesSQL = store.SQL("casework.dropWishes", `DELETE FROM case_wish WHERE folder_id = $1`)
	addWishesSQL  = store.SQL("casework.addWishes", `INSERT INTO case_wish (folder_id, kind, code) VALUES {{rows 3}}`)
	// setWishedSQL changes nothing when what was read is not the last that was written.
	setWishedSQL = store.SQL("casework.setWished", `
	INSERT INTO case_wished (folder_id, by_account, at, version, last_entry) VALUES ($1, $2, $3, 1, $5)
	ON CONFLICT (folder_id) DO UPDATE SET by_account = excluded.by_account, at = excluded.at, version = case_wished.version + 1,
		last_entry = excluded.last_entry
	WHERE case_wished.version = $4`)

	// wishesSQL reads what is asked for, and in a row without a kind who wrote it down last.
	wishesSQL = store.SQL("casework.wishes", `
	SELECT kind, code, 0, 0 FROM case_wish WHERE folder_id = $1
	UNION ALL
	SELECT '', by_account, version, at FROM case_wished WHERE folder_id = $1`)
)
