package view

import (
	"bytes"
	"strings"

	"goldenthread/internal/clock"
)

// TextInput is a line of text. ID is needed only when two forms on one page have inputs of the
// same name. Label size "s", "m" or "l" makes the label stand out.
type TextInput struct {
	Name, Label, Hint, Value, Error, ID string
	LabelSize                           Size
	Type                                string // "text" unless it says otherwise: "email", "tel", "password"
	InputMode                           string // "numeric" for codes and counts
	Autocomplete                        string // "off" unless it says otherwise
	Width                               int    // room for so many characters: 2, 3, 4, 5, 10, 20 or 30
	Prefix, Suffix                      string
}

// From takes the value and the error from what was sent. A password is never sent back.
func (t TextInput) From(a Answers) TextInput {
	if t.Type != "password" {
		t.Value = a.or(t.Name, t.Value)
	}
	t.Error = a.Error(t.Name)
	return t
}

func (t TextInput) write(b *bytes.Buffer) error {
	t.ID, t.Type, t.Autocomplete = first(t.ID, t.Name), first(t.Type, "text"), first(t.Autocomplete, "off")
	return draw(b, "text-input", t)
}

// DescribedBy lists the ids of hint and error.
func (t TextInput) DescribedBy() string { return describedBy(t.ID, t.Hint, t.Error) }

// Textarea is several lines of text. Rows is 5 unless it says otherwise.
type Textarea struct {
	Name, Label, Hint, Value, Error, ID string
	LabelSize                           Size
	Rows                                int
}

// From takes the value and the error from what was sent.
func (t Textarea) From(a Answers) Textarea {
	t.Value, t.Error = a.or(t.Name, t.Value), a.Error(t.Name)
	return t
}

func (t Textarea) write(b *bytes.Buffer) error {
	t.ID = first(t.ID, t.Name)
	if t.Rows == 0 {
		t.Rows = 5
	}
	return draw(b, "textarea", t)
}

// DescribedBy lists the ids of hint and error.
func (t Textarea) DescribedBy() string { return describedBy(t.ID, t.Hint, t.Error) }

// FileInput takes a file. Its form must say Upload.
type FileInput struct {
	Name, Label, Hint, Error, ID string
	LabelSize                    Size
	Accept                       string // ".csv,text/csv"
}

// From takes the error from what was sent; a browser does not send a file's name back.
func (f FileInput) From(a Answers) FileInput {
	f.Error = a.Error(f.Name)
	return f
}

func (f FileInput) write(b *bytes.Buffer) error {
	f.ID = first(f.ID, f.Name)
	return draw(b, "file-input", f)
}

// DescribedBy lists the ids of hint and error.
func (f FileInput) DescribedBy() string { return describedBy(f.ID, f.Hint, f.Error) }

// DateInput is a day, a month and a year, named name-day, name-month and name-year. A form reads
// them with Form.Date(name), which also takes one field in the form 2026-11-19.
type DateInput struct {
	Name, Legend, Hint, Error, ID string
	LegendSize                    Size
	Day, Month, Year              string
	Birthday                      bool // lets the browser fill in a date of birth
}

// On gives the input a date to start with.
func (d DateInput) On(date clock.Date) DateInput {
	if parts := strings.Split(string(date), "-"); len(parts) == 3 {
		d.Year, d.Month, d.Day = parts[0], strings.TrimPrefix(parts[1], "0"), strings.TrimPrefix(parts[2], "0")
	}
	return d
}

// From takes the values and the error from what was sent.
func (d DateInput) From(a Answers) DateInput {
	d.Day, d.Month, d.Year = a.or(d.Name+"-day", d.Day), a.or(d.Name+"-month", d.Month), a.or(d.Name+"-year", d.Year)
	d.Error = a.Error(d.Name)
	return d
}

func (d DateInput) write(b *bytes.Buffer) error {
	d.ID = first(d.ID, d.Name)
	return draw(b, "date-input", d)
}

// DescribedBy lists the ids of hint and error.
func (d DateInput) DescribedBy() string { return describedBy(d.ID+"-group", d.Hint, d.Error) }

// first gives the first word that is not empty.
func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
