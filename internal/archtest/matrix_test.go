package archtest

import (
	"flag"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goldenthread/internal/access"
)

var update = flag.Bool("update", false, "write the golden file anew")

// golden is read by whoever reviews a change of policy.
var golden = filepath.Join(root, "internal", "access", "matrix.golden")

// may tells whether somebody with one role alone could do an action on a folder that was shared with
// her team in full. Her role's ceiling still holds.
func may(r access.Role, a access.Action) bool {
	who := access.NewPerson("account", "session", []access.Membership{{Role: r}})
	f := access.Facts{}
	if a.Policy().Sections != access.None {
		f = access.Facts{OnFolder: true, Reach: access.Reach{r: access.Ceiling(r)}}
	}
	return access.Decide(who, a, f).Allowed
}

// actions are those of the program, without those that tests declare.
func actions() []access.Action {
	return slices.DeleteFunc(access.Actions(), func(a access.Action) bool {
		return strings.HasPrefix(a.Name(), "test.") || strings.HasPrefix(a.Name(), "apptest.")
	})
}

// matrix prints who may do what, by action and again by role.
func matrix() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("Who may do what. Printed from the policies that packages declare, by")
	line("  go test ./internal/archtest -run Matrix -update")
	line("A role may do an action on a folder only while a grant shows it the sections named, and no exclusion stands.")
	line("")
	line("BY ACTION")
	for _, a := range actions() {
		p := a.Policy()
		line("")
		line("%s", a.Name())
		line("  sections  %s", orNone(p.Sections.Names()))
		var roles []string
		for _, r := range access.Roles() {
			if may(r, a) {
				roles = append(roles, string(r))
			}
		}
		switch {
		case p.Public:
			roles = []string{"anyone at all"}
		case p.Signed:
			roles = []string{"any account that is signed in and can be shown the sections"}
			if p.Sections == access.None {
				roles = []string{"any account that is signed in"}
			}
		}
		line("  roles     %s", orNone(roles))
		line("  systems   %s", orNone(p.Systems))
	}
	line("")
	line("BY ROLE")
	for _, r := range access.Roles() {
		line("")
		line("%s", r)
		line("  shown at most  %s", orNone(access.Ceiling(r).Names()))
		var can []string
		for _, a := range actions() {
			if !a.Policy().Public && may(r, a) {
				can = append(can, a.Name())
			}
		}
		for _, name := range can {
			line("  %s", name)
		}
	}
	return b.String()
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}

func TestMatrix(t *testing.T) {
	got := matrix()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("who may do what has changed; if that is meant, run with -update (-golden +now):\n%s", diff)
	}
}

// TestEveryActionIsInTheMatrix makes sure that no package is missing from the imports of this test,
// and that an action's name can be found where it is declared.
func TestEveryActionIsInTheMatrix(t *testing.T) {
	known := map[string]bool{}
	for _, a := range actions() {
		known[a.Name()] = true
	}
	for _, s := range product(t) {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if of, word, ok := s.name(call.Fun); ok && of == module+"internal/access" && word == "Declare" && len(call.Args) == 2 {
				text, ok := constant(call.Args[0], nil)
				if !ok || !known[text] {
					t.Errorf("%s: the action %q is not in the matrix: import its package in house_test.go", s.at(call.Pos()), text)
				}
			}
			return true
		})
	}
}

// TestNoPolicyPromisesWhatARoleCanNeverBeShown finds a role that a policy names and whose ceiling
// leaves out a section the action needs: she would be refused every time.
func TestNoPolicyPromisesWhatARoleCanNeverBeShown(t *testing.T) {
	for _, a := range actions() {
		for _, r := range a.Policy().Roles {
			if !slices.Contains(access.Roles(), r) {
				t.Errorf("%s names the role %q, which there is not", a.Name(), r)
			}
			if missing := a.Policy().Sections &^ access.Ceiling(r); missing != access.None {
				t.Errorf("%s names %s, who can never be shown %v", a.Name(), r, missing)
			}
		}
	}
}

// TestTheSystemAdministratorSeesNoFolder holds the one who keeps the machine away from what is on it.
func TestTheSystemAdministratorSeesNoFolder(t *testing.T) {
	if c := access.Ceiling(access.SystemAdministrator); c != access.None {
		t.Errorf("the system administrator can be shown %v", c)
	}
	for _, a := range actions() {
		if a.Policy().Sections != access.None && may(access.SystemAdministrator, a) {
			t.Errorf("the system administrator may %s", a.Name())
		}
	}
}
