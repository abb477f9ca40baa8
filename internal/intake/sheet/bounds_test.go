package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"goldenthread/internal/errs"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/intake/sheet"
)

// raw makes a workbook out of the XML of its one sheet, as no library would write it.
func raw(t testing.TB, rows, texts string) []byte {
	t.Helper()
	const (
		types = "http://schemas.openxmlformats.org/package/2006/"
		doc   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		main  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
		kind  = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="` + types + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + kind + `sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kind + `worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="` + kind + `sharedStrings+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + types + `relationships"><Relationship Id="rId1" Type="` + doc + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + doc + `"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + types + `relationships"><Relationship Id="rId1" Type="` + doc + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + doc + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<worksheet xmlns="` + main + `"><sheetData><row r="1">` + words("Surname", "Forename", "DOB", "Ref") + `</row>` + rows + `</sheetData></worksheet>`},
		{"xl/sharedStrings.xml", `<sst xmlns="` + main + `">` + texts + `</sst>`},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func words(all ...string) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteString(`<c t="inlineStr"><is><t>` + s + `</t></is></c>`)
	}
	return b.String()
}

// TestBombs: a workbook that is small as it is sent and large as it is read is refused before it is built, in words that say
// what to do; what only looks large comes in.
func TestBombs(t *testing.T) {
	person := `<row r="2">` + words("Mensah", "Ada", "27/03/1984") + `</row>`
	for name, c := range map[string]struct{ rows, texts, problem string }{
		"a row far beyond the last":       {rows: `<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>`, problem: "beyond 1048576"},
		"a row before the first":          {rows: `<row r="-1"/>`, problem: "beyond 1048576"},
		"cells in the last column":        {rows: person + `<row r="3"><c r="XFD3" t="inlineStr"><is><t>x</t></is></c></row>`, problem: "right of column 200"},
		"a row of cells without address":  {rows: `<row r="2">` + strings.Repeat(`<c><v>1</v></c>`, 300) + `</row>`, problem: "right of column 200"},
		"more than may be unpacked":       {rows: person + strings.Repeat(" ", 17<<20), problem: "more than a list of cases can"},
		"shared texts":                    {rows: person, texts: strings.Repeat(`<si><t>a</t></si>`, 200_001), problem: "more than a list of cases can"},
		"a shared text of many pieces":    {rows: person, texts: `<si>` + strings.Repeat(`<r><t>a</t></r>`, 1000) + `</si>`, problem: "more than 32767 characters"},
		"a shared text without end":       {rows: person, texts: `<si><t>` + strings.Repeat("a", 200_000) + `</t></si>`, problem: "more than 32767 characters"},
		"elements that are nothing":       {rows: person + strings.Repeat(`<a/>`, 1_600_000), problem: "more than a list of cases can"},
		"cells coloured to the far right": {rows: person + `<row r="3"><c r="XFD3" s="1"/></row>`},
		"a last row of all":               {rows: person + `<row r="1048576"><c r="A1048576" s="1"/></row>`},
	} {
		t.Run(name, func(t *testing.T) {
			sum, lines := scan(t, raw(t, c.rows, c.texts), nil)
			switch {
			case c.problem == "" && (sum.Problem != nil || len(lines) != 1):
				t.Errorf("%d rows, %+v", len(lines), sum.Problem)
			case c.problem != "" && (sum.Problem == nil || sum.Problem.Fault != police.TooLarge || !strings.Contains(sum.Problem.Words, c.problem)):
				t.Errorf("%+v", sum.Problem)
			}
		})
	}
}

// TestNobodyWaits: a list is read no further when whoever sent it is gone, and a second workbook waits for the first.
func TestNobodyWaits(t *testing.T) {
	book := raw(t, `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`, "")
	ctx, gone := context.WithCancel(t.Context())
	gone()
	if _, err := sheet.Scan(ctx, book, caseload(t), nil, today, func(police.Line) error { return nil }); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("read to the end for nobody: %v", err)
	}
	one := raw(t, `<row r="2">`+words("Mensah", "Ada", "27/03/1984")+`</row>`, "")
	_, err := sheet.Scan(t.Context(), one, caseload(t), nil, today, func(police.Line) error {
		soon, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		if _, err := sheet.Scan(soon, one, caseload(t), nil, today, func(police.Line) error { return nil }); errs.KindOf(err) != errs.Unavailable {
			t.Errorf("two at a time: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
