package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

var noteOfCourt = seal.Register("case_court", "note", access.Plan)

// CourtKind is one thing recorded of the way through court, with what can come of it.
type CourtKind struct {
	Key     string
	Answers []string // empty: nothing but the day
	ToCome  bool     // its day may be still to come
}

// The kinds on which more hangs than a line.
const (
	hearing      = "hearing"
	courtVisit   = "pre-trial visit"
	courtStage   = "stage"
	courtOutcome = "outcome"
)

// statesDecide are the kinds that say nothing without how they stand: a statement was offered, made or not wanted.
var statesDecide = []string{courtStage, courtOutcome, "personal statement", "special measures"}

// CourtKinds are what is recorded of the way through court, from the report to after the trial, in the
// order in which it happens (R118, R149 to R156; practice 3.10).
var CourtKinds = []CourtKind{
	{courtStage, []string{"report", "charge", "first hearing", "trial", "sentence", "after"}, false},
	{"witness statement", []string{"help given"}, false},
	{"personal statement", []string{"offered", "help given", "handed in", "not wanted"}, false},
	{hearing, []string{"has to go", "need not go", "not known"}, true},
	{"special measures", []string{"asked", "granted", "refused", "not wanted"}, false},
	{"pre-trial information", []string{"given"}, false},
	{courtVisit, []string{"arranged", "made", "not wanted"}, true},
	{"witness service", []string{"asked", "confirmed"}, false},
	{"citizens advice", []string{"asked", "answered"}, false},
	{"travel", []string{"arranged", "made"}, true},
	{"support in court", []string{"arranged", "given"}, true},
	{courtOutcome, []string{"found guilty", "not guilty", "sentenced", "put off", "dropped", "other"}, false},
	{"expenses", []string{"claimed", "paid", "refused"}, false},
	{"compensation", []string{"applied for", "awarded", "refused"}, false},
	{"contact scheme", []string{"offered", "joined", "not wanted"}, false},
	{"debrief", []string{"held", "not wanted"}, false},
}

// courtKind gives a kind by its key.
func courtKind(key string) (CourtKind, bool) {
	i := slices.IndexFunc(CourtKinds, func(k CourtKind) bool { return k.Key == key })
	if i < 0 {
		return CourtKind{}, false
	}
	return CourtKinds[i], true
}

// RecordCourt records the stage a matter has reached at court, a hearing, help for someone who gives
// evidence, or an outcome, which is explained within a day of hearing it (practice 3.10): by the hour at which it is recorded on
// the day itself, or the close of a day before, and on the next day on which the service is open. The next hearing stands on My day and
// in the facts of the case. Those who work on the case may.
//
// Fails with errs.Invalid, and errs.Stale when a colleague recorded something of the kind since it was read. Records CourtSupport.
type RecordCourt struct {
	Case    id.Case
	Service catalogue.Service
	Kind    string
	Answer  string     // one of the kind's; empty where it has none, or is not known
	On      clock.Date // of the help, or of the hearing: a day to come is allowed where the kind has one
	Note    string
	Seen    string // [LatestCourt] of the kind when the form was drawn; empty: not checked
}

// NoneYet is what a form carries as seen where it shows that there is nothing yet, so that it is told from a caller that does not check.
const NoneYet = "nothing yet"

// LatestCourt gives what was recorded last of one kind on a case, by its id; [NoneYet] where nothing was. Those who may see the case may.
func LatestCourt(ctx context.Context, v gate.Reader, c Case, kind string) (string, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: c.Folder}); err != nil {
		return "", err
	}
	return latestCourt(ctx, v, c.ID, kind)
}

func latestCourt(ctx context.Context, q gate.Reader, c id.Case, kind string) (string, error) {
	latest, found, err := store.Find(ctx, q, latestCourtSQL, store.Value[string], c, kind)
	if !found {
		return NoneYet, err
	}
	return latest, err
}

// CourtSupport says that help at court, or a hearing to come, was recorded.
type CourtSupport struct {
	Case   id.Case
	Folder id.Folder
	Court  string
	What   string
	Answer string
}

// EventKind names the event.
func (CourtSupport) EventKind() string { return "case.court support" }

// Run records it.
func (r RecordCourt) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, r.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	kind, known := courtKind(r.Kind)
	var bad errs.Fields
	if !known {
		bad.Add("kind", "Choose what it is")
	}
	if r.Answer != "" || slices.Contains(statesDecide, kind.Key) {
		among(&bad, "answer", r.Answer, kind.Answers, "Choose how it stands")
	}
	if r.On.IsZero() || (r.On > tx.Now().Date() && !kind.ToCome) {
		bad.Add("on", "Give the day: only a hearing, or what was arranged for it, can be still to come")
	}
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if r.Seen != "" {
		latest, err := latestCourt(ctx, tx, now.ID, r.Kind)
		if err != nil {
			return Case{}, err
		}
		if latest != r.Seen {
			return Case{}, errs.New(errs.Stale, "A colleague recorded this too meanwhile: look at what stands, then save yours if it still holds")
		}
	}
	record := tx.NewID()
	note, err := tx.Seal(ctx, noteOfCourt, now.Folder, record, r.Note)
	if err != nil {
		return Case{}, err
	}
	tellBy := clock.Instant(0)
	if r.Kind == courtOutcome {
		tellBy = r.Service.Hours.WithinADay(min(tx.Now(), r.On.At(0, int(r.Service.Hours.Close))))
	}
	if _, err := store.Exec(ctx, tx, addCourtSQL, record, now.ID, now.Folder, r.Kind, r.Answer, note, r.On, tellBy, tx.Now(), tx.Actor().Account()); err != nil {
		return Case{}, err
	}
	tx.Record(CourtSupport{Case: now.ID, Folder: now.Folder, Court: record, What: r.Kind, Answer: r.Answer})
	return now, nil
}

var addCourtSQL = store.SQL("casework.addCourt", `
	INSERT INTO case_court (id, case_id, folder_id, kind, answer, note, on_date, tell_by, recorded_at, by_account)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`)

// latestCourtSQL is driven by case_court_case.
var latestCourtSQL = store.SQL("casework.latestCourt", `
	SELECT id FROM case_court WHERE case_id = $1 AND kind = $2 ORDER BY recorded_at DESC, id DESC LIMIT 1`)
