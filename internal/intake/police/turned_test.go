package police

import (
	"strings"
	"testing"

	"goldenthread/internal/intake/reason"
)

// TestMarksThatTurnALine: rows with marks that turn a line go in without them, as CSV and as XML, also into what is kept of the row as
// it came; a reference with marks is the same reference; names from the right, and the marks they are typed with, stay whole.
func TestMarksThatTurnALine(t *testing.T) {
	const marks, fromRight = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "مريم \u200fحسن"
	for name, file := range map[string]string{
		"CSV": "\u202a" + columns + line(1, "4="+fromRight, "5=Kee\u202eyel\u202c", "15=He said \u2067stop\u2069") + line(2, "4="+marks+"Cole") + line(2, "1=\u2066CV/00002/14\u2069"),
		"XML": xmlHead + strings.NewReplacer("Harbottle", fromRight, "Keeley", "Kee\u202eyel\u202c").Replace(victim(1, "<MO>He said \u2067stop\u2069</MO>")) +
			strings.Replace(victim(2, ""), "Harbottle", marks+"Cole", 1) + strings.Replace(victim(2, ""), "CV/00002/14", "\u2066CV/00002/14\u2069", 1) + "</File>",
	} {
		f := read(t, file)
		if f.Problem != nil || f.Rows != 3 || f.Usable != 2 || f.Lines[2].Reason != reason.Duplicate {
			t.Errorf("%s: %+v %+v", name, f.Problem, f.Summary)
			continue
		}
		first, second := f.Lines[0].Row, f.Lines[1].Row
		if first.Victim.Surname != fromRight || first.Victim.Forename != "Keeyel" || first.Summary != "He said stop" || second.Victim.Surname != "Cole" {
			t.Errorf("%s: %q %q, %q, %q", name, first.Victim.Forename, first.Victim.Surname, first.Summary, second.Victim.Surname)
		}
		for _, l := range f.Lines {
			if strings.ContainsAny(l.Raw, marks) {
				t.Errorf("%s: row %d is kept as %q", name, l.Number, l.Raw)
			}
		}
	}
	if f := read(t, columns+line(1, "4="+marks, "5=")); f.Usable != 0 || f.Lines[0].Reason != reason.MissingVictim {
		t.Errorf("a name of nothing but marks: %+v", f.Lines)
	}
}
