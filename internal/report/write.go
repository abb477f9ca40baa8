package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
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
		if nothing := t.Nothing(); nothing != "" {
			put(t.Title, nothing)
			for _, line := range t.written() {
				put(line...)
			}
			continue
		}
		put(t.says())
		heads := []string{t.Title}
		for _, c := range t.Columns {
			heads = append(heads, c.Text)
		}
		put(heads...)
		for _, row := range t.Lines() {
			cells := []string{row.Label}
			for _, c := range t.Columns {
				cells = append(cells, row.Text(c.Column))
			}
			if row.Why != "" {
				cells = append(cells, row.Why)
			}
			put(cells...)
		}
		for _, line := range append(t.quoted(), t.written()...) {
			put(line...)
		}
	}
	for _, line := range r.story() {
		put()
		put(line...)
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
		if nothing := t.Nothing(); nothing != "" {
			fmt.Fprintf(&b, "\n%s: %s\n", t.Title, nothing)
			b.WriteString(below(t.written()))
			continue
		}
		fmt.Fprintf(&b, "\n%s\n%s\n", t.Title, t.says())
		tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
		width := 0
		for _, row := range t.Lines() {
			width = max(width, len([]rune(row.Label)))
		}
		fmt.Fprintf(tw, "%-*s\t", width, "")
		for _, c := range t.Columns {
			fmt.Fprintf(tw, "%s\t", c.Text)
		}
		fmt.Fprintln(tw)
		for _, row := range t.Lines() {
			fmt.Fprintf(tw, "%-*s\t", width, row.Label)
			for _, c := range t.Columns {
				fmt.Fprintf(tw, "%s\t", row.Text(c.Column))
			}
			if row.Why != "" {
				fmt.Fprintf(tw, "%s\t", row.Why)
			}
			fmt.Fprintln(tw)
		}
		tw.Flush() //nolint:errcheck // a strings.Builder does not fail
		b.WriteString(below(append(t.quoted(), t.written()...)))
	}
	for _, line := range r.story() {
		fmt.Fprintf(&b, "\n%s\n", strings.Join(line, ": "))
	}
	b.WriteString("\n")
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "- %s\n", n.Text)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// below gives lines of words as they stand below a table.
func below(lines [][]string) string {
	var b strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&b, "  %s\n", strings.Join(slices.DeleteFunc(line, func(s string) bool { return s == "" }), ": "))
	}
	return b.String()
}

func (r Report) head() [][2]string {
	lines := [][2]string{
		{"Return", r.Title},
		{"Period", r.Period.From.Plain() + " to " + r.Period.To.Plain()},
		{"As at", r.AsAt.Plain()},
		{"Copy", r.Copy()},
		{"Data quality", r.Quality},
		{"Check code", r.CheckCode},
	}
	if r.Version > 0 {
		lines = append(lines, [2]string{"Version", strconv.Itoa(r.Version) + ", as it was kept"})
	}
	return lines
}

// Copy says which copy this is: the contract return in full, or one that may be published.
func (r Report) Copy() string {
	if r.Published {
		says := "For publication: numbers from 1 to 4 are not shown, nor others from which they could be worked out."
		if slices.ContainsFunc(r.Tables, func(t Table) bool { return t.layout.Nobody }) {
			says += " What is about nobody, such as activities and days of service, stands in full."
		}
		return says
	}
	return "Contract return: every figure, small ones too. Not for publication."
}

// says is a table's caption and what it counts.
func (t Table) says() string { return strings.TrimSuffix(t.Caption, ".") + ". " + t.What() }

// What says what a table counts: "Counts new referrals."
func (t Table) What() string {
	if t.Unit == nil {
		return "Worked out from other tables."
	}
	return "Counts " + t.Unit.Many + "."
}

// Lines gives a table's lines as they are printed, the total last where there is one.
func (t Table) Lines() []Row {
	if !t.Totals() {
		return t.Rows
	}
	return append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total)
}

// Totals tells whether a total stands below the lines: a table of one line does not repeat it, and of mean answers or
// of what is worked out there is none.
func (t Table) Totals() bool {
	return len(t.Rows) != 1 && t.Unit != nil && !t.NoTotal
}

// quoted gives what was written down of the facts, a line each: the day, what it was, where or of what, the words.
func (t Table) quoted() [][]string {
	lines := make([][]string, 0, len(t.Said)+1)
	for _, s := range t.Said {
		lines = append(lines, []string{s.On.Plain(), s.Line, s.About, s.Words})
	}
	if t.SaidMore > 0 {
		lines = append(lines, []string{t.MoreSaid()})
	}
	return lines
}

// MoreSaid says how much of what was written down does not stand in the return; empty: nothing.
func (t Table) MoreSaid() string {
	if t.SaidMore == 0 {
		return ""
	}
	return fmt.Sprintf("%d more, later ones, stand in the work log.", t.SaidMore)
}

// sign gives the sign that follows a cell.
func (r Row) sign(c Column) string {
	f := r.Cells[c]
	if f.Known() && (c == Percent || c == KnownShare || (c == Value || c == Low || c == High) && r.Sign == "%") {
		return "%"
	}
	return ""
}

// unformula keeps a spreadsheet from running a text as a formula, also where what it begins with is not seen, or is written
// full width: some programs read past the one and fold the other.
func unformula(s string) string {
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + s
	}
	seen := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
	first, _ := utf8.DecodeRuneInString(width.Fold.String(seen))
	if seen != "" && strings.ContainsRune("=+-@", first) {
		return "'" + s
	}
	return s
}
