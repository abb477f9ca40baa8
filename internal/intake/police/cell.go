package police

import (
	"bufio"
	"encoding/csv"
	"slices"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
)

// Cell is one cell of a row that is taken apart to be mended.
type Cell struct {
	Field  catalogue.Field
	Typed  string
	Needed bool   // the file is refused without the column, or the row when it is empty
	Wrong  string // what is wrong with it; empty: nothing
}

// Cells takes one row apart under the column names of its file, in their order. Columns that no field
// claims are left out, as they are when a file is read. False: the row has another number of cells than
// there are column names, and can't be told apart. A row of which nothing could be kept has empty cells.
func Cells(header, row string, m catalogue.Mapping, now clock.Date) ([]Cell, bool) {
	s := scan{m: m, now: now}
	s.split.r = bufio.NewReader(strings.NewReader(header + "\n" + row + "\n"))
	if err := s.header(); err != nil || s.sum.Problem != nil {
		return nil, false
	}
	values := make([]string, s.width)
	var l Line
	if strings.TrimSpace(row) != "" {
		rec, err := s.split.next()
		if err != nil || rec.long() {
			return nil, false
		}
		text, _ := s.dec.text(rec.bytes())
		cells, fault := s.cells(rec, text)
		if fault != "" {
			return nil, false
		}
		values = cells
		s.fill(&l, cells)
		l.Wrong = append(s.unread(cells), l.Wrong...)
	}
	list := make([]Cell, 0, len(s.layout.At))
	for f := range s.layout.At {
		column, _ := m.Column(f)
		cell := Cell{Field: f, Typed: values[s.layout.At[f]], Needed: column.Filled || slices.Contains(m.Identity, f)}
		if at := slices.IndexFunc(l.Wrong, func(w Wrong) bool { return w.Field == f }); at >= 0 {
			cell.Wrong = l.Wrong[at].Words
		}
		list = append(list, cell)
	}
	slices.SortFunc(list, func(a, b Cell) int { return s.layout.At[a.Field] - s.layout.At[b.Field] })
	return list, true
}

// unread tells which cells hold a character that could not be read.
func (s *scan) unread(cells []string) (list []Wrong) {
	for f, i := range s.layout.At {
		if i < len(cells) && strings.ContainsFunc(cells[i], isForbidden) {
			list = append(list, Wrong{f, "A character here can't be read: type this again"})
		}
	}
	slices.SortFunc(list, func(a, b Wrong) int { return s.layout.At[a.Field] - s.layout.At[b.Field] })
	return list
}

// Join writes cells as a file of one row, with the names of the fields as column names.
func Join(cells []Cell) (header, row string, err error) {
	names, values := make([]string, len(cells)), make([]string, len(cells))
	for i, c := range cells {
		names[i], values[i] = string(c.Field), c.Typed
	}
	if header, err = lineOf(names); err != nil {
		return "", "", err
	}
	row, err = lineOf(values)
	return header, row, err
}

// lineOf writes one line as CSV, without its line end.
func lineOf(cells []string) (string, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.Write(cells); err != nil {
		return "", errs.Wrap(errs.Internal, "writing a row", err)
	}
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n"), nil
}
