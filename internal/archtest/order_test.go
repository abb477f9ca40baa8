package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"testing"
)

// orderFaults are returns that give a value beside a call which fills it, as in "return n, scan(&n)". Go orders calls among each
// other, but not the reading of n before or after them: it may be given as it was.
func orderFaults(s *source) []string {
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		back, ok := n.(*ast.ReturnStmt)
		if !ok {
			return true
		}
		given := map[string]bool{}
		for _, result := range back.Results {
			if name, ok := result.(*ast.Ident); ok {
				given[name.Name] = true
			}
		}
		for _, result := range back.Results {
			call, ok := result.(*ast.CallExpr)
			if !ok {
				continue
			}
			for _, name := range filledBy(call) {
				if given[name] {
					faults = append(faults, fmt.Sprintf("%s: %s is returned beside the call that fills it: call first, then return", s.at(back.Pos()), name))
				}
			}
		}
		return true
	})
	return faults
}

// filledBy names the variables of which a call is given the address, or the address of a part.
func filledBy(call *ast.CallExpr) []string {
	var names []string
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			address, ok := n.(*ast.UnaryExpr)
			if !ok || address.Op != token.AND {
				return true
			}
			if name := wholeOf(address.X); name != nil {
				names = append(names, name.Name)
			}
			return true
		})
	}
	return names
}

// wholeOf gives the variable of which an expression names a field or an element: w of w.days[0]. Nil: it is of no variable.
func wholeOf(e ast.Expr) *ast.Ident {
	switch part := e.(type) {
	case *ast.Ident:
		return part
	case *ast.SelectorExpr:
		return wholeOf(part.X)
	case *ast.IndexExpr:
		return wholeOf(part.X)
	}
	return nil
}

func TestNothingIsReturnedBesideTheCallThatFillsIt(t *testing.T) {
	report(t, each(sources(t), orderFaults))
	mustRefuse(t, orderFaults, map[string]string{
		"internal/casework/a.go": `package casework
			func count(scan func(...any) error) (n int, err error) { return n, scan(&n) }`,
		"internal/casework/b.go": `package casework
			type who struct{ name string }
			func read(scan func(...any) error) (w who, err error) { return w, scan(&w.name) }`,
		"internal/casework/c.go": `package casework
			func days(scan func(...any) error) (both [2]string, err error) { return both, scan(&both[0]) }`,
	})
}
