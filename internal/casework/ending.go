package casework

import (
	"context"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// Ending is the check of the reader's own record that ends first, or has ended: once, on her own page, before anything is
// stopped by it.
type Ending struct {
	Service, Check string
	On             clock.Date // the last day it holds; empty: none of hers ends
}

// soonestCheck is the first end of the checks of an account ($1), with whose service and which check, in one text: the day, the
// service, the check. Driven by workforce_person_account.
const soonestCheck = `COALESCE((SELECT min(k.expires_on || ' ' || k.service || ' ' || k.kind) FROM workforce_v_check k WHERE k.account_id = $1 AND k.expires_on <> ''), '')`

func scanEnding(text string) Ending {
	on, rest, _ := strings.Cut(text, " ")
	service, check, _ := strings.Cut(rest, " ")
	return Ending{Service: service, Check: check, On: clock.Date(on)}
}

// ending reads the check of the actor's own that ends first.
func ending(ctx context.Context, v *gate.View) (Ending, error) {
	text, err := store.One(ctx, v, endingSQL, func(scan store.Scan) (text string, err error) { return text, scan(&text) }, v.Actor().Account())
	return scanEnding(text), err
}

var endingSQL = store.SQL("casework.ending", `SELECT `+soonestCheck)
