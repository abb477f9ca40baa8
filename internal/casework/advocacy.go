package casework

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Forum is a meeting at which somebody spoke up for the person. The Community MARAC and the
// domestic-abuse MARAC are never one value (practice, part 4).
type Forum string

// The forums.
const (
	CommunityMARAC     Forum = "community_marac"
	DomesticAbuseMARAC Forum = "domestic_abuse_marac"
	TaskAndFinish      Forum = "task_and_finish"
)

// Forums lists the forums a page offers.
var Forums = []Forum{CommunityMARAC, DomesticAbuseMARAC, TaskAndFinish}

var (
	askedThere  = seal.Register("case_advocacy", "asked", access.Plan)
	agreedThere = seal.Register("case_advocacy", "agreed", access.Plan)
)

// tellWithin is how soon the person is told what a meeting agreed (practice, part 3.5).
const tellWithin = 2 // working days

// Advocate records that the worker spoke up for the person at a meeting: what was asked, what was
// agreed. It starts the clock of telling her. Those who work on the case may. A return counts distinct
// people with such a record, which is not the referrals from or to the same meeting (R119, I-04). What the person wanted
// asked there, and somebody wrote down before, is settled by it.
// Records Advocated.
type Advocate struct {
	Case    id.Case
	Service catalogue.Service
	Forum   Forum
	On      clock.Date
	Asked   string
	Agreed  string
}

// Advocated says that somebody spoke up for the person at a meeting.
type Advocated struct {
	Case     id.Case
	Folder   id.Folder
	Advocacy string
	Forum    Forum
	TellBy   clock.Instant
}

// EventKind names the event.
func (Advocated) EventKind() string { return "case.advocated" }

// Run records the advocacy.
func (a Advocate) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, a.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	among(&bad, "forum", a.Forum, Forums, "Choose which meeting")
	worded(&bad, "asked", a.Asked, "Say what you asked the meeting for")
	happened(&bad, "on", a.On, tx.Now().Date(), "the day of the meeting")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	record := tx.NewID()
	box := cells{ctx: ctx, tx: tx, folder: now.Folder, row: record}
	asked, agreed := box.of(askedThere, a.Asked), box.of(agreedThere, a.Agreed)
	if box.err != nil {
		return Case{}, box.err
	}
	tellBy := toTell(a.Service, a.On)
	if _, err := store.Exec(ctx, tx, addAdvocacySQL, record, now.ID, now.Folder, now.Person, a.Forum, asked, agreed, a.On, tellBy,
		tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(Advocated{Case: now.ID, Folder: now.Folder, Advocacy: record, Forum: a.Forum, TellBy: tellBy})
	return now, spokenUp(ctx, tx, now.ID, a.Forum, a.On, record)
}
