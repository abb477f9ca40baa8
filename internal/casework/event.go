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
	// Allocated: a worker took the case, perhaps from another, perhaps above the cap or without a check in date.
	Allocated struct {
		Case           id.Case
		Folder         id.Folder
		Worker, Before id.Account
		OverCap        bool
		Unchecked      []string `json:",omitempty"` // checks that were not in date: codes
		Why            string   // why it was given all the same: a code
	}
	// Covered: a colleague does today what somebody who is away had to do.
	Covered struct {
		Case       id.Case
		Folder     id.Folder
		Absent, By id.Account
	}
	// WishesNoted: what the person asks of whoever works with her was written down.
	WishesNoted struct {
		Case   id.Case
		Folder id.Folder
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
	// SessionWritten: a session was written up.
	SessionWritten struct {
		Case    id.Case
		Folder  id.Folder
		Session string
	}
	// NeedsNoted: needs, or what else came up, were recorded.
	NeedsNoted struct {
		Case   id.Case
		Folder id.Folder
		Kind   NeedKind
		Codes  []string
		Level  string `json:",omitempty"`
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
	// ToldHer: the person was told what was learned for them.
	ToldHer struct {
		Case   id.Case
		Folder id.Folder
		Kind   ItemKind
		Item   string
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
		Answer string
	}
	// IssueTold: a further issue or crime came up.
	IssueTold struct {
		Case       id.Case
		Folder     id.Folder
		Issue      string
		Code       string
		ReportedTo ReportedTo
	}
	// TieSet: somebody of the family or network was recorded, or changed.
	TieSet struct {
		Case     id.Case
		Folder   id.Folder
		Tie      string
		Relation string
		Part     Part
	}
	// SafetySet: an item of home security or personal safety was asked for, arranged or fitted.
	SafetySet struct {
		Case   id.Case
		Folder id.Folder
		Item   string
		State  SafetyState
	}
	// Liaised: an update was obtained, or expectations were talked over.
	Liaised struct {
		Case    id.Case
		Folder  id.Folder
		Liaison string
		Kind    LiaisonKind
		Agency  string
	}
	// PowersAdvised: somebody advised on powers.
	PowersAdvised struct {
		Case   id.Case
		Folder id.Folder
		Codes  []string
	}
	// HeardBack: the other service answered, or was asked.
	HeardBack struct {
		Case   id.Case
		Folder id.Folder
		Onward string
		Status OnwardStatus
		Reason string
	}
	// GapNoted: no service can be reached for a need.
	GapNoted struct {
		Case   id.Case
		Folder id.Folder
		Code   string
	}
	// CoachReferralWritten: the page for the coach was written.
	CoachReferralWritten struct {
		Case    id.Case
		Folder  id.Folder
		Version int
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
	// GoalChanged: a goal was worded anew.
	GoalChanged struct {
		Case    id.Case
		Folder  id.Folder
		Goal    string
		Version int
	}
	// ActionPlanned: a step was added to the plan.
	ActionPlanned struct {
		Case   id.Case
		Folder id.Folder
		Step   string
		Owner  Owner
		Due    clock.Date
	}
	// ActionChanged: a step of the plan was changed, done or left out.
	ActionChanged struct {
		Case    id.Case
		Folder  id.Folder
		Step    string
		State   ActionState
		Version int
	}
	// FollowUpPlanned: how often and by which way the person hears from us was agreed.
	FollowUpPlanned struct {
		Case   id.Case
		Folder id.Folder
		Every  int
		Method catalogue.Method
		Until  clock.Date
	}
	// CheckedAfter: somebody asked, after closing, whether it is still all right.
	CheckedAfter struct {
		Case    id.Case
		Folder  id.Folder
		Outcome string
	}
	// CheckDropped: nobody is asked after this reason of closing, so the day on which somebody was to ask was taken away.
	CheckDropped struct {
		Case   id.Case
		Folder id.Folder
		Reason string
		Check  clock.Date
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
	// ClockPaused: the clock of a stage stands still.
	ClockPaused struct {
		Case   id.Case
		Folder id.Folder
		Stage  string
		Reason string
	}
	// ClockResumed: it runs again, or the stage was left.
	ClockResumed struct {
		Case   id.Case
		Folder id.Folder
		Stage  string
	}
	// ClockMoved: the band of risk gives the stage another deadline.
	ClockMoved struct {
		Case   id.Case
		Folder id.Folder
		Stage  string
		Band   string
		Due    clock.Instant
	}
	// ReasonGiven: there was a good reason for a late step.
	ReasonGiven struct {
		Case   id.Case
		Folder id.Folder
		Stage  string
		Reason string
	}
	// Reopened: the case was taken up again.
	Reopened struct {
		Case   id.Case
		Folder id.Folder
		Stage  string
	}
)

// EventKind names the event in the log.
func (Opened) EventKind() string               { return "case.opened" }
func (Advanced) EventKind() string             { return "case.advanced" }
func (AttemptedEvent) EventKind() string       { return "case.contact attempted" }
func (Promised) EventKind() string             { return "promise.made" }
func (PromiseSettled) EventKind() string       { return "promise.settled" }
func (Allocated) EventKind() string            { return "case.allocated" }
func (Waits) EventKind() string                { return "case.waits" }
func (SessionHeld) EventKind() string          { return "case.session held" }
func (NeedsNoted) EventKind() string           { return "case.needs noted" }
func (NeedMet) EventKind() string              { return "case.need met" }
func (ReferredOnward) EventKind() string       { return "case.referred onward" }
func (Advocated) EventKind() string            { return "case.advocated" }
func (ToldHer) EventKind() string              { return "case.told her" }
func (MediationOffered) EventKind() string     { return "case.mediation offered" }
func (CourtSupport) EventKind() string         { return "case.court support" }
func (IssueTold) EventKind() string            { return "case.issue told" }
func (TieSet) EventKind() string               { return "case.tie set" }
func (SafetySet) EventKind() string            { return "case.safety set" }
func (Liaised) EventKind() string              { return "case.liaised" }
func (PowersAdvised) EventKind() string        { return "case.powers advised" }
func (HeardBack) EventKind() string            { return "case.heard back" }
func (GapNoted) EventKind() string             { return "case.gap noted" }
func (CoachReferralWritten) EventKind() string { return "case.coach referral written" }
func (Noted) EventKind() string                { return "case.noted" }
func (GoalAgreed) EventKind() string           { return "case.goal agreed" }
func (GoalMoved) EventKind() string            { return "case.goal moved" }
func (GoalChanged) EventKind() string          { return "case.goal changed" }
func (ActionPlanned) EventKind() string        { return "case.action planned" }
func (ActionChanged) EventKind() string        { return "case.action changed" }
func (FollowUpPlanned) EventKind() string      { return "case.follow-up planned" }
func (CheckDropped) EventKind() string         { return "case.check dropped" }
func (CheckedAfter) EventKind() string         { return "case.checked after closing" }
func (ActNowRaised) EventKind() string         { return "act now.raised" }
func (ActNowAcknowledged) EventKind() string   { return "act now.acknowledged" }
func (CaseClosed) EventKind() string           { return "case.closed" }
func (Reopened) EventKind() string             { return "case.reopened" }
func (SessionWritten) EventKind() string       { return "case.session written up" }
func (ClockPaused) EventKind() string          { return "case.clock stopped" }
func (ClockResumed) EventKind() string         { return "case.clock runs again" }
func (ClockMoved) EventKind() string           { return "case.clock moved" }
func (ReasonGiven) EventKind() string          { return "case.reason given" }
func (WishesNoted) EventKind() string          { return "case.wishes noted" }
func (Covered) EventKind() string              { return "case.covered" }
