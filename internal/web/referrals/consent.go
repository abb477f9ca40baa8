package referrals

import (
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// consentForm asks on what ground the details were passed on: who took consent, when and how.
func consentForm(s subject, a view.Answers) sheet {
	d := sheet{title: "Record the legal basis", fields: pages{s.set}.basisFields(s.service, referral.Basis{}, a), submit: view.Button{Text: "Record the legal basis"}}
	if s.Referral.Reason == referral.ConsentMissing {
		d.intro = view.InsetText{Body: view.Text("This needs their explicit consent. Until it is recorded no contact is possible.")}
	}
	return d
}

func consent(r *web.Request, s subject) (web.Reply, error) {
	cmd := referral.RecordBasis{Service: s.service, Referral: s.Referral.ID, Version: s.Referral.Version, Basis: basisOf(r.Form())}
	if _, err := write(r, cmd.Run); err != nil {
		return web.Reply{}, err
	}
	return s.back("The legal basis is recorded."), nil
}
