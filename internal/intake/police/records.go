package police

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Bounds of what is taken for a line and a row. The longest row of a real file is a few kilobytes.
const (
	maxLine        = 256 << 10
	maxRecordLines = 50
	maxSkipped     = 64 << 20 // of one line; more than that and the file is given up
)

var errGiveUp = errors.New("line without end")

// physical is one line of a file, without its line end.
type physical struct {
	text  []byte
	no    int
	ended bool // a line end stood behind it
	long  bool // longer than maxLine: text holds nothing
}

// record is the lines of one row: one, or several when a quoted cell holds line ends.
type record struct {
	lines []physical
	open  bool // a quotation mark is never closed
}

func (r record) line() int   { return r.lines[0].no }
func (r record) ended() bool { return r.lines[len(r.lines)-1].ended }
func (r record) long() bool  { return r.lines[0].long }

func (r record) bytes() []byte {
	if len(r.lines) == 1 {
		return r.lines[0].text
	}
	texts := make([][]byte, len(r.lines))
	for i, l := range r.lines {
		texts[i] = l.text
	}
	return bytes.Join(texts, []byte("\n"))
}

// splitter cuts a stream into rows. Lines put back are read again first.
type splitter struct {
	r    *bufio.Reader
	back []physical
	no   int
}

// next gives the next row that is not blank; io.EOF at the end.
func (s *splitter) next() (record, error) {
	for {
		l, err := s.line()
		if err != nil {
			return record{}, err
		}
		if l.long || len(bytes.TrimSpace(l.text)) > 0 {
			return s.complete(l)
		}
	}
}

// complete adds lines until every quotation mark is closed. When that never happens, the first line
// is the broken row and the others are put back.
func (s *splitter) complete(first physical) (record, error) {
	rec := record{lines: []physical{first}}
	marks := bytes.Count(first.text, []byte{'"'})
	size := len(first.text)
	for marks%2 == 1 && len(rec.lines) < maxRecordLines && size <= maxLine {
		l, err := s.line()
		if errors.Is(err, io.EOF) || err == nil && l.long {
			if err == nil {
				s.back = append([]physical{l}, s.back...)
			}
			break
		}
		if err != nil {
			return rec, err
		}
		rec.lines = append(rec.lines, l)
		marks += bytes.Count(l.text, []byte{'"'})
		size += len(l.text)
	}
	if marks%2 == 1 {
		s.keepFirst(&rec)
		rec.open = true
	}
	return rec, nil
}

// keepFirst puts all lines of a row back but the first.
func (s *splitter) keepFirst(rec *record) {
	s.back = append(rec.lines[1:len(rec.lines):len(rec.lines)], s.back...)
	rec.lines = rec.lines[:1]
}

// line gives the next line of the file.
func (s *splitter) line() (physical, error) {
	if len(s.back) > 0 {
		l := s.back[0]
		s.back = s.back[1:]
		return l, nil
	}
	s.no++
	l := physical{no: s.no}
	skipped := 0
	for {
		part, err := s.r.ReadSlice('\n')
		if !l.long && len(l.text)+len(part) > maxLine {
			l.long, l.text = true, nil
		}
		if l.long {
			if skipped += len(part); skipped > maxSkipped {
				return l, errGiveUp
			}
		} else {
			l.text = append(l.text, part...)
		}
		switch {
		case err == nil:
			l.ended = true
			l.text = bytes.TrimSuffix(bytes.TrimSuffix(l.text, []byte{'\n'}), []byte{'\r'})
			return l, nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(l.text) > 0 || l.long):
			return l, nil
		}
		return l, err
	}
}
