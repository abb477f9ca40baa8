package referrals

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// basisFields are the questions about the legal basis, of the grounds the service works on. known is
// what is recorded already.
func (p pages) basisFields(s catalogue.Service, known referral.Basis, a view.Answers) view.Parts {
	say := p.set.Word
	var how []view.Choice
	for _, way := range []string{"in_person", "phone", "writing", "online"} {
		how = append(how, view.Choice{Value: way, Label: say("refer.how." + way)})
	}
	proof := view.Parts{
		view.TextInput{Name: "basis_by", Label: say("refer.ask.basis_by"), Hint: say("refer.ask.basis_by_hint"), Width: 20, Value: known.By}.From(a),
		view.Radios{Name: "basis_how", Legend: say("refer.ask.basis_how"), Small: true, Value: known.How, Items: how}.From(a),
		view.DateInput{Name: "basis_on", Legend: say("refer.ask.basis_on")}.On(known.On).From(a),
	}
	var items []view.Choice
	for _, b := range s.Basis.Accepts {
		c := view.Choice{Value: string(b), Label: say("refer.basis." + string(b))}
		switch b {
		case catalogue.BasisExplicitConsent:
			c.Reveal = proof
		case catalogue.BasisPanelNotAsked:
			c.Reveal = view.Textarea{Name: "basis_reason", Label: say("refer.ask.basis_reason"), Rows: 3}.From(a)
		}
		items = append(items, c)
	}
	return view.Parts{view.Radios{Name: "basis", Legend: say("refer.ask.basis"), LegendSize: "s", Items: items, Value: string(known.Kind)}.From(a)}
}

// basisOf reads the answers.
func basisOf(f *web.Form) referral.Basis {
	b := referral.Basis{Kind: catalogue.LegalBasis(f.Text("basis"))}
	switch b.Kind {
	case catalogue.BasisExplicitConsent:
		b.By, b.How, b.On = f.Text("basis_by"), f.Text("basis_how"), f.Date("basis_on")
	case catalogue.BasisPanelNotAsked:
		b.Reason = f.Text("basis_reason")
	}
	return b
}
