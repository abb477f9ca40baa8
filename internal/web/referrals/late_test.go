package referrals_test

import (
	"context"
	"html"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/store"
	"goldenthread/internal/web"
	"goldenthread/internal/web/webtest"
)

// tooLate keeps what was typed under a session that ran out, in memory.
type tooLate map[string]url.Values

func (d tooLate) Keep(_ context.Context, cookie, path string, typed url.Values) (bool, error) {
	d[path] = typed
	return cookie == ranOut, nil
}

func (tooLate) Save(context.Context, string, url.Values) error           { return nil }
func (tooLate) Rescue(context.Context, string, url.Values) (bool, error) { return false, nil }
func (d tooLate) Left(_ context.Context, path string) (url.Values, clock.Instant, error) {
	return d[path], 0, nil
}
func (d tooLate) Sent(_ context.Context, path string) error { delete(d, path); return nil }

// ranOut is the cookie of a session that ended by itself.
const ranOut = "ran out"

// A referral is checked, and its writer's session runs out meanwhile: each button of the page carries all that was typed, so it is
// kept, and stands in the form again after signing in.
func TestAReferralCheckedAndSentTooLateIsKept(t *testing.T) {
	for name, button := range map[string]int{"send": 1, "change": 2} {
		t.Run(name, func(t *testing.T) {
			kept := tooLate{}
			w := newWorld(t, store.SQLite, func(c *web.Config) {
				c.Drafts = kept
				who := c.Authenticate
				c.Authenticate = func(ctx context.Context, cookie string) (access.Actor, web.Session, error) {
					if cookie == ranOut {
						return access.Anonymous(), web.Session{RanOut: true}, nil
					}
					return who(ctx, cookie)
				}
			})
			form := filledIn()
			form.Set("step", "check")
			form.Set("_key", webtest.Key(t, w.Page(t, referrer, "/refer")))
			parts := strings.Split(w.Post(referrer, "/refer", form).Body.String(), `<form class="gt-button-form"`)
			sent := url.Values{}
			for _, m := range hiddenInput.FindAllStringSubmatch(parts[button], -1) {
				sent.Add(m[1], html.UnescapeString(m[2]))
			}
			if sent.Get("step") != name {
				t.Fatalf("the button is for %q", sent.Get("step"))
			}
			got := w.Post(ranOut, "/refer", sent)
			if got.Code != 303 || got.Header().Get("Location") != "/sign-in?next=%2Frefer" {
				t.Fatalf("status %d to %q", got.Code, got.Header().Get("Location"))
			}
			for _, input := range []string{"told", "surname", "mobile", "why"} {
				if kept["/refer"].Get(input) != form.Get(input) {
					t.Errorf("of %s is kept %q, want %q", input, kept["/refer"].Get(input), form.Get(input))
				}
			}
			must(t, w.Page(t, referrer, "/refer"), "You did not send this form", "He waits by the bins")
		})
	}
}
