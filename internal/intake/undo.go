package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/casework"
	"goldenthread/internal/entitlement"
	"goldenthread/internal/errs"
	"goldenthread/internal/evidence"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/notify"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// ActUndoCaseload undoes a list of cases that was taken in. Those who may take one in may.
var ActUndoCaseload = access.Declare("intake.undo caseload", access.Policy{
	Roles: []access.Role{access.Administrator, access.Supervisor}, Systems: []string{"cli"},
})

// UndoCaseload undoes a list of cases as one, while nothing was done on any of its cases since: what it brought is gone,
// as if it had never come. Who was known before stays as she was; who asked not to be contacted stays in the register; the
// log keeps all of it. It is taken in anew by bringing the list again; a list that was handed in on a page, of which rows
// were in, can have its columns corrected and be tried out and taken in anew. The service's administrators and supervisors, and the
// operator's command line, may. It is one unit of work: all of it or nothing (doc/decisions/0006).
//
// Fails with errs.Conflict, naming the references, when something was done on one of them; errs.NotFound, also of a
// police file. Records Undone. Requirement R037.
type UndoCaseload struct {
	Batch id.Batch
}

// Undone says that a list was undone, and how much of it there was.
type Undone struct {
	Batch     id.Batch  `json:"batch"`
	Folder    id.Folder `json:"folder"`
	Service   string    `json:"service"`
	Rows      int       `json:"rows"`
	Referrals int       `json:"referrals"` // with their cases
}

// EventKind names the event.
func (Undone) EventKind() string { return "intake.undone" }

// Run undoes the list.
func (u UndoCaseload) Run(ctx context.Context, tx *gate.Tx) (Undone, error) {
	batch, err := undoable(ctx, tx, u.Batch)
	if err != nil {
		return Undone{}, err
	}
	b, err := loadBrought(ctx, tx, batch.ID)
	if err != nil {
		return Undone{}, err
	}
	busy, err := b.busy(ctx, tx)
	if err != nil {
		return Undone{}, err
	}
	if len(busy) > 0 {
		return Undone{}, refuseUndo(ctx, tx, busy)
	}
	for _, s := range []store.Statement{takeBackRowsSQL, takeBackBatchSQL} {
		if _, err := store.Exec(ctx, tx, s, batch.ID); err != nil {
			return Undone{}, err
		}
	}
	if _, err := store.Exec(ctx, tx, notBegunSQL, batch.ID, tx.Entry()); err != nil {
		return Undone{}, err
	}
	for some := range slices.Chunk(b.folders, atOnce) {
		if err := b.takeBack(ctx, tx, some); err != nil {
			return Undone{}, err
		}
	}
	if err := tx.TakeBack(ctx, []id.Folder{batch.Folder}); err != nil {
		return Undone{}, err
	}
	done := Undone{Batch: batch.ID, Folder: batch.Folder, Service: batch.Service, Rows: batch.Rows, Referrals: len(b.folders)}
	tx.Record(done)
	return done, nil
}

// Undoing is what would be undone with a list, and what stands in the way.
type Undoing struct {
	Batch
	Referrals int
	Busy      []id.Reference // something was done on these, of those the actor may know of
	Others    int            // and on so many others
}

// LookUndo tells whether a list can be undone. Those who may undo it may. Fails with errs.NotFound.
func LookUndo(ctx context.Context, v gate.Reader, id id.Batch) (Undoing, error) {
	batch, err := undoable(ctx, v, id)
	if err != nil {
		return Undoing{}, err
	}
	b, err := loadBrought(ctx, v, batch.ID)
	if err != nil {
		return Undoing{}, err
	}
	u := Undoing{Batch: batch, Referrals: len(b.folders)}
	busy, err := b.busy(ctx, v)
	if err != nil || len(busy) == 0 {
		return u, err
	}
	u.Busy, err = referencesOf(ctx, v, busy)
	u.Others = len(busy) - len(u.Busy)
	return u, err
}

func undoable(ctx context.Context, v gate.Reader, b id.Batch) (Batch, error) {
	batch, found, err := findBatch(ctx, v, batchSQL, b)
	if err != nil {
		return Batch{}, err
	}
	if err := v.Authorize(ctx, ActUndoCaseload, gate.On{Service: batch.Service}); err != nil {
		return Batch{}, err
	}
	if !found || batch.Kind != ListKind {
		return Batch{}, notFound(nil)
	}
	return batch, nil
}

// atOnce is how many folders one statement is asked about.
const atOnce = 500

// broughtIn is what a list opened.
type broughtIn struct {
	folders []id.Folder
	ours    map[id.Folder]bool
	entries []id.Entry  // of the log, that wrote it
	again   []id.Folder // that came in another list since
}

func loadBrought(ctx context.Context, v gate.Reader, batch id.Batch) (broughtIn, error) {
	b := broughtIn{ours: map[id.Folder]bool{}}
	entries := map[id.Entry]bool{}
	err := store.Each(ctx, v, openedBySQL, func(scan store.Scan) error {
		var f id.Folder
		var entry id.Entry
		var again bool
		err := scan(&f, &entry, &again)
		if !b.ours[f] {
			b.ours[f], b.folders = true, append(b.folders, f)
			if again {
				b.again = append(b.again, f)
			}
		}
		if !entries[entry] {
			entries[entry], b.entries = true, append(b.entries, entry)
		}
		return err
	}, batch)
	return b, err
}

// busy gives the folders in which something was done since they were opened.
func (b broughtIn) busy(ctx context.Context, v gate.Reader) ([]id.Folder, error) {
	busy := slices.Clone(b.again)
	for some := range slices.Chunk(b.folders, atOnce) {
		for _, since := range []func(context.Context, gate.Reader, []id.Folder) ([]id.Folder, error){
			assessment.AssessedAmong, entitlement.SettledAmong, evidence.LoggedAmong, referral.ChangedSince, casework.WorkedSince,
			func(ctx context.Context, v gate.Reader, some []id.Folder) ([]id.Folder, error) {
				return person.ChangedSince(ctx, v, some, func(f id.Folder) bool { return b.ours[f] })
			},
		} {
			found, err := since(ctx, v, some)
			if err != nil {
				return nil, err
			}
			busy = append(busy, found...)
		}
	}
	slices.Sort(busy)
	return slices.Compact(busy), nil
}

// takeBack has each owner take away what stands in some folders, and then the folders.
func (b broughtIn) takeBack(ctx context.Context, tx *gate.Tx, some []id.Folder) error {
	if err := notify.TakeBack(ctx, tx, some); err != nil {
		return err
	}
	if err := casework.TakeBack(ctx, tx, some); err != nil {
		return err
	}
	if err := person.TakeBack(ctx, tx, some, b.entries); err != nil {
		return err
	}
	if err := referral.TakeBack(ctx, tx, some); err != nil {
		return err
	}
	return tx.TakeBack(ctx, some)
}

const mostNamed = 20

// refuseUndo says on which references something was done.
func refuseUndo(ctx context.Context, v gate.Reader, busy []id.Folder) error {
	named, err := referencesOf(ctx, v, busy)
	if err != nil {
		return err
	}
	words := make([]string, 0, mostNamed+1)
	for _, r := range named[:min(len(named), mostNamed)] {
		words = append(words, string(r))
	}
	if more := len(busy) - len(words); more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return errs.New(errs.Conflict, "nothing was undone: something was done since on "+strings.Join(words, ", "))
}

// referencesOf gives the references of some folders that the actor may know of.
func referencesOf(ctx context.Context, v gate.Reader, folders []id.Folder) ([]id.Reference, error) {
	var all []id.Reference
	for some := range slices.Chunk(folders, atOnce) {
		found, err := store.Collect(ctx, v, referencesSQL, store.Value[id.Reference],
			reads(v), v.Now(), store.List(some))
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// reads gives the account whose scope a list is cut to; empty for the program and its operator, who see it whole.
func reads(v gate.Reader) id.Account {
	if a := v.Actor(); a.Kind() == access.KindPerson {
		return a.Account()
	}
	return ""
}

var (
	// openedBySQL gives the folders that the rows of a list opened, the entry that wrote each row, and whether the same
	// row came in another list later.
	openedBySQL = store.SQL("intake.openedBy", `
	SELECT r.folder_id, i.last_entry, EXISTS (SELECT 1 FROM intake_row o WHERE o.referral_id = i.referral_id AND o.batch_id <> i.batch_id)
	FROM intake_row i
	JOIN referral_v_referral r ON r.referral_id = i.referral_id
	WHERE i.batch_id = $1 AND i.here = false
	ORDER BY i.row_no`)

	// referencesSQL is for the operator's command line with no account, which sees them all.
	referencesSQL = store.SQL("intake.references", `
	SELECT r.reference FROM referral_v_referral r
	WHERE (CAST($1 AS text) = '' OR EXISTS (SELECT 1 FROM gate_v_access a WHERE a.folder_id = r.folder_id AND a.account_id = $1
		AND a.since_at <= $2 AND a.until_at > $2)) AND r.folder_id IN ({{list}})
	ORDER BY r.reference`)

	takeBackRowsSQL = store.SQL("intake.takeBackRows", `DELETE FROM intake_row WHERE batch_id = $1`)
	// notBegunSQL lets a list that was handed in wait again as if nothing of it had been taken in.
	notBegunSQL = store.SQL("intake.notBegun", `
	UPDATE intake_list SET batch_id = '', tried = '', trying = '', version = version + 1, last_entry = $2 WHERE batch_id = $1`)

	takeBackBatchSQL = store.SQL("intake.takeBackBatch", `DELETE FROM intake_batch WHERE id = $1`)
)
