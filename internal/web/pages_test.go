package web_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"goldenthread/internal/web/view/viewtest"
)

func TestEveryPageOfTheShellIsSound(t *testing.T) {
	w := newWorld(t, gallery)
	for _, path := range galleryPaths {
		for _, who := range []string{"worker", ""} {
			got := w.ask("GET", path, who, nil)
			if got.Code == 303 {
				continue // asked to sign in
			}
			for _, fault := range viewtest.CheckPage(got.Body.Bytes()) {
				t.Errorf("%s as %q: %s", path, who, fault)
			}
		}
	}
}

func TestTemplatesOfTheShell(t *testing.T) { viewtest.CheckTemplates(t) }

// TestNoInsideWords reads every template and every string of the web's own code: the words of the
// machine room must not reach a screen.
func TestNoInsideWords(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == "dist" {
				return filepath.SkipDir
			}
			return err
		}
		switch {
		case strings.HasSuffix(path, ".html"):
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, word := range viewtest.InsideWords(string(source)) {
				t.Errorf("%s: the inside word %q", path, word)
			}
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.Contains(path, "viewtest"):
			return insideWordsOfCode(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func insideWordsOfCode(t *testing.T, path string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, 0)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if n.Kind == token.STRING && n.Value != `"Content-Disposition"` { // a header, not a word
				text, err := strconv.Unquote(n.Value)
				if err != nil {
					t.Errorf("%s: %v", set.Position(n.Pos()), err)
				}
				for _, word := range viewtest.InsideWords(text) {
					t.Errorf("%s: the inside word %q", set.Position(n.Pos()), word)
				}
			}
		}
		return true
	})
	return nil
}
