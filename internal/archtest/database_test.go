package archtest

import (
	"fmt"
	"strings"
	"testing"
)

// drivers are the packages that speak to a database. They stay behind store.
var drivers = []string{"database/sql", "github.com/jackc/pgx", "modernc.org/sqlite", "github.com/pressly/goose"}

// rawInTests may open a database behind the store's back in their tests, to alter it as an intruder would.
var rawInTests = []string{"internal/store", "internal/seal", "internal/audit"}

// holders may have a database in the hand. Everybody else is given a unit of work by the gate, so
// that there is no way to a table without an access decision and a record.
var holders = []string{"internal/store", "internal/seal", "internal/audit", "internal/gate", "internal/app", "internal/cli", "cmd",
	"internal/demo",  // makes gates of its own, whose clocks stand at the dates it tells of
	"internal/bench", // runs recorded statements again, bare, to measure what the gate costs
}

func driverFaults(s *source) []string {
	if s.in("internal/store") || strings.HasSuffix(s.path, "_test.go") && s.in(rawInTests...) {
		return nil
	}
	var faults []string
	for _, spec := range s.tree.Imports {
		imported := strings.Trim(spec.Path.Value, `"`)
		for _, d := range drivers {
			if imported == d || strings.HasPrefix(imported, d+"/") {
				faults = append(faults, fmt.Sprintf("%s imports %s: only store speaks to a database", s.at(spec.Pos()), imported))
			}
		}
	}
	return faults
}

func holderFaults(s *source) []string {
	if s.isTest() || s.in(holders...) {
		return nil
	}
	var faults []string
	for _, use := range s.uses(module+"internal/store", "DB", "Open", "Unit", "Snapshot") {
		faults = append(faults, fmt.Sprintf("%s says store.%s: take a *gate.View or *gate.Tx", s.at(use.Pos()), use.Sel.Name))
	}
	return faults
}

func TestOnlyStoreSpeaksToADatabase(t *testing.T) {
	report(t, each(sources(t), driverFaults))
	mustRefuse(t, driverFaults, map[string]string{
		"internal/person/a.go":      `package person; import _ "database/sql"`,
		"internal/person/a_test.go": `package person; import _ "database/sql"`,
		"internal/audit/a.go":       `package audit; import _ "github.com/jackc/pgx/v5/pgxpool"`,
	})
}

func TestFewHoldADatabase(t *testing.T) {
	report(t, each(sources(t), holderFaults))
	mustRefuse(t, holderFaults, map[string]string{
		"internal/person/a.go": `package person; import "goldenthread/internal/store"; type all struct{ db *store.DB }`,
		"internal/web/a.go":    `package web; import s "goldenthread/internal/store"; var open = s.Open`,
	})
}
