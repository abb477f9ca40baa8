package entitlement

import (
	"context"
	"slices"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

var (
	// ActSee is for everyone who works with people and sees their plan.
	ActSee = access.Declare("entitlement.see", access.Policy{Roles: access.Casework, Sections: access.Plan})
	// ActWork is for recording what is due, chasing it and settling it.
	ActWork = access.Declare("entitlement.work", access.Policy{Roles: access.Casework, Sections: access.Plan})
)

// Crime says whether somebody is a victim of a crime.
type Crime string

// The answers. It takes no report, charge or conviction to be a victim.
const (
	Yes      Crime = "yes"
	No       Crime = "no" // affected by behaviour that is not a crime
	NotKnown Crime = "not known"
)

// Crimes are the answers in the order a page offers them.
var Crimes = []Crime{Yes, No, NotKnown}

// Standing is how somebody stands under the code. Asked is false while nobody has said: then Crime comes
// from the offence the referral named.
type Standing struct {
	Crime    Crime
	Gateways []string
	Asked    bool
	On       clock.Date
	By       id.Account // who said so last
	Version  int

	// Came is what came with the referral and may speak for a gateway: see catalogue.Entitlements.Suggested.
	Came []string
}

// Enhanced tells whether the enhanced times are hers.
func (s Standing) Enhanced() bool { return s.Crime == Yes && len(s.Gateways) > 0 }

// SetStanding records whether the person is a victim of a crime, and by which gateways the enhanced times
// are hers. Those who do casework may. Days that are open move with it: to the enhanced times or back.
// Nothing stays due to somebody who turns out to be no victim of a crime; once it is a crime after all, what fell away
// is due again, by a day worked out anew. While it is not known, what became due stays due.
//
// Fails with errs.Invalid and errs.Stale. Records StandingSet. DOMAIN part 5.
type SetStanding struct {
	Folder   id.Folder
	Version  int // of the standing as read; 0: nobody had said
	Code     catalogue.Entitlements
	Crime    Crime
	Gateways []string
}

// Run records it.
func (s SetStanding) Run(ctx context.Context, tx *gate.Tx) (Standing, error) {
	if err := tx.Authorize(ctx, ActWork, gate.On{Folder: s.Folder}); err != nil {
		return Standing{}, err
	}
	var bad errs.Fields
	if !slices.Contains(Crimes, s.Crime) {
		bad.Add("crime", "Choose whether it was a crime")
	}
	for _, g := range s.Gateways {
		if _, ok := s.Code.Gateway(g); !ok {
			bad.Add("gateways", "Choose from the list")
		}
	}
	if s.Crime != Yes && len(s.Gateways) > 0 {
		bad.Add("gateways", "The enhanced times are for victims of a crime")
	}
	if err := bad.Err(); err != nil {
		return Standing{}, err
	}
	slices.Sort(s.Gateways)
	n, err := store.Exec(ctx, tx, setStandingSQL, s.Folder, s.Crime, strings.Join(s.Gateways, ","), tx.Now().Date(), tx.Actor().Account(),
		s.Version, tx.Entry())
	if err != nil {
		return Standing{}, err
	}
	if n == 0 {
		return Standing{}, errs.New(errs.Stale, "someone changed this since you opened it: look again")
	}
	set := Standing{Crime: s.Crime, Gateways: s.Gateways, Asked: true, On: tx.Now().Date(), By: tx.Actor().Account(), Version: s.Version + 1}
	tx.Record(StandingSet{Folder: s.Folder, Crime: s.Crime, Gateways: s.Gateways})
	return set, s.move(ctx, tx, set)
}

// move gives what is open, and what fell away before, the times that go with the new standing.
func (s SetStanding) move(ctx context.Context, tx *gate.Tx, set Standing) error {
	switch set.Crime {
	case NotKnown:
		return nil
	case No:
		_, err := store.Exec(ctx, tx, nothingDueSQL, s.Folder, tx.Now().Date(), tx.Entry())
		return err
	}
	all, err := store.Collect(ctx, tx, movingDueSQL, scanDue, s.Folder)
	if err != nil {
		return err
	}
	var moved [][]any
	for _, d := range all {
		if d.State == Open && d.Enhanced == set.Enhanced() {
			continue
		}
		if right, ok := s.Code.Right(d.Right, d.Happened); ok {
			moved = append(moved, []any{d.ID, s.Code.Due(right, set.Enhanced(), d.Happened)})
		}
	}
	if len(moved) == 0 {
		return nil
	}
	_, err = store.Exec(ctx, tx, moveDueSQL, set.Enhanced(), tx.Entry(), store.Rows(moved))
	return err
}

func standingOf(ctx context.Context, q gate.Reader, f id.Folder) (Standing, error) {
	s, found, err := store.Find(ctx, q, standingSQL, func(scan store.Scan) (Standing, error) {
		var s Standing
		var gateways, offence string
		var da, hate, child, vulnerable bool
		err := scan(&s.Crime, &gateways, &s.On, &s.By, &s.Version, &offence, &da, &hate, &child, &vulnerable)
		s.Asked = s.Version > 0
		if gateways != "" {
			s.Gateways = strings.Split(gateways, ",")
		}
		if !s.Asked && offence != "" {
			s.Crime = Yes
		}
		for _, c := range []struct {
			came bool
			what string
		}{{da, catalogue.CameDomesticAbuse}, {hate, catalogue.CameHate}, {child, catalogue.CameChild}, {vulnerable, catalogue.CameVulnerable}} {
			if c.came {
				s.Came = append(s.Came, c.what)
			}
		}
		return s, err
	}, f)
	if err == nil && !found {
		s.Crime = NotKnown
	}
	return s, err
}

var setStandingSQL = store.SQL("entitlement.setStanding", `
	INSERT INTO code_standing (folder_id, crime, gateways, set_on, set_by, version, last_entry)
	VALUES ($1, $2, $3, $4, $5, 1, $7)
	ON CONFLICT (folder_id) DO UPDATE SET crime = excluded.crime, gateways = excluded.gateways, set_on = excluded.set_on,
		set_by = excluded.set_by, version = code_standing.version + 1, last_entry = excluded.last_entry
	WHERE code_standing.version = $6`)

// standingSQL reads how a folder stands, with what came with its referral: until somebody says, a named
// offence means a crime, and no offence that it is not known.
var standingSQL = store.SQL("entitlement.standing", `
	SELECT COALESCE(s.crime, 'not known'), COALESCE(s.gateways, ''), COALESCE(s.set_on, ''), COALESCE(s.set_by, ''), COALESCE(s.version, 0), r.offence_code,
		r.flag_da, r.flag_hate, r.flag_child, r.flag_vulnerable
	FROM referral_v_referral r LEFT JOIN code_standing s ON s.folder_id = r.folder_id
	WHERE r.folder_id = $1`)

var nothingDueSQL = store.SQL("entitlement.nothingDue", `
	UPDATE code_due SET state = 'not due', settled_on = $2, version = version + 1, last_entry = $3 WHERE folder_id = $1 AND state = 'open'`)

var moveDueSQL = store.SQL("entitlement.moveDue", `
	WITH moved (due_id, due_on) AS (VALUES {{rows 2}})
	UPDATE code_due SET state = 'open', settled_on = '', enhanced = $1, due_on = (SELECT m.due_on FROM moved m WHERE m.due_id = code_due.id),
		version = version + 1, last_entry = $2
	WHERE id IN (SELECT m.due_id FROM moved m)`)
