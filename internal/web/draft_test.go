package web_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/web"
)

// drafts keeps what was typed in memory.
type drafts map[string]url.Values

func (d drafts) Keep(_ context.Context, cookie, path string, typed url.Values) error {
	if cookie == "ended" {
		d[path] = typed
	}
	return nil
}

func (d drafts) Take(_ context.Context, path string) (url.Values, error) {
	typed := d[path]
	delete(d, path)
	return typed, nil
}

func TestWhatWasTypedOutlivesTheSession(t *testing.T) {
	kept := drafts{}
	w := newWorld(t, gallery, func(c *web.Config) { c.Drafts = kept })
	late := w.ask("POST", "/form", "ended", url.Values{"_key": {"k"}, "note": {"a long story"}, "password": {"hunter2"}})
	if late.Code != 303 || late.Header().Get("Location") != "/sign-in?next=%2Fform%3Fdraft%3D1" {
		t.Fatalf("status %d to %q", late.Code, late.Header().Get("Location"))
	}
	if got := kept["/form"]; len(got) != 1 || got.Get("note") != "a long story" {
		t.Errorf("kept %v, want the note alone", got)
	}
	if again := w.ask("GET", "/form?draft=1", "worker", nil); !strings.Contains(again.Body.String(), "a long story") {
		t.Error("it is not there after signing in")
	}
	if again := w.ask("GET", "/form?draft=1", "worker", nil); strings.Contains(again.Body.String(), "a long story") {
		t.Error("it is there a second time")
	}
	if strings.Contains(w.log.String(), "story") {
		t.Error("it is in the log")
	}
	stranger := w.ask("POST", "/form", "", url.Values{"note": {"x"}})
	if stranger.Header().Get("Location") != "/sign-in" || len(kept) != 0 {
		t.Errorf("somebody without a session: to %q, kept %v", stranger.Header().Get("Location"), kept)
	}
}
