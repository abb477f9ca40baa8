package view

import (
	"bytes"
	"slices"
	"strconv"
)

// Choice is one answer to choose. Reveal is a question for those who choose it and shows
// only then; a command must not mind what stands in it when another answer was chosen.
type Choice struct {
	Value, Label, Hint string
	Reveal             Part
}

// Choices makes choices whose words are their own values.
func Choices(words ...string) []Choice {
	list := make([]Choice, 0, len(words))
	for _, w := range words {
		list = append(list, Choice{Value: w, Label: w})
	}
	return list
}

// Radios asks for one of a few answers. Nothing is chosen beforehand unless Value says so.
type Radios struct {
	Name, Legend, Hint, Value, Error, ID string
	LegendSize                           Size
	Items                                []Choice
	Small, Inline                        bool
}

// From takes the value and the error from what was sent.
func (r Radios) From(a Answers) Radios {
	r.Value, r.Error = a.or(r.Name, r.Value), a.Error(r.Name)
	return r
}

func (r Radios) write(b *bytes.Buffer) error {
	r.ID = first(r.ID, r.Name)
	return draw(b, "choices", r)
}

// Kind names the component in the template that radios and checkboxes share.
func (r Radios) Kind() string { return "radios" }

// InLine tells the template whether the choices stand side by side.
func (r Radios) InLine() bool { return r.Inline }

// DescribedBy lists the ids of hint and error.
func (r Radios) DescribedBy() string { return describedBy(r.ID, r.Hint, r.Error) }

// Drawn lists the choices with their ids: the first has the field's own.
func (r Radios) Drawn() []DrawnChoice {
	return drawChoices(r.Name, r.ID, r.Items, func(v string) bool { return v == r.Value && v != "" })
}

// Checkboxes asks for any number of answers.
type Checkboxes struct {
	Name, Legend, Hint, Error, ID string
	LegendSize                    Size
	Items                         []Choice
	Values                        []string
	Small                         bool
}

// From takes the values and the error from what was sent.
func (c Checkboxes) From(a Answers) Checkboxes {
	if a.Typed() {
		a.Take(c.Name)
		c.Values = a.Values[c.Name]
	}
	c.Error = a.Error(c.Name)
	return c
}

func (c Checkboxes) write(b *bytes.Buffer) error {
	c.ID = first(c.ID, c.Name)
	return draw(b, "choices", c)
}

// Kind names the component in the template that radios and checkboxes share.
func (c Checkboxes) Kind() string { return "checkboxes" }

// InLine tells the template that the choices stand below each other.
func (c Checkboxes) InLine() bool { return false }

// DescribedBy lists the ids of hint and error.
func (c Checkboxes) DescribedBy() string { return describedBy(c.ID, c.Hint, c.Error) }

// Drawn lists the choices with their ids: the first has the field's own.
func (c Checkboxes) Drawn() []DrawnChoice {
	return drawChoices(c.Name, c.ID, c.Items, func(v string) bool { return slices.Contains(c.Values, v) })
}

// Select asks for one of many answers. An empty first line is added when nothing is chosen yet.
type Select struct {
	Name, Label, Hint, Value, Error, ID string
	LabelSize                           Size
	Items                               []Choice // Hint and Reveal are not used
}

// From takes the value and the error from what was sent.
func (s Select) From(a Answers) Select {
	s.Value, s.Error = a.or(s.Name, s.Value), a.Error(s.Name)
	return s
}

func (s Select) write(b *bytes.Buffer) error {
	s.ID = first(s.ID, s.Name)
	return draw(b, "select", s)
}

// DescribedBy lists the ids of hint and error.
func (s Select) DescribedBy() string { return describedBy(s.ID, s.Hint, s.Error) }

// DrawnChoice is a choice with what its input needs, for the template.
type DrawnChoice struct {
	Choice
	Name, ID string
	Chosen   bool
}

func drawChoices(name, id string, items []Choice, chosen func(string) bool) []DrawnChoice {
	list := make([]DrawnChoice, 0, len(items))
	for i, item := range items {
		d := DrawnChoice{Choice: item, Name: name, ID: id, Chosen: chosen(item.Value)}
		if i > 0 {
			d.ID = id + "-" + strconv.Itoa(i+1)
		}
		list = append(list, d)
	}
	return list
}
