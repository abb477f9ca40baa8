package assessment

import (
	"context"
	"fmt"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Via says how an assessment that another body made came to this service.
type Via string

// The ways.
const (
	HandedOver Via = "handed over" // by the agency itself, in the program
	GivenToUs  Via = "given"       // to a worker, who wrote it down
	HeardOf    Via = "heard"       // the body has not shared it: it is known of, and not gone by
)

// Given is what another body's assessment came to, as far as it was given.
type Given struct {
	Instrument catalogue.Instrument
	On         clock.Date          // when the other body made it
	Answers    Answers             // none: they were not given
	Total      catalogue.Fact[int] // as they added it up
	Band       string              // as they see it; empty: not given
}

// Received is another body's assessment as it was kept.
type Received struct {
	ID         string
	Instrument string
	Version    string // of the instrument, when it was written down
	On         clock.Date
	Via        Via
	Sender     string // name of the agency that handed it over; empty: a worker wrote it down
	Body       string // code of the list agencies-asked; empty: an agency handed it over
	Total      catalogue.Fact[int]
	Band       string
	By         id.Account
	At         clock.Instant
	Answers    Answers
}

// Use says whether an assessment of another body is gone by.
type Use string

// The answers.
const (
	Stands    Use = "stands"
	TooOld    Use = "too old"
	NotShared Use = "not shared"
	NoAnswers Use = "no answers" // only its total or its band was given, or its questions are not asked any more
)

// Use tells whether the answers stand on a day for an instrument. Less than so many days as the instrument lasts must
// have gone by, and the other body must have shared it (practice, part 2.4).
func (r Received) Use(in catalogue.Instrument, today clock.Date) Use {
	switch {
	case r.Via == HeardOf:
		return NotShared
	case !lasts(in, r.On, today):
		return TooOld
	case len(r.Carried(in)) == 0:
		return NoAnswers
	}
	return Stands
}

// Stands tells whether what was answered still stands on a day.
func (g Given) Stands(today clock.Date) bool { return lasts(g.Instrument, g.On, today) }

// lasts tells whether answers of one day stand on another.
func lasts(in catalogue.Instrument, on, today clock.Date) bool { return on.DaysUntil(today) < in.Lasts }

// Carried gives the answers that can be taken over: those whose question and option the instrument in force still has.
func (r Received) Carried(in catalogue.Instrument) Answers {
	carried := Answers{}
	for question, answer := range r.Answers {
		if q, ok := in.Question(question); ok && part(in, q, answer).Answered {
			carried[question] = answer
		}
	}
	return carried
}

// Newest gives the newest assessment of an instrument by another body whose answers stand on a day. One that is no newer
// than what was asked here last adds nothing; own is the day of that, empty when nothing was asked here.
func Newest(list []Received, in catalogue.Instrument, own, today clock.Date) (Received, bool) {
	for _, r := range list {
		if r.Instrument == in.Key && r.On > own && r.Use(in, today) == Stands {
			return r, true
		}
	}
	return Received{}, false
}

// ReceivedIn reads what other bodies made of the person of a folder, newest first. Those who do casework in the folder's
// service may.
func ReceivedIn(ctx context.Context, v gate.Reader, f id.Folder) ([]Received, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: f}); err != nil {
		return nil, err
	}
	return received(ctx, v, f)
}

// received reads them for somebody who may see them.
func received(ctx context.Context, q gate.Reader, f id.Folder) ([]Received, error) {
	var list []Received
	return list, store.Each(ctx, q, receivedSQL, func(scan store.Scan) error {
		r := Received{Answers: Answers{}}
		var total int
		var totalled bool
		var question, answer string
		if err := scan(&r.ID, &r.Instrument, &r.Version, &r.On, &r.Via, &r.Sender, &r.Body, &total, &totalled, &r.Band, &r.By, &r.At,
			&question, &answer); err != nil {
			return err
		}
		if totalled {
			r.Total = catalogue.Known(total)
		}
		if n := len(list); n == 0 || list[n-1].ID != r.ID {
			list = append(list, r)
		}
		if question != "" {
			list[len(list)-1].Answers[question] = answer
		}
		return nil
	}, f)
}

// check notes what is wrong with what was given.
func (g Given) check(bad *errs.Fields, today clock.Date) {
	if g.Instrument.Lasts == 0 {
		bad.Add("", "Nothing is taken over from others for these questions")
	}
	if g.On.IsZero() || g.On > today {
		bad.Add("scored_on", "Give the day it was scored: today or earlier")
	}
	g.Answers.check(bad, g.Instrument)
	total, given := g.Total.Get()
	if least, most := g.Instrument.Min(), g.Instrument.Max(); given && (total < least || total > most) {
		bad.Add("their_total", fmt.Sprintf("The total lies between %d and %d", least, most))
	} else if s := Work(g.Instrument, g.Answers, catalogue.Facts{}); given && len(g.Answers) > 0 && (total < s.Low || total > s.High) {
		bad.Add("their_total", fmt.Sprintf("The answers come to %s: correct the total, or an answer", between(s)))
	}
	if _, ok := g.Instrument.BandNamed(g.Band); g.Band != "" && !ok {
		bad.Add("their_band", "Choose one of the bands")
	}
	if len(g.Answers) == 0 && !given && g.Band == "" {
		bad.Add("their_total", "Give the answers, the total or the band: what you have of it")
	}
}

// between says what answers come to.
func between(s Score) string {
	if s.Low == s.High {
		return fmt.Sprint(s.Low)
	}
	return fmt.Sprintf("between %d and %d", s.Low, s.High)
}

// keep writes what was given, and says that it came.
func (g Given) keep(ctx context.Context, tx *gate.Tx, f id.Folder, via Via, sender id.Agency, body string) (string, error) {
	row := tx.NewID()
	total, totalled := g.Total.Get()
	if _, err := store.Exec(ctx, tx, addReceivedSQL, row, f, g.Instrument.Key, g.Instrument.Version, g.On, via, sender, body, total, totalled, g.Band,
		tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	var answers [][]any
	for _, q := range g.Instrument.Questions {
		if a := g.Answers[q.Key]; a != "" {
			answers = append(answers, []any{row, q.Key, a})
		}
	}
	tx.Record(Came{Received: row, Folder: f, Instrument: g.Instrument.Key, Version: g.Instrument.Version, On: g.On, Via: via, Agency: sender, Body: body, Answers: len(answers)})
	if len(answers) == 0 {
		return row, nil
	}
	_, err := store.Exec(ctx, tx, addReceivedAnswersSQL, store.Rows(answers))
	return row, err
}

// Came: an assessment of another body was handed over or written down.
type Came struct {
	Received            string
	Folder              id.Folder
	Instrument, Version string
	On                  clock.Date
	Via                 Via
	Agency              id.Agency `json:",omitempty"` // that handed it over
	Body                string    `json:",omitempty"` // code of the body, of one that was written down
	Answers             int       // how many were given
}

// EventKind names the event in the log.
func (Came) EventKind() string { return "assessment.received" }

// receivedSQL is driven by received_assessment_folder.
var receivedSQL = store.SQL("assessment.received", `
	SELECT r.id, r.instrument, r.instrument_version, r.scored_on, r.via, COALESCE(g.name, ''), r.body, r.total, r.totalled, r.band, r.recorded_by,
		r.recorded_at, COALESCE(w.question, ''), COALESCE(w.answer, '')
	FROM received_assessment r
	LEFT JOIN agency_v_agency g ON g.agency_id = r.agency_id
	LEFT JOIN received_answer w ON w.received_id = r.id
	WHERE r.folder_id = $1
	ORDER BY r.scored_on DESC, r.recorded_at DESC, r.id, w.question`)

var addReceivedSQL = store.SQL("assessment.addReceived", `
	INSERT INTO received_assessment (id, folder_id, instrument, instrument_version, scored_on, via, agency_id, body, total, totalled, band, recorded_by,
		recorded_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)

var addReceivedAnswersSQL = store.SQL("assessment.addReceivedAnswers", `
	INSERT INTO received_answer (received_id, question, answer) VALUES {{rows 3}}`)
