package person

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ShowNumber opens one number, e-mail or address of the person of a folder, after her own rule has
// passed: she did not ask not to be contacted, nobody has called it unsafe, this way is not one
// she refused, and it is her time of day. Those who work with her may; the reading is recorded.
//
// Of somebody who is only reached through an adult none is shown before the rule says how, and so through whom.
//
// Whether contact is possible at all (legal basis, held, suspended) is the referral's to say:
// pages ask referral.ShowNumber, which asks this.
//
// Fails with errs.Conflict and the rule in words when the rule does not pass, and with
// errs.NotFound.
func ShowNumber(ctx context.Context, v gate.Reader, folder id.Folder, contact id.Contact, throughAdult bool) (*seal.Value, error) {
	if err := v.Authorize(ctx, ActShowNumber, gate.On{Folder: folder}); err != nil {
		return nil, err
	}
	shown, err := store.One(ctx, v, contactToShowSQL, func(scan store.Scan) (toShow, error) {
		var s toShow
		var box []byte
		err := scan(&s.kind, &box, &s.call, &s.text, &s.letter, &s.wrong, &s.state, &s.from, &s.to, &s.quiet)
		s.value = ContactColumn.Value(folder, string(contact), box)
		return s, err
	}, contact, folder, v.Now())
	if errs.KindOf(err) == errs.NotFound {
		return nil, errs.New(errs.NotFound, "there is no such record, or you can't see it")
	}
	if err != nil {
		return nil, err
	}
	shown.throughAdult = throughAdult
	if why := shown.stands(v); why != "" {
		return nil, errs.New(errs.Conflict, why)
	}
	return shown.value, v.Open(ctx, shown.value)
}

// toShow is a contact point with the rule that decides whether it can be shown.
type toShow struct {
	kind               ContactKind
	value              *seal.Value
	call, text, letter Permission
	wrong, quiet       bool
	throughAdult       bool
	state              SafeState
	from, to           int
}

// stands says what stands in the way of showing it; empty: nothing.
func (s toShow) stands(v gate.Reader) string {
	switch {
	case s.quiet:
		return "They asked not to be contacted"
	case s.state == Unsafe:
		return "The last try was not safe: nobody tries again until someone has decided"
	case s.throughAdult && s.state != Safe:
		return "They are too young to be rung themselves: first write down, as how it is safe to reach them, which adult is rung"
	case s.wrong:
		return "This number was somebody else's: ask whoever referred for a better one"
	case (s.kind == Phone || s.kind == Mobile) && s.call == No && s.text != Yes:
		return "It is not safe to call this number"
	case s.kind == Email && s.text == No:
		return "It is not safe to write to this e-mail"
	case s.kind == Address && s.letter == No:
		return "It is not safe to write to this address"
	case s.kind != Address && !inHours(s.from, s.to, v.Now()):
		return "It is safe from " + hoursWords(s.from, s.to)
	}
	return ""
}
