package gate

import (
	"context"
	"slices"
	"sync"

	"goldenthread/internal/access"
	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// trail is what must be recorded of one call of Read or Write. It outlives a run that fails or
// is tried again: what was opened was seen, whatever became of the change.
type trail struct {
	mu        sync.Mutex
	decisions []audit.Decision
	undone    []audit.Decision // made inside a Try that failed
	opened    []audit.Opened
	listed    []audit.Opened
	compared  []audit.Compared
	at        map[openedKey]int // where in opened or listed a folder's column stands
}

// openedKey names what [audit.Opened] gathers the rows of.
type openedKey struct {
	folder id.Folder
	column string
}

func (t *trail) decide(act access.Action, on string, d access.Decision) {
	t.decideNamed(act.Name(), on, d)
}

func (t *trail) decideNamed(action, on string, d access.Decision) {
	t.mu.Lock()
	defer t.mu.Unlock()
	noted := audit.Decision{Action: action, On: on, Allowed: d.Allowed, Why: d.Why}
	if !slices.Contains(t.decisions, noted) {
		t.decisions = append(t.decisions, noted)
	}
}

// open notes values about to be handed out.
func (t *trail) open(items []*seal.Value) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, v := range items {
		list := &t.opened
		if v.Column().IsListing() {
			list = &t.listed
		}
		key := openedKey{v.Folder(), v.Column().Name()} // a column is listed always or never: one index serves both lists
		at, there := t.at[key]
		if !there {
			if t.at == nil {
				t.at = map[openedKey]int{}
			}
			t.at[key] = len(*list)
			*list = append(*list, audit.Opened{Folder: key.folder, Column: key.column, Rows: []string{v.Row()}})
		} else if rows := &(*list)[at].Rows; !slices.Contains(*rows, v.Row()) {
			*rows = append(*rows, v.Row())
		}
	}
}

func (t *trail) compare(rule string, items []*seal.Value) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := audit.Compared{Rule: rule, Count: len(items)}
	for _, v := range items {
		c.Folders = append(c.Folders, v.Folder())
	}
	slices.Sort(c.Folders)
	c.Folders = slices.Compact(c.Folders)
	t.compared = append(t.compared, c)
}

// length says how many decisions there are, to undo those that follow.
func (t *trail) length() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.decisions)
}

// undo has the decisions after the first n count for nothing: what they rested on was undone. They
// were made all the same, and what they let be opened was seen: the entry keeps them.
func (t *trail) undo(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.undone = append(t.undone, t.decisions[n:]...)
	t.decisions = slices.Clone(t.decisions[:n])
}

// again begins another run of the unit: one that was rolled back allows nothing later.
func (t *trail) again() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.decisions, t.undone = nil, nil
}

// action names what was done: the first action that was allowed.
func (t *trail) action() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.IndexFunc(t.decisions, func(d audit.Decision) bool { return d.Allowed }); i >= 0 {
		return t.decisions[i].Action
	}
	return ""
}

// refused tells whether some decision kept the actor out.
func (t *trail) refused() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.ContainsFunc(append(slices.Clone(t.decisions), t.undone...), func(d audit.Decision) bool { return !d.Allowed })
}

// disclosed tells whether anything was opened, compared or refused: what must be recorded even
// when nothing was changed.
func (t *trail) disclosed() bool {
	if t.refused() {
		return true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.opened)+len(t.listed)+len(t.compared) > 0
}

// allowed tells whether some decision let the actor through.
func (t *trail) allowed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.ContainsFunc(t.decisions, func(d audit.Decision) bool { return d.Allowed })
}

// entry makes the audit entry of the trail.
func (t *trail) entry(ctx context.Context, a access.Actor, entry id.Entry, at clock.Instant, events []audit.Event) audit.Entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := audit.Entry{
		ID: entry, At: at, Actor: a.Name(), Agency: a.Agency(), Session: a.Session(),
		Decisions: append(slices.Clone(t.decisions), t.undone...), Events: events,
		Opened: slices.Clone(t.opened), Listed: slices.Clone(t.listed), Compared: slices.Clone(t.compared),
		RequestID: requestOf(ctx),
	}
	if a.Kind() != access.KindPerson {
		e.OnBehalfOf = a.Account()
	}
	if len(e.Decisions) > 0 {
		e.Action = e.Decisions[0].Action
	}
	return e
}

// recordAlone makes the trail durable in a unit of its own: for a reading, a refusal, or a change
// that came to nothing.
func (g *Gate) recordAlone(ctx context.Context, a access.Actor, t *trail) error {
	// The request may be gone; what it was shown must be recorded all the same.
	ctx = context.WithoutCancel(ctx)
	err := g.db.Write(ctx, store.Interactive, func(ctx context.Context, u *store.Unit) error {
		entry, err := id.New(g.random)
		if err != nil {
			return err
		}
		return g.log.Append(ctx, u, t.entry(ctx, a, id.Entry(entry), g.clock.Now(), nil))
	})
	if err != nil {
		return errs.Wrap(errs.Unavailable, "the record of what was looked at could not be made, so nothing is shown", err)
	}
	return nil
}
