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
		none: p.set.Word("refer.panel.none"), body: panelBody, aside: agencyAside, needs: panelNeeds, checked: panelChecked,
		grounds: []catalogue.LegalBasis{catalogue.BasisPanelAgreed, catalogue.BasisPanelNotAsked},
		take: func(r *web.Request, form intake.Form) taking {
			f := r.Form()
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
	fields = append(append(fields, numbered(3, say("refer.head.who"))), w.peopleFields(a, "", "", "")...)
	fields = append(append(fields, numbered(4, say("refer.head.safe"))), w.safeFields(a, person.SafeContact{})...)
	fields = append(append(fields, numbered(5, say("refer.head.happened"))), w.happenedFields(services, a)...)
	return append(fields, w.firstQuestions(6, services, a)...)
}

// panelNeeds are what the form insists on besides what every form does: what was decided, and for whom the return counts it.
func panelNeeds(w way, f *web.Form, cmd intake.Form) []need {
	return append([]need{
		{w.decided(f) != "", "decision", w.set.Word("refer.panel.fault_decision")},
		{nameOf(w.proposers, f.Text("proposer")) != "", "proposer", w.set.Word("refer.panel.fault_proposer")},
	}, staffNeeds(w, f, cmd)...)
}

// panelChecked are the answers, to be looked over: first what the panel decided.
func panelChecked(w way, f *web.Form, cmd intake.Form) view.Parts {
	return append(view.Parts{view.H2(w.set.Word("refer.panel.decided")), answers(w.answer("refer.panel.decision", w.decided(f)),
		w.answer("refer.panel.proposer", nameOf(w.proposers, f.Text("proposer"))))}, staffChecked(w, f, cmd)...)
}

// decided is what the panel decided, in words; "" where nothing was chosen.
func (w way) decided(f *web.Form) string {
	decisions, _ := w.set.List("panel-decisions")
	return nameOf(codes(decisions), f.Text("decision"))
}

// nameOf is the label of a choice; "" where nothing was chosen, or nothing that is offered.
func nameOf(items []view.Choice, value string) string {
	for _, it := range items {
		if it.Value == value && value != "" {
			return it.Label
		}
	}
	return ""
}

// withProposers has the agencies of the partnership where a panel's form asks for one of them.
func (w way) withProposers(r *web.Request) (way, error) {
	var err error
	if w.door == catalogue.DoorPanel {
		w.proposers, err = agencies(r)
	}
	return w, err
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
