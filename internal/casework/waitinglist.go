package casework

import (
	"context"
	"math"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// ActWaiting is for those who give people on the waiting list to a worker.
var ActWaiting = access.Declare("case.waiting list", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator}})

// Waiting is a place on the waiting list of a service.
type Waiting struct {
	Reference id.Reference
	Initials  *seal.Value
	Band      string // of the latest assessment; empty: none, or the reader is not shown it
	Blind     bool   // the reader has taken the case to score again: it stands first, whatever it was scored
	Flags     Flags
	Reason    string
	Owner     string // name of who answers for the place
	Came      clock.Date
	Since     clock.Instant // on the list
}

// mostWaiting is how many places one list shows. A service with more has another trouble.
const mostWaiting = 200

// WaitingList reads who waits for a worker of a service: by risk, the highest first, as the instruments that the
// service asks rank their bands, and inside a band those who came to us first, whose cases stand longest. A case that the reader has taken
// to score again stands before all: its place would tell its band, and nobody is to wait longer for being scored twice. It holds
// the first 200, and cut says that there are more. The service's supervisors may, and its administrator; cases the
// actor may not see are not in it. Somebody whose first contact is still going on waits for no worker yet, and is not in it
// either: her place has an owner and no reason.
func WaitingList(ctx context.Context, v *gate.View, s catalogue.Service, instruments []catalogue.Instrument) (list []Waiting, cut bool, err error) {
	if err := v.Authorize(ctx, ActWaiting, gate.On{Service: s.Key}); err != nil {
		return nil, false, err
	}
	list, err = store.Collect(ctx, v, waitingSQL, func(scan store.Scan) (Waiting, error) {
		var w Waiting
		var folder id.Folder
		var name string
		var initials []byte
		err := scan(&w.Reference, &folder, &name, &initials, &w.Band, &w.Flags.HighRisk, &w.Flags.HighNeed, &w.Blind, &w.Reason, &w.Owner, &w.Came, &w.Since)
		w.Flags = w.Flags.toReader(w.Blind)
		if w.Blind {
			w.Band = ""
		}
		w.Initials = person.InitialsColumn.Value(folder, name, initials)
		return w, err
	}, s.Key, v.Actor().Account(), v.Now())
	if err != nil {
		return nil, false, err
	}
	instruments = slices.DeleteFunc(slices.Clone(instruments), func(in catalogue.Instrument) bool { return !in.OfferedIn(s) })
	slices.SortStableFunc(list, func(a, b Waiting) int { return b.rank(instruments) - a.rank(instruments) })
	if cut = len(list) > mostWaiting; cut {
		list = list[:mostWaiting]
	}
	values := make([]*seal.Value, len(list))
	for i, w := range list {
		values[i] = w.Initials
	}
	return list, cut, v.OpenWhatMay(ctx, values...)
}

// rank gives the place of the band in the first instrument that has it; -1, which comes last, for none.
func (w Waiting) rank(instruments []catalogue.Instrument) int {
	if w.Blind {
		return math.MaxInt32
	}
	for _, in := range instruments {
		if n := in.BandRank(w.Band); n >= 0 {
			return n
		}
	}
	return -1
}

// waitingSQL is driven by waiting_place_service; inside a band the order is that of coming. It reads all who wait:
// which of them are the first is the instrument's to say.
var waitingSQL = store.SQL("casework.waiting", `
	SELECT c.reference, c.folder_id, COALESCE(n.name_id, ''), n.initials, `+bandOf+`, c.high_risk, c.high_need,
		`+blindTo+`$2 AND s.ask_until_at > $3),
		p.reason, COALESCE(w.name, ''), r.received_on, p.since_at
	FROM waiting_place p
	JOIN case_file c ON c.folder_id = p.folder_id
	JOIN referral_v_referral r ON r.referral_id = c.referral_id
	LEFT JOIN person_v_name n ON n.folder_id = c.folder_id
	LEFT JOIN identity_v_account w ON w.account_id = p.owner
	WHERE p.service = $1 AND p.left_at = 0 AND p.reason <> '' AND c.state = 'open'
		AND EXISTS (SELECT 1 FROM gate_v_access v
			WHERE v.folder_id = c.folder_id AND v.account_id = $2 AND v.since_at <= $3 AND v.until_at > $3)
	ORDER BY r.received_on, c.id`)
