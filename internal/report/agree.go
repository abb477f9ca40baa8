package report

import (
	"fmt"
	"slices"
	"strings"
)

// checkTotals finds totals that must be equal and are not: a table's total and its rows, and the
// tables that count the same facts in different ways (known + unknown = all).
func (r Report) checkTotals() []Note {
	var notes []Note
	for _, t := range r.Tables {
		for _, h := range t.Columns {
			col, want, got := h.Column, t.Total.Cells[h.Column], 0
			if !t.Opens(col) || t.hides() {
				continue
			}
			for _, row := range t.Rows {
				got += row.Cells[col].Int()
			}
			if got != want.Int() {
				notes = append(notes, Note{About: Disagrees, Table: t.ID, Column: col,
					Text: fmt.Sprintf("%s: the rows of %s add to %d, but the total is %s.", t.Title, col, got, want)})
			}
		}
		if t.layout.MustEqual == "" {
			continue
		}
		if other, ok := r.Table(t.layout.MustEqual); ok && !t.hides() && !other.hides() && other.Of != t.Of {
			notes = append(notes, Note{About: Disagrees, Table: t.ID, Column: t.layout.whole(),
				Text: fmt.Sprintf("%s counts %d, but %s counts %d: they must be equal.", t.Title, t.Of, other.Title, other.Of)})
		}
	}
	return notes
}

// completeness says for how many the answer is known, and which codes no row lists. In a publication
// it would tell what was left out.
func (r Report) completeness() []Note {
	var notes []Note
	for _, t := range r.Tables {
		if t.hides() {
			continue
		}
		if row, ok := t.Row(unlisted); ok {
			notes = append(notes, Note{About: Unlisted, Table: t.ID, Row: unlisted,
				Text: fmt.Sprintf("%s: %s counted in the total and not in the printed lines. %s.", t.Title, row.Cells[t.layout.whole()], row.Label)})
		}
		nobody := t.Of == 0 // to know anything of
		if !nobody && slices.ContainsFunc(t.layout.Rows, func(l Line) bool { return l.Unknown }) {
			notes = append(notes, Note{About: KnownOf, Table: t.ID, Text: fmt.Sprintf("%s known for %d of %d.", t.Title, t.Known, t.Of)})
		}
	}
	return notes
}

// quality is the line on how complete the records are.
func quality(notes []Note) string {
	var known []string
	others := 0
	for _, n := range notes {
		if n.About == KnownOf {
			known = append(known, strings.TrimSuffix(n.Text, "."))
		} else {
			others++
		}
	}
	line := "No table has answers that can be missing"
	if len(known) > 0 {
		line = strings.Join(known, "; ")
	}
	switch others {
	case 0:
		return line + ". Every record has a line of its own."
	case 1:
		return line + ". 1 table has records that fit none of its lines."
	}
	return fmt.Sprintf("%s. %d tables have records that fit none of their lines.", line, others)
}

// compare says whether the period before is in the tables (trap I-08).
func (d Definition) compare(p Period) Note {
	f := d.frame(p)
	if d.covers() == AnyLength {
		return Note{About: Compared, Text: "The return can cover any stretch of time, so no period before it stands beside it, and nothing is said to have gone up or down."}
	}
	before := f.before
	if !f.compared() {
		before = p.Before()
		if d.Against == "period" {
			before = p.Preceding()
		}
	}
	what, span := strings.ToLower(f.past), before.From.Plain()+" to "+before.To.Plain()
	if d.covers() == YearLong {
		what, span = "year before", fmt.Sprintf("%d to %d", before.From.Year(), before.To.Year())
	}
	if d.covers() != YearLong && d.Against != "period" {
		what = "same months of the year before"
	}
	if f.compared() {
		return Note{About: Compared, Text: "The " + what + ", " + span + ", stands beside the " + d.covers().noun() + "."}
	}
	return Note{About: Compared, Text: "No complete figures were kept for the " + what + ", " + span + ", so nothing is said to have gone up or down."}
}

// noun is the length as it stands in a sentence.
func (l Length) noun() string {
	if l == AnyLength {
		return "period"
	}
	return strings.ReplaceAll(string(l), "half-year", "half year")
}

// untargeted says that a target was asked for and the service's file names none.
func (r Report) untargeted() []Note {
	for _, t := range r.Tables {
		if slices.Contains(t.layout.Columns, Target) && r.facts.Targets[t.layout.target()] == 0 {
			return []Note{{About: Meaning, Text: "The service's file names no target for the " + r.definition.covers().noun() + "."}}
		}
	}
	return nil
}
