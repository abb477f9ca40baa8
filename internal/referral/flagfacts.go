package referral

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// FlagFacts gives what flags say as facts for rules. A flag that is not set was not noticed, which is not a no.
func FlagFacts(flags Flags) catalogue.Facts {
	var f catalogue.Facts
	if flags.DomesticAbuse {
		f.DomesticAbuse = catalogue.Known(true)
	}
	if flags.Hate {
		f.Hate = catalogue.Known(true)
	}
	if flags.Vulnerable {
		f.Vulnerable = catalogue.Known(true)
	}
	return f
}

// Before counts how often the same person was referred before, as far as the actor may know of it. The
// caller's action on the folder must have been authorised.
func Before(ctx context.Context, q gate.Reader, r Referral) (int, error) {
	return store.One(ctx, q, beforeSQL, store.Value[int], r.Person, q.Actor().Account(), q.Now(), r.ReceivedAt)
}

// CrimeRefOf gives the police's reference of a referral, closed.
func CrimeRefOf(ctx context.Context, q gate.Reader, r Referral) (*seal.Value, error) {
	return store.One(ctx, q, crimeRefSQL, func(scan store.Scan) (*seal.Value, error) {
		var crime []byte
		err := scan(&crime)
		return CrimeRefColumn.Value(r.Folder, string(r.ID), crime), err
	}, r.ID)
}

var crimeRefSQL = store.SQL("referral.crimeRef", `SELECT crime_ref FROM referral WHERE id = $1`)

// beforeSQL is driven by referral_person.
var beforeSQL = store.SQL("referral.before", `
	SELECT COUNT(*) FROM referral r WHERE r.person_id = $1 AND r.received_at < $4 AND`+mayKnow)
