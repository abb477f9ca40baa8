package assessment

import (
	"context"
	"fmt"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActJudge is for those who agree priorities with the police.
var ActJudge = access.Declare("assessment.judge", access.Policy{Sections: access.Risk,
	Roles: []access.Role{access.VictimCareOfficer, access.CaseWorker, access.Supervisor, access.SafeguardingLead}})

// Judge records what we make of a matter in the dimensions of a judgement (threat, harm, risk and so on), the
// priority it comes to, and which sources were looked at. There is no number in it. Given with Signed, it also
// records what the police say, so that one that is agreed on the telephone is one step. A change of any kind is
// a new one; the one before is kept and marked as replaced (R043, R061 to R064; practice 2.1).
//
// Victim care officers, case workers, supervisors and safeguarding leads may. Fails with errs.Invalid beside
// each field: a grade that asks for a sentence has none, no source was looked at. Records Judged and Signed.
type Judge struct {
	Folder     id.Folder
	Instrument catalogue.Instrument
	Grades     Answers                     // by dimension
	Why        map[string]string           // a sentence by dimension
	Filled     map[string]catalogue.Filled // what known facts had filled in, as it was shown
	Priority   string
	LookedAt   catalogue.List
	Sources    []string   // codes of LookedAt
	Signed     *Signature // nil: the police have not said yet
}

// Run judges.
func (j Judge) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	if err := tx.Authorize(ctx, ActJudge, gate.On{Folder: j.Folder}); err != nil {
		return "", err
	}
	var bad errs.Fields
	j.check(&bad)
	if j.Signed != nil {
		j.Signed.check(&bad, j.Instrument, j.Grades, tx.Now())
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	a := id.Assessment(tx.NewID())
	if _, err := store.Exec(ctx, tx, addSQL, a, j.Folder, j.Instrument.Key, j.Instrument.Version, j.Instrument.Kind, Before, tx.Now(),
		tx.Now().Date(), tx.Actor().Account(), 0, 0, "", "", "", "", false, tx.Entry()); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, replaceJointSQL, j.Folder, j.Instrument.Key, tx.Entry()); err != nil {
		return "", err
	}
	if _, err := store.Exec(ctx, tx, addJointSQL, a, j.Folder, j.Instrument.Key, j.Priority, tx.Now(), tx.Entry()); err != nil {
		return "", err
	}
	if err := j.keep(ctx, tx, a); err != nil {
		return "", err
	}
	tx.Record(Judged{Assessment: a, Folder: j.Folder, Instrument: j.Instrument.Key, Version: j.Instrument.Version, Priority: j.Priority})
	if j.Signed == nil {
		return a, nil
	}
	return a, j.Signed.keep(ctx, tx, j.Instrument, Joint{Assessment: a, Folder: j.Folder, Priority: j.Priority, Version: 1})
}

func (j Judge) check(bad *errs.Fields) {
	for _, q := range j.Instrument.Questions {
		grade, ok := q.Option(j.Grades[q.Key])
		switch {
		case !ok:
			bad.Add(q.Key, fmt.Sprintf("%s: choose a grade", q.Short))
		case grade.Why && j.Why[q.Key] == "":
			bad.Add("why_"+q.Key, fmt.Sprintf("%s is %s: say why, in a sentence", q.Short, grade.Label))
		}
	}
	if _, ok := j.Instrument.Priority(j.Priority); !ok {
		bad.Add("priority", "Choose how soon the person has to be reached")
	}
	if len(j.Sources) == 0 {
		bad.Add("sources", "Tick what was looked at")
	}
	for _, s := range j.Sources {
		if _, ok := j.LookedAt.Code(s); !ok {
			bad.Add("sources", "Choose from the list")
		}
	}
}

// keep writes the dimensions and the sources.
func (j Judge) keep(ctx context.Context, tx *gate.Tx, a id.Assessment) error {
	var answers, grades, sources [][]any
	for _, q := range j.Instrument.Questions {
		why, err := tx.Seal(ctx, whyColumn, j.Folder, gradeRow(a, q.Key), j.Why[q.Key])
		if err != nil {
			return err
		}
		answers = append(answers, []any{a, q.Key, j.Grades[q.Key], 0})
		grades = append(grades, []any{a, q.Key, j.Grades[q.Key], j.Filled[q.Key].Grade, why, "", nil})
	}
	for _, s := range slices.Compact(slices.Sorted(slices.Values(j.Sources))) {
		sources = append(sources, []any{a, s})
	}
	if _, err := store.Exec(ctx, tx, addAnswersSQL, store.Rows(answers)); err != nil {
		return err
	}
	if _, err := store.Exec(ctx, tx, addGradesSQL, store.Rows(grades)); err != nil {
		return err
	}
	_, err := store.Exec(ctx, tx, addSourcesSQL, store.Rows(sources))
	return err
}

// Judged: a joint judgement was made or made again.
type Judged struct {
	Assessment          id.Assessment
	Folder              id.Folder
	Instrument, Version string
	Priority            string
}

// EventKind names the event in the log.
func (Judged) EventKind() string { return "assessment.judged" }

var addJointSQL = store.SQL("assessment.addJoint", `
	INSERT INTO joint_priority (assessment_id, folder_id, instrument, priority, their_priority, counts, how, officer, signed_by, agreed_at, state,
		made_at, version, last_entry)
	VALUES ($1, $2, $3, $4, '', $4, '', NULL, '', 0, 'waiting', $5, 1, $6)`)

// replaceJointSQL is driven by joint_priority_folder.
var replaceJointSQL = store.SQL("assessment.replaceJoint", `
	UPDATE joint_priority SET state = 'replaced', version = version + 1, last_entry = $3
	WHERE folder_id = $1 AND instrument = $2 AND state <> 'replaced'`)

var addGradesSQL = store.SQL("assessment.addGrades", `
	INSERT INTO joint_grade (assessment_id, dimension, grade, filled_in, why, their_grade, their_why) VALUES {{rows 7}}`)

var addSourcesSQL = store.SQL("assessment.addSources", `INSERT INTO joint_source (assessment_id, source) VALUES {{rows 2}}`)
