// Package text says what may stand in text that comes from outside, whichever way: typed into a page, in a police file, in a list of
// cases from a spreadsheet. The faces and the readers of files ask here, so that no door lets in what another keeps out. It also
// writes words of the program's files as they stand inside a sentence.
package text
