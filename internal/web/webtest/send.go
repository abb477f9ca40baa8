package webtest

import (
	"encoding/base64"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
	chosenField = regexp.MustCompile(`<input [^>]*name="([^"]+)" type="(?:radio|checkbox)" value="([^"]*)" checked`)
	anyTag      = regexp.MustCompile(`<[^>]*>`)
)

// Send opens a page as somebody and sends the form on it that posts to action, with what its hidden
// fields hold, what is chosen on it already, and what is typed here. It fails the test when the page has no such form.
func (w *World) Send(t testing.TB, who, page, action string, typed url.Values) *httptest.ResponseRecorder {
	t.Helper()
	return w.SendFrom(t, who, w.Page(t, who, page), action, typed)
}

// SendFrom is [World.Send] from a page that was drawn already, as after a mistake.
func (w *World) SendFrom(t testing.TB, who, drawn, action string, typed url.Values) *httptest.ResponseRecorder {
	t.Helper()
	at := strings.Index(drawn, ` action="`+action+`"`)
	if at < 0 {
		t.Fatalf("the page has no form that posts to %s", action)
	}
	part, _, _ := strings.Cut(drawn[at:], "</form>")
	all := url.Values{}
	for _, fields := range []*regexp.Regexp{hiddenField, chosenField} {
		for _, m := range fields.FindAllStringSubmatch(part, -1) {
			all.Add(m[1], html.UnescapeString(m[2]))
		}
	}
	for name, values := range typed {
		all[name] = values
	}
	return w.Post(who, action, all)
}

// Follow gives the page that an answer leads to; it fails the test when the answer leads nowhere.
func (w *World) Follow(t testing.TB, who string, got *httptest.ResponseRecorder) string {
	t.Helper()
	if got.Code != http.StatusSeeOther {
		t.Fatalf("status %d, want to be led on\n%.2000s", got.Code, Words(got.Body.String()))
	}
	return w.Page(t, who, got.Header().Get("Location"))
}

// Said gives what an answer has the next page say, once: what was done.
func Said(got *httptest.ResponseRecorder) string {
	for _, c := range got.Result().Cookies() {
		if strings.HasSuffix(c.Name, "gt-said") {
			if said, err := base64.RawURLEncoding.DecodeString(c.Value); err == nil {
				return string(said)
			}
		}
	}
	return ""
}

// Words gives what a page says, without its tags.
func Words(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(page, " "))), " ")
}

// Says fails the test for each text the page does not say.
func Says(t testing.TB, page string, texts ...string) {
	t.Helper()
	words := Words(page)
	for _, want := range texts {
		if !strings.Contains(words, want) {
			t.Errorf("the page does not say %q:\n%.2500s", want, words)
		}
	}
}

// Hides fails the test for each text the page says though it must not.
func Hides(t testing.TB, page string, texts ...string) {
	t.Helper()
	words := Words(page)
	for _, not := range texts {
		if strings.Contains(words, not) {
			t.Errorf("the page says %q", not)
		}
	}
}
