package workforce

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ActCheckIn is what somebody says of her own day: how a call was, and that she was thanked. Whoever works for a service may, for herself.
var ActCheckIn = access.Declare("staff.check in", access.Policy{Roles: workers})

// checkInWords is what somebody adds to how a call was.
var checkInWords = seal.Register("workforce_checkin", "words", access.Staff)

// Feeling is how a call was for the worker who made it.
type Feeling string

// The answers. The first asks for nothing; the others wait for her supervisor.
const (
	Fine Feeling = "fine" // all right
	Hard Feeling = "hard" // it was hard
	Talk Feeling = "talk" // she would like to talk to somebody today
)

// CheckIn says how a call was. It names no case, unless the worker does so in her words. Everybody in the service's register may, for
// herself; her supervisor and she read it, and nobody else can tell that there is anything.
//
// Fails with errs.Invalid, and errs.Conflict for somebody who is not in the register yet. Records CheckedIn.
type CheckIn struct {
	Service string
	Answer  Feeling
	Words   string // may be empty
}

// CheckedIn says that somebody said how a call was: not how it was, which is hers and her supervisor's.
type CheckedIn struct {
	CheckIn string    `json:"check_in"`
	Folder  id.Folder `json:"folder"`
}

// EventKind names the event.
func (CheckedIn) EventKind() string { return "staff.checked in" }

// Run writes it down and gives its id.
func (c CheckIn) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	p, err := ofOneself(ctx, tx, ActCheckIn, c.Service)
	if err != nil {
		return "", err
	}
	var bad errs.Fields
	switch c.Answer {
	case Fine, Hard, Talk:
	default:
		bad.Add("answer", "Choose how it was")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	row := tx.NewID()
	words, err := tx.Seal(ctx, checkInWords, p.Folder, row, c.Words)
	if err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addCheckInSQL, row, p.ID, p.Folder, c.Answer, words, tx.Now().Date(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(CheckedIn{CheckIn: row, Folder: p.Folder})
	return row, nil
}

// ofOneself loads the actor's own record in a service, for what she writes down in it. Fails with errs.Conflict where she is not in the
// register yet.
func ofOneself(ctx context.Context, tx *gate.Tx, act access.Action, service string) (Person, error) {
	if err := tx.Authorize(ctx, act, gate.On{Service: service}); err != nil {
		return Person{}, err
	}
	p, err := load(ctx, tx, service, tx.Actor().Account())
	if errs.KindOf(err) == errs.NotFound {
		err = errs.New(errs.Conflict, "you are not in the register of this service yet: ask your supervisor")
	}
	return p, err
}

// AnswerCheckIn says on which day a supervisor spoke with somebody who said that a call was hard, or that she would like to talk: it waits
// no longer. Her supervisor may, and nobody for herself.
//
// Fails with errs.Invalid, and with errs.NotFound, also for one that waits no longer. Records CheckInAnswered.
type AnswerCheckIn struct {
	Service string
	Account id.Account // who said it
	CheckIn string
	On      clock.Date
}

// CheckInAnswered says that a supervisor spoke with somebody.
type CheckInAnswered struct {
	CheckIn string    `json:"check_in"`
	Folder  id.Folder `json:"folder"`
}

// EventKind names the event.
func (CheckInAnswered) EventKind() string { return "staff.check-in answered" }

// Run writes it down and gives the id.
func (a AnswerCheckIn) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	p, err := underSupervision(ctx, tx, a.Service, a.Account)
	if err != nil {
		return "", err
	}
	said, found, err := store.Find(ctx, tx, waitingCheckInSQL, store.Value[clock.Date], a.CheckIn, p.ID)
	if err != nil {
		return "", err
	}
	if !found {
		return "", errs.New(errs.NotFound, "there is no such check-in, or you have answered it already")
	}
	var bad errs.Fields
	if a.On < said || a.On > tx.Now().Date() {
		bad.Add("on", "Give the day you spoke: "+said.Plain()+" or later, and not after today")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, answerCheckInSQL, a.CheckIn, a.On, tx.Actor().Account(), tx.Entry()); err != nil {
		return "", err
	}
	tx.Record(CheckInAnswered{CheckIn: a.CheckIn, Folder: p.Folder})
	return a.CheckIn, nil
}

// Told is something that was said of how the work is for somebody: a check-in, or thanks.
type Told struct {
	ID      string
	Account id.Account
	Name    string
	Service string
	Answer  Feeling // of a check-in
	Words   *seal.Value
	On      clock.Date
	Spoken  clock.Date // of a check-in: when her supervisor spoke with her; empty: not yet, or nothing was asked for
	By      string     // who spoke with her
}

// MostTold is how many check-ins or thanks are listed and counted at most.
const MostTold = 100

// ThanksLately is how many days back thanks are news for a supervisor.
const ThanksLately = 30

// CheckInsWaiting lists the check-ins that wait for the reader, of those whom she supervises in some services: who would like to talk
// first, then the oldest. Without a service there are none. The opening is recorded.
func CheckInsWaiting(ctx context.Context, v *gate.View, services ...string) ([]Told, error) {
	return told(ctx, v, checkInWords, waitingSQL, services, v.Actor().Account(), MostTold)
}

// ThanksOfTeam lists the thanks that those whom the reader supervises in some services were given lately, the latest first. Without a
// service there are none. The opening is recorded.
func ThanksOfTeam(ctx context.Context, v *gate.View, services ...string) ([]Told, error) {
	return told(ctx, v, thanksWords, teamThanksSQL, services, v.Actor().Account(), thanksSince(v), MostTold)
}

func thanksSince(v gate.Reader) clock.Date { return v.Now().Date().AddDays(-ThanksLately) }

// told reads a list of what was said and opens the words.
func told(ctx context.Context, v *gate.View, column seal.Column, sql store.Statement, services []string, args ...any) ([]Told, error) {
	if len(services) == 0 {
		return nil, nil
	}
	if err := supervisesIn(ctx, v, services); err != nil {
		return nil, err
	}
	var values []*seal.Value
	list, err := store.Collect(ctx, v, sql, func(scan store.Scan) (t Told, err error) {
		var folder id.Folder
		var words []byte
		if err := scan(&t.ID, &t.Account, &t.Name, &t.Service, &folder, &t.Answer, &words, &t.On); err != nil {
			return t, err
		}
		t.Words = column.Value(folder, t.ID, words)
		values = append(values, t.Words)
		return t, nil
	}, append(args, store.List(services))...)
	if err != nil {
		return nil, err
	}
	return list, v.OpenWhatMay(ctx, values...)
}

func supervisesIn(ctx context.Context, v gate.Reader, services []string) error {
	for _, s := range services {
		if err := v.Authorize(ctx, ActRegister, gate.On{Service: s}); err != nil {
			return err
		}
	}
	return nil
}

// ToldCount is how many check-ins wait for a supervisor, and how many thanks her people were given lately; at most [MostTold] of each.
type ToldCount struct{ Waiting, Thanks int }

// CountTold counts what [CheckInsWaiting] and [ThanksOfTeam] list, in one statement.
func CountTold(ctx context.Context, v gate.Reader, services ...string) (n ToldCount, err error) {
	if len(services) == 0 {
		return n, nil
	}
	if err := supervisesIn(ctx, v, services); err != nil {
		return n, err
	}
	return store.One(ctx, v, countToldSQL, func(scan store.Scan) (n ToldCount, err error) {
		err = scan(&n.Waiting, &n.Thanks)
		return n, err
	},
		v.Actor().Account(), thanksSince(v), MostTold, store.List(services))
}

var addCheckInSQL = store.SQL("workforce.addCheckIn", `
	INSERT INTO workforce_checkin (id, person_id, folder_id, answer, words, said_on, said_at, spoken_on, spoken_by, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', $8)`)

var waitingCheckInSQL = store.SQL("workforce.waitingCheckIn", `
	SELECT said_on FROM workforce_checkin WHERE id = $1 AND person_id = $2 AND answer <> 'fine' AND spoken_on = ''`)

var answerCheckInSQL = store.SQL("workforce.answerCheckIn", `
	UPDATE workforce_checkin SET spoken_on = $2, spoken_by = $3, last_entry = $4 WHERE id = $1`)

// waitingSQL is driven by workforce_person_supervisor and workforce_checkin_waiting.
var waitingSQL = store.SQL("workforce.checkInsWaiting", `
	SELECT c.id, p.account_id, COALESCE(w.name, ''), p.service, c.folder_id, c.answer, c.words, c.said_on
	FROM workforce_person p
	JOIN workforce_checkin c ON c.person_id = p.id AND c.answer <> 'fine' AND c.spoken_on = ''
	LEFT JOIN identity_v_account w ON w.account_id = p.account_id
	WHERE p.supervisor = $1 AND p.service IN ({{list}})
	ORDER BY CASE c.answer WHEN 'talk' THEN 0 ELSE 1 END, c.said_at, c.id
	LIMIT $2`)

// teamThanksSQL is driven by workforce_person_supervisor and workforce_thanks_person.
var teamThanksSQL = store.SQL("workforce.teamThanks", `
	SELECT t.id, p.account_id, COALESCE(w.name, ''), p.service, t.folder_id, '', t.words, t.said_on
	FROM workforce_person p
	JOIN workforce_thanks t ON t.person_id = p.id AND t.said_on >= $2
	LEFT JOIN identity_v_account w ON w.account_id = p.account_id
	WHERE p.supervisor = $1 AND p.service IN ({{list}})
	ORDER BY t.said_at DESC, t.id
	LIMIT $3`)

var countToldSQL = store.SQL("workforce.countTold", `
	SELECT
		sum(CASE WHEN kind = 'check-in' THEN 1 ELSE 0 END), sum(CASE WHEN kind = 'thanks' THEN 1 ELSE 0 END)
	FROM (
		SELECT 'none' AS kind
		UNION ALL
		SELECT kind FROM (SELECT 'check-in' AS kind FROM workforce_person p
			JOIN workforce_checkin c ON c.person_id = p.id AND c.answer <> 'fine' AND c.spoken_on = ''
			WHERE p.supervisor = $1 AND p.service IN ({{list}}) LIMIT $3) waits
		UNION ALL
		SELECT kind FROM (SELECT 'thanks' AS kind FROM workforce_person p
			JOIN workforce_thanks t ON t.person_id = p.id AND t.said_on >= $2
			WHERE p.supervisor = $1 AND p.service IN ({{list}}) LIMIT $3) thanked
	) n`)
