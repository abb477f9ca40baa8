package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// State is how far a version has come.
type State string

// The states, in their order.
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Accepted  State = "accepted"
)

// Version is a return as it was kept.
type Version struct {
	ID     string        `json:"id"`
	Report string        `json:"report"`
	Period Period        `json:"period"`
	AsAt   clock.Date    `json:"as_at"`
	Number int           `json:"number"`
	State  State         `json:"state"`
	Reason string        `json:"reason"` // why the figures differ from those of the version before
	Digest string        `json:"digest"`
	By     string        `json:"by"` // initials
	At     clock.Instant `json:"at"`
}

// ActKeep is keeping a version of a return, and submitting it.
var ActKeep = access.Declare("report.keep", access.Policy{Roles: []access.Role{access.Supervisor, access.Administrator}})

// Keep keeps a return as it stands: its figures, its as-at date and its digest, so that what has changed since
// can be told. Made again as at that date it can differ: see the package's own words. Supervisors
// and administrators of the service may.
//
// Fails like [Make]; with errs.Conflict when the last version has the same figures; with errs.Invalid when
// the figures differ from it and no reason is given, or
// it holds a reference or a telephone number; with errs.Stale when they have another check code than those looked at. Records VersionKept. Practice, part 3.11.
type Keep struct {
	Make
	Reason    string // why the figures differ from the last version's; they name nobody
	CheckCode string // of what was looked at before it is kept; empty: nobody looked
}

// VersionKept says that a version was kept.
type VersionKept struct {
	Report  string     `json:"report"`
	From    clock.Date `json:"from"`
	AsAt    clock.Date `json:"as_at"`
	Version string     `json:"version"`
	Number  int        `json:"number"`
	Digest  string     `json:"digest"`
}

// EventKind names the event.
func (VersionKept) EventKind() string { return "report.version kept" }

// Run keeps the version.
func (k Keep) Run(ctx context.Context, tx *gate.Tx) (Version, error) {
	if _, _, _, err := k.prepare(ctx, tx, ActKeep); err != nil {
		return Version{}, err
	}
	made, err := k.Make.Run(ctx, tx)
	if err != nil {
		return Version{}, err
	}
	if err := made.looked(k.CheckCode); err != nil {
		return Version{}, err
	}
	all, err := Versions(ctx, tx, made)
	if err != nil {
		return Version{}, err
	}
	v := Version{ID: tx.NewID(), Report: made.Key, Period: made.Period, AsAt: made.AsAt, Number: len(all) + 1, State: Draft,
		Reason: strings.TrimSpace(k.Reason), Digest: made.Digest, At: tx.Now()}
	if len(all) > 0 {
		var bad errs.Fields
		switch last := all[0]; {
		case last.Digest == made.Digest:
			return Version{}, errs.New(errs.Conflict, fmt.Sprintf("Nothing has changed since version %d: it has the same check code.", last.Number))
		case v.Reason == "":
			bad.Add("reason", fmt.Sprintf("Say why the figures differ from version %d", last.Number))
			return Version{}, bad.Err()
		}
	}
	if err := tooLong(v.Reason); err != nil {
		return Version{}, err
	}
	if id.TellsOfSomebody(v.Reason) {
		var bad errs.Fields
		bad.Add("reason", "Leave out references and telephone numbers: everyone who reads the return reads this")
		return Version{}, bad.Err()
	}
	figures, err := json.Marshal(made)
	if err != nil {
		return Version{}, fmt.Errorf("writing the figures: %w", err)
	}
	if _, err := store.Exec(ctx, tx, keepSQL, v.ID, v.Report, v.Period.From, v.Period.To, v.AsAt, v.Number, v.State, v.Reason,
		v.Digest, string(figures), hashOf(figures), tx.Actor().Account(), tx.Now(), tx.Entry()); err != nil {
		return Version{}, err
	}
	tx.Record(VersionKept{Report: v.Report, From: v.Period.From, AsAt: v.AsAt, Version: v.ID, Number: v.Number, Digest: v.Digest})
	return v, nil
}

// longestText is how many characters a reason or a remark may have.
const longestText = 4000

func tooLong(text string) error {
	var bad errs.Fields
	if n := len([]rune(text)); n > longestText {
		bad.Add("reason", fmt.Sprintf("It has %d characters, and at most %d are kept", n, longestText))
	}
	return bad.Err()
}

// keepSQL adds a version.
var keepSQL = store.SQL("report.keep", `
	INSERT INTO report_version (id, report, from_on, to_on, as_at_on, number, state, reason, digest, figures, figures_hash, by_account, kept_at, last_entry)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)

// versionsSQL lists the versions of a return and period, latest first. Driven by report_version_once.
var versionsSQL = store.SQL("report.versions", `
	SELECT v.id, v.report, v.from_on, v.to_on, v.as_at_on, v.number, v.state, v.reason, v.digest, COALESCE(a.initials, ''), v.kept_at
	FROM report_version v
	LEFT JOIN identity_v_fact_account a ON a.account_id = v.by_account
	WHERE v.report = $1 AND v.from_on = $2 AND v.to_on = $3
	ORDER BY v.number DESC`)

// versionSQL finds one of a return.
var versionSQL = store.SQL("report.version", `
	SELECT v.id, v.report, v.from_on, v.to_on, v.as_at_on, v.number, v.state, v.reason, v.digest, COALESCE(a.initials, ''), v.kept_at
	FROM report_version v
	LEFT JOIN identity_v_fact_account a ON a.account_id = v.by_account
	WHERE v.id = $1 AND v.report = $2 AND v.from_on = $3`)

var figuresSQL = store.SQL("report.figures", `SELECT figures, figures_hash FROM report_version WHERE id = $1`)

func scanVersion(scan store.Scan) (Version, error) {
	var v Version
	err := scan(&v.ID, &v.Report, &v.Period.From, &v.Period.To, &v.AsAt, &v.Number, &v.State, &v.Reason, &v.Digest, &v.By, &v.At)
	return v, err
}

// looked fails when a return that is made anew has not the figures that somebody looked at.
func (r Report) looked(checkCode string) error {
	if checkCode == "" || checkCode == r.CheckCode {
		return nil
	}
	return errs.New(errs.Stale, "The figures or words have changed since you opened the page: their check code was "+checkCode+" and is "+r.CheckCode+".")
}

// readable takes the decision on what stands around a return: it is read by those who may read the return,
// with every service whose facts it counts.
func (r Report) readable(ctx context.Context, v gate.Reader) error {
	for _, service := range r.definition.services() {
		if err := v.Authorize(ctx, ActMake, gate.On{Service: service}); err != nil {
			return err
		}
	}
	return nil
}

// Versions lists what was kept of a return and its period, latest first. Those who may read the return may.
func Versions(ctx context.Context, v gate.Reader, made Report) ([]Version, error) {
	if err := made.readable(ctx, v); err != nil {
		return nil, err
	}
	return store.Collect(ctx, v, versionsSQL, scanVersion, made.Key, made.Period.From, made.Period.To)
}

// LoadVersion gives a version of a return with its figures. Those who may read the return may. It fails with
// errs.NotFound when that return and period have no such version, and with errs.Conflict when what was kept was changed where it lies.
func LoadVersion(ctx context.Context, v gate.Reader, made Report, version string) (Version, Report, error) {
	if err := made.readable(ctx, v); err != nil {
		return Version{}, Report{}, err
	}
	kept, err := store.One(ctx, v, versionSQL, scanVersion, version, made.Key, made.Period.From)
	if err != nil {
		return Version{}, Report{}, err
	}
	old, err := keptFigures(ctx, v, kept, made.definition)
	return kept, old, err
}

// keptFigures reads what was kept of a version, and fails with errs.Conflict when it is not what was kept. Its tables are laid out as
// the return's file says now; of one that the file has no more only the figures are known. What was taken back in the work log
// since is not repeated.
func keptFigures(ctx context.Context, v gate.Reader, kept Version, d Definition) (Report, error) {
	var hash string
	text, err := store.One(ctx, v, figuresSQL, func(scan store.Scan) (s string, err error) {
		err = scan(&s, &hash)
		return s, err
	}, kept.ID)
	if err != nil {
		return Report{}, err
	}
	changed := errs.New(errs.Conflict, fmt.Sprintf("Version %d was changed where it is kept: it no longer gives the check code %s. Ask whoever runs the system to check the log.",
		kept.Number, CheckCode(kept.Digest)))
	if hash != "" && hashOf([]byte(text)) != hash {
		return Report{}, changed
	}
	var old Report
	if err := json.Unmarshal([]byte(text), &old); err != nil {
		return Report{}, fmt.Errorf("reading the figures of a version: %w", err)
	}
	if digest, _ := old.digest(); digest != kept.Digest {
		return Report{}, changed
	}
	old.Version, old.definition = kept.Number, d
	if hash == "" {
		old.Notes = append(old.Notes, Note{About: Meaning, Text: "Of this version the figures, the commentary and the case study are put to the check code; of its other words nobody can tell whether they were changed where they lie, for no code of them was kept then."})
	}
	for i := range old.Tables {
		old.Tables[i].laid(d, hash == "")
	}
	return old, old.keepBack(ctx, v)
}

// hashOf gives the SHA-256 of what is kept of a version, byte by byte.
func hashOf(figures []byte) string {
	sum := sha256.Sum256(figures)
	return hex.EncodeToString(sum[:])
}

// laid gives a kept table its layout. One that was kept before it was kept with it whether there is a total has none where it
// gives mean answers.
func (t *Table) laid(d Definition, untold bool) {
	l, known := d.table(t.ID)
	if !known {
		l = Layout{ID: t.ID, Title: t.Title, Counts: noMore}
		for _, h := range t.Columns {
			l.Columns = append(l.Columns, h.Column)
		}
	}
	if untold {
		t.NoTotal = l.Counts.means() || slices.Contains(l.Columns, After) || slices.Contains(l.Columns, Change)
	}
	t.layout = l
}

// noMore stands for what a table counted that the return's file has no more.
const noMore Measure = "no more"

// Recall gives a version of a return as it was kept, with its figures and words, whatever the records say now. It is
// named by its number or by its check code. Those who may read the return may.
//
// Fails like [Make], with errs.NotFound when there is no such version, and with errs.Conflict when what was kept was changed where it lies.
type Recall struct {
	Make
	Version string // "2", or "7C09 8B07", or a whole digest
}

// Run reads it.
func (c Recall) Run(ctx context.Context, v gate.Reader) (Version, Report, error) {
	d, p, _, err := c.prepare(ctx, v, ActMake)
	if err != nil {
		return Version{}, Report{}, err
	}
	all, err := store.Collect(ctx, v, versionsSQL, scanVersion, d.Key, p.From, p.To)
	if err != nil {
		return Version{}, Report{}, err
	}
	at := slices.IndexFunc(all, func(x Version) bool { return x.called(c.Version) })
	if at < 0 {
		return Version{}, Report{}, errs.New(errs.NotFound, "no such version of that return and period was kept")
	}
	old, err := keptFigures(ctx, v, all[at], d)
	if err != nil {
		return Version{}, Report{}, err
	}
	return all[at], old, nil
}

// called tells whether a version goes by a name: its number, or its digest from the beginning, in groups or not.
func (v Version) called(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	if len(name) < len("7c098b07") {
		return name == strconv.Itoa(v.Number)
	}
	return strings.HasPrefix(v.Digest, name)
}
