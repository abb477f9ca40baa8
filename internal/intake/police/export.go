package police

import "strings"

// formulaStarts are the characters from which a spreadsheet makes a formula, in both widths.
const formulaStarts = "=+-@＝＋－＠\t\r"

// Escape makes a cell safe to write into a file that a spreadsheet opens: text that would become
// a formula gets an apostrophe in front. Spaces and invisible characters before it are looked
// through, as spreadsheets do. Text already so escaped is escaped again, so that [Unescape] gives the
// original back.
func Escape(cell string) string {
	if startsFormula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// Unescape gives back what was escaped.
func Unescape(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && startsFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}

func startsFormula(cell string) bool {
	for _, r := range cell {
		switch {
		case strings.ContainsRune(formulaStarts, r):
			return true
		case r <= ' ', r == 0xa0, r == 0xfeff, r >= 0x200b && r <= 0x200f, r == 0x3000:
			continue
		}
		return false
	}
	return false
}
