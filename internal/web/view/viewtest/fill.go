package viewtest

import (
	"fmt"
	"reflect"

	"goldenthread/internal/web/view"
)

// sample is what stands for any part of a page.
var sample = view.Text("sample <part> & more")

// Filled gives a value of a type with something in every field: words, numbers, two of each
// list, and switches as told.
func Filled(of reflect.Type, switches bool) reflect.Value {
	v := reflect.New(of).Elem()
	fill(v, switches, 0)
	return v
}

func fill(v reflect.Value, switches bool, depth int) {
	if depth > 8 || !v.CanSet() { // a type that holds itself ends here
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("sample")
	case reflect.Bool:
		v.SetBool(switches)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(3)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(3)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), switches, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), switches, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), switches, depth+1)
		}
	case reflect.Interface:
		if reflect.TypeOf(sample).AssignableTo(v.Type()) {
			v.Set(reflect.ValueOf(sample))
		}
	}
}

// Untyped names the first place where a type gives up its types: a map, or an interface that is
// not a part of a page. "" means that there is none.
func Untyped(of reflect.Type) string { return untyped(of, of.Name(), map[reflect.Type]bool{}) }

func untyped(of reflect.Type, at string, seen map[reflect.Type]bool) string {
	if seen[of] {
		return ""
	}
	seen[of] = true
	switch of.Kind() {
	case reflect.Map:
		return at + " is a map"
	case reflect.Interface:
		if of != reflect.TypeFor[view.Part]() {
			return fmt.Sprintf("%s is of type %v", at, of)
		}
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return untyped(of.Elem(), at, seen)
	case reflect.Struct:
		for i := range of.NumField() {
			f := of.Field(i)
			if where := untyped(f.Type, at+"."+f.Name, seen); where != "" {
				return where
			}
		}
	}
	return ""
}
