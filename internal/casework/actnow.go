package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Danger is what kind of danger somebody is in (practice, D3).
type Danger string

// The kinds of danger. Domestic abuse goes to the domestic-abuse MARAC, which is not the Community
// MARAC.
const (
	InDanger          Danger = "danger"
	AdultSafeguarding Danger = "adult_safeguarding"
	ChildSafeguarding Danger = "child_safeguarding"
	DomesticAbuse     Danger = "domestic_abuse"
	Suicide           Danger = "suicide"
	ThreatToLife      Danger = "threat_to_life"
	Arson             Danger = "arson"
)

// Dangers lists the kinds in the order a page offers them. What each is called stands in the catalogue: alarm.kinds.
var Dangers = []Danger{InDanger, AdultSafeguarding, ChildSafeguarding, DomesticAbuse, Suicide, ThreatToLife, Arson}

var (
	whatDanger = seal.Register("act_now", "what", access.Existence)
	whoTold    = seal.Register("act_now", "told", access.Existence)
)

var (
	// ActRaise is for whoever can see that the folder exists, whatever their role there.
	ActRaise = access.Declare("act now.raise", access.Policy{Signed: true, Sections: access.Existence})
	// ActAcknowledge is for the two who must answer for an alarm.
	ActAcknowledge = access.Declare("act now.acknowledge", access.Policy{Roles: []access.Role{access.Supervisor, access.SafeguardingLead}, Sections: access.Existence})
)

// RaiseActNow says that somebody is in danger: what it is, and who was told. Anyone who can see the
// folder may, with a case or without one, and nothing else is asked: no stage, cap, hour, consent,
// missing form or version stands in the way. The supervisor and the safeguarding lead must both say
// that they have seen it. Records ActNowRaised.
type RaiseActNow struct {
	Folder id.Folder
	Kind   Danger
	What   string
	Told   string
}

// Run raises it.
func (r RaiseActNow) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActRaise, gate.On{Folder: r.Folder}); err != nil {
		return "", err
	}
	return r.raise(ctx, tx)
}

// ActNowRaised says that somebody may be in danger.
type ActNowRaised struct {
	Folder id.Folder
	ActNow string
	Danger Danger
}

// EventKind names the event.
func (ActNowRaised) EventKind() string { return "act now.raised" }

func (r RaiseActNow) raise(ctx context.Context, tx *gate.Tx) (string, error) {
	var bad errs.Fields
	if !slices.Contains(Dangers, r.Kind) {
		bad.Add("kind", "Choose what the danger is")
	}
	if r.What == "" {
		bad.Add("what", "Say what is happening, in a few words")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	raised := tx.NewID()
	what, err := tx.Seal(ctx, whatDanger, r.Folder, raised, r.What)
	if err != nil {
		return "", err
	}
	told, err := tx.Seal(ctx, whoTold, r.Folder, raised, r.Told)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, raiseSQL, raised, r.Folder, r.Kind, what, told, tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(ActNowRaised{Folder: r.Folder, ActNow: raised, Danger: r.Kind})
	return raised, nil
}

// Acknowledge says "I have seen this and I am acting". A supervisor answers for the service, the
// designated safeguarding lead for safeguarding; who is both answers for both. Saying it twice changes
// nothing. Records ActNowAcknowledged.
type Acknowledge struct {
	Folder id.Folder
	ActNow string
}

// ActNowAcknowledged says that somebody who must has seen it.
type ActNowAcknowledged struct {
	Folder id.Folder
	ActNow string
}

// EventKind names the event.
func (ActNowAcknowledged) EventKind() string { return "act now.acknowledged" }

// Run acknowledges.
func (a Acknowledge) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActAcknowledge, gate.On{Folder: a.Folder}); err != nil {
		return "", err
	}
	service, err := store.One(ctx, tx, alarmServiceSQL, store.Value[string], a.ActNow, a.Folder)
	if errs.KindOf(err) == errs.NotFound {
		return "", gate.NoSuchRecord()
	}
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, acknowledgeSQL, a.ActNow, a.Folder, tx.Actor().Account(), tx.Now(),
		tx.Actor().Holds(access.Supervisor, service), tx.Actor().Holds(access.SafeguardingLead, service), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(ActNowAcknowledged(a))
	return a.ActNow, nil
}

// Alarm is an act now as pages show it.
type Alarm struct {
	ID           string
	Folder       id.Folder
	Service      string
	Kind         Danger
	What, Told   *seal.Value
	RaisedBy     id.Account
	RaisedAt     clock.Instant
	Supervisor   clock.Instant // when seen; zero: not yet
	Safeguarding clock.Instant
}

// Answered says who has answered for an alarm, each with when, and who is still to.
func Answered(supervisor, safeguarding clock.Instant, when func(clock.Instant) string) string {
	switch {
	case supervisor.IsZero() && safeguarding.IsZero():
		return "Nobody has answered yet; waiting for the supervisor and the safeguarding lead"
	case safeguarding.IsZero():
		return "Supervisor answered " + when(supervisor) + "; waiting for the safeguarding lead"
	case supervisor.IsZero():
		return "Safeguarding lead answered " + when(safeguarding) + "; waiting for the supervisor"
	}
	return "Supervisor answered " + when(supervisor) + ", safeguarding lead " + when(safeguarding)
}
