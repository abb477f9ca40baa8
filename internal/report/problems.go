package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/clock"
)

// problem is one fault of a definition that a schema cannot find, and where it stands.
type problem struct {
	at     []string
	reason string
}

// problems checks what must hold between the parts of a definition.
func (d Definition) problems() []problem {
	var found []problem
	add := func(reason string, at ...string) { found = append(found, problem{at, reason}) }
	if _, err := clock.ParseDate(string(d.RecordsFrom)); err != nil {
		add("records_from is "+err.Error(), "records_from")
	}
	if p := d.Published; p != nil {
		if _, err := NewPeriod(p.From, p.To); err != nil {
			add("the published report must cover one year: "+err.Error(), "published", "from")
		}
		if _, err := clock.ParseDate(string(p.On)); err != nil {
			add("published.on is "+err.Error(), "published", "on")
		}
	}
	ids := map[string]Layout{}
	for i, t := range d.Tables {
		at := []string{"tables", strconv.Itoa(i)}
		if _, taken := ids[t.ID]; taken {
			add("two tables have the id "+t.ID, append(at, "id")...)
		}
		ids[t.ID] = t
		found = append(found, t.problems(at)...)
	}
	for i, t := range d.Tables {
		at := []string{"tables", strconv.Itoa(i)}
		if _, known := ids[t.MustEqual]; t.MustEqual != "" && !known {
			add("must_equal names no table: "+t.MustEqual, append(at, "must_equal")...)
		}
		for _, text := range t.texts() {
			for _, name := range placeholders(text) {
				if !resolves(ids, name) {
					add("no figure is called {"+name+"}", at...)
				}
			}
		}
	}
	return found
}

// texts gives every text of a table that may hold placeholders.
func (t Layout) texts() []string {
	texts := append([]string{t.Caption, t.Share}, t.Notes...)
	for _, l := range t.Rows {
		texts = append(texts, l.Label)
	}
	return texts
}

func (t Layout) problems(at []string) []problem {
	var found []problem
	add := func(reason string, more ...string) {
		found = append(found, problem{append(slices.Clone(at), more...), "table " + t.ID + ": " + reason})
	}
	if slices.Contains(t.Columns, Percent) != (t.Share != "") {
		add("a column of percentages needs the heading share, and share needs the column percent", "columns")
	}
	if slices.Contains(t.Columns, Percent) && !slices.Contains(t.Columns, InYear) {
		add("percentages are of the year: the column year must stand beside them", "columns")
	}
	if slices.Contains(t.Columns, Target) && (len(t.Rows) != 1 || !t.Rows[0].All) {
		add("a table with a target has one row, and it takes all", "rows")
	}
	keys := map[string]bool{unlisted: true}
	takers := map[string]string{}
	for i, l := range t.Rows {
		row := []string{"rows", strconv.Itoa(i)}
		if keys[l.Key] {
			add("the row key "+l.Key+" is taken", row...)
		}
		keys[l.Key] = true
		if l.All && len(t.Rows) > 1 {
			add("a row that takes all must be the only one", row...)
		}
		codes := l.Codes
		if l.Ages != nil {
			if t.Counts != Age || l.Ages.To < l.Ages.From {
				add("a row of ages needs a table that counts age, and must end where it begins or later", row...)
			}
			for age := l.Ages.From; age <= min(l.Ages.To, 200); age++ {
				codes = append(codes, strconv.Itoa(age))
			}
		}
		for _, code := range codes {
			if other, taken := takers[code]; taken {
				add(fmt.Sprintf("the rows %s and %s both take %q", other, l.Key, code), row...)
				break
			}
			takers[code] = l.Key
		}
		for c := range l.Printed {
			if !slices.Contains(t.Columns, c) {
				add("a printed figure for "+string(c)+", but the table has no such column", row...)
			}
		}
	}
	for c := range t.PrintedTotal {
		if !slices.Contains(t.Columns, c) {
			add("a printed total for "+string(c)+", but the table has no such column", "printed_total")
		}
	}
	return found
}

// resolves tells whether a placeholder names a figure that the report will have.
func resolves(tables map[string]Layout, name string) bool {
	if name == "from" || name == "to" {
		return true
	}
	parts := strings.Split(name, "/")
	t, ok := tables[parts[0]]
	if !ok || len(parts) > 3 {
		return false
	}
	if len(parts) > 1 && !slices.ContainsFunc(t.Rows, func(l Line) bool { return l.Key == parts[1] && !l.WhenPresent }) {
		return false
	}
	if len(parts) > 2 {
		return slices.Contains(t.Columns, Column(parts[2]))
	}
	return slices.Contains(t.Columns, InYear)
}
