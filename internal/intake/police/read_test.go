package police

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/catalogue/cataloguetest"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/reason"
)

const today clock.Date = "2014-07-24"

func standard(t testing.TB) catalogue.Mapping {
	t.Helper()
	set := cataloguetest.Shipped(t)
	m, ok := set.Mapping("police-standard")
	if !ok {
		t.Fatal("the catalogue has no mapping police-standard")
	}
	return m
}

const columns = "Force,Crime reference,Victim number,HO code,Surname,Forename,Date of birth,Offence date," +
	"Home phone,Postcode,Consent,Opt out,Safe to phone,Suspect surname,Suspect DOB,MO\n"

// line makes a good row; edits are "3=x", which puts x into the cell after three commas.
func line(no int, edits ...string) string {
	cells := []string{"Cleveland", fmt.Sprintf("CV/%05d/14", no), "1", "105A", "Harbottle", "Keeley", "14/03/1987", "20/07/2014",
		"01632 960001", "TS1 3AB", "Informed", "", "Y", "", "", "Pushed"}
	for _, e := range edits {
		var i int
		at, text, _ := strings.Cut(e, "=")
		if _, err := fmt.Sscan(at, &i); err != nil {
			panic(err)
		}
		cells[i] = text
	}
	return strings.Join(cells, ",") + "\n"
}

func read(t testing.TB, text string) File {
	t.Helper()
	f, err := Read(strings.NewReader(text), standard(t), today)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return f
}

func TestFileRefused(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(columns + line(1))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, text string
		want       Fault
	}{
		{"empty", "", Empty},
		{"blank lines", "\n\r\n  \n", Empty},
		{"only the mark of UTF-8", "\xef\xbb\xbf", Empty},
		{"workbook", "PK\x03\x04rest", Binary},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR and much more that is not text", Binary},
		{"UTF-16", utf16, WrongEncoding},
		{"UTF-16 without its mark", utf16[2:], WrongEncoding},
		{"other columns", "Name,Colour\nAnn,red\n", WrongColumns},
		{"a column missing", strings.Replace(columns, "Crime reference,", "", 1) + line(1), WrongColumns},
		{"a column twice", strings.Replace(columns, "MO", "Surname", 1) + line(1), WrongColumns},
		{"no table", "Dear all, please find attached.\n", WrongColumns},
		{"one long line", strings.Repeat("x", 2*maxLine), LineTooLong},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, tt.text)
			if f.Problem == nil || f.Problem.Fault != tt.want || f.Problem.Words == "" {
				t.Errorf("problem %+v, want %s", f.Problem, tt.want)
			}
			if len(f.Lines) != 0 || f.Digest != "" {
				t.Errorf("a refused file gave %d rows, digest %q", len(f.Lines), f.Digest)
			}
		})
	}
}

// endless gives the same bytes for ever, up to a size, without ever holding them.
type endless struct{ left int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), e.left))
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.left -= int64(n)
	return n, nil
}

// TestLineOfOneGigabyte: the rows before it stand, and no more than a little of it is read.
func TestLineOfOneGigabyte(t *testing.T) {
	tail := &endless{left: 1 << 30}
	f, err := Read(io.MultiReader(strings.NewReader(columns+line(1)), tail), standard(t), today)
	if err != nil {
		t.Fatal(err)
	}
	if f.Problem == nil || f.Problem.Fault != LineTooLong || f.Usable != 1 {
		t.Errorf("problem %+v with %d rows, want %s after 1", f.Problem, f.Usable, LineTooLong)
	}
	if read := 1<<30 - tail.left; read > 2*maxSkipped {
		t.Errorf("read %d bytes of the line before giving up", read)
	}
}

func TestRows(t *testing.T) {
	long := strings.Repeat("Ann-", 75)
	tests := []struct {
		name string
		row  string
		want reason.Code
		has  func(Row) bool
	}{
		{"good", line(1), "", func(r Row) bool { return len(r.Doubts) == 0 && r.Force == "cleveland" && r.Offence.On == "2014-07-20" }},
		{"no victim", line(1, "4=", "5="), reason.MissingVictim, nil},
		{"only a first name", line(1, "4="), "", nil},
		{"impossible date", line(1, "7=31/06/2014"), reason.BadDate, nil},
		{"date in the future", line(1, "7=25/07/2014"), reason.BadDate, nil},
		{"born in the future", line(1, "6=01/01/2015"), reason.BadDate, nil},
		{"born too long ago", line(1, "6=01/01/1850"), reason.BadDate, nil},
		{"only the year of birth", line(1, "6=1987"), "", func(r Row) bool { return r.Victim.BornYear == 1987 && r.Victim.Born == "" }},
		{"stand-in date of birth", line(1, "6=01/01/1900"), "", func(r Row) bool { return r.Victim.Born == "" && len(r.Doubts) == 1 }},
		{"unknown offence code is for the catalogue", line(1, "3=999Z"), "", func(r Row) bool { return r.Offence.Code == "999Z" }},
		{"bad postcode", line(1, "9=nowhere"), "", func(r Row) bool {
			return r.Victim.Postcode == Point{Typed: "nowhere"} && r.Doubts[0].Field == catalogue.FieldPostcode
		}},
		{"bad phone", line(1, "8=ask mum"), "", func(r Row) bool {
			return r.Victim.Phone == Point{Typed: "ask mum"} && r.Doubts[0].Field == catalogue.FieldPhoneHome
		}},
		{"300 characters", line(1, "4="+long), "", func(r Row) bool { return r.Victim.Surname == long }},
		{"right to left", line(1, "4=الحسيني", "5=ליאור"), "", func(r Row) bool { return r.Victim.Surname == "الحسيني" && r.Victim.Forename == "ליאור" }},
		{"formula text", line(1, `5="=HYPERLINK(""x"")"`), "", func(r Row) bool { return r.Victim.Forename == `=HYPERLINK("x")` }},
		{"no crime reference", line(1, "1= "), reason.MissingReference, nil},
		{"opted out is not consent", line(1, "10=", "11=Yes"), "", func(r Row) bool { return r.OptedOut == Yes && r.Consent.Given == "" }},
		{"neither yes nor no", line(1, "12=maybe"), "", func(r Row) bool { return r.Safe.Phone == Unknown && len(r.Doubts) == 1 }},
		{"other party with a bad date", line(1, "13=Pike", "14=31/02/1980"), "", func(r Row) bool {
			return r.HasOther() && r.Other.Surname == "Pike" && r.Doubts[0].Field == catalogue.FieldOtherBirth
		}},
		{"too few cells", "Cleveland,CV/1/14,1\n", reason.BrokenRow, nil},
		{"too many cells", strings.TrimSuffix(line(1), "\n") + ",x\n", reason.BrokenRow, nil},
		{"empty cells at the end", strings.TrimSuffix(line(1), "\n") + ",,,\n", "", nil},
		{"nought byte", line(1, "5=Ke\x00eley"), reason.WrongCharacters, nil},
		{"cell with a line end", line(1, "15=\"first\nsecond\""), "", func(r Row) bool { return r.Summary == "first\nsecond" }},
		{"mark inside a cell", line(1, `15=said "go" twice`), "", func(r Row) bool { return r.Summary == `said "go" twice` }},
		{"cell too long", line(1, "15="+strings.Repeat("x", 5000)), reason.RowTooLong, nil},
		{"row too long", line(1, "15="+strings.Repeat("x", maxLine)), reason.RowTooLong, nil},
	}
	m := standard(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Read(strings.NewReader(columns+line(7)+tt.row+line(9)), m, today)
			if err != nil || f.Problem != nil || len(f.Lines) != 3 {
				t.Fatalf("%v, %+v, %d rows, want 3", err, f.Problem, len(f.Lines))
			}
			got := f.Lines[1]
			if got.Reason != tt.want || got.Number != 2 || !got.Usable() && got.Detail == "" {
				t.Errorf("row %d: %q (%s), want %q", got.Number, got.Reason, got.Detail, tt.want)
			}
			if tt.has != nil && (got.Row == nil || !tt.has(*got.Row)) {
				t.Errorf("row is %+v", got.Row)
			}
			if !f.Lines[0].Usable() || !f.Lines[2].Usable() {
				t.Error("a neighbour was lost")
			}
			if strings.Contains(got.Detail, "Harbottle") || strings.Contains(got.Detail, "nowhere") {
				t.Errorf("the reason tells who it is: %s", got.Detail)
			}
		})
	}
}

func TestDuplicates(t *testing.T) {
	f := read(t, columns+line(1)+line(2)+line(1, "0=CLEVELAND POLICE", "2=01", "4=Other")+line(1, "2=2"))
	var got []string
	for _, l := range f.Lines {
		got = append(got, fmt.Sprintf("%d %s %d", l.Number, l.Reason, l.Of))
	}
	if diff := cmp.Diff([]string{"1  0", "2  0", "3 duplicate 1", "4  0"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f.Rows != 4 || f.Usable != 3 || f.NotUsable != 1 || f.Digest == "" {
		t.Errorf("summary %+v does not add up", f.Summary)
	}
}

func TestEncodings(t *testing.T) {
	row := line(1, "5=Zoë")
	windows, err := charmap.Windows1252.NewEncoder().String(row)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, text, encoding string }{
		{"UTF-8", columns + row, encodingUTF8},
		{"UTF-8 with its mark", "\xef\xbb\xbf" + columns + row, encodingUTF8},
		{"Windows-1252", columns + windows, encodingWindows},
		{"one half each", columns + row + strings.Replace(windows, "00001", "00002", 1), encodingMixed},
		{"line ends of Windows", strings.ReplaceAll(columns+row, "\n", "\r\n"), encodingUTF8},
		{"semicolons", strings.ReplaceAll(columns+row, ",", ";"), encodingUTF8},
		{"tabs", strings.ReplaceAll(columns+row, ",", "\t"), encodingUTF8},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, tt.text)
			if f.Problem != nil || f.Encoding != tt.encoding {
				t.Fatalf("%+v, encoding %s, want %s", f.Problem, f.Encoding, tt.encoding)
			}
			for _, l := range f.Lines {
				if l.Row == nil || l.Row.Victim.Forename != "Zoë" {
					t.Errorf("row %d is %+v", l.Number, l.Row)
				}
			}
		})
	}
	if f := read(t, "\xef\xbb\xbf"+columns+windows+line(2)); f.Lines[0].Reason != reason.WrongCharacters || !f.Lines[1].Usable() {
		t.Errorf("Windows-1252 in a file marked UTF-8: %+v", f.Lines)
	}
}

// TestStrayQuotationMark: one mark that never closes breaks its own row and no other.
func TestStrayQuotationMark(t *testing.T) {
	text := columns + line(1) + line(2, `15="never closed`) + line(3) + line(4, `15="a, b"`) + line(5)
	f := read(t, text)
	var got []reason.Code
	for _, l := range f.Lines {
		got = append(got, l.Reason)
	}
	if diff := cmp.Diff([]reason.Code{"", reason.BrokenRow, "", "", ""}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCutAnywhere: a file cut at any byte gives exactly the whole rows before the cut, says that it
// is cut, and never takes half a row for a whole one without saying so.
func TestCutAnywhere(t *testing.T) {
	m := standard(t)
	var text bytes.Buffer
	text.WriteString(columns)
	ends := map[int]bool{}
	for i := range 5 {
		text.WriteString(line(i+1, `15="a, ""b"""`))
		ends[text.Len()] = true
	}
	whole := 0
	for cut := len(columns); cut <= text.Len(); cut++ {
		if ends[cut] {
			whole++
		}
		f, err := Read(bytes.NewReader(text.Bytes()[:cut]), m, today)
		if err != nil || f.Problem != nil {
			t.Fatalf("cut at %d: %v %+v", cut, err, f.Problem)
		}
		clean := 0
		for _, l := range f.Lines {
			if l.Usable() && len(l.Row.Doubts) == 0 {
				clean++
			}
		}
		atEnd := ends[cut] || cut == len(columns)
		if clean != whole || f.CutOff == atEnd {
			t.Fatalf("cut at %d: %d rows without doubt, want %d; said to be cut: %v", cut, clean, whole, f.CutOff)
		}
	}
}

func TestScanStops(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	_, err := Scan(strings.NewReader(columns+line(1)+line(2)+line(3)), standard(t), today, func(Line) error {
		if n++; n == 2 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 2 {
		t.Errorf("after %d rows: %v", n, err)
	}
}

func TestTooManyRows(t *testing.T) {
	m := standard(t)
	m.MaxRows = 2
	f, err := Read(strings.NewReader(columns+line(1)+line(2)+line(3)), m, today)
	if err != nil || f.Problem == nil || f.Problem.Fault != TooManyRows || f.Usable != 2 {
		t.Errorf("%v, %+v", err, f.Summary)
	}
}
