package casework

import (
	"context"

	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
)

// Hear writes down what the person wants and told, in their own words, and how they know the other
// party, so that nobody asks again. Those who work on the case may. When it comes out that the other
// party is a partner, a former partner or family, contact stops until those who handle domestic abuse
// have decided how it goes on (practice D5).
//
// Fails with errs.Invalid, and errs.Stale when somebody changed it meanwhile. Records person.StorySet
// and, when contact stops, referral.Stopped.
type Hear struct {
	Case    id.Case
	Version int // of what was told, as read; 0: nothing was yet
	Story   person.NewStory
}

// Run writes it down.
func (h Hear) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, h.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	if _, err := (person.SetStory{Folder: now.Folder, Version: h.Version, Story: h.Story}).Run(ctx, tx); err != nil {
		return Case{}, err
	}
	if !h.Story.Relationship.DomesticAbuse() {
		return now, nil
	}
	return now, divert(ctx, tx, now)
}

// divert stops contact where it came out that it is domestic abuse; what is known already stops nothing again.
func divert(ctx context.Context, tx *gate.Tx, now Case) error {
	ref, err := referral.Get(ctx, tx, now.Referral)
	if err != nil || ref.Flags.DomesticAbuse || !ref.State.Leads(referral.Held) {
		return err // it is known already, or there is no contact to stop
	}
	if _, err := (referral.DivertDomesticAbuse{Referral: ref.ID, Version: ref.Version}).Run(ctx, tx); err != nil {
		return err
	}
	_, err = pauseForContact(ctx, tx, now, PauseUnsafe)
	return err
}
