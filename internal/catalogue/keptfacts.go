package catalogue

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Kept writes what a door knew and nothing else of a referral says, to be kept in clear with it, so that another edition of the file can be
// tried on it later: "Force=cleveland;Repeat=yes". They are codes, numbers, yes and no: what is no code is left out.
func (f Facts) Kept() string {
	v := reflect.ValueOf(f)
	var list []string
	for _, name := range slices.Sorted(maps.Keys(factFields)) {
		field := factFields[name]
		if !field.kept {
			continue
		}
		said := ""
		switch fact := v.Field(field.index).Interface().(type) {
		case Fact[bool]:
			if fact.known {
				said = no
				if fact.value {
					said = yes
				}
			}
		case Fact[int]:
			if fact.known {
				said = strconv.Itoa(fact.value)
			}
		case Fact[string]:
			if fact.known && !strings.ContainsFunc(fact.value, isNoCode) {
				said = fact.value
			}
		}
		if said != "" {
			list = append(list, name+"="+said)
		}
	}
	return strings.Join(list, ";")
}

// isNoCode tells what stands in no code of a list.
func isNoCode(r rune) bool {
	return r != '_' && r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// FactsKept reads what [Facts.Kept] wrote. A fact there is not any more is left out.
func FactsKept(text string) Facts { return Facts{}.WithKept(text) }

// WithKept adds what [Facts.Kept] wrote; what is known already stands.
func (f Facts) WithKept(text string) Facts {
	for text != "" {
		var one string
		one, text, _ = strings.Cut(text, ";")
		name, said, _ := strings.Cut(one, "=")
		f = f.With(name, said)
		if n, err := strconv.Atoi(said); err == nil {
			f.number(name, n)
		}
	}
	return f
}

// number sets a fact that is one and is not known; every other stays as it is.
func (f *Facts) number(name string, n int) {
	if fact, is := reflect.ValueOf(f).Elem().Field(factFields[name].index).Addr().Interface().(*Fact[int]); is && !fact.known {
		*fact = Known(n)
	}
}
