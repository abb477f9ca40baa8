package account

import (
	"net/http"
	"net/url"

	"goldenthread/internal/access"
	"goldenthread/internal/identity"
	"goldenthread/internal/notify"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// Pages is what the pages of accounts need to know besides the request.
type Pages struct {
	Rules    identity.Rules
	Demo     identity.DemoMode
	Services []view.Choice                             // key and name of each service, for giving people roles
	Mail     bool                                      // a mail server is set up
	Words    func(key string, filled ...string) string // the catalogue's, for signing in
	Nav      []web.NavItem                             // the main navigation: what an account can do
}

// Routes are the pages' addresses.
func (p Pages) Routes() web.Routes {
	const get, post = http.MethodGet, http.MethodPost
	return web.Routes{
		{Method: get, Pattern: "/sign-in", Action: identity.ActSignIn, Handler: p.showSignIn},
		{Method: post, Pattern: "/sign-in", Action: identity.ActSignIn, Handler: p.doSignIn},
		{Method: post, Pattern: "/sign-in/as", Action: identity.ActSignIn, Handler: p.doSignInAs},
		{Method: get, Pattern: "/sign-in/code", Action: identity.ActSignIn, Handler: web.Show(p.codePage)},
		{Method: post, Pattern: "/sign-in/code", Action: identity.ActSignIn, Handler: p.doCode},
		{Method: get, Pattern: "/sign-in/password", Action: identity.ActSignIn, Handler: web.Show(p.choosePage)},
		{Method: post, Pattern: "/sign-in/password", Action: identity.ActSignIn, Handler: p.doChoose},
		{Method: post, Pattern: "/sign-out", Action: identity.ActSignIn, Handler: p.doSignOut},

		{Method: get, Pattern: herePath, Action: access.SignedIn, Handler: p.showHere},
		{Method: get, Pattern: "/account", Action: identity.ActOwn, Handler: p.showAccount},
		{Method: post, Pattern: "/account/sessions/{session}/end", Action: identity.ActOwn, Handler: doEndSession},
		{Method: get, Pattern: "/account/password", Action: identity.ActOwn, Handler: web.Show(p.passwordPage)},
		{Method: post, Pattern: "/account/password", Action: identity.ActOwn, Handler: p.doPassword},
		{Method: get, Pattern: "/account/authenticator", Action: identity.ActOwn, Handler: web.Show(authenticatorPage)},
		{Method: post, Pattern: "/account/authenticator", Action: identity.ActOwn, Handler: doAuthenticator},
		{Method: get, Pattern: "/account/codes", Action: identity.ActOwn, Handler: web.Show(codesPage)},
		{Method: post, Pattern: "/account/codes", Action: identity.ActOwn, Handler: doCodes},

		{Method: post, Pattern: web.BeginPath, Action: identity.ActService, Handler: p.doService},

		{Method: get, Pattern: "/account/email", Action: notify.ActChoose, Handler: web.Show(p.emailPage)},
		{Method: post, Pattern: "/account/email", Action: notify.ActChoose, Handler: p.doEmail},

		{Method: get, Pattern: "/accounts", Action: identity.ActAccounts, Handler: p.showAccounts},
		{Method: get, Pattern: "/accounts/new", Action: identity.ActAdd, Handler: web.Show(p.newPage)},
		{Method: post, Pattern: "/accounts/new", Action: identity.ActAdd, Handler: p.doNew},
		{Method: get, Pattern: "/accounts/{account}", Action: identity.ActAccounts, Handler: web.Show(p.onePage)},
		{Method: post, Pattern: "/accounts/{account}/roles", Action: identity.ActMembership, Handler: p.doAddRole},
		{Method: post, Pattern: "/accounts/{account}/roles/{membership}/end", Action: identity.ActMembership, Handler: doEndRole},
		{Method: post, Pattern: "/accounts/{account}/suspend", Action: identity.ActSuspend, Handler: doSuspend},
		{Method: post, Pattern: "/accounts/{account}/reinstate", Action: identity.ActSuspend, Handler: doReinstate},
		{Method: get, Pattern: "/accounts/{account}/re-enrol", Action: identity.ActReEnrol, Handler: web.Show(reEnrolPage)},
		{Method: post, Pattern: "/accounts/{account}/re-enrol", Action: identity.ActReEnrol, Handler: doReEnrol},
	}
}

// withNext adds to an address where to go once signed in.
func withNext(path, next string) string {
	if next == "/" || next == "" {
		return path
	}
	return path + "?" + url.Values{"next": {next}}.Encode()
}

// hidden reads what must not be printed from a form.
func hidden(r *web.Request, name string) identity.Hidden { return identity.Hide(r.Form().Text(name)) }
