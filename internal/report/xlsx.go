package report

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// The sheets of a workbook.
const (
	sheetTables = "Return"
	sheetWords  = "In words"
)

// WriteXLSX writes the report as a workbook: the tables with figures as numbers, and on a second sheet
// each figure once in plain words, to be copied with it.
func (r Report) WriteXLSX(w io.Writer) error {
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", sheetTables); err != nil {
		return fmt.Errorf("naming a sheet: %w", err)
	}
	if _, err := f.NewSheet(sheetWords); err != nil {
		return fmt.Errorf("adding a sheet: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("making bold: %w", err)
	}
	b := sheets{file: f, bold: bold}
	for _, line := range r.head() {
		b.put(sheetTables, false, line[0], line[1])
	}
	for _, t := range r.Tables {
		b.put(sheetTables, false)
		b.put(sheetTables, true, t.Title)
		if nothing := t.Nothing(); nothing != "" {
			b.put(sheetTables, false, nothing)
			b.putText(t.written())
			continue
		}
		b.put(sheetTables, false, t.says())
		heads := []any{""}
		for _, c := range t.Columns {
			heads = append(heads, c.Text)
		}
		b.put(sheetTables, true, heads...)
		for _, row := range t.Lines() {
			cells := []any{row.Label}
			for _, c := range t.Columns {
				cells = append(cells, row.cell(c.Column))
			}
			if row.Why != "" {
				cells = append(cells, row.Why)
			}
			b.put(sheetTables, false, cells...)
		}
		b.putText(append(t.quoted(), t.written()...))
	}
	b.put(sheetTables, false)
	b.putText(r.story())
	b.put(sheetTables, false)
	for _, n := range r.Notes {
		b.put(sheetTables, false, n.Text)
	}
	b.put(sheetWords, true, "Table", "Line", "Column", "Figure", "In words")
	for _, t := range r.Tables {
		if t.Nothing() != "" {
			continue
		}
		for _, row := range t.Lines() {
			for _, c := range t.Columns {
				if t.Opens(c.Column) || c.Column == Percent || c.Column == Value {
					b.put(sheetWords, false, t.Title, row.Label, c.Text, row.cell(c.Column), r.Sentence(t.ID, row, c.Column))
				}
			}
		}
	}
	b.do(f.SetColWidth(sheetTables, "A", "A", 48))
	b.do(f.SetColWidth(sheetWords, "A", "C", 28))
	b.do(f.SetColWidth(sheetWords, "E", "E", 100))
	if b.err != nil {
		return fmt.Errorf("writing the workbook: %w", b.err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return f.Close()
}

// cell gives a cell as a number, or as text where it is none. Text is never read as a formula: it is
// stored as text.
func (r Row) cell(c Column) any {
	if f := r.Cells[c]; f.Known() && (c != Value || r.Words == "") {
		return f.Float()
	}
	return r.Print(c)
}

// sheets writes lines below each other, and keeps the first failure.
type sheets struct {
	file *excelize.File
	bold int
	line map[string]int
	err  error
}

func (b *sheets) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

// putText writes lines of text below the tables.
func (b *sheets) putText(lines [][]string) {
	for _, line := range lines {
		cells := make([]any, len(line))
		for i, words := range line {
			cells[i] = words
		}
		b.put(sheetTables, false, cells...)
	}
}

func (b *sheets) put(sheet string, bold bool, cells ...any) {
	if b.line == nil {
		b.line = map[string]int{}
	}
	b.line[sheet]++
	n := b.line[sheet]
	start := fmt.Sprintf("A%d", n)
	b.do(b.file.SetSheetRow(sheet, start, &cells))
	if bold && len(cells) > 0 {
		end, err := excelize.CoordinatesToCellName(len(cells), n)
		b.do(err)
		b.do(b.file.SetCellStyle(sheet, start, end, b.bold))
	}
}
