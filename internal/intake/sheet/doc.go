// Package sheet reads a list of cases that a service kept before, as a workbook or as CSV.
//
// It is pure: bytes, a mapping and today's date go in; rows come out in the form of those of package
// police, under the same reasons. It finds the column names wherever they stand, proposes what each column
// is, and mends what spreadsheets do to what people type:
//
//   - names above a table, names in two rows with merged cells, names repeated on every page;
//   - blank rows, and sheets without a table;
//   - dates as numbers of days or as text; telephone numbers that lost their nought;
//   - spaces at either end.
//
// Text that looks like a formula is text. Hidden sheets are not read, and it is said that there are some.
// Every row of every sheet that is read is accounted for: above the table, column names, blank, or a row
// of the table ([Summary.Seen]).
package sheet
