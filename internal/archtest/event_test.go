package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"testing"
)

// telling are field names under which people's words, names and numbers would come into the log.
var telling = []string{"Text", "Name", "FullName", "Words", "Say", "Said", "Told", "Asked", "Agreed", "Phone", "Mobile", "Email",
	"Login", "Address", "Postcode", "Born", "Value", "Plain", "Story", "Wants", "Initials", "Title", "Message", "What", "Note", "Notes"}

// harmless are fields of such a name that hold an id or a code all the same.
var harmless = map[string]string{
	"casework.CourtSupport.What": "what kind of support, a code of the catalogue",
	"casework.Noted.Note":        "the id of the note",
	"referral.Decided.Told":      "who was told: referrer, person, both, nobody",
}

// eventFaults looks at every struct that goes into the log or the outbox. Both outlive what they are
// about, so they hold ids, codes, numbers, dates and names of fields.
func eventFaults(pkg []*source) []string {
	types := map[string]ast.Expr{}
	lines := map[string]*source{}
	recorded := map[string]bool{}
	for _, s := range pkg {
		for _, d := range s.tree.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.Name == "EventKind" || d.Name.Name == "EffectKind" {
					recorded[receiver(d)] = true
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok {
						types[ts.Name.Name], lines[ts.Name.Name] = ts.Type, s
					}
				}
			}
		}
	}
	var faults []string
	for name := range recorded {
		fields, ok := types[name].(*ast.StructType)
		if !ok {
			continue // an interface that asks for the method
		}
		s := lines[name]
		for _, f := range fields.Fields.List {
			if why := unfit(s, f.Type, types); why != "" {
				faults = append(faults, fmt.Sprintf("%s: %s holds %s", s.at(f.Pos()), name, why))
			}
			for _, field := range f.Names {
				full := s.tree.Name.Name + "." + name + "." + field.Name
				switch {
				case !field.IsExported():
					faults = append(faults, fmt.Sprintf("%s: %s would not be written: it is not exported", s.at(field.Pos()), full))
				case slices.Contains(telling, field.Name) && harmless[full] == "" && isString(f.Type):
					faults = append(faults, fmt.Sprintf("%s: %s sounds like what somebody said or is called: record an id or a code", s.at(field.Pos()), full))
				}
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// folderFaults finds the events that name more than one folder, or one within a struct or a list, and don't say themselves whom they
// are about: who reads the list of who has looked at one record must not learn of another from it.
func folderFaults(all []*source) []string {
	types, says, recorded := map[string]declared{}, map[string]bool{}, map[string]bool{}
	for _, s := range all {
		for _, d := range s.tree.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				name := module + s.folder() + "." + receiver(d)
				recorded[name] = recorded[name] || d.Name.Name == "EventKind"
				says[name] = says[name] || d.Name.Name == "Subjects"
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok {
						types[module+s.folder()+"."+ts.Name.Name] = declared{s, ts.Type}
					}
				}
			}
		}
	}
	var faults []string
	for name, is := range recorded {
		d := types[name]
		fields, ok := d.as.(*ast.StructType)
		if !is || says[name] || !ok {
			continue
		}
		direct := 0
		for _, f := range fields.Fields.List {
			if of, what, _ := d.in.name(f.Type); of+"."+what == folderType {
				direct += len(f.Names)
			} else if d.in.holdsFolder(f.Type, types) {
				direct += 2 // how many there are can't be told
			}
		}
		if direct > 1 {
			faults = append(faults, fmt.Sprintf("%s: %s names more than one folder: say in Subjects which of them shows it to who asks who has looked", d.in.at(fields.Pos()), name))
		}
	}
	slices.Sort(faults)
	return faults
}

const folderType = module + "internal/id.Folder"

// declared is a type as a file declares it.
type declared struct {
	in *source
	as ast.Expr
}

// holdsFolder tells whether a folder's id stands somewhere within a type that the file writes.
func (s *source) holdsFolder(e ast.Expr, types map[string]declared) bool {
	name := ""
	switch e := e.(type) {
	case *ast.ArrayType:
		return s.holdsFolder(e.Elt, types)
	case *ast.StructType:
		return slices.ContainsFunc(e.Fields.List, func(f *ast.Field) bool { return s.holdsFolder(f.Type, types) })
	case *ast.Ident:
		name = module + s.folder() + "." + e.Name
	case *ast.SelectorExpr:
		of, what, _ := s.name(e)
		name = of + "." + what
	}
	if name == folderType {
		return true
	}
	d, known := types[name]
	return known && d.in.holdsFolder(d.as, types)
}

func TestEventsSayWhoseListTheyStandIn(t *testing.T) {
	report(t, folderFaults(product(t)))
	const two, kind = `package person; import "goldenthread/internal/id"; `, `; func (Told) EventKind() string { return "a" }`
	mustRefuse(t, func(s *source) []string { return folderFaults([]*source{s}) }, map[string]string{
		"internal/person/a.go": two + `type Told struct{ Folder, Other id.Folder }` + kind,
		"internal/person/b.go": two + `type Told struct{ Folders []id.Folder }` + kind,
		"internal/person/c.go": two + `type Side struct{ Folder id.Folder }; type Told struct{ Sides []Side }` + kind,
		"internal/person/d.go": two + `type Side struct{ Folder id.Folder }; type Told struct{ Side }` + kind,
	})
	for _, good := range []string{`type Told struct{ Folder id.Folder; Of id.Case }`,
		`type Told struct{ Folder, Other id.Folder }; func (Told) Subjects() []int { return nil }`} {
		report(t, folderFaults([]*source{pretend(t, "internal/person/e.go", two+good+kind)}))
	}
}

func isString(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "string"
}

// unfit says why a field's type does not belong in an event; "" when it does.
func unfit(s *source, e ast.Expr, types map[string]ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		switch inner := types[e.Name].(type) {
		case nil:
			if e.Name == "any" || e.Name == "error" {
				return "an open " + e.Name
			}
		case *ast.StructType:
			for _, f := range inner.Fields.List {
				if why := unfit(s, f.Type, types); why != "" {
					return why
				}
			}
		default:
			return unfit(s, inner, types)
		}
		return ""
	case *ast.ArrayType:
		if el, ok := e.Elt.(*ast.Ident); ok && el.Name == "byte" {
			return "bytes"
		}
		return unfit(s, e.Elt, types)
	case *ast.SelectorExpr:
		of, name, _ := s.name(e)
		for _, fit := range []string{"id", "clock", "access", "catalogue", "gate", "errs", "person", "referral", "assessment", "casework", "intake", "intake/reason"} {
			if of == module+"internal/"+fit {
				return ""
			}
		}
		return of + "." + name
	case *ast.StarExpr:
		return "a pointer"
	case *ast.MapType:
		return "a map: its order is not its own"
	}
	return "something that is no id, code, number or date"
}

func TestEventsHoldIdsAndCodes(t *testing.T) {
	pkgs := map[string][]*source{}
	for _, s := range product(t) {
		pkgs[s.folder()] = append(pkgs[s.folder()], s)
	}
	for _, pkg := range pkgs {
		report(t, eventFaults(pkg))
	}
	mustRefuse(t, func(s *source) []string { return eventFaults([]*source{s}) }, map[string]string{
		"internal/person/a.go": `package person; type Told struct{ Text string }; func (Told) EventKind() string { return "a" }`,
		"internal/person/b.go": `package person; import "goldenthread/internal/seal"
			type Told struct{ Of seal.Value }; func (Told) EventKind() string { return "a" }`,
		"internal/person/c.go": `package person; type Told struct{ id string }; func (Told) EventKind() string { return "a" }`,
		"internal/person/d.go": `package person; type Told struct{ More any }; func (Told) EffectKind() string { return "a" }`,
		"internal/person/e.go": `package person; type Told struct{ Note string }; func (Told) EventKind() string { return "a" }`,
	})
}
