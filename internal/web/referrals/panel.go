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
	return way{pages: p, door: catalogue.DoorPanel, path: "/refer/panel", title: p.set.Word("refer.panel.title"), source: p.set.Word("refer.panel.source"), send: p.set.Word("refer.panel.send"),
		none: p.set.Word("refer.panel.none"), body: panelBody, aside: agencyAside, needs: staffNeeds, checked: staffChecked,
		grounds: []catalogue.LegalBasis{catalogue.BasisPanelAgreed, catalogue.BasisPanelNotAsked},
		take: func(f *web.Form, form intake.Form) taking {
			return intake.PanelDecision{Form: form, Decision: f.Text("decision"), Proposer: id.Agency(f.Text("proposer"))}.Run
		},
		done: func(_ way, _ *web.Request, receipt intake.Receipt, _ intake.Form) web.Reply {
			return web.SeeOther("/refer").Saying(p.set.Word("refer.panel.done", "reference", string(receipt.Reference)))
		}}
}

func panelBody(w way, services []catalogue.Service, a view.Answers) view.Parts {
	say := w.set.Word
	decisions, _ := w.set.List("panel-decisions")
	fields := append(view.Parts{numbered(1, say("refer.panel.decided")),
		view.Radios{Name: "decision", Legend: say("refer.panel.decision"), LegendSize: "s", Items: codes(decisions)}.From(a),
		view.Select{Name: "proposer", Label: say("refer.panel.proposer"), Items: w.proposers}.From(a)}, w.whereFields(services, a)...)
	fields = append(append(fields, numbered(2, say("refer.head.agreement"))), w.basisFields(w.allBases(services), referral.Basis{}, a)...)
	fields = append(append(fields, numbered(3, say("refer.head.who"))), w.peopleFields(a, "", "")...)
	fields = append(append(fields, numbered(4, say("refer.head.safe"))), w.safeFields(a, person.SafeContact{})...)
	fields = append(append(fields, numbered(5, say("refer.head.happened"))), w.happenedFields(services, a)...)
	return append(fields, w.firstQuestions(6, services, a)...)
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
