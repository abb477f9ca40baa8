package gate

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// snapshot lets a View be read from without being able to reach the store's own type.
type snapshot = store.Reader

// View reads. One is handed to the function of [Read]; it is of no use after.
type View struct {
	snapshot
	gate     *Gate
	actor    access.Actor
	now      clock.Instant
	trail    *trail
	folders  map[id.Folder]standing // what this actor may see, asked once a unit
	services map[id.Folder]string   // of folders it asked about or opened; a folder's service never changes
}

// standing is how an actor stands towards one folder at one instant.
type standing struct {
	reach    access.Reach // empty for a folder that is not there
	excluded bool
	held     []Held // every grant in force, whoever's
}

// shows tells whether the actor sees sections of the folder.
func (s standing) shows(sections access.Section) bool {
	return !s.excluded && s.reach.Sections().Has(sections|access.Existence)
}

// Reader is what reads need: a *View or a *Tx.
type Reader interface {
	store.Reader
	Authorize(ctx context.Context, act access.Action, on On) error
	Open(ctx context.Context, items ...*seal.Value) error
	Compare(ctx context.Context, rule string, items []*seal.Value, fn func(i int, plain string)) error
	Blind(rule string, parts ...string) int64
	BlindNoContact(rule string, parts ...string) int64
	Now() clock.Instant
	Actor() access.Actor
}

// Now is the instant of the unit of work: the same however often it is asked.
func (v *View) Now() clock.Instant { return v.now }

// Actor is who acts.
func (v *View) Actor() access.Actor { return v.actor }

// Blind gives the keyed 64-bit look-up key of parts under a rule. Parts must be in canonical form.
func (v *View) Blind(rule string, parts ...string) int64 { return v.gate.keys.Blind(rule, parts...) }

// BlindNoContact gives the look-up key of the do-not-contact register, which outlives erasure.
func (v *View) BlindNoContact(rule string, parts ...string) int64 {
	return v.gate.keys.BlindNoContact(rule, parts...)
}

// On says what an action is done to.
type On struct {
	Folder  id.Folder // the folder it is about; empty: none
	Service string    // the service it is for; with a folder, the folder's own is used
}

// Authorize asks whether the actor may do an action, and records the answer. A refusal is
// errs.NotFound when the actor may not even know of the folder, else errs.Forbidden. A folder that
// is not there is one that nobody was let into: asking for it costs the same, is refused in the same
// words and leaves the same record.
func (v *View) Authorize(ctx context.Context, act access.Action, on On) error {
	facts := access.Facts{Service: on.Service}
	target := on.Service
	if on.Folder != "" {
		target = string(on.Folder)
		if err := v.stand(ctx, []id.Folder{on.Folder}); err != nil {
			return err
		}
		s := v.folders[on.Folder]
		facts = access.Facts{OnFolder: true, Reach: s.reach, Excluded: s.excluded, Service: v.services[on.Folder]}
	}
	d := access.Decide(v.actor, act, facts)
	v.trail.decide(act, target, d)
	switch {
	case d.Allowed:
		return nil
	case d.Visible:
		return errs.New(errs.Forbidden, "you can't do this here")
	}
	return NoSuchRecord()
}

// NoSuchRecord is the one answer for what does not exist and for what this actor may not see.
func NoSuchRecord() error {
	return errs.New(errs.NotFound, "there is no such record, or you can't see it")
}

// stand finds out how the actor stands towards folders it has not asked about in this unit.
func (v *View) stand(ctx context.Context, folders []id.Folder) error {
	var ask []id.Folder
	for _, f := range folders {
		if _, asked := v.folders[f]; !asked {
			v.folders[f] = standing{}
			ask = append(ask, f)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	account := v.actor.Account()
	if v.actor.Kind() != access.KindPerson {
		account = "" // on behalf of somebody is not as somebody
	}
	for part := range slices.Chunk(ask, askedAtOnce) {
		if err := v.standTowards(ctx, account, part); err != nil {
			return err
		}
	}
	return nil
}

// askedAtOnce is how many folders one statement asks about: no page comes near it, a whole export does.
const askedAtOnce = 500

func (v *View) standTowards(ctx context.Context, account id.Account, folders []id.Folder) error {
	rows := make([][]any, 0, len(folders))
	for _, f := range folders {
		rows = append(rows, []any{f})
	}
	return store.Each(ctx, v, standingSQL, func(scan store.Scan) error {
		var (
			f        id.Folder
			service  string
			role     access.Role
			sections access.Section
			excluded bool
			h        Held
		)
		if err := scan(&f, &service, &h.Grantee, &h.Sections, &h.Basis, &h.Since, &h.Until, &role, &sections, &excluded); err != nil {
			return err
		}
		s := v.folders[f]
		s.excluded = s.excluded || excluded
		if role != "" {
			if s.reach == nil {
				s.reach = access.Reach{}
			}
			s.reach[role] |= sections
		}
		if h.Grantee != "" {
			v.services[f] = service
			if !slices.Contains(s.held, h) { // a grant given twice in one unit
				s.held = append(s.held, h)
			}
		}
		v.folders[f] = s
		return nil
	}, account, v.now, store.Rows(rows))
}

// forget drops what the unit knew of how the actor stands: it was changed, or the change was undone.
func (v *View) forget() { clear(v.folders) }
