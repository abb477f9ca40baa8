// Package police reads the file of victims that a police force sends.
//
// It is pure: bytes, a mapping and today's date go in; rows come out, and for each row that can't
// be used, why. It decides nothing about a person. Whether a service takes the offence, whether
// consent is enough, whether she is known, is for package intake.
//
// A file is read as a stream, one row at a time, in bounded memory, whatever it holds:
//
//   - A file that is no table at all (empty, a workbook, a picture, UTF-16, other columns) is refused
//     whole: [Summary.Problem].
//   - A broken row ends with a [reason.Code] and takes no other row with it: after a quotation mark
//     that never closes, reading goes on with the next line.
//   - A row's own words are kept as typed. What can't be read as a postcode, a phone or a flag is
//     kept and doubted ([Row.Doubts]), not dropped.
//   - A file cut in half gives the rows before the cut. A last row without a line end may be cut in
//     its last word, so it is doubted even when it looks whole.
//
// The same rows come as XML too, one element for each victim ([catalogue.XML] says which). Entities are
// never resolved; a file that declares a document type is refused; no piece longer than a row is held.
//
// UTF-8 and Windows-1252 are told apart row by row, since forces paste one into the other.
//
// Row numbers count from 1 at the first row under the column names; line numbers are those of a
// text editor.
package police
