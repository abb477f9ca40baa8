package audit

import (
	"context"

	"goldenthread/internal/clock"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// subjectRow is a row of audit_subject, as stored.
type subjectRow struct {
	entry id.Entry
	Subject
	actor string
	at    clock.Instant
	day   clock.Date
}

// subjects reads the subject rows of a page of leaves.
func (v *verification) subjects(ctx context.Context, rows []leafRow) (map[id.Entry][]subjectRow, error) {
	ids := make([]id.Entry, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.leafOf)
	}
	kept := map[id.Entry][]subjectRow{}
	return kept, store.Each(ctx, v.r, subjectsOf, func(row store.Scan) error {
		var s subjectRow
		if err := row(&s.entry, &s.ID, &s.How, &s.actor, &s.at, &s.day); err != nil {
			return err
		}
		kept[s.entry] = append(kept[s.entry], s)
		return nil
	}, store.List(ids))
}

// subjectsFit holds the subject rows of an entry against its body: each row is true, and nobody
// who was opened or changed lacks one. A row "listed" may be missing, for there is one a day: what
// was listed stands in the body.
func (v *verification) subjectsFit(seq int64, b body, kept []subjectRow) {
	said := map[Subject]bool{}
	for _, s := range b.subjects() {
		said[s] = false
	}
	for _, row := range kept {
		_, known := said[row.Subject]
		if !known || row.actor != b.Actor || row.at.String() != b.At || row.day != row.at.Date() {
			v.bad(seq, b.ID, "a row of who has looked does not say what the entry says")
			return
		}
		said[row.Subject] = true
	}
	for s, has := range said {
		if !has && s.How != HowListed {
			v.bad(seq, b.ID, "a row of who has looked is gone")
			return
		}
	}
}
