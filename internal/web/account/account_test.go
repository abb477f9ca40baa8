package account_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"goldenthread/internal/access"
	"goldenthread/internal/agency"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/gate"
	"goldenthread/internal/gate/gatetest"
	"goldenthread/internal/id"
	"goldenthread/internal/identity"
	"goldenthread/internal/store"
	"goldenthread/internal/web"
	"goldenthread/internal/web/account"
	"goldenthread/internal/web/assets"
	"goldenthread/internal/web/view"
	"goldenthread/internal/web/view/viewtest"
)

var actNote = access.Declare("accounttest.note", access.Policy{Roles: []access.Role{access.CaseWorker}})

// house is a server over a real gate.
type house struct {
	*gatetest.Fixture
	server *web.Server
	log    bytes.Buffer
	agency id.Agency
}

func onBoth(t *testing.T, demo bool, fn func(t *testing.T, h *house)) {
	t.Helper()
	onBothWith(t, demo, func(*web.Config) {}, fn)
}

// onBothWith is onBoth over a server that a test configures.
func onBothWith(t *testing.T, demo bool, change func(*web.Config), fn func(t *testing.T, h *house)) {
	t.Helper()
	gatetest.BothEngines(t, []store.Schema{agency.Schema, identity.Schema}, func(t *testing.T, f *gatetest.Fixture) {
		h := &house{Fixture: f}
		set, err := assets.Load()
		if err != nil {
			t.Fatal(err)
		}
		pages := account.Pages{Rules: identity.DefaultRules(), Services: []view.Choice{{Value: "asc", Label: "ASC"}}, Words: cataloguetest.Word(t)}
		if demo {
			pages.Demo = identity.Demonstration()
		}
		c := web.Config{
			Routes: append(pages.Routes(), notes...), Gate: f.Gate, Authenticate: account.Authenticate(f.Gate), Drafts: account.Drafts(f.Gate),
			Assets: set, Words: cataloguetest.Word(t), Clock: f.Clock, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(&h.log, nil)), PlainHTTP: true, Demo: demo,
			PerSecond: web.RateLimit{PerSecond: 1000, Burst: 1000},
		}
		change(&c)
		if h.server, err = web.New(c); err != nil {
			t.Fatal(err)
		}
		if h.agency, err = gate.Write(f.System(t, "cli"), f.Gate, "", agency.AddAgency{Key: "home", Name: "Barnet Homes", Kind: "housing"}.Run); err != nil {
			t.Fatal(err)
		}
		if _, err = gate.Write(f.System(t, "cli"), f.Gate, "", agency.AddTeam{Agency: h.agency, Key: "asb", Name: "ASB team", Service: "barnet-asb"}.Run); err != nil {
			t.Fatal(err)
		}
		fn(t, h)
	})
}

// notes is a form of somebody's work, to be begun and not sent.
var notes = web.Routes{
	{Method: http.MethodGet, Pattern: "/notes", Action: actNote, Handler: web.Show(notePage)},
	{Method: http.MethodPost, Pattern: "/notes", Action: actNote, Handler: func(*web.Request) (web.Reply, error) { return web.SeeOther("/account"), nil }},
}

func notePage(r *web.Request, a view.Answers) (view.Page, error) {
	return view.Page{Title: "Note", Body: view.Form{Action: "/notes", Key: r.Key(), Body: view.Textarea{Name: "note", Label: "Note"}.From(a), Submit: view.Button{Text: "Save"}}}, nil
}

// hand makes an account as the command line does.
func (h *house) hand(t *testing.T, login, name string, role access.Role) (id.Account, identity.Handout) {
	t.Helper()
	handout, err := identity.NewHandout(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	account, err := gate.Write(h.System(t, "cli"), h.Gate, "", func(ctx context.Context, tx *gate.Tx) (id.Account, error) {
		account, err := identity.AddAccount{Login: login, Name: name, Handout: handout}.Run(ctx, tx)
		if err != nil {
			return "", err
		}
		_, err = identity.AddMembership{Account: account, Role: role, Agency: h.agency}.Run(ctx, tx)
		return account, err
	})
	if err != nil {
		t.Fatal(err)
	}
	return account, handout
}

// browser is a visitor with her cookies.
type browser struct {
	t       *testing.T
	h       *house
	cookies map[string]string
	last    *httptest.ResponseRecorder
}

func (h *house) browser(t *testing.T) *browser {
	return &browser{t: t, h: h, cookies: map[string]string{}}
}

// ask sends one request, checks the page that comes back, and keeps the cookies.
func (b *browser) ask(method, path string, form url.Values) *browser {
	b.t.Helper()
	hr := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		hr.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	hr.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")
	for name, value := range b.cookies {
		hr.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	b.last = httptest.NewRecorder()
	b.h.server.ServeHTTP(b.last, hr)
	for _, c := range b.last.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	if b.last.Code == 200 || b.last.Code == 422 {
		for _, fault := range viewtest.CheckPage(b.last.Body.Bytes()) {
			b.t.Errorf("%s %s: %s", method, path, fault)
		}
	}
	return b
}

func (b *browser) get(path string) *browser { b.t.Helper(); return b.ask("GET", path, nil) }

// post sends a form with pairs of name and value.
func (b *browser) post(path string, pairs ...string) *browser {
	b.t.Helper()
	form := url.Values{"_key": {rand.Text()}}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.ask("POST", path, form)
}

// to wants a redirect.
func (b *browser) to(path string) *browser {
	b.t.Helper()
	if got := b.last.Header().Get("Location"); b.last.Code != 303 || got != path {
		b.t.Fatalf("status %d to %q, want 303 to %q\n%s", b.last.Code, got, path, words(b.last.Body.String()))
	}
	return b
}

// says wants a page of a status that says something.
func (b *browser) says(status int, want ...string) *browser {
	b.t.Helper()
	page := words(b.last.Body.String())
	for _, w := range want {
		if !strings.Contains(page, w) {
			b.t.Errorf("the page does not say %q:\n%s", w, page)
		}
	}
	if b.last.Code != status {
		b.t.Fatalf("status %d, want %d\n%s", b.last.Code, status, page)
	}
	return b
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
	codes  = regexp.MustCompile(`[0-9a-z]{4}-[0-9a-z]{4}`)
)

func words(page string) string {
	return spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(page, " ")), " ")
}

const own = "kettle violin granite"

// join signs somebody in the first time and lets her choose a password.
func (b *browser) join(login string, handout identity.Handout) *browser {
	b.t.Helper()
	b.get("/sign-in").says(200, "Work email address")
	b.post("/sign-in", "email", login, "password", handout.Password.Reveal()).to("/sign-in/code")
	b.get("/sign-in/code").says(200, "Each works once")
	b.post("/sign-in/code", "secret_code", handout.Sheet.Codes[0].Reveal()).to("/sign-in/password")
	b.post("/sign-in/password", "new-password", own, "password-again", "another").says(422, "not the same")
	return b.post("/sign-in/password", "new-password", own, "password-again", own).to("/")
}

func TestSigningIn(t *testing.T) {
	onBoth(t, false, func(t *testing.T, h *house) {
		_, handout := h.hand(t, "ada@example.org", "Ada Nwosu", access.CaseWorker)
		b := h.browser(t)
		b.get("/account").to("/sign-in?next=%2Faccount")
		b.post("/sign-in", "email", "", "password", "").says(422, "Enter your work email address")
		b.post("/sign-in", "email", "ada@example.org", "password", "wrong", "next", "/account").says(422, "is not right")
		if strings.Contains(b.last.Body.String(), "value=\"wrong\"") {
			t.Error("the password came back with the page")
		}
		b.post("/sign-in/as", "account", "any").says(404)
		b.join("ada@example.org", handout)
		b.get("/account").says(200, "Ada Nwosu", "ada@example.org", "case worker, Barnet Homes", "9 of 10 left", "Firefox on Windows", "This is the one you are using")
		b.get("/sign-in").to("/")
		b.get("/accounts").says(404)

		b.post("/sign-out").to("/sign-in")
		if b.last.Header().Get("Clear-Site-Data") == "" || b.cookies["gt-session"] != "" || b.cookies["gt-known"] == "" {
			t.Errorf("after signing out the browser keeps %v", b.cookies)
		}
		b.get("/sign-in").says(200, "You have signed out.")
		b.post("/sign-in", "email", "ADA@example.org", "password", own, "next", "/account").to("/sign-in/code?next=%2Faccount")
		b.post("/sign-in/code", "secret_code", "nonsense", "next", "/account").says(422, "not right")
		b.post("/sign-in/code", "secret_code", handout.Sheet.Codes[0].Reveal(), "next", "/account").says(422, "not right, or was used before")
		b.post("/sign-in/code", "secret_code", "nonsense", "next", "/account").to("/sign-in?next=%2Faccount")
		for _, secret := range []string{own, handout.Password.Reveal(), "ada@example.org", handout.Sheet.Codes[0].Reveal()} {
			if strings.Contains(h.log.String(), secret) {
				t.Errorf("%q is in the log", secret)
			}
		}
	})
}

func TestOwnAccount(t *testing.T) {
	onBoth(t, false, func(t *testing.T, h *house) {
		_, handout := h.hand(t, "ada@example.org", "Ada Nwosu", access.CaseWorker)
		b := h.browser(t).join("ada@example.org", handout)
		other := h.browser(t)
		other.post("/sign-in", "email", "ada@example.org", "password", own).to("/sign-in/code")
		other.post("/sign-in/code", "secret_code", handout.Sheet.Codes[1].Reveal()).to("/")

		b.get("/account/authenticator").says(200, "Enter the 6 digits it shows")
		secret := regexp.MustCompile(`name="secret" value="([A-Z2-7]{32})"`).FindStringSubmatch(b.last.Body.String())[1]
		code, err := totp.GenerateCode(secret, h.Clock.Now().Time())
		if err != nil {
			t.Fatal(err)
		}
		b.post("/account/authenticator", "secret", secret, "secret_code", code, "password", "wrong").says(422, "This is not your password")
		if !strings.Contains(b.last.Body.String(), secret) {
			t.Error("after a mistake another key is shown than the app has")
		}
		b.post("/account/authenticator", "secret", "AAAA", "secret_code", code, "password", own).to("/account/authenticator")
		b.post("/account/authenticator", "secret", secret, "secret_code", code, "password", own).to("/account")
		other.get("/account").to("/sign-in?next=%2Faccount")

		b.get("/account/codes").says(200, "stop working")
		b.post("/account/codes", "password", own).says(200, "not shown again")
		if got := len(codes.FindAllString(words(b.last.Body.String()), -1)); got != 10 {
			t.Errorf("%d codes are shown, want 10", got)
		}
		b.get("/account/password").says(200)
		b.post("/account/password", "password", own, "new-password", "short", "password-again", "short").says(422, "Use 12 characters or more")
		fresh := "lantern otter mosaic"
		b.post("/account/password", "password", own, "new-password", fresh, "password-again", fresh).to("/account")

		h.Clock.Advance(time.Minute)
		code, err = totp.GenerateCode(secret, h.Clock.Now().Time())
		if err != nil {
			t.Fatal(err)
		}
		other.post("/sign-in", "email", "ada@example.org", "password", fresh).to("/sign-in/code")
		other.post("/sign-in/code", "secret_code", code).to("/")
		b.get("/account").says(200, "10 of 10 left", "Sign out there")
		there := regexp.MustCompile(`/account/sessions/[0-9a-z]+/end`).FindString(b.last.Body.String())
		b.post(there).to("/account")
		other.get("/account").to("/sign-in?next=%2Faccount")
		b.post(there).says(404)
	})
}

func TestAFormOutlivesItsSession(t *testing.T) {
	onBoth(t, false, func(t *testing.T, h *house) {
		_, handout := h.hand(t, "ada@example.org", "Ada Nwosu", access.CaseWorker)
		b := h.browser(t).join("ada@example.org", handout)
		b.get("/notes").says(200)
		h.Clock.Advance(time.Hour)
		b.post("/notes", "note", "he waits by the bins").to("/sign-in?next=%2Fnotes")
		b.post("/sign-in", "email", "ada@example.org", "password", own, "next", "/notes").to("/sign-in/code?next=%2Fnotes")
		b.post("/sign-in/code", "secret_code", handout.Sheet.Codes[1].Reveal(), "next", "/notes").to("/notes")
		b.get("/notes").says(200, "he waits by the bins", "You did not send this form")
		b.get("/account").says(200, "Forms you have not sent")
		b.post("/drafts", "_form", "/notes", "note", "he waits by the bins and shouts")
		b.post("/sign-out").to("/sign-in")
		b.post("/sign-in", "email", "ada@example.org", "password", own).to("/sign-in/code")
		b.post("/sign-in/code", "secret_code", handout.Sheet.Codes[2].Reveal()).to("/")
		b.get("/notes").says(200, "he waits by the bins and shouts")
		b.post("/notes", "note", "he waits by the bins and shouts").to("/account")
		if b.get("/notes").says(200); strings.Contains(b.last.Body.String(), "bins") {
			t.Error("a form that was sent is offered again")
		}
		if strings.Contains(h.log.String(), "bins") {
			t.Error("it is in the log")
		}
	})
}

func TestLookingAfterAccounts(t *testing.T) {
	onBoth(t, false, func(t *testing.T, h *house) {
		_, first := h.hand(t, "admin@example.org", "Grace Admin", access.SystemAdministrator)
		coach, second := h.hand(t, "coach@example.org", "Cy Coach", access.Coach)
		_, third := h.hand(t, "super@example.org", "Sue Visor", access.Supervisor)
		admin := h.browser(t).join("admin@example.org", first)
		them := h.browser(t).join("coach@example.org", second)
		super := h.browser(t).join("super@example.org", third)

		admin.get("/accounts").says(200, "Add an account", "Cy Coach", "coach, Barnet Homes", "Active")
		admin.get("/accounts/new").says(200, "Case worker", "Barnet Homes")
		admin.post("/accounts/new", "name", "New One", "email", "new one", "role", "coach", "where", string(h.agency), "service", "asc").says(422, "as in name@example.org")
		admin.post("/accounts/new", "name", "New One", "email", "new@example.org").says(422, "Choose a role", "Choose an agency")
		admin.post("/accounts/new", "name", "New One", "email", "new@example.org", "role", "coach", "where", string(h.agency), "service", "asc").says(200, "First password", "Hand this over in person")
		admin.post("/accounts/new", "name", "New One", "email", "new@example.org", "role", "coach", "where", string(h.agency)).says(409, "already")

		path := "/accounts/" + string(coach)
		admin.get(path).says(200, "Cy Coach", "Suspend account", "Give a role")
		admin.post(path+"/roles", "role", "", "where", "").says(422, "Choose a role")
		h.Clock.Advance(time.Minute)
		admin.post(path+"/roles", "role", "case worker", "where", string(h.agency), "service", "all").to(path)
		them.get("/notes").says(200)
		admin.get(path).says(200, "case worker, Barnet Homes")
		ends := regexp.MustCompile(path+`/roles/[0-9a-z]+/end`).FindAllString(admin.last.Body.String(), -1)
		admin.post(ends[len(ends)-1]).to(path)
		them.get("/notes").says(404)

		super.get("/accounts").says(200, "Cy Coach")
		if strings.Contains(super.last.Body.String(), "Add an account") {
			t.Error("a supervisor is offered to add an account")
		}
		super.get(path).says(200, "Give new codes")
		super.post(path+"/suspend", "version", "1").says(404)
		super.post(path+"/re-enrol").says(422, "Confirm that the person is with you")
		super.post(path+"/re-enrol", "seen", "yes", "password", "yes").says(404)
		super.post(path+"/re-enrol", "seen", "yes").says(200, "not shown again")
		them.get("/account").to("/sign-in?next=%2Faccount")

		version := func() string {
			admin.get(path)
			return regexp.MustCompile(`name="version" value="(\d+)"`).FindStringSubmatch(admin.last.Body.String())[1]
		}
		admin.post(path+"/suspend", "version", "1").says(409, "Someone changed this")
		admin.post(path+"/suspend", "version", version()).to(path)
		admin.get(path).says(200, "Suspended", "Let them sign in again")
		them.post("/sign-in", "email", "coach@example.org", "password", own).says(422, "is not right")
		admin.post(path+"/reinstate", "version", version()).to(path)
		them.post("/sign-in", "email", "coach@example.org", "password", own).to("/sign-in/code")
	})
}

func TestDemonstration(t *testing.T) {
	onBoth(t, true, func(t *testing.T, h *house) {
		account, _ := h.hand(t, "ada@example.org", "Ada Nwosu", access.CaseWorker)
		b := h.browser(t)
		b.get("/sign-in?next=/account").says(200, "Sign in as Ada Nwosu, case worker", "nobody here is real")
		b.post("/sign-in/as", "account", string(account), "next", "/account").to("/account")
		b.get("/account").says(200, "Ada Nwosu")
	})
}

func TestTemplates(t *testing.T) { viewtest.CheckTemplates(t) }
