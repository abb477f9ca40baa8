package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// WriteCSV writes the report as a spreadsheet reads it: a head, then each table as it is printed
// with its title above, then the notes. The figures are those on the screen (R242).
func (r Report) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	put := func(fields ...string) {
		for i, f := range fields {
			fields[i] = unformula(f)
		}
		out.Write(fields) //nolint:errcheck // Flush and Error below give the first failure
	}
	for _, line := range r.head() {
		put(line[:]...)
	}
	for _, t := range r.Tables {
		put()
		put(t.Caption)
		heads := []string{t.Title}
		for _, c := range t.Columns {
			heads = append(heads, c.Text)
		}
		put(heads...)
		for _, row := range t.printed() {
			cells := []string{row.Label}
			for _, c := range t.Columns {
				cells = append(cells, row.Text(c.Column))
			}
			put(cells...)
		}
	}
	put()
	for _, n := range r.Notes {
		put(n.Text)
	}
	out.Flush()
	return out.Error()
}

// WriteText writes the report for a terminal or a plain mail.
func (r Report) WriteText(w io.Writer) error {
	var b strings.Builder
	for _, line := range r.head() {
		fmt.Fprintf(&b, "%s: %s\n", line[0], line[1])
	}
	for _, t := range r.Tables {
		fmt.Fprintf(&b, "\n%s\n", t.Caption)
		tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
		width := 0
		for _, row := range t.printed() {
			width = max(width, len([]rune(row.Label)))
		}
		fmt.Fprintf(tw, "%-*s\t", width, "")
		for _, c := range t.Columns {
			fmt.Fprintf(tw, "%s\t", c.Text)
		}
		fmt.Fprintln(tw)
		for _, row := range t.printed() {
			fmt.Fprintf(tw, "%-*s\t", width, row.Label)
			for _, c := range t.Columns {
				fmt.Fprintf(tw, "%s\t", row.Text(c.Column))
			}
			fmt.Fprintln(tw)
		}
		tw.Flush() //nolint:errcheck // a strings.Builder does not fail
	}
	b.WriteString("\n")
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "- %s\n", n.Text)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Report) head() [][2]string {
	return [][2]string{
		{"Return", r.Title},
		{"Period", r.Period.From.Plain() + " to " + r.Period.To.Plain()},
		{"As at", r.AsAt.Plain()},
		{"Data quality", r.Quality},
		{"Check code", r.CheckCode},
	}
}

// printed gives a table's lines with the total, which a table of one line does not repeat.
func (t Table) printed() []Row {
	if len(t.Rows) == 1 || t.Unit == nil || t.layout.Counts == Changes {
		return t.Rows
	}
	return append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total)
}

// sign gives the sign that follows a cell.
func (r Row) sign(c Column) string {
	f := r.Cells[c]
	if f.Known() && (c == Percent || c == KnownShare || (c == Value || c == Low || c == High) && r.Sign == "%") {
		return "%"
	}
	return ""
}

// unformula keeps a spreadsheet from running a text as a formula.
func unformula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
