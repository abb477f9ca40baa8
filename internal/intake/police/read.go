package police

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake/reason"
)

// sniffed is how much of a file is looked at before it is taken for a table.
const sniffed = 4 << 10

// Read reads a whole file into memory; see [Scan]. now is the day on which dates may not lie in the
// future.
func Read(r io.Reader, m catalogue.Mapping, now clock.Date) (File, error) {
	var f File
	sum, err := Scan(r, m, now, func(l Line) error {
		f.Lines = append(f.Lines, l)
		return nil
	})
	f.Summary = sum
	return f, err
}

// Scan reads a file and hands over each row in turn. Whatever the file holds is in the summary and
// the rows. The error is fn's own, or errs.Unavailable when r could not be read; the rows handed
// over before it stand.
func Scan(r io.Reader, m catalogue.Mapping, now clock.Date, fn func(Line) error) (Summary, error) {
	digest := sha256.New()
	s := scan{m: m, now: now, fn: fn, seen: map[Key]int{}, digest: digest}
	s.in = bufio.NewReaderSize(io.TeeReader(r, digest), 64<<10)
	err := s.file()
	s.sum.Encoding = s.dec.name()
	return s.sum, err
}

// scan is one reading of one file.
type scan struct {
	m      catalogue.Mapping
	now    clock.Date
	fn     func(Line) error
	in     *bufio.Reader
	split  splitter
	dec    decoder
	comma  rune
	width  int
	layout catalogue.Layout
	seen   map[Key]int // number of the row that had the key first
	digest hash.Hash
	sum    Summary
}

func (s *scan) file() error {
	head, err := s.in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return errs.Wrap(errs.Unavailable, "reading the file", err)
	}
	if s.sum.Problem = sniff(head); s.sum.Problem != nil {
		return nil
	}
	if bytes.HasPrefix(head, byteOrderMark) {
		s.dec.marked = true
		if _, err := s.in.Discard(len(byteOrderMark)); err != nil {
			return errs.Wrap(errs.Unavailable, "reading the file", err)
		}
	}
	if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(head, byteOrderMark)), []byte("<")) {
		return s.xml()
	}
	s.split.r = s.in
	if err := s.header(); err != nil || s.sum.Problem != nil {
		return err
	}
	return s.rows()
}

// separators are tried on the column names; the one that makes most fields known is taken.
var separators = []rune{',', ';', '\t', '|'}

func (s *scan) header() error {
	rec, err := s.split.next()
	switch {
	case errors.Is(err, errGiveUp), err == nil && rec.long():
		s.sum.Problem = &Problem{LineTooLong, "The first line is longer than a line of column names can be. Is this the right file?"}
		return nil
	case err != nil:
		return errs.Wrap(errs.Unavailable, "reading the file", err)
	}
	text, ok := s.dec.text(rec.bytes())
	if !ok {
		s.sum.Problem = &Problem{WrongEncoding, "The column names hold characters that can't be read. Save the file as UTF-8 and send it again"}
		return nil
	}
	s.sum.Header = text
	tried := separators
	if c := []rune(s.m.Separator); len(c) == 1 {
		tried = append(c, tried...)
	}
	for _, c := range tried {
		cells, err := cellsOf(text, c)
		if err != nil {
			continue
		}
		if l := s.m.Layout(cells); s.comma == 0 || len(l.At) > len(s.layout.At) {
			s.comma, s.width, s.layout = c, len(cells), l
		}
	}
	s.sum.Unread = slices.DeleteFunc(slices.Clone(s.layout.Unread), func(h string) bool { return strings.TrimSpace(h) == "" })
	s.sum.Problem = s.wrongColumns()
	return nil
}

// wrongColumns says what is wrong with the column names, or nil.
func (s *scan) wrongColumns() *Problem {
	switch l := s.layout; {
	case len(l.At) == 0:
		return &Problem{WrongColumns, "None of the column names is known. Is this the right file?"}
	case len(l.Missing) > 0:
		return &Problem{WrongColumns, "Columns are missing: " + fieldNames(l.Missing)}
	case len(l.Twice) > 0:
		return &Problem{WrongColumns, "Columns stand there twice: " + fieldNames(l.Twice)}
	}
	return nil
}

func fieldNames(fields []catalogue.Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Words()
	}
	return strings.Join(names, ", ")
}

func (s *scan) rows() error {
	for {
		rec, err := s.split.next()
		switch {
		case errors.Is(err, io.EOF):
			s.sum.Digest = hex.EncodeToString(s.digest.Sum(nil))
			return nil
		case errors.Is(err, errGiveUp):
			s.sum.Problem = &Problem{LineTooLong, "Line " + strconv.Itoa(rec.lineOr(s.split.no)) + " is longer than any line can be, so nothing after it was read. The rows before it stand"}
			return nil
		case err != nil:
			return errs.Wrap(errs.Unavailable, "reading the file", err)
		}
		if s.full() {
			return nil
		}
		if err := s.give(s.row(rec)); err != nil {
			return err
		}
	}
}

// full notes, and tells, that one more row would be too many.
func (s *scan) full() bool {
	if s.m.MaxRows == 0 || s.sum.Rows < s.m.MaxRows {
		return false
	}
	s.sum.Problem = &Problem{TooManyRows, "The file has more than " + strconv.Itoa(s.m.MaxRows) + " rows. The rows before stand; send the rest as another file"}
	return true
}

func (r record) lineOr(n int) int {
	if len(r.lines) == 0 {
		return n
	}
	return r.line()
}

// give counts a row and hands it over.
func (s *scan) give(l Line) error {
	s.sum.Rows++
	l.Number = s.sum.Rows
	if l.Row != nil && (l.Usable() || l.Reason == reason.BadDate) {
		s.mark(&l)
	}
	if l.Usable() {
		s.sum.Usable++
	} else {
		s.sum.NotUsable++
	}
	return s.fn(l)
}

// mark notes a row's key, or finds the row it repeats.
func (s *scan) mark(l *Line) {
	first, ok := s.seen[l.Row.Key()]
	switch {
	case !ok && l.Usable():
		s.seen[l.Row.Key()] = l.Number
	case ok:
		l.Reason, l.Of, l.Field = reason.Duplicate, first, ""
		l.Detail = "Same force, crime reference and victim number as row " + strconv.Itoa(first)
	}
}

// row takes one record apart.
func (s *scan) row(rec record) Line {
	l := Line{Line: rec.line()}
	if rec.long() {
		l.Reason, l.Detail = reason.RowTooLong, "The line is longer than a row can be"
		return l
	}
	text, ok := s.dec.text(rec.bytes())
	if !ok {
		l.Reason, l.Detail = reason.WrongCharacters, "The row holds control characters, or bytes that are not UTF-8"
		s.split.keepFirst(&rec)
		l.Raw, _ = s.dec.text(rec.bytes())
		if cells, fault := s.cells(rec, l.Raw); fault == "" {
			l.Wrong = s.unread(cells)
		}
		return l
	}
	l.Raw = text
	cells, fault := s.cells(rec, text)
	if fault != "" {
		if len(rec.lines) > 1 { // the quotation mark that joined the lines was a stray one
			s.split.keepFirst(&rec)
			l.Raw, _ = s.dec.text(rec.bytes())
			fault = openQuote
		}
		l.Reason, l.Detail = reason.BrokenRow, fault
		s.sum.CutOff = s.sum.CutOff || !rec.ended()
		if !rec.ended() {
			l.Detail = "The file ends in the middle of this row"
		}
		return l
	}
	s.fill(&l, cells)
	if !rec.ended() {
		s.sum.CutOff = true
		l.Row.Doubts = append(l.Row.Doubts, Doubt{Words: "The file stops here without a line end: the row may be cut off"})
	}
	return l
}

const openQuote = "A quotation mark is never closed"

// cells takes a row's text apart and checks its width. Empty cells behind the last column are what
// spreadsheets leave.
func (s *scan) cells(rec record, text string) (cells []string, fault string) {
	if rec.open {
		return nil, openQuote
	}
	cells, err := cellsOf(text, s.comma)
	if err != nil {
		return nil, "Quotation marks stand in the wrong place"
	}
	for len(cells) > s.width && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	switch {
	case len(cells) < s.width:
		return nil, "The row has " + strconv.Itoa(len(cells)) + " cells, the column names are " + strconv.Itoa(s.width)
	case len(cells) > s.width:
		return nil, "The row has more cells than there are column names"
	}
	return cells, ""
}

// cellsOf takes one row apart. Quotation marks inside a cell that is not quoted are kept.
func cellsOf(text string, comma rune) ([]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = comma, -1
	r.LazyQuotes = !strings.Contains(text, "\n")
	cells, err := r.Read()
	if err != nil {
		return nil, err
	}
	if _, err := r.Read(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one row")
	}
	return cells, nil
}
