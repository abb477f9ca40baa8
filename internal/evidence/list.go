package evidence

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Item is one thing in the log.
type Item struct {
	ID      string
	Number  int
	Kind    string
	Shows   *seal.Value
	Maker   string
	MadeOn  clock.Date // zero: not known
	GotOn   clock.Date
	GotFrom *seal.Value
	KeptAt  *seal.Value
	Type    string // of the picture; empty: there is none
	Size    int64  // bytes
	SHA256  string
	By      string // who logged it
	At      clock.Instant
	Hands   []Hand // oldest first
}

// HasPicture tells whether a picture of it is kept.
func (i Item) HasPicture() bool { return i.Type != "" }

// ByMistake tells that it was logged by mistake.
func (i Item) ByMistake() bool {
	return slices.ContainsFunc(i.Hands, func(h Hand) bool { return h.Hand == Mistake })
}

// Hand says into whose hands it, or a copy, went.
type Hand struct {
	item   string
	Hand   string
	Copied bool
	Words  *seal.Value
	On     clock.Date
	By     string
}

// List reads a folder's log, the latest first, without its pictures, in two statements. Those who see evidence may.
func List(ctx context.Context, v *gate.View, folder id.Folder) ([]Item, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: folder}); err != nil {
		return nil, err
	}
	items, err := store.Collect(ctx, v, listSQL, scanItem(folder), folder)
	if err != nil {
		return nil, err
	}
	return withHands(ctx, v, items, handsSQL, folder)
}

// One reads one thing of a folder's log, without its picture, in two statements. Those who see evidence may. Fails with
// errs.NotFound when the folder has no such thing.
func One(ctx context.Context, v *gate.View, folder id.Folder, item string) (Item, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: folder}); err != nil {
		return Item{}, err
	}
	it, known, err := store.Find(ctx, v, oneSQL, scanItem(folder), folder, item)
	switch {
	case err != nil:
		return Item{}, err
	case !known:
		return Item{}, gate.NoSuchRecord()
	}
	items, err := withHands(ctx, v, []Item{it}, handsOfSQL, folder, item)
	if err != nil {
		return Item{}, err
	}
	return items[0], nil
}

// withHands adds to things into whose hands they went, and opens what is said of them.
func withHands(ctx context.Context, v *gate.View, items []Item, hands store.Statement, args ...any) ([]Item, error) {
	went, err := store.Collect(ctx, v, hands, scanHand, args...)
	if err != nil {
		return nil, err
	}
	var said []*seal.Value
	for n := range items {
		for _, h := range went {
			if h.item == items[n].ID {
				items[n].Hands = append(items[n].Hands, h)
				said = append(said, h.Words)
			}
		}
		said = append(said, items[n].Shows, items[n].GotFrom, items[n].KeptAt)
	}
	return items, v.Open(ctx, said...)
}

// Look opens one picture, to be shown. Those who see evidence may; that it was opened is recorded before it is shown. Fails with
// errs.NotFound when the folder has no such picture.
func Look(ctx context.Context, v *gate.View, folder id.Folder, item string) (Picture, error) {
	return open(ctx, v, ActSee, folder, item)
}

// Take opens one picture, to be handed on as it came. Those who keep the log may. Fails as [Look] does.
func Take(ctx context.Context, v *gate.View, folder id.Folder, item string) (Picture, error) {
	return open(ctx, v, ActTake, folder, item)
}

func open(ctx context.Context, v *gate.View, act access.Action, folder id.Folder, item string) (Picture, error) {
	if err := v.Authorize(ctx, act, gate.On{Folder: folder}); err != nil {
		return Picture{}, err
	}
	kept, known, err := store.Find(ctx, v, pictureSQL, scanPicture(folder), item, folder)
	switch {
	case err != nil:
		return Picture{}, err
	case !known:
		return Picture{}, gate.NoSuchRecord()
	}
	if err := v.Open(ctx, kept.file); err != nil {
		return Picture{}, err
	}
	kept.bytes = kept.file.Text()
	return kept.Picture, nil
}

// keptPicture is a picture before it is opened.
type keptPicture struct {
	Picture
	file *seal.Value
}

func scanItem(folder id.Folder) func(store.Scan) (Item, error) {
	return func(scan store.Scan) (Item, error) {
		var i Item
		var shows, from, at []byte
		err := scan(&i.ID, &i.Number, &i.Kind, &shows, &i.Maker, &i.MadeOn, &i.GotOn, &from, &at, &i.Type, &i.Size, &i.SHA256, &i.By, &i.At)
		i.Shows, i.GotFrom, i.KeptAt = whatItShows.Value(folder, i.ID, shows), gotFrom.Value(folder, i.ID, from), whereKept.Value(folder, i.ID, at)
		return i, err
	}
}

func scanHand(scan store.Scan) (Hand, error) {
	var h Hand
	var row string
	var folder id.Folder
	var words []byte
	err := scan(&row, &folder, &h.item, &h.Hand, &h.Copied, &words, &h.On, &h.By)
	h.Words = wordsOfHand.Value(folder, row, words)
	return h, err
}

func scanPicture(folder id.Folder) func(store.Scan) (keptPicture, error) {
	return func(scan store.Scan) (keptPicture, error) {
		var k keptPicture
		var row string
		var box []byte
		err := scan(&row, &k.Type, &k.SHA256, &box)
		k.file = pictureFile.Value(folder, row, box)
		return k, err
	}
}
