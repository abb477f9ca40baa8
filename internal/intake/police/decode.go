package police

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"goldenthread/internal/text"
)

// Names of encodings as they are said to people.
const (
	encodingUTF8    = "UTF-8"
	encodingWindows = "Windows-1252"
	encodingMixed   = "UTF-8 and Windows-1252 mixed"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// decoder turns bytes into text, row by row, and remembers which encodings it met.
type decoder struct {
	marked        bool // the file begins with the mark of UTF-8: nothing else is then right
	utf8, windows bool
}

// text decodes one row, without marks that turn lines. False when its bytes are not text: control characters, or not UTF-8
// in a file that says it is; what can't be read then stands as U+FFFD, so that the rest needs no typing again.
func (d *decoder) text(b []byte) (string, bool) {
	s := string(b)
	switch {
	case isASCII(b):
	case utf8.Valid(b):
		d.utf8 = true
	case d.marked:
		s = strings.ToValidUTF8(s, string(utf8.RuneError))
	default:
		decoded, err := charmap.Windows1252.NewDecoder().String(s)
		if err != nil {
			return "", false
		}
		d.windows = true
		s = decoded
	}
	s = text.Unturned(s)
	if !strings.ContainsFunc(s, isForbidden) {
		return s, true
	}
	return strings.Map(func(r rune) rune {
		if isForbidden(r) {
			return utf8.RuneError
		}
		return r
	}, s), false
}

// isForbidden tells control characters from those that stand in text files.
func isForbidden(r rune) bool {
	return text.IsControl(r) || r == utf8.RuneError
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (d *decoder) name() string {
	switch {
	case d.windows && d.utf8:
		return encodingMixed
	case d.windows:
		return encodingWindows
	}
	return encodingUTF8
}

// beginnings of files that people send by mistake.
var beginnings = []struct {
	bytes   string
	problem Problem
}{
	{"PK\x03\x04", Problem{Binary, "This is a workbook or a zip file. Save it as CSV and send that"}},
	{"\xd0\xcf\x11\xe0", Problem{Binary, "This is an old workbook. Save it as CSV and send that"}},
	{"%PDF", Problem{Binary, "This is a PDF. Ask for the file as CSV"}},
	{"\xff\xfe", Problem{WrongEncoding, "The file is UTF-16. Save it as UTF-8 and send it again"}},
	{"\xfe\xff", Problem{WrongEncoding, "The file is UTF-16. Save it as UTF-8 and send it again"}},
}

// sniff looks at the first bytes of a file and says if they can't be a table's.
func sniff(head []byte) *Problem {
	if len(bytes.TrimSpace(bytes.TrimPrefix(head, byteOrderMark))) == 0 {
		return &Problem{Empty, "The file is empty"}
	}
	for _, b := range beginnings {
		if bytes.HasPrefix(head, []byte(b.bytes)) {
			p := b.problem
			return &p
		}
	}
	nul := bytes.Count(head, []byte{0})
	switch {
	case nul*3 > len(head):
		return &Problem{WrongEncoding, "The file is UTF-16. Save it as UTF-8 and send it again"}
	case nul*50 > len(head): // a single one breaks its row and no more
		return &Problem{Binary, "This is not a text file. Ask for the file as CSV"}
	}
	return nil
}
