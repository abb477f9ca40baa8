package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// written is one statement as it stands in the source.
type written struct {
	name, owner, text string
	at                string
}

// texts gives every statement of the program from its source, and the faults of those whose name or
// text is not a constant or that stand in a package other than their owner.
func texts(files []*source) (all []written, faults []string) {
	constants := map[string]map[string]ast.Expr{}
	for _, s := range files {
		if constants[s.folder()] == nil {
			constants[s.folder()] = map[string]ast.Expr{}
		}
		for _, d := range s.tree.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
				for _, spec := range g.Specs {
					for i, v := range spec.(*ast.ValueSpec).Values {
						constants[s.folder()][spec.(*ast.ValueSpec).Names[i].Name] = v
					}
				}
			}
		}
	}
	for _, s := range files {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if of, name, ok := s.name(call.Fun); !ok || of != module+"internal/store" || name != "SQL" || len(call.Args) != 2 {
				return true
			}
			at := s.at(call.Pos())
			name, ok := constant(call.Args[0], constants[s.folder()])
			text, ok2 := constant(call.Args[1], constants[s.folder()])
			owner, _, _ := strings.Cut(name, ".")
			switch {
			case !ok || !ok2:
				faults = append(faults, at+": name and text of a statement are constants: nothing is built at run time")
			case owner != part(s.folder()):
				faults = append(faults, fmt.Sprintf("%s: %s stands in %s: a statement is named after the package that owns it", at, name, s.folder()))
			default:
				all = append(all, written{name, owner, text, at})
			}
			return true
		})
	}
	return all, faults
}

// constant works out a constant text.
func constant(e ast.Expr, known map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.ParenExpr:
		return constant(e.X, known)
	case *ast.BinaryExpr:
		left, ok := constant(e.X, known)
		right, ok2 := constant(e.Y, known)
		return left + right, ok && ok2 && e.Op == token.ADD
	case *ast.Ident:
		if v, ok := known[e.Name]; ok && (e.Obj == nil || e.Obj.Kind == ast.Con) {
			return constant(v, known)
		}
	}
	return "", false
}

// engineWords mean something else on the other engine, or nothing, or take the time from it.
var engineWords = []string{
	"now", "current_timestamp", "current_date", "current_time", "localtimestamp", "datetime", "strftime", "random", "gen_random_uuid",
	"ilike", "like", "glob", "similar", "regexp", "lateral", "any", "serial", "bigserial", "autoincrement", "rowid", "pragma",
	"->", "->>", "#>", "#>>", "@>", "::", "?",
}

// textFaults says what is wrong with the text of a statement.
func textFaults(w written) []string {
	var faults []string
	fault := func(why string) { faults = append(faults, w.at+": "+w.name+": "+why) }
	all := tokens(w.text)
	for i, word := range all {
		before := ""
		if i > 0 {
			before = all[i-1]
		}
		switch {
		case word == "*" && (before == "select" || before == "distinct" || before == "." || before == "returning"):
			fault("columns are listed: a new one must not arrive unasked")
		case word == "on" && before == "distinct":
			fault("DISTINCT ON is known to one engine")
		case slices.Contains(engineWords, word) && before != ".":
			fault("says " + word + ", which the engines do not know alike or which takes the time from one")
		case strings.HasPrefix(word, "json"):
			fault("the engines read JSON differently: make columns of it")
		}
	}
	return faults
}

func TestTextOfStatements(t *testing.T) {
	all, faults := texts(product(t))
	if len(all) < 50 {
		t.Errorf("only %d statements were found", len(all))
	}
	for _, w := range all {
		faults = append(faults, textFaults(w)...)
	}
	report(t, faults)

	for _, bad := range []string{
		`SELECT * FROM a`, `SELECT b.* FROM b`, `SELECT now()`, `SELECT a FROM b WHERE a ILIKE $1`, `SELECT a FROM b WHERE a = ANY($1)`,
		`SELECT DISTINCT ON (a) a FROM b`, `SELECT a -> 'b' FROM c`, `SELECT a::text FROM b`, `SELECT a FROM b WHERE c = ?`,
		`INSERT INTO a (b) VALUES ($1) RETURNING *`, `SELECT json_extract(a, 'b') FROM c`,
	} {
		if faults := textFaults(written{text: bad}); len(faults) != 1 {
			t.Errorf("%s: the guard found %d faults, want 1: %q", bad, len(faults), faults)
		}
	}
	if faults := textFaults(written{text: `SELECT COUNT(*), a * 2 FROM b WHERE c = 'now?'`}); len(faults) > 0 {
		t.Errorf("nothing is wrong with it: %q", faults)
	}
	mustRefuse(t, func(s *source) []string { _, faults := texts([]*source{s}); return faults }, map[string]string{
		"internal/person/a.go": `package person; import "goldenthread/internal/store"
			func find(t string) { store.SQL("person.a", "SELECT 1 FROM " + t) }`,
		"internal/person/b.go": `package person; import "goldenthread/internal/store"
			var text = "SELECT 1"; var a = store.SQL("person.a", text)`,
		"internal/person/c.go": `package person; import "goldenthread/internal/store"
			var a = store.SQL("casework.a", "SELECT 1")`,
	})
}
