package casework

import (
	"cmp"
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

var wantsThere = seal.Register("case_meeting", "wants", access.Plan)

// PrepareMeeting writes down what the person wants asked at a meeting that is still to come, so that whoever goes there
// speaks for them and not from memory (practice, part 3.5). It stands on the case until somebody has spoken up at that
// meeting: [Advocate]. Those who work on the case may. Records Prepared.
type PrepareMeeting struct {
	Case  id.Case
	Forum Forum
	On    clock.Date // of the meeting: today or later
	Wants string
}

// Run writes it down.
func (p PrepareMeeting) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, p.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	among(&bad, "forum", p.Forum, Forums, "Choose which meeting")
	worded(&bad, "wants", p.Wants, "Write down what the person wants asked")
	switch {
	case p.On.IsZero():
		bad.Add("on", "Give the day of the meeting")
	case p.On < tx.Now().Date():
		bad.Add("on", "That day is over: record what was asked and agreed there instead")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: tx.NewID()}
	wants := box.of(wantsThere, p.Wants)
	if box.err != nil {
		return Case{}, box.err
	}
	if _, err := store.Exec(ctx, tx, addMeetingSQL, box.row, now.ID, now.Folder, p.Forum, p.On, wants, tx.Actor().Account(), tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(Prepared{Case: now.ID, Folder: now.Folder, Meeting: box.row, Forum: p.Forum, On: p.On})
	return now, nil
}

// Prepared: what the person wants asked at a meeting was written down before it.
type Prepared struct {
	Case    id.Case
	Folder  id.Folder
	Meeting string
	Forum   Forum
	On      clock.Date
}

// EventKind names the event in the log.
func (Prepared) EventKind() string { return "case.meeting prepared" }

// spokenUp settles what was written down for a meeting: somebody has spoken up there.
func spokenUp(ctx context.Context, tx *gate.Tx, c id.Case, f Forum, on clock.Date, advocacy string) error {
	_, err := store.Exec(ctx, tx, settleMeetingSQL, c, f, on, advocacy)
	return err
}

// Ahead gives what was written down for meetings at which nobody has spoken up yet, soonest first.
func (p Page) Ahead() []Item {
	ahead := slices.DeleteFunc(p.Of(ItemMeeting), func(it Item) bool { return it.Settled })
	slices.SortStableFunc(ahead, func(a, b Item) int { return cmp.Compare(a.On, b.On) })
	return ahead
}

var addMeetingSQL = store.SQL("casework.addMeeting", `
	INSERT INTO case_meeting (id, case_id, folder_id, forum, meets_on, wants, by_account, recorded_at, advocacy_id)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')`)

// settleMeetingSQL is driven by case_meeting_case.
var settleMeetingSQL = store.SQL("casework.settleMeeting", `
	UPDATE case_meeting SET advocacy_id = $4 WHERE case_id = $1 AND forum = $2 AND meets_on <= $3 AND advocacy_id = ''`)
