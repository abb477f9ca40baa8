package referral

import (
	"context"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// GiveAdvice records advice, guidance or signposting that was all the person needed: a whole service,
// without a case (practice part 3.4, requirements R021 to R024, R080). Those who decide referrals may, where
// the service's file gives advice. The referral ends, and its clock stands.
//
// Fails with errs.Invalid (field by field), errs.Stale, and errs.Conflict when contact is not possible, when
// somebody works on a case already, or when the service gives no advice without a case. Records AdviceGiven.
type GiveAdvice struct {
	Service   catalogue.Service // the referral's
	Referral  id.Referral
	Version   int
	Kinds     []string   // of those in the service's file
	On        clock.Date // when it was given
	PointedTo string     // code of where she was pointed; "nowhere" is an answer
}

// AdviceGiven says that advice was all somebody needed.
type AdviceGiven struct {
	Referral  id.Referral `json:"referral"`
	Folder    id.Folder   `json:"folder"`
	Kinds     []string    `json:"advice"`
	PointedTo string      `json:"pointed_to"`
}

// EventKind names the event.
func (AdviceGiven) EventKind() string { return "referral.advice given" }

// Run records the advice and ends the referral.
func (c GiveAdvice) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActDecide, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if err := CanContact(r); err != nil {
		return Referral{}, err
	}
	switch {
	case len(c.Service.Advice) == 0:
		return Referral{}, errs.New(errs.Conflict, "this service gives no advice without a case: start first contact")
	case r.State == InContact || r.State == Allocated:
		return Referral{}, errs.New(errs.Conflict, "there is a case already: say there that advice was enough")
	}
	if err := c.check(r, tx.Now().Date()); err != nil {
		return Referral{}, err
	}
	if r, err = r.move(Closed, AdviceWasEnough); err != nil {
		return Referral{}, err
	}
	r.PointedTo = c.PointedTo
	if r, err = save(ctx, tx, r.stopClock(tx.Now()).decided(tx)); err != nil {
		return Referral{}, err
	}
	var rows [][]any
	for _, k := range c.Kinds {
		rows = append(rows, []any{r.ID, k, c.On, c.PointedTo, tx.Actor().Account(), tx.Now(), tx.Entry()})
	}
	if _, err := store.Exec(ctx, tx, addAdviceSQL, store.Rows(rows)); err != nil {
		return Referral{}, err
	}
	tx.Record(AdviceGiven{Referral: r.ID, Folder: r.Folder, Kinds: c.Kinds, PointedTo: c.PointedTo})
	return r, nil
}

func (c GiveAdvice) check(r Referral, today clock.Date) error {
	var bad errs.Fields
	known := len(c.Kinds) > 0
	for i, k := range c.Kinds {
		known = known && slices.Contains(c.Service.Advice, k) && !slices.Contains(c.Kinds[:i], k)
	}
	if !known {
		bad.Add("kinds", "Choose what was given")
	}
	if c.On < r.ReceivedOn || c.On > today {
		bad.Add("on", "Give the day: from "+r.ReceivedOn.Plain()+", when the referral came, to today")
	}
	if !codeForm.MatchString(c.PointedTo) {
		bad.Add("pointed_to", "Say where they were pointed to, or that there was nowhere")
	}
	return bad.Err()
}

var addAdviceSQL = store.SQL("referral.addAdvice", `
	INSERT INTO referral_advice (referral_id, kind, given_on, pointed_to, given_by, recorded_at, last_entry)
	VALUES {{rows 7}}`)
