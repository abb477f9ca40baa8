package intake

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// ListGoesOn is left in the outbox while a list that was handed in is being tried out or taken in: the program goes on
// with the next rows, for whoever handed it in.
type ListGoesOn struct {
	List    id.List
	Account id.Account // who handed it in
}

// EffectKind names the effect.
func (ListGoesOn) EffectKind() string { return "intake.list goes on" }

// AtOnce is how many rows of a list are tried out or taken in before it says how far it is: some seconds of work.
const AtOnce = 500

// WorkList goes on with a list that was handed in: it tries the next rows out, or takes them in. Whoever handed it in may,
// with what she may now. It holds no writer for longer than a few rows, and whatever stops it, it goes on from there:
// two that go on at once do no row twice.
type WorkList struct {
	Catalogue *catalogue.Set
	List      id.List
	Try       bool // begin to try it out; otherwise only what was begun goes on
	Version   int  // begin to take it in: the list as it was shown, tried out
}

// Worked is how far a list is.
type Worked struct {
	List      List
	Batch     Batch // what is in of it; the zero value: it is being tried out
	AllBefore bool  // nothing was added: all of it had been taken in before
}

// Done tells whether nothing is left to be done on it, but by a person.
func (w Worked) Done() bool {
	if w.Batch.ID != "" {
		return w.Batch.Complete()
	}
	return w.List.Trying == nil
}

// Next does the next rows. Fails like [Caseload.Import] and [KeepTried], and with errs.NotFound when the list is gone.
func (w WorkList) Next(ctx context.Context, g *gate.Gate) (Worked, error) {
	l, said, err := openNow(ctx, g, w.List)
	if err != nil {
		return Worked{}, err
	}
	service, ok := w.Catalogue.Service(l.Service)
	if !ok {
		return Worked{}, notFound(nil)
	}
	c := Caseload{Service: service, Catalogue: w.Catalogue, ListSaid: said, File: []byte(l.Content.Text()), List: l.ID, Most: AtOnce}
	switch {
	case l.Batch != "" || w.Version > 0:
		c.Version = w.Version
		return w.take(ctx, g, c, l)
	case l.Trying != nil || w.Try:
		return w.tryOut(ctx, g, c, l)
	}
	return Worked{List: l}, nil
}

func (w WorkList) tryOut(ctx context.Context, g *gate.Gate, c Caseload, l List) (Worked, error) {
	if l.Trying != nil {
		c.Before = *l.Trying
	}
	tried, err := c.Try(ctx, g)
	if err != nil {
		return Worked{}, err
	}
	if _, err := gate.Write(ctx, g, "", KeepTried{List: l.ID, Version: l.Version, Tried: tried}.Run); err != nil {
		return Worked{}, err
	}
	if l.Trying, l.Tried = nil, &tried; !tried.Complete() {
		l.Trying, l.Tried = &tried, nil
	}
	return Worked{List: l}, nil
}

// take takes the next rows in, and forgets the file when all are.
func (w WorkList) take(ctx context.Context, g *gate.Gate, c Caseload, l List) (Worked, error) {
	result, err := c.Import(ctx, g)
	if err != nil {
		return Worked{}, err
	}
	worked := Worked{List: l, Batch: result.Batch, AllBefore: result.AlreadyHere == result.Rows}
	if result.Batch.Complete() {
		_, err = gate.Write(ctx, g, "", DropList{List: l.ID}.Run)
		return worked, err
	}
	_, err = gate.Write(ctx, g, "", keepGoing{l.ID}.run)
	return worked, err
}

// keepGoing asks the program to go on taking a list in.
type keepGoing struct{ list id.List }

// ListWentOn says that more of a list is in, and that the program goes on with it.
type ListWentOn struct {
	List   id.List   `json:"list"`
	Folder id.Folder `json:"folder"`
	Batch  id.Batch  `json:"batch"`
}

// EventKind names the event.
func (ListWentOn) EventKind() string { return "intake.list went on" }

func (k keepGoing) run(ctx context.Context, tx *gate.Tx) (id.List, error) {
	l, err := loadList(ctx, tx, k.list)
	if err != nil {
		return "", err
	}
	tx.Record(ListWentOn{List: l.ID, Folder: l.Folder, Batch: l.Batch})
	return l.ID, tx.After(ctx, ListGoesOn{List: l.ID, Account: tx.Actor().Account()})
}

// openNow opens a list as it is.
func openNow(ctx context.Context, g *gate.Gate, list id.List) (List, ListSaid, error) {
	type opened struct {
		List
		ListSaid
	}
	o, err := gate.Read(ctx, g, func(ctx context.Context, v *gate.View) (o opened, err error) {
		o.List, o.ListSaid, err = OpenList(ctx, v, list)
		return o, err
	})
	return o.List, o.ListSaid, err
}
