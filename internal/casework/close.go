package casework

import (
	"context"
	"fmt"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// Close ends a case. The person's own worker may, supervisors of the service, and the office where
// the service's file says that the office closes; before anyone has taken it, those who work on it.
// The worker's own grant ends; what she can still see she sees as one of the team. Somebody who asked
// not to be contacted stays remembered as that.
//
// The service's file says which reasons there are, which ask for the last set of statements, or
// for why there is none, and after which nobody asks how the person is: she did not want us, was never reached, or is dead. Reopen undoes it. Requirement R097; practice part 3.
//
// Fails with errs.Invalid (everything that stands in the way, beside its field), errs.Stale if
// somebody changed the case since it was read. Records CaseClosed.
type Close struct {
	Case        id.Case
	Version     int // of the case the worker was looking at
	Service     catalogue.Service
	Reason      string     // one of the service's closing reasons
	ExitNotDone string     // why there is no exit measure, where the reason asks for one
	Check       clock.Date // day of the post-closure check; zero: the service's default. After a reason after which nobody asks it is not kept
	NoCheck     bool       // nobody asks after closing: not where the reason's entry in the file demands it
}

// CaseClosed says that the case ended.
type CaseClosed struct {
	Case   id.Case
	Folder id.Folder
	Reason string
	Check  clock.Date
}

// EventKind names the event.
func (CaseClosed) EventKind() string { return "case.closed" }

// Run closes the case.
func (c Close) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, c.Case, ActClose)
	if err != nil {
		return Case{}, err
	}
	if err := now.hers(tx.Actor(), c.Service); err != nil {
		return Case{}, err
	}
	if err := now.fresh(c.Version); err != nil {
		return Case{}, err
	}
	ref, err := referral.Get(ctx, tx, now.Referral)
	if err != nil {
		return Case{}, err
	}
	if err := c.check(ctx, tx, now, ref); err != nil {
		return Case{}, err
	}
	closed, err := now.Move(Closed)
	if err != nil {
		return Case{}, err
	}
	closed.ClosedOn, closed.CloseReason, closed.ExitNotDone = tx.Now().Date(), c.Reason, c.ExitNotDone
	closed.CheckOn, closed.StageDue, closed.Try = c.checkDay(tx.Now()), clock.Never, Try{}
	closed.KeepUntil = c.Service.KeepUntil(c.Reason, tx.Now())
	if st := c.Service.StagesOf(catalogue.StepClose); len(st) > 0 {
		closed.Stage = st[0].Key
	}
	if err := save(ctx, tx, closed); err != nil {
		return Case{}, err
	}
	closed.Version++
	if err := endPause(ctx, tx, now); err != nil {
		return Case{}, err
	}
	if err := c.letGo(ctx, tx, closed, ref); err != nil {
		return Case{}, err
	}
	if err := addStage(ctx, tx, closed, c.Reason); err != nil {
		return Case{}, err
	}
	tx.Record(CaseClosed{Case: c.Case, Folder: now.Folder, Reason: c.Reason, Check: closed.CheckOn})
	return closed, mark(ctx, tx, now.ID, "closing_reason")
}

// letGo ends what the case held: the referral's work, the worker's grant, the place on the list. Where somebody is to ask later how the
// person is, and the rule says that it is not safe, contact stays stopped until somebody has decided.
func (c Close) letGo(ctx context.Context, tx *gate.Tx, now Case, ref referral.Referral) error {
	if ref.State.Leads(referral.Closed) {
		var err error
		if ref, err = referral.Move(ctx, tx, ref, referral.Closed, ref.Reason); err != nil {
			return err
		}
	}
	if !now.CheckOn.IsZero() {
		about, err := person.Load(ctx, tx, now.Folder)
		if err == nil && about.Safe.State == person.Unsafe {
			_, err = referral.StopAfter(ctx, tx, ref)
		}
		if err != nil {
			return err
		}
	}
	if now.Worker == "" {
		_, err := store.Exec(ctx, tx, leaveWaitingSQL, now.Folder, tx.Now())
		return err
	}
	_, err := tx.EndGrants(ctx, now.Folder, string(now.Worker), gate.BasisCase)
	return err
}

// check says everything that stands in the way at once, beside the field it belongs to.
func (c Close) check(ctx context.Context, tx *gate.Tx, now Case, ref referral.Referral) error {
	var bad errs.Fields
	if _, ok := c.Service.ClosingReason(c.Reason); !ok {
		bad.Add("reason", "Choose why the case is closing")
	}
	if c.ExitNotDone != "" && !slices.Contains(catalogue.NotAsked, c.ExitNotDone) {
		bad.Add("exit", "Choose why the statements at the end were not asked")
	}
	if c.Service.NeedsExitMeasure(c.Reason) && c.ExitNotDone == "" {
		way, err := wayOf(ctx, tx, now)
		if err != nil {
			return err
		}
		done, err := assessment.Measured(ctx, tx, now.Folder, assessment.Exit, way.reopened, c.Service.Outcomes)
		if err != nil {
			return err
		}
		if !done {
			bad.Add("exit", "Record the last set of statements, or why there is none")
		}
	}
	if err := c.checkSessions(ctx, tx, now, &bad); err != nil {
		return err
	}
	promises, err := openPromises(ctx, tx, now.Folder)
	if err != nil {
		return err
	}
	for _, p := range promises {
		bad.Add("promises", "Keep or withdraw the promise due "+p.Due.Date().Short())
	}
	if ref.State == referral.Held {
		bad.Add("contact", "Contact is held for checking: somebody decides that first")
	}
	alarms, err := store.One(ctx, tx, unseenAlarmsSQL, store.Value[int], now.Folder)
	if err != nil {
		return err
	}
	if alarms > 0 {
		bad.Add("act_now", "An Act now is open: the supervisor and the safeguarding lead answer for it first")
	}
	if c.Check != "" && c.Check <= tx.Now().Date() {
		bad.Add("check", "Choose a day that is still to come")
	}
	if reason, _ := c.Service.ClosingReason(c.Reason); c.NoCheck && reason.Check {
		bad.Add("check", "After this reason somebody asks how it is: give the day")
	}
	return bad.Err()
}

// checkSessions holds a reason that says that the sessions were held to the least number of the service's file: with
// fewer it is another reason that says why.
func (c Close) checkSessions(ctx context.Context, tx *gate.Tx, now Case, bad *errs.Fields) error {
	reason, _ := c.Service.ClosingReason(c.Reason)
	if !reason.Sessions || c.Service.Sessions == nil {
		return nil
	}
	held, err := store.One(ctx, tx, countSessionsSQL, store.Value[int], now.ID)
	if err != nil {
		return err
	}
	if least := c.Service.Sessions.Min; held < least {
		bad.Add("reason", fmt.Sprintf("%d of at least %d sessions are written up: write up the others, or choose the reason why there were no more", held, least))
	}
	return nil
}

func (c Close) checkDay(now clock.Instant) clock.Date {
	reason, _ := c.Service.ClosingReason(c.Reason)
	switch {
	case reason.NoCheck:
		return "" // a page proposes a day before it knows the reason
	case c.NoCheck, !c.Check.IsZero(), c.Service.Check.IsZero():
		return c.Check
	}
	return c.Service.Hours.Deadline(now, c.Service.Check).Date()
}

// hers refuses a colleague who neither holds the case nor supervises the service, nor is the office
// that closes for it.
func (c Case) hers(a access.Actor, s catalogue.Service) error {
	if c.Worker == "" || c.Worker == a.Account() || a.Holds(access.Supervisor, c.Service) {
		return nil
	}
	for _, st := range s.StagesOf(catalogue.StepClose) {
		if st.Who.Has(string(access.Administrator)) && a.Holds(access.Administrator, c.Service) {
			return nil
		}
	}
	return errs.New(errs.Forbidden, "only the worker who holds the case, or a supervisor, can do this")
}
