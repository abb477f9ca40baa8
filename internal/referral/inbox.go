package referral

import (
	"context"
	"strconv"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Tab is one list of the referral inbox.
type Tab string

// The tabs, in their order on the page.
const (
	TabNew       Tab = "new"       // accepted, to be contacted
	TabHeld      Tab = "held"      // held for checking
	TabKnown     Tab = "known"     // known already? a link is to be decided
	TabWaiting   Tab = "waiting"   // the waiting list
	TabNotForUs  Tab = "notforus"  // signposted, opted out, not usable, declined: newest first
	TabInContact Tab = "incontact" // being contacted
)

// Tabs gives all tabs in the order of the page.
func Tabs() []Tab { return []Tab{TabNew, TabHeld, TabKnown, TabWaiting, TabInContact, TabNotForUs} }

// pageSize is how many rows a page of the inbox has; countTo where its counts stop.
const (
	pageSize = 50
	countTo  = 100
)

// Cursor is where a page of the inbox ends and the next begins. The zero value is the start.
type Cursor struct {
	At clock.Instant
	ID id.Referral
}

// Query asks for one page of one tab.
type Query struct {
	Service string
	Tab     Tab
	After   Cursor
}

// Row is one referral in the inbox.
type Row struct {
	ID             id.Referral
	Reference      id.Reference
	Folder         id.Folder
	State          State
	Reason         Reason
	Holder         access.Role
	Door           catalogue.Door
	Source         string
	Agency         string // its name; empty: none
	District       string
	ReceivedAt     clock.Instant
	ClockDue       clock.Instant
	Basis          catalogue.LegalBasis
	Priority       Priority
	FirstMethod    catalogue.Method
	WantsMediation bool
	Flags          Flags
	Safe           person.SafeState
	Known          int // links to decide
	Version        int
	AnsweredFor    string // as in [Referral]
	Initials       *seal.Value
	Why            *seal.Value // stays closed for those who may not see her story
	MayRelease     bool        // the actor decides about what is held like this; of what was never accepted the command may still say no
}

// List is one page of the inbox.
type List struct {
	Rows   []Row
	Counts map[Tab]int // of every tab; countTo means "99+"
	Next   *Cursor     // nil: this is the last page
}

// CountWords gives a count as a tab shows it: "12", "99+".
func CountWords(n int) string {
	if n >= countTo {
		return "99+"
	}
	return strconv.Itoa(n)
}

// Inbox gives one page of a service's referrals and the counts of all tabs, of folders the actor
// may see. Those who decide referrals may. It opens initials, and why where the actor may see a
// story, all in one go: seven statements at any size.
func Inbox(ctx context.Context, v *gate.View, q Query) (List, error) {
	if err := v.Authorize(ctx, ActInbox, gate.On{Service: q.Service}); err != nil {
		return List{}, err
	}
	rows, err := q.rows(ctx, v)
	if err != nil {
		return List{}, err
	}
	for i, r := range rows {
		rows[i].MayRelease = mayRelease(v.Actor(), Referral{Service: q.Service, Reason: r.Reason, Holder: r.Holder})
	}
	list := List{Rows: rows}
	if len(rows) > pageSize {
		list.Rows = rows[:pageSize]
		last := list.Rows[pageSize-1]
		list.Next = &Cursor{At: q.sortedBy(last), ID: last.ID}
	}
	if list.Counts, err = counts(ctx, v, q.Service); err != nil {
		return List{}, err
	}
	return list, openRows(ctx, v, list.Rows)
}

func (q Query) sortedBy(r Row) clock.Instant {
	if q.Tab == TabNotForUs {
		return r.ReceivedAt
	}
	return r.ClockDue
}

func (q Query) rows(ctx context.Context, v *gate.View) ([]Row, error) {
	account, now := v.Actor().Account(), v.Now()
	state, ok := map[Tab]State{TabNew: Accepted, TabHeld: Held, TabWaiting: Waiting, TabInContact: InContact}[q.Tab]
	switch {
	case ok:
		return store.Collect(ctx, v, byStateSQL, scanRow, q.Service, account, now, q.After.At, q.After.ID, pageSize+1, state)
	case q.Tab == TabKnown:
		return store.Collect(ctx, v, knownSQL, scanRow, q.Service, account, now, q.After.At, q.After.ID, pageSize+1)
	case q.Tab == TabNotForUs:
		after := q.After
		if after == (Cursor{}) {
			after.At = clock.Never
		}
		return store.Collect(ctx, v, notForUsSQL, scanRow, q.Service, account, now, after.At, after.ID, pageSize+1)
	}
	return nil, errs.New(errs.NotFound, "there is no such list")
}

func counts(ctx context.Context, v *gate.View, service string) (map[Tab]int, error) {
	return store.One(ctx, v, countsSQL, func(scan store.Scan) (map[Tab]int, error) {
		var fresh, held, known, waiting, contact, not int
		err := scan(&fresh, &held, &known, &waiting, &contact, &not)
		return map[Tab]int{TabNew: fresh, TabHeld: held, TabKnown: known, TabWaiting: waiting, TabInContact: contact, TabNotForUs: not}, err
	}, service, v.Actor().Account(), v.Now())
}

// openRows opens initials, and why where it may be seen.
func openRows(ctx context.Context, v *gate.View, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	folders := make([]id.Folder, len(rows))
	for i, r := range rows {
		folders[i] = r.Folder
	}
	listed, err := v.Visible(ctx, folders, access.Existence)
	if err != nil {
		return err
	}
	told, err := v.Visible(ctx, folders, WhyColumn.Section())
	if err != nil {
		return err
	}
	var values []*seal.Value
	for _, r := range rows {
		if listed[r.Folder] {
			values = append(values, r.Initials)
		}
		if told[r.Folder] {
			values = append(values, r.Why)
		}
	}
	return v.Open(ctx, values...)
}

func scanRow(scan store.Scan) (Row, error) {
	var (
		r             Row
		nameRow       string
		initials, why []byte
	)
	err := scan(&r.ID, &r.Reference, &r.Folder, &r.State, &r.Reason, &r.Holder, &r.Door, &r.Source, &r.Agency, &r.District,
		&r.ReceivedAt, &r.ClockDue, &r.Basis, &r.Priority, &r.FirstMethod, &r.WantsMediation,
		&r.Flags.DomesticAbuse, &r.Flags.Hate, &r.Flags.Vulnerable, &r.Flags.Child, &r.Version, &r.AnsweredFor, &why,
		&nameRow, &initials, &r.Safe, &r.Known)
	r.Initials = person.InitialsColumn.Value(r.Folder, nameRow, initials)
	r.Why = WhyColumn.Value(r.Folder, string(r.ID), why)
	return r, err
}
