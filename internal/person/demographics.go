package person

import (
	"context"
	"regexp"
	"slices"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/store"
)

// AnswerState is how a question about a person was met. Not asked, and asked but not said, are
// told apart in every return.
type AnswerState string

// The states of an answer.
const (
	AnswerNotAsked AnswerState = "not asked"
	PrefersNot     AnswerState = "prefers not to say"
	Given          AnswerState = "given"
)

// Answer is one answer: gender, ethnicity, disability, and what else the catalogue asks.
type Answer struct {
	Field string // key of the catalogue's list: "gender"
	State AnswerState
	Code  string // with Given: a value of the list
}

// Answers are those recorded for a person, by question. One that is not in it was not asked.
type Answers struct {
	List    []Answer
	Version int     // how often they were written; 0: never
	Changed Changed // the last time
}

// RecordDemographics records answers about the person of a folder, any number at once: they are
// asked on one quick page, when trust is there. Those who work with her may. Practice 2.5.
//
// Fails with errs.Invalid, answer by answer, and errs.Stale when someone changed one since they were read. Records
// DemographicsRecorded.
type RecordDemographics struct {
	Folder  id.Folder
	Version int                                     // of the answers as read; 0: there were none
	Lists   func(key string) (catalogue.List, bool) // the catalogue's lists: (*catalogue.Set).List
	Answers []Answer
}

// DemographicsRecorded says which questions were answered, not how.
type DemographicsRecorded struct {
	Folder id.Folder `json:"folder"`
	Fields []string  `json:"fields"`
}

// EventKind names the event.
func (DemographicsRecorded) EventKind() string { return "person.demographics recorded" }

// Run records the answers.
func (c RecordDemographics) Run(ctx context.Context, tx *gate.Tx) (struct{}, error) {
	if err := tx.Authorize(ctx, ActRecordAbout, gate.On{Folder: c.Folder}); err != nil {
		return struct{}{}, err
	}
	if err := c.check(); err != nil {
		return struct{}{}, err
	}
	person, err := personOf(ctx, tx, c.Folder)
	if err != nil {
		return struct{}{}, err
	}
	if err := sameVersion(ctx, tx, answersVersionSQL, c.Folder, c.Version); err != nil {
		return struct{}{}, err
	}
	rows := make([][]any, 0, len(c.Answers))
	fields := make([]string, 0, len(c.Answers))
	for _, a := range c.Answers {
		rows = append(rows, []any{person, c.Folder, a.Field, a.State, a.Code, tx.Now(), tx.Actor().Account(), tx.Entry(), 1})
		fields = append(fields, a.Field)
	}
	if _, err := store.Exec(ctx, tx, setDemographicSQL, store.Rows(rows)); err != nil {
		return struct{}{}, err
	}
	tx.Record(DemographicsRecorded{Folder: c.Folder, Fields: fields})
	return struct{}{}, nil
}

var fieldForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{1,39}$`)

func (c RecordDemographics) check() error {
	var bad errs.Fields
	var seen []string
	if len(c.Answers) == 0 {
		bad.Add("answers", "Answer at least one question")
	}
	for _, a := range c.Answers {
		list, listed := c.Lists(a.Field)
		_, known := list.Code(a.Code)
		switch {
		case !fieldForm.MatchString(a.Field) || !listed:
			bad.Add("answers", "There is no such question")
			continue
		case slices.Contains(seen, a.Field):
			bad.Add(a.Field, "Answer each question once")
		case a.State == Given && !known:
			bad.Add(a.Field, "Choose one of the answers offered")
		case a.State != Given && a.Code != "":
			bad.Add(a.Field, "Choose an answer, or say that it was not given, not both")
		case a.State != Given && a.State != AnswerNotAsked && a.State != PrefersNot:
			bad.Add(a.Field, "Say whether it was given, not asked, or they prefer not to say")
		}
		seen = append(seen, a.Field)
	}
	return bad.Err()
}

// Demographics gives the answers recorded for the person of a folder, and who wrote the last of them. Those who work with her
// may.
func Demographics(ctx context.Context, v gate.Reader, folder id.Folder) (Answers, error) {
	if err := v.Authorize(ctx, ActSeeIdentity, gate.On{Folder: folder}); err != nil {
		return Answers{}, err
	}
	var all Answers
	return all, store.Each(ctx, v, demographicsSQL, func(scan store.Scan) error {
		var a Answer
		var changed Changed
		var version int
		if err := scan(&a.Field, &a.State, &a.Code, &changed.At, &changed.By, &version); err != nil {
			return err
		}
		all.List = append(all.List, a)
		all.Version += version
		if changed.At >= all.Changed.At {
			all.Changed = changed
		}
		return nil
	}, folder)
}
