package webtest

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Visit is somebody and the pages to open as her.
type Visit struct {
	Name  string
	Pages []string
}

// Browse opens pages in Chromium at the widths of a telephone and a desk, with scripts and without,
// and fails for everything the browser test of the shell objects to. root is the way to the top of
// the tree. With SHOTS set to a folder it leaves pictures there.
func (w *World) Browse(t *testing.T, root string, visits ...Visit) {
	t.Helper()
	server := httptest.NewServer(w)
	defer server.Close()
	type browsed struct {
		Name   string   `json:"name"`
		Button string   `json:"button,omitempty"`
		Pages  []string `json:"pages"`
	}
	var people []browsed
	for _, v := range visits {
		people = append(people, browsed{v.Name, Button(v.Name), v.Pages})
	}
	list, err := json.Marshal(struct {
		People []browsed `json:"people"`
	}{people})
	if err != nil {
		t.Fatal(err)
	}
	pages := filepath.Join(t.TempDir(), "pages.json")
	if err := os.WriteFile(pages, list, 0o600); err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "run.mjs")
	node.Dir = filepath.Join(root, "test", "browser")
	node.Env = append(os.Environ(), "BASE_URL="+server.URL, "PAGES="+pages)
	out, err := node.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("the browser found faults: %v", err)
	}
}
