package sheet

import (
	"bytes"
	"strings"

	"github.com/xuri/excelize/v2"

	"goldenthread/internal/errs"
	"goldenthread/internal/intake/police"
)

// mostUnpacked is how large a workbook may be unpacked. It is never unpacked into a file: what it says is
// about people.
const mostUnpacked = 128 << 20

// open gives the sheets of a list that are read.
func (s *scan) open(file []byte) ([]grid, *police.Problem, error) {
	if !bytes.HasPrefix(file, []byte("PK\x03\x04")) {
		return []grid{{each: func(fn func(int, []string, string) error) (*police.Problem, error) {
			return police.Records(bytes.NewReader(file), fn)
		}}}, nil, nil
	}
	book, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return nil, &police.Problem{Fault: police.Binary, Words: "The workbook can't be opened: it may be locked with a password, cut off, or no workbook. Save it anew, or as CSV"}, nil
	}
	props, err := book.GetWorkbookProps()
	var grids []grid
	for _, name := range book.GetSheetList() {
		if shown, err := book.GetSheetVisible(name); err != nil || !shown {
			s.sum.Hidden++
			continue
		}
		grids = append(grids, grid{book: true, date1904: err == nil && props.Date1904 != nil && *props.Date1904, each: rowsOf(book, name)})
	}
	if len(grids) == 0 {
		return nil, &police.Problem{Fault: police.Empty, Words: "The workbook has no sheet that is not hidden"}, nil
	}
	return grids, nil, nil
}

// rowsOf reads the rows of a sheet one by one.
func rowsOf(book *excelize.File, name string) func(func(int, []string, string) error) (*police.Problem, error) {
	return func(fn func(int, []string, string) error) (problem *police.Problem, err error) {
		rows, err := book.Rows(name)
		if err != nil { // a chart, not a table
			return nil, nil
		}
		defer func() {
			if closing := rows.Close(); err == nil {
				err = errs.Wrap(errs.Unavailable, "reading the workbook", closing)
			}
		}()
		for line := 1; rows.Next(); line++ {
			cells, bad := rows.Columns(excelize.Options{RawCellValue: true})
			fault := ""
			if bad != nil {
				cells, fault = nil, "The row of the workbook can't be read"
			}
			for i := range cells {
				cells[i] = strings.ToValidUTF8(cells[i], "\ufffd")
			}
			if err := fn(line, cells, fault); err != nil {
				return nil, err
			}
		}
		if rows.Error() != nil {
			return &police.Problem{Fault: police.BrokenFile, Words: "A sheet of the workbook can't be read to its end. The rows before it stand"}, nil
		}
		return nil, nil
	}
}
