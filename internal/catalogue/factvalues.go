package catalogue

import (
	"reflect"
	"slices"
	"strings"
)

// With gives the facts with one more, as a form says it: "yes" or "no", or a value of its list. What is known already
// stands. A fact that there is not, or that can't be said so, changes nothing.
func (f Facts) With(name, value string) Facts {
	field, ok := factFields[name]
	if !ok || value == "" {
		return f
	}
	switch fact := reflect.ValueOf(&f).Elem().Field(field.index).Addr().Interface().(type) {
	case *Fact[bool]:
		if !fact.known && (value == yes || value == no) {
			*fact = Known(value == yes)
		}
	case *Fact[string]:
		if !fact.known {
			*fact = Known(value)
		}
	}
	return f
}

// What a fact that is so or not so is said to be in a form.
const (
	yes = "yes"
	no  = "no"
)

// FactValues gives what a fact can be said to be in a service: yes and no, the service's districts, the police forces of
// the catalogue or the values of the fact's list. None: it is a number, a text, or one of too many to choose from.
func (s *Set) FactValues(name string, in Service) []Code {
	field, ok := factFields[name]
	if !ok {
		return nil
	}
	if _, flag := field.zero.(bool); flag {
		return []Code{{Key: yes, Label: "Yes"}, {Key: no, Label: "No"}}
	}
	if _, text := field.zero.(string); !text {
		return nil
	}
	var values []Code
	switch field.of {
	case "area":
		for _, code := range in.Areas {
			values = append(values, Code{Key: code, Label: s.areas.districts[code].Name})
		}
	case "force":
		for _, d := range s.Districts() {
			if d.Force != "" && !slices.ContainsFunc(values, func(c Code) bool { return c.Key == d.Force }) {
				values = append(values, Code{Key: d.Force, Label: strings.ToUpper(d.Force[:1]) + strings.ReplaceAll(d.Force[1:], "-", " ")})
			}
		}
		slices.SortFunc(values, func(a, b Code) int { return strings.Compare(a.Label, b.Label) })
	default:
		values = s.lists[field.of].Codes
	}
	return values
}
