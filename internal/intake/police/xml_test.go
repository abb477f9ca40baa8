package police

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"goldenthread/internal/catalogue"
	"goldenthread/internal/intake/reason"
)

// victim is one row as XML, inside a crime.
func victim(no int, more string) string {
	return fmt.Sprintf(`<Crime><CrimeReference>CV/%05d/14</CrimeReference><Force>Cleveland</Force><HOCode>105A</HOCode>
	<Victim number="1"><Name><Surname>Harbottle</Surname><Forename>Keeley</Forename></Name><DOB>14/03/1987</DOB>
	<OffenceDate>20/07/2014</OffenceDate><Contact><HomePhone>01632 960001</HomePhone><Postcode>TS1 3AB</Postcode></Contact>
	<Consent>Informed</Consent><Suspect><Surname>Pike</Surname><PhoneNumber>01632 960999</PhoneNumber></Suspect>%s</Victim></Crime>
`, no, more)
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n<File>\n"

func TestXML(t *testing.T) {
	f := read(t, xmlHead+victim(1, "<MO>said &quot;go&quot; &amp; left, twice</MO>")+victim(2, "<ShoeSize>9</ShoeSize>")+victim(1, "")+"</File>")
	if f.Problem != nil || f.Rows != 3 || f.Usable != 2 || f.Digest == "" {
		t.Fatalf("%+v %+v", f.Problem, f.Summary)
	}
	r := f.Lines[0].Row
	if r.Key() != (Key{"CLEVELAND", "CV/00001/14", "1"}) || r.Victim.Surname != "Harbottle" || r.Victim.Phone.Canonical == "" || r.Summary != `said "go" & left, twice` {
		t.Errorf("the row is %+v", r)
	}
	if r.Other.Surname != "Pike" || r.Victim.Phone.Typed != "01632 960001" || r.Other.Phone.Canonical == "" && r.Victim.Mobile.Typed != "" {
		t.Errorf("the other party is mixed with the victim: %+v", r)
	}
	if f.Lines[2].Reason != reason.Duplicate || f.Lines[2].Of != 1 || f.Lines[1].Line != 8 {
		t.Errorf("row 3 is %+v", f.Lines[2])
	}
	if len(f.Unread) == 0 || !strings.Contains(strings.Join(f.Unread, " "), "Victim/ShoeSize") {
		t.Errorf("not taken in: %v", f.Unread)
	}
	// A row of XML is taken apart like one of a table.
	cells, ok := Cells(f.Header, f.Lines[0].Raw, standard(t), today)
	again, err := Read(strings.NewReader(f.Header+"\n"+f.Lines[0].Raw+"\n"), standard(t), today)
	if !ok || len(cells) != len(standard(t).Columns) || err != nil || !again.Lines[0].Usable() || again.Lines[0].Row.Key() != r.Key() {
		t.Errorf("%v, %d cells, %v, %+v", ok, len(cells), err, again.Lines)
	}
}

// A victim takes what stands around it, her own words before those, and nothing of another crime.
func TestXMLAround(t *testing.T) {
	f := read(t, xmlHead+`<Crime><CrimeReference>A/1</CrimeReference><Force>Cleveland</Force><HOCode>105A</HOCode>
	<Victim><VictimNumber>1</VictimNumber><Surname>One</Surname></Victim>
	<Victim><VictimNumber>2</VictimNumber><Surname>Two</Surname><HOCode>19C</HOCode><Surname>Zwei</Surname></Victim></Crime>
	<Crime><Force>Cleveland</Force><Victim><VictimNumber>1</VictimNumber><Surname>Three</Surname></Victim></Crime></File>`)
	if f.Rows != 3 || f.Lines[1].Row.Crime != "A/1" || f.Lines[1].Row.Offence.Code != "19C" || f.Lines[1].Row.Victim.Surname != "Two" || len(f.Lines[1].Row.Doubts) != 1 {
		t.Errorf("%+v", f.Lines)
	}
	if f.Lines[2].Reason != reason.MissingReference {
		t.Errorf("a crime without a reference took that of another: %+v", f.Lines[2])
	}
}

func TestXMLRefused(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><File>` + victim(1, "<MO>&b;</MO>") + "</File>"
	tests := []struct {
		name, text string
		want       Fault
		rows       int
	}{
		{"an entity bomb", bomb, Unsafe, 0},
		{"an external entity", `<!DOCTYPE f SYSTEM "file:///etc/passwd"><File/>`, Unsafe, 0},
		{"an entity nobody declared", xmlHead + victim(1, "") + victim(2, "<MO>&b;</MO>") + "</File>", Unsafe, 2},
		{"no victim in it", xmlHead + "<Note>hello</Note></File>", WrongColumns, 0},
		{"cut between two rows", xmlHead + victim(1, ""), BrokenFile, 1},
		{"cut in a row", xmlHead + victim(1, "") + victim(2, "")[:200], BrokenFile, 2},
		{"closed twice", xmlHead + victim(1, "") + "</Crime></File>", BrokenFile, 1},
		{"too deep", xmlHead + strings.Repeat("<Group>", 40), BrokenFile, 0},
		{"an encoding nobody reads", `<?xml version="1.0" encoding="EBCDIC"?><File/>`, WrongEncoding, 0},
		{"bytes that are no text", xmlHead + victim(1, "") + victim(2, "<MO>Zo\xeb</MO>") + "</File>", WrongEncoding, 2},
		{"one piece that is too long", xmlHead + victim(1, "") + victim(2, "<MO>"+strings.Repeat("x", 2*maxLine)+"</MO>") + "</File>", LineTooLong, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, tt.text)
			if f.Problem == nil || f.Problem.Fault != tt.want || f.Rows != tt.rows || f.Rows != len(f.Lines) {
				t.Fatalf("%+v, %d rows", f.Problem, f.Rows)
			}
			for i, l := range f.Lines {
				if whole := i == 0; l.Usable() != whole || !whole && l.Reason != reason.BrokenRow {
					t.Errorf("row %d: %q", l.Number, l.Reason)
				}
			}
		})
	}
}

func TestXMLWindows(t *testing.T) {
	f := read(t, `<?xml version="1.0" encoding="windows-1252"?><File>`+strings.Replace(victim(1, ""), "Keeley", "Zo\xeb", 1)+"</File>")
	if f.Problem != nil || f.Encoding != encodingWindows || f.Lines[0].Row.Victim.Forename != "Zoë" {
		t.Errorf("%+v, %s, %+v", f.Problem, f.Encoding, f.Lines)
	}
}

// forEver gives one element that never ends.
type forEver struct{ head, fill string }

func (e *forEver) Read(p []byte) (int, error) {
	if e.head != "" {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	return copy(p, e.fill), nil
}

// TestXMLWithoutEnd: whatever never ends is given up in bounded memory, and the rows before it stand.
func TestXMLWithoutEnd(t *testing.T) {
	for _, fill := range []string{"x", "<!-- ", `a="`} {
		sum, err := Scan(&forEver{xmlHead + victim(1, "") + "<Crime ", fill}, standard(t), today, func(Line) error { return nil })
		if err != nil || sum.Problem == nil || sum.Rows != 1 {
			t.Errorf("%q: %v %+v", fill, err, sum)
		}
	}
	n := 0
	_, err := Scan(io.MultiReader(strings.NewReader(xmlHead+"<Victim>"), io.LimitReader(&forEver{"", "text<!-- -->"}, 2<<20)), standard(t), today, func(Line) error { n++; return nil })
	if err != nil || n != 1 {
		t.Errorf("%v, %d rows", err, n)
	}
}

// TestXMLAddsUp: whatever is cut out of a file of XML or put into it, reading ends and every row is accounted for.
func TestXMLAddsUp(t *testing.T) {
	m := standard(t)
	whole := xmlHead + victim(1, "") + victim(2, "<MO>x</MO>") + victim(3, "") + "</File>"
	rapid.Check(t, func(t *rapid.T) {
		b := []byte(whole)
		at := rapid.IntRange(0, len(b)-1).Draw(t, "at")
		to := min(len(b), at+rapid.IntRange(0, 60).Draw(t, "long"))
		put := rapid.SampledFrom([]string{"", "<", ">", "&", "<Victim>", "</Victim>", "\x00", "<!--", "]]>", "é"}).Draw(t, "put")
		b = append(append(append([]byte{}, b[:at]...), put...), b[to:]...)
		f, err := Read(bytes.NewReader(b), m, today)
		if err != nil {
			t.Fatal(err)
		}
		if f.Rows != len(f.Lines) || f.Usable+f.NotUsable != f.Rows || f.Rows > 4 {
			t.Fatalf("%+v does not add up to %d rows", f.Summary, len(f.Lines))
		}
		for _, l := range f.Lines {
			if l.Usable() && (l.Row == nil || l.Row.Key().Crime == "") {
				t.Fatalf("a row without its reference is called usable: %+v", l.Row)
			}
		}
	})
	var none catalogue.Mapping
	if f, err := Read(strings.NewReader(whole), none, today); err != nil || f.Problem == nil || errors.Is(err, io.EOF) {
		t.Errorf("a mapping that knows no XML: %v %+v", err, f.Problem)
	}
}
