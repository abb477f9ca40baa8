package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// A table of nothing but zeros is one line of words in the copies that people read, and as it was for a program; with one
// fact, or one figure that was printed, it is a table.
func TestNothing(t *testing.T) {
	d := barnetDefinition(t)
	p, err := Year("2030-04-01")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		had  []Tally
		want string
	}{
		{"nothing", nil, "nothing"},
		{"one fact", []Tally{{Measure: Gaps, Code: "listening", Month: 1, N: 1}}, ""},
	} {
		made := Build(d, p, p.To, Facts{Tallies: tt.had})
		table, ok := made.Table("gaps")
		if !ok {
			t.Fatal("there is no such table")
		}
		if got := table.Nothing(); (got != "") != (tt.want != "") {
			t.Errorf("%s: %q", tt.name, got)
		}
		for format, write := range map[string]func(*bytes.Buffer) error{
			"csv":  func(b *bytes.Buffer) error { return made.WriteCSV(b) },
			"text": func(b *bytes.Buffer) error { return made.WriteText(b) },
			"xlsx": func(b *bytes.Buffer) error { return made.WriteXLSX(b) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			if format != "xlsx" && strings.Contains(out.String(), table.Nothing()) != true {
				t.Errorf("%s, %s: the line %q is missing", tt.name, format, table.Nothing())
			}
			if tt.want != "" && format == "csv" && strings.Contains(out.String(), table.says()) {
				t.Errorf("%s, %s: the empty table stands there as well", tt.name, format)
			}
		}
		as, err := json.Marshal(table)
		if err != nil || !strings.Contains(string(as), `"key":"`+table.Rows[0].Key+`"`) {
			t.Errorf("%s: a program is not given the lines: %s, %v", tt.name, as, err)
		}
	}
	for _, table := range Build(d, p, p.To, Facts{}).Tables {
		if table.layout.printed() && table.Nothing() != "" {
			t.Errorf("%s was printed, and its figures are left out", table.ID)
		}
	}
}
