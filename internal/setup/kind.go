package setup

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// Kind says whether the people in a database are real. It is written down once, by the first Prepare, and
// never changed: a demonstration lets everybody in without a password.
type Kind string

// The kinds of partnership.
const (
	Unsaid        Kind = "" // the database was not prepared yet
	Real          Kind = "real"
	Demonstration Kind = "demonstration"
)

// KindBegun says of which kind a partnership is, from its first day.
type KindBegun struct{ Kind Kind }

// EventKind names the event.
func (KindBegun) EventKind() string { return "setup.partnership begun" }

// KindOf tells of which kind the partnership in a database is. One that was prepared before kinds were written
// down is real.
func KindOf(ctx context.Context, r store.Reader) (Kind, error) {
	kind, said, err := store.Find(ctx, r, kindSQL, store.Value[Kind])
	if err != nil || said {
		return kind, err
	}
	prepared, err := editions(ctx, r)
	if err == nil && len(prepared) > 0 {
		kind = Real
	}
	return kind, err
}

// begin writes the kind down where none is, and refuses another than the one there is.
func (p Prepare) begin(ctx context.Context, tx *gate.Tx) (fresh bool, err error) {
	wanted := p.kind()
	have, err := KindOf(ctx, tx)
	if err != nil {
		return false, err
	}
	if have != Unsaid && have != wanted {
		return false, errs.New(errs.Conflict, "this partnership is "+string(have)+", not "+string(wanted))
	}
	n, err := store.Exec(ctx, tx, addKindSQL, wanted, tx.Now(), tx.Entry())
	if err == nil && n == 1 {
		tx.Record(KindBegun{wanted})
	}
	return n == 1, err
}

func (p Prepare) kind() Kind {
	if p.Demonstration {
		return Demonstration
	}
	return Real
}

var kindSQL = store.SQL("setup.kind", `SELECT kind FROM setup_partnership WHERE one = 1`)

var addKindSQL = store.SQL("setup.addKind", `
	INSERT INTO setup_partnership (one, kind, since_at, last_entry) VALUES (1, $1, $2, $3)
	ON CONFLICT (one) DO NOTHING`)
