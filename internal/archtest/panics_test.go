package archtest

import (
	"fmt"
	"go/ast"
	"testing"
)

// panics are the functions that may stop the program, and why. All but one run as it starts, where
// a fault of the build is better found than served.
var panics = map[string]string{
	"internal/clock London":                "zone data that is not built in",
	"internal/access Declare":              "an action declared twice would have two policies",
	"internal/store SQL":                   "a statement with a wrong name or fragment",
	"internal/seal Register":               "a sealed column with two guards, or none",
	"internal/catalogue schemas":           "the program's own JSON Schemas do not compile",
	"internal/job Handle":                  "two handlers of one effect",
	"internal/web/view Define":             "a template that does not parse",
	"internal/web/view/chart readOutlines": "outlines of districts, built in, that are no numbers",
	"internal/web Request.Key":             "the machine gives no random numbers: nothing can be done safely; the request fails, not the server",
}

func panicFaults(s *source, seen map[string]bool) []string {
	var faults []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if f, ok := call.Fun.(*ast.Ident); !ok || f.Name != "panic" {
			return true
		}
		who := s.folder() + " " + s.funcAt(call.Pos())
		seen[who] = true
		if panics[who] == "" {
			faults = append(faults, fmt.Sprintf("%s: %s panics: return an error of package errs", s.at(call.Pos()), who))
		}
		return true
	})
	return faults
}

func TestFewMayStopTheProgram(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range product(t) {
		report(t, panicFaults(s, seen))
	}
	for who := range panics {
		if !seen[who] {
			t.Errorf("%s is on the list and no longer panics: take it off", who)
		}
	}
	mustRefuse(t, func(s *source) []string { return panicFaults(s, map[string]bool{}) }, map[string]string{
		"internal/casework/a.go": `package casework
			func Must() { panic("no") }`,
	})
}
