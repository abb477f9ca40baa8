package demo

import (
	"context"

	"goldenthread/internal/casework"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
)

// support is what a worker records of one person over some weeks, so that every part of a case's pages
// has something to show: steps of the plan, how often they are in contact, who is around them, what makes
// home safer, what was heard from others.
func (t *tale) support() []act {
	today, soon := t.today(), t.after(t.today(), 7)
	list := t.list
	return []act{
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.PlanAction{Case: c.ID, Step: casework.Step{What: "Door viewer and back door lock fitted", Owner: casework.AgencyDoes,
				Agency: "Larkwell Homes", Due: soon}}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.PlanAction{Case: c.ID, Step: casework.Step{What: "Keep the diary of what happens at the fence", Owner: casework.PersonDoes, Due: soon}}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.PlanFollowUp{Case: c.ID, Every: 7, Method: catalogue.MethodPhone, On: today}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.SetTie{Case: c.ID, List: list("ties"), Name: "A sister, two streets away", Relation: "sibling", Part: casework.BothWays,
				Need: "Somebody to talk to about the nights"}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.SetSafety{Case: c.ID, List: list("safety-items"), Code: "door_viewer", State: casework.SafetyArranged, Who: "Larkwell Homes", On: today}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.Liaise{Case: c.ID, Service: t.service, Kind: casework.Update, List: list("agencies-asked"), Agency: "police",
				What: "The officer has spoken to both sides and comes back next week.", On: today}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.Liaise{Case: c.ID, Service: t.service, Kind: casework.Expectation, List: list("agencies-asked"), Agency: "housing",
				What: "A warning comes before a notice, and a notice before a court.", On: today}.Run(ctx, tx))
		},
		t.passesOn("adult", "social_care"),
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.Contribute{Case: c.ID, Service: t.service, Agencies: list("agencies-asked"), Agency: "police", Kinds: list("contributions"), Kind: "risk",
				Agreement: list("agreement"), Agreed: "refused", Why: "A threat to set fire to the door was made, and a child sleeps behind it.",
				What: "The threat, in the words in which it was made.", On: today}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.PrepareMeeting{Case: c.ID, Forum: casework.CommunityMARAC, On: soon,
				Wants: "That somebody says when the camera at the entrance is mended, and that the name of the street is not said aloud."}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.ProposeToPanel{Case: c.ID, Reason: "Three agencies each hold a part of it, and none has the whole.", Agreement: list("agreement"),
				Agreed: casework.WithAgreement, On: today}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.AdviseOnPowers{Case: c.ID, List: list("asb-powers"), Codes: []string{"case_review", "civil_injunction"}, On: today}.Run(ctx, tx))
		},
		func(ctx context.Context, tx *gate.Tx, c casework.Case) error {
			return none(casework.RecordCourt{Case: c.ID, Service: t.service, Kind: "personal statement", Answer: "offered", On: today}.Run(ctx, tx))
		},
	}
}
