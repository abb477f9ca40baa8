package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "goldenthread/"

var root = filepath.Join("..", "..")

// source is one Go file of the tree.
type source struct {
	path  string // from the root, with slashes: internal/gate/tx.go
	set   *token.FileSet
	tree  *ast.File
	names map[string]string // what the file calls each package it imports -> import path
	lines int
}

// folder is the file's package as a path from the root: internal/web/view.
func (s *source) folder() string { return path.Dir(s.path) }

// isTest tells whether the file is test code: a _test.go file, or of a package made for tests.
func (s *source) isTest() bool {
	return strings.HasSuffix(s.path, "_test.go") || slices.ContainsFunc(strings.Split(s.folder(), "/"), isTestPackage)
}

// isTestPackage tells whether a package of this name is for tests alone: gatetest, storetest.
func isTestPackage(name string) bool { return strings.HasSuffix(name, "test") && name != "test" }

// in tells whether the file is in one of the folders or below.
func (s *source) in(folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return s.folder() == f || strings.HasPrefix(s.folder(), f+"/") })
}

// at gives "internal/gate/tx.go:12" for a place in the file.
func (s *source) at(p token.Pos) string { return fmt.Sprintf("%s:%d", s.path, s.set.Position(p).Line) }

// name tells whether an expression is the name of an imported package, as in store.Open, and which.
func (s *source) name(e ast.Expr) (importPath, name string, ok bool) {
	sel, isSelector := e.(*ast.SelectorExpr)
	if !isSelector {
		return "", "", false
	}
	id, isIdent := sel.X.(*ast.Ident)
	if !isIdent || id.Obj != nil { // a local variable of that name hides the package
		return "", "", false
	}
	importPath, ok = s.names[id.Name]
	return importPath, sel.Sel.Name, ok
}

// uses gives every place where the file says one of the names of a package.
func (s *source) uses(importPath string, names ...string) []*ast.SelectorExpr {
	var found []*ast.SelectorExpr
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if p, name, ok := s.name(sel); ok && p == importPath && slices.Contains(names, name) {
				found = append(found, sel)
			}
		}
		return true
	})
	return found
}

// funcAt names the function or package variable around a place: "Worker.RunDue", "London".
func (s *source) funcAt(p token.Pos) string {
	for _, d := range s.tree.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Pos() <= p && p < f.End() {
			if on := receiver(f); on != "" {
				return on + "." + f.Name.Name
			}
			return f.Name.Name
		}
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range g.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && v.Pos() <= p && p < v.End() {
				return v.Names[0].Name
			}
		}
	}
	return ""
}

// receiver names the type a method is on; "" for a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	on := f.Recv.List[0].Type
	for {
		switch t := on.(type) {
		case *ast.StarExpr:
			on = t.X
		case *ast.IndexExpr:
			on = t.X
		case *ast.IndexListExpr:
			on = t.X
		case *ast.Ident:
			return t.Name
		default:
			return ""
		}
	}
}

// parse reads the text of one file.
func parse(set *token.FileSet, at, text string) (*source, error) {
	tree, err := parser.ParseFile(set, at, text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	s := &source{path: at, set: set, tree: tree, names: map[string]string{}, lines: strings.Count(text, "\n")}
	for _, spec := range tree.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		name := path.Base(p)
		if version := strings.TrimPrefix(name, "v"); version != name && strings.Trim(version, "0123456789") == "" {
			name = path.Base(path.Dir(p)) // github.com/jackc/pgx/v5 is called pgx
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		s.names[name] = p
	}
	return s, nil
}

var readTree = sync.OnceValues(func() ([]*source, error) {
	var all []*source
	set := token.NewFileSet()
	err := walk(".go", func(at string) error {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(at)))
		if err != nil {
			return err
		}
		s, err := parse(set, at, string(text))
		all = append(all, s)
		return err
	})
	return all, err
})

// walk calls fn for every file of the tree with the ending, leaving out what is not ours or not built.
func walk(ending string, fn func(at string) error) error {
	return filepath.WalkDir(root, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); at != root && (strings.HasPrefix(n, ".") || n == "node_modules" || n == "testdata" || n == "bin") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(at, ending) {
			return nil
		}
		below, err := filepath.Rel(root, at)
		if err != nil {
			return err
		}
		return fn(filepath.ToSlash(below))
	})
}

// sources gives every Go file of the tree, parsed once.
func sources(t *testing.T) []*source {
	t.Helper()
	all, err := readTree()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// product gives the files that are part of the program: no tests, no build tools.
func product(t *testing.T) []*source {
	t.Helper()
	return slices.DeleteFunc(slices.Clone(sources(t)), func(s *source) bool { return s.isTest() || !s.in("internal", "cmd") })
}

// pretend gives a file that is not on the disk, to show a guard what it must refuse.
func pretend(t *testing.T, at, text string) *source {
	t.Helper()
	s, err := parse(token.NewFileSet(), at, text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// report fails the test with each fault.
func report(t *testing.T, faults []string) {
	t.Helper()
	for _, f := range faults {
		t.Error(f)
	}
}

// mustRefuse fails the test unless a guard finds exactly one fault in each piece of bad source.
func mustRefuse(t *testing.T, guard func(*source) []string, bad map[string]string) {
	t.Helper()
	for at, text := range bad {
		if faults := guard(pretend(t, at, text)); len(faults) != 1 {
			t.Errorf("%s: the guard found %d faults, want 1: %q", at, len(faults), faults)
		}
	}
}

// each runs a guard over files.
func each(files []*source, guard func(*source) []string) []string {
	var faults []string
	for _, s := range files {
		faults = append(faults, guard(s)...)
	}
	return faults
}
