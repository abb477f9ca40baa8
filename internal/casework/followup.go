package casework

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// FollowUp is the plan of contact agreed with the person: how often, by which way, until when (R072). It
// is what the next promise comes from.
type FollowUp struct {
	Every   int // days between two contacts
	Method  catalogue.Method
	Agreed  clock.Date
	Until   clock.Date // empty: as long as the case is open
	Version int        // 0: nothing was agreed
}

// next gives the day of the next contact by the plan; false when none is in force.
func (f FollowUp) next(today clock.Date) (clock.Date, bool) {
	if f.Version == 0 {
		return "", false
	}
	day := today.AddDays(f.Every)
	return day, f.Until.IsZero() || day <= f.Until
}

// FollowUpMethods are the ways a plan can name.
var FollowUpMethods = []catalogue.Method{catalogue.MethodPhone, catalogue.MethodText, catalogue.MethodEmail, catalogue.MethodLetter}

// PlanFollowUp agrees with the person how often and by which way they hear from us, and until when. Those
// who work on the case may. From then on the next update is promised by it. The plan before is kept.
//
// Fails with errs.Invalid, and errs.Stale when somebody agreed another since. Records FollowUpPlanned.
type PlanFollowUp struct {
	Case    id.Case
	Version int // of the plan that was read; 0: there was none
	Every   int
	Method  catalogue.Method
	On      clock.Date // when it was agreed
	Until   clock.Date
}

// FollowUpPlanned says that how often and by which way the person hears from us was agreed.
type FollowUpPlanned struct {
	Case   id.Case
	Folder id.Folder
	Every  int
	Method catalogue.Method
	Until  clock.Date
}

// EventKind names the event.
func (FollowUpPlanned) EventKind() string { return "case.follow-up planned" }

// Run writes the plan.
func (p PlanFollowUp) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, p.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	if p.Every < 1 || p.Every > 92 {
		bad.Add("every", "Give how many days lie between two contacts, from 1 to 92")
	}
	among(&bad, "method", p.Method, FollowUpMethods, "Choose by which way")
	happened(&bad, "on", p.On, tx.Now().Date(), "the day it was agreed")
	if p.Until != "" && p.Until <= tx.Now().Date() {
		bad.Add("until", "Choose a day that is still to come, or none")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	before, err := followUp(ctx, tx, now.ID)
	if err != nil {
		return Case{}, err
	}
	if before.Version != p.Version {
		return Case{}, errs.New(errs.Stale, "somebody agreed another plan while you were writing")
	}
	if _, err := store.Exec(ctx, tx, addFollowUpSQL, tx.NewID(), now.ID, now.Folder, p.Every, p.Method, p.On, p.Until,
		tx.Actor().Account(), tx.Now(), p.Version+1); err != nil {
		return Case{}, err
	}
	tx.Record(FollowUpPlanned{Case: now.ID, Folder: now.Folder, Every: p.Every, Method: p.Method, Until: p.Until})
	return now, nil
}

// followUp gives the plan in force; the zero value when nothing was agreed.
func followUp(ctx context.Context, q gate.Reader, c id.Case) (FollowUp, error) {
	f, _, err := store.Find(ctx, q, followUpSQL, func(scan store.Scan) (FollowUp, error) {
		var f FollowUp
		err := scan(&f.Every, &f.Method, &f.Agreed, &f.Until, &f.Version)
		return f, err
	}, c)
	return f, err
}

// NextNews gives by when the person hears from us next, if nothing else is said: by the plan of contact
// agreed with them, or the service's default.
func NextNews(s catalogue.Service, f FollowUp, now clock.Instant) clock.Instant {
	if day, ok := f.next(now.Date()); ok {
		return day.At(0, int(s.Hours.Close))
	}
	return NextUpdate(s, now)
}

var followUpSQL = store.SQL("casework.followUp", `
	SELECT every_days, method, agreed_on, until_on, version FROM case_follow_up WHERE case_id = $1 ORDER BY version DESC LIMIT 1`)

var addFollowUpSQL = store.SQL("casework.addFollowUp", `
	INSERT INTO case_follow_up (id, case_id, folder_id, every_days, method, agreed_on, until_on, by_account, recorded_at, version)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)
