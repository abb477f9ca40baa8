package assessment

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// How says in what way the other body agreed, or said that it sees it differently.
type How string

// The ways.
const (
	ByAccount   How = "account"   // in the program, by an account of theirs
	ByTelephone How = "telephone" // told to whoever records it
	InPerson    How = "in person"
	ByFile      How = "file" // as they graded it in their own file
)

// JointState says where a joint judgement stands.
type JointState string

// The states.
const (
	JointWaiting  JointState = "waiting"  // they have not said yet
	JointAgreed   JointState = "agreed"   // both see it alike
	JointDiffers  JointState = "differs"  // both have said, and they differ: both are kept
	JointReplaced JointState = "replaced" // it was done again
)

var (
	officerColumn  = seal.Register("joint_priority", "officer", access.Risk)
	whyColumn      = seal.Register("joint_grade", "why", access.Risk)
	theirWhyColumn = seal.Register("joint_grade", "their_why", access.Risk)
)

// Joint is one joint judgement as it was kept.
type Joint struct {
	Assessment id.Assessment
	Folder     id.Folder
	Instrument string
	Edition    string // of the instrument
	Priority   string
	Theirs     string // their priority; empty: they have not said
	Counts     string // what contact goes by: the more urgent of the two
	How        How
	Officer    *seal.Value // collar number
	By         id.Account  // who judged
	SignedBy   id.Account  // who recorded what they say, or their own account
	MadeAt     clock.Instant
	AgreedAt   clock.Instant
	State      JointState
	Version    int
	Grades     []JointGrade
	Sources    []string // codes of the list looked-at
}

// JointGrade is one dimension.
type JointGrade struct {
	Dimension  string
	Grade      string
	FilledIn   string // the grade that known facts gave; empty: nothing was known
	Why        *seal.Value
	TheirGrade string // empty: as ours
	TheirWhy   *seal.Value
}

// Theirs gives the grade the other body put, ours where they see it alike.
func (g JointGrade) Theirs() string {
	if g.TheirGrade == "" {
		return g.Grade
	}
	return g.TheirGrade
}

// Joints reads every joint judgement of a folder by an instrument, newest first, and opens what was written.
// Those who do casework in the folder's service may, and the police it is put to (R057).
func Joints(ctx context.Context, v gate.Reader, f id.Folder, instrument string) ([]Joint, error) {
	if err := v.Authorize(ctx, ActSign, gate.On{Folder: f}); err != nil {
		return nil, err
	}
	all, err := store.Collect(ctx, v, jointsSQL, scanJoint, f, instrument)
	if err != nil {
		return nil, err
	}
	at := map[id.Assessment]int{}
	var sealed []*seal.Value
	for i, j := range all {
		at[j.Assessment] = i
		sealed = append(sealed, j.Officer)
	}
	err = store.Each(ctx, v, jointGradesSQL, func(scan store.Scan) error {
		var a id.Assessment
		var g JointGrade
		var why, theirs []byte
		if err := scan(&a, &g.Dimension, &g.Grade, &g.FilledIn, &why, &g.TheirGrade, &theirs); err != nil {
			return err
		}
		row := gradeRow(a, g.Dimension)
		g.Why, g.TheirWhy = whyColumn.Value(f, row, why), theirWhyColumn.Value(f, row, theirs)
		sealed = append(sealed, g.Why, g.TheirWhy)
		j := &all[at[a]]
		j.Grades = append(j.Grades, g)
		return nil
	}, f, instrument)
	if err != nil {
		return nil, err
	}
	err = store.Each(ctx, v, jointSourcesSQL, func(scan store.Scan) error {
		var a id.Assessment
		var source string
		if err := scan(&a, &source); err != nil {
			return err
		}
		j := &all[at[a]]
		j.Sources = append(j.Sources, source)
		return nil
	}, f, instrument)
	if err != nil {
		return nil, err
	}
	return all, v.Open(ctx, sealed...)
}

// In puts the grades into the order of the instrument's questions.
func (j Joint) In(in catalogue.Instrument) []JointGrade {
	var grades []JointGrade
	for _, q := range in.Questions {
		if i := slices.IndexFunc(j.Grades, func(g JointGrade) bool { return g.Dimension == q.Key }); i >= 0 {
			grades = append(grades, j.Grades[i])
		}
	}
	return grades
}

// gradeRow names the row of one dimension, to which what is sealed in it is bound.
func gradeRow(a id.Assessment, dimension string) string { return string(a) + "/" + dimension }

func scanJoint(scan store.Scan) (Joint, error) {
	var j Joint
	var officer []byte
	err := scan(&j.Assessment, &j.Folder, &j.Instrument, &j.Edition, &j.Priority, &j.Theirs, &j.Counts, &j.How, &officer, &j.By, &j.SignedBy, &j.MadeAt,
		&j.AgreedAt, &j.State, &j.Version)
	j.Officer = officerColumn.Value(j.Folder, string(j.Assessment), officer)
	return j, err
}

// PriorityOf gives the priority that a folder's contact goes by: the latest one judged with the police. Where
// both have said and they differ, the more urgent stands, since to be late is worse than to be early; "" when
// there is none. The caller's action on the folder must have been authorised.
func PriorityOf(ctx context.Context, v gate.Reader, f id.Folder) (string, error) {
	j, found, err := store.Find(ctx, v, latestJointSQL, scanJoint, f)
	if err != nil || !found {
		return "", err
	}
	return j.Counts, nil
}

const jointColumns = `j.assessment_id, j.folder_id, j.instrument, a.instrument_version, j.priority, j.their_priority, j.counts, j.how, j.officer,
		a.assessed_by, j.signed_by, j.made_at, j.agreed_at, j.state, j.version
	FROM joint_priority j JOIN assessment a ON a.id = j.assessment_id`

// jointsSQL and the two after it are driven by joint_priority_folder.
var jointsSQL = store.SQL("assessment.joints", `
	SELECT `+jointColumns+` WHERE j.folder_id = $1 AND j.instrument = $2 ORDER BY j.made_at DESC, j.assessment_id DESC`)

var jointGradesSQL = store.SQL("assessment.jointGrades", `
	SELECT g.assessment_id, g.dimension, g.grade, g.filled_in, g.why, g.their_grade, g.their_why
	FROM joint_priority j JOIN joint_grade g ON g.assessment_id = j.assessment_id
	WHERE j.folder_id = $1 AND j.instrument = $2`)

var jointSourcesSQL = store.SQL("assessment.jointSources", `
	SELECT s.assessment_id, s.source
	FROM joint_priority j JOIN joint_source s ON s.assessment_id = j.assessment_id
	WHERE j.folder_id = $1 AND j.instrument = $2
	ORDER BY s.assessment_id, s.source`)

var latestJointSQL = store.SQL("assessment.latestJoint", `
	SELECT `+jointColumns+` WHERE j.folder_id = $1 AND j.state <> 'replaced' ORDER BY j.made_at DESC, j.assessment_id DESC LIMIT 1`)
