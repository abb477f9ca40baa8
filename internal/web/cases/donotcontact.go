package cases

import (
	"goldenthread/internal/person"
	"goldenthread/internal/referral"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// doNotContact is one click from any call: the person asked us to stay away.
var doNotContact = form{path: "do-not-contact", action: person.ActAskNotToContact,
	page: func(r *web.Request, c kase, a view.Answers) (view.Page, error) {
		said := func(about person.Scope) string {
			return c.set.Word("stop.say", "words", c.set.Word("stop."+string(about)))
		}
		return c.page(r, "Asked not to be contacted", view.Parts{
			view.Para("It is remembered for every later file and form, and it ends all contact now."),
			c.form(r, "do-not-contact", "Remember it", view.Parts{
				view.Radios{Name: "scope", Legend: "Who is to stay away?", LegendSize: "s", Value: string(person.ScopeService), Items: []view.Choice{
					{Value: string(person.ScopeMatter), Label: "Everyone, about this matter", Hint: said(person.ScopeMatter)},
					{Value: string(person.ScopeService), Label: c.service.Name, Hint: said(person.ScopeService)},
					{Value: string(person.ScopeAll), Label: "Every service here", Hint: said(person.ScopeAll)},
				}}.From(a),
				view.DateInput{Name: "said_on", Legend: "When did " + c.they.they + " say so?", LegendSize: "s"}.On(c.Now.Date()).From(a),
			})}), nil
	},
	send: func(r *web.Request, c kase) (done, error) {
		f := r.Form()
		_, err := do(r, referral.DoNotContact{Referral: c.Case.Referral, Scope: person.Scope(f.Text("scope")), SaidOn: f.Date("said_on")}.Run)
		return done{c.at(), "Remembered. Nobody makes contact. Close the case when nothing is left to do."}, err
	},
}
