package sheet

import (
	"bytes"
	"context"
	"strings"

	"github.com/xuri/excelize/v2"

	"goldenthread/internal/errs"
	"goldenthread/internal/intake/police"
	"goldenthread/internal/text"
)

func isBook(file []byte) bool { return bytes.HasPrefix(file, []byte("PK\x03\x04")) }

// open gives the sheets of a list that are read.
func (s *scan) open(ctx context.Context, file []byte) ([]grid, *police.Problem, error) {
	if !isBook(file) {
		return []grid{{each: func(fn func(int, []string, string) error) (*police.Problem, error) {
			return police.Records(bytes.NewReader(file), fn)
		}}}, nil, nil
	}
	typed, problem, err := look(ctx, file)
	if problem != nil || err != nil {
		return nil, problem, err
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
		grids = append(grids, grid{book: true, date1904: err == nil && props.Date1904 != nil && *props.Date1904, each: rowsOf(ctx, book, name, typed.of(name))})
	}
	if len(grids) == 0 {
		return nil, &police.Problem{Fault: police.Empty, Words: "The workbook has no sheet that is not hidden"}, nil
	}
	return grids, nil, nil
}

// rowsOf reads the rows of a sheet one by one, its numbers as people wrote them.
func rowsOf(ctx context.Context, book *excelize.File, name string, typed map[place]bool) func(func(int, []string, string) error) (*police.Problem, error) {
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
			if line%asksEvery == 0 && ctx.Err() != nil {
				return nil, interrupted(ctx.Err())
			}
			cells, bad := rows.Columns(excelize.Options{RawCellValue: true})
			fault := ""
			if bad != nil {
				cells, fault = nil, "The row of the workbook can't be read"
			}
			for i := range cells {
				cells[i] = text.Unturned(strings.ToValidUTF8(cells[i], "\ufffd"))
				if typed[place{line, i + 1}] {
					cells[i] = whole(cells[i])
				}
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
