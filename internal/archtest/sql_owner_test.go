package archtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// forAll are views that every package may read without knowing the owner: the names of staff stand
// beside all they did.
var forAll = []string{"identity_v_account"}

// ownerFaults says which tables a statement has no business with: it writes the tables its own
// package created, and reads those and the views that packages it may know have published. What
// reports count comes from views of facts alone.
func ownerFaults(w written, owners map[string]string) []string {
	var faults []string
	fault := func(format string, args ...any) {
		faults = append(faults, w.at+": "+w.name+" "+fmt.Sprintf(format, args...))
	}
	t := touches(w.text)
	for _, name := range t.writes {
		switch owner := owners[name]; {
		case owner == "":
			fault("writes %s, which no schema creates", name)
		case owner != w.owner:
			fault("writes %s, which is %s's: use its command", name, owner)
		}
	}
	for _, name := range t.reads {
		owner := owners[name]
		switch {
		case owner == "":
			fault("reads %s, which no schema creates", name)
		case owner == w.owner:
		case w.owner == "report" && name == "audit_v_entry" && w.name == "report.untied": // its own rows are tied to the log as everybody's are
		case w.owner == "report":
			if !strings.HasPrefix(name, owner+"_v_fact_") {
				fault("reads %s: reports count views of facts", name)
			}
		case !strings.HasPrefix(name, owner+"_v_"):
			fault("reads %s, a table of %s: read a view it publishes", name, owner)
		case !mayImport(w.owner, owner) && !slices.Contains(forAll, name):
			fault("reads %s: %s may not know %s", name, w.owner, owner)
		}
	}
	return faults
}

func TestStatementsKeepToTheirOwnTables(t *testing.T) {
	own := owners(schemas(t))
	all, _ := texts(product(t))
	for _, w := range all {
		report(t, ownerFaults(w, own))
	}

	own = map[string]string{"person": "person", "person_v_name": "person", "case_file": "casework", "casework_v_case": "casework", "casework_v_fact_case": "casework"}
	for _, bad := range []written{
		{owner: "casework", text: `SELECT id FROM person`},
		{owner: "casework", text: `UPDATE person SET version = 2`},
		{owner: "person", text: `SELECT case_id FROM casework_v_case`},
		{owner: "report", text: `SELECT case_id FROM casework_v_case`},
		{owner: "person", text: `SELECT id FROM nowhere`},
	} {
		if faults := ownerFaults(bad, own); len(faults) != 1 {
			t.Errorf("%s: the guard found %d faults, want 1: %q", bad.text, len(faults), faults)
		}
	}
	good := written{owner: "casework", text: `INSERT INTO case_file (id) SELECT person_id FROM person_v_name`}
	if faults := ownerFaults(good, own); len(faults) > 0 {
		t.Errorf("nothing is wrong with it: %q", faults)
	}
}
