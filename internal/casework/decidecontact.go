package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// ActDecideContact is for those of the work who may be named by a service's file; which of them decides, the file says.
var ActDecideContact = access.Declare("case.decide contact", access.Policy{Roles: referral.ActDecide.Policy().Roles, Sections: access.Contact | access.Plan})

// DecideContact says whether somebody is tried again after somebody else answered, or it was not safe to talk (practice, part
// 3.2). The role that the contact protocol names may (`decides`), a supervisor, and the safeguarding lead. To go on, it is
// recorded anew how it is safe, and the clock of the case runs again; to stop, the case is closed. The reason is kept as a
// note, so that whoever reads the case later understands.
//
// Fails with errs.Conflict when contact is not stopped for that, errs.Forbidden, errs.Invalid, errs.Stale. Records
// ContactDecided and referral.Decided, and person.SafeRuleSet or CaseClosed.
type DecideContact struct {
	Case     id.Case
	Version  int // of the case
	Referral int // version of its referral
	Service  catalogue.Service
	GoOn     bool
	Why      string
	Seen     int             // to go on: version of the rule that was read
	Rule     person.SafeRule // and how it is safe now
	Reason   string          // to stop: why the case closes
	Check    clock.Date      // and when somebody asks how it is; empty: nobody does
}

// ContactDecided says whether contact goes on.
type ContactDecided struct {
	Case   id.Case   `json:"case"`
	Folder id.Folder `json:"folder"`
	GoesOn bool      `json:"goes_on"`
}

// EventKind names the event.
func (ContactDecided) EventKind() string { return "case.contact decided" }

// DecidesContact tells whether the actor decides, at a stage of a service, whether contact that was stopped goes on.
func DecidesContact(a access.Actor, s catalogue.Service, stage string) bool {
	return a.HoldsAny(s.Key, access.Supervisor, access.SafeguardingLead, decider(s, stage))
}

// isTold tells whether stopped contact of a service stands on the actor's day: on that of its safeguarding lead, and of whom a contact
// protocol names at any stage. A supervisor has it among her team's lists.
func isTold(a access.Actor, s catalogue.Service) bool {
	return a.Holds(access.SafeguardingLead, s.Key) || slices.ContainsFunc(s.Stages, func(st catalogue.Stage) bool {
		role := decider(s, st.Key)
		return role != access.Supervisor && a.Holds(role, s.Key)
	})
}

// decider is the role that decides by the protocol of a stage.
func decider(s catalogue.Service, stage string) access.Role {
	if role := protocolAt(s, stage).Decides; role != "" {
		return access.Role(role)
	}
	return access.Supervisor
}

// Run decides.
func (d DecideContact) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, d.Case, ActDecideContact)
	if err != nil {
		return Case{}, err
	}
	ref, err := referral.Get(ctx, tx, now.Referral)
	if err != nil {
		return Case{}, err
	}
	switch {
	case !DecidesContact(tx.Actor(), d.Service, now.Stage):
		return Case{}, errs.New(errs.Forbidden, "this waits for the "+string(decider(d.Service, now.Stage))+": they decide")
	case ref.State != referral.Held || ref.Reason != referral.SuspendedUnsafe:
		return Case{}, errs.New(errs.Conflict, "contact is not stopped any more: somebody may have decided meanwhile")
	}
	if err := d.check(); err != nil {
		return Case{}, err
	}
	if err := d.keep(ctx, tx, now); err != nil {
		return Case{}, err
	}
	tx.Record(ContactDecided{Case: now.ID, Folder: now.Folder, GoesOn: d.GoOn})
	if !d.GoOn {
		decided := referral.Decide{Service: d.Service, Referral: ref.ID, Version: d.Referral, To: referral.Declined, Reason: ref.Reason, PointedTo: "nowhere", Told: "nobody"}
		if _, err := decided.Run(ctx, tx); err != nil {
			return Case{}, err
		}
		return Close{Case: now.ID, Version: d.Version, Service: d.Service, Reason: d.Reason, Check: d.Check, NoCheck: d.Check.IsZero(),
			ExitNotDone: catalogue.NotAsked[0]}.Run(ctx, tx)
	}
	if _, err := (person.SetSafeRule{Folder: now.Folder, Version: d.Seen, Rule: d.Rule}).Run(ctx, tx); err != nil {
		return Case{}, err
	}
	_, err = referral.Decide{Service: d.Service, Referral: ref.ID, Version: d.Referral, To: referral.Accepted}.Run(ctx, tx)
	return now, err
}

func (d DecideContact) check() error {
	var bad errs.Fields
	worded(&bad, "why", d.Why, "Say why, so that whoever reads this later understands")
	if d.GoOn && d.Rule.State != person.Safe {
		bad.Add("words", "Say how it is safe now: contact goes on only then")
	}
	if d.GoOn && d.Rule.Words == "" {
		bad.Add("words", "Write how it is safe now: who may answer, when, what to avoid")
	}
	return bad.Err()
}

// keep writes the decision and its reason among the notes.
func (d DecideContact) keep(ctx context.Context, tx *gate.Tx, now Case) error {
	words := "Contact stops. "
	if d.GoOn {
		words = "Contact goes on. "
	}
	_, err := keepNote(ctx, tx, now.Folder, words+d.Why)
	return err
}
