//go:build browser

package web_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGalleryInABrowser opens every page of the gallery in Chromium: no sideways scrolling at 320
// and 1280 pixels, nothing that axe objects to, everything reached by keyboard, with scripts and
// without. It needs what `make test` installs: Chromium, and the packages of package.json. With
// SHOTS set to a folder it leaves pictures there.
//
//	go test -tags browser -run Browser ./internal/web
func TestGalleryInABrowser(t *testing.T) {
	w := newWorld(t, gallery)
	server := httptest.NewServer(w)
	defer server.Close()

	type person struct {
		Name   string   `json:"name"`
		Button string   `json:"button,omitempty"`
		Pages  []string `json:"pages"`
	}
	list, err := json.Marshal(struct {
		People []person `json:"people"`
	}{[]person{{"case worker", "Sign in as A. N., case worker", galleryPaths}, {"nobody", "", []string{"/sign-in", "/privacy", "/nowhere"}}}})
	if err != nil {
		t.Fatal(err)
	}
	pages := filepath.Join(t.TempDir(), "pages.json")
	if err := os.WriteFile(pages, list, 0o600); err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "run.mjs")
	node.Dir = filepath.Join("..", "..", "test", "browser")
	node.Env = append(os.Environ(), "BASE_URL="+server.URL, "PAGES="+pages)
	out, err := node.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("the browser found faults: %v", err)
	}
}
