package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/store"
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
		if _, err := d.covers().Period(p.From, p.To); err != nil {
			add("the published report must cover the period of the return: "+err.Error(), "published", "from")
		}
		if _, err := clock.ParseDate(string(p.On)); err != nil {
			add("published.on is "+err.Error(), "published", "on")
		}
	}
	found = append(found, d.spanProblems()...)
	ids := map[string]Layout{}
	for i, t := range d.Tables {
		at := []string{"tables", strconv.Itoa(i)}
		if _, taken := ids[t.ID]; taken {
			add("two tables have the id "+t.ID, append(at, "id")...)
		}
		ids[t.ID] = t
		found = append(found, d.columnProblems(t, at)...)
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
		for j, l := range t.Rows {
			if l.Work == nil {
				continue
			}
			for _, name := range l.Work.names() {
				if !resolves(ids, name) || name == "from" || name == "to" || name == "as_at" {
					add("no figure is called "+name, append(at, "rows", strconv.Itoa(j))...)
				}
			}
			if ages := l.Work.Mean + l.Work.Middle; ages != "" && ids[ages].counted().by != ByAge {
				add("mean and middle are of a table of ages: "+ages+" is none", append(at, "rows", strconv.Itoa(j))...)
			}
		}
	}
	return found
}

// texts gives every text of a table that may hold placeholders.
func (t Layout) texts() []string {
	texts := slices.Concat([]string{t.Caption, t.Share}, t.Notes, t.OfPrint)
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
	if slices.Contains(t.Columns, Percent) && !slices.ContainsFunc(t.Columns, Column.whole) {
		add("percentages are of the whole: the column year, or period, must stand beside them", "columns")
	}
	if t.Counts != "" && t.By != Own && !sourceOf(t.counted().measure).dimensional(t.By) {
		add(string(t.Counts)+" can't be told apart by "+string(t.By), "by")
	}
	if t.Words && (t.Counts == "" || sourceOf(t.Counts).said == (store.Statement{}) || t.Beside != "") {
		add("words are printed of the service's own activities alone", "words")
	}
	if t.Nobody && (t.Counts == "" || !sourceOf(t.Counts).nobody) {
		add("of_nobody is for what is about nobody: activities, events, days and posts", "of_nobody")
	}
	if t.Instrument != "" && sourceOf(t.counted().measure).asks == "" {
		add("no set of questions has a say in what "+string(t.Counts)+" counts", "instrument")
	}
	if t.Places != "" && t.By != ByDistrict {
		add("a map needs a table by: district", "map")
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
		if (l.Work != nil) != (t.Counts == "") {
			add("a table either counts, or every line of it is worked out", row...)
		}
		if l.All && len(t.Rows) > 1 {
			add("a row that takes all must be the only one", row...)
		}
		codes := l.Codes
		if l.Ages != nil {
			if numbered := t.counted().by == ByAge || t.Counts == SessionsEach; !numbered || l.Ages.To < l.Ages.From {
				add("a row of ages needs a table that counts age or numbers, and must end where it begins or later", row...)
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
	if name == "from" || name == "to" || name == "as_at" {
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
	if len(parts) == 1 && t.Counts == "" {
		return false // nothing is the total of what is worked out
	}
	if len(parts) > 2 {
		return slices.Contains(t.Columns, Column(parts[2])) || slices.Contains(t.Columns, everyMonth) && strings.HasPrefix(parts[2], "m")
	}
	return slices.Contains(t.Columns, t.whole())
}

// spanProblems checks the stretches of months that a return names as columns.
func (d Definition) spanProblems() []problem {
	var found []problem
	for i, s := range d.Spans {
		n := d.covers().months()
		if n == 0 {
			n = longest
		}
		if s.First < 1 || s.Last < s.First || s.Last > n {
			found = append(found, problem{[]string{"spans", strconv.Itoa(i)}, "the stretch " + string(s.Key) + " must lie within the months of the period"})
		}
	}
	return found
}

// columnProblems checks that a table's columns are those of its sort of table and lie within the period.
func (d Definition) columnProblems(t Layout, at []string) []problem {
	var found []problem
	f := frame{Period: Period{From: "2001-01-01", To: "2001-12-31"}, spans: d.Spans}
	months := d.covers().months()
	if months == 0 {
		months = longest
	}
	if !slices.Contains(t.Columns, t.whole()) {
		found = append(found, problem{append(slices.Clone(at), "columns"), "table " + t.ID + ": a column must hold the whole: " + string(t.whole()) + ", or period where the return does not cover a year"})
	}
	for _, c := range t.Columns {
		add := func(reason string) {
			found = append(found, problem{append(slices.Clone(at), "columns"), "table " + t.ID + ": the column " + string(c) + " " + reason})
		}
		_, last, counted := f.months(c)
		switch {
		case c == everyMonth || c.whole():
			if t.Counts == "" {
				add("has nothing to count")
			}
		case counted && last > months:
			add("lies outside the period")
		case !c.opens() && !slices.Contains(figuresOf(t), c):
			add("has no meaning in a table of this sort")
		case c.opens() && !counted:
			add("is not known: name it under spans")
		}
	}
	return found
}

// figuresOf gives the columns that are worked out in a table of a sort.
func figuresOf(t Layout) []Column {
	switch {
	case t.Counts == "":
		return []Column{Value, Low, High}
	case t.Counts.elapsed():
		return []Column{Median, Slow}
	case t.Counts == Changes:
		return []Column{Before, After, Change, Low, High}
	case t.Counts == AtEnd:
		return []Column{After, Low, High}
	}
	return []Column{Percent, Target}
}
