package workforce

import (
	"context"
	"errors"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Held is the checks that somebody's record has, each with the last day it holds; an empty day is for good.
type Held map[string]clock.Date

// Lapse is a check of the service's file that somebody has not in date.
type Lapse struct {
	Check catalogue.StaffCheck
	Ended clock.Date // the last day it held; empty: none is on record
}

// Words say which check it is, and since when it is not in date: "DBS check: ran out on 2 November 2026".
func (l Lapse) Words() string {
	if l.Ended.IsZero() {
		return l.Check.Name + ": not on record"
	}
	return l.Check.Name + ": ran out on " + l.Ended.Plain()
}

// LapseWords says several in one line.
func LapseWords(list []Lapse) string {
	words := make([]string, len(list))
	for i, l := range list {
		words[i] = l.Words()
	}
	return strings.Join(words, "; ")
}

// Lapses gives what the service's file asks for something and is not in date on a day. The last day of a check is a day on
// which it holds.
func (h Held) Lapses(s catalogue.Service, use catalogue.CheckUse, on clock.Date) []Lapse {
	var list []Lapse
	for _, c := range s.Staff.ChecksFor(use) {
		if until, has := h[c.Key]; !has || !until.IsZero() && until < on {
			list = append(list, Lapse{c, until})
		}
	}
	return list
}

// HeldIn reads the checks that everybody in a service's register has, or one of them: whoever is not in it has none. It is
// part of giving cases and of supervising, which have been authorised: which checks there are and their days are for
// those who do either (see the package).
func HeldIn(ctx context.Context, q gate.Reader, service string, one id.Account) (map[id.Account]Held, error) {
	all := map[id.Account]Held{}
	add := func(scan store.Scan) error {
		var a id.Account
		var kind string
		var until clock.Date
		if err := scan(&a, &kind, &until); err != nil {
			return err
		}
		if all[a] == nil {
			all[a] = Held{}
		}
		all[a][kind] = until
		return nil
	}
	if one != "" {
		return all, store.Each(ctx, q, heldOfSQL, add, service, one)
	}
	return all, store.Each(ctx, q, heldSQL, add, service)
}

// lapses gives the checks that whoever takes the case has not in date. A case that was kept elsewhere before is hers
// already: nothing is refused, and her supervisor is told.
func (t Take) lapses(ctx context.Context, q gate.Reader, today clock.Date) ([]Lapse, error) {
	if t.On != "" || len(t.Service.Staff.ChecksFor(catalogue.ForCases)) == 0 {
		return nil, nil
	}
	held, err := HeldIn(ctx, q, t.Service.Key, t.Worker)
	return held[t.Worker].Lapses(t.Service, catalogue.ForCases, today), err
}

// mayGoWithout says who may give a case to somebody without a check in date: only past the checks that were known not to be.
func (t Take) mayGoWithout(tx *gate.Tx, lapses []Lapse) error {
	by := access.Role(t.Service.Staff.OverrideBy)
	known := !slices.ContainsFunc(lapses, func(l Lapse) bool { return !slices.Contains(t.Unchecked, l.Check.Key) })
	if known && by != "" && tx.Actor().Holds(by, t.Service.Key) {
		return t.saysWhy()
	}
	mend := "record the new check in the register of staff, choose another worker, or keep the place on the waiting list"
	if by != "" {
		mend += "; a " + string(by) + " may give it all the same and say why"
	}
	return errs.Wrap(errs.Conflict, "this worker can't be given a case ("+LapseWords(lapses)+"): "+mend, ErrUnchecked)
}

// ErrUnchecked is why a worker takes no case when a check that the service's file asks for is not in date.
var ErrUnchecked = errors.New("a check is not in date")

var (
	// heldSQL is driven by workforce_check_service.
	heldSQL = store.SQL("workforce.held", `
	SELECT p.account_id, c.kind, c.expires_on
	FROM workforce_check c JOIN workforce_person p ON p.id = c.person_id
	WHERE c.service = $1 AND c.replaced_at = 0`)

	// heldOfSQL is driven by workforce_person_once and workforce_check_person; on PostgreSQL its range is what makes the
	// recording of a check and the giving of a case clash.
	heldOfSQL = store.SQL("workforce.heldOf", `
	SELECT p.account_id, c.kind, c.expires_on
	FROM workforce_person p JOIN workforce_check c ON c.person_id = p.id
	WHERE p.service = $1 AND p.account_id = $2 AND c.replaced_at = 0`)
)
