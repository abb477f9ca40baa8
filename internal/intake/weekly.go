package intake

import (
	"context"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/match"
	"goldenthread/internal/store"
)

// SendWeekly says where an agency wants its week of referrals to be sent, or with an empty address that it wants it
// nowhere any more. People who act for an agency that refers may, for their own.
//
// Fails with errs.Invalid, and errs.Stale when somebody changed it since it was read. Records WeeklyAddressed. Practice,
// part 7.5.
type SendWeekly struct {
	Address string // of the agency; what is sent there names nobody
	Version int    // as read; 0: none was given yet
}

// WeeklyAddressed says that an agency gave an address, or took it back.
type WeeklyAddressed struct {
	Agency id.Agency `json:"agency"`
	Wanted bool      `json:"wanted"`
}

// EventKind names the event.
func (WeeklyAddressed) EventKind() string { return "intake.weekly addressed" }

// WeeklyAddress is where an agency's week is sent.
type WeeklyAddress struct {
	Address string
	Version int
}

// Run keeps the address.
func (s SendWeekly) Run(ctx context.Context, tx *gate.Tx) (WeeklyAddress, error) {
	if err := tx.Authorize(ctx, ActScorecard, gate.On{}); err != nil {
		return WeeklyAddress{}, err
	}
	address := strings.TrimSpace(s.Address)
	if _, sound := match.ParseEmail(address); address != "" && !sound {
		var bad errs.Fields
		bad.Add("address", "Enter an email address, like referrals@example.org")
		return WeeklyAddress{}, bad.Err()
	}
	agency := agencyOf(tx.Actor(), "", senderRoles...)
	n, err := store.Exec(ctx, tx, sendWeeklySQL, agency, address, tx.Actor().Account(), tx.Now(), s.Version, s.Version+1, tx.Entry())
	switch {
	case err != nil:
		return WeeklyAddress{}, err
	case n == 0:
		return WeeklyAddress{}, errs.New(errs.Stale, "Somebody of your agency changed the address since you opened the page.")
	}
	tx.Record(WeeklyAddressed{Agency: agency, Wanted: address != ""})
	return WeeklyAddress{Address: address, Version: s.Version + 1}, nil
}

// OwnWeekly gives where the actor's own agency wants its week to be sent. People who act for an agency that refers may.
func OwnWeekly(ctx context.Context, v gate.Reader) (WeeklyAddress, error) {
	if err := v.Authorize(ctx, ActScorecard, gate.On{}); err != nil {
		return WeeklyAddress{}, err
	}
	w, _, err := store.Find(ctx, v, ownWeeklySQL, func(scan store.Scan) (w WeeklyAddress, err error) {
		err = scan(&w.Address, &w.Version)
		return w, err
	}, agencyOf(v.Actor(), "", senderRoles...))
	return w, err
}

// ActWeeklySent sees which agencies were sent their week.
var ActWeeklySent = access.Declare("intake.weekly sent", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator}})

// WeeklySent is a week that was sent to an agency, or is about to be.
type WeeklySent struct {
	Agency  string // its name
	Week    clock.Date
	Address string
	Left    clock.Instant // zero: it has not left
}

// mostWeekly is how many of them one page shows.
const mostWeekly = 200

// WeeklyLog lists what was sent to agencies since a day, latest first, of those that referred to a service in that week or after it.
// Supervisors and administrators of the service may.
func WeeklyLog(ctx context.Context, v gate.Reader, service string, since clock.Date) ([]WeeklySent, error) {
	if err := v.Authorize(ctx, ActWeeklySent, gate.On{Service: service}); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, weeklyLogSQL, func(scan store.Scan) (s WeeklySent, err error) {
		err = scan(&s.Agency, &s.Week, &s.Address, &s.Left)
		return s, err
	}, service, since, mostWeekly)
}

var (
	sendWeeklySQL = store.SQL("intake.sendWeekly", `
		INSERT INTO intake_weekly_address (agency_id, address, by_account, set_at, version, last_entry) VALUES ($1, $2, $3, $4, $6, $7)
		ON CONFLICT (agency_id) DO UPDATE SET address = excluded.address, by_account = excluded.by_account, set_at = excluded.set_at,
			version = excluded.version, last_entry = excluded.last_entry
		WHERE intake_weekly_address.version = $5`)
	ownWeeklySQL = store.SQL("intake.ownWeekly", `SELECT address, version FROM intake_weekly_address WHERE agency_id = $1`)
	// weeklyLogSQL is driven by intake_weekly_week; whether an agency referred to the service is looked up in referral_sender.
	weeklyLogSQL = store.SQL("intake.weeklyLog", `
		SELECT g.name, w.week_from, w.address, w.left_at
		FROM intake_weekly w JOIN agency_v_agency g ON g.agency_id = w.agency_id
		WHERE w.week_from >= $2 AND EXISTS (SELECT 1 FROM referral_v_referral r WHERE r.source_agency_id = w.agency_id
			AND r.received_on >= w.week_from AND r.service = $1)
		ORDER BY w.week_from DESC, g.name
		LIMIT $3`)
)

// readerKnows leaves out what the account ($4) may not know of now ($5). The letter to the agency itself is written
// by the program, which is no account: it holds counts alone.
const readerKnows = `
			AND (CAST($4 AS text) = '' OR EXISTS (SELECT 1 FROM gate_v_access a WHERE a.folder_id = r.folder_id AND a.account_id = $4
				AND a.since_at <= $5 AND a.until_at > $5))`
