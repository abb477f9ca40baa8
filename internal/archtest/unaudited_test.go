package archtest

import (
	"fmt"
	"go/ast"
	"testing"
)

// unaudited are the functions that may change something without an audit event, and why that is
// nobody's business. Each calls Unaudited once.
var unaudited = map[string]string{
	"internal/identity Attempt.take":       "counting tries to sign in",
	"internal/identity ProvePassword":      "counting tries at a password",
	"internal/identity touch":              "moving a session's idle limit on",
	"internal/identity KeepTyped":          "the token of no session that ended by itself: nothing is kept",
	"internal/setup Prepare.Run":           "a start at which every edition is known: nothing is written",
	"internal/intake ForgetUnfinished.Run": "an hour in which nothing was old enough to be taken away",
	"internal/intake ForgetLists.Run":      "the same of lists of cases that were handed in",
	"internal/casework LetGo.Run":          "a service that has nobody who could answer for the cases",
	"internal/job Worker.claim":            "leasing an effect",
	"internal/job Worker.carryOut":         "settling an effect, whose own handler recorded what it did",
}

// unauditedFaults finds callers of Tx.Unaudited that the list does not know, and ticks off the others.
func unauditedFaults(s *source, seen map[string]int) []string {
	if s.isTest() {
		return nil
	}
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if sel, ok := call.Fun.(*ast.SelectorExpr); !ok || sel.Sel.Name != "Unaudited" {
			return true
		}
		caller := s.folder() + " " + s.funcAt(call.Pos())
		seen[caller]++
		switch {
		case unaudited[caller] == "":
			faults = append(faults, fmt.Sprintf("%s: %s changes something without an event: record one, or give a reason in the list", s.at(call.Pos()), caller))
		case seen[caller] > 1:
			faults = append(faults, fmt.Sprintf("%s: %s asks more than once", s.at(call.Pos()), caller))
		case len(call.Args) != 1 || !isLiteral(call.Args[0]):
			faults = append(faults, s.at(call.Pos())+": why is said in plain words, not worked out")
		}
		return true
	})
	return faults
}

func isLiteral(e ast.Expr) bool {
	_, ok := e.(*ast.BasicLit)
	return ok
}

func TestFewChangeSomethingWithoutAnEvent(t *testing.T) {
	seen := map[string]int{}
	for _, s := range product(t) {
		report(t, unauditedFaults(s, seen))
	}
	for caller := range unaudited {
		if seen[caller] == 0 {
			t.Errorf("%s is on the list and no longer asks: take it off", caller)
		}
	}
	mustRefuse(t, func(s *source) []string { return unauditedFaults(s, map[string]int{}) }, map[string]string{
		"internal/casework/a.go": `package casework
			func (c Close) Run(tx *Tx) { tx.Unaudited("nobody needs to know") }`,
	})
}
