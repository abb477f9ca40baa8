package referrals

import (
	"context"

	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
	"goldenthread/internal/intake"
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// panelWay is a panel's decision: it becomes the referral by itself.
func (p pages) panelWay() way {
	return way{pages: p, door: catalogue.DoorPanel, path: "/refer/panel", title: "A panel’s decision", source: "Which panel?", send: "Send the decision",
		none: "None of the services takes a panel’s decisions from you.", body: panelBody, aside: agencyAside, needs: staffNeeds, checked: staffChecked,
		grounds: []catalogue.LegalBasis{catalogue.BasisPanelAgreed, catalogue.BasisPanelNotAsked},
		take: func(f *web.Form, form intake.Form) taking {
			return intake.PanelDecision{Form: form, Decision: f.Text("decision"), Proposer: id.Agency(f.Text("proposer"))}.Run
		},
		done: func(_ way, _ *web.Request, receipt intake.Receipt, _ intake.Form) web.Reply {
			return web.SeeOther("/refer").Saying("The service has the decision. The reference: " + string(receipt.Reference))
		}}
}

func panelBody(w way, services []catalogue.Service, a view.Answers) view.Parts {
	decisions, _ := w.set.List("panel-decisions")
	fields := append(view.Parts{view.H2("1. What the panel decided"),
		view.Radios{Name: "decision", Legend: "The decision", LegendSize: "s", Items: codes(decisions)}.From(a),
		view.Select{Name: "proposer", Label: "Which agency brought the person to the panel?", Items: w.proposers}.From(a)}, w.whereFields(services, a)...)
	fields = append(append(fields, view.H2("2. Their agreement")), basisFields(w.allBases(services), referral.Basis{}, a)...)
	fields = append(append(fields, view.H2("3. Who it is about")), peopleFields(a, "", "")...)
	fields = append(append(fields, view.H2("4. How it is safe to make contact")), safeFields(a, "They", person.SafeContact{})...)
	fields = append(append(fields, view.H2("5. What happened")), w.happenedFields(services, a)...)
	return append(fields, w.firstQuestions("6. First questions", services, a)...)
}

// agencies gives the agencies of the partnership as choices.
func agencies(r *web.Request) ([]view.Choice, error) {
	list, err := gate.Read(r.Context(), r.Gate(), func(ctx context.Context, v *gate.View) ([]agency.Agency, error) { return agency.List(ctx, v) })
	var items []view.Choice
	for _, one := range list {
		items = append(items, view.Choice{Value: string(one.ID), Label: one.Name})
	}
	return items, err
}
