package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"goldenthread/internal/errs"
	"goldenthread/internal/intake/police"
)

// Bounds of a list. A workbook is small as it is sent and large as it is read, so each of its parts is looked through, and
// the reading stops, before the library builds rows, cells or texts of it.
const (
	mostUnpacked = 16 << 20 // bytes; it is never unpacked into a file: what it says is about people
	mostRow      = 1 << 20  // the last row of a sheet in any spreadsheet
	mostColumns  = 200
	mostSheets   = 100
	mostText     = 32767     // characters of a cell in any spreadsheet
	mostParts    = 1000      // elements of one text, each a piece in its own type
	mostTexts    = 200_000   // that cells share
	mostElements = 1_000_000 // of a whole workbook
	mostSeen     = 1 << 20   // rows of all sheets, empty ones too
	lookedAt     = 40        // rows of a sheet in which the column names are looked for
	fewest       = 2         // column names that must be known before a row is taken for them
	asksEvery    = 1000      // rows or elements after which it is asked whether anybody still waits
)

// oneBook lets one workbook be read at a time: what it takes is bounded, and taken once.
var oneBook = make(chan struct{}, 1)

// alone waits until no other workbook is read. Call done when this one is.
func alone(ctx context.Context) (done func(), err error) {
	select {
	case oneBook <- struct{}{}:
		return func() { <-oneBook }, nil
	case <-ctx.Done():
		return nil, interrupted(ctx.Err())
	}
}

func interrupted(err error) error {
	return errs.Wrap(errs.Unavailable, "the list was not read to its end", err)
}

func tooLarge(words string) *police.Problem {
	return &police.Problem{Fault: police.TooLarge, Words: words}
}

var (
	tooMuch    = "The workbook holds more than a list of cases can. Save the sheet with the list alone, or save it as CSV"
	tooWide    = "The workbook has something to the right of column " + strconv.Itoa(mostColumns) + ". Delete what stands beside the list, or save the list as CSV"
	tooLong    = "The workbook has rows with numbers beyond " + strconv.Itoa(mostRow) + ", which no spreadsheet has. Save it anew, or as CSV"
	tooWordy   = "A cell of the workbook holds more than " + strconv.Itoa(mostText) + " characters. Shorten it, or save the list as CSV"
	otherTypes = "The workbook is not written as spreadsheets write it. Save it anew, or as CSV"
)

// look looks through the parts of a workbook, whatever they are called, and gives what is too large about it, and which of its
// cells are numbers.
func look(ctx context.Context, file []byte) (*numbers, *police.Problem, error) {
	n := newNumbers()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return n, nil, nil // the library says that it is none
	}
	l := looking{left: mostUnpacked, numbers: n}
	for _, f := range z.File {
		n.begin(f.Name)
		if problem, err := l.part(ctx, f); problem != nil || err != nil {
			return n, problem, err
		}
	}
	return n, nil, nil
}

// looking counts what the parts of one workbook hold.
type looking struct {
	left                    int64 // bytes
	elements, texts, sheets int

	column       int // of the cell that is read
	text, pieces int // of the text that is read
	inText       bool
	foreign      bool // the part is in letters no spreadsheet writes
	numbers      *numbers
}

func (l *looking) part(ctx context.Context, f *zip.File) (*police.Problem, error) {
	r, err := f.Open()
	if err != nil {
		return nil, nil // the library says so
	}
	defer func() { _ = r.Close() }() // nothing was written
	in := &io.LimitedReader{R: r, N: l.left + 1}
	d := xml.NewDecoder(in)
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) {
		l.foreign = true
		return nil, errors.ErrUnsupported
	}
	for {
		token, err := d.RawToken()
		switch l.elements++; {
		case l.foreign:
			return tooLarge(otherTypes), nil
		case in.N <= 0 || l.elements > 3*mostElements: // what stands between them, and their ends
			return tooLarge(tooMuch), nil
		case err != nil: // the end, or no XML: the library stops here too
			if _, err := io.Copy(io.Discard, in); err == nil && in.N <= 0 {
				return tooLarge(tooMuch), nil
			}
			l.left = in.N - 1
			return nil, nil
		case l.elements%asksEvery == 0 && ctx.Err() != nil:
			return nil, interrupted(ctx.Err())
		}
		if words := l.token(token); words != "" {
			return tooLarge(words), nil
		}
	}
}

// token counts one token, and says what is too much.
func (l *looking) token(token xml.Token) string {
	l.numbers.token(token)
	switch t := token.(type) {
	case xml.CharData:
		if l.text += len(t); l.inText && l.text > 4*mostText { // in bytes: no letter has more than four
			return tooWordy
		}
	case xml.EndElement:
		if t.Name.Local == "si" || t.Name.Local == "is" || t.Name.Local == "v" {
			l.inText = false
		}
	case xml.StartElement:
		return l.element(t)
	}
	return ""
}

func (l *looking) element(t xml.StartElement) string {
	if l.pieces++; l.inText && l.pieces > mostParts {
		return tooWordy
	}
	switch t.Name.Local {
	case "row":
		l.column = 0
		if n, err := strconv.Atoi(attribute(t, "r")); attribute(t, "r") != "" && (err != nil || n < 1 || n > mostRow) {
			return tooLong
		}
	case "c":
		l.column++
		if at, _, err := excelize.CellNameToCoordinates(attribute(t, "r")); err == nil {
			l.column = at
		}
	case "v", "f", "is": // a cell that only looks like something, in colour or with a line around it, may stand anywhere
		if l.column > mostColumns {
			return tooWide
		}
		l.begin(t.Name.Local != "f")
	case "si":
		if l.texts++; l.texts > mostTexts {
			return tooMuch
		}
		l.begin(true)
	case "sheet":
		if l.sheets++; l.sheets > mostSheets {
			return tooMuch
		}
	}
	return ""
}

// begin begins a text.
func (l *looking) begin(text bool) { l.text, l.pieces, l.inText = 0, 0, text }

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
