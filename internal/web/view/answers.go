package view

import (
	"net/url"
	"slices"
	"strings"

	"goldenthread/internal/errs"
)

// Answers is what somebody typed into a form, and what was wrong with it. The zero value is a
// form nobody has touched. A form's parts take their values and errors from it with From, so that
// the same function draws the form the first time and after a mistake.
type Answers struct {
	Values   url.Values
	Problems []errs.Field

	Taken *bool // set once a place on the page has taken what was typed; nil: nobody asks
}

// Typed tells whether the form has been sent before: defaults are for forms that were not.
func (a Answers) Typed() bool { return a.Values != nil }

// Get gives what was typed into an input.
func (a Answers) Get(name string) string { return a.Values.Get(name) }

// Error gives what is wrong with an input, or "".
func (a Answers) Error(name string) string {
	for _, p := range a.Problems {
		if p.Name == name {
			return p.Message
		}
	}
	return ""
}

// or gives what was typed into an input, and a default for a form nobody has touched.
func (a Answers) or(name, byDefault string) string {
	if !a.Typed() {
		return byDefault
	}
	return a.Take(name)
}

// Take gives what was typed into an input, for the place on the page where it stands, and notes that it has one.
func (a Answers) Take(name string) string {
	typed := a.Get(name)
	if a.Taken != nil && typed != "" {
		*a.Taken = true
	}
	return typed
}

// Problem is a line of the error summary: the link goes to the input.
type Problem struct{ Message, Href string }

// problems lists what goes into the error summary. The first input of a field has the field's
// name as its id, whatever kind of field it is.
func (a Answers) problems() []Problem {
	list := make([]Problem, 0, len(a.Problems))
	for _, p := range a.Problems {
		line := Problem{Message: p.Message}
		if p.Name != "" {
			line.Href = "#" + p.Name
		}
		if !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	return list
}

// describedBy joins the ids of a field's hint and error for aria-describedby.
func describedBy(id, hint, problem string) string {
	var ids []string
	if hint != "" {
		ids = append(ids, id+"-hint")
	}
	if problem != "" {
		ids = append(ids, id+"-error")
	}
	return strings.Join(ids, " ")
}
