package cases_test

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"goldenthread/internal/web/webtest"
)

// A photograph is logged, looked at, taken as it came and handed on; what the camera wrote into it is on no page.
func TestEvidence(t *testing.T) {
	w := newWorld(t)
	c := w.open(t)
	tab, form := at(c, "evidence"), at(c, "evidence/log")
	webtest.Says(t, w.Page(t, worker, tab), "Nothing is logged yet.", "Log something")
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	file := append(out.Bytes(), "taken at 14 Larch Row"...)
	typed := url.Values{"kind": {"photograph"}, "shows": {"Door <kicked> in"}, "maker": {"person"}, "got_on-day": {"19"}, "got_on-month": {"11"}, "got_on-year": {"2026"}}

	wrong := w.Upload(t, worker, form, typed, "picture", "door.png", []byte("%PDF-1.7"))
	webtest.Says(t, wrong.Body.String(), "There is a problem", "This is not a picture in JPEG or PNG", "Door <kicked> in")
	if wrong.Code != http.StatusUnprocessableEntity {
		t.Errorf("a file that is no picture: status %d", wrong.Code)
	}

	short := maps.Clone(typed)
	short.Del("kind")
	webtest.Says(t, w.Upload(t, worker, form, short, "picture", "door.png", file).Body.String(), "Choose what it is", "Choose the picture again")

	page := w.Follow(t, worker, w.Upload(t, worker, form, typed, "picture", "door.png", file))
	webtest.Says(t, page, "1. Photograph", "Door <kicked> in", "Look at the picture")
	one := regexp.MustCompile(regexp.QuoteMeta(tab) + `/[0-9a-z]{16}`).FindString(page)
	page = w.Page(t, worker, one)
	webtest.Says(t, page, "1. Photograph", "Door <kicked> in", "SHA-256", "It has gone nowhere.")
	if !strings.Contains(page, `src="`+one+`/picture" alt="Door &lt;kicked&gt; in"`) {
		t.Error("the picture is not on its page, with what it shows in words")
	}

	shown := w.Get(worker, one+"/picture")
	if shown.Code != http.StatusOK || shown.Header().Get("Content-Type") != "image/jpeg" || shown.Header().Get("Cache-Control") != "no-store" ||
		bytes.Contains(shown.Body.Bytes(), []byte("Larch")) {
		t.Errorf("the picture: status %d, %v, what the camera wrote in it: %v", shown.Code, shown.Header(), bytes.Contains(shown.Body.Bytes(), []byte("Larch")))
	}
	if _, format, err := image.Decode(shown.Body); err != nil || format != "jpeg" {
		t.Errorf("the picture is %s: %v", format, err)
	}
	taken := w.Get(worker, one+"/as-it-came")
	if !bytes.Equal(taken.Body.Bytes(), file) || !strings.HasPrefix(taken.Header().Get("Content-Disposition"), "attachment") || taken.Header().Get("Content-Type") != "image/png" {
		t.Errorf("taken as it came: %d bytes of %d, %v", taken.Body.Len(), len(file), taken.Header())
	}

	hand := one + "/hand"
	page = w.Follow(t, worker, w.Send(t, worker, hand, hand, url.Values{"hand": {"police"}, "went": {"copy"}, "words": {"PC 1234"}, "on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}}))
	webtest.Says(t, page, "Police: a copy", "PC 1234")
	webtest.Says(t, w.Send(t, worker, hand, hand, url.Values{"hand": {"mistake"}, "on-day": {"1"}, "on-month": {"1"}, "on-year": {"2001"}}).Body.String(),
		"It was not here before", "Say what was wrong")
	webtest.Says(t, w.Send(t, worker, hand, hand, url.Values{"hand": {"court"}, "on-day": {"19"}, "on-month": {"11"}, "on-year": {"2026"}}).Body.String(), "Say whether it went itself, or a copy of it")
}
