package intake

import (
	"context"
	"strconv"
	"strings"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/mail"
	"goldenthread/internal/store"
)

// actTellSenders is for the worker that carries out effects alone.
var actTellSenders = access.Declare("intake.tell senders", access.Policy{Systems: []string{"job"}})

const (
	weeklyHour = 8                // not before this hour, on the Monday and the days after
	weeklyLost = 10 * time.Minute // how long a letter has to leave; the outbox gives it up after some minutes, and it is queued anew
	weeklyMost = 100              // letters queued by one unit of work; the next minute takes the rest
)

// WeeklyMail is left in the outbox: the week of one agency's referrals.
type WeeklyMail struct {
	ID     string
	Agency id.Agency
	From   clock.Date // the Monday with which the week began
}

// EffectKind names the effect.
func (WeeklyMail) EffectKind() string { return "intake.weekly mail" }

// WeeklyQueued says that an agency's week is to be sent.
type WeeklyQueued struct {
	Mail   string     `json:"mail"`
	Agency id.Agency  `json:"agency"`
	From   clock.Date `json:"from"`
}

// EventKind names the event.
func (WeeklyQueued) EventKind() string { return "intake.weekly queued" }

// QueueWeekly leaves a letter in the outbox for each agency that gave an address, referred somebody last week and was not sent
// that week yet. Each week is sent once; one whose letter could not leave is queued again until the week after begins. The
// worker of the program alone may, where a mail server is set up.
//
// Fails with errs.Conflict when there is nobody to tell. Records WeeklyQueued for each letter.
type QueueWeekly struct{}

// due lists the agencies that are to be told of last week now.
func (QueueWeekly) due(ctx context.Context, v gate.Reader) ([]WeeklyMail, error) {
	if err := v.Authorize(ctx, actTellSenders, gate.On{}); err != nil || v.Now().Time().Hour() < weeklyHour {
		return nil, err
	}
	from, to := WeekOf(v.Now().Date())
	return store.Collect(ctx, v, weeklyDueSQL, func(scan store.Scan) (WeeklyMail, error) {
		m := WeeklyMail{From: from}
		err := scan(&m.Agency)
		return m, err
	}, from, to, v.Now().Add(-weeklyLost), weeklyMost)
}

// Needed tells whether there is anybody to tell, without writing.
func (q QueueWeekly) Needed(ctx context.Context, v *gate.View) (bool, error) {
	due, err := q.due(ctx, v)
	return len(due) > 0, err
}

// Run queues the letters and gives how many.
func (q QueueWeekly) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	due, err := q.due(ctx, tx)
	if err != nil {
		return 0, err
	}
	if len(due) == 0 {
		return 0, errs.New(errs.Conflict, "there is no agency to tell")
	}
	for _, m := range due {
		m.ID = tx.NewID()
		if _, err := store.Exec(ctx, tx, queueWeeklySQL, m.Agency, m.From, m.ID, tx.Now(), tx.Entry()); err != nil {
			return 0, err
		}
		tx.Record(WeeklyQueued{Mail: m.ID, Agency: m.Agency, From: m.From})
		if err := tx.After(ctx, m); err != nil {
			return 0, err
		}
	}
	return len(due), nil
}

// Letter writes the letter: counts and what would help, never a name nor a reference. Its text is empty when there is nothing to say
// any more, the week has left already in another letter, or the agency wants none. The worker of the program alone may.
func (m WeeklyMail) Letter(ctx context.Context, v *gate.View, origin string, words *catalogue.Set) (mail.Letter, error) {
	if err := v.Authorize(ctx, actTellSenders, gate.On{}); err != nil {
		return mail.Letter{}, err
	}
	to, found, err := store.Find(ctx, v, weeklyOpenSQL, store.Value[string], m.Agency, m.From)
	if err != nil || !found {
		return mail.Letter{}, err
	}
	card, err := senderWeek(ctx, v, m.Agency, m.From, m.From.AddDays(6), words.Service)
	if err != nil || card.All == 0 {
		return mail.Letter{}, err
	}
	return mail.Letter{ID: m.ID, To: to, Subject: words.Word("week.letter.subject"), At: v.Now(), Text: card.letter(origin, words)}, nil
}

// letter writes a week as a letter, in the catalogue's words.
func (s Scorecard) letter(origin string, words *catalogue.Set) string {
	lines := []string{s.Arrived(words), ""}
	for _, c := range s.Came {
		lines = append(lines, words.Word("week.letter.line", "count", strconv.Itoa(c.N), "stood", c.Stood(words), "why", c.Lacked(words)))
	}
	if s.Better != nil {
		lines = append(lines, "", words.Word("week.better")+": "+s.Improve(words))
	}
	if n := len(s.Reached); n > 0 {
		lines = append(lines, "", words.Word("week.letter.thanks", "count", strconv.Itoa(n), "time", s.Reached[0].Within(words)))
	}
	see := words.Word("week.letter.see_there")
	if origin != "" {
		see = words.Word("week.letter.see", "address", origin+"/refer/scorecard?week="+string(s.From))
	}
	return strings.Join(append(lines, "", see, "", words.Word("week.letter.foot"), ""), "\n")
}

// WeeklyLeft records that the mail server took an agency's week, or that there was nothing to say. The worker of the program alone
// may. Records WeeklyWent.
type WeeklyLeft struct {
	Mail  WeeklyMail
	Empty bool // nothing was sent
}

// WeeklyWent says that an agency's week left the house, or that nothing did.
type WeeklyWent struct {
	Mail   string     `json:"mail"`
	Agency id.Agency  `json:"agency"`
	From   clock.Date `json:"from"`
	Empty  bool       `json:"empty"`
}

// EventKind names the event.
func (WeeklyWent) EventKind() string { return "intake.weekly went" }

// Run records it and gives the letter's id.
func (l WeeklyLeft) Run(ctx context.Context, tx *gate.Tx) (string, error) {
	if err := tx.Authorize(ctx, actTellSenders, gate.On{}); err != nil {
		return "", err
	}
	tx.Record(WeeklyWent{Mail: l.Mail.ID, Agency: l.Mail.Agency, From: l.Mail.From, Empty: l.Empty})
	if l.Empty {
		return l.Mail.ID, nil
	}
	_, err := store.Exec(ctx, tx, weeklyLeftSQL, l.Mail.Agency, l.Mail.From, tx.Now(), tx.Entry())
	return l.Mail.ID, err
}

var (
	// weeklyDueSQL begins with the agencies that gave an address, a few dozen.
	weeklyDueSQL = store.SQL("intake.weeklyDue", `
		SELECT a.agency_id
		FROM intake_weekly_address a
		WHERE a.address <> ''
			AND NOT EXISTS (SELECT 1 FROM intake_weekly w WHERE w.agency_id = a.agency_id AND w.week_from = $1 AND (w.left_at > 0 OR w.queued_at > $3))
			AND EXISTS (SELECT 1 FROM referral_v_referral r WHERE r.source_agency_id = a.agency_id AND r.received_on >= $1 AND r.received_on <= $2
				AND r.private = false)
		ORDER BY a.agency_id
		LIMIT $4`)
	queueWeeklySQL = store.SQL("intake.queueWeekly", `
		INSERT INTO intake_weekly (agency_id, week_from, mail, address, queued_at, left_at, last_entry)
		SELECT a.agency_id, CAST($2 AS text), CAST($3 AS text), a.address, CAST($4 AS bigint), 0, CAST($5 AS text) FROM intake_weekly_address a WHERE a.agency_id = $1
		ON CONFLICT (agency_id, week_from) DO UPDATE SET mail = excluded.mail, address = excluded.address, queued_at = excluded.queued_at,
			last_entry = excluded.last_entry`)
	weeklyOpenSQL = store.SQL("intake.weeklyOpen", `
		SELECT a.address
		FROM intake_weekly w JOIN intake_weekly_address a ON a.agency_id = w.agency_id AND a.address <> ''
		WHERE w.agency_id = $1 AND w.week_from = $2 AND w.left_at = 0`)
	weeklyLeftSQL = store.SQL("intake.weeklyLeft", `UPDATE intake_weekly SET left_at = $3, last_entry = $4 WHERE agency_id = $1 AND week_from = $2`)
)
