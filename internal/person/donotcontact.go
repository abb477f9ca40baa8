package person

import (
	"context"
	"strconv"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Scope is what somebody asked not to be contacted about.
type Scope string

// The scopes.
const (
	ScopeMatter  Scope = "matter"  // this crime or incident
	ScopeService Scope = "service" // anything of this service
	ScopeAll     Scope = "all"     // anything at all
)

// AskNotToContact remembers that the person of a folder asked not to be contacted. Anyone who
// works with her may hear it: one click, from any call.
//
// It stays remembered when everything else known of her is erased: the register holds keyed
// hashes, the scope, the day and who heard it. From now on no number is shown from this folder,
// nor, in the scope of service or all, from any other folder that is certainly hers. Practice D1.
//
// Fails with errs.Invalid. Records AskedNot.
type AskNotToContact struct {
	Folder  id.Folder
	Scope   Scope
	Matter  Matter     // empty: this folder's
	SaidOn  clock.Date // empty: today
	HeardBy id.Account // empty: whoever acts
}

// AskedNot says that a person asked not to be contacted.
type AskedNot struct {
	Folder id.Folder  `json:"folder"`
	Scope  Scope      `json:"scope"`
	SaidOn clock.Date `json:"said_on"`
}

// EventKind names the event.
func (AskedNot) EventKind() string { return "person.asked not to be contacted" }

// Remembered is how well the register will know her again.
type Remembered struct {
	Keys int64 // 0: nothing but a name is known, so a later file cannot be recognised
}

// Run remembers it.
func (c AskNotToContact) Run(ctx context.Context, tx *gate.Tx) (Remembered, error) {
	if err := tx.Authorize(ctx, ActAskNotToContact, gate.On{Folder: c.Folder}); err != nil {
		return Remembered{}, err
	}
	if c.SaidOn == "" {
		c.SaidOn = tx.Now().Date()
	}
	if c.HeardBy == "" {
		c.HeardBy = tx.Actor().Account()
	}
	if err := c.check(tx.Now().Date()); err != nil {
		return Remembered{}, err
	}
	service, err := serviceOf(ctx, tx, c.Folder)
	if err != nil {
		return Remembered{}, err
	}
	var of Matter
	switch c.Scope {
	case ScopeMatter:
		of = c.Matter
		if of == "" {
			of = Matter("folder " + c.Folder)
		}
	case ScopeService:
		of = Matter(service)
	}
	keys, err := store.Exec(ctx, tx, rememberSQL, c.Folder, c.Scope, of, c.SaidOn, c.HeardBy, tx.Now(), clock.Never, tx.Entry())
	if err != nil {
		return Remembered{}, err
	}
	if _, err := store.Exec(ctx, tx, quietSQL, c.Folder, c.Scope, c.SaidOn, c.HeardBy, tx.Now(), clock.Never, tx.Entry(), tx.Actor().Account()); err != nil {
		return Remembered{}, err
	}
	if c.Scope != ScopeMatter {
		if _, err := store.Exec(ctx, tx, quietElsewhereSQL, c.Folder, c.Scope, c.SaidOn, c.HeardBy, tx.Now(), clock.Never, tx.Entry(), service,
			tx.Actor().Account()); err != nil {
			return Remembered{}, err
		}
	}
	tx.Record(AskedNot{Folder: c.Folder, Scope: c.Scope, SaidOn: c.SaidOn})
	return Remembered{Keys: keys}, nil
}

func (c AskNotToContact) check(today clock.Date) error {
	var bad errs.Fields
	switch c.Scope {
	case ScopeMatter, ScopeService, ScopeAll:
	default:
		bad.Add("scope", "Choose what they asked not to be contacted about: this matter, this service, or anything")
	}
	if c.SaidOn > today {
		bad.Add("said_on", "The day lies in the future: check it")
	}
	return bad.Err()
}

// Matter is the keyed hash of a crime or incident. It is kept as a hash because a crime reference
// points to her.
type Matter string

// MatterOf gives the matter of a canonical name: "cleveland|ASB/1234/14". Empty gives none.
func MatterOf(v gate.Reader, name string) Matter {
	if name == "" {
		return ""
	}
	return Matter(strconv.FormatUint(uint64(v.BlindNoContact("matter", name)), 16))
}

func serviceOf(ctx context.Context, q gate.Reader, folder id.Folder) (string, error) {
	return store.One(ctx, q, serviceOfSQL, store.Value[string], folder)
}

// ContactAgain takes back that the person of a folder asked not to be contacted. Only she can want
// that, and whoever works with her writes it down. It covers every scope: she is asking for
// contact. Records AgainWanted; errs.Conflict when she had not asked.
type ContactAgain struct {
	Folder id.Folder
	SaidOn clock.Date // empty: today
}

// AgainWanted says that a person who had asked not to be contacted wants to be.
type AgainWanted struct {
	Folder id.Folder  `json:"folder"`
	SaidOn clock.Date `json:"said_on"`
}

// EventKind names the event.
func (AgainWanted) EventKind() string { return "person.contact again" }

// Run ends what the register holds of her. A number that a household shares stays in it, for
// another member may have put it there; her own name and date of birth count first.
func (c ContactAgain) Run(ctx context.Context, tx *gate.Tx) (struct{}, error) {
	if err := tx.Authorize(ctx, ActContactAgain, gate.On{Folder: c.Folder}); err != nil {
		return struct{}{}, err
	}
	if c.SaidOn == "" {
		c.SaidOn = tx.Now().Date()
	}
	forgotten, err := store.Exec(ctx, tx, endRememberedSQL, c.Folder, tx.Now(), tx.Entry())
	if err != nil {
		return struct{}{}, err
	}
	quiet, err := store.Exec(ctx, tx, endQuietSQL, c.Folder, tx.Now(), tx.Entry(), tx.Actor().Account())
	if err != nil {
		return struct{}{}, err
	}
	if forgotten+quiet == 0 {
		return struct{}{}, errs.New(errs.Conflict, "they had not asked not to be contacted: nothing to take back")
	}
	tx.Record(AgainWanted(c))
	return struct{}{}, nil
}

// Match is what the do-not-contact register knows of somebody.
type Match struct {
	Strong  bool // it is her; otherwise only a number or an e-mail is the same
	Scope   Scope
	SaidOn  clock.Date
	HeardBy id.Account
}

// AskedNotToContact tells whether somebody who comes in to a service asked not to be contacted. It
// is asked on every way in, before she is looked up. One statement; no access decision of its own.
func AskedNotToContact(ctx context.Context, v gate.Reader, service string, matter Matter, who New) (Match, bool, error) {
	keys := contactKeys(v, who)
	if len(keys) == 0 {
		return Match{}, false, nil
	}
	strong := map[int64]bool{}
	all := make([]int64, len(keys))
	for i, k := range keys {
		strong[k.key], all[i] = k.strong, k.key
	}
	var h heard
	err := store.Each(ctx, v, rememberedSQL, func(scan store.Scan) error {
		var key int64
		var until clock.Instant
		var m Match
		err := scan(&key, &m.Scope, &m.SaidOn, &m.HeardBy, &until)
		m.Strong = strong[key]
		h.add(m, until > v.Now())
		return err
	}, service, matter, store.List(all))
	if err != nil {
		return Match{}, false, err
	}
	m, asked := h.answer()
	return m, asked, nil
}

// FolderAsked tells the same of the person of a folder, as she was recorded.
func FolderAsked(ctx context.Context, v gate.Reader, folder id.Folder, service string, matter Matter) (Match, bool, error) {
	var h heard
	err := store.Each(ctx, v, rememberedOfFolderSQL, func(scan store.Scan) error {
		var purpose string
		var until clock.Instant
		var m Match
		err := scan(&purpose, &m.Scope, &m.SaidOn, &m.HeardBy, &until)
		m.Strong = purpose == contactKey{strong: true}.purpose()
		h.add(m, until > v.Now())
		return err
	}, folder, service, matter)
	if err != nil {
		return Match{}, false, err
	}
	m, asked := h.answer()
	return m, asked, nil
}

// heard weighs what the register holds. Her own name and date of birth count before a number that
// a household may share: when she took it back, the number says nothing any more.
type heard struct {
	yes, maybe *Match
	tookBack   bool
}

func (h *heard) add(m Match, holds bool) {
	switch {
	case !holds:
		h.tookBack = h.tookBack || m.Strong
	case m.Strong:
		h.yes = &m
	default:
		h.maybe = &m
	}
}

func (h *heard) answer() (Match, bool) {
	switch {
	case h.yes != nil:
		return *h.yes, true
	case h.maybe != nil && !h.tookBack:
		return *h.maybe, true
	}
	return Match{}, false
}
