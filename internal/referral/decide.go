package referral

import (
	"context"
	"regexp"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/store"
)

// Decide is a person's decision about a referral: accept, hold, signpost, decline, not usable.
// Those who decide referrals may; what is held for a named role only that role, the safeguarding
// lead or a supervisor.
//
// Accepting checks again what the way in checked: a legal basis, the do-not-contact register, that
// nothing was called unsafe, that a way to reach her is left, and that what the referrer answered was put in. Signposting and declining say where
// she was pointed and who was told. Practice parts 3.1 and 6.
//
// Fails with errs.Invalid, errs.Stale, and errs.Conflict when something stands in the way.
// Records Decided.
type Decide struct {
	Service   catalogue.Service // the referral's
	Referral  id.Referral
	Version   int
	To        State  // Accepted, Held, Signposted, Declined or NotUsable
	Reason    Reason // of holding, signposting, declining, not usable; empty: the usual one
	Owner     access.Role
	PointedTo string // code of where she was pointed; "nowhere" is an answer
	PutIn     bool   // of accepting, where whoever referred has answered: what they answered stands in the referral
	Told      string // who was told: "referrer", "person", "both", "nobody"
}

// Decided says what a person decided about a referral.
type Decided struct {
	Referral  id.Referral `json:"referral"`
	Folder    id.Folder   `json:"folder"`
	From      State       `json:"from"`
	To        State       `json:"to"`
	Reason    Reason      `json:"reason"`
	PointedTo string      `json:"pointed_to,omitempty"`
	Told      string      `json:"told,omitempty"`
}

// EventKind names the event.
func (Decided) EventKind() string { return "referral.decided" }

// Run takes the decision.
func (c Decide) Run(ctx context.Context, tx *gate.Tx) (Referral, error) {
	r, err := current(ctx, tx, ActDecide, c.Referral, c.Version)
	if err != nil {
		return Referral{}, err
	}
	if r.State == Held && !mayRelease(tx.Actor(), r) {
		return Referral{}, errs.New(errs.Forbidden, "this is held for the "+string(r.Holder)+": they decide")
	}
	if err := c.check(); err != nil {
		return Referral{}, err
	}
	if c.To == Accepted {
		if err := clear(ctx, tx, c.Service, r); err != nil {
			return Referral{}, err
		}
		if r, err = r.takeIn(c.PutIn); err != nil {
			return Referral{}, err
		}
	}
	from := r.State
	to := c.To
	if to == Accepted && r.HeldFrom != "" {
		to = r.HeldFrom // the work goes on where it stood
	}
	if r, err = r.move(to, c.reason()); err != nil {
		return Referral{}, err
	}
	if r.State == Held {
		r.Holder = c.Owner
	} else {
		r.HeldFrom = ""
	}
	if c.To == Accepted {
		r = r.startClock(tx.Now())
		if to == Accepted && !from.NotForUs() && r.AcceptedOn == "" {
			r.ClockDue = due(c.Service, Accepted, r.Priority, tx.Now())
		}
	}
	if c.told("referrer") {
		r.ToldReferrerAt = tx.Now()
	}
	r.PointedTo = c.PointedTo
	if r, err = save(ctx, tx, r.decided(tx)); err != nil {
		return Referral{}, err
	}
	if err := goesOn(ctx, tx, from, r); err != nil {
		return Referral{}, err
	}
	tx.Record(Decided{Referral: r.ID, Folder: r.Folder, From: from, To: r.State, Reason: r.Reason, PointedTo: c.PointedTo, Told: c.Told})
	return r, nil
}

func (c Decide) told(whom string) bool { return c.Told == whom || c.Told == "both" }

func (c Decide) reason() Reason {
	switch {
	case c.To == Accepted:
		return ToContact
	case c.Reason != "":
		return c.Reason
	case c.To == Signposted:
		return NotForThis
	case c.To == NotUsable:
		return NotMendable
	}
	return HeldByWorker
}

// codeForm is what a code looks like: never free text.
var codeForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{1,59}$`)

func (c Decide) check() error {
	var bad errs.Fields
	if c.Reason != "" && !codeForm.MatchString(string(c.Reason)) {
		bad.Add("reason", "Choose a reason from the list")
	}
	switch c.To {
	case Accepted, NotUsable:
	case Held:
		if c.Reason != "" && !holds[c.Reason] {
			bad.Add("reason", "Choose why it is held")
		}
		if !slices.Contains(access.Casework, c.Owner) && c.Owner != access.PoliceLiaison {
			bad.Add("owner", "Choose who owns the next step")
		}
	case Signposted, Declined:
		if c.To == Declined && c.Reason == "" {
			bad.Add("reason", "Choose why it is declined")
		}
		if !codeForm.MatchString(c.PointedTo) {
			bad.Add("pointed_to", "Say where they were pointed to, or that there was nowhere")
		}
		if !slices.Contains([]string{"referrer", "person", "both", "nobody"}, c.Told) {
			bad.Add("told", "Say who was told")
		}
	default:
		bad.Add("to", "Choose accept, hold, signpost, decline or not usable")
	}
	return bad.Err()
}

// mayRelease tells whether an actor may decide what is held: the role that owns it, and those who
// answer for safety. Holds of the screening role are anybody's who decides referrals; but what is
// flagged as a child's or as domestic abuse and was never accepted stays with those who handle
// that, whatever else it is held for meanwhile.
func mayRelease(a access.Actor, r Referral) bool {
	if a.Kind() == access.KindSystem {
		return true
	}
	safety := a.HoldsAny(r.Service, access.Supervisor, access.SafeguardingLead)
	switch r.Reason {
	case ChildProtection, UnderAge, DomesticAbuse, SuspendedUnsafe:
		return safety || a.Holds(r.Holder, r.Service)
	}
	flagged := r.AcceptedOn == "" && (r.Flags.DomesticAbuse || r.Flags.Child)
	return safety || !flagged || a.Holds(r.Holder, r.Service) && r.Holder != access.Administrator
}

// clear says what stands in the way of contact, as errs.Conflict with what to do about it.
func clear(ctx context.Context, tx *gate.Tx, s catalogue.Service, r Referral) error {
	if s.Key != r.Service {
		return errs.New(errs.Internal, "the service given is not the referral's")
	}
	blocked := func(words string) error { return errs.New(errs.Conflict, words) }
	if r.Basis == NoBasis || !s.Basis.Accepted(r.Basis) || r.Reason == BasisMissing {
		return blocked("Record on what legal basis the details were passed on first")
	}
	if r.Reason == ConsentMissing {
		return blocked("Record their explicit consent first: who took it, when and how")
	}
	if r.Door == catalogue.DoorPoliceFile && r.Offence == "" && r.AcceptedOn == "" {
		return blocked("Say which offence it is first, when you mend the referral: some need the person's own consent")
	}
	matter, err := matterOf(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	m, asked, err := person.FolderAsked(ctx, tx, r.Folder, r.Service, matter)
	if err != nil {
		return err
	}
	if r.Quiet || answered(m, asked) == AskedNot {
		return blocked("They asked not to be contacted: write down first that they want to be")
	}
	unsafe, left, err := standing(ctx, tx, r.ID)
	switch {
	case err != nil:
		return err
	case unsafe:
		return blocked("Record how it is safe to make contact first")
	case !left:
		return blocked("There is no number or address that is theirs: add one first")
	}
	return nil
}

func matterOf(ctx context.Context, q gate.Reader, ref id.Referral) (person.Matter, error) {
	return store.One(ctx, q, matterSQL, store.Value[person.Matter], ref)
}

func standing(ctx context.Context, q gate.Reader, ref id.Referral) (unsafe, left bool, err error) {
	_, err = store.One(ctx, q, standingSQL, func(scan store.Scan) (struct{}, error) {
		return struct{}{}, scan(&unsafe, &left)
	}, ref)
	return unsafe, left, err
}
