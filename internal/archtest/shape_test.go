package archtest

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// wall is the most lines a file may have. Half of it is the habit.
const wall = 700

// empty are names that say nothing of what is in a package or file; vague are those that do so for a
// package, while a file may well be about the thing: catalogue/service.go holds a Service.
var (
	empty = []string{"util", "utils", "common", "helper", "helpers", "misc", "shared", "base"}
	vague = []string{"model", "models", "service", "services", "repository", "repositories", "manager", "managers", "types"}
)

func shapeFaults(s *source) []string {
	var faults []string
	if s.lines > wall {
		faults = append(faults, fmt.Sprintf("%s has %d lines: split it by what it is about, at most %d", s.path, s.lines, wall))
	}
	folder, file := path.Base(s.folder()), strings.TrimSuffix(path.Base(s.path), ".go")
	if slices.Contains(empty, folder) || slices.Contains(vague, folder) || slices.Contains(empty, file) {
		faults = append(faults, s.path+": the name says nothing of what is in it: name it for what it does")
	}
	return faults
}

func TestFilesAreShortAndNamedForWhatTheyHold(t *testing.T) {
	report(t, each(sources(t), shapeFaults))
	mustRefuse(t, shapeFaults, map[string]string{
		"internal/util/a.go":        "package util",
		"internal/models/a.go":      "package models",
		"internal/person/common.go": "package person",
		"internal/person/a.go":      "package person" + strings.Repeat("\n", wall+1),
	})
}

// small are packages of one or two files, which carry the package comment in the file of their name.
const small = 2

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	type pkg struct {
		files   int
		comment string // the file that holds the package comment
	}
	pkgs := map[string]*pkg{}
	for _, s := range product(t) {
		p := pkgs[s.folder()]
		if p == nil {
			p = &pkg{}
			pkgs[s.folder()] = p
		}
		p.files++
		if s.tree.Doc == nil {
			continue
		}
		if p.comment != "" {
			t.Errorf("%s and %s both say what the package is", p.comment, s.path)
		}
		p.comment = s.path
		if want := "Package " + s.tree.Name.Name + " "; s.tree.Name.Name != "main" && !strings.HasPrefix(s.tree.Doc.Text(), want) {
			t.Errorf("%s: the package comment begins %q", s.path, want)
		}
	}
	for folder, p := range pkgs {
		switch {
		case p.comment == "":
			t.Errorf("%s: no file says what the package is: write doc.go", folder)
		case p.files > small && path.Base(p.comment) != "doc.go":
			t.Errorf("%s: what the package is stands in %s: a reader looks in doc.go", folder, p.comment)
		}
	}
}

// plain are methods whose comment could only repeat their name.
var plain = []string{"EventKind", "EffectKind"}

func docFaults(s *source) []string {
	var faults []string
	missing := func(n ast.Node, name string) {
		faults = append(faults, fmt.Sprintf("%s: %s has no comment: say what it is, who may, how it fails", s.at(n.Pos()), name))
	}
	for _, d := range s.tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			on := receiver(d)
			if d.Name.IsExported() && d.Doc == nil && (on == "" || ast.IsExported(on)) && !slices.Contains(plain, d.Name.Name) {
				missing(d, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					_, simple := spec.Type.(*ast.Ident) // a row of simple types shares the comment above them
					if spec.Name.IsExported() && spec.Doc == nil && (d.Doc == nil || len(d.Specs) > 1 && !simple) {
						missing(spec, spec.Name.Name)
					}
				case *ast.ValueSpec:
					if d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
						if i := slices.IndexFunc(spec.Names, (*ast.Ident).IsExported); i >= 0 {
							missing(spec, spec.Names[i].Name)
						}
					}
				}
			}
		}
	}
	return faults
}

func TestExportedNamesAreExplained(t *testing.T) {
	report(t, each(product(t), docFaults))
	mustRefuse(t, docFaults, map[string]string{
		"internal/person/a.go": "package person\nfunc Load() {}",
		"internal/person/b.go": "package person\ntype Name string",
		"internal/person/c.go": "package person\nconst Most = 3",
		"internal/person/d.go": "package person\n// Some types.\ntype (\n\t// A is one.\n\tA struct{}\n\tB struct{}\n)",
	})
}
