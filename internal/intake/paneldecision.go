package intake

import (
	"context"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/gate"
	"goldenthread/internal/id"
)

// PanelDecision is a multi-agency panel's decision to refer somebody: the decision itself is the referral, so
// that nothing is written twice. The panel's coordinator records it, as may the service's staff. The receipt is
// that of the agency that proposed the person to the panel, whose share a return shows (R017 to R019, R120;
// practice part 3.3), so that it is insisted on; the coordinator's own agency sees it too, and answers what is asked.
//
// Fails with errs.Invalid, field by field, and errs.Forbidden. Records referral.Came.
type PanelDecision struct {
	Form
	Decision string    // of the list panel-decisions: "coaching"
	Proposer id.Agency // who brought the person to the panel
}

// Run takes the referral in.
func (p PanelDecision) Run(ctx context.Context, tx *gate.Tx) (Receipt, error) {
	var bad errs.Fields
	decisions, _ := p.Catalogue.List("panel-decisions")
	if _, ok := decisions.Code(p.Decision); !ok {
		bad.Add("decision", "Choose what the panel decided")
	}
	if _, err := agency.ByID(ctx, tx, p.Proposer); errs.KindOf(err) == errs.NotFound {
		bad.Add("proposer", "Choose the agency that brought the person to the panel")
	} else if err != nil {
		return Receipt{}, err
	}
	if err := bad.Err(); err != nil {
		return Receipt{}, err
	}
	p.Facts.PanelDecision = catalogue.Known(p.Decision)
	switch p.Basis.Kind {
	case catalogue.BasisPanelAgreed:
		p.Facts.Agreement = catalogue.Known("agreed")
	case catalogue.BasisPanelNotAsked:
		p.Facts.Agreement = catalogue.Known("not_asked")
	}
	p.recorder = agencyOf(tx.Actor(), p.Service.Key, access.PanelCoordinator)
	return p.receive(ctx, tx, catalogue.DoorPanel, p.Proposer)
}
