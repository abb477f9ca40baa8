package archtest

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// table is a table or view that a schema file creates.
type table struct {
	name, owner string
	at          string // file
	view        bool
	columns     [][2]string // name and type, of a table
	text        string
}

// columnTypes are the types that mean the same on both engines.
var columnTypes = []string{"text", "bigint", "integer", "boolean", "bytea"}

var (
	schemaFile = regexp.MustCompile(`^internal/([a-z]+)/schema/[0-9]{5}_[a-z0-9_]+(\.sqlite|\.postgres)?\.sql$`)
	statements = regexp.MustCompile(`;[ \t]*(?:\n|$)`)
)

// schemas gives what all schema files create.
func schemas(t *testing.T) []table {
	t.Helper()
	var all []table
	err := walk(".sql", func(at string) error {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(at)))
		if err != nil {
			return err
		}
		m := schemaFile.FindStringSubmatch(at)
		if m == nil {
			return fmt.Errorf("%s: a schema file stands in internal/<package>/schema and is named like 00110_case.sql", at)
		}
		if !strings.HasPrefix(string(text), "-- +goose Up\n") {
			t.Errorf("%s: does not begin with -- +goose Up", at)
		}
		all = append(all, created(m[1], at, string(text))...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// created gives the tables and views that one file creates, and the columns it adds to one.
func created(owner, at, text string) []table {
	var all []table
	for _, one := range statements.Split(text, -1) {
		words := tokens(one)
		if len(words) < 4 || words[0] != "create" && words[0] != "alter" || words[1] != "table" && words[1] != "view" {
			continue
		}
		tb := table{name: words[2], owner: owner, at: at, view: words[1] == "view", text: one}
		if words[0] == "create" && !tb.view {
			tb.columns = columnsOf(words[3:])
		}
		if words[0] == "alter" {
			if i := slices.Index(words, "column"); i > 0 && words[i-1] == "add" && i+2 < len(words) {
				tb.columns = [][2]string{{words[i+1], words[i+2]}}
			}
		}
		all = append(all, tb)
	}
	return all
}

// columnsOf reads the columns in the brackets of a CREATE TABLE.
func columnsOf(words []string) [][2]string {
	var columns [][2]string
	depth, start := 0, true
	for i, w := range words {
		switch {
		case w == "(":
			depth++
			continue
		case w == ")":
			depth--
		case w == "," && depth == 1:
			start = true
			continue
		}
		if depth == 1 && start && i+1 < len(words) {
			if !slices.Contains([]string{"constraint", "primary", "unique", "check", "foreign"}, w) {
				columns = append(columns, [2]string{w, words[i+1]})
			}
			start = false
		}
	}
	return columns
}

func schemaFaults(tb table, owners map[string]string) []string {
	var faults []string
	fault := func(format string, args ...any) {
		faults = append(faults, tb.at+": "+tb.name+": "+fmt.Sprintf(format, args...))
	}
	if other := owners[tb.name]; other != "" && other != tb.owner {
		fault("it belongs to %s", other)
	}
	if tb.view {
		if !strings.HasPrefix(tb.name, tb.owner+"_v_") {
			fault("a view is published by its owner as %s_v_...", tb.owner)
		}
		for _, read := range touches(tb.text).reads {
			if owners[read] != tb.owner {
				fault("it reads %s, which is not its owner's", read)
			}
		}
	}
	for _, c := range tb.columns {
		if !slices.Contains(columnTypes, c[1]) {
			fault("%s is of type %s; the types both engines know alike are %s", c[0], c[1], strings.Join(columnTypes, ", "))
		}
		if strings.HasSuffix(c[0], "_at") && c[1] != "bigint" || strings.HasSuffix(c[0], "_on") && c[1] != "text" {
			fault("%s is of type %s: an instant (_at) is bigint, a date (_on) is text", c[0], c[1])
		}
	}
	words := tokens(tb.text)
	for i, w := range words {
		if w == "references" && owners[words[i+1]] != tb.owner {
			fault("it refers to %s, which is not its owner's: keep the id alone", words[i+1])
		}
		if slices.Contains(engineWords, w) {
			fault("says %s, which the engines do not know alike", w)
		}
	}
	return faults
}

// owners tells who created each table and view.
func owners(all []table) map[string]string {
	m := map[string]string{}
	for _, tb := range all {
		if m[tb.name] == "" {
			m[tb.name] = tb.owner
		}
	}
	return m
}

func TestSchemasKeepToTheirOwnTables(t *testing.T) {
	all := schemas(t)
	own := owners(all)
	number := map[string]string{}
	for _, tb := range all {
		report(t, schemaFaults(tb, own))
		file := path.Base(tb.at)
		if other := number[file[:5]]; other != "" && other != tb.at {
			t.Errorf("%s has the number of %s", tb.at, other)
		}
		number[file[:5]] = tb.at
	}
	own["strange"] = "person"
	for _, bad := range []string{
		`CREATE TABLE one (id numeric PRIMARY KEY);`,
		`CREATE TABLE one (id text, met_at text);`,
		`CREATE TABLE one (id text REFERENCES strange (id));`,
		`CREATE TABLE one (id text DEFAULT now());`,
		`CREATE VIEW strangers AS SELECT 1;`,
		`CREATE VIEW casework_v_one AS SELECT id FROM strange;`,
		`ALTER TABLE strange ADD COLUMN more text;`,
	} {
		for _, tb := range created("casework", "internal/casework/schema/00110_a.sql", bad) {
			if faults := schemaFaults(tb, own); len(faults) != 1 {
				t.Errorf("%s: the guard found %d faults, want 1: %q", bad, len(faults), faults)
			}
		}
	}
}
