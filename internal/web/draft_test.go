package web_test

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/web"
	"goldenthread/internal/web/view"
)

// drafts keeps what was typed in memory.
type drafts map[string]url.Values

func (d drafts) Keep(_ context.Context, cookie, path string, typed url.Values) (bool, error) {
	switch cookie {
	case "ended":
		d[path] = typed
	case "full":
		return false, errs.New(errs.Conflict, "there are too many unsent forms")
	}
	return cookie == "ended", nil
}

func (d drafts) Save(_ context.Context, path string, typed url.Values) error {
	d[path] = typed
	return nil
}

func (d drafts) Rescue(_ context.Context, path string, typed url.Values) (bool, error) {
	if path == "/full" {
		return false, errs.New(errs.Conflict, "there are too many unsent forms")
	}
	d[path] = typed
	return true, nil
}

func (d drafts) Left(_ context.Context, path string) (url.Values, clock.Instant, error) {
	return d[path], noon, nil
}

func (d drafts) Sent(_ context.Context, path string) error {
	delete(d, path)
	return nil
}

func TestWhatWasTypedOutlivesTheSession(t *testing.T) {
	kept := drafts{}
	w := newWorld(t, gallery, func(c *web.Config) { c.Drafts = kept })
	late := w.ask("POST", "/form", "ended", url.Values{"_key": {"k"}, "note": {"a long story"}})
	if late.Code != 303 || late.Header().Get("Location") != "/sign-in?next=%2Fform" {
		t.Fatalf("status %d to %q", late.Code, late.Header().Get("Location"))
	}
	if got := kept["/form"]; len(got) != 1 || got.Get("note") != "a long story" {
		t.Errorf("kept %v, want the note alone", got)
	}
	again := w.ask("GET", "/form", "worker", nil).Body.String()
	if !strings.Contains(again, "a long story") || !strings.Contains(again, "What you typed until 12:00 on Thu 19 Nov is below") {
		t.Error("it is not there after signing in")
	}
	if wrong := w.ask("POST", "/form", "worker", url.Values{"_key": {"k"}, "note": {"a long story"}}); wrong.Code != 422 || kept["/form"] == nil {
		t.Errorf("status %d, and after a mistake it is %v", wrong.Code, kept)
	}
	if done := w.ask("POST", "/form", "worker", url.Values{"_key": {"k"}, "note": {"a long story"}, "name": {"Mum"}}); done.Code != 303 {
		t.Errorf("sending gave status %d", done.Code)
	}
	if again := w.ask("GET", "/form", "worker", nil); strings.Contains(again.Body.String(), "a long story") {
		t.Error("it is there after it was sent")
	}
	if strings.Contains(w.log.String(), "story") {
		t.Error("it is in the log")
	}
	stranger := w.ask("POST", "/form", "", url.Values{"note": {"x"}})
	if stranger.Header().Get("Location") != "/sign-in" || len(kept) != 0 {
		t.Errorf("somebody without a session: to %q, kept %v", stranger.Header().Get("Location"), kept)
	}
}

// That what was typed cannot be kept does not stand in the way of signing in: it is said there.
func TestSigningInGoesOnWhereNothingIsKept(t *testing.T) {
	kept := drafts{}
	w := newWorld(t, gallery, func(c *web.Config) { c.Drafts = kept })
	story, broken := url.Values{"_key": {"k"}, "note": {"a long story"}}, url.Values{"note": {strings.Repeat("x", 2<<20)}}
	const lost = "could not be kept"
	for _, tt := range []struct {
		name, path, cookie string
		typed              url.Values
		to, says           string
	}{
		{"kept", "/form", "ended", story, "/sign-in?next=%2Fform", ""},
		{"not kept", "/form", "full", story, "/sign-in?next=%2Fform", lost},
		{"signed out by hand", "/form", "another", story, "/sign-in?next=%2Fform", lost},
		{"too large to be read", "/form", "ended", broken, "/sign-in?next=%2Fform", lost},
		{"the browser let the cookie go", "/form", "", story, "/sign-in", lost},
		{"nothing typed", "/form", "full", url.Values{"_key": {"k"}}, "/sign-in?next=%2Fform", ""},
		{"by the page's script", "/drafts", "full", story, "/sign-in", ""},
	} {
		got := w.ask("POST", tt.path, tt.cookie, tt.typed)
		said := ""
		for _, c := range got.Result().Cookies() {
			if c.Name == "gt-said" {
				if b, err := base64.RawURLEncoding.DecodeString(c.Value); err == nil {
					said += string(b)
				}
			}
		}
		if got.Code != 303 || got.Header().Get("Location") != tt.to || strings.Contains(said, lost) != (tt.says != "") || tt.says != "" && !strings.HasPrefix(said, "!") {
			t.Errorf("%s: status %d to %q, saying %q", tt.name, got.Code, got.Header().Get("Location"), said)
		}
	}
	if strings.Contains(w.log.String(), "story") {
		t.Error("it is in the log")
	}
}

// A button on which nothing can be typed, pressed after its session ran out: it is not done, nothing of it is kept, and it is said that nothing was
// typed and it is to be pressed again.
func TestAButtonPressedTooLate(t *testing.T) {
	kept := drafts{}
	w := newWorld(t, gallery, func(c *web.Config) { c.Drafts = kept })
	page := w.ask("GET", "/", "worker", nil).Body.String()
	_, button, _ := strings.Cut(page, `<form class="gt-button-form"`)
	button, _, _ = strings.Cut(button, "</form>")
	sent := url.Values{"alarm": {"a1"}}
	for _, m := range regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`).FindAllStringSubmatch(button, -1) {
		sent.Set(m[1], m[2])
	}
	got := w.ask("POST", "/form", "ended", sent)
	said := ""
	for _, c := range got.Result().Cookies() {
		if b, err := base64.RawURLEncoding.DecodeString(c.Value); err == nil && c.Name == "gt-said" {
			said += string(b)
		}
	}
	if got.Code != 303 || got.Header().Get("Location") != "/sign-in?next=%2Fform" || !strings.Contains(said, "nothing is lost: sign in, and press it again") || len(kept) != 0 {
		t.Errorf("status %d to %q, saying %q, and kept is %v", got.Code, got.Header().Get("Location"), said, kept)
	}
}

// posted is what is sent, and tells how much of it was read.
type posted struct {
	io.Reader
	read int
}

func (b *posted) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.read += n
	return n, err
}

func (*posted) Close() error { return nil }

// What somebody sends who is not signed in, nor was until lately, is not read, with a cookie of their own making or without.
func TestNothingIsReadOfAStranger(t *testing.T) {
	w := newWorld(t, gallery, func(c *web.Config) { c.Drafts = drafts{} })
	typed := "note=" + strings.Repeat("x", 1<<20)
	for cookie, want := range map[string]int{"": 0, "made up": 0, "ended": len(typed)} {
		sent := &posted{Reader: strings.NewReader(typed)}
		r := httptest.NewRequest("POST", "/form", sent)
		r.ContentLength = int64(len(typed))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if cookie != "" {
			r.AddCookie(&http.Cookie{Name: "gt-session", Value: cookie})
		}
		got := httptest.NewRecorder()
		w.ServeHTTP(got, r)
		if got.Code != 303 || sent.read != want {
			t.Errorf("%q: status %d, and %d bytes were read, want %d", cookie, got.Code, sent.read, want)
		}
	}
}

func TestWhatIsTypedIsKeptAsItIsTyped(t *testing.T) {
	kept := drafts{}
	w := newWorld(t, gallery, func(c *web.Config) { c.Drafts = kept })
	typed := url.Values{"_form": {"/form"}, "_key": {"k"}, "note": {"half a story"}}
	if got := w.ask("POST", "/drafts", "worker", typed); got.Code != 204 || kept["/form"].Get("note") != "half a story" || len(kept["/form"]) != 1 {
		t.Errorf("status %d, kept %v", got.Code, kept)
	}
	if got := w.ask("POST", "/drafts", "worker", url.Values{"_form": {"/nowhere"}, "note": {"x"}}); got.Code != 404 || len(kept) != 1 {
		t.Errorf("for a form that is not there: status %d, kept %v", got.Code, kept)
	}
	if got := w.ask("POST", "/drafts/forget", "worker", url.Values{"_form": {"/form"}, "_key": {"k"}}); got.Code != 303 || got.Header().Get("Location") != "/form" || len(kept) != 0 {
		t.Errorf("starting again: status %d, kept %v", got.Code, kept)
	}
	if got := w.ask("POST", "/drafts/forget", "worker", url.Values{"_form": {"https://elsewhere.example"}, "_key": {"k"}}); got.Code != 404 {
		t.Errorf("an address elsewhere: status %d to %q", got.Code, got.Header().Get("Location"))
	}
}

// A form of somebody signed in that has no key is not done, for sent twice it would be done twice; what was typed is there when
// the page is opened again.
func TestFormWithoutItsKey(t *testing.T) {
	kept, done := drafts{}, 0
	w := newWorld(t, web.Routes{
		{Method: "GET", Pattern: "/note", Action: access.SignedIn, Handler: web.Show(func(r *web.Request, a view.Answers) (view.Page, error) {
			return view.Page{Title: "Note", Body: view.Para(a.Get("note"))}, nil
		})},
		{Method: "POST", Pattern: "/note", Action: access.SignedIn, Handler: func(*web.Request) (web.Reply, error) {
			done++
			return web.SeeOther("/"), nil
		}},
		{Method: "POST", Pattern: "/outside", Action: access.Public, Handler: func(*web.Request) (web.Reply, error) {
			done++
			return web.SeeOther("/"), nil
		}},
	}, func(c *web.Config) { c.Drafts = kept })
	got := w.ask("POST", "/note", "worker", url.Values{"note": {"she rang"}})
	if got.Code != 409 || done != 0 || !strings.Contains(got.Body.String(), "Go back, load the page again and send the form once more") {
		t.Errorf("status %d, done %d times: %s", got.Code, done, got.Body)
	}
	if page := w.ask("GET", "/note", "worker", nil).Body.String(); !strings.Contains(page, "she rang") {
		t.Error("what was typed is lost")
	}
	w.ask("POST", "/note", "worker", url.Values{"_key": {"k"}, "note": {"she rang"}})
	w.ask("POST", "/outside", "", url.Values{})
	if done != 2 {
		t.Errorf("with its key, and by nobody in particular: done %d times, want 2", done)
	}
}

// What was typed into a form without its key is said to be kept only where it is; that it cannot be kept hides nothing, and
// nothing typed leaves what was kept before.
func TestFormWithoutItsKeySaysWhatIsKept(t *testing.T) {
	show := web.Show(func(*web.Request, view.Answers) (view.Page, error) { return view.Page{Title: "Note"}, nil })
	send := func(*web.Request) (web.Reply, error) { return web.SeeOther("/"), nil }
	kept := drafts{}
	w := newWorld(t, web.Routes{
		{Method: "GET", Pattern: "/note", Action: access.SignedIn, Handler: show},
		{Method: "POST", Pattern: "/note", Action: access.SignedIn, Handler: send},
		{Method: "GET", Pattern: "/full", Action: access.SignedIn, Handler: show},
		{Method: "POST", Pattern: "/full", Action: access.SignedIn, Handler: send},
		{Method: "POST", Pattern: "/no-page", Action: access.SignedIn, Handler: send},
	}, func(c *web.Config) { c.Drafts = kept })
	for _, tt := range []struct {
		path, typed string
		says, not   string
	}{
		{"/note", "she rang", "What you typed is kept.", "not kept"},
		{"/note", "", "send the form once more", "What you typed"},
		{"/full", "she rang", "What you typed is not kept.", "typed is kept"},
		{"/no-page", "she rang", "What you typed is not kept.", "typed is kept"},
	} {
		got := w.ask("POST", tt.path, "worker", url.Values{"note": {tt.typed}, "version": {"3"}})
		if body := got.Body.String(); got.Code != 409 || !strings.Contains(body, tt.says) || strings.Contains(body, tt.not) {
			t.Errorf("%s with %q: status %d, want %q and not %q: %s", tt.path, tt.typed, got.Code, tt.says, tt.not, body)
		}
	}
	if got := kept["/note"].Get("note"); got != "she rang" || len(kept) != 1 {
		t.Errorf("kept %v, want the note as it was before nothing was typed", kept)
	}
}

// A form that is given back says what its writer had seen when they left it, not what stands there now: their save over what a
// colleague wrote since is told so. From there it goes on with what stands now; after a mistake of typing it does not.
func TestDraftKeepsWhatWasSeen(t *testing.T) {
	kept := drafts{"/note": {"note": {"she rang"}, "seen": {"1"}, "of": {"mine"}}}
	show := func(r *web.Request, a view.Answers) (view.Page, error) {
		form := func(at, of string) view.Part {
			return view.Form{Action: at, Key: r.Key(), Hidden: []view.Hidden{{Name: "of", Value: of}, {Name: "seen", Value: "2"}}, Submit: view.Button{Text: "Save"}}
		}
		return view.Page{Title: "Note", Body: view.Parts{form("/note", "mine"), form("/note", "another"), form("/elsewhere", "mine")}}, nil
	}
	w := newWorld(t, web.Routes{
		{Method: "GET", Pattern: "/note", Action: access.SignedIn, Handler: web.Show(show)},
		{Method: "POST", Pattern: "/note", Action: access.SignedIn, Handler: func(r *web.Request) (web.Reply, error) {
			if r.Form().Text("note") == "" {
				return r.FormAgain(show, errs.New(errs.Invalid, "Write something"))
			}
			return r.FormAgain(show, errs.New(errs.Stale, "somebody changed it"))
		}},
	}, func(c *web.Config) { c.Drafts = kept })
	seen := regexp.MustCompile(`name="seen" value="(\d)"`)
	for _, tt := range []struct{ method, note, want string }{{"GET", "", "1 2 2"}, {"POST", "", "1 2 2"}, {"POST", "she rang", "2 2 2"}} {
		page := w.ask(tt.method, "/note", "worker", url.Values{"_key": {"k"}, "note": {tt.note}, "of": {"mine"}, "seen": {"1"}}).Body.String()
		var got []string
		for _, m := range seen.FindAllStringSubmatch(page, -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s %q: the forms say %v was seen, want %s", tt.method, tt.note, got, tt.want)
		}
	}
}
