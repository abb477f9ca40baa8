package archtest

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"goldenthread/internal/web/view/viewtest"
)

// headers are texts of the web's own code that nobody reads.
var headers = []string{`"Content-Disposition"`}

// spokenFaults finds the words of the machine room in what a file may put on a screen: in the web
// every text, elsewhere the messages of errors that reach people. web/view/viewtest looks at the
// templates themselves.
func spokenFaults(s *source) []string {
	if s.isTest() || s.in("internal/store") { // what store says is for the operator, who knows SQL
		return nil
	}
	var faults []string
	check := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || slices.Contains(headers, lit.Value) {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				faults = append(faults, s.at(lit.Pos())+": "+err.Error())
			}
			for _, word := range viewtest.InsideWords(text) {
				faults = append(faults, s.at(lit.Pos())+": the inside word \""+word+"\"")
			}
			return true
		})
	}
	inWeb := s.in("internal/web")
	for _, d := range s.tree.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		if inWeb {
			check(d)
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if message := said(s, n); message != nil {
				check(message)
				return false
			}
			return true
		})
	}
	return faults
}

// said gives the part of an expression that is told to people: the message of an error of a kind
// that is shown, or of a field.
func said(s *source, n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.CallExpr:
		of, name, ok := s.name(n.Fun)
		if ok && of == module+"internal/errs" && (name == "New" || name == "Wrap") && len(n.Args) >= 2 {
			if _, kind, _ := s.name(n.Args[0]); kind != "Internal" {
				return n.Args[1]
			}
		}
		if sel, isMethod := n.Fun.(*ast.SelectorExpr); isMethod && !ok && sel.Sel.Name == "Add" && len(n.Args) == 2 {
			return n.Args[1]
		}
	case *ast.CompositeLit:
		if of, name, ok := s.name(n.Type); ok && of == module+"internal/errs" && (name == "Field" || name == "Error") {
			return n
		}
	}
	return nil
}

func TestNoInsideWordsInCode(t *testing.T) {
	report(t, each(product(t), spokenFaults))
	mustRefuse(t, spokenFaults, map[string]string{
		"internal/web/cases/a.go": `package cases; var title = "This record is sealed"`,
		"internal/person/a.go":    `package person; import "goldenthread/internal/errs"; var err = errs.New(errs.Conflict, "the grant has ended")`,
		"internal/person/b.go":    `package person; import "goldenthread/internal/errs"; func f(x *errs.Fields) { x.Add("what", "in quarantine: wait") }`,
	})
	if faults := spokenFaults(pretend(t, "internal/person/c.go", `package person; import "goldenthread/internal/errs"
		var err = errs.New(errs.Internal, "the grant has no folder")`)); len(faults) > 0 {
		t.Errorf("an internal error is shown to nobody: %q", faults)
	}
}

var yamlComment = regexp.MustCompile(`(^|\s)#.*`)

// TestNoInsideWordsInTheCatalogue reads every line of the shipped files: their names, labels and
// sentences stand on screens as they are.
func TestNoInsideWordsInTheCatalogue(t *testing.T) {
	for _, ending := range []string{".yaml", ".csv", ".html"} {
		err := walk(ending, func(at string) error {
			if !strings.HasPrefix(at, "catalogue/") && !strings.HasPrefix(at, "internal/web/") {
				return nil
			}
			text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(at)))
			if err != nil {
				return err
			}
			if ending == ".html" {
				for _, word := range viewtest.InsideWords(string(text)) {
					t.Errorf("%s: the inside word %q", at, word)
				}
				return nil
			}
			for i, line := range strings.Split(string(text), "\n") {
				if strings.HasPrefix(line, "licence:") { // whose words they are, in the owner's own
					continue
				}
				for _, word := range viewtest.InsideWords(yamlComment.ReplaceAllString(line, "")) {
					t.Errorf("%s:%d: the inside word %q", at, i+1, word)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
