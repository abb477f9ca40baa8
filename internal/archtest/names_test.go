package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// reserved are names that only few may use.
var reserved = []struct {
	of    string   // import path
	names []string // of that package
	by    []string // folders that may; test code always may
	why   string
}{
	{"time", []string{"Now", "Since", "Until"}, []string{"internal/clock"},
		"the time comes from the unit of work or a clock.Clock, so that a test can set it"},
	{"context", []string{"Background", "TODO"}, []string{"internal/app", "internal/cli", "cmd"},
		"a context comes from the caller, with who acts in it"},
	{"html/template", []string{"HTML", "HTMLAttr", "JS", "JSStr", "CSS", "URL", "Srcset"}, []string{"internal/web/view"},
		"text marked as safe by hand is how a script gets onto a page; use the parts of web/view"},
	{module + "internal/access", []string{"NewPerson", "NewSystem", "WithActor"},
		[]string{"internal/identity", "internal/job", "internal/cli", "internal/app", "internal/web", "internal/demo", "internal/bench"},
		"who acts is settled where somebody signs in, where a job starts or where a command is typed"},
	{module + "internal/seal", []string{"Opened"}, []string{"internal/gate"},
		"plaintext comes from View.Open, which checks access and records the reading"},
	{"log/slog", []string{"Any"}, nil,
		"slog.Any prints whatever a struct holds; log ids and kinds"},
	{"math/rand", []string{"Int", "Intn", "Int63", "Read", "Float64", "New"}, nil,
		"ids are drawn by the unit of work from the system's randomness"},
}

func reservedFaults(s *source) []string {
	if s.isTest() {
		return nil
	}
	var faults []string
	for _, r := range reserved {
		if s.in(r.by...) {
			continue
		}
		for _, use := range s.uses(r.of, r.names...) {
			faults = append(faults, fmt.Sprintf("%s says %s.%s: %s", s.at(use.Pos()), use.X, use.Sel.Name, r.why))
		}
	}
	return faults
}

// units are the types that only the gate makes: one made by hand would have nobody acting in it.
var units = map[string][]string{
	module + "internal/gate":  {"View", "Tx"},
	module + "internal/store": {"Unit", "Snapshot"},
	module + "internal/seal":  {"Value"},
}

func madeByHandFaults(s *source) []string {
	var faults []string
	made := func(e ast.Expr) {
		of, name, ok := s.name(e)
		if ok && slices.Contains(units[of], name) && !s.in(strings.TrimPrefix(of, module)) { // its own tests try the empty one
			faults = append(faults, fmt.Sprintf("%s makes a %s by hand: it is handed out by its own package", s.at(e.Pos()), name))
		}
	}
	ast.Inspect(s.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			made(n.Type)
		case *ast.ValueSpec:
			made(n.Type)
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "new" && len(n.Args) == 1 {
				made(n.Args[0])
			}
		}
		return true
	})
	return faults
}

func TestReservedNames(t *testing.T) {
	report(t, each(product(t), reservedFaults))
	mustRefuse(t, reservedFaults, map[string]string{
		"internal/casework/a.go": `package casework; import "time"; var now = time.Now`,
		"internal/person/a.go":   `package person; import "context"; var ctx = context.Background()`,
		"internal/web/cases/a.go": `package cases; import "html/template"
			func raw(s string) template.HTML { return "" }`,
		"internal/referral/a.go": `package referral; import a "goldenthread/internal/access"; var boss = a.NewSystem("cli", "")`,
		"internal/report/a.go":   `package report; import "goldenthread/internal/seal"; var open = seal.Opened`,
	})
	if faults := reservedFaults(pretend(t, "internal/person/b.go", `package person
		func f(time struct{ Now int }) int { return time.Now }`)); len(faults) > 0 {
		t.Errorf("a variable called time is not the package: %q", faults)
	}
}

func TestUnitsOfWorkAreNotMadeByHand(t *testing.T) {
	report(t, each(sources(t), madeByHandFaults))
	mustRefuse(t, madeByHandFaults, map[string]string{
		"internal/person/a.go": `package person; import "goldenthread/internal/gate"; var tx = &gate.Tx{}`,
		"internal/person/b.go": `package person; import "goldenthread/internal/gate"; var v = new(gate.View)`,
		"internal/person/c.go": `package person; import "goldenthread/internal/gate"; var v gate.View`,
	})
}
