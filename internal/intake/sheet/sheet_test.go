package sheet_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	files "goldenthread/catalogue"
	"goldenthread/internal/catalogue"
	"goldenthread/internal/clock"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/reason"
	"goldenthread/internal/intake/sheet"
	"goldenthread/internal/intake/sheet/messy"
)

const today clock.Date = "2019-03-01"

var loaded = sync.OnceValues(func() (*catalogue.Set, error) { return catalogue.Load(files.FS) })

func caseload(t testing.TB) catalogue.Mapping {
	t.Helper()
	set, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	m, ok := set.Mapping("caseload")
	if !ok {
		t.Fatal("the catalogue has no mapping caseload")
	}
	return m
}

func scan(t testing.TB, file []byte, c sheet.Corrections) (sheet.Summary, []police.Line) {
	t.Helper()
	var lines []police.Line
	sum, err := sheet.Scan(t.Context(), file, caseload(t), c, today, func(l police.Line) error {
		lines = append(lines, l)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !sum.AddsUp() || sum.Rows != len(lines) {
		t.Errorf("%+v does not add up to %d rows", sum, len(lines))
	}
	return sum, lines
}

// book makes a workbook of one sheet.
func book(t testing.TB, edit func(f *excelize.File), rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if edit != nil {
		edit(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMessy(t *testing.T) {
	b := book(t, func(f *excelize.File) {
		if err := f.MergeCell("Sheet1", "A3", "C3"); err != nil {
			t.Fatal(err)
		}
		if _, err := f.NewSheet("Old list"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Old list", "A1", &[]any{"Surname", "Forename"}); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetVisible("Old list", false); err != nil {
			t.Fatal(err)
		}
	},
		[]any{"Clients of the project, do not share"}, nil,
		[]any{"Client", nil, nil, "Mobile", "Opened", "Closed", "Shoe size"},
		[]any{"Surname", "Forename", "DOB", nil, nil, nil, nil},
		[]any{" Mensah ", "Ada", 30768, 7700900123, 43466, nil, 9},
		nil,
		[]any{"Surname", "Forename", "DOB"},
		[]any{"Lind", "Bo", "27/3/1984", "07700 900124", "2019-01-05", "4/2/2019"},
		[]any{"=HYPERLINK(\"x\")", "Cy", 1950, "7.700900125E9", "soon"},
		[]any{"Mensah", "Ada", "27/03/1984", "07700 900123", "01/01/2019"},
		[]any{nil, nil, nil, nil, nil, nil, "Total 4"},
	)
	sum, lines := scan(t, b, nil)
	if sum.Hidden != 1 || sum.Above != 2 || sum.Headings != 2 || sum.Blank != 2 || sum.Rows != 5 {
		t.Errorf("%+v", sum)
	}
	want := []sheet.Column{
		{Header: "Surname", Field: "surname", Samples: []string{"Mensah", "Lind", "=HYPERLINK(\"x\")"}, Filled: 4},
		{Header: "Forename", Field: "forename", Samples: []string{"Ada", "Bo", "Cy"}, Filled: 4},
		{Header: "DOB", Field: "date_of_birth", Samples: []string{"1984-03-27", "27/3/1984", "1950"}, Filled: 4},
	}
	if diff := cmp.Diff(want, sum.Columns[:3]); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	ada, bo := lines[0].Row, lines[1].Row
	if ada.Victim.Surname != "Mensah" || ada.Victim.Born != "1984-03-27" || ada.Victim.Mobile.Canonical == "" || ada.Before.Opened != "2019-01-01" {
		t.Errorf("row 1 is %+v", ada)
	}
	if bo.Victim.Born != "1984-03-27" || bo.Before.Closed != "2019-02-04" {
		t.Errorf("row 2 is %+v", bo)
	}
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%d %s %s", l.Line, l.Reason, l.Field))
	}
	if diff := cmp.Diff([]string{"5  ", "8  ", "9 bad_date opened_on", "10  ", "11 missing_victim surname"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTextIsNoNumber: of two cells that read alike, the one that was typed as a number is written as people write it, and the one that
// was typed as text stays as it was typed; on the second sheet as on the first.
func TestTextIsNoNumber(t *testing.T) {
	row := func(at int, surname, cell string) string {
		return fmt.Sprintf(`<row r="%d">`, at) + words(surname, "Ada", "27/03/1984") + cell + `</row>`
	}
	text := func(s string) string { return `<c t="inlineStr"><is><t>` + s + `</t></is></c>` }
	made := raw(t, row(3, "Mensah", `<c><v>12.0</v></c>`)+row(4, "Lind", text("12.0"))+row(5, "Okafor", `<c r="D5" t="n"><v>1.2E+10</v></c>`)+row(6, "Daly", text("1.2E+10"))+
		row(7, "Wren", text("14E3"))+row(8, "Rook", `<c t="s"><v>0</v></c>`)+row(9, "Finch", `<c t="str"><f>A1</f><v>7.00</v></c>`)+row(10, "Swift", `<c><v>3.5</v></c>`), `<si><t>1.0E+3</t></si>`)
	_, lines := scan(t, made, nil)
	var refs []string
	for _, l := range lines {
		refs = append(refs, l.Row.Crime)
	}
	if diff := cmp.Diff([]string{"12", "12.0", "12000000000", "1.2E+10", "14E3", "1.0E+3", "7.00", "3.5"}, refs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	written := book(t, func(f *excelize.File) {
		if _, err := f.NewSheet("Second"); err != nil {
			t.Fatal(err)
		}
		for i, row := range [][]any{{"Surname", "Forename", "Ref"}, {"Lind", "Bo", 1.5e16}, {"Daly", "Di", "1.5E+16"}} {
			if err := f.SetSheetRow("Second", fmt.Sprintf("B%d", i+2), &row); err != nil {
				t.Fatal(err)
			}
		}
	}, []any{"Surname", "Forename", "Ref"}, []any{"Mensah", "Ada", "12.0"}, []any{"Okafor", "Cy", 12.0})
	_, lines = scan(t, written, nil)
	refs = nil
	for _, l := range lines {
		refs = append(refs, l.Row.Crime)
	}
	if diff := cmp.Diff([]string{"12.0", "12", "15000000000000000", "1.5E+16"}, refs); diff != "" {
		t.Errorf("on two sheets (-want +got):\n%s", diff)
	}
}

// TestNothingChangesSilently: a reference that looks like a number stays as it was typed, and what a second column for the same says is counted where it is not taken in.
func TestNothingChangesSilently(t *testing.T) {
	table := []byte("Surname,Forename,Ref,Mobile,Mobile\nMensah,Ada,14E00007,07700 900123,07700 900124\nLind,Bo,14E3,,07700 900125\nOkafor,Cy,12.0,07700 900126,07700 900126\n")
	written := book(t, nil, []any{"Surname", "Forename", "Ref", "Mobile", "Mobile"},
		[]any{"Mensah", "Ada", "14E00007", "07700 900123", "07700 900124"}, []any{"Lind", "Bo", "14E3", nil, "07700 900125"}, []any{"Okafor", "Cy", "12.0", "07700 900126", "07700 900126"})
	for name, list := range map[string][]byte{"CSV": table, "a workbook": written} {
		sum, lines := scan(t, list, nil)
		var refs []string
		for _, l := range lines {
			refs = append(refs, l.Row.Crime)
		}
		if diff := cmp.Diff([]string{"14E00007", "14E3", "12.0"}, refs); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", name, diff)
		}
		if len(sum.Columns) != 4 || sum.Columns[3].Left != 1 || lines[1].Row.Victim.Mobile.IsZero() {
			t.Errorf("%s: %+v", name, sum.Columns)
		}
	}
}

// Which column is what is corrected by its header.
func TestCorrections(t *testing.T) {
	table := []byte("Who,Known since,Phone\n\"Mensah, Ada\",01/01/2019,01632 960001\n")
	if sum, _ := scan(t, table, nil); sum.Problem == nil || sum.Problem.Fault != police.WrongColumns || sum.Rows != 0 {
		t.Errorf("%+v", sum)
	}
	sum, lines := scan(t, table, sheet.Corrections{"Who": catalogue.FieldFullName, "Known since": catalogue.FieldOpened, "Phone": ""})
	if sum.Rows != 1 || lines[0].Row.Victim.Forename != "Ada" || lines[0].Row.Victim.Surname != "Mensah" || lines[0].Row.Before.Opened != "2019-01-01" || !lines[0].Row.Victim.Phone.IsZero() {
		t.Errorf("%+v %+v", sum, lines)
	}
}

func TestRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		file []byte
		want police.Fault
	}{
		"empty": {nil, police.Empty}, "a letter": {[]byte("Dear all,\nnothing\n"), police.WrongColumns},
		"a zip that is no workbook": {[]byte("PK\x03\x04 and so on"), police.Binary}, "a PDF": {[]byte("%PDF-1.4"), police.Binary},
		"half a workbook": {book(t, nil, []any{"Surname", "DOB"}, []any{"a", "b"})[:2000], police.Binary},
	} {
		if sum, lines := scan(t, tt.file, nil); sum.Problem == nil || sum.Problem.Fault != tt.want || len(lines) != 0 {
			t.Errorf("%s: %+v", name, sum.Problem)
		}
	}
}

// TestFiveThousand: every row of a messy workbook of 5,000 rows is accounted for, as it was made.
func TestFiveThousand(t *testing.T) {
	b, made, err := messy.Workbook(5000)
	if err != nil {
		t.Fatal(err)
	}
	sum, lines := scan(t, b, nil)
	reasons := map[reason.Code]int{}
	for _, l := range lines {
		reasons[l.Reason]++
	}
	if sum.Blank != made.Blank || sum.Headings != made.Headings || sum.Above != made.Above || sum.Rows != made.Rows || sum.Hidden != 1 {
		t.Errorf("%+v, made %+v", sum, made)
	}
	if reasons[""] != made.Good || reasons[reason.Duplicate] != made.Duplicates || reasons[reason.BadDate] != made.BadDates || reasons[reason.MissingVictim] != made.Nameless {
		t.Errorf("%v, made %+v", reasons, made)
	}
}

// TestAddsUp: whatever stands in the cells of a list, every row is accounted for.
func TestAddsUp(t *testing.T) {
	m := caseload(t)
	cell := rapid.SampledFrom([]string{"", " ", "Surname", "Forename", "DOB", "Client", "Mensah", "30768", "=1+1", "27/03/1984", "7700900123", "\"", "a,b", "é", "\x00", "x\ny"})
	rapid.Check(t, func(t *rapid.T) {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for range rapid.IntRange(0, 60).Draw(t, "rows") {
			if err := w.Write(rapid.SliceOfN(cell, 1, 5).Draw(t, "row")); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		file := b.Bytes()
		if cut := rapid.IntRange(0, len(file)).Draw(t, "cut"); rapid.Bool().Draw(t, "is cut") {
			file = file[:cut]
		}
		n := 0
		sum, err := sheet.Scan(t.Context(), file, m, nil, today, func(l police.Line) error {
			if n++; l.Number != n || l.Usable() && strings.TrimSpace(l.Row.Victim.Surname+l.Row.Victim.Forename) == "" {
				t.Fatalf("row %d: %+v", n, l)
			}
			return nil
		})
		if err != nil || !sum.AddsUp() || sum.Rows != n || sum.Usable+sum.NotUsable != n {
			t.Fatalf("%v %+v, %d rows", err, sum, n)
		}
	})
}

// TestMarksThatTurnALine: a list's rows and column names go in without the marks that turn a line; names from the right stay whole.
func TestMarksThatTurnALine(t *testing.T) {
	const fromRight = "שרה \u200fכהן"
	for name, list := range map[string][]byte{
		"CSV":        []byte("Surname,Forename,\u202eRef\u202c\nMen\u2067sah\u2069," + fromRight + ",14E3\n"),
		"a workbook": book(t, nil, []any{"Surname", "Forename", "\u202eRef\u202c"}, []any{"Men\u2067sah\u2069", fromRight, "14E3"}),
	} {
		sum, lines := scan(t, list, nil)
		if len(lines) != 1 || lines[0].Row == nil || lines[0].Row.Victim.Surname != "Mensah" || lines[0].Row.Victim.Forename != fromRight || lines[0].Row.Crime != "14E3" {
			t.Errorf("%s: %+v", name, lines)
		}
		if shown := fmt.Sprint(sum.Columns, lines); strings.ContainsAny(shown, "\u202e\u202c\u2067\u2069") {
			t.Errorf("%s: marks are left in %q", name, shown)
		}
	}
}

// What the columns are is looked up in their names once, however many rows there are and however many names a column may have.
func TestColumnsAreLookedUpOnce(t *testing.T) {
	list := func(rows int) []byte {
		return []byte("Surname,Forename,DOB,Colour of file\n" + strings.Repeat("Lind,Bo,05/05/1990,blue\n", rows))
	}
	few := caseload(t)
	many := few
	many.Columns = nil
	for _, c := range few.Columns {
		for i := range 10 {
			c.Headers = append(c.Headers[:len(c.Headers):len(c.Headers)], fmt.Sprintf("Another name, %d, of %s", i, c.Field))
		}
		many.Columns = append(many.Columns, c)
	}
	cost := func(m catalogue.Mapping, rows int) float64 {
		file := list(rows)
		return testing.AllocsPerRun(1, func() {
			if _, err := sheet.Scan(t.Context(), file, m, nil, today, func(police.Line) error { return nil }); err != nil {
				t.Fatal(err)
			}
		})
	}
	fewNames, manyNames := cost(few, 200)-cost(few, 100), cost(many, 200)-cost(many, 100)
	if manyNames > fewNames*1.2 {
		t.Errorf("100 more rows cost %.0f allocations, and %.0f with 10 more names for each column", fewNames, manyNames)
	}
}
