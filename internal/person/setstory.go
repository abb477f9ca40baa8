package person

import (
	"context"

	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// SetStory records what the person of a folder told and wants, in her words, so that nobody asks
// again. Those who work with her may. Requirement R025.
//
// Fails with errs.Invalid, and errs.Stale when someone changed it since it was read. Records
// StorySet.
type SetStory struct {
	Folder  id.Folder
	Version int // of the story as read; 0: nothing was told yet
	Story   NewStory
}

// StorySet says that what a person told was recorded.
type StorySet struct {
	Folder       id.Folder    `json:"folder"`
	Relationship Relationship `json:"relationship"`
}

// EventKind names the event.
func (StorySet) EventKind() string { return "person.story set" }

// Run records it.
func (c SetStory) Run(ctx context.Context, tx *gate.Tx) (struct{}, error) {
	if err := tx.Authorize(ctx, ActRecordStory, gate.On{Folder: c.Folder}); err != nil {
		return struct{}{}, err
	}
	var bad errs.Fields
	c.Story.check("", tx.Now().Date(), &bad)
	if err := bad.Err(); err != nil {
		return struct{}{}, err
	}
	if err := sameVersion(ctx, tx, storyVersionSQL, c.Folder, c.Version); err != nil {
		return struct{}{}, err
	}
	w := writing{ctx: ctx, tx: tx, folder: c.Folder}
	w.stories = append(w.stories, w.story(c.Story, 1))
	if err := w.store(); err != nil {
		return struct{}{}, err
	}
	tx.Record(StorySet{Folder: c.Folder, Relationship: c.Story.relationship()})
	return struct{}{}, nil
}
