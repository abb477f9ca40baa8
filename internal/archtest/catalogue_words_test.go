package archtest

import (
	"go/ast"
	"go/token"
	"strconv"
	"testing"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
)

// wordFaults finds where a page asks the catalogue for words by a key that no file of words has: the key itself would stand
// on the screen.
func wordFaults(s *source, has func(string) bool) []string {
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		lit, written := call.Args[0].(*ast.BasicLit) // a key that is put together is its own test's
		if !ok || sel.Sel.Name != "Word" || !written || lit.Kind != token.STRING {
			return true
		}
		if key, err := strconv.Unquote(lit.Value); err != nil || !has(key) {
			faults = append(faults, s.at(lit.Pos())+": the catalogue has no words for "+lit.Value)
		}
		return true
	})
	return faults
}

func TestEveryWordIsInTheCatalogue(t *testing.T) {
	set, err := catalogue.Load(files.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range product(t) {
		report(t, wordFaults(s, set.HasWord))
	}
	bad := pretend(t, "internal/web/x/x.go", `package x; var a = p.set.Word("help.no_such"); var b = p.set.Word("help.title")`)
	if got := wordFaults(bad, set.HasWord); len(got) != 1 {
		t.Errorf("of a file with one key that there is not it finds %v", got)
	}
}
