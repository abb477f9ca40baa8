package job

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
)

// ActGivenUp sees effects that were given up and decides what becomes of them: services' administrators, system
// administrators and the operator's command line. They hold no record and name nobody.
var ActGivenUp = access.Declare("job.given up", access.Policy{
	Roles: []access.Role{access.Administrator, access.SystemAdministrator}, Systems: []string{"cli"},
})

// LeftWhy is the list of reasons for which an effect is left.
const LeftWhy = "effect-left"

// GivenUp is an effect that was given up, without what it was about.
type GivenUp struct {
	ID    string        `json:"effect"`
	Kind  string        `json:"kind"`
	Tries int           `json:"tries"`
	At    clock.Instant `json:"-"`
	Fault string        `json:"fault"`
}

// Given lists effects that were given up, latest first. Those of [ActGivenUp] may.
func Given(ctx context.Context, v gate.Reader, most int) ([]GivenUp, error) {
	if err := v.Authorize(ctx, ActGivenUp, gate.On{}); err != nil {
		return nil, err
	}
	found, err := gate.Effects(ctx, v, most)
	given := make([]GivenUp, len(found))
	for i, g := range found {
		given[i] = GivenUp(g)
	}
	return given, err
}

// CountGiven counts effects that were given up, up to a number, in one statement. Those of [ActGivenUp] may.
func CountGiven(ctx context.Context, v gate.Reader, most int) (int, error) {
	if err := v.Authorize(ctx, ActGivenUp, gate.On{}); err != nil {
		return 0, err
	}
	return gate.CountEffects(ctx, v, most)
}

// TryAgain has an effect that was given up tried anew, as often as at first. Those of [ActGivenUp] may. Fails with
// errs.NotFound when it is not given up, or not any more. Records TriedAgain.
type TryAgain struct{ Effect string }

// TriedAgain says that somebody had an effect tried anew.
type TriedAgain struct {
	Effect string `json:"effect"`
	Kind   string `json:"kind"`
}

// EventKind names the event.
func (TriedAgain) EventKind() string { return "job.tried again" }

// Run has it tried anew.
func (c TryAgain) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActGivenUp, gate.On{}); err != nil {
		return "", err
	}
	kind, found, err := tx.TryAgain(ctx, c.Effect)
	if err != nil {
		return "", err
	}
	if !found {
		return "", notGivenUp()
	}
	tx.Record(TriedAgain{Effect: c.Effect, Kind: kind})
	return kind, nil
}

// Leave leaves an effect that was given up as it is, and says why. Those of [ActGivenUp] may. Fails with errs.NotFound when
// it is not given up, or not any more; errs.Invalid (field "why"). Records Left.
type Leave struct {
	Effect  string
	Why     string         // of Reasons
	Reasons catalogue.List // [LeftWhy]
}

// Left says that somebody left an effect that was given up.
type Left struct {
	Effect string `json:"effect"`
	Kind   string `json:"kind"`
	Why    string `json:"why"`
}

// EventKind names the event.
func (Left) EventKind() string { return "job.left" }

// Run leaves it.
func (c Leave) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, ActGivenUp, gate.On{}); err != nil {
		return "", err
	}
	if _, ok := c.Reasons.Code(c.Why); !ok {
		var bad errs.Fields
		bad.Add("why", "Choose why it is left")
		return "", bad.Err()
	}
	kind, found, err := tx.Leave(ctx, c.Effect, c.Why)
	if err != nil {
		return "", err
	}
	if !found {
		return "", notGivenUp()
	}
	tx.Record(Left{Effect: c.Effect, Kind: kind, Why: c.Why})
	return kind, nil
}

func notGivenUp() error {
	return errs.New(errs.NotFound, "this is not given up, or not any more: somebody may have seen to it")
}
