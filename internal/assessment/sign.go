package assessment

import (
	"context"
	"fmt"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// ActSign is for those who agree priorities, on both sides: the police see no more of the folder than what is
// put to them.
var ActSign = access.Declare("assessment.sign", access.Policy{Sections: access.Risk,
	Roles: append([]access.Role{access.PoliceLiaison}, access.Casework...)})

// Signature is what the police say to a judgement: the same, or where they see it differently. Both stay.
type Signature struct {
	How      How
	Officer  string        // collar number, where somebody of ours records what was said
	At       clock.Instant // when it was said
	Priority string        // theirs
	Grades   Answers       // theirs, where they differ
	Why      map[string]string
}

// Sign records what the police say to a judgement that waits for it: from their own account, or by one of ours
// who heard it on the telephone or in person, with the officer's collar number and the time. Where they differ,
// both grades are kept, with a sentence (R061, R062; practice 2.1).
//
// The police liaison to whom it was put may, and those who do casework in its service. Fails with errs.Invalid
// beside each field, errs.Stale when it was judged again meanwhile. Records Signed.
type Sign struct {
	Folder     id.Folder
	Assessment id.Assessment
	Version    int
	Instrument catalogue.Instrument
	Signature
}

// Run signs.
func (s Sign) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	if err := tx.Authorize(ctx, ActSign, gate.On{Folder: s.Folder}); err != nil {
		return "", err
	}
	waiting, found, err := store.Find(ctx, tx, latestJointSQL, scanJoint, s.Folder)
	if err != nil {
		return "", err
	}
	if !found || waiting.Assessment != s.Assessment || waiting.Version != s.Version || waiting.State != JointWaiting {
		return "", errs.New(errs.Stale, "it was judged again, or answered, since you opened it: look again")
	}
	ours := Answers{}
	if err := store.Each(ctx, tx, answersSQL, func(scan store.Scan) error {
		var dimension, grade string
		err := scan(&dimension, &grade)
		ours[dimension] = grade
		return err
	}, s.Assessment, s.Folder); err != nil {
		return "", err
	}
	sig := s.Signature
	if tx.Actor().HoldsAny("", access.PoliceLiaison) {
		sig.How, sig.Officer, sig.At = ByAccount, "", tx.Now()
	} else if sig.How == ByAccount {
		return "", errs.New(errs.Forbidden, "only an account of the police answers for them")
	}
	var bad errs.Fields
	sig.check(&bad, s.Instrument, ours, tx.Now())
	if err := bad.Err(); err != nil {
		return "", err
	}
	return s.Assessment, sig.keep(ctx, tx, s.Instrument, waiting)
}

func (s Signature) check(bad *errs.Fields, in catalogue.Instrument, ours Answers, now clock.Instant) {
	if _, ok := in.Priority(s.Priority); !ok {
		bad.Add("their_priority", "Choose the priority the police give")
	}
	switch s.How {
	case ByTelephone, InPerson:
		if s.Officer == "" {
			bad.Add("officer", "Enter the officer's collar number, such as 1234")
		}
		if s.At == 0 || s.At > now {
			bad.Add("agreed", "Enter the time it was said: now or earlier, such as 14:20")
		}
	case ByAccount, ByFile:
	default:
		bad.Add("how", "Choose how the police told you")
	}
	for _, q := range in.Questions {
		grade := s.Grades[q.Key]
		if grade == "" || grade == ours[q.Key] {
			continue
		}
		if _, ok := q.Option(grade); !ok {
			bad.Add("their_"+q.Key, fmt.Sprintf("%s: choose a grade", q.Short))
		} else if s.Why[q.Key] == "" {
			bad.Add("their_why_"+q.Key, fmt.Sprintf("%s: say in a sentence why the police see it differently", q.Short))
		}
	}
}

// keep writes what the police say beside what we say.
func (s Signature) keep(ctx context.Context, tx *gate.Tx, in catalogue.Instrument, j Joint) error {
	state, f, a := JointAgreed, j.Folder, j.Assessment
	if s.Priority != j.Priority {
		state = JointDiffers
	}
	for dimension, grade := range s.Grades {
		why, err := tx.Seal(ctx, theirWhyColumn, f, gradeRow(a, dimension), s.Why[dimension])
		if err != nil {
			return err
		}
		n, err := store.Exec(ctx, tx, theirGradeSQL, a, dimension, grade, why)
		if err != nil {
			return err
		}
		if n > 0 {
			state = JointDiffers
		}
	}
	officer, err := tx.Seal(ctx, officerColumn, f, string(a), s.Officer)
	if err != nil {
		return err
	}
	at := s.At
	if at == 0 {
		at = tx.Now()
	}
	n, err := store.Exec(ctx, tx, signJointSQL, a, j.Version, s.Priority, moreUrgent(in, j.Priority, s.Priority), s.How, officer, tx.Actor().Account(), at, state, tx.Entry())
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.New(errs.Stale, "it was judged again, or answered, since you opened it: look again")
	}
	tx.Record(Signed{Assessment: a, Folder: f, How: s.How, Priority: s.Priority, Agreed: state == JointAgreed})
	return nil
}

// moreUrgent gives what contact goes by where two priorities differ: to be late is worse than to be early.
func moreUrgent(in catalogue.Instrument, a, b string) string {
	for _, p := range in.Priorities {
		if p.Key == a || p.Key == b {
			return p.Key
		}
	}
	return a
}

// Signed: the police said what they make of it.
type Signed struct {
	Assessment id.Assessment
	Folder     id.Folder
	How        How
	Priority   string
	Agreed     bool
}

// EventKind names the event in the log.
func (Signed) EventKind() string { return "assessment.signed" }

// theirGradeSQL leaves alone a dimension that both grade alike.
var theirGradeSQL = store.SQL("assessment.theirGrade", `
	UPDATE joint_grade SET their_grade = $3, their_why = $4 WHERE assessment_id = $1 AND dimension = $2 AND grade <> $3`)

var signJointSQL = store.SQL("assessment.signJoint", `
	UPDATE joint_priority SET their_priority = $3, counts = $4, how = $5, officer = $6, signed_by = $7, agreed_at = $8, state = $9,
		version = version + 1, last_entry = $10
	WHERE assessment_id = $1 AND version = $2 AND state = 'waiting'`)
