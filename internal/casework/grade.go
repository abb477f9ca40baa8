package casework

import (
	"context"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// Override puts a person's own judgement beside a score of a case, as assessment.Override does, and grades the case by
// it. Those who may assess may. Fails like assessment.Override. Records assessment.Overridden, and Graded.
type Override struct {
	Case     id.Case
	Service  catalogue.Service
	Override assessment.Override // without its folder
}

// Run keeps the judgement.
func (o Override) Run(ctx context.Context, tx *gate.Tx) (id.Assessment, error) {
	now, err := Get(ctx, tx, o.Case)
	if err != nil {
		return "", err
	}
	o.Override.Folder = now.Folder
	made, err := o.Override.Run(ctx, tx)
	if err != nil {
		return "", err
	}
	return made, grade(ctx, tx, now, o.Service)
}

// Graded says that the flags of a case changed (R028).
type Graded struct {
	Case     id.Case
	Folder   id.Folder
	HighRisk bool
	HighNeed bool
}

// EventKind names the event.
func (Graded) EventKind() string { return "case.graded" }

// grade works the two flags of a case out again, by the rules of its service's file, after something they go by was
// recorded: a band of risk, a need, how much is needed, something that was told later. A need that is met counts no
// more; what was told counts until somebody has looked at the risk again, and so long the case says when it was told. The version of the
// case stays: nobody has changed what another may be changing.
func grade(ctx context.Context, tx *gate.Tx, c Case, s catalogue.Service) error {
	facts, told, err := gradedBy(ctx, tx, c)
	if err != nil {
		return err
	}
	now := Flags{Level: c.Level}
	if now.HighRisk, now.HighNeed = s.Flags(facts); now == c.Flags && told == c.ToldAt {
		return nil
	}
	if _, err := store.Exec(ctx, tx, gradeSQL, c.ID, now.HighRisk, now.HighNeed, told, tx.Entry()); err != nil {
		return err
	}
	if now != c.Flags {
		tx.Record(Graded{Case: c.ID, Folder: c.Folder, HighRisk: now.HighRisk, HighNeed: now.HighNeed})
	}
	return nil
}

// gradedBy reads what the flags go by, and when something was told last since the risk was looked at, in one statement.
func gradedBy(ctx context.Context, tx *gate.Tx, c Case) (f catalogue.Facts, told clock.Instant, err error) {
	needs, issues, open := []string{}, []string{}, 0
	err = store.Each(ctx, tx, gradedBySQL, func(scan store.Scan) error {
		var kind, code string
		var at clock.Instant
		if err := scan(&kind, &code, &at); err != nil {
			return err
		}
		switch kind {
		case "band":
			f.Band = catalogue.Known(code)
		case "issue":
			issues, told = append(issues, code), max(told, at)
		case string(Need):
			needs = append(needs, code)
			open++
		default:
			open++
		}
		return nil
	}, c.ID, c.Folder)
	if c.Level != "" {
		f.Need = catalogue.Known(c.Level)
	}
	f.Needs, f.Issues, f.OpenNeeds = catalogue.Known(needs), catalogue.Known(issues), catalogue.Known(open)
	return f, told, err
}

// gradedBySQL is driven by the case: its needs that are not met, what was told since the risk was looked at last, and
// the band that was.
var gradedBySQL = store.SQL("casework.gradedBy", `
	WITH banded AS (
		SELECT max(b.assessed_at) AS at FROM assessment_v_asked b WHERE b.folder_id = $2 AND b.band <> ''
	)
	SELECT n.kind, n.code, 0 FROM case_need n WHERE n.case_id = $1 AND n.met_on = ''
	UNION ALL
	SELECT 'issue', i.code, i.recorded_at FROM case_issue i WHERE i.case_id = $1 AND i.recorded_at > COALESCE((SELECT d.at FROM banded d), 0)
	UNION ALL
	SELECT 'band', max(a.band), 0 FROM assessment_v_asked a
	WHERE a.folder_id = $2 AND a.band <> '' AND a.assessed_at = (SELECT d.at FROM banded d)
	HAVING max(a.band) <> ''`)

var gradeSQL = store.SQL("casework.grade", `
	UPDATE case_file SET high_risk = $2, high_need = $3, told_at = $4, last_entry = $5 WHERE id = $1`)

var levelSQL = store.SQL("casework.level", `UPDATE case_file SET need_level = $2, last_entry = $3 WHERE id = $1`)
