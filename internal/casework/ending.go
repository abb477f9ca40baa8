package casework

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/store"
)

// Ending is the check of the reader's own record that ends first, or has ended, of those that a service she works for now asks:
// no sooner than the service's file warns of it, once, on her own page, before anything is
// stopped by it.
type Ending struct {
	Service, Check string
	On             clock.Date // the last day it holds; empty: none of hers ends soon
}

// soonestCheck is the first end of the checks of an account ($1) that the rows "pool" ask for, with whose service and which check, in
// one text: the day, the service, the check; the few rows of the pool are gone through, as no index has them. Driven by workforce_person_account.
const soonestCheck = `COALESCE((SELECT min(k.expires_on || ' ' || k.service || ' ' || k.kind) FROM workforce_v_check k
			JOIN pool p ON k.expires_on <= p.until AND p.service || ' ' || p.stage = k.service || ' ' || k.kind
			WHERE k.account_id = $1 AND k.expires_on <> ''), '')`

// checksAsked lists the checks that the services ask of an actor who works for them now, as rows beside those of a pool: service,
// check, the list, and the last day on which its end is soon. It is never empty: an empty row matches nothing.
func checksAsked(a access.Actor, services []catalogue.Service, today clock.Date) [][]any {
	rows := [][]any{{"", "", "", ""}}
	for _, s := range services {
		if !slices.ContainsFunc(a.Memberships(), func(m access.Membership) bool { return m.Service == s.Key }) {
			continue
		}
		for _, c := range s.Staff.Checks {
			rows = append(rows, []any{s.Key, c.Key, "check", string(today.AddDays(s.Staff.WarnDays))})
		}
	}
	return rows
}

func scanEnding(text string) Ending {
	on, rest, _ := strings.Cut(text, " ")
	service, check, _ := strings.Cut(rest, " ")
	return Ending{Service: service, Check: check, On: clock.Date(on)}
}

// ending reads the check of the actor's own that ends first.
func ending(ctx context.Context, v *gate.View, services []catalogue.Service) (Ending, error) {
	text, err := store.One(ctx, v, endingSQL, store.Value[string], v.Actor().Account(),
		store.Rows(checksAsked(v.Actor(), services, v.Now().Date())))
	return scanEnding(text), err
}

var endingSQL = store.SQL("casework.ending", `
	WITH pool (service, stage, kind, until) AS (VALUES {{rows 4}})
	SELECT `+soonestCheck)
