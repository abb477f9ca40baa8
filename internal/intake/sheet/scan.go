package sheet

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake/police"
)

// Force stands in the place of a police force in the name of a row of a list.
const Force = "caseload"

// Scan reads a list and hands over each row of its tables in turn. What is wrong with the whole list is in
// the summary's Problem, and the rows before it stand. The error is fn's own, or errs.Unavailable when ctx ended. Workbooks are
// read one at a time.
func Scan(ctx context.Context, file []byte, m catalogue.Mapping, c Corrections, now clock.Date, fn func(police.Line) error) (Summary, error) {
	s := &scan{m: m, fix: c}
	var err error
	if s.table, err = police.NewTable(m, now, fn); err != nil {
		return Summary{}, err
	}
	if isBook(file) {
		done, err := alone(ctx)
		if err != nil {
			return Summary{}, err
		}
		defer done()
	}
	grids, problem, err := s.open(ctx, file)
	for i := 0; err == nil && problem == nil && i < len(grids); i++ {
		problem, err = s.grid(grids[i])
	}
	if errors.Is(err, errFull) {
		err = nil
	}
	full := s.sum.Problem
	s.sum.Summary = s.table.Summary()
	switch {
	case full != nil:
		s.sum.Problem = full
	case problem != nil:
		s.sum.Problem = problem
	case err == nil && s.sum.Problem == nil && s.sum.Headings == 0 && s.sum.Above == 0:
		s.sum.Problem = &police.Problem{Fault: police.Empty, Words: "The list is empty"}
	case err == nil && s.sum.Problem == nil && s.sum.Headings == 0:
		s.sum.Problem = &police.Problem{Fault: police.WrongColumns, Words: "No column names were found. There must be a row with names like Surname, Date of birth, Telephone"}
	}
	return s.sum, err
}

// errFull stops the reading of a list of which no more is taken: the summary says why.
var errFull = errs.New(errs.Invalid, "the list has too many rows")

// scan is one reading of one list.
type scan struct {
	m     catalogue.Mapping
	fix   Corrections
	table *police.Table
	sum   Summary
}

// grid reads one sheet.
func (s *scan) grid(g grid) (*police.Problem, error) {
	var first []waiting
	var h head
	found, looked := false, false
	settle := func() error {
		looked = true
		rows := make([][]string, len(first))
		for i, w := range first {
			rows[i] = w.cells
		}
		h, found = findHead(rows, s.m, s.fix)
		if found {
			s.columns(h)
		}
		for i, w := range first {
			if err := s.row(g, h, found, i, w); err != nil {
				return err
			}
		}
		return nil
	}
	n := 0
	problem, err := g.each(func(line int, cells []string, fault string) error {
		w := waiting{line, slices.Clone(cells), fault}
		if !looked {
			if first = append(first, w); len(first) < lookedAt {
				return nil
			}
			n = len(first)
			return settle()
		}
		n++
		return s.row(g, h, found, n-1, w)
	})
	if err == nil && !looked {
		err = settle()
	}
	if err == nil && !found && len(first) > 0 {
		s.sum.Without++
	}
	return problem, err
}

type waiting struct {
	line  int
	cells []string
	fault string
}

// columns tells what the columns of a sheet are taken for; those of several sheets are told once.
func (s *scan) columns(h head) {
	for j, name := range h.names {
		known := slices.ContainsFunc(s.sum.Columns, func(c Column) bool { return c.Header == name })
		if name == "" || known {
			continue
		}
		s.sum.Columns = append(s.sum.Columns, Column{Header: name, Field: h.fields[j]})
	}
}

// note counts what a row of the table holds, by column.
func (s *scan) note(g grid, h head, row []string) {
	for j, name := range h.names {
		if j < len(row) && name != "" {
			at := slices.IndexFunc(s.sum.Columns, func(c Column) bool { return c.Header == name })
			f := h.fields[j]
			column, _ := s.m.Column(f)
			cell := g.mend(plain(row[j]), column.Kind)
			if f == "" && g.book {
				cell = perhapsDay(cell, g.date1904)
			}
			s.sum.Columns[at].note(cell)
		}
	}
}

// row accounts for one row of a sheet.
func (s *scan) row(g grid, h head, found bool, i int, w waiting) error {
	if s.sum.Seen == mostSeen {
		s.sum.Problem = tooLarge("The list goes down too far: with its empty rows it has more than " + strconv.Itoa(mostSeen) + ". Delete the empty rows")
		return errFull
	}
	s.sum.Seen++
	switch {
	case w.fault == "" && blank(w.cells):
		s.sum.Blank++
		return nil
	case !found || i < h.at:
		s.sum.Above++
		return nil
	case i == h.at || s.repeats(h, w.cells):
		s.sum.Headings++
		return nil
	}
	s.note(g, h, w.cells)
	before := s.table.Summary().Rows
	if err := s.table.Give(w.line, s.cells(g, h, w.cells), w.fault); err != nil {
		return err
	}
	if s.table.Summary().Rows == before { // too many rows: told as the problem of the whole
		s.sum.Seen--
		return errFull
	}
	return nil
}

// repeats tells whether a row is the column names again, as on the head of a printed page.
func (s *scan) repeats(h head, cells []string) bool {
	same := 0
	for j, c := range cells {
		if plain(c) == "" {
			continue
		}
		if j >= len(h.names) || !strings.HasSuffix(h.names[j], plain(c)) {
			return false
		}
		same++
	}
	return same >= fewest
}

// cells gives what a row says, field by field. Of two columns of one field the first that says something is taken; that the other
// says something else is counted.
func (s *scan) cells(g grid, h head, row []string) map[catalogue.Field]string {
	cells := map[catalogue.Field]string{}
	for j, name := range h.names {
		f := h.fields[j]
		if f == "" || j >= len(row) {
			continue
		}
		column, _ := s.m.Column(f)
		cell := g.mend(strings.TrimSpace(row[j]), column.Kind)
		switch {
		case cells[f] == "":
			cells[f] = cell
		case cell != "" && cell != cells[f]:
			at := slices.IndexFunc(s.sum.Columns, func(c Column) bool { return c.Header == name })
			s.sum.Columns[at].Left++
		}
	}
	fill(cells)
	return cells
}

// fill takes a whole name apart, and names the row.
func fill(cells map[catalogue.Field]string) {
	if name := cells[catalogue.FieldFullName]; name != "" && cells[catalogue.FieldSurname] == "" {
		forename, surname := split(name)
		cells[catalogue.FieldSurname] = surname
		if cells[catalogue.FieldForename] == "" {
			cells[catalogue.FieldForename] = forename
		}
	}
	cells[catalogue.FieldForce], cells[catalogue.FieldVictimNumber] = Force, ""
	if cells[catalogue.FieldCrimeReference] == "" {
		var who []string
		for _, f := range []catalogue.Field{catalogue.FieldSurname, catalogue.FieldForename, catalogue.FieldBirth, catalogue.FieldPostcode, catalogue.FieldOpened} {
			who = append(who, strings.ToLower(cells[f]))
		}
		cells[catalogue.FieldVictimNumber] = strings.Join(who, "|")
	}
}

// Fills tells whether a field is filled by the program: no column is taken for it, and nobody mends it.
func Fills(f catalogue.Field) bool {
	return f == catalogue.FieldForce || f == catalogue.FieldVictimNumber
}

// Mended gives the cells of a row as somebody has mended them, with what the program fills.
func Mended(cells []police.Cell) []police.Cell {
	typed := map[catalogue.Field]string{}
	for _, c := range cells {
		typed[c.Field] = strings.TrimSpace(c.Typed)
	}
	fill(typed)
	all := make([]police.Cell, 0, len(typed))
	for f, text := range typed {
		all = append(all, police.Cell{Field: f, Typed: text})
	}
	slices.SortFunc(all, func(a, b police.Cell) int { return strings.Compare(string(a.Field), string(b.Field)) })
	return all
}

// split takes a whole name apart: "Mensah, Ada" or "Ada Mensah".
func split(name string) (forename, surname string) {
	if last, first, ok := strings.Cut(name, ","); ok {
		return strings.TrimSpace(first), strings.TrimSpace(last)
	}
	words := strings.Fields(name)
	if len(words) == 1 {
		return "", name
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}
