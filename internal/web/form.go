package web

import (
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"goldenthread/internal/clock"
	"goldenthread/internal/errs"
	"goldenthread/internal/text"
	"goldenthread/internal/web/view"
)

const formMost = 1 << 20 // bytes, for a route that says nothing else

// Form is what was typed, read into the types a command takes. What cannot be read is noted
// beside its input, so that all of it is said at once: read everything, then ask Err.
type Form struct {
	values  url.Values
	uploads []Upload
	faults  errs.Fields
}

// Upload is a file that came with a form. It is held in memory alone: nothing is written to a
// temporary file, where it would lie open.
type Upload struct {
	Name    string // the input's name
	File    string // the name it has on the sender's machine: not to be trusted
	Content []byte
}

// Err gives an Invalid error with everything that could not be read, or nil.
func (f *Form) Err() error { return f.faults.Err() }

// Fault notes what is wrong with an input.
func (f *Form) Fault(name, message string) { f.faults.Add(name, message) }

// Text gives what was typed, without space around it, its lines ended alike.
func (f *Form) Text(name string) string { return f.values.Get(name) }

// All gives every box that was ticked.
func (f *Form) All(name string) []string { return f.values[name] }

// Names lists the inputs that came, in order.
func (f *Form) Names() []string { return slices.Sorted(maps.Keys(f.values)) }

// Has tells whether a box was ticked or a button pressed.
func (f *Form) Has(name string) bool { return f.values.Get(name) != "" }

// Int reads a whole number; an empty input is 0.
func (f *Form) Int(name string) int {
	n, _ := f.MaybeInt(name)
	return n
}

// MaybeInt reads a whole number and tells whether one was given.
func (f *Form) MaybeInt(name string) (int, bool) {
	typed := f.Text(name)
	if typed == "" {
		return 0, false
	}
	n, err := strconv.Atoi(typed)
	if err != nil {
		f.Fault(name, "Enter a whole number, like 3")
		return 0, false
	}
	return n, true
}

// Date reads a date from three inputs (name-day, name-month, name-year) or from one in the form
// 2026-11-19; empty inputs are no date.
func (f *Form) Date(name string) clock.Date {
	if one := f.Text(name); one != "" {
		d, err := clock.ParseDate(one)
		if err != nil {
			f.Fault(name, "Enter a date that is in the calendar, like 19 11 2026")
		}
		return d
	}
	day, month, year := f.Text(name+"-day"), f.Text(name+"-month"), f.Text(name+"-year")
	if day == "" && month == "" && year == "" {
		return ""
	}
	for _, part := range []struct{ typed, word string }{{day, "a day"}, {month, "a month"}, {year, "a year"}} {
		if part.typed == "" {
			f.Fault(name, "The date must have "+part.word)
			return ""
		}
	}
	if len(year) != 4 {
		f.Fault(name, "The year must have 4 numbers, like 2026")
		return ""
	}
	d, err := clock.ParseDate(year + "-" + twoDigits(month) + "-" + twoDigits(day))
	if err != nil {
		f.Fault(name, "Enter a date that is in the calendar, like 19 11 2026")
	}
	return d
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// TimeOfDay reads a time like 09:20, 9.20 or 0920 and tells whether one was given.
func (f *Form) TimeOfDay(name string) (hour, minute int, given bool) {
	typed := strings.ReplaceAll(f.Text(name), ".", ":")
	if typed == "" {
		return 0, 0, false
	}
	h, m, found := strings.Cut(typed, ":")
	if !found && (len(typed) == 3 || len(typed) == 4) { // 2230
		h, m, found = typed[:len(typed)-2], typed[len(typed)-2:], true
	}
	hour, herr := strconv.Atoi(h)
	minute, merr := strconv.Atoi(m)
	if !found || herr != nil || merr != nil || len(m) != 2 || hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		f.Fault(name, "Enter a time like 09:20")
		return 0, 0, false
	}
	return hour, minute, true
}

// MinuteOfDay is [Form.TimeOfDay] as minutes since midnight; 0 when none was given.
func (f *Form) MinuteOfDay(name string) int {
	hour, minute, _ := f.TimeOfDay(name)
	return hour*60 + minute
}

// File gives the file of an input; ok is false when none was chosen.
func (f *Form) File(name string) (Upload, bool) {
	for _, u := range f.uploads {
		if u.Name == name {
			return u, true
		}
	}
	return Upload{}, false
}

// typed gives the answers for showing the form again: the key is drawn anew.
func (f *Form) typed() url.Values {
	values := maps.Clone(f.values)
	if values == nil {
		values = url.Values{}
	}
	values.Del(view.KeyField)
	values.Del(view.PressField)
	return values
}

// pressed tells whether the form was only a button.
func (f *Form) pressed() bool { return f.Has(view.PressField) }

// empty tells whether nothing was typed: what a page puts into its forms to say how far their writer had seen is nothing typed.
func (f *Form) empty() bool {
	for name, values := range f.values {
		if !strings.HasPrefix(name, "_") && !view.IsSeen(name) && slices.ContainsFunc(values, func(v string) bool { return v != "" }) {
			return false
		}
	}
	return true
}

// readForm reads what was posted, up to the route's limit.
func (r *Request) readForm() error {
	most := r.route.MaxBody
	if most == 0 {
		most = formMost
	}
	body := http.MaxBytesReader(nil, r.http.Body, most)
	r.http.Body = body
	r.form = &Form{values: url.Values{}}
	kind, params, err := mime.ParseMediaType(r.http.Header.Get("Content-Type"))
	switch {
	case err == nil && kind == "multipart/form-data" && params["boundary"] != "":
		return tooLarge(r.readParts())
	case err == nil && kind == "application/x-www-form-urlencoded":
		if err := r.http.ParseForm(); err != nil {
			return tooLarge(err)
		}
		for name, typed := range r.http.PostForm {
			for _, v := range typed {
				r.form.values.Add(name, clean(v))
			}
		}
		return nil
	case r.http.ContentLength == 0:
		return nil
	}
	return errs.New(errs.Invalid, "This page takes a form, and what came was not one")
}

// readParts reads a form with files part by part into memory.
func (r *Request) readParts() error {
	parts, err := r.http.MultipartReader()
	if err != nil {
		return err
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() == "" && len(part.Header.Get("Content-Type")) == 0 {
			r.form.values.Add(part.FormName(), clean(string(content)))
		} else if part.FileName() != "" {
			r.form.uploads = append(r.form.uploads, Upload{Name: part.FormName(), File: clean(part.FileName()), Content: content})
		}
	}
}

// tooLarge says in plain words why a form could not be read.
func tooLarge(err error) error {
	var over *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &over):
		return errs.New(errs.Invalid, "What you sent is larger than this page takes")
	}
	return errs.New(errs.Invalid, "What you sent did not arrive whole. Go back and send it again")
}

// clean makes typed text fit to keep: valid, its lines ended alike, without the control
// characters that nobody types.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		if r == '\r' {
			return '\n'
		}
		if text.IsControl(r) {
			return -1
		}
		return r
	}, text.Unturned(s))
	return strings.TrimSpace(s)
}
