package seal_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"goldenthread/internal/access"
	"goldenthread/internal/seal"
)

var (
	name  = seal.Register("seal_test_name", "full", access.Identity)
	phone = seal.Register("seal_test_contact", "value", access.Contact, seal.Retain(seal.WithPerson))
	inits = seal.Register("seal_test_name", "initials", access.Existence, seal.Listing)
)

const secret = "CANARY-Marigold"

func opened() *seal.Value {
	v := name.Value("folder1", "row1", nil)
	seal.Opened(v, secret)
	return v
}

// page holds values as a careless struct might: in unexported fields, by pointer and by value, in
// slices, maps and behind an interface.
type page struct {
	Title  string
	hidden *seal.Value
	copied seal.Value
	list   []*seal.Value
	copies []seal.Value
	byKey  map[string]seal.Value
	thing  any
	err    error
}

type inXML struct{ V *seal.Value }

type oops struct{ v seal.Value }

func (o oops) Error() string {
	return fmt.Sprintf("cannot show %v and %+v", o.v, struct{ v seal.Value }(o))
}

func TestAnOpenValuePrintsSealedEverywhere(t *testing.T) {
	v := opened()
	if v.Text() != secret || !v.IsOpen() {
		t.Fatalf("Text() = %q, open %v; want the plaintext", v.Text(), v.IsOpen())
	}
	p := page{"t", v, *v, []*seal.Value{v}, []seal.Value{*v}, map[string]seal.Value{"k": *v}, *v, oops{*v}}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%T", "%w"} {
		for _, x := range []any{v, *v, p, &p, []any{p, v}, map[string]any{"a": p}, struct{ p *page }{&p}, p.err, &struct{ *seal.Value }{v}} {
			fmt.Fprintf(&out, verb+"\n", x)
		}
	}
	for _, direct := range []any{v, *v} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			if got := fmt.Sprintf(verb, direct); got != "[sealed]" {
				t.Errorf("Sprintf(%q) = %q, want [sealed]", verb, got)
			}
		}
	}
	fmt.Fprint(&out, v, *v, p, fmt.Errorf("while showing %v: %w", p, p.err), errors.Join(p.err, p.err))

	logs := slog.New(slog.NewJSONHandler(&out, nil))
	logs.Info("x", "v", v, "copy", *v, "page", p, "pointer", &p, "err", p.err)
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "v", v, "copy", *v, "page", p, "err", p.err, slog.Group("g", "v", v))

	for _, x := range []any{v, *v, p, []any{v, *v}, map[string]*seal.Value{"a": v}} {
		b, err := json.Marshal(x)
		if err != nil {
			t.Errorf("json.Marshal: %v", err)
		}
		out.Write(b)
	}
	xmlText, err := xml.Marshal(inXML{v})
	if err != nil {
		t.Errorf("xml.Marshal: %v", err)
	}
	out.Write(xmlText)
	var bin bytes.Buffer
	_ = gob.NewEncoder(&bin).Encode(struct{ V *seal.Value }{v}) // refusing would be as good
	out.Write(bin.Bytes())

	err = template.Must(template.New("x").Parse(`{{.}} {{printf "%v %#v" . .}} <a title="{{.}}">`)).Execute(&out, v)
	if err != nil {
		t.Errorf("template: %v", err)
	}
	spill(&out, reflect.ValueOf(&p), 0)
	for _, form := range []string{secret, fmt.Sprintf("%x", secret), fmt.Sprintf("%X", secret), fmt.Sprint([]byte(secret))} {
		if strings.Contains(out.String(), form) {
			t.Fatalf("the plaintext came out, as %q", form)
		}
	}
}

// spill writes down everything reflection can reach, unexported fields and pointers included, as
// dumpers do.
func spill(out *strings.Builder, v reflect.Value, depth int) {
	if depth > 12 {
		return
	}
	fmt.Fprintln(out, v.Kind())
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			spill(out, v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			spill(out, v.Field(i), depth+1)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			spill(out, v.Index(i), depth+1)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			spill(out, v.MapIndex(k), depth+1)
		}
	case reflect.String:
		out.WriteString(v.String())
	}
}

func TestAClosedValueHasNoText(t *testing.T) {
	v := name.Value("folder1", "row1", nil)
	if v.IsOpen() || v.Text() != "" || !v.IsEmpty() {
		t.Errorf("a closed value: open %v, text %q, empty %v", v.IsOpen(), v.Text(), v.IsEmpty())
	}
	var none *seal.Value
	if none.IsOpen() || none.Text() != "" || !none.IsEmpty() || none.Erased() {
		t.Error("a nil value must read as closed and empty")
	}
	if b, err := json.Marshal(none); err != nil || string(b) != "null" {
		t.Errorf("a nil value as JSON = %s, %v", b, err)
	}
	var back seal.Value
	//lint:ignore SA9005 that nothing can be read into a value is what is tested
	if err := json.Unmarshal([]byte(`"[sealed]"`), &back); err == nil {
		t.Error("a value must not be read from JSON")
	}
}

func TestColumnsAreRegisteredOnce(t *testing.T) {
	if got := phone.Name(); got != "seal_test_contact.value" {
		t.Errorf("Name() = %q", got)
	}
	if phone.Section() != access.Contact || phone.Class() != seal.WithPerson || phone.IsListing() || !inits.IsListing() || name.Class() != seal.WithFolder {
		t.Error("the registry lost what a column was registered with")
	}
	found := 0
	for _, c := range seal.Columns() {
		if c == name || c == phone || c == inits {
			found++
		}
	}
	if found != 3 {
		t.Errorf("Columns() lists %d of 3", found)
	}
	defer func() {
		if recover() == nil {
			t.Error("registering a column twice must stop the program")
		}
	}()
	seal.Register("seal_test_name", "full", access.Identity)
}
