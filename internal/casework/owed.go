package casework

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// Owed is something that is due to a person and not done: to be told what was learned for them (practice, parts 3.5,
// 3.10 and 7.6), or a step of their plan that is the worker's (R068).
type Owed struct {
	Kind      ItemKind // ItemAdvocacy, ItemUpdate, ItemContribution, ItemCourt or ItemAction
	Row       string
	Folder    id.Folder
	Reference id.Reference
	Code      string // the forum, or whose update it is
	Due       clock.Instant
	What      *seal.Value // of a step
	Initials  *seal.Value // nil where a page has them already
}

// Steps tells whether it is a step of a plan: its day is a whole one.
func (o Owed) Steps() bool { return o.Kind == ItemAction }

// Words says what is to be done, to someone: "Tell them what the Community MARAC agreed".
func (o Owed) Words(them string, asked catalogue.List) string {
	if o.Steps() {
		return "A step of the plan"
	}
	return "Tell " + them + " " + Learned(o.Kind, o.Code, asked)
}

// Words names a forum.
func (f Forum) Words() string {
	return map[Forum]string{CommunityMARAC: "Community MARAC", DomesticAbuseMARAC: "Domestic-abuse MARAC", TaskAndFinish: "Task and finish group"}[f]
}

// Learned says what somebody is to be told, in words that follow "Tell them". asked is the list "agencies-asked".
func Learned(kind ItemKind, code string, asked catalogue.List) string {
	switch kind {
	case ItemAdvocacy:
		return "what the " + Forum(code).Words() + " agreed"
	case ItemUpdate:
		return "what we heard (" + asked.Label(code) + ")"
	case ItemContribution:
		return "what was passed on to: " + asked.Label(code)
	}
	return "what the outcome at court means"
}

// owedOf reads what is due to the people of some folders, soonest first. It is for pages that have decided who may see
// these folders.
func owedOf(ctx context.Context, q gate.Reader, folders []id.Folder) ([]Owed, error) {
	asked := make([][]any, len(folders))
	for i, f := range folders {
		asked[i] = []any{f}
	}
	return store.Collect(ctx, q, owedOfSQL, func(scan store.Scan) (Owed, error) {
		var o Owed
		var what []byte
		err := scan(&o.Kind, &o.Row, &o.Folder, &o.Reference, &o.Code, &o.Due, &what)
		o.What = whatAction.Value(o.Folder, o.Row, what)
		return o, err
	}, store.Rows(asked))
}

// Owing counts what is due to people by the end of the day, and what is late.
func (d Day) Owing() int {
	n := 0
	for _, o := range d.Owed {
		if o.Due <= endOfDay(d.Now) {
			n++
		}
	}
	return n
}

// owes takes what is hers to do out of what a worker waits for.
func owes(waits []DayWait) (owed []Owed, others []DayWait) {
	for _, w := range waits {
		switch kind := ItemKind(w.Kind); kind {
		case ItemAdvocacy, ItemUpdate, ItemContribution, ItemCourt, ItemAction:
			owed = append(owed, Owed{Kind: kind, Row: w.Row, Folder: w.Folder, Reference: w.Reference, Code: w.Code, Due: w.Due, What: w.What, Initials: w.Initials})
		default:
			others = append(others, w)
		}
	}
	return owed, others
}

// owedOfSQL is driven by case_file's folder.
var owedOfSQL = store.SQL("casework.owedOf", `
	WITH asked (folder) AS (VALUES {{rows 1}})
	SELECT x.kind, x.row_id, x.folder_id, x.reference, x.code, x.due_at, x.what
	FROM casework_v_owed x WHERE x.folder_id IN (SELECT folder FROM asked)
	ORDER BY x.due_at, x.row_id`)
