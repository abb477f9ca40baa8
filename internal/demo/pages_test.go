package demo_test

import (
	"context"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/app"
	"goldenthread/internal/clock"
	"goldenthread/internal/demo"
	"goldenthread/internal/gate"
	"goldenthread/internal/web/view/viewtest"
)

// guide is what the demonstration says of its pages.
type guide struct {
	People []struct {
		Name, Button string
		Pages        []string
	}
}

// TestEveryPageOfTheGuide signs in as each person of the demonstration with her button and opens all
// pages that are for her: each is there, and sound.
func TestEveryPageOfTheGuide(t *testing.T) {
	server, g := serve(t)
	for _, who := range g.People {
		t.Run(who.Name, func(t *testing.T) {
			var visitor visitor
			for n, page := range who.Pages {
				if n%50 == 0 { // no time passes here, and nobody may ask for more than a hundred at once
					if visitor = newVisitor(t, server); who.Button != "" {
						visitor.press(t, who.Button)
					}
				}
				status, body := visitor.open(t, page)
				if status != http.StatusOK {
					t.Errorf("%s: %d", page, status)
					continue
				}
				if page == "/both-sides" && !strings.Contains(string(body), "I have seen to it") {
					t.Errorf("%s shows none of the neighbours who complain of each other", page)
				}
				if page == "/both-sides" {
					keptApart(t, server, body)
				}
				for _, fault := range viewtest.CheckPage(body) {
					t.Errorf("%s: %s", page, fault)
				}
				if !strings.Contains(string(body), "nobody here is real") {
					t.Errorf("%s does not say that it is a demonstration", page)
				}
			}
		})
	}
}

// keptApart makes sure that the case worker, who has one side of the dispute that a page shows, sees the other side nowhere: by its
// address, as if there were none, nor by its reference or the name on it.
func keptApart(t *testing.T, server *httptest.Server, page []byte) {
	t.Helper()
	sides := regexp.MustCompile(`/referrals/(GT-[0-9A-Z-]+)"`).FindAllSubmatch(page, 2)
	worker := newVisitor(t, server)
	worker.press(t, "Sign in as Jo Fielding, case worker")
	var seen int
	for _, side := range sides {
		for _, at := range []string{"/cases/", "/referrals/"} {
			if status, _ := worker.open(t, at+string(side[1])); status == http.StatusOK {
				seen++
			} else if status != http.StatusNotFound {
				t.Errorf("the other side: %d, which tells that there is one", status)
			}
		}
	}
	if len(sides) != 2 || seen != 2 {
		t.Errorf("of %d sides of a dispute the worker of one opens %d pages, want the two of that one", len(sides), seen)
	}
}

// serve loads a small demonstration and serves it.
func serve(t *testing.T) (*httptest.Server, guide) {
	t.Helper()
	ctx := operator(t)
	a, err := app.Open(ctx, app.Config{Data: t.TempDir(), Demo: true, Clock: clock.NewManual(today)})
	must(t, err)
	t.Cleanup(func() { must(t, a.Close()) })
	_, err = gate.Write(ctx, a.Gate, "", a.Prepare().Run)
	must(t, err)
	text, err := demo.Load(ctx, demo.Into{DB: a.DB, Keys: a.Keys, Log: a.Log, Catalogue: a.Catalogue, Mode: a.DemoMode(), Now: today,
		Small: true, Say: func(string) {}}, demo.Living)
	must(t, err)
	must(t, a.FinishDemonstration(text))
	handler, err := a.Handler(true)
	must(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	var g guide
	must(t, json.Unmarshal(text, &g))
	return server, g
}

// visitor is somebody with a browser.
type visitor struct {
	client http.Client
	base   string
}

func newVisitor(t *testing.T, s *httptest.Server) visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return visitor{http.Client{Jar: jar}, s.URL}
}

func (v visitor) open(t *testing.T, page string) (int, []byte) {
	t.Helper()
	return v.send(t, http.MethodGet, page, nil)
}

func (v visitor) send(t *testing.T, method, page string, form url.Values) (int, []byte) {
	t.Helper()
	ask, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), method, v.base+page, strings.NewReader(form.Encode()))
	must(t, err)
	if form != nil {
		ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	reply, err := v.client.Do(ask)
	must(t, err)
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	must(t, err)
	return reply.StatusCode, body
}

var (
	formOf  = regexp.MustCompile(`(?s)<form class="gt-button-form"[^>]*action="([^"]+)".*?</form>`)
	inputOf = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
)

// press presses a button of the first page.
func (v visitor) press(t *testing.T, button string) {
	t.Helper()
	_, body := v.open(t, "/")
	for _, form := range formOf.FindAllStringSubmatch(string(body), -1) {
		if !strings.Contains(html.UnescapeString(form[0]), ">"+button+"<") {
			continue
		}
		typed := url.Values{}
		for _, in := range inputOf.FindAllStringSubmatch(form[0], -1) {
			typed.Set(in[1], html.UnescapeString(in[2]))
		}
		if status, _ := v.send(t, http.MethodPost, form[1], typed); status != http.StatusOK {
			t.Fatalf("signing in: %d", status)
		}
		return
	}
	t.Fatalf("the first page has no button %q", button)
}
