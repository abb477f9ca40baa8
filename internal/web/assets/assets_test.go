package assets

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEmptyDistIsRefused(t *testing.T) {
	_, err := load(fstest.MapFS{".gitkeep": {}})
	if err == nil || !strings.Contains(err.Error(), "make assets") {
		t.Errorf("got %v, want an error that says how to build them", err)
	}
}

func TestHandler(t *testing.T) {
	css := strings.Repeat("body { color: black }\n", 20)
	s, err := load(fstest.MapFS{"manifest.json": {Data: []byte(`{"a.css": "a-123.css"}`)}, "a-123.css": {Data: []byte(css)}})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		method, path, accept string
		status               int
		cache, encoding      string
	}{
		{"GET", s.Path("a.css"), "", 200, "public, max-age=31536000, immutable", ""},
		{"GET", s.Path("a.css"), "gzip, br", 200, "public, max-age=31536000, immutable", "gzip"},
		{"HEAD", s.Path("a.css"), "", 200, "public, max-age=31536000, immutable", ""},
		{"GET", "/assets/a.css", "", 404, "no-store", ""},
		{"GET", "/assets/manifest.json", "", 404, "no-store", ""},
		{"GET", "/assets/x/a-123.css", "", 404, "no-store", ""},
		{"GET", "/assets/", "", 404, "no-store", ""},
		{"POST", s.Path("a.css"), "", 405, "", ""},
	}
	for _, test := range tests {
		t.Run(test.method+" "+test.path+" "+test.accept, func(t *testing.T) {
			hr := httptest.NewRequest(test.method, test.path, nil)
			hr.Header.Set("Accept-Encoding", test.accept)
			rec := httptest.NewRecorder()
			s.Handler().ServeHTTP(rec, hr)
			h := rec.Header()
			if rec.Code != test.status || h.Get("Cache-Control") != test.cache || h.Get("Content-Encoding") != test.encoding {
				t.Errorf("status %d, cache %q, encoding %q", rec.Code, h.Get("Cache-Control"), h.Get("Content-Encoding"))
			}
			if rec.Code == 200 && h.Get("Content-Type") != "text/css; charset=utf-8" {
				t.Errorf("type %q", h.Get("Content-Type"))
			}
		})
	}
}

func TestWhatIsBuilt(t *testing.T) {
	s, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"govuk-frontend.min.css", "moj-frontend.min.css", "golden-thread.css", "golden-thread.js", "favicon.svg"} {
		if s.Path(name) == "" {
			t.Errorf("%s is not built", name)
		}
	}
	for name, content := range s.files {
		for _, not := range []string{"GDS Transport", "@font-face", "govuk-crest.svg", "sourceMappingURL"} {
			if strings.Contains(string(content), not) {
				t.Errorf("%s still holds %q", name, not)
			}
		}
	}
}
