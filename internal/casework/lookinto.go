package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/audit"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// ActLookInto sees who has looked at a record, without seeing anything of it.
var ActLookInto = access.Declare("case.look into", access.Policy{Roles: []access.Role{access.Auditor, access.DataProtectionLead}})

// LookInto answers who has looked at a record, for somebody who watches over it and is shown nothing of it: the auditor
// of any record, the data protection lead of those of the services her agency runs, by the reference that whoever asks has in
// hand. Conflicts of interest and private records make no difference: who looked is what they are there to ask.
//
// It answers also who could see the record, and on what basis: at the end of a day, or now. A team stands there for those who
// worked in it at the time.
//
// Fails with errs.NotFound when there is no such record, or it is not hers to ask about; with errs.Invalid (on) for a day to
// come. Records LookedInto, so that to have asked stands in the same list.
type LookInto struct {
	Reference id.Reference
	On        clock.Date // who could see it at the end of this day; empty: now
}

// LookedInto says that somebody asked who has looked at a record.
type LookedInto struct {
	Folder id.Folder `json:"folder"`
}

// EventKind names the event.
func (LookedInto) EventKind() string { return "case.looked into" }

// Subjects is whose record it is.
func (e LookedInto) Subjects() []audit.Subject {
	return []audit.Subject{{ID: string(e.Folder), How: audit.HowListed}}
}

// Looks is who has looked at one record.
type Looks struct {
	Reference id.Reference
	Days      []LookedOn
	More      bool // there is older still
	Could     []Shared
}

// Run gives them, latest first.
func (c LookInto) Run(ctx context.Context, tx *gate.Tx) (Looks, error) {
	if err := tx.Authorize(ctx, ActLookInto, gate.On{}); err != nil {
		return Looks{}, err
	}
	folder, service, err := folderOf(ctx, tx, c.Reference)
	if err != nil {
		return Looks{}, err
	}
	runs, err := agency.TeamOf(ctx, tx, service)
	if err != nil {
		return Looks{}, err
	}
	if agencies, all := tx.Actor().WatchesOver(); !all && !slices.Contains(agencies, runs.Agency) {
		return Looks{}, gate.NoSuchRecord()
	}
	at := tx.Now()
	if c.On != "" {
		if c.On > at.Date() {
			var bad errs.Fields
			bad.Add("on", "Enter a day that has come, or leave it empty for now")
			return Looks{}, bad.Err()
		}
		at = min(at, c.On.AddDays(1).Start()-1)
	}
	looks := Looks{Reference: c.Reference}
	held, err := tx.SharingAt(ctx, folder, at)
	if err != nil {
		return Looks{}, err
	}
	if looks.Could, err = named(ctx, tx, held); err != nil {
		return Looks{}, err
	}
	if looks.Days, looks.More, err = lookedOf(ctx, tx, folder); err != nil {
		return Looks{}, err
	}
	tx.Record(LookedInto{Folder: folder})
	return looks, nil
}

// named gives those to whom a record is shared their names.
func named(ctx context.Context, v gate.Reader, held []gate.Held) ([]Shared, error) {
	if len(held) == 0 {
		return nil, nil
	}
	var who []string
	for _, h := range held {
		who = append(who, h.Grantee)
	}
	names := map[string]string{}
	err := store.Each(ctx, v, granteesSQL, func(scan store.Scan) error {
		var who, name string
		err := scan(&who, &name)
		names[who] = name
		return err
	}, store.List(who))
	return sharedWith(held, names), err
}

var granteesSQL = store.SQL("casework.grantees", `SELECT n.who, n.name FROM (`+grantees+`) n WHERE n.who IN ({{list}})`)

// folderOf finds the folder of a case or of a referral, and the service it is with.
func folderOf(ctx context.Context, q gate.Reader, r id.Reference) (f id.Folder, service string, err error) {
	if c, found, err := ByReference(ctx, q, r); found || err != nil {
		return c.Folder, c.Service, err
	}
	came, err := referral.ByReference(ctx, q, r)
	return came.Folder, came.Service, err
}
