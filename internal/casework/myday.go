package casework

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
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
	"goldenthread/internal/workforce"
)

// ActMyDay is for everybody who works with people.
var ActMyDay = access.Declare("my day.see", access.Policy{Roles: access.Casework})

// Day is what one worker has to do today: her own cases, those who wait for a first contact by
// whoever is free, and alarms she must answer for.
type Day struct {
	Now      clock.Instant
	Alarms   []DayAlarm
	Stopped  []Due // contact that was stopped and waits for her decision, as safeguarding lead or as whom the protocol names
	MoreStop bool  // more of it waits than is in Stopped
	Due      []Due // her own, soonest first
	Pool     []Due // nobody's yet, at a stage that is for one of her roles, or closed without a worker and to be asked after
	MorePool bool  // more of those wait than are in Pool
	Promises []DayPromise
	Hearings []Hearing
	Owed     []Owed    // what is due to people of her cases and soon, soonest first
	Waits    []DayWait // what others owe, soonest first
	MoreTold bool      // something new was told of more cases that nobody has than are in Waits
	Officer  bool      // she makes first contact for whoever comes: Calls are how many there are
	Calls    Pool
	Open     int        // cases she has open; stops at 100
	Unowned  int        // open cases of her services that nobody has taken; stops at 100
	Taken    int        // cases taken in the window of the cap
	Limit    int        // the cap; 0: none counts for her
	Again    int        // scores that wait to be given again; stops at 100
	Months   int        // how long the window of the cap is
	Register string     // a service she works for in whose register she is; empty: she is in none
	Sits     clock.Date // her own next supervision; empty: none is planned
	Ends     Ending     // her own check that ends first
	MostOpen int        // most cases open at once; 0: no limit
	Covers   int        // cases of colleagues who are away that she covers today
	NewCover int        // of those, how many she has not looked at since they were given to her
}

// DayAlarm is an act now that waits for somebody.
type DayAlarm struct {
	Alarm
	Reference id.Reference
	Initials  *seal.Value
	Raiser    string // initials of who raised it
	ForMe     bool   // it waits for this actor
}

// Due is a case whose stage is due, with the rule of reaching the person.
type Due struct {
	Case     Case
	Initials *seal.Value
	Why      *seal.Value
	Safe     person.SafeContact
	Contact  id.Contact // the number to ring; empty: there is none that may be rung
	Stop     string     // why nobody can be contacted; empty: they can be
	LastTry  clock.Instant
	Reached  bool        // the last try reached the person, at the stage the case is at: nobody rings again for it
	Ease     person.Ease // what must be known before the call: an interpreter, how they hear
	Hearing  clock.Date  // the next day at court; empty: none is known

	decide bool // contact is stopped, and it waits for this actor
}

// DayPromise is a promise due today or broken.
type DayPromise struct {
	Promise
	Reference id.Reference
	Service   string
	Initials  *seal.Value
	Agreed    FollowUp // the plan of contact from which the next promise comes: how often, until when
}

// Hearing is a day at court that is near, or a visit to the court before the trial.
type Hearing struct {
	Reference id.Reference
	On        clock.Date
	Visit     bool // a visit before the trial
	Initials  *seal.Value
	Note      *seal.Value
	Travel    string // how far it is, as a court line says it; empty: nothing recorded
	Witness   string // what the Witness Service answered
}

// CourtWords says of a day at court that it is near, for whoever is about to ring: "today", "in 3 days, Mon 23 Nov".
// Empty: there is none within a week.
func CourtWords(on, today clock.Date) string {
	if on.IsZero() {
		return ""
	}
	switch days := today.DaysUntil(on); {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days > 1 && days <= hearingsNear:
		return "in " + strconv.Itoa(days) + " days, " + on.Short()
	}
	return ""
}

const (
	mostRows     = 50
	mostOfPool   = 15 // of those that nobody has taken: her own come first, and the rest have a list of their own; and of stopped contact
	hearingsNear = 7  // days
	stepsNear    = 3  // days
)

// MyDay reads what one worker has to do, in eight statements of its own. Anyone with a role in
// casework may, for herself. The services say which stages are whose.
func MyDay(ctx context.Context, v *gate.View, services []catalogue.Service) (Day, error) {
	if err := v.Authorize(ctx, ActMyDay, gate.On{}); err != nil {
		return Day{}, err
	}
	me, now := v.Actor().Account(), v.Now()
	d := Day{Now: now}
	var err error
	if d.Alarms, err = store.Collect(ctx, v, dayAlarmsSQL, scanDayAlarm, me, now, mostRows); err != nil {
		return Day{}, err
	}
	if d.Promises, err = store.Collect(ctx, v, dayPromisesSQL, scanDayPromise, me, endOfDay(now), mostRows, now); err != nil {
		return Day{}, err
	}
	if d.Hearings, err = store.Collect(ctx, v, dayHearingsSQL, scanHearing, now.Date(), me, now.Date().AddDays(hearingsNear), mostRows, now); err != nil {
		return Day{}, err
	}
	if d.Owed, d.Waits, d.MoreTold, err = dayWaiting(ctx, v); err != nil {
		return Day{}, err
	}
	due, err := store.Collect(ctx, v, dayDueSQL, scanDue, me, endOfDay(now), mostRows, now, now.Date(), mostOfPool+1, store.Rows(poolStages(v.Actor(), services)))
	if err != nil {
		return Day{}, err
	}
	for _, c := range due {
		switch {
		case c.decide:
			d.Stopped = append(d.Stopped, c)
		case c.Case.Worker == me:
			d.Due = append(d.Due, c)
		default:
			d.Pool = append(d.Pool, c)
		}
	}
	if d.MoreStop = len(d.Stopped) > mostOfPool; d.MoreStop {
		d.Stopped = d.Stopped[:mostOfPool]
	}
	if d.MorePool = len(d.Pool) > mostOfPool; d.MorePool {
		d.Pool = d.Pool[:mostOfPool]
	}
	if err := d.count(ctx, v, services); err != nil {
		return Day{}, err
	}
	return d, v.OpenWhatMay(ctx, d.values()...)
}

// poolStages lists the stages at which a case that nobody has taken is this actor's to see to, by the role that the
// service's file names for them, as rows of service, what is done there, and stage. A service for which she asks after closing how people
// are has a row for that, and one in which stopped contact waits for her one for that, both without a stage. It is never empty: an empty row
// matches nothing.
func poolStages(a access.Actor, services []catalogue.Service) [][]any {
	rows := [][]any{{"", "", ""}}
	for _, s := range services {
		if isTold(a, s) {
			rows = append(rows, []any{s.Key, poolStopped, ""})
		}
		for _, st := range s.Stages {
			switch {
			case !does(a, s.Key, st):
			case st.Step == catalogue.StepPostClosure:
				rows = append(rows, []any{s.Key, poolCheck, ""})
			default:
				rows = append(rows, []any{s.Key, poolStage, st.Key})
			}
		}
	}
	return rows
}

// What is done in a row of poolStages, as dayDueSQL reads it.
const (
	poolStage   = "stage"   // a stage of open cases
	poolCheck   = "check"   // how people are is asked after closing
	poolStopped = "stopped" // whether contact goes on is decided
)

// count reads how many cases the worker has, and how she stands against the cap of the service that
// counts her.
func (d *Day) count(ctx context.Context, v *gate.View, services []catalogue.Service) error {
	key, since := "", clock.Date("")
	for _, s := range services {
		if s.Cap == nil {
			continue
		}
		for _, role := range s.Cap.Roles {
			if v.Actor().Holds(access.Role(role), s.Key) {
				limits := workforce.Limits(s, access.Role(role))
				key, since = s.Key, workforce.Since(limits.Months, v.Now().Date())
				d.Limit, d.Months, d.MostOpen = limits.Limit, limits.Months, limits.MostOpen
			}
		}
	}
	d.Officer = v.Actor().Holds(access.VictimCareOfficer, "")
	rows := checksAsked(v.Actor(), services, v.Now().Date())
	for _, row := range append(officerStages(v.Actor(), services), scorerServices(v.Actor())...) {
		rows = append(rows, append(row, ""))
	}
	var ends string
	_, err := store.One(ctx, v, dayCountsSQL, func(scan store.Scan) (struct{}, error) {
		return struct{}{}, scan(&d.Open, &d.Unowned, &d.Taken, &d.Calls.Waiting, &d.Calls.Unsafe, &d.Calls.ToAgree, &d.Again, &d.Sits, &d.Register, &ends, &d.Covers, &d.NewCover)
	}, v.Actor().Account(), v.Now(), mostCounted, referral.SuspendedUnsafe, key, since, v.Now().Date(), store.Rows(rows))
	d.Ends = scanEnding(ends)
	return err
}

func (d Day) values() []*seal.Value {
	var values []*seal.Value
	for _, a := range d.Alarms {
		values = append(values, a.Initials, a.What, a.Told)
	}
	for _, list := range [][]Due{d.Due, d.Pool} {
		for _, c := range list {
			values = append(values, c.Initials, c.Why, c.Safe.Words, c.Safe.Say)
		}
	}
	for _, c := range d.Stopped {
		values = append(values, c.Initials)
	}
	for _, p := range d.Promises {
		values = append(values, p.Initials, p.What)
	}
	for _, h := range d.Hearings {
		values = append(values, h.Initials, h.Note)
	}
	return append(values, waitingValues(d.Owed, d.Waits)...)
}

// endOfDay gives the last instant of the day: what falls due today is today's work.
func endOfDay(now clock.Instant) clock.Instant { return now.Date().AddDays(1).Start() - 1 }

func scanDayAlarm(scan store.Scan) (DayAlarm, error) {
	var a DayAlarm
	var what, told, initials []byte
	var name string
	err := scan(&a.ID, &a.Folder, &a.Service, &a.Kind, &what, &told, &a.RaisedBy, &a.RaisedAt, &a.Supervisor, &a.Safeguarding,
		&a.Raiser, &a.Reference, &name, &initials, &a.ForMe)
	a.What, a.Told = whatDanger.Value(a.Folder, a.ID, what), whoTold.Value(a.Folder, a.ID, told)
	a.Initials = person.InitialsColumn.Value(a.Folder, name, initials)
	return a, err
}

func scanDayPromise(scan store.Scan) (DayPromise, error) {
	var p DayPromise
	var what, initials []byte
	var name string
	err := scan(&p.ID, &p.Folder, &what, &p.Due, &p.Owner, &p.Version, &p.Reference, &p.Service, &name, &initials,
		&p.Agreed.Every, &p.Agreed.Until, &p.Agreed.Version)
	p.What = whatPromised.Value(p.Folder, p.ID, what)
	p.Initials = person.InitialsColumn.Value(p.Folder, name, initials)
	return p, err
}

func scanHearing(scan store.Scan) (Hearing, error) {
	var h Hearing
	var row, kind, name string
	var folder id.Folder
	var note, initials []byte
	err := scan(&row, &folder, &kind, &note, &h.On, &h.Reference, &name, &initials, &h.Travel, &h.Witness)
	h.Visit = kind == courtVisit
	h.Note, h.Initials = noteOfCourt.Value(folder, row, note), person.InitialsColumn.Value(folder, name, initials)
	return h, err
}

func scanDue(scan store.Scan) (Due, error) {
	var d Due
	var name string
	var initials, why, words, say []byte
	var came referral.Referral
	var blind bool
	var list int
	c := &d.Case
	err := scan(c.into(&name, &initials, &came.State, &came.Reason, &came.Basis, &why, &d.Safe.State, &words, &say, &d.Safe.From, &d.Safe.To,
		&came.Quiet, &d.Contact, &d.Safe.Voicemail, &d.LastTry, &d.Reached,
		&d.Ease.Interpreter, &d.Ease.Hearing, &d.Ease.Access, &d.Ease.Phone, &d.Hearing, &blind, &list)...)
	c.Flags, d.decide = c.Flags.toReader(blind), list < 0
	d.Initials = person.InitialsColumn.Value(c.Folder, name, initials)
	d.Why = referral.WhyColumn.Value(c.Folder, string(c.Referral), why)
	d.Safe.Words = person.RuleColumn.Value(c.Folder, string(c.Folder), words)
	d.Safe.Say = person.SayColumn.Value(c.Folder, string(c.Folder), say)
	if stop := referral.CanContact(came); stop != nil {
		d.Stop = errs.MessageOf(stop)
	}
	return d, err
}
