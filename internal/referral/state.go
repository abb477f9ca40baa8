package referral

import (
	"slices"

	"goldenthread/internal/errs"
)

// State is where a referral stands.
type State string

// The states. The first seven are what a row can come to on the way in and by decision; the others
// are moved through by the work.
const (
	Received   State = "received"
	Accepted   State = "accepted" // to be contacted
	Held       State = "held"     // held for checking: somebody owns the next step, and nobody is contacted
	Signposted State = "signposted"
	OptedOut   State = "opted_out"
	NotUsable  State = "not_usable"
	Declined   State = "declined"
	Waiting    State = "waiting" // on the waiting list
	InContact  State = "in_contact"
	Allocated  State = "allocated"
	Closed     State = "closed"
)

// moves is the table of allowed moves. Held leads back to where the work stood when contact was
// stopped; what was turned away leads to held, when somebody mends it.
var moves = map[State][]State{
	Received:   {Accepted, Held, Signposted, OptedOut, NotUsable, Declined},
	Held:       {Accepted, Signposted, OptedOut, NotUsable, Declined, Waiting, InContact, Allocated},
	Accepted:   {Waiting, InContact, Allocated, Held, Signposted, OptedOut, Declined, NotUsable, Closed},
	Waiting:    {InContact, Allocated, Held, Signposted, OptedOut, Declined, Closed},
	InContact:  {Waiting, Allocated, Held, Signposted, OptedOut, Declined, Closed},
	Allocated:  {InContact, Waiting, Held, OptedOut, Closed},
	Signposted: {Held, Accepted},
	NotUsable:  {Held, Accepted},
	Declined:   {Held, Accepted},
	OptedOut:   {Held}, // she asked to be contacted after all: a human looks first
	Closed:     {InContact, Allocated},
}

// Leads tells whether a referral may move from one state to another.
func (s State) Leads(to State) bool { return slices.Contains(moves[s], to) }

// NotForUs tells whether the referral ended before any work.
func (s State) NotForUs() bool {
	return s == Signposted || s == OptedOut || s == NotUsable || s == Declined
}

var stateWords = map[State]string{
	Received: "Received", Accepted: "To contact", Held: "Held for checking", Signposted: "Signposted",
	OptedOut: "Asked not to be contacted", NotUsable: "Not usable", Declined: "Declined",
	Waiting: "On the waiting list", InContact: "In contact", Allocated: "With a worker", Closed: "Closed",
}

// Words gives the state as staff read it.
func (s State) Words() string { return stateWords[s] }

// move gives the referral in another state, or errs.Conflict when the table has no such arrow.
func (r Referral) move(to State, why Reason) (Referral, error) {
	if !r.State.Leads(to) {
		return Referral{}, errs.New(errs.Conflict, "this can't be done while the referral is: "+r.State.Words())
	}
	r.State, r.Reason, r.Holder, r.Missing = to, why, "", ""
	return r, nil
}
