package view

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Template is a page's own template and the struct it is filled with. It is parsed once, when
// the program starts.
type Template[T any] struct {
	name string
	set  *template.Template
}

// Defined is what the tests know about a template: enough to fill and draw every one.
type Defined struct {
	Name   string       // package path and file name
	Type   reflect.Type // the struct it is filled with
	Source string
	Draw   func(data any) (string, error)
}

var defined struct {
	sync.Mutex
	list []Defined
}

// Templates lists every template that the packages of this program defined, by name.
func Templates() []Defined {
	defined.Lock()
	defer defined.Unlock()
	list := slices.Clone(defined.list)
	slices.SortFunc(list, func(a, b Defined) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// Define parses a file of a package's embedded templates, to be filled with a T. A file that does
// not parse stops the program before it serves anything, and so does a T that is not a struct.
//
//	//go:embed close.html
//	var files embed.FS
//	var closeBody = view.Define[closeData](files, "close.html")
func Define[T any](files fs.FS, file string) Template[T] {
	of := reflect.TypeFor[T]()
	if of.Kind() != reflect.Struct {
		panic("view: a template is filled with a struct, not with " + of.String())
	}
	source, err := fs.ReadFile(files, file)
	if err != nil {
		panic("view: " + err.Error())
	}
	name := path.Join(of.PkgPath(), file)
	t := Template[T]{name, template.Must(template.New(name).Funcs(funcs).Parse(string(source)))}

	defined.Lock()
	defer defined.Unlock()
	defined.list = append(defined.list, Defined{Name: name, Type: of, Source: string(source), Draw: func(data any) (string, error) {
		var b bytes.Buffer
		err := t.With(data.(T)).write(&b)
		return b.String(), err
	}})
	return t
}

// With fills the template: the result is a part like any other.
func (t Template[T]) With(data T) Part { return filled[T]{t, data} }

type filled[T any] struct {
	template Template[T]
	data     T
}

func (f filled[T]) write(b *bytes.Buffer) error {
	if err := f.template.set.Execute(b, f.data); err != nil {
		return fmt.Errorf("drawing %s: %w", f.template.name, err)
	}
	return nil
}
