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
// people with such a record, which is not the referrals from or to the same meeting (R119, I-04).
// Records Advocated.
type Advocate struct {
	Case    id.Case
	Service catalogue.Service
	Forum   Forum
	On      clock.Date
	Asked   string
	Agreed  string
}

// Run records the advocacy.
func (a Advocate) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, a.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	known := false
	for _, f := range Forums {
		known = known || f == a.Forum
	}
	if !known {
		bad.Add("forum", "Choose which meeting")
	}
	if a.Asked == "" {
		bad.Add("asked", "Say what you asked the meeting for")
	}
	if a.On.IsZero() || a.On > tx.Now().Date() {
		bad.Add("on", "Give the day of the meeting: today or earlier")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	record := tx.NewID()
	asked, err := tx.Seal(ctx, askedThere, now.Folder, record, a.Asked)
	if err != nil {
		return Case{}, err
	}
	agreed, err := tx.Seal(ctx, agreedThere, now.Folder, record, a.Agreed)
	if err != nil {
		return Case{}, err
	}
	tellBy := workingDays(a.Service, a.On.At(0, int(a.Service.Hours.Close)), tellWithin)
	if _, err := store.Exec(ctx, tx, addAdvocacySQL, record, now.ID, now.Folder, now.Person, a.Forum, asked, agreed, a.On, tellBy,
		tx.Now()); err != nil {
		return Case{}, err
	}
	tx.Record(Advocated{Case: now.ID, Folder: now.Folder, Advocacy: record, Forum: a.Forum, TellBy: tellBy})
	return now, nil
}

// TellHer records that the person was told what a meeting agreed. Those who work on the case may.
// Records ToldHer.
type TellHer struct {
	Case     id.Case
	Advocacy string
	On       clock.Date
}

// Run records it.
func (t TellHer) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, t.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	n, err := store.Exec(ctx, tx, toldAdvocacySQL, t.Advocacy, now.ID, t.On)
	if err != nil {
		return Case{}, err
	}
	if n == 0 {
		return Case{}, errs.New(errs.NotFound, "there is no such meeting on the case, or she was told already")
	}
	tx.Record(ToldHer{Case: now.ID, Folder: now.Folder, Advocacy: t.Advocacy})
	return now, nil
}
