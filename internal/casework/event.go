package casework

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/id"
)

// What this package records. Every event names the case and the folder, codes and days; never what
// was said.
type (
	// Opened: somebody picked up an accepted referral.
	Opened struct {
		Case   id.Case
		Folder id.Folder
		Stage  string
	}
	// Advanced: the case went on to another stage.
	Advanced struct {
		Case              id.Case
		Folder            id.Folder
		From, To, Outcome string
	}
	// Confirmed: things a stage demands were done.
	Confirmed struct {
		Case    id.Case
		Folder  id.Folder
		Records []string
	}
	// AttemptedEvent: somebody tried to reach the person.
	AttemptedEvent struct {
		Case    id.Case
		Folder  id.Folder
		Method  catalogue.Method
		Outcome Reached
	}
	// Promised: the person was promised news by an instant.
	Promised struct {
		Case    id.Case
		Folder  id.Folder
		Promise string
		Due     clock.Instant
	}
	// PromiseSettled: a promise was kept or withdrawn.
	PromiseSettled struct {
		Case    id.Case
		Folder  id.Folder
		Promise string
		Settled string
	}
	// Allocated: a worker took the case, perhaps from another, perhaps above the cap.
	Allocated struct {
		Case           id.Case
		Folder         id.Folder
		Worker, Before id.Account
		OverCap        bool
	}
	// Waits: the person has a place on the waiting list, and an owner.
	Waits struct {
		Case   id.Case
		Folder id.Folder
		Owner  id.Account
		Reason string
	}
	// SessionHeld: a session was held.
	SessionHeld struct {
		Case   id.Case
		Folder id.Folder
		Number int
		Strand string
	}
	// NeedsNoted: needs, or what else came up, were recorded.
	NeedsNoted struct {
		Case   id.Case
		Folder id.Folder
		Kind   NeedKind
		Codes  []string
	}
	// NeedMet: a need is met.
	NeedMet struct {
		Case   id.Case
		Folder id.Folder
		Kind   NeedKind
		Code   string
	}
	// ReferredOnward: the person was referred to another service.
	ReferredOnward struct {
		Case   id.Case
		Folder id.Folder
		Onward string
		Code   string
	}
	// Advocated: somebody spoke up for the person at a meeting.
	Advocated struct {
		Case     id.Case
		Folder   id.Folder
		Advocacy string
		Forum    Forum
		TellBy   clock.Instant
	}
	// ToldHer: the person was told what a meeting agreed.
	ToldHer struct {
		Case     id.Case
		Folder   id.Folder
		Advocacy string
	}
	// MediationOffered: mediation was offered.
	MediationOffered struct {
		Case    id.Case
		Folder  id.Folder
		Outcome string
	}
	// CourtSupport: help at court, or a hearing to come.
	CourtSupport struct {
		Case   id.Case
		Folder id.Folder
		Court  string
		What   string
	}
	// Noted: a note was written.
	Noted struct {
		Case   id.Case
		Folder id.Folder
		Note   string
	}
	// GoalAgreed: a goal of the plan was agreed with the person.
	GoalAgreed struct {
		Case   id.Case
		Folder id.Folder
		Goal   string
	}
	// GoalMoved: a goal is further, or not wanted any more.
	GoalMoved struct {
		Case   id.Case
		Folder id.Folder
		Goal   string
		State  GoalState
	}
	// CheckedAfter: somebody asked, after closing, whether it is still all right.
	CheckedAfter struct {
		Case    id.Case
		Folder  id.Folder
		Outcome string
	}
	// ActNowRaised: somebody may be in danger.
	ActNowRaised struct {
		Folder id.Folder
		ActNow string
		Danger Danger
	}
	// ActNowAcknowledged: somebody who must has seen it.
	ActNowAcknowledged struct {
		Folder id.Folder
		ActNow string
	}
	// CaseClosed: the case ended.
	CaseClosed struct {
		Case   id.Case
		Folder id.Folder
		Reason string
		Check  clock.Date
	}
	// Reopened: the case was taken up again.
	Reopened struct {
		Case   id.Case
		Folder id.Folder
		Stage  string
	}
)

// EventKind names the event in the log.
func (Opened) EventKind() string             { return "case.opened" }
func (Advanced) EventKind() string           { return "case.advanced" }
func (Confirmed) EventKind() string          { return "case.confirmed" }
func (AttemptedEvent) EventKind() string     { return "case.contact attempted" }
func (Promised) EventKind() string           { return "promise.made" }
func (PromiseSettled) EventKind() string     { return "promise.settled" }
func (Allocated) EventKind() string          { return "case.allocated" }
func (Waits) EventKind() string              { return "case.waits" }
func (SessionHeld) EventKind() string        { return "case.session held" }
func (NeedsNoted) EventKind() string         { return "case.needs noted" }
func (NeedMet) EventKind() string            { return "case.need met" }
func (ReferredOnward) EventKind() string     { return "case.referred onward" }
func (Advocated) EventKind() string          { return "case.advocated" }
func (ToldHer) EventKind() string            { return "case.told her" }
func (MediationOffered) EventKind() string   { return "case.mediation offered" }
func (CourtSupport) EventKind() string       { return "case.court support" }
func (Noted) EventKind() string              { return "case.noted" }
func (GoalAgreed) EventKind() string         { return "case.goal agreed" }
func (GoalMoved) EventKind() string          { return "case.goal moved" }
func (CheckedAfter) EventKind() string       { return "case.checked after closing" }
func (ActNowRaised) EventKind() string       { return "act now.raised" }
func (ActNowAcknowledged) EventKind() string { return "act now.acknowledged" }
func (CaseClosed) EventKind() string         { return "case.closed" }
func (Reopened) EventKind() string           { return "case.reopened" }
