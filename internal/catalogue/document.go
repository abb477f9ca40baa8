package catalogue

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// document is one YAML file, as a tree that knows its lines.
type document struct {
	path string
	root ast.Node
	r    *reading
}

// open reads and parses a file and checks it against its schema. False: it can't be used, and why
// has been noted.
func (r *reading) open(name, schema string) (d document, ok bool) {
	defer func() {
		if !ok {
			r.broken[schema] = true
		}
	}()
	text, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		r.note(name, 0, "can't be read")
		return document{}, false
	}
	r.digest(name, text)
	d = document{path: name, r: r}
	parsed, err := parser.ParseBytes(text, 0)
	if err != nil {
		line, reason := yamlFault(err)
		r.note(name, line, reason)
		return d, false
	}
	if len(parsed.Docs) != 1 || parsed.Docs[0].Body == nil {
		r.note(name, 0, "is empty, or holds more than one document")
		return d, false
	}
	d.root = parsed.Docs[0].Body
	var content any
	if err := yaml.NodeToValue(d.root, &content); err != nil {
		line, reason := yamlFault(err)
		r.note(name, line, reason)
		return d, false
	}
	return d, d.matches(r.schemas[schema], content)
}

// decode fills a value from the document. What the schema let through decodes; if not, it is said.
func (d document) decode(into any) bool {
	if err := yaml.NodeToValue(d.root, into, yaml.Strict()); err != nil {
		line, reason := yamlFault(err)
		d.r.note(d.path, line, reason)
		return false
	}
	return true
}

// fault notes something wrong at a place in the document: fault("no such role", "stages", 2, "who").
func (d document) fault(reason string, at ...any) {
	steps := make([]string, len(at))
	for i, a := range at {
		steps[i] = fmt.Sprint(a)
	}
	d.r.note(d.path, d.line(steps), reason)
}

// line gives the line of a place in the document; of the nearest place around it when it is not there.
func (d document) line(steps []string) int {
	node, line := d.root, d.root.GetToken().Position.Line
	for _, step := range steps {
		next, at := child(node, step)
		if next == nil {
			break
		}
		node, line = next, at
	}
	return line
}

// child gives what stands under a key or an index, and its line.
func child(n ast.Node, step string) (ast.Node, int) {
	switch n := n.(type) {
	case *ast.AnchorNode:
		return child(n.Value, step)
	case *ast.MappingNode:
		for _, v := range n.Values {
			if v.Key.GetToken().Value == step {
				return v.Value, v.Key.GetToken().Position.Line
			}
		}
	case *ast.MappingValueNode:
		if n.Key.GetToken().Value == step {
			return n.Value, n.Key.GetToken().Position.Line
		}
	case *ast.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i < len(n.Values) {
			return n.Values[i], firstLine(n.Values[i])
		}
	}
	return nil, 0
}

// firstLine gives the line a node begins on. A mapping's own token is the colon or brace.
func firstLine(n ast.Node) int {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			return n.Values[0].Key.GetToken().Position.Line
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken().Position.Line
	}
	return n.GetToken().Position.Line
}

// matches checks the content against a schema and notes each fault at its line.
func (d document) matches(schema *jsonschema.Schema, content any) bool {
	err := schema.Validate(content)
	if err == nil {
		return true
	}
	var invalid *jsonschema.ValidationError
	if errors.As(err, &invalid) {
		d.faults(invalid)
	}
	return false
}

var english = message.NewPrinter(language.English)

// faults notes the innermost causes: they say what is wrong, the outer ones only where.
func (d document) faults(e *jsonschema.ValidationError) {
	if extra, ok := e.ErrorKind.(*kind.AdditionalProperties); ok {
		for _, p := range extra.Properties {
			at := append(slices.Clone(e.InstanceLocation), p)
			d.r.note(d.path, d.line(at), fmt.Sprintf("unknown key %q", p))
		}
		return
	}
	if len(e.Causes) > 0 {
		for _, c := range e.Causes {
			d.faults(c)
		}
		return
	}
	where := strings.Join(e.InstanceLocation, ".")
	if where != "" {
		where += ": "
	}
	d.r.note(d.path, d.line(e.InstanceLocation), where+e.ErrorKind.LocalizedString(english))
}

// yamlFault gives the line and the reason of a YAML error.
func yamlFault(err error) (int, string) {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil {
		return e.GetToken().Position.Line, e.GetMessage()
	}
	return 0, err.Error()
}

// under gives the YAML files of a folder, sorted.
func (r *reading) under(folder, ending string) []string {
	entries, err := fs.ReadDir(r.fsys, folder)
	if err != nil {
		return nil // a catalogue need not have every folder; what is missing shows where it is referred to
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ending {
			files = append(files, path.Join(folder, e.Name()))
		}
	}
	return files
}

// ruleFault notes what is wrong with a rule. A rule that runs over lines is pointed at in the line itself.
func (d document) ruleFault(err error, at ...any) {
	steps := make([]string, len(at))
	for i, a := range at {
		steps[i] = fmt.Sprint(a)
	}
	line, offset := d.line(steps), 0
	var fault *ruleFault
	if errors.As(err, &fault) {
		offset = fault.line
		if d.block(steps) {
			offset++
		}
	}
	d.r.note(d.path, line+offset, "the rule can't be used: "+err.Error())
}

// block tells whether the text at a place begins on the line after its key.
func (d document) block(steps []string) bool {
	node := d.root
	for _, step := range steps {
		next, _ := child(node, step)
		if next == nil {
			return false
		}
		node = next
	}
	_, literal := node.(*ast.LiteralNode)
	return literal
}
