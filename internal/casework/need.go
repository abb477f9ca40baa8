package casework

import (
	"context"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// NeedKind tells needs from what else came up.
type NeedKind string

// The two lists of needs a return counts (R078, D7 and D7b).
const (
	Need       NeedKind = "need"
	Additional NeedKind = "additional"
)

// RecordNeeds records what the person needs, and what else came up: codes of the catalogue's lists
// "needs" and "additional-needs", and how much of it there is, which may be said alone. A need already
// recorded keeps its first day. The flags of the case follow (R028). Those who work on the case may.
//
// Fails with errs.Invalid, and errs.Stale when a colleague chose another level since it was read. Records NeedsNoted, and Graded.
type RecordNeeds struct {
	Case    id.Case
	Service catalogue.Service
	Kind    NeedKind
	List    catalogue.List // the codes that are allowed
	Codes   []string
	Level   string         // how much is needed; empty: as it stands
	Levels  catalogue.List // "need-levels"
	Seen    string         // the level as the form showed it, or [NoneYet]; empty: not checked
	On      clock.Date
}

// NeedsNoted says that needs, or what else came up, were recorded.
type NeedsNoted struct {
	Case   id.Case
	Folder id.Folder
	Kind   NeedKind
	Codes  []string
	Level  string `json:",omitempty"`
}

// EventKind names the event.
func (NeedsNoted) EventKind() string { return "case.needs noted" }

// SeenLevel is what a form carries as seen, for the level it shows.
func SeenLevel(level string) string {
	if level == "" {
		return NoneYet
	}
	return level
}

// Run records the needs.
func (r RecordNeeds) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, r.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	var bad errs.Fields
	record, known := map[NeedKind]string{Need: "needs", Additional: "additional_needs"}[r.Kind]
	if !known {
		bad.Add("kind", "Say whether it is a need, or what else came up")
	}
	if len(r.Codes) == 0 && r.Level == "" {
		bad.Add("codes", "Choose at least one")
	}
	if r.Level != "" {
		listed(&bad, "level", r.Levels, r.Level, "Choose how much is needed from the list")
	}
	rows := make([][]any, 0, len(r.Codes))
	for _, code := range r.Codes {
		listed(&bad, "codes", r.List, code, "Choose from the list")
		rows = append(rows, []any{tx.NewID(), now.ID, r.Kind, code, r.On, clock.Date(""), tx.Now()})
	}
	happened(&bad, "on", r.On, tx.Now().Date(), "the day it was noted")
	if err := bad.Err(); err != nil {
		return Case{}, err
	}
	if r.Seen != "" && r.Level != "" && now.Level != r.Level && SeenLevel(now.Level) != r.Seen {
		return Case{}, errs.New(errs.Stale, "A colleague said meanwhile how much is needed: look at what stands, then choose")
	}
	tx.Record(NeedsNoted{Case: now.ID, Folder: now.Folder, Kind: r.Kind, Codes: r.Codes, Level: r.Level})
	if r.Level != "" && r.Level != now.Level {
		now.Level = r.Level
		if _, err := store.Exec(ctx, tx, levelSQL, now.ID, now.Level, tx.Entry()); err != nil {
			return Case{}, err
		}
	}
	if len(rows) == 0 {
		return now, grade(ctx, tx, now, r.Service)
	}
	if _, err := store.Exec(ctx, tx, addNeedsSQL, store.Rows(rows)); err != nil {
		return Case{}, err
	}
	if err := grade(ctx, tx, now, r.Service); err != nil {
		return Case{}, err
	}
	return now, mark(ctx, tx, now.ID, record)
}

// MeetNeed marks a need as met; the flags of the case follow. Those who work on the case may. Records NeedMet,
// and Graded.
type MeetNeed struct {
	Case    id.Case
	Service catalogue.Service
	Kind    NeedKind
	Code    string
	On      clock.Date
}

// NeedMet says that a need is met.
type NeedMet struct {
	Case   id.Case
	Folder id.Folder
	Kind   NeedKind
	Code   string
}

// EventKind names the event.
func (NeedMet) EventKind() string { return "case.need met" }

// Run marks the need.
func (m MeetNeed) Run(ctx context.Context, tx *gate.Tx) (Case, error) {
	now, err := begin(ctx, tx, m.Case, ActWork)
	if err != nil {
		return Case{}, err
	}
	n, err := store.Exec(ctx, tx, meetNeedSQL, now.ID, m.Kind, m.Code, m.On)
	if err != nil {
		return Case{}, err
	}
	if n == 0 {
		return Case{}, errs.New(errs.NotFound, "this need is not recorded on the case, or it is met already")
	}
	tx.Record(NeedMet{Case: now.ID, Folder: now.Folder, Kind: m.Kind, Code: m.Code})
	return now, grade(ctx, tx, now, m.Service)
}
