package report

import "fmt"

// Changed is a figure that is not what it was.
type Changed struct {
	Table  string `json:"table"`
	Row    string `json:"row"`
	Column Column `json:"column"`
	Was    Figure `json:"was"` // None: there was no such figure
	Is     Figure `json:"is"`  // None: there is none now
	Text   string `json:"text"`
}

// Since tells what has changed in a report since an earlier version of it, figure by figure in the order of
// the tables, and last which of its words: a change without row and column. The same digest means that nothing has.
func (r Report) Since(old Report) []Changed {
	changed := []Changed{}
	seen := map[string]bool{}
	compare := func(t Table, row Row, c Heading) {
		name := t.ID + "/" + row.Key + "/" + string(c.Column)
		if seen[name] {
			return
		}
		seen[name] = true
		was, is := old.at(t.ID, row.Key, c.Column), r.at(t.ID, row.Key, c.Column)
		if was != is {
			changed = append(changed, Changed{Table: t.ID, Row: row.Key, Column: c.Column, Was: was, Is: is,
				Text: fmt.Sprintf("%s, %s, %s: was %s, is %s.", t.Title, row.Label, c.Text, was, is)})
		}
	}
	for _, all := range [][]Table{r.Tables, old.Tables} {
		for _, t := range all {
			rows := t.Rows
			if len(rows) != 1 { // the total of one line is that line
				rows = append(rows[:len(rows):len(rows)], t.Total)
			}
			for _, row := range rows {
				for _, c := range t.Columns {
					compare(t, row, c)
				}
			}
		}
	}
	was, is := old.commentary(), r.commentary()
	for _, t := range append(r.Tables[:len(r.Tables):len(r.Tables)], Table{ID: CaseStudy, Title: "Case study"}) {
		if was[t.ID] != is[t.ID] {
			changed = append(changed, Changed{Table: t.ID, Was: None, Is: None, Text: t.Title + ": the words are others."})
		}
	}
	return changed
}

// at gives a figure, None when there is no such one.
func (r Report) at(table, row string, c Column) Figure {
	t, _ := r.Table(table)
	line, _ := t.Row(row)
	f, ok := line.Cells[c]
	if !ok {
		return None
	}
	return f
}
