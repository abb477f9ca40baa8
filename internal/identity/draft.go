package identity

import (
	"context"
	"net/url"
	"strings"
	"time"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Draft is a form that somebody began and has not sent. It is hers alone; what she typed is sealed.
type Draft struct {
	Form    string // the form's address in the program: "/cases/4kq2.../close"
	SavedAt clock.Instant
	Values  url.Values // what was typed, where the draft was loaded by [LoadDraft]
}

const (
	longestDraft = 64 << 10
	longestForm  = 200
	mostDrafts   = 50
	keptAfterEnd = 24 * time.Hour // how long an ended session can still leave a draft
)

// DraftSaved says that something typed was kept.
type DraftSaved struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (DraftSaved) EventKind() string { return "account.draft saved" }

// SaveDraft keeps what was typed into a form so far, in place of what was kept before. Anyone signed
// in may. Practice 2.7. What lets somebody in is left out: passwords and secret codes.
//
// Fails with errs.Invalid when it is too long, and errs.Conflict with too many drafts. Records
// DraftSaved.
type SaveDraft struct {
	Form   string
	Values url.Values
}

// Run keeps the draft.
func (c SaveDraft) Run(ctx context.Context, tx *gate.Tx) (clock.Instant, error) {
	if err := tx.Authorize(ctx, ActDraft, gate.On{}); err != nil {
		return 0, err
	}
	a, err := accountOf(ctx, tx, tx.Actor().Account())
	if err != nil {
		return 0, err
	}
	return tx.Now(), c.keep(ctx, tx, a)
}

// keep seals and stores the draft. Nothing typed means no draft.
func (c SaveDraft) keep(ctx context.Context, tx *gate.Tx, a record) error {
	text := c.keepable().Encode()
	if c.Form == "" || len(c.Form) > longestForm || len(text) > longestDraft {
		return errs.New(errs.Invalid, "this is too long to be kept as a draft: send it, or copy it to a safe place")
	}
	if text == "" {
		return c.drop(ctx, tx, a.id)
	}
	others, err := store.One(ctx, tx, countDraftsSQL, store.Value[int64], a.id, c.Form)
	if err != nil {
		return err
	}
	if others >= mostDrafts {
		return errs.New(errs.Conflict, "there are too many unsent forms: send or drop some of them")
	}
	box, err := tx.Seal(ctx, draftColumn, a.folder, draftRow(a.id, c.Form), text)
	if err != nil {
		return err
	}
	tx.Record(DraftSaved{Account: a.id})
	_, err = store.Exec(ctx, tx, saveDraftSQL, a.id, c.Form, box, tx.Now(), tx.Entry())
	return err
}

func (c SaveDraft) drop(ctx context.Context, tx *gate.Tx, account id.Account) error {
	return dropDraft(ctx, tx, account, c.Form)
}

// draftRow names a draft's row for sealing: a box moved to another form does not open.
func draftRow(account id.Account, form string) string { return string(account) + " " + form }

// isSecret tells by an input's name whether what is typed into it lets somebody in: it has "password" or "secret" in it. A page names
// its inputs so; the tests of pages see to it.
func isSecret(input string) bool {
	return strings.Contains(input, "password") || strings.Contains(input, "secret")
}

// keepable leaves out secrets, the form's own workings (names that begin with _), and what was left
// empty.
func (c SaveDraft) keepable() url.Values {
	kept := url.Values{}
	for name, list := range c.Values {
		if isSecret(name) || strings.HasPrefix(name, "_") {
			continue
		}
		for _, v := range list {
			if v != "" {
				kept.Add(name, v)
			}
		}
	}
	return kept
}

// Empty tells that there is nothing in what was typed that a draft keeps: secrets are not kept.
func (c SaveDraft) Empty() bool { return len(c.keepable()) == 0 }

// KeepTyped keeps what was typed by somebody whose session died before it was sent, so that it is
// there when she signs in again, and tells whether it is. It takes the token of that session: one that was in, and was
// not ended by hand nor by suspension, within the last day. With any other it does nothing.
//
// Records DraftSaved.
func KeepTyped(ctx context.Context, g *gate.Gate, token Hidden, c SaveDraft) (bool, error) {
	return gate.Write(asNobody(ctx), g, "", func(ctx context.Context, tx *gate.Tx) (bool, error) {
		if err := tx.Authorize(ctx, ActSignIn, gate.On{}); err != nil {
			return false, err
		}
		s, found, err := sessionOf(ctx, tx, token)
		if err != nil {
			return false, err
		}
		tx.Unaudited("the token of no session that ended by itself: nothing is kept")
		ended := s.state(tx.Now())
		if !found || !ended.RanOut() || s.endsAt.Add(keptAfterEnd) < tx.Now() {
			return false, nil
		}
		return true, c.keep(ctx, tx, s.account)
	})
}

// Drafts lists the forms that the account signed in has not sent, newest first, without their
// contents. Anyone signed in may.
func Drafts(ctx context.Context, v *gate.View) ([]Draft, error) {
	if err := v.Authorize(ctx, ActDraft, gate.On{}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, draftsSQL, func(row store.Scan) (Draft, error) {
		var d Draft
		err := row(&d.Form, &d.SavedAt)
		return d, err
	}, v.Actor().Account())
}

// LoadDraft gives what was typed into a form, to put it back. Anyone signed in may, her own. It
// gives false when there is none.
func LoadDraft(ctx context.Context, v gate.Reader, form string) (Draft, bool, error) {
	if err := v.Authorize(ctx, ActDraft, gate.On{}); err != nil {
		return Draft{}, false, err
	}
	account := v.Actor().Account()
	d := Draft{Form: form}
	text, found, err := store.Find(ctx, v, draftSQL, func(row store.Scan) (*seal.Value, error) {
		var (
			folder id.Folder
			box    []byte
		)
		err := row(&d.SavedAt, &box, &folder)
		return draftColumn.Value(folder, draftRow(account, form), box), err
	}, account, form)
	if err != nil || !found {
		return Draft{}, false, err
	}
	if err := v.Open(ctx, text); err != nil {
		return Draft{}, false, err
	}
	if d.Values, err = url.ParseQuery(text.Text()); err != nil {
		return Draft{}, false, errs.New(errs.Internal, "a draft cannot be read back")
	}
	return d, true, nil
}

// DropDraft forgets what was typed into a form, because it was sent or is not wanted. Anyone signed
// in may, her own. Records DraftDropped.
type DropDraft struct{ Form string }

// DraftDropped says that a draft was forgotten.
type DraftDropped struct {
	Account id.Account `json:"account"`
}

// EventKind names the event.
func (DraftDropped) EventKind() string { return "account.draft dropped" }

// Run forgets the draft. One that is not there is no fault.
func (c DropDraft) Run(ctx context.Context, tx *gate.Tx) (id.Account, error) {
	if err := tx.Authorize(ctx, ActDraft, gate.On{}); err != nil {
		return "", err
	}
	account := tx.Actor().Account()
	return account, dropDraft(ctx, tx, account, c.Form)
}

func dropDraft(ctx context.Context, tx *gate.Tx, account id.Account, form string) error {
	tx.Record(DraftDropped{Account: account})
	_, err := store.Exec(ctx, tx, dropDraftSQL, account, form)
	return err
}

// ForgetDraft drops the draft of a form that was sent. Where there is none, as mostly, it writes
// nothing.
func ForgetDraft(ctx context.Context, g *gate.Gate, form string) error {
	there, err := gate.Read(ctx, g, func(ctx context.Context, v *gate.View) (bool, error) {
		if err := v.Authorize(ctx, ActDraft, gate.On{}); err != nil {
			return false, err
		}
		_, found, err := store.Find(ctx, v, hasDraftSQL, store.Value[int64], v.Actor().Account(), form)
		return found, err
	})
	if err != nil || !there {
		return err
	}
	_, err = gate.Write(ctx, g, "", DropDraft{Form: form}.Run)
	return err
}
