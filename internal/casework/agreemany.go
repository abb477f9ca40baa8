package casework

import (
	"context"
	"fmt"

	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/referral"
	"goldenthread/internal/store"
)

// mostAgreed is how many priorities one press of a button agrees: a page of the list.
const mostAgreed = 50

// AgreeMany agrees with the police's own grade for many people at once, where the police gave the least urgent
// priority in their file and nothing that is known of the person speaks against it. Each is judged, signed and
// recorded for itself, as if it had been opened (practice 2.1).
//
// Those who judge with the police may. Fails with errs.Invalid when one of them is not such a person: then
// none is agreed. Records for each what AgreePriority records.
type AgreeMany struct {
	Service    catalogue.Service
	Instrument catalogue.Instrument
	LookedAt   catalogue.List
	Referrals  []id.Referral
}

// Run agrees them all.
func (a AgreeMany) Run(ctx context.Context, tx *gate.Tx) (int, error) {
	var bad errs.Fields
	switch {
	case len(a.Referrals) == 0:
		bad.Add("referrals", "Tick whom you looked at")
	case len(a.Referrals) > mostAgreed:
		bad.Add("referrals", fmt.Sprintf("At most %d can be agreed at once", mostAgreed))
	}
	if err := bad.Err(); err != nil {
		return 0, err
	}
	for _, r := range a.Referrals {
		ref, err := referral.Get(ctx, tx, r)
		if err != nil {
			return 0, err
		}
		if err := tx.Authorize(ctx, assessment.ActJudge, gate.On{Folder: ref.Folder}); err != nil {
			return 0, err
		}
		judged, err := assessment.Joints(ctx, tx, ref.Folder, a.Instrument.Key)
		if err != nil {
			return 0, err
		}
		if len(judged) > 0 {
			bad.Add("referrals", fmt.Sprintf("%s: somebody has judged it meanwhile. Look at it by itself", ref.Reference))
			return 0, bad.Err()
		}
		known, err := KnownOf(ctx, tx, ref)
		if err != nil {
			return 0, err
		}
		judge, ok := known.Least(a.Instrument, a.LookedAt)
		if !ok {
			bad.Add("referrals", fmt.Sprintf("%s: something is known that speaks against %s. Look at it by itself", ref.Reference, a.Instrument.LeastPriority().Label))
			return 0, bad.Err()
		}
		if _, err := (AgreePriority{Referral: r, Service: a.Service, Judge: judge}).Run(ctx, tx); err != nil {
			return 0, err
		}
	}
	return len(a.Referrals), nil
}

// Known is what is known of a matter before anybody is asked, without the kind of crime: need decides.
type Known struct {
	Facts  catalogue.Facts
	Police string // the priority the police gave in their file; empty: none
	Before int    // times the person was referred before
	Danger bool   // the alarm of Act now was raised: whoever agrees looks at it by itself
}

// KnownOf gathers it. The caller's action on the folder must have been authorised.
func KnownOf(ctx context.Context, q gate.Reader, ref referral.Referral) (Known, error) {
	before, err := referral.Before(ctx, q, ref)
	if err != nil {
		return Known{}, err
	}
	danger, err := store.One(ctx, q, dangerSQL, store.Value[bool], ref.Folder)
	if err != nil {
		return Known{}, err
	}
	k := Known{Police: string(ref.Priority), Before: before, Danger: danger, Facts: referral.FlagFacts(ref.Flags)}
	k.Facts.Previous = catalogue.Known(before)
	if ref.AgeKnown {
		k.Facts.Age = catalogue.Known(ref.Age)
	}
	return k, nil
}

// Least gives the judgement that agrees with the police's least urgent priority; false when they gave another,
// when the alarm of Act now was raised, or when something that is known grades a dimension higher.
func (k Known) Least(in catalogue.Instrument, lookedAt catalogue.List) (assessment.Judge, bool) {
	least := in.LeastPriority()
	if k.Police != least.Key || least.Fills == "" || k.Danger {
		return assessment.Judge{}, false
	}
	j := assessment.Judge{Instrument: in, Grades: assessment.Answers{}, Filled: in.FillIn(k.Facts, k.Police), Priority: least.Key, LookedAt: lookedAt,
		Sources: []string{"police_row", "own_records"}, Signed: &assessment.Signature{How: assessment.ByFile, Priority: least.Key}}
	for dimension, filled := range j.Filled {
		if filled.Grade != least.Fills {
			return assessment.Judge{}, false
		}
		j.Grades[dimension] = filled.Grade
	}
	return j, true
}

// dangerSQL is driven by act_now_folder.
var dangerSQL = store.SQL("casework.danger", `SELECT EXISTS (SELECT 1 FROM act_now WHERE folder_id = $1)`)
