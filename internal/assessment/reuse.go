package assessment

import (
	"context"
	"maps"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Reuse says which assessment of another body stands when something is asked, and what is asked again all the same.
type Reuse struct {
	Received string            // its id; empty: none
	Again    map[string]string // by question that it answers: why it is asked again, or empty
}

// Taken says what became of a question whose answer was known from another body.
type Taken string

// The two.
const (
	Carried Taken = "carried" // the answer stands as it was given to them
	Reasked Taken = "again"   // it was asked again all the same
)

var whyReasked = seal.Register("assessment_known", "why", access.Risk)

// Known is a question of an asking whose answer was known from another body.
type Known struct {
	Question string
	Received string
	How      Taken
	Why      *seal.Value // why it was asked again
}

// known is what is known of an asking while it is recorded, by question.
type known map[string]knownAnswer

type knownAnswer struct {
	received string
	how      Taken
	why      string
}

// takeOver fills in the answers of another body that stand, and gives what became of each. What it answers and is not
// asked again is as they were told, whatever a form says.
func (r Record) takeOver(ctx context.Context, tx *gate.Tx) (Record, known, error) {
	if r.Reuse.Received == "" {
		return r, nil, nil
	}
	list, err := received(ctx, tx, r.Folder)
	if err != nil {
		return r, nil, err
	}
	i := slices.IndexFunc(list, func(o Received) bool { return o.ID == r.Reuse.Received && o.Instrument == r.Instrument.Key })
	if i < 0 || list[i].Use(r.Instrument, tx.Now().Date()) != Stands {
		return r, nil, errs.New(errs.Stale, "what the other body made can't be gone by any more: open the questions again")
	}
	all := known{}
	answers := maps.Clone(r.Answers)
	if answers == nil {
		answers = Answers{}
	}
	for question, answer := range list[i].Carried(r.Instrument) {
		why, again := r.Reuse.Again[question]
		if again {
			all[question] = knownAnswer{list[i].ID, Reasked, why}
			continue
		}
		all[question] = knownAnswer{list[i].ID, Carried, ""}
		answers[question] = answer
	}
	r.Answers = answers
	return r, all, nil
}

// reasked counts what was asked again.
func (k known) reasked() int {
	n := 0
	for _, a := range k {
		if a.how == Reasked {
			n++
		}
	}
	return n
}

// keep writes what became of each question that was known.
func (k known) keep(ctx context.Context, tx *gate.Tx, f id.Folder, a id.Assessment) error {
	if len(k) == 0 {
		return nil
	}
	var rows [][]any
	for _, question := range slices.Sorted(maps.Keys(k)) {
		why, err := tx.Seal(ctx, whyReasked, f, gradeRow(a, question), k[question].why)
		if err != nil {
			return err
		}
		rows = append(rows, []any{a, question, k[question].received, k[question].how, why})
	}
	_, err := store.Exec(ctx, tx, addKnownSQL, store.Rows(rows))
	return err
}

// KnownOf reads what was known from another body when something was asked, and opens why it was asked again. Those who
// do casework in the folder's service may.
func KnownOf(ctx context.Context, v gate.Reader, f id.Folder, a id.Assessment) ([]Known, error) {
	if err := v.Authorize(ctx, ActSee, gate.On{Folder: f}); err != nil {
		return nil, err
	}
	list, err := store.Collect(ctx, v, knownSQL, func(scan store.Scan) (Known, error) {
		var k Known
		var why []byte
		err := scan(&k.Question, &k.Received, &k.How, &why)
		k.Why = whyReasked.Value(f, gradeRow(a, k.Question), why)
		return k, err
	}, a, f)
	if err != nil {
		return nil, err
	}
	var whys []*seal.Value
	for _, k := range list {
		whys = append(whys, k.Why)
	}
	return list, v.Open(ctx, whys...)
}

var addKnownSQL = store.SQL("assessment.addKnown", `
	INSERT INTO assessment_known (assessment_id, question, received_id, how, why) VALUES {{rows 5}}`)

// knownSQL is driven by the key of assessment_known.
var knownSQL = store.SQL("assessment.known", `
	SELECT k.question, k.received_id, k.how, k.why
	FROM assessment_known k JOIN assessment a ON a.id = k.assessment_id
	WHERE k.assessment_id = $1 AND a.folder_id = $2`)
