package referrals

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// basisLabels are the grounds as a form offers them.
var basisLabels = map[catalogue.LegalBasis]string{
	catalogue.BasisOptOut:          "Opt-out: told that the details are passed on, and did not object",
	catalogue.BasisExplicitConsent: "Explicit consent: they said yes",
	catalogue.BasisSelf:            "They asked for help themselves",
	catalogue.BasisPanelAgreed:     "A panel decided, with their agreement",
	catalogue.BasisPanelNotAsked:   "A panel decided, without asking them",
}

// consentForm asks on what ground the details were passed on: who took consent, when and how.
func consentForm(s subject, a view.Answers) sheet {
	d := sheet{title: "Record the legal basis", fields: basisFields(s.service, referral.Basis{}, a), submit: view.Button{Text: "Record the legal basis"}}
	if s.Referral.Reason == referral.ConsentMissing {
		d.intro = view.InsetText{Body: view.Text("This needs their explicit consent. Until it is recorded no contact is possible.")}
	}
	return d
}

// basisFields are the questions about the legal basis, of the grounds the service works on. known is
// what is recorded already.
func basisFields(s catalogue.Service, known referral.Basis, a view.Answers) view.Parts {
	proof := view.Parts{
		view.TextInput{Name: "basis_by", Label: "Who took it?", Hint: "Their role or number, not a name: PC 1234, housing officer", Width: 20, Value: known.By}.From(a),
		view.Radios{Name: "basis_how", Legend: "How?", Small: true, Value: known.How, Items: []view.Choice{{Value: "in_person", Label: "In person"}, {Value: "phone", Label: "By phone"},
			{Value: "writing", Label: "In writing"}, {Value: "online", Label: "Online"}}}.From(a),
		view.DateInput{Name: "basis_on", Legend: "When?"}.On(known.On).From(a),
	}
	var items []view.Choice
	for _, b := range s.Basis.Accepts {
		c := view.Choice{Value: string(b), Label: basisLabels[b]}
		switch b {
		case catalogue.BasisExplicitConsent:
			c.Reveal = proof
		case catalogue.BasisPanelNotAsked:
			c.Reveal = view.Textarea{Name: "basis_reason", Label: "Why were they not asked?", Rows: 3}.From(a)
		}
		items = append(items, c)
	}
	return view.Parts{view.Radios{Name: "basis", Legend: "On what basis are the details passed on?", LegendSize: "s", Items: items, Value: string(known.Kind)}.From(a)}
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

func consent(r *web.Request, s subject) (web.Reply, error) {
	cmd := referral.RecordBasis{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, Basis: basisOf(r.Form())}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("The legal basis is recorded."), nil
}
