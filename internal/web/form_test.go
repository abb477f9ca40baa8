package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/web"
)

// withForm runs f in a handler that was sent a form.
func withForm(t *testing.T, form url.Values, f func(*web.Form)) {
	t.Helper()
	w := newWorld(t, web.Routes{{Method: "POST", Pattern: "/x", Action: access.Public, Handler: func(r *web.Request) (web.Reply, error) {
		f(r.Form())
		return web.SeeOther("/"), nil
	}}})
	if got := w.ask("POST", "/x", "", form); got.Code != http.StatusSeeOther {
		t.Fatalf("status %d", got.Code)
	}
}

func TestFormDate(t *testing.T) {
	three := func(d, m, y string) url.Values { return url.Values{"on-day": {d}, "on-month": {m}, "on-year": {y}} }
	tests := []struct {
		name  string
		form  url.Values
		want  clock.Date
		fault string
	}{
		{"three inputs", three("9", "3", "2026"), "2026-03-09", ""},
		{"with noughts and space", three("09 ", " 03", "2026"), "2026-03-09", ""},
		{"one input", url.Values{"on": {"2026-11-19"}}, "2026-11-19", ""},
		{"nothing", three("", "", ""), "", ""},
		{"no year", three("9", "3", ""), "", "must have a year"},
		{"no day", three("", "3", "2026"), "", "must have a day"},
		{"short year", three("9", "3", "26"), "", "4 numbers"},
		{"30 February", three("30", "2", "2026"), "", "in the calendar"},
		{"words", three("9", "March", "2026"), "", "in the calendar"},
		{"one input, wrong", url.Values{"on": {"19.11.2026"}}, "", "in the calendar"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			withForm(t, test.form, func(f *web.Form) {
				got, err := f.Date("on"), f.Err()
				if got != test.want || (err != nil) != (test.fault != "") || err != nil && !strings.Contains(err.Error(), test.fault) {
					t.Errorf("got %q and %v, want %q and a fault with %q", got, err, test.want, test.fault)
				}
			})
		})
	}
}

func TestFormNumbersTimesAndText(t *testing.T) {
	form := url.Values{"three": {" 3 "}, "words": {"three"}, "at": {"9.20"}, "dense": {"2230"}, "late": {"25:00"}, "year": {"2570"}, "text": {"  a\r\nb\x00\u0007\xff "}, "turned": {"a\u202eb\u2066c\u2069d\u202c, 3\u200f"}, "boxes": {"x", "y"}}
	withForm(t, form, func(f *web.Form) {
		if n, given := f.MaybeInt("three"); n != 3 || !given {
			t.Errorf("three is %d, %v", n, given)
		}
		if n, given := f.MaybeInt("absent"); n != 0 || given {
			t.Errorf("absent is %d, %v", n, given)
		}
		if h, m, given := f.TimeOfDay("at"); h != 9 || m != 20 || !given {
			t.Errorf("9.20 is %d:%d, %v", h, m, given)
		}
		if h, m, given := f.TimeOfDay("dense"); h != 22 || m != 30 || !given {
			t.Errorf("2230 is %d:%d, %v", h, m, given)
		}
		if got := f.Text("text"); got != "a\nb\uFFFD" {
			t.Errorf("text is %q", got)
		}
		if got := f.Text("turned"); got != "abcd, 3\u200f" { // the marks people type Arabic and Hebrew with turn nothing
			t.Errorf("what turns the page is kept as %q", got)
		}
		if got := f.All("boxes"); len(got) != 2 || !f.Has("boxes") || f.Has("absent") {
			t.Errorf("boxes are %q", got)
		}
		if f.Err() != nil {
			t.Errorf("faults where there are none: %v", f.Err())
		}
		f.Int("words")
		f.TimeOfDay("late")
		f.TimeOfDay("year")
		if got := errs.FieldsOf(f.Err()); len(got) != 3 || got[0].Name != "words" || got[1].Name != "late" {
			t.Errorf("faults %v", got)
		}
	})
}

func TestFormWithAFile(t *testing.T) {
	var got web.Upload
	var found bool
	var reason, key string
	w := newWorld(t, web.Routes{{Method: "POST", Pattern: "/x", Action: access.Public, MaxBody: 1000, Handler: func(r *web.Request) (web.Reply, error) {
		got, found = r.Form().File("file")
		reason, key = r.Form().Text("reason"), r.IdempotencyKey()
		return web.SeeOther("/"), nil
	}}})
	send := func(content string) int {
		var body bytes.Buffer
		m := multipart.NewWriter(&body)
		_ = m.WriteField("_key", "k1")
		_ = m.WriteField("reason", " sent on ")
		part, err := m.CreateFormFile("file", "../police.csv")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = part.Write([]byte(content))
		_ = m.Close()
		hr := httptest.NewRequest("POST", "/x", &body)
		hr.Header.Set("Content-Type", m.FormDataContentType())
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, hr)
		return rec.Code
	}
	if code := send("a,b\n"); code != 303 || !found || string(got.Content) != "a,b\n" || got.File != "police.csv" || reason != "sent on" {
		t.Errorf("status %d, file %q %q, reason %q", code, got.File, got.Content, reason)
	}
	before := key
	if send("a,c\n"); key == before {
		t.Error("another file under the same key is taken for the same form")
	}
	if code := send(strings.Repeat("x", 2000)); code != 422 {
		t.Errorf("a file too large: status %d", code)
	}
}

func TestFormAgain(t *testing.T) {
	w := newWorld(t, gallery)
	got := w.ask("POST", "/form", "worker", url.Values{"_key": {"old"}, "minutes": {"ten"}, "note": {"she said <b>no</b>"}, "on-day": {"9"}})
	body := got.Body.String()
	if got.Code != http.StatusUnprocessableEntity {
		t.Errorf("status %d", got.Code)
	}
	for _, want := range []string{"<title>Error: Record a call - Golden Thread</title>", `<a href="#name">Enter who answered</a>`, `<a href="#minutes">Enter a whole number, like 3</a>`,
		`<a href="#on">The date must have a month</a>`, "she said &lt;b&gt;no&lt;/b&gt;", `value="ten"`, `aria-describedby="name-hint name-error"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if strings.Contains(body, `value="old"`) {
		t.Error("the old key is on the page again")
	}
	if got := w.ask("GET", "/form/stale", "worker", nil); got.Code != http.StatusConflict || !strings.Contains(got.Body.String(), "The case was closed at 10:14 by R. T.") {
		t.Errorf("someone changed it: status %d", got.Code)
	}
}
