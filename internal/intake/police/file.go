package police

import (
	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake/reason"
)

// Fault says why a file can't be read, or not to its end.
type Fault string

// The faults of a file.
const (
	Empty         Fault = "empty"
	Binary        Fault = "binary"
	WrongEncoding Fault = "wrong_encoding"
	WrongColumns  Fault = "wrong_columns"
	LineTooLong   Fault = "line_too_long"
	TooManyRows   Fault = "too_many_rows"
	TooLarge      Fault = "too_large"   // a workbook that is small as it is sent and not as it is read
	BrokenFile    Fault = "broken_file" // XML that stops making sense, or is cut
	Unsafe        Fault = "unsafe"      // XML that declares entities or points outside itself
)

// Problem is what is wrong with a whole file, and how to mend it. It holds no personal data.
type Problem struct {
	Fault Fault
	Words string
}

// Summary is the result for the whole file.
type Summary struct {
	Problem   *Problem // nil: the file was read to its end. Rows before a later problem stand.
	Digest    string   // SHA-256 of the bytes, in hex; blank when the file was not read to its end
	Encoding  string
	Header    string   // the line of column names, decoded: with it one row can be read again
	Unread    []string // column names that no field claims; their cells are not taken in
	Rows      int      // Usable and NotUsable together
	Usable    int
	NotUsable int
	CutOff    bool // the last row has no line end or is broken: the file may be cut
}

// File is a whole file: its summary, and its rows in order.
type File struct {
	Summary
	Lines []Line
}

// Line is one row of the file: a [Row], or a reason why there is none to use.
type Line struct {
	Number int // from 1 at the first row under the column names
	Line   int // in the file, as a text editor counts

	// Row is nil when the row could not be taken apart. With a Reason it holds what could be read,
	// so that someone can mend the rest.
	Row *Row

	// Reason is blank for a row that can be used.
	Reason reason.Code
	Field  catalogue.Field // the cell that is at fault, if it is one
	Detail string          // the fault in plain words, without what the cell holds
	Wrong  []Wrong         // every cell at fault, the first of them the reason
	Of     int             // of a duplicate: the number of the row it repeats

	// Raw is the row as it came, decoded; blank when it was too long or not text. It is personal
	// data, for the sealed store.
	Raw string
}

// Wrong is what is wrong with one cell, in plain words, without what it holds.
type Wrong struct {
	Field catalogue.Field
	Words string
}

// Usable tells whether the row can be used.
func (l Line) Usable() bool { return l.Reason == "" }
