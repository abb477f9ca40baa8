package archtest

import (
	"go/ast"
	"slices"
	"testing"
)

// unsealed are the bytea columns that hold no sealed plaintext of a person, and what they hold.
var unsealed = map[string]string{
	"audit_entry.body":         "the bytes an entry's hash is taken of: ids and field names",
	"audit_entry.salt":         "random",
	"audit_pending.leaf":       "a hash",
	"audit_leaf.hashes":        "hashes",
	"audit_head.edge":          "hashes",
	"seal_drawer.wrapped":      "a key, wrapped",
	"seal_data_key.wrapped":    "a key, wrapped",
	"write_done.result":        "ids and numbers a command gave, to give again",
	"outbox.payload":           "ids and codes of an effect",
	"session.token_hash":       "the hash of a random token",
	"known_device.device_hash": "the hash of a random token",
	"intake_unfinished.typed":  "what somebody typed and did not send, sealed under a code only she was told",
}

// registered finds the columns registered with seal in the source, by name, with the package that did.
func registered(files []*source) (columns map[string]string, faults []string) {
	columns = map[string]string{}
	for _, s := range files {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if of, name, ok := s.name(call.Fun); !ok || of != module+"internal/seal" || name != "Register" || len(call.Args) < 3 {
				return true
			}
			table, ok := constant(call.Args[0], nil)
			column, ok2 := constant(call.Args[1], nil)
			if !ok || !ok2 {
				faults = append(faults, s.at(call.Pos())+": table and column are written out, so that they can be looked for")
			}
			columns[table+"."+column] = part(s.folder())
			return true
		})
	}
	return columns, faults
}

// registryFaults says where the registry and the schemas disagree.
func registryFaults(columns map[string]string, tables []table) []string {
	var faults []string
	boxes := map[string]bool{}
	for _, tb := range tables {
		for _, c := range tb.columns {
			name := tb.name + "." + c[0]
			if c[1] != "bytea" {
				continue
			}
			boxes[name] = true
			by, known := columns[name]
			switch {
			case known && unsealed[name] != "":
				faults = append(faults, name+" is registered as sealed, and on the list of what is not")
			case known && by != tb.owner:
				faults = append(faults, name+" is registered by "+by+", and "+tb.owner+" owns the table")
			case !known && unsealed[name] == "":
				faults = append(faults, tb.at+": "+name+" holds bytes and is not registered with seal: what section is it of?")
			}
		}
	}
	for name, by := range columns {
		if !boxes[name] {
			faults = append(faults, by+" registers "+name+", which no schema has as bytea")
		}
	}
	slices.Sort(faults)
	return faults
}

func TestEverySealedColumnIsRegistered(t *testing.T) {
	columns, faults := registered(product(t))
	tables := schemas(t)
	report(t, append(faults, registryFaults(columns, tables)...))
	for name := range unsealed {
		if !slices.ContainsFunc(tables, func(tb table) bool {
			return slices.ContainsFunc(tb.columns, func(c [2]string) bool { return tb.name+"."+c[0] == name })
		}) {
			t.Errorf("%s is on the list of what is not sealed and in no schema: take it off", name)
		}
	}

	one := created("person", "a.sql", `CREATE TABLE one (id text, box bytea);`)
	for _, bad := range []map[string]string{
		{},
		{"one.box": "casework"},
		{"one.box": "person", "one.id": "person"},
	} {
		if faults := registryFaults(bad, one); len(faults) != 1 {
			t.Errorf("%v: the guard found %d faults, want 1: %q", bad, len(faults), faults)
		}
	}
}
