package police

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"io"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake/reason"
)

// Table takes rows that were taken apart elsewhere, under the same reasons as those of a file: a workbook's.
type Table struct{ s *scan }

// NewTable begins a table whose columns are all fields of a mapping. Each row is handed over as by [Scan].
func NewTable(m catalogue.Mapping, now clock.Date, fn func(Line) error) (*Table, error) {
	s := &scan{m: m, now: now, fn: fn, seen: map[Key]int{}, digest: sha256.New()}
	return &Table{s}, s.allColumns()
}

// Give judges one row of which the cells are known, at a line of its file. A fault says that it could not
// be taken apart.
func (t *Table) Give(line int, cells map[catalogue.Field]string, fault string) error {
	if t.s.full() {
		return nil
	}
	l := Line{Line: line}
	if err := t.s.take(&l, cells); err != nil {
		return err
	}
	if fault != "" {
		l.Row, l.Reason, l.Detail = nil, reason.BrokenRow, fault
	}
	return t.s.give(l)
}

// Summary is what came of the table so far.
func (t *Table) Summary() Summary { return t.s.sum }

// allColumns makes the columns those of the mapping.
func (s *scan) allColumns() error {
	cells := make([]Cell, len(s.m.Columns))
	s.layout.At, s.width = map[catalogue.Field]int{}, len(cells)
	for i, c := range s.m.Columns {
		cells[i].Field, s.layout.At[c.Field] = c.Field, i
	}
	var err error
	s.sum.Header, _, err = Join(cells)
	return err
}

// take makes a row of cells.
func (s *scan) take(l *Line, typed map[catalogue.Field]string) error {
	cells, values := make([]Cell, s.width), make([]string, s.width)
	for f, i := range s.layout.At {
		cells[i].Field, cells[i].Typed, values[i] = f, typed[f], typed[f]
	}
	var err error
	if _, l.Raw, err = Join(cells); err != nil {
		return err
	}
	if strings.ContainsFunc(l.Raw, isForbidden) {
		l.Reason, l.Detail = reason.WrongCharacters, "The row holds control characters"
		l.Wrong = s.unread(values)
		return nil
	}
	s.fill(l, values)
	return nil
}

// Records cuts a table of text into rows of cells, each with its line or with why it can't be taken apart,
// in bounded memory; the separator is the one that stands most often in the first line.
func Records(r io.Reader, fn func(line int, cells []string, fault string) error) (*Problem, error) {
	s := scan{in: bufio.NewReaderSize(r, 64<<10)}
	head, err := s.in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, errs.Wrap(errs.Unavailable, "reading the file", err)
	}
	if p := sniff(head); p != nil {
		return p, nil
	}
	if strings.HasPrefix(string(head), string(byteOrderMark)) {
		s.dec.marked = true
		if _, err := s.in.Discard(len(byteOrderMark)); err != nil {
			return nil, errs.Wrap(errs.Unavailable, "reading the file", err)
		}
	}
	first, _, _ := strings.Cut(string(head), "\n")
	for _, c := range separators {
		if s.comma == 0 || strings.Count(first, string(c)) > strings.Count(first, string(s.comma)) {
			s.comma = c
		}
	}
	s.split.r = s.in
	for {
		rec, err := s.split.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, nil
		case errors.Is(err, errGiveUp):
			return &Problem{LineTooLong, "A line is longer than any line can be, so nothing after it was read. The rows before it stand"}, nil
		case err != nil:
			return nil, errs.Wrap(errs.Unavailable, "reading the file", err)
		}
		text, ok := s.dec.text(rec.bytes())
		cells, fault := []string(nil), ""
		switch {
		case rec.long():
			fault = "The line is longer than a row can be"
		case !ok:
			fault = "The row holds control characters, or bytes that are not UTF-8"
		case rec.open:
			fault = openQuote
		default:
			if cells, err = cellsOf(text, s.comma); err != nil {
				fault = "Quotation marks stand in the wrong place"
			}
		}
		if err := fn(rec.line(), cells, fault); err != nil {
			return nil, err
		}
	}
}
