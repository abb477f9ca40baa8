package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// keptFor is how long what was typed and not sent waits (practice D7).
const keptFor = 24 * time.Hour

// KeepUnfinished keeps what somebody typed who asks for help and has to stop: nothing stays in the browser,
// and here it opens only with the code, which she is shown once and which is kept nowhere. After 24 hours it
// can't be opened, and [ForgetUnfinished] takes it away. Anyone may. Records UnfinishedKept.
type KeepUnfinished struct {
	Code  string // at least 80 random bits, drawn for this
	Typed string
}

// UnfinishedKept says that somebody stopped before sending, and nothing else.
type UnfinishedKept struct{}

// EventKind names the event.
func (UnfinishedKept) EventKind() string { return "intake.unfinished kept" }

// Run keeps it. It gives when it is gone.
func (k KeepUnfinished) Run(ctx context.Context, tx *gate.Tx) (clock.Instant, error) {
	if err := tx.Authorize(ctx, referral.ActAskForHelp, gate.On{}); err != nil {
		return 0, err
	}
	row := codeRow(k.Code)
	box, err := seal.UnderCode(canonicalCode(k.Code), row, k.Typed)
	if err != nil {
		return 0, err
	}
	until := tx.Now().Add(keptFor)
	_, err = store.Exec(ctx, tx, keepUnfinishedSQL, row, box, until)
	tx.Record(UnfinishedKept{})
	return until, err
}

// ForgetUnfinished takes away what was kept for longer than a day: what was typed and not sent, and which forms were sent. The
// program does it every hour.
// Records UnfinishedForgotten when there was something.
type ForgetUnfinished struct{}

var actForget = access.Declare("intake.forget unfinished", access.Policy{Systems: []string{"job"}})

// UnfinishedForgotten says how many were taken away.
type UnfinishedForgotten struct {
	N int64 `json:"n"`
}

// EventKind names the event.
func (UnfinishedForgotten) EventKind() string { return "intake.unfinished forgotten" }

// Run takes them away. It gives how many.
func (ForgetUnfinished) Run(ctx context.Context, tx *gate.Tx) (int64, error) {
	if err := tx.Authorize(ctx, actForget, gate.On{}); err != nil {
		return 0, err
	}
	n, err := store.Exec(ctx, tx, forgetUnfinishedSQL, tx.Now())
	if err != nil {
		return 0, err
	}
	sent, err := store.Exec(ctx, tx, forgetSentSQL, tx.Now())
	if n += sent; err == nil && n == 0 {
		tx.Unaudited("nothing was kept for longer than a day")
		return 0, nil
	}
	tx.Record(UnfinishedForgotten{N: n})
	return n, err
}

// OpenUnfinished gives back what was typed, to whoever has the code. Fails with errs.Invalid when nothing is
// kept under it, or not any more.
func OpenUnfinished(ctx context.Context, v gate.Reader, code string) (string, error) {
	if err := v.Authorize(ctx, referral.ActAskForHelp, gate.On{}); err != nil {
		return "", err
	}
	row := codeRow(code)
	box, found, err := store.Find(ctx, v, unfinishedSQL, store.Value[[]byte], row, v.Now())
	if err != nil {
		return "", err
	}
	if !found {
		var bad errs.Fields
		bad.Add("secret_code", "Nothing is kept under this code. It is gone after 24 hours: check each letter, or start again")
		return "", bad.Err()
	}
	return seal.OpenUnderCode(canonicalCode(code), row, box)
}

// canonicalCode reads a code as people type it: case, spaces and hyphens do not matter.
func canonicalCode(code string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "", "O", "0", "o", "0", "I", "1", "i", "1", "L", "1", "l", "1").Replace(code))
}

func codeRow(code string) string {
	sum := sha256.Sum256([]byte(canonicalCode(code)))
	return hex.EncodeToString(sum[:])
}

var (
	keepUnfinishedSQL   = store.SQL("intake.keepUnfinished", `INSERT INTO intake_unfinished (id, typed, until_at) VALUES ($1, $2, $3)`)
	forgetUnfinishedSQL = store.SQL("intake.forgetUnfinished", `DELETE FROM intake_unfinished WHERE until_at <= $1`)
	unfinishedSQL       = store.SQL("intake.unfinished", `SELECT typed FROM intake_unfinished WHERE id = $1 AND until_at > $2`)
)
