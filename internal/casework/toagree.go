package casework

import (
	"context"
	"slices"

	"goldenthread/internal/access"
	"goldenthread/internal/assessment"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/seal"
	"goldenthread/internal/store"
)

// mostToAgree is how many people the list shows: a page. The most pressing come first, so that the page is
// what is to be done now.
const mostToAgree = 50

// ToAgreeRow is somebody whose priority is still to be agreed with the police.
type ToAgreeRow struct {
	Referral  id.Referral
	Reference id.Reference
	Folder    id.Folder
	Service   string
	Due       clock.Instant
	Police    string // the priority in the police's file; empty: none
	Flags     referral.Flags
	Before    int           // times referred before
	Danger    bool          // the alarm of Act now was raised for the person
	Ours      string        // our priority, once judged
	Waits     id.Assessment // the judgement that waits for the police; empty: nobody judged yet
	Initials  *seal.Value
	Why       *seal.Value
}

// Least tells whether the row can be agreed together with others like it: see AgreeMany.
func (r ToAgreeRow) Least(in catalogue.Instrument, lookedAt catalogue.List) bool {
	k := Known{Police: r.Police, Before: r.Before, Danger: r.Danger, Facts: referral.FlagFacts(r.Flags)}
	k.Facts.Previous = catalogue.Known(r.Before)
	_, ok := k.Least(in, lookedAt)
	return ok && r.Ours == "" && r.Waits == ""
}

// ToAgree lists whose priority is still to be agreed, of one service, the most pressing first: accepted and not
// picked up, and cases at the stage that asks for it. It ends after a page. Those who judge with the police
// may; whom they may not see is not in it.
func ToAgree(ctx context.Context, v *gate.View, s catalogue.Service, stage catalogue.Stage) ([]ToAgreeRow, error) {
	if err := v.Authorize(ctx, ActToAgree, gate.On{Service: s.Key}); err != nil {
		return nil, err
	}
	if !Judges(v.Actor(), s.Key) {
		return nil, gate.NoSuchRecord() // to the police only what is put to them
	}
	rows, err := store.Collect(ctx, v, toAgreeSQL, scanToAgree, v.Actor().Account(), v.Now(), mostToAgree, s.Key, stage.Key)
	if err != nil {
		return nil, err
	}
	return rows, openToAgree(ctx, v, rows)
}

// CountToAgree says of each service how many the list of [ToAgree] has, with those beyond its page; a count stops at 100. The stages
// are those that ask for the judgement, by service. Those who judge with the police may.
func CountToAgree(ctx context.Context, v *gate.View, stages map[string]catalogue.Stage) (map[string]int, error) {
	if err := v.Authorize(ctx, ActToAgree, gate.On{}); err != nil {
		return nil, err
	}
	rows := [][]any{{"", "", ""}} // never empty: an empty row matches nothing
	for service, st := range stages {
		if Judges(v.Actor(), service) {
			rows = append(rows, []any{service, st.Key, PoolToAgree})
		}
	}
	counts := map[string]int{}
	return counts, store.Each(ctx, v, toAgreeCountsSQL, func(scan store.Scan) error {
		var service string
		var n int
		err := scan(&service, &n)
		counts[service] = n
		return err
	}, v.Actor().Account(), v.Now(), mostCounted, store.Rows(rows))
}

// PutToPolice lists what waits for an answer of the police, the longest waiting first, of folders that were
// shared with the reader's force. The police liaison may.
func PutToPolice(ctx context.Context, v *gate.View) ([]ToAgreeRow, error) {
	if err := v.Authorize(ctx, ActToAgree, gate.On{}); err != nil {
		return nil, err
	}
	rows, err := store.Collect(ctx, v, putToPoliceSQL, scanToAgree, v.Actor().Account(), v.Now(), mostToAgree)
	if err != nil {
		return nil, err
	}
	return rows, openToAgree(ctx, v, rows)
}

// NextToAgree gives whom to go on to after one matter: the most pressing of the others nobody has judged; empty
// when there is none. The caller's reading of that matter must have been authorised.
func NextToAgree(ctx context.Context, v *gate.View, s catalogue.Service, stage catalogue.Stage, after id.Referral) (id.Reference, error) {
	rows, err := store.Collect(ctx, v, toAgreeSQL, scanToAgree, v.Actor().Account(), v.Now(), mostToAgree, s.Key, stage.Key)
	if err != nil {
		return "", err
	}
	// In the order of the list: the first after this one, else the first before it.
	at := slices.IndexFunc(rows, func(r ToAgreeRow) bool { return r.Referral == after })
	for _, r := range append(slices.Clone(rows[at+1:]), rows[:max(at, 0)]...) {
		if r.Waits == "" {
			return r.Reference, nil
		}
	}
	return "", nil
}

// ServiceOf gives the service that a reference is of, for a page that must know it first; it authorises nothing
// and shows nothing.
func ServiceOf(ctx context.Context, v *gate.View, reference id.Reference) (string, error) {
	ref, err := referral.ByReference(ctx, v, reference)
	if errs.KindOf(err) == errs.NotFound {
		return "", gate.NoSuchRecord()
	}
	return ref.Service, err
}

// Judges tells whether an actor judges priorities for a service, and is not somebody they are put to.
func Judges(a access.Actor, service string) bool {
	return a.HoldsAny(service, assessment.ActJudge.Policy().Roles...)
}

func openToAgree(ctx context.Context, v *gate.View, rows []ToAgreeRow) error {
	var values []*seal.Value
	for _, r := range rows {
		values = append(values, r.Initials, r.Why)
	}
	return v.OpenWhatMay(ctx, values...)
}

// ToAgreeOne is one matter with all that its judgement needs.
type ToAgreeOne struct {
	Referral referral.Referral
	About    person.About // of those who may see it: initials alone for the police
	Why      *seal.Value
	CrimeRef *seal.Value
	Known    Known
	Versions []assessment.Joint // newest first
	Judges   bool               // the reader judges, and is not of those to whom it is put
}

// ToAgreeByReference reads one. Those who sign may, on either side. Fails with errs.NotFound.
func ToAgreeByReference(ctx context.Context, v *gate.View, reference id.Reference, instrument string) (ToAgreeOne, error) {
	ref, err := referral.ByReference(ctx, v, reference)
	if errs.KindOf(err) == errs.NotFound {
		return ToAgreeOne{}, gate.NoSuchRecord()
	}
	if err != nil {
		return ToAgreeOne{}, err
	}
	one := ToAgreeOne{Referral: ref, Why: ref.Why(), Judges: Judges(v.Actor(), ref.Service)}
	if one.Versions, err = assessment.Joints(ctx, v, ref.Folder, instrument); err != nil {
		return ToAgreeOne{}, err
	}
	if one.Known, err = KnownOf(ctx, v, ref); err != nil {
		return ToAgreeOne{}, err
	}
	if one.About, err = person.Load(ctx, v, ref.Folder); err != nil {
		return ToAgreeOne{}, err
	}
	if one.CrimeRef, err = referral.CrimeRefOf(ctx, v, ref); err != nil {
		return ToAgreeOne{}, err
	}
	return one, v.OpenWhatMay(ctx, append(one.About.Safe.Values(), one.About.Identity.Initials, one.Why, one.CrimeRef)...)
}

func scanToAgree(scan store.Scan) (ToAgreeRow, error) {
	var r ToAgreeRow
	var nameRow string
	var initials, why []byte
	err := scan(&r.Referral, &r.Reference, &r.Folder, &r.Service, &r.Due, &r.Police, &r.Flags.DomesticAbuse, &r.Flags.Hate, &r.Flags.Vulnerable,
		&r.Before, &r.Danger, &r.Ours, &r.Waits, &nameRow, &initials, &why)
	r.Initials = person.InitialsColumn.Value(r.Folder, nameRow, initials)
	r.Why = referral.WhyColumn.Value(r.Folder, string(r.Referral), why)
	return r, err
}

// toAgreeColumns are those of one row; r is the referral, due is when it has to be agreed.
const toAgreeColumns = `r.priority AS police, r.flag_da, r.flag_hate, r.flag_vulnerable,
			(SELECT COUNT(*) FROM referral_v_referral b WHERE b.person_id = r.person_id AND b.received_at < r.received_at AND EXISTS
				(SELECT 1 FROM gate_v_access a WHERE a.folder_id = b.folder_id AND a.account_id = $1 AND a.since_at <= $2 AND a.until_at > $2)) AS before_count,
			EXISTS (SELECT 1 FROM act_now d WHERE d.folder_id = r.folder_id) AS danger,
			COALESCE(j.priority, '') AS ours, COALESCE(CASE WHEN j.state = 'waiting' THEN j.assessment_id ELSE '' END, '') AS waits,
			COALESCE(n.name_id, '') AS name_id, n.initials, r.why`

// toAgreeJoins brings the name and what was judged.
const toAgreeJoins = `
		LEFT JOIN person_v_name n ON n.folder_id = r.folder_id
		LEFT JOIN assessment_v_joint j ON j.folder_id = r.folder_id`

// Who is still to be agreed, for the list and for every count of it: freshToAgree are referrals r that were accepted and not picked
// up, begunToAgree cases f, at the stage that asks for it. $1 is the reader, $2 the instant.
const (
	freshToAgree = `
			r.state = 'accepted' AND EXISTS (SELECT 1 FROM gate_v_access v
				WHERE v.folder_id = r.folder_id AND v.account_id = $1 AND v.since_at <= $2 AND v.until_at > $2)`
	begunToAgree = `
			f.state = 'open'` + seen
)

// toAgreeCount counts, to $3, those of the service and stage of a row p. Driven by referral_inbox and case_file_stage.
const toAgreeCount = `(SELECT count(*) FROM (
			SELECT 1 FROM referral_v_referral r WHERE r.service = p.service AND` + freshToAgree + `
			UNION ALL
			SELECT 1 FROM case_file f WHERE f.service = p.service AND f.stage = p.stage AND` + begunToAgree + `
			LIMIT $3) still)`

// toAgreeCountsSQL is driven by the indexes of its count.
var toAgreeCountsSQL = store.SQL("casework.toAgreeCounts", `
	WITH pool (service, stage, kind) AS (VALUES {{rows 3}})
	SELECT p.service, `+toAgreeCount+` FROM pool p WHERE p.kind = 'agree'`)

// toAgreeSQL is driven by referral_inbox and case_file_stage; each half ends after a page.
var toAgreeSQL = store.SQL("casework.toAgree", `
	WITH fresh AS (
		SELECT r.referral_id, r.reference, r.folder_id, r.service, r.clock_due_at AS due_at, `+toAgreeColumns+`
		FROM referral_v_referral r`+toAgreeJoins+`
		WHERE r.service = $4 AND`+freshToAgree+`
		ORDER BY r.clock_due_at, r.referral_id LIMIT $3
	), begun AS (
		SELECT r.referral_id, r.reference, r.folder_id, r.service, f.stage_due_at AS due_at, `+toAgreeColumns+`
		FROM case_file f JOIN referral_v_referral r ON r.referral_id = f.referral_id`+toAgreeJoins+`
		WHERE f.service = $4 AND f.stage = $5 AND`+begunToAgree+`
		ORDER BY f.stage_due_at, f.id LIMIT $3
	), both_lists AS (
		SELECT referral_id, reference, folder_id, service, due_at, police, flag_da, flag_hate, flag_vulnerable, before_count, danger, ours, waits, name_id, initials, why FROM fresh
		UNION ALL
		SELECT referral_id, reference, folder_id, service, due_at, police, flag_da, flag_hate, flag_vulnerable, before_count, danger, ours, waits, name_id, initials, why FROM begun
	)
	SELECT referral_id, reference, folder_id, service, due_at, police, flag_da, flag_hate, flag_vulnerable, before_count, danger, ours, waits, name_id, initials, why
	FROM both_lists ORDER BY due_at, referral_id LIMIT $3`)

// putToPoliceSQL is driven by joint_priority_waiting, through its view.
var putToPoliceSQL = store.SQL("casework.putToPolice", `
	SELECT r.referral_id, r.reference, r.folder_id, r.service, j.made_at, `+toAgreeColumns+`
	FROM assessment_v_joint j JOIN referral_v_referral r ON r.folder_id = j.folder_id
	LEFT JOIN person_v_name n ON n.folder_id = r.folder_id
	WHERE j.state = 'waiting'
		AND EXISTS (SELECT 1 FROM gate_v_access a WHERE a.folder_id = j.folder_id AND a.account_id = $1 AND a.since_at <= $2 AND a.until_at > $2)
	ORDER BY j.made_at, r.referral_id LIMIT $3`)
