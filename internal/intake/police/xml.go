package police

import (
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/errs"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/text"
)

// Bounds of a file that is XML.
const (
	deepest    = 32
	mostUnread = 100  // names that are told as not taken in
	mostNames  = 4096 // names whose field is remembered
)

var (
	errTooLong  = errors.New("one piece of XML is too long")
	errEncoding = errors.New("an encoding that is not read")
)

// leash reads no more than a row's worth between two pieces of XML, so that none is held whole however
// long it is.
type leash struct {
	r    io.Reader
	left int
}

func (l *leash) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTooLong
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

// element is an open element of the file.
type element struct {
	name   string
	text   strings.Builder
	parent bool                       // it holds other elements
	cells  map[catalogue.Field]string // what stands directly in it, for the rows inside it
}

// xmlScan is one reading of a file of XML. Entities are never resolved: the five of the language are
// all there are, and a file that declares others is refused.
type xmlScan struct {
	*scan
	in    *xml.Decoder
	leash *leash
	open  []*element
	row   *xmlRow // nil: outside every row
	found bool    // a row was found
	names map[string]catalogue.Field
}

// xmlRow is a row that is being read.
type xmlRow struct {
	depth  int // of its element
	line   int
	size   int
	cells  map[catalogue.Field]string
	around map[catalogue.Field]string // what stands in the elements around it
	twice  []Doubt
}

// xml reads a file of XML: the rows as of a table whose columns are all fields of the mapping.
func (s *scan) xml() error {
	if len(s.m.XML.Rows) == 0 {
		s.sum.Problem = &Problem{WrongColumns, "The file is XML, and this kind of file comes as CSV. Ask for it as CSV"}
		return nil
	}
	if err := s.allColumns(); err != nil {
		return err
	}
	x := &xmlScan{scan: s, leash: &leash{r: s.in, left: maxLine}, names: map[string]catalogue.Field{}}
	x.in = xml.NewDecoder(x.leash)
	x.in.CharsetReader = x.charset
	return x.all()
}

// charset reads the encodings that a mapping's files come in.
func (x *xmlScan) charset(name string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "windows-1252", "iso-8859-1", "latin1":
		x.dec.windows = true
		return charmap.Windows1252.NewDecoder().Reader(in), nil
	}
	return nil, errEncoding
}

func (x *xmlScan) all() error {
	for {
		x.leash.left = maxLine
		piece, err := x.in.RawToken()
		if errors.Is(err, io.EOF) {
			return x.end()
		}
		if err != nil {
			return x.stopped(err)
		}
		switch t := piece.(type) {
		case xml.Directive:
			x.sum.Problem = &Problem{Unsafe, "The file declares a document type. No file of victims needs one, so it is not read: ask for it without"}
			return nil
		case xml.StartElement:
			if len(x.open) == deepest {
				x.sum.Problem = &Problem{BrokenFile, "Line " + x.at() + " lies deeper in the file than a row can. Is this the right file?"}
				return nil
			}
			x.start(t)
		case xml.CharData:
			x.text(t)
		case xml.EndElement:
			if n := len(x.open); n == 0 || x.open[n-1].name != t.Name.Local {
				return x.stopped(&xml.SyntaxError{Msg: "an element is closed that was not open"})
			}
			if stop, err := x.close(); err != nil || stop {
				return err
			}
		}
	}
}

func (x *xmlScan) at() string {
	line, _ := x.in.InputPos()
	return strconv.Itoa(line)
}

// end is the end of the file: whole, or cut.
func (x *xmlScan) end() error {
	switch {
	case len(x.open) > 0:
		return x.stopped(io.ErrUnexpectedEOF)
	case !x.found:
		x.sum.Problem = &Problem{WrongColumns, "The file is XML without an element for a victim. Is this the right file?"}
		return nil
	}
	x.sum.Digest = hex.EncodeToString(x.digest.Sum(nil))
	return nil
}

// stopped says why a file can't be read to its end. A row that it stops in is a row that can't be used.
func (x *xmlScan) stopped(err error) error {
	var broken *xml.SyntaxError
	line := x.at()
	switch {
	case errors.Is(err, errTooLong):
		x.sum.Problem = &Problem{LineTooLong, "A piece of the file at line " + line + " is longer than a row can be, so nothing after it was read. The rows before it stand"}
	case errors.Is(err, errEncoding) || strings.Contains(err.Error(), errEncoding.Error()):
		x.sum.Problem = &Problem{WrongEncoding, "The file says it is in an encoding that can't be read. Save it as UTF-8 and send it again"}
		return nil
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &broken) && strings.Contains(broken.Msg, "EOF"):
		x.sum.CutOff = true
		x.sum.Problem = &Problem{BrokenFile, "The file stops at line " + line + ", before its end: it may be cut. The rows before it stand; send the whole file again"}
	case errors.As(err, &broken) && strings.Contains(broken.Msg, "entity"):
		x.sum.Problem = &Problem{Unsafe, "Line " + line + " uses an entity that the file would have to declare. Nothing after it was read; the rows before it stand"}
	case errors.As(err, &broken) && strings.Contains(broken.Msg, "UTF-8"):
		x.sum.Problem = &Problem{WrongEncoding, "Line " + line + " holds bytes that are not UTF-8. The rows before it stand; save the file as UTF-8 and send it again"}
	case errors.As(err, &broken) || strings.HasPrefix(err.Error(), "xml: "): // a declaration of another version is no SyntaxError
		x.sum.Problem = &Problem{BrokenFile, "The file stops making sense at line " + line + ". The rows before it stand; ask for the file again"}
	default:
		return errs.Wrap(errs.Unavailable, "reading the file", err)
	}
	if x.row == nil {
		return nil
	}
	l, err := x.line()
	if err != nil {
		return err
	}
	l.Row, l.Reason, l.Detail = nil, reason.BrokenRow, "The file can't be read in the middle of this row"
	return x.give(l)
}

func (x *xmlScan) start(t xml.StartElement) {
	if n := len(x.open); n > 0 {
		x.open[n-1].parent = true
		x.open[n-1].text.Reset()
	}
	e := &element{name: t.Name.Local, cells: map[catalogue.Field]string{}}
	x.open = append(x.open, e)
	if x.row == nil && x.m.XML.IsRow(e.name) {
		line, _ := x.in.InputPos()
		x.row, x.found = &xmlRow{depth: len(x.open), line: line, cells: map[catalogue.Field]string{}, around: map[catalogue.Field]string{}}, true
		for _, around := range x.open { // what stands around it counts for each
			maps.Copy(x.row.around, around.cells)
		}
	}
	for _, a := range t.Attr {
		if a.Name.Space == "" && a.Name.Local != "xmlns" && (x.row == nil || len(x.open) == x.row.depth) {
			x.cell(e.name, a.Name.Local, a.Value)
		}
	}
}

// text keeps what stands in the innermost element, as long as it may be a cell.
func (x *xmlScan) text(t xml.CharData) {
	if x.row != nil {
		x.row.size += len(t)
	}
	if n := len(x.open); n > 0 && !x.open[n-1].parent && x.open[n-1].text.Len() <= maxLine {
		x.open[n-1].text.Write(t)
	}
}

// close ends the innermost element: a cell, a row, or what holds them. True: there are too many rows.
func (x *xmlScan) close() (stop bool, err error) {
	e := x.open[len(x.open)-1]
	ends := x.row != nil && len(x.open) == x.row.depth
	x.open = x.open[:len(x.open)-1]
	switch {
	case ends:
		if x.full() {
			return true, nil
		}
		l, err := x.line()
		if err != nil {
			return true, err
		}
		x.row = nil
		return false, x.give(l)
	case !e.parent && len(x.open) > 0:
		x.cell(x.open[len(x.open)-1].name, e.name, e.text.String())
	}
	return false, nil
}

// field gives the field of a name inside another: of the two together, and of itself alone only in a
// group. Blank: none claims it.
func (x *xmlScan) field(around, name string) catalogue.Field {
	both := around + "/" + name
	f, known := x.names[both]
	if known {
		return f
	}
	f, known = x.m.FieldOf(around + " " + name)
	if !known && x.m.XML.IsGroup(around) {
		f, known = x.m.FieldOf(name)
	}
	if !known && len(x.sum.Unread) < mostUnread && !slices.Contains(x.sum.Unread, both) {
		x.sum.Unread = append(x.sum.Unread, both)
	}
	if len(x.names) < mostNames {
		x.names[both] = f
	}
	return f
}

// cell keeps what a name holds: of the row that is open, or for the rows that will come in the element
// around it.
func (x *xmlScan) cell(around, name, typed string) {
	f, typed := x.field(around, name), text.Unturned(typed)
	switch {
	case f == "" || strings.TrimSpace(typed) == "":
	case x.row == nil:
		x.open[len(x.open)-1].cells[f] = typed
	case x.row.size > maxLine: // the row is too long anyway
	case x.row.cells[f] == "":
		x.row.cells[f] = typed
	case x.row.cells[f] != typed:
		x.row.twice = append(x.row.twice, Doubt{Field: f, Words: "The " + f.Words() + " is given twice: the first was taken", Typed: typed})
	}
}

// line makes the row of what was read.
func (x *xmlScan) line() (Line, error) {
	l := Line{Line: x.row.line}
	if x.row.size > maxLine {
		l.Reason, l.Detail = reason.RowTooLong, "The row is longer than a row can be"
		return l, nil
	}
	cells := maps.Clone(x.row.around)
	maps.Copy(cells, x.row.cells)
	if err := x.take(&l, cells); err != nil || l.Row == nil {
		return l, err
	}
	l.Row.Doubts = append(l.Row.Doubts, x.row.twice...)
	return l, nil
}
