package report

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

func compileSchema(catalogue fs.FS) (*jsonschema.Schema, error) {
	f, err := catalogue.Open("schema/report.json")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		return nil, fmt.Errorf("schema/report.json: %w", err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", doc); err != nil {
		return nil, fmt.Errorf("schema/report.json: %w", err)
	}
	return c.Compile("report.json")
}

// parse reads one file: its shape by the schema first, then what only Go can check.
func parse(schema *jsonschema.Schema, name string, text []byte) (Definition, Faults) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return Definition{}, Faults{yamlFault(name, err)}
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return Definition{}, Faults{{name, 1, "is empty, or holds more than one document"}}
	}
	root := file.Docs[0].Body
	var tree any
	if err := yaml.NodeToValue(root, &tree); err != nil {
		return Definition{}, Faults{yamlFault(name, err)}
	}
	if err := schema.Validate(tree); err != nil {
		return Definition{}, schemaFaults(name, file, err)
	}
	var d Definition
	if err := yaml.NodeToValue(root, &d, yaml.Strict()); err != nil {
		return Definition{}, Faults{yamlFault(name, err)}
	}
	var faults Faults
	for _, p := range d.problems() {
		faults = append(faults, Fault{name, lineOf(file, p.at), p.reason})
	}
	return d, faults
}

func yamlFault(name string, err error) Fault {
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil {
		return Fault{name, y.GetToken().Position.Line, y.GetMessage()}
	}
	return Fault{name, 1, err.Error()}
}

// schemaFaults gives one fault for each innermost failure, at the line of the value that fails.
func schemaFaults(name string, file *ast.File, err error) Faults {
	var failed *jsonschema.ValidationError
	if !errors.As(err, &failed) {
		return Faults{{name, 1, err.Error()}}
	}
	say := message.NewPrinter(language.BritishEnglish)
	var faults Faults
	var walk func(*jsonschema.ValidationError)
	walk = func(e *jsonschema.ValidationError) {
		if len(e.Causes) == 0 {
			reason := e.ErrorKind.LocalizedString(say)
			if len(e.InstanceLocation) > 0 {
				reason = strings.Join(e.InstanceLocation, ".") + ": " + reason
			}
			faults = append(faults, Fault{name, lineOf(file, e.InstanceLocation), reason})
		}
		for _, c := range e.Causes {
			walk(c)
		}
	}
	walk(failed)
	return faults
}

// lineOf finds the line of a value, or of the nearest value around it that can be found.
func lineOf(file *ast.File, at []string) int {
	for ; len(at) > 0; at = at[:len(at)-1] {
		path := "$"
		for _, step := range at {
			if _, err := strconv.Atoi(step); err == nil {
				path += "[" + step + "]"
			} else {
				path += ".'" + step + "'"
			}
		}
		p, err := yaml.PathString(path)
		if err != nil {
			continue
		}
		node, err := p.FilterFile(file)
		if err != nil || node == nil || node.GetToken() == nil {
			continue
		}
		return node.GetToken().Position.Line
	}
	return 1
}
