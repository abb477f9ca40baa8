package view

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"reflect"
	"strings"
)

// Part is anything that can stand on a page. Only this package makes kinds of parts; other
// packages make parts of their own with [Define].
type Part interface {
	write(b *bytes.Buffer) error
}

//go:embed parts/*.html
var partFiles embed.FS

// funcs are what every template may call. show draws a part; nothing at all is drawn for nil.
var funcs = template.FuncMap{"show": show}

// parts holds the templates of the components of this package, by file name.
var parts = template.Must(template.New("").Funcs(funcs).ParseFS(partFiles, "parts/*.html"))

// show draws a part inside a template. What comes out of a part was escaped when it was drawn.
func show(p Part) (template.HTML, error) {
	if isNil(p) {
		return "", nil
	}
	var b bytes.Buffer
	if err := p.write(&b); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

// isNil tells whether there is no part: nil, or a nil pointer to one.
func isNil(p Part) bool {
	if p == nil {
		return true
	}
	v := reflect.ValueOf(p)
	return v.Kind() == reflect.Pointer && v.IsNil()
}

// draw executes the template of a component.
func draw(b *bytes.Buffer, name string, data any) error {
	if err := parts.ExecuteTemplate(b, name+".html", data); err != nil {
		return fmt.Errorf("drawing %s: %w", name, err)
	}
	return nil
}

// Text is plain text.
type Text string

func (t Text) write(b *bytes.Buffer) error {
	template.HTMLEscape(b, []byte(t))
	return nil
}

// Strong is text that stands out.
type Strong string

func (s Strong) write(b *bytes.Buffer) error {
	b.WriteString("<strong>")
	template.HTMLEscape(b, []byte(s))
	b.WriteString("</strong>")
	return nil
}

// Unseen is text for screen readers alone.
type Unseen string

func (u Unseen) write(b *bytes.Buffer) error {
	b.WriteString(`<span class="govuk-visually-hidden">`)
	template.HTMLEscape(b, []byte(u))
	b.WriteString("</span>")
	return nil
}

// Parts stand one after the other, with a space between.
type Parts []Part

func (ps Parts) write(b *bytes.Buffer) error { return writeAll(b, ps, "\n") }

// Joined parts stand one after the other with nothing between: a link and the full stop after it.
type Joined []Part

func (j Joined) write(b *bytes.Buffer) error { return writeAll(b, j, "") }

// Lines stand under each other.
type Lines []Part

func (l Lines) write(b *bytes.Buffer) error { return writeAll(b, l, "<br>\n") }

func writeAll(b *bytes.Buffer, list []Part, between string) error {
	first := true
	for _, p := range list {
		if isNil(p) {
			continue
		}
		if !first {
			b.WriteString(between)
		}
		first = false
		if err := p.write(b); err != nil {
			return err
		}
	}
	return nil
}

// Textf is text made with fmt.Sprintf.
func Textf(format string, args ...any) Text { return Text(fmt.Sprintf(format, args...)) }

// cssID makes a word fit to be an id in the page.
func cssID(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 32
		}
		return '-'
	}, s)
}
