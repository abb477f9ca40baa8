package police

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzRead: whatever the bytes, reading ends without panic, adds up, and gives no usable row without
// its reference.
func FuzzRead(f *testing.F) {
	m := standard(f)
	seeds := []string{
		"", columns, columns + line(1), columns + line(1) + line(1), "\xef\xbb\xbf" + columns + line(1),
		columns + line(1, "5=Zo\xeb"), columns + line(1, "5=\x00"), columns + line(1, `15="open`) + line(2),
		columns + strings.Repeat(`"`, 501) + "\n" + line(1), "PK\x03\x04", "\xff\xfea\x00", columns + line(1, "7=99/99/9999"),
		strings.ReplaceAll(columns+line(1), ",", ";"), columns + line(1)[:40], columns + ",,,,,,,,,,,,,,,\n",
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Add([]byte(columns + line(1, "4=\u202eevil\u202c", "5="+strings.Repeat("n", 300))))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 64<<10 {
			return // longer lines have their own test
		}
		file, err := Read(bytes.NewReader(b), m, today)
		if err != nil {
			t.Fatalf("reading from memory failed: %v", err)
		}
		if file.Rows != len(file.Lines) || file.Usable+file.NotUsable != file.Rows {
			t.Fatalf("%+v does not add up to %d rows", file.Summary, len(file.Lines))
		}
		for i, l := range file.Lines {
			if l.Number != i+1 || l.Line < 2 {
				t.Fatalf("row %d is numbered %d, line %d", i+1, l.Number, l.Line)
			}
			if l.Usable() && (l.Row == nil || l.Row.Key().Crime == "" || l.Row.Victim.Surname+l.Row.Victim.Forename == "") {
				t.Fatalf("row %d is called usable: %+v", l.Number, l.Row)
			}
		}
	})
}
